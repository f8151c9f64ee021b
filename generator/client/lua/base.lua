-- The language itself: environments, metatables, calls, errors, hooks. Facts: wow-client.md section 5.

local rt = ...
local raw, G = rt.raw, rt.globals
local type, fail, select, unpack, pcall = type, rt.fail, select, unpack, pcall
local getfenv, setfenv, getmetatable = raw.getfenv, raw.setfenv, raw.getmetatable
local getinfo = raw.debug.getinfo
local inside = raw.getfenv(1) -- the environment of this folder's functions

for _, name in ipairs { "assert", "error", "ipairs", "next", "pcall", "rawequal", "rawset", "select", "tonumber" } do
	G[name] = raw[name]
end
G._VERSION = raw._VERSION

-- Plain 5.1 crashes where the borders are further apart than an int can count.
function G.unpack(list, first, last)
	if first == nil and last == nil then
		return unpack(list)
	end
	first = first == nil and 1 or tonumber(first)
	last = last == nil and type(list) == "table" and #list or tonumber(last)
	if first and last then
		if last < first then
			return
		elseif not (last - first < 1e6 and first > -2 ^ 31 and last < 2 ^ 31) then
			fail("too many results to unpack")
		end
	end
	return unpack(list, first, last)
end

-- Environments: a client's code sees its own global table where Lua would show ours.

local function shown(env)
	return env == inside and rt.c.G or env
end

function G.getfenv(target)
	if target == nil then
		target = 1
	end
	if type(target) == "number" then
		if target <= 0 then
			return rt.c.G
		end
		local info = getinfo(target + 1, "f") or fail("bad argument #1 to 'getfenv' (invalid level)")
		-- A function that ended in this call has left no trace of itself.
		return info.func and shown(getfenv(info.func)) or rt.c.G
	elseif type(target) ~= "function" then
		fail(("bad argument #1 to 'getfenv' (number expected, got %s)"):format(type(target)))
	end
	return shown(getfenv(target))
end

function G.setfenv(target, env)
	if type(target) == "number" then
		if target == 0 then
			rt.unmodelled("setfenv(0)")
		end
		target = target > 0 and getinfo(target + 1, "f")
		target = target and target.func or fail("bad argument #1 to 'setfenv' (invalid level)")
	end
	if type(target) == "function" and getfenv(target) == inside then
		fail("'setfenv' cannot change environment of given object")
	end
	return setfenv(target, env)
end

function G.loadstring(source, name)
	if type(source) ~= "string" then
		fail(("bad argument #1 to 'loadstring' (string expected, got %s)"):format(type(source)))
	end
	if raw.string.byte(source) == 27 then
		return nil, "attempt to load bytecode"
	end
	local chunk, why = raw.loadstring(source, name)
	if chunk then
		setfenv(chunk, rt.c.G)
	end
	return chunk, why
end

-- Metatables

function G.getmetatable(object)
	if type(object) == "string" then
		local meta = rt.c.string_meta
		if not meta then
			meta = { __index = rt.c.string }
			rt.c.string_meta = meta
		end
		return meta
	end
	local meta = getmetatable(object)
	if meta ~= nil then
		if rt.hidden[meta] then
			return nil
		elseif rt.widget_metas[meta] then
			return rt.own_meta(rt.c, rt.widget_metas[meta])
		end
	end
	return meta
end

function G.setmetatable(object, meta)
	local old = getmetatable(object)
	if old ~= nil and rt.hidden[old] then
		rt.unmodelled("setmetatable on a table of the client")
	end
	return raw.setmetatable(object, meta)
end

-- A finalizer would run at a moment, and for a client, that nothing decides; so a proxy cannot be given one.
local no_finalizer = {
	__newindex = function(meta, key, value)
		if key == "__gc" then
			rt.unmodelled("__gc of a proxy")
		end
		rawset(meta, key, value)
	end,
}
rt.hidden[no_finalizer] = true

function G.newproxy(like)
	local made = raw.newproxy(like)
	if like == true then
		raw.setmetatable(getmetatable(made), no_finalizer)
	end
	return made
end

function G.rawget(object, key)
	if object == rt.c.G then
		return object[key]
	end
	return raw.rawget(object, key)
end

function G.pairs(object)
	if object == rt.c.G then
		rt.fill(rt.c)
	end
	return raw.pairs(object)
end

