-- The kernel's second half: calling the addon's code, what becomes of its errors, compiling.

local rt = ...
local raw, python = rt.raw, rt.python
local enter, leave = rt.enter, rt.leave
local type, pcall, xpcall, select, unpack, tostring = type, pcall, xpcall, select, unpack, tostring
local find, gmatch, gsub = raw.string.find, raw.string.gmatch, raw.string.gsub

-- Errors -------------------------------------------------------------------------------------------------------

-- A nil method of a widget is remembered by frames.lua; Lua's own message does not know the widget's type.
local function explain(c, message)
	local key = c.missing_key
	if key and find(message, "attempt to call method '" .. key .. "' (a nil value)", 1, true) then
		return message .. " [" .. c.missing_type .. ":" .. key .. " does not exist, or is not modelled by this client]"
	end
	return message
end

-- The call stack as the addon's author would read it: without the frames of this folder.
local function stack(level)
	local lines = {}
	for line in gmatch(raw.debug.traceback("", level + 1), "[^\n]+") do
		if not find(line, "(client) ", 1, true) and not find(line, "(tail call)", 1, true) then
			lines[#lines + 1] = line
		end
	end
	while find(lines[#lines], "[C]:", 1, true) and #lines > 1 do
		lines[#lines] = nil
	end
	return raw.table.concat(lines, "\n")
end
rt.stack = stack

local function record(c, message, trace)
	python.error(explain(c, message), trace, c.what)
end

-- Scripts that never end ---------------------------------------------------------------------------------------

local TICK, LONG = 10000000, "script ran too long"
local ended

-- From now on what a client does in one instant may take about so many steps of the virtual machine; then it gets an
-- error, as in the game a script that keeps it from drawing. It comes again at each of the addon's steps until no
-- handler of its own catches it. What runs in coroutines is not counted.
function rt.limit_scripts(steps)
	local client, time, ticks, hook
	function ended()
		client = nil
		raw.debug.sethook(hook, "", TICK)
	end
	function hook()
		local now = python.instant()
		if client ~= rt.c or time ~= now then
			client, time, ticks = rt.c, now, 0
			raw.debug.sethook(hook, "", TICK)
		end
		ticks = ticks + 1
		if ticks * TICK > steps and not find(raw.debug.getinfo(2, "S").source, "^=%(client%)") then
			raw.debug.sethook(hook, "", 1)
			raw.error(LONG, 2)
		end
	end
	ended()
end

-- An error has come out of everything the addon could catch it with.
function rt.came_out(message)
	if ended and type(message) == "string" and find(message, LONG, 1, true) then
		ended()
	end
end

local in_handler, handled = false, false

-- An error of Lua inside this folder, for an argument nobody checked, is one of the line that gave the argument.
local function placed(message)
	local why = raw.string.match(message, "^%(client%) %w+%.lua:%d+: (.*)$")
	if not why then
		return message
	end
	local where = rt.caller()
	return (where == "?" and tostring(rt.c.what) or where) .. ": " .. why
end
rt.placed = placed

-- What runs for an error nobody caught: it is recorded, and the addon's own error handler hears of it.
local function on_error(message)
	local c = rt.c
	handled = true
	rt.came_out(message)
	if type(message) ~= "string" then
		message = rt.tostring(message)
	end
	message = placed(message)
	record(c, message, stack(2))
	local own = c.error_handler
	if own and not in_handler then
		in_handler = true
		pcall(own, message)
		in_handler = false
	end
	return message
end

-- The default of geterrorhandler().
function rt.report(message)
	if type(message) ~= "string" then
		message = rt.tostring(message)
	end
	record(rt.c, message, stack(2))
end

-- xpcall of 5.1 passes no arguments. The function and its arguments wait here for the one closure that is shared by
-- all calls; it takes them out before anything else can run.
local call_f, call_args, call_n
local function trampoline()
	local f, args, n = call_f, call_args, call_n
	call_f, call_args = nil, nil
	return f(unpack(args, 1, n))
end

-- Lua calls no handler when it has run out of memory. Such an error is recorded here, once there is room again.
local function settle(ok, ...)
	if not ok then
		if not handled then
			raw.collectgarbage()
			record(rt.c, tostring((...)), "")
		end
		handled = false
	end
	return ok, ...
end

-- Calls f(unpack(args, 1, n)); an error is recorded. Returns true and the results, or false.
local function guarded(f, args, n)
	call_f, call_args, call_n = f, args, n
	return settle(xpcall(trampoline, on_error))
end
rt.guarded = guarded

function rt.protect(f, ...)
	return guarded(f, { ... }, select("#", ...))
end

-- As rt.protect, with a handler of the caller's.
function rt.xpcall(f, handler, ...)
	local n = select("#", ...)
	if n == 0 then
		return xpcall(f, handler)
	end
	call_f, call_args, call_n = f, { ... }, n
	return xpcall(trampoline, handler)
end

-- Runs f(...) inside client `c`, as the thing called `what`.
function rt.run(c, what, f, ...)
	local previous, outer = enter(c), c.what
	c.what = what
	local ok = guarded(f, { ... }, select("#", ...))
	c.what = outer
	leave(previous)
	return ok
end

-- Source -------------------------------------------------------------------------------------------------------

-- Compiles a file once for all clients: the result makes a fresh closure over shared code. The text is compiled by
-- itself first, so that its errors are its own and it cannot close the function around it.
-- Bytecode is refused, as it is by the client.
function rt.compile(source, chunk)
	if raw.string.byte(source) == 27 then
		return nil, (gsub(chunk, "^[@=]", "")) .. ":1: attempt to load bytecode"
	end
	local ok, why = raw.loadstring(source, chunk)
	if not ok then
		return nil, why
	end
	return raw.loadstring("return function(...) " .. source .. "\nend", chunk)
end

function rt.instantiate(c, factory)
	return raw.setfenv(factory(), c.G)
end
