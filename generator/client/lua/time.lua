-- Time: clocks and dates on virtual time (shown as UTC), and C_Timer.

local rt = ...
local raw, G, python = rt.raw, rt.globals, rt.python
local type, fail, tonumber = type, rt.fail, tonumber
local floor = raw.math.floor

function G.GetTime()
	return rt.now
end

function G.GetServerTime()
	return python.server_time()
end

G.GetTimePreciseSec, G.GetSessionTime = G.GetTime, G.GetTime

function G.debugprofilestart()
	rt.c.profile_start = rt.now
end

function G.debugprofilestop()
	return (rt.now - (rt.c.profile_start or 0)) * 1000
end

function G.difftime(later, earlier)
	return later - earlier
end

-- Days from 1970-01-01 in the Gregorian calendar; months beyond 1..12 carry into years.
local function days(year, month, day)
	year = year + floor((month - 1) / 12)
	month = (month - 1) % 12 + 1
	if month <= 2 then
		year, month = year - 1, month + 12
	end
	return 365 * year + floor(year / 4) - floor(year / 100) + floor(year / 400) + floor((153 * (month - 3) + 2) / 5) + day - 719469
end

local function field(date, name, default)
	local value = tonumber(date[name]) or default
	if not value then
		fail(("field '%s' missing in date table"):format(name))
	end
	return value
end

function G.time(date)
	if date == nil then
		return python.server_time()
	end
	local clock = field(date, "hour", 12) * 3600 + field(date, "min", 0) * 60 + field(date, "sec", 0)
	return days(field(date, "year"), field(date, "month"), field(date, "day")) * 86400 + clock
end

function G.date(pattern, moment)
	pattern = pattern or "%c"
	if raw.string.sub(pattern, 1, 1) ~= "!" then
		pattern = "!" .. pattern
	end
	return raw.os.date(pattern, moment or python.server_time())
end

function G.GetGameTime()
	local now = python.server_time() % 86400
	return floor(now / 3600), floor(now % 3600 / 60)
end

-- Timers. What NewTimer and NewTicker give out is a userdata whose environment is its state.

local getfenv, setfenv = raw.debug.getfenv, raw.debug.setfenv
local container = raw.newproxy(true)
local meta = raw.getmetatable(container)
rt.hidden[meta] = true
local methods = {}
meta.__index = methods

local function state(object, method)
	local inside = type(object) == "userdata" and raw.getmetatable(object) == meta and getfenv(object)
	return inside or fail(("bad argument #1 to '%s' (LuaFunctionContainer expected)"):format(method))
end

function methods:Cancel()
	local timer = state(self, "Cancel")
	timer.cancelled = true
	if timer.number then
		rt.c.timers[timer.number] = nil
		python.cancel(timer.number)
		timer.number = nil
	end
end

function methods:IsCancelled()
	return state(self, "IsCancelled").cancelled
end

function methods:Invoke(...)
	local timer = state(self, "Invoke")
	if not timer.cancelled then
		rt.protect(timer.callback, ...)
	end
end

local function new_container(callback)
	local object = raw.newproxy(container)
	setfenv(object, { callback = callback, cancelled = false })
	return object
end

-- A timer never fires in the frame that made it.
local function start(c, seconds, what)
	local number = c.next_timer
	c.next_timer = number + 1
	c.timers[number] = what
	local frame = c.options.frame
	python.schedule(seconds > frame and seconds or frame, number)
	return number
end
rt.start_timer = start

local LONGEST = 4294967.295

local function check(name, seconds, callback)
	if type(seconds) ~= "number" or not (seconds >= 0 and seconds < LONGEST) then
		fail(("bad argument #1 to '?' (Usage: C_Timer.%s: 0 <= seconds < %s)"):format(name, LONGEST))
	end
	if type(callback) == "userdata" and raw.getmetatable(callback) == meta then
		return callback
	end
	if type(callback) ~= "function" or rt.is_c_function(callback) then
		fail(("bad argument #2 to '?' (Usage: C_Timer.%s: callback must be a Lua function)"):format(name))
	end
	return nil
end

local C_Timer = {}
rt.spaces.C_Timer = C_Timer

function C_Timer.After(seconds, callback)
	check("After", seconds, callback)
	start(rt.c, seconds, callback)
end

local function new(name, seconds, callback, times)
	local object = check(name, seconds, callback) or new_container(callback)
	local timer = getfenv(object)
	timer.seconds, timer.times = seconds, times
	timer.number = start(rt.c, seconds, object)
	return object
end

function C_Timer.NewTimer(seconds, callback)
	return new("NewTimer", seconds, callback, 1)
end

function C_Timer.NewTicker(seconds, callback, iterations)
	return new("NewTicker", seconds, callback, iterations)
end

rt.spaces.C_FunctionContainers = {
	CreateCallback = function(callback)
		check("CreateCallback", 0, callback)
		return new_container(callback)
	end,
}

function G.RunNextFrame(callback)
	start(rt.c, 0, callback)
end

-- A ticker's next turn counts from the end of this one; turns that were missed are not made up for.
local function turn(c, object)
	local timer = getfenv(object)
	timer.number = nil
	if timer.cancelled then
		return
	end
	if not timer.seconds then -- an existing container, given to After
		timer.times = 1
	end
	if timer.times then
		timer.times = timer.times - 1
	end
	rt.protect(timer.callback, object)
	if timer.cancelled then
		return
	elseif timer.times and timer.times <= 0 then
		timer.cancelled = true
	else
		timer.number = start(c, timer.seconds, object)
	end
end

-- Called from outside when a timer is due.
function rt.run_timer(c, number)
	local what = c.timers[number]
	if what == nil then
		return
	end
	c.timers[number] = nil
	if type(what) == "function" then
		rt.run(c, "timer", what)
		return
	end
	local previous, outer = rt.enter(c), c.what
	c.what = "timer"
	if what == "frame" then
		rt.frame_tick(c)
	else
		turn(c, what)
	end
	c.what = outer
	rt.leave(previous)
end