-- Addresses differ from run to run; what has no text of its own is numbered in the order it is first shown.
function rt.tostring(value)
	local kind = type(value)
	if kind ~= "table" and kind ~= "function" and kind ~= "userdata" and kind ~= "thread" then
		return raw.tostring(value)
	end
	local meta = getmetatable(value)
	if type(meta) == "table" and meta.__tostring then
		local text = raw.tostring(value)
		if type(text) ~= "string" then
			fail("'tostring' must return a string")
		end
		return text
	end
	local c = rt.c
	local names = c.names
	if not names then
		names = raw.setmetatable({}, { __mode = "k" })
		c.names, c.named = names, 0
	end
	local name = names[value]
	if not name then
		c.named = c.named + 1
		name = raw.string.format("%s: %08X", kind, c.named)
		names[value] = name
	end
	return name
end

function G.tostring(...)
	if select("#", ...) == 0 then
		fail("bad argument #1 to 'tostring' (value expected)")
	end
	return rt.tostring((...))
end

function G.tostringall(...)
	local n = select("#", ...)
	local texts = { ... }
	for i = 1, n do
		texts[i] = rt.tostring(texts[i])
	end
	return unpack(texts, 1, n)
end

-- The memory of one client among many is not known, and when it is collected must not matter.
function G.collectgarbage(what)
	if what == nil or what == "collect" or what == "count" or what == "step" then
		return 0
	end
	rt.unmodelled('collectgarbage("' .. rt.tostring(what) .. '")')
end

function G.gcinfo()
	return 0
end

-- Calls

function G.xpcall(f, handler, ...)
	return rt.xpcall(f, handler, ...)
end

function G.pcallwithenv(f, env, ...)
	G.setfenv(f, env)
	return pcall(f, ...)
end

local function results(ok, ...)
	if ok then
		return ...
	end
end

local function securecallfunction(f, ...)
	return results(rt.protect(f, ...))
end

G.securecallfunction = securecallfunction

function G.securecall(f, ...)
	if type(f) == "string" then
		f = rt.c.G[f]
	end
	return securecallfunction(f, ...)
end

function G.securecallmethod(object, method, ...)
	return securecallfunction(object[method], object, ...)
end

function G.secureexecuterange(list, f, ...)
	for key, value in raw.pairs(list) do
		rt.protect(f, key, value, ...)
	end
end

local function finish(hook, args, n, ...)
	rt.guarded(hook, args, n)
	return ...
end

-- The hook runs after the original, with its arguments; results are the original's, and an error in it skips the hook.
function G.hooksecurefunc(...)
	local object, name, hook = ...
	if type(object) ~= "table" then
		object, name, hook = rt.c.G, ...
	end
	local original = object[name]
	if type(original) ~= "function" then
		fail(("hooksecurefunc(): %s is not a function"):format(rt.tostring(name)))
	end
	if type(hook) ~= "function" then
		fail("Usage: hooksecurefunc([table,] \"function\", hookfunc)")
	end
	object[name] = function(...)
		return finish(hook, { ... }, select("#", ...), original(...))
	end
end

-- Nothing is secure here: addon code is all there is.
function G.issecure()
	return false
end

function G.issecurevariable()
	return true, nil
end

function G.forceinsecure() end

-- Errors

function G.geterrorhandler()
	return rt.c.error_handler or rt.report
end

function G.seterrorhandler(handler)
	if type(handler) ~= "function" then
		fail("Usage: seterrorhandler(errfunc)")
	end
	rt.c.error_handler = handler
end

function G.CallErrorHandler(...)
	return G.geterrorhandler()(...)
end

local DEEPEST = 200000 -- no stack has as many levels

-- debugstack([thread, ] [level [, top [, bottom]]]): of a long stack the lines at the top and at the bottom.
function G.debugstack(...)
	local level, top, bottom = ...
	local trace
	if type(level) == "thread" then
		level, top, bottom = top, bottom, (select(4, ...))
		trace = raw.debug.traceback(..., "")
	else
		level = tonumber(level) or 1
		trace = rt.stack(level >= 0 and level < DEEPEST and level + 1 or DEEPEST)
	end
	top, bottom = tonumber(top) or 12, tonumber(bottom) or 10
	local lines = {}
	for line in raw.string.gmatch(trace, "[^\n]+") do
		if not raw.string.find(line, "^stack traceback:") then
			lines[#lines + 1] = line
		end
	end
	if #lines > top + bottom then
		local cut = {}
		for i = 1, top do
			cut[i] = lines[i]
		end
		cut[#cut + 1] = "..."
		for i = #lines - bottom + 1, #lines do
			cut[#cut + 1] = lines[i]
		end
		lines = cut
	end
	return raw.table.concat(lines, "\n") .. "\n"
end

function G.debuglocals()
	return ""
end

-- Coroutines: nothing differs but what is missing.
rt.spaces.coroutine = {}
for _, name in ipairs { "create", "resume", "running", "status", "wrap", "yield" } do
	rt.spaces.coroutine[name] = raw.coroutine[name]
end
