-- The kernel: client records, their environments, entering a client. Loaded first; calls.lua is its second half.
--
-- Every other file of this folder receives the table `rt` this one returns and adds to it:
--   rt.globals[name] = value           shared by all clients (functions, numbers, strings)
--   rt.makers[name] = function(c)      builds a value once per client, when it is first read
--   rt.spaces[name] = { member = f }   a namespace: every client gets its own copy, when it is first read
--   rt.shims[name] = value             a global of the deprecation fallbacks
--   rt.in_lua[name] = true             a global that is Lua of the game's own where it is no native
--   rt.setup[#rt.setup + 1] = function(c)   runs when a client is made
-- API functions are shared. Whom they work for is `rt.c`, the client that is running: one at a time. `rt.now` is the time
-- it entered Lua at, in seconds; while Lua runs none passes.

local python = ...

local rt = { globals = {}, makers = {}, spaces = {}, shims = {}, in_lua = {}, setup = {}, python = python, raw = {}, now = 0 }
local raw = rt.raw
for _, name in ipairs { "string", "table", "math", "coroutine", "os", "debug" } do
	local copy = {}
	for key, value in pairs(_G[name]) do
		copy[key] = value
	end
	raw[name] = copy
end
for key, value in pairs(_G) do
	if type(value) ~= "table" then
		raw[key] = value
	end
end

local type, setmetatable, rawset, error, tostring, pairs = type, setmetatable, rawset, error, tostring, pairs
local find, gmatch = string.find, string.gmatch
local string_meta = getmetatable("")

-- Stands for "no client": what runs while nobody does.
local nobody = { string = raw.string }
rt.c = nobody

-- Unmodelled names ---------------------------------------------------------------------------------------------

-- Where the addon's code is that led here: the first caller outside this folder.
local function caller()
	for level = 3, 40 do
		local info = raw.debug.getinfo(level, "Sl")
		if not info then
			break
		end
		if info.what ~= "C" and info.what ~= "tail" and not find(info.source, "^=%(client%)") then
			-- A file's whole name: Lua itself shows only the end of a long one.
			return (raw.string.match(info.source, "^[@=](.*)") or info.short_src) .. ":" .. info.currentline
		end
	end
	return "?"
end
rt.caller = caller

-- Raises an error at the place in the addon that led here, however deep in this folder it was noticed.
local function fail(message)
	local where = caller()
	error(where == "?" and message or where .. ": " .. message, 0)
end
rt.fail = fail

-- The same, or what was running when a tail call has left no trace of the line: the file, the event, the timer.
local function place()
	local where = caller()
	return where == "?" and rt.c.what and "in " .. rt.c.what or where
end

-- Raises the error that tells a gap of this mock from a mistake of an addon.
function rt.unmodelled(name)
	python.unmodelled(name, place())
	fail(name .. " is not modelled by this client")
end

-- What is not modelled. A lenient client notes that its answer is made up, and gets true; to a strict one it is an error.
-- `where` is the place to name, if it is not the code that runs.
function rt.assume(name, where)
	if not rt.c.options.lenient then
		rt.unmodelled(name)
	end
	python.assumed(name, where or place())
	return true
end

-- The error the client raises for an argument it cannot use.
function rt.usage(number, usage)
	fail(("bad argument #%d to '?' (Usage: %s)"):format(number, usage))
end

-- Products -----------------------------------------------------------------------------------------------------

local function words(text)
	local set = {}
	for word in gmatch(text, "%S+") do
		set[word] = true
	end
	return set
end

local function functions_by_space(text)
	local natives, members = {}, {}
	for word in gmatch(text, "%S+") do
		local space, member = raw.string.match(word, "^([%w_]+)%.([%w_]+)$")
		if space then
			members[space] = members[space] or {}
			members[space][member] = true
		else
			natives[word] = true
		end
	end
	return natives, members
end

-- Every name any known client has: tells a native this product lacks from what the game adds in Lua.
local any_native, any_member = {}, {}

function rt.all_natives(text)
	any_native, any_member = functions_by_space(text)
end

-- A product record: facts the API files read, and the names the real client has. `signatures`: see arguments.lua.
function rt.product(facts, functions, events, enums, signatures)
	local product = { checked = {}, signatures = signatures }
	for key, value in pairs(facts) do
		product[key] = value
	end
	product.natives, product.members = functions_by_space(functions)
	product.events, product.enums = words(events), words(enums)
	return product
end

function rt.lacks(product, name)
	return any_native[name] and not product.natives[name]
end

local function lacks_member(product, space, member)
	local any, own = any_member[space], product.members[space]
	return any and any[member] and not (own and own[member])
end

-- Whether the game has a function in C: what is Lua in this folder may be a native of the client, or a method of a widget.
function rt.is_c_function(f)
	local info = raw.debug.getinfo(f, "S")
	if info.what == "C" then
		return true
	elseif not find(info.source, "^=%(client%)") then
		return false
	end
	local checked = rt.c.product.checked
	for name, value in pairs(rt.globals) do
		if value == f or checked[name] == f then
			return any_native[name] == true and not rt.in_lua[name]
		end
	end
	for space, members in pairs(rt.spaces) do
		for member, value in pairs(members) do
			if value == f or checked[space .. "." .. member] == f then
				return any_member[space] ~= nil
			end
		end
	end
	return rt.is_widget_method(f)
end

-- The functions there is code for, as "Name" and "C_Space.Name".
function rt.modelled()
	local found = {}
	for name, value in pairs(rt.globals) do
		if type(value) == "function" then
			found[#found + 1] = name
		end
	end
	for space, members in pairs(rt.spaces) do
		for member, value in pairs(members) do
			if type(value) == "function" then
				found[#found + 1] = space .. "." .. member
			end
		end
	end
	raw.table.sort(found)
	return raw.table.concat(found, " ")
end

-- Environments -------------------------------------------------------------------------------------------------

local hidden = {} -- metatables addons must not see
rt.hidden = hidden

local space_metas = {}
local function space_meta(name)
	local meta = space_metas[name]
	if meta then
		return meta
	end
	meta = {
		__index = function(space, key)
			local members = rt.c.product.members[name]
			-- What the game adds in Lua is not listed; there every name counts as one it has.
			local native = members and members[key] or not any_member[name]
			return rt.missing(name .. "." .. tostring(key), space, key, native)
		end,
	}
	hidden[meta] = true
	space_metas[name] = meta
	return meta
end

local function make_space(c, name)
	local product, copy, any = c.product, {}, false
	for member, value in pairs(rt.spaces[name]) do
		if type(value) ~= "function" or not lacks_member(product, name, member) then
			if type(value) == "table" then
				value = rt.globals.CopyTable(value)
			end
			copy[member], any = rt.checked(product, name .. "." .. member, value), true
		end
	end
	if any_member[name] and not product.members[name] then
		return nil
	end
	return (any or product.members[name]) and setmetatable(copy, space_meta(name)) or nil
end

-- Natives that addons cannot reach.
rt.not_for_addons = { secretunwrap = true, loadstring_untainted = true }

-- Lua of the game's own that only some clients load: name -> function(product).
rt.exists_on = {}

local function lookup(c, key)
	if rt.exists_on[key] and not rt.exists_on[key](c.product) then
		return nil
	end
	local value = rt.globals[key]
	if value ~= nil then
		if rt.in_lua[key] or not rt.lacks(c.product, key) then
			return rt.checked(c.product, key, value)
		end
	elseif rt.spaces[key] then
		return make_space(c, key)
	elseif rt.makers[key] then
		return rt.makers[key](c)
	end
	if c.options.shims and (rt.lacks(c.product, key) or not any_native[key]) then
		return rt.shims[key]
	end
	return nil
end

-- A global is put into a client's environment when it is first read: most are never. `pairs` in base.lua puts all.
local env_meta = {
	__index = function(env, key)
		local c = rt.c
		local value = lookup(c, key)
		if value ~= nil then
			rawset(env, key, value)
			return value
		end
		if rt.not_for_addons[key] or type(key) ~= "string" then
			return nil
		end
		return rt.missing(key, env, key, c.product.natives[key])
	end,
}
hidden[env_meta] = true

function rt.fill(c)
	for _, names in pairs { rt.globals, rt.spaces, rt.makers, rt.shims } do
		for name in pairs(names) do
			if raw.rawget(c.G, name) == nil then
				local value = lookup(c, name)
				if value ~= nil then
					rawset(c.G, name, value)
				end
			end
		end
	end
end

-- A client record. `first_timer`: numbers of timers go on from here, so that those of an earlier life stay dead.
function rt.new_client(product, options, identity, first_timer, seed)
	local c = {
		product = product,
		options = options,
		player = identity,
		next_timer = first_timer,
		timers = {},
		handlers = {},
		what = "loading",
	}
	local G = setmetatable({}, env_meta)
	c.G, G._G = G, G
	local previous = rt.c
	rt.c = c
	G.string = make_space(c, "string")
	c.string = G.string
	rt.seed(c, seed)
	for _, prepare in ipairs(rt.setup) do
		prepare(c)
	end
	rt.c = previous
	return c
end

-- Entering -----------------------------------------------------------------------------------------------------

-- All strings share one metatable, so ("x"):trim() is pointed at the string table of whoever runs.
local function enter(c)
	local previous = rt.c
	if previous ~= c then
		rt.c = c
		string_meta.__index = c.string
	end
	return previous
end

local function leave(previous)
	if rt.c ~= previous then
		rt.c = previous
		string_meta.__index = previous.string
	end
end
rt.enter, rt.leave = enter, leave

-- Nothing of the embedding is left where Lua code could find it.
for _, name in ipairs { "python", "io", "os", "package", "require", "module", "debug", "dofile", "loadfile", "load" } do
	_G[name] = nil
end
_G.string.dump = nil
string_meta.__index = raw.string

return rt
