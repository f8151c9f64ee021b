-- SPDX-License-Identifier: MIT
-- The words a spec file is written in: describe, it, before_each, after_each, assert_*, load_module, addon, virtual_env.
-- Run once for every single test, with globals of its own; `host` is what the state's owner offers:
--
--	host.module(name, revision)   the text of a module of the addon and the name to report it by, or nil and why not
--	host.compile(text, chunk)     the function of a text, or nil and why there is none
--	host.client                   the globals of the embedded client, nil for bare Lua
--	host.debug                    Lua's debug library
--	host.modules                  the names of all modules, in load order, one a line
--	host.core                     the same of those that may not touch the game
--	host.spec                     the chunk name of the spec file
--	host.print(line)              takes what the test prints
--	host.instructions             how many instructions a test may take
local host = ...
local traceback, getinfo, sethook = host.debug.traceback, host.debug.getinfo, host.debug.sethook
local pcall, xpcall, loadstring = pcall, xpcall, loadstring

local function copy(values)
	local copied = {}
	for name, value in pairs(values) do
		copied[name] = value
	end
	return copied
end

-- The globals of this test, and libraries of its own: others share the state.
local _G = (function(state)
	local own = copy(state)
	for name, value in pairs(state) do
		own[name] = type(value) == "table" and value ~= state and copy(value) or value
	end
	for _, absent in ipairs({ "io", "os", "require", "debug", "load", "loadfile", "dofile", "package", "module", "python" }) do
		own[absent] = nil
	end
	own._G = own
	-- What the game offers is there for specs and for the modules that may touch it.
	return host.client and setmetatable(own, { __index = host.client }) or own
end)(_G)
setfenv(1, _G)

-- Code without an environment would see the globals that all tests share.
function _G.loadstring(text, name)
	local body, problem = loadstring(text, name)
	if body then
		return setfenv(body, _G)
	end
	return nil, problem
end

function print(...)
	local words = {}
	for index = 1, select("#", ...) do
		words[index] = tostring((select(index, ...)))
	end
	host.print(table.concat(words, "\t"))
end

-- Set once a test took too long; from then on nothing in it can catch an error.
local stopped

local function unless_stopped(...)
	if stopped then
		error(stopped, 0)
	end
	return ...
end

function _G.pcall(...)
	return unless_stopped(pcall(...))
end

function _G.xpcall(...)
	return unless_stopped(xpcall(...))
end

--------------------------------------------------------------------------------------------------------------------------
-- Suites and cases

local root = { before = {}, after = {} }
local suite = root
local cases, names = {}, {}

local function full_name(name)
	local path, at = { name }, suite
	while at ~= root do
		table.insert(path, 1, at.name)
		at = at.parent
	end
	return table.concat(path, " ")
end

function describe(name, body)
	suite = { name = name, parent = suite, before = {}, after = {} }
	body()
	suite = suite.parent
end

