-- The way in from outside: loading files, running text, the steps of login and logout, saved variables.

local rt = ...
local raw, G, python = rt.raw, rt.globals, rt.python
local type, error, pcall, unpack = type, error, pcall, unpack

-- Reads a global without asking the API for it.
local function own_global(c, name)
	return raw.rawget(c.G, name)
end

function rt.run_file(c, factory, addon, where)
	rt.run(c, where, rt.instantiate(c, factory), addon, rt.addon_namespace(c, addon))
end

-- A saved variables file is Lua text that assigns globals, and is run as the game runs it.
function rt.run_saved(c, text, addon)
	local chunk, why = raw.loadstring(text, "=SavedVariables/" .. addon .. ".lua")
	if not chunk then
		rt.run(c, "SavedVariables", error, why, 0)
		return
	end
	rt.run(c, "SavedVariables", raw.setfenv(chunk, c.G))
end

-- A copy of a global with only what a file can hold: no more than `left` tables inside one another. Raises `too_deep`.
local too_deep = {}
local function savable(value, around, left)
	local kind = type(value)
	if kind == "string" or kind == "number" or kind == "boolean" then
		return value
	elseif kind ~= "table" or around[value] then
		return nil
	elseif left == 0 then
		error(too_deep)
	end
	around[value] = true
	local copy = {}
	for key, item in raw.next, value do
		local key_kind = type(key)
		if key_kind == "string" or key_kind == "number" or key_kind == "boolean" then
			copy[key] = savable(item, around, left - 1)
		end
	end
	around[value] = nil
	return copy
end

-- Returns true and the copy, or false for tables nested deeper than the game could read.
function rt.savable(c, name, deepest)
	local fits, copy = pcall(savable, own_global(c, name), {}, deepest)
	if fits then
		return true, copy
	end
	return false, nil
end

-- A copy of a value that Python can hold. Raises for anything else.
local function export(value, around)
	local kind = type(value)
	if kind == "nil" or kind == "string" or kind == "number" or kind == "boolean" then
		return value
	elseif kind ~= "table" then
		error(("a Lua %s cannot be given to Python"):format(kind), 0)
	elseif around[value] then
		error("a Lua table that contains itself cannot be given to Python", 0)
	end
	around[value] = true
	local copy = {}
	for key, item in raw.next, value do
		copy[export(key, around)] = export(item, around)
	end
	around[value] = nil
	return copy
end

local function export_all(ok, ...)
	if not ok then
		return false, ...
	end
	local n, values = select("#", ...), { ... }
	for i = 1, n do
		local fine, value = pcall(export, values[i], {})
		if not fine then
			return false, value, ""
		end
		values[i] = value
	end
	return true, unpack(values, 1, n)
end

local trace

local function keep_trace(message)
	rt.came_out(message)
	trace = rt.stack(2)
	return type(message) == "string" and rt.placed(message) or rt.tostring(message)
end

local function with_trace(ok, ...)
	if ok then
		return true, ...
	end
	return false, (...), trace
end

local function call(c, what, f, ...)
	local previous, outer = rt.enter(c), c.what
	c.what = what
	return (function(...)
		c.what = outer
		rt.leave(previous)
		return ...
	end)(with_trace(rt.xpcall(f, keep_trace, ...)))
end

-- Runs text; returns true and its results as plain values, or false, message, traceback.
function rt.evaluate(c, text, name)
	local factory, why = rt.compile(text, name)
	if not factory then
		return false, why, ""
	end
	return export_all(call(c, "eval", raw.setfenv(factory(), c.G)))
end

-- Calls a function of the client; as rt.evaluate, with the results as they are.
function rt.call(c, f, ...)
	return call(c, "call", f, ...)
end

-- Login and logout

function rt.begin_session(c, realm_known)
	c.logged_in = true
	c.realm_known = realm_known
end

function rt.enter_world(c)
	c.realm_known, c.in_world = true, true
	if rt.register_compartment then
		rt.register_compartment(c)
	end
end

-- What comes with the first frame after a loading screen, if somebody waits for it. Which of the two is first is not known.
function rt.world_entered(c, new_session)
	local handlers = c.handlers
	if handlers.LOADING_SCREEN_DISABLED or handlers.FIRST_FRAME_RENDERED or c.all_listeners then
		rt.start_timer(c, 0, function()
			if new_session then
				rt.dispatch(c, "FIRST_FRAME_RENDERED")
			end
			rt.dispatch(c, "LOADING_SCREEN_DISABLED")
		end)
	end
end

-- Forgets the client's timers; returns the number the next session's timers start with.
function rt.end_session(c)
	for number in raw.pairs(c.timers) do
		python.cancel(number)
	end
	c.timers, c.handlers, c.updating = {}, {}, nil
	return c.next_timer
end

function G.IsLoggedIn()
	return rt.c.logged_in == true
end

function G.IsPlayerInWorld()
	return rt.c.in_world == true
end

function G.ReloadUI()
	python.reload()
end
rt.spaces.C_UI = { Reload = G.ReloadUI }
