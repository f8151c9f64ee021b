-- Events: which frames listen to what, and dispatching. A frame's state is `c.objects[frame]` (frames.lua).

local rt = ...
local raw, G, python = rt.raw, rt.globals, rt.python
local type, fail, select, unpack = type, rt.fail, select, unpack

-- c.handlers[event] is a list of frames in the order they registered. Nothing is ever taken out of one, it is replaced:
-- whoever is going through it is not disturbed, and asks each frame whether it still listens.

local function add(c, event, frame)
	local list = c.handlers[event]
	if list then
		list[#list + 1] = frame
	else
		c.handlers[event] = { frame }
	end
end

local function remove(c, event, frame)
	local list = {}
	for _, other in ipairs(c.handlers[event]) do
		if other ~= frame then
			list[#list + 1] = other
		end
	end
	c.handlers[event] = list[1] and list or nil
end

local function check(c, event, method)
	if type(event) ~= "string" then
		fail(("bad argument #1 to '?' (Usage: self:%s(eventName))"):format(method))
	end
	event = raw.string.upper(event)
	if not c.product.events[event] and not rt.takes_event(event) then
		fail(('Attempt to register unknown event "%s"'):format(event))
	end
	return event
end

local function listen(c, frame, state, event, filter)
	state.events = state.events or {}
	local new = not state.events[event]
	state.events[event] = filter
	if new then
		add(c, event, frame)
	end
	return new
end

rt.event_methods = {}
local methods = rt.event_methods

function methods:RegisterEvent(event)
	local c = rt.c
	return listen(c, self, rt.state(self, "RegisterEvent"), check(c, event, "RegisterEvent"), true)
end

function methods:RegisterUnitEvent(event, ...)
	local c, n = rt.c, select("#", ...)
	if n < 1 or n > 4 then
		fail("bad argument #2 to '?' (Usage: self:RegisterUnitEvent(eventName, unit1 [, unit2, unit3, unit4]))")
	end
	local units = {}
	for i = 1, n do
		units[(select(i, ...))] = true
	end
	return listen(c, self, rt.state(self, "RegisterUnitEvent"), check(c, event, "RegisterUnitEvent"), units)
end

-- A callback instead of OnEvent; it gets what OnEvent gets after the frame and the event's name.
function methods:RegisterEventCallback(event, callback)
	local c, state = rt.c, rt.state(self, "RegisterEventCallback")
	event = check(c, event, "RegisterEventCallback")
	state.callbacks = state.callbacks or {}
	state.callbacks[event] = callback
	return listen(c, self, state, event, true)
end

function methods:UnregisterEvent(event)
	local c, state = rt.c, rt.state(self, "UnregisterEvent")
	event = check(c, event, "UnregisterEvent")
	if not (state.events and state.events[event]) then
		return false
	end
	state.events[event] = nil
	if state.callbacks then
		state.callbacks[event] = nil
	end
	remove(c, event, self)
	return true
end

function methods:UnregisterAllEvents()
	local c, state = rt.c, rt.state(self, "UnregisterAllEvents")
	if state.events then
		for event in raw.pairs(state.events) do
			remove(c, event, self)
		end
		state.events, state.callbacks = nil, nil
	end
	if state.all_events then
		state.all_events = nil
		for i, frame in ipairs(c.all_listeners) do
			if frame == self then
				raw.table.remove(c.all_listeners, i)
				break
			end
		end
	end
end

function methods:RegisterAllEvents()
	local c, state = rt.c, rt.state(self, "RegisterAllEvents")
	if not state.all_events then
		state.all_events = true
		c.all_listeners = c.all_listeners or {}
		raw.table.insert(c.all_listeners, self)
	end
end

function methods:IsEventRegistered(event)
	local state = rt.state(self, "IsEventRegistered")
	local filter = state.events and state.events[raw.string.upper(event)]
	if type(filter) ~= "table" then
		return filter == true
	end
	local units = {}
	for unit in raw.pairs(filter) do
		units[#units + 1] = unit
	end
	raw.table.sort(units)
	return true, unpack(units)
end

rt.spaces.C_EventUtils = {
	IsEventValid = function(event)
		return rt.c.product.events[event] == true or python.declared_event(event)
	end,
	IsCallbackEvent = function()
		return false
	end,
}

-- Dispatching

local function call(frame, state, event, args, n)
	local callback = state.callbacks and state.callbacks[event]
	if callback then
		rt.guarded(callback, args, n)
		return
	end
	local script = state.scripts and state.scripts.OnEvent
	if script then
		local with = { frame, event, unpack(args, 1, n) }
		rt.guarded(script, with, n + 2)
	end
end

-- Fires an event in the running client.
function rt.dispatch(c, event, ...)
	local list, all = c.handlers[event], c.all_listeners
	if not list and not all then
		return
	end
	local outer = c.what
	c.what = event
	local objects, n = c.objects, select("#", ...)
	if list then
		local with = { false, event, ... }
		for i = 1, #list do
			local frame = list[i]
			local state = objects[frame]
			local filter = state.events and state.events[event]
			if filter == true or filter and filter[(...)] then
				local script = state.scripts and state.scripts.OnEvent
				if script and not state.callbacks then
					with[1] = frame
					rt.guarded(script, with, n + 2)
				else
					call(frame, state, event, { ... }, n)
				end
			end
		end
	end
	if all then
		for _, frame in ipairs { unpack(all) } do
			call(frame, objects[frame], event, { ... }, n)
		end
	end
	c.what = outer
end

-- Fires an event from outside.
function rt.fire(c, event, ...)
	local previous = rt.enter(c)
	rt.dispatch(c, event, ...)
	rt.leave(previous)
end

function rt.knows_event(c, event)
	return c.product.events[event] == true
end