function it(name, body)
	name = full_name(name):gsub("%s+", " ")
	if names[name] then
		error(("two tests are called %q"):format(name), 2)
	end
	names[name] = true
	cases[#cases + 1] = { name = name, body = body, suite = suite, line = getinfo(body, "S").linedefined }
end

function before_each(body)
	table.insert(suite.before, body)
end

function after_each(body)
	table.insert(suite.after, body)
end

--------------------------------------------------------------------------------------------------------------------------
-- Asserts

-- The first assert that failed counts even when the code under test caught it.
local failed

local function spec_line(level)
	local info = getinfo(level, "Sl")
	while info do
		if info.source == "@" .. host.spec then
			return info.currentline
		end
		level = level + 1
		info = getinfo(level, "Sl")
	end
end

local function fail(message)
	failed = failed or { message = message, line = spec_line(3), traceback = traceback("", 3) }
	error(failed, 0)
end

local function quoted(text)
	return '"' .. text:gsub('[%c"\\\127-\255]', function(char)
		return ("\\%03d"):format(char:byte())
	end) .. '"'
end

local function ordered(left, right)
	if type(left) == type(right) and (type(left) == "number" or type(left) == "string") then
		return left < right
	end
	return type(left) .. tostring(left) < type(right) .. tostring(right)
end

local function sorted_keys(value)
	local keys = {}
	for key in pairs(value) do
		keys[#keys + 1] = key
	end
	table.sort(keys, ordered)
	return keys
end

local function shown(value, depth)
	if type(value) == "string" then
		return quoted(value)
	elseif type(value) ~= "table" then
		return tostring(value)
	elseif depth == 0 then
		return "{...}"
	end
	local parts = {}
	for _, key in ipairs(sorted_keys(value)) do
		parts[#parts + 1] = ("[%s]=%s"):format(shown(key, 0), shown(value[key], depth - 1))
	end
	return "{" .. table.concat(parts, ", ") .. "}"
end

local function show(value)
	local text = shown(value, 3)
	return #text <= 2000 and text or text:sub(1, 2000) .. "..."
end

local function said(message, text)
	return message and tostring(message) .. ": " .. text or text
end

-- Where two values differ first, as a path; nil when they are the same all the way down.
local function difference(expected, actual, path, seen)
	if rawequal(expected, actual) or (expected ~= expected and actual ~= actual) then
		return nil
	elseif type(expected) ~= "table" or type(actual) ~= "table" then
		return path, expected, actual
	elseif seen[expected] == actual then
		return nil
	end
	seen[expected] = actual
	for _, source in ipairs({ expected, actual }) do
		for _, key in ipairs(sorted_keys(source)) do
			local at, left, right = difference(expected[key], actual[key], path .. "[" .. shown(key, 0) .. "]", seen)
			if at then
				return at, left, right
			end
		end
	end
end

function assert_equal(expected, actual, message)
	if expected ~= actual then
		fail(said(message, ("expected %s, got %s"):format(show(expected), show(actual))))
	end
end

function assert_same(expected, actual, message)
	local path, left, right = difference(expected, actual, "", {})
	if path then
		local place = path == "" and "" or "at " .. path .. " "
		fail(said(message, ("%sexpected %s, got %s"):format(place, show(left), show(right))))
	end
end

function assert_true(value, message)
	if value ~= true then
		fail(said(message, "expected true, got " .. show(value)))
	end
end

function assert_false(value, message)
	if value ~= false then
		fail(said(message, "expected false, got " .. show(value)))
	end
end

function assert_nil(value, message)
	if value ~= nil then
		fail(said(message, "expected nil, got " .. show(value)))
	end
end

function assert_match(pattern, text, message)
	if type(text) ~= "string" or not text:find(pattern) then
		fail(said(message, ("expected text like %s, got %s"):format(quoted(pattern), show(text))))
	end
end

function assert_error(body, pattern, message)
	local earlier = failed
	local ok, problem = pcall(body)
	failed = earlier
	if ok then
		fail(said(message, "expected an error, there was none"))
	end
	local text = type(problem) == "table" and problem.message or tostring(problem)
	if pattern and not text:find(pattern) then
		fail(said(message, ("expected an error like %s, got %s"):format(quoted(pattern), show(text))))
	end
end

--------------------------------------------------------------------------------------------------------------------------
-- The addon

local order, core_modules = {}, {}
for name in host.modules:gmatch("[^\n]+") do
	order[#order + 1] = name
	order[name] = #order
end
for name in host.core:gmatch("[^\n]+") do
	core_modules[name] = true
end

-- What a module sees as its globals: those of Lua and those the test made. It makes none itself, and a core module that
-- asks for one nobody made is touching the game.
local function module_globals(name)
	local lenient = not core_modules[name]
	return setmetatable({}, {
		__index = function(_, key)
			local value = lenient and _G[key] or rawget(_G, key)
			if value == nil and not lenient then
				error(("%s reads the global '%s', which a core module does not have"):format(name, tostring(key)), 2)
			end
			return value
		end,
		__newindex = function(_, key)
			error(("%s makes a global '%s'"):format(name, tostring(key)), 2)
		end,
	})
end

local function load_into(ns, name, revision)
	local text, chunk = host.module(name, revision)
	if not text then
		error(chunk, 0)
	end
	-- What a chunk makes is new each time it runs, so one that was compiled may run again.
	local body, problem = host.compile(text, "@" .. chunk)
	if not body then
		error(problem, 0)
	end
	setfenv(body, module_globals(name))("CrossRP", ns)
end

-- load_module([options,] name, ...): a fresh namespace with these modules in load order, after Spec. `options` may name a
-- `revision` whose Spec to use, or give a `spec` of its own.
function load_module(options, ...)
	local wanted = { ... }
	if type(options) == "string" then
		table.insert(wanted, 1, options)
		options = nil
	end
	options = options or {}
	for _, name in ipairs(wanted) do
		if not order[name] then
			error(("the addon has no module '%s'; it has %s"):format(tostring(name), table.concat(order, ", ")), 2)
		end
		wanted[name] = true
	end
	local ns = { Spec = options.spec }
	wanted.Spec = not options.spec
	for _, name in ipairs(order) do
		if wanted[name] then
			load_into(ns, name, options.revision)
		end
	end
	return ns
end

-- addon([options]): a fresh namespace with every module that does not touch the game itself.
function addon(options)
	local core = {}
	for _, name in ipairs(order) do
		if core_modules[name] and name ~= "Spec" then
			core[#core + 1] = name
		end
	end
	return load_module(options or {}, unpack(core))
end

--------------------------------------------------------------------------------------------------------------------------
-- Time and chance

local Env = {}
Env.__index = Env
-- Timers that may go off within one advance; more is a timer that sets itself again without end.
local MOST_TIMERS = 200000

-- virtual_env([seed [, start]]): now(), random(n) and after(seconds, fn) for a core module. Time stands still but for
-- env:advance(seconds), which lets the timers go off in order; env:timers() counts those that are set.
function virtual_env(seed, start)
	local env = setmetatable({ clock = start or 1000, waiting = {}, serial = 0 }, Env)
	local state = (seed or 1) % 2147483646 + 1
	function env.now()
		return env.clock
	end
	local function draw()
		state = state * 16807 % 2147483647
		return state / 2147483647
	end
	-- The first draws of neighbouring seeds lie close together.
	for _ = 1, 4 do
		draw()
	end
	function env.random(n)
		return math.floor(draw() * n) + 1
	end
	function env.after(seconds, fn)
		env.serial = env.serial + 1
		local timer = { at = env.clock + math.max(0, seconds), serial = env.serial, fn = fn }
		env.waiting[timer] = true
		function timer.Cancel()
			env.waiting[timer] = nil
		end
		function timer.IsCancelled()
			return not env.waiting[timer]
		end
		return timer
	end
	return env
end

local function earliest(env)
	local best
	for timer in pairs(env.waiting) do
		if not best or timer.at < best.at or (timer.at == best.at and timer.serial < best.serial) then
			best = timer
		end
	end
	return best
end

function Env:advance(seconds)
	local stop = self.clock + seconds
	for _ = 1, MOST_TIMERS do
		local timer = earliest(self)
		if not timer or timer.at > stop then
			self.clock = stop
			return
		end
		self.waiting[timer] = nil
		self.clock = math.max(self.clock, timer.at)
		timer.fn()
	end
	error("the timers never come to rest", 2)
end

function Env:timers()
	local count = 0
	for _ in pairs(self.waiting) do
		count = count + 1
	end
	return count
end

--------------------------------------------------------------------------------------------------------------------------
-- For the owner of the state

local function on_error(problem)
	if type(problem) == "table" and problem == failed then
		return problem
	end
	local message, line = tostring(problem), spec_line(2)
	-- The place is reported apart from the message.
	local here = host.spec .. ":" .. tostring(line) .. ": "
	if message:sub(1, #here) == here then
		message = message:sub(#here + 1)
	end
	return { message = message, line = line, traceback = traceback("", 2) }
end

local function hooks(case, kind, visit)
	local at = case.suite
	while at do
		visit(at[kind])
		at = at.parent
	end
end

local function guarded(body)
	local ok, problem = xpcall(body, on_error)
	failed = failed or (not ok and problem) or nil
end

local function run(case)
	local before = {}
	hooks(case, "before", function(bodies)
		for index = #bodies, 1, -1 do
			table.insert(before, 1, bodies[index])
		end
	end)
	guarded(function()
		for _, body in ipairs(before) do
			body()
		end
		case.body()
	end)
	hooks(case, "after", function(bodies)
		for _, body in ipairs(bodies) do
			guarded(body)
		end
	end)
end

local runner = {}

-- Runs a chunk of text; nil when it went well, else what went wrong.
function runner.load(text, chunk)
	local body, problem = host.compile(text, "@" .. chunk)
	if not body then
		return problem
	end
	guarded(setfenv(body, _G))
	return failed and failed.message
end

-- Name and line of every test, one `line name` each.
function runner.list()
	local lines = {}
	for index, case in ipairs(cases) do
		lines[index] = case.line .. " " .. case.name
	end
	return table.concat(lines, "\n")
end

-- Runs the test with this number; nil when it passed, else the message, the line of the spec (or nil) and a traceback.
function runner.run(index)
	sethook(function()
		stopped = stopped or "the test is still running after " .. host.instructions .. " instructions"
		error(stopped, 2)
	end, "", host.instructions)
	run(cases[index])
	sethook()
	if failed then
		return failed.message, failed.line, failed.traceback
	end
end

return runner, _G
