-- SPDX-License-Identifier: MIT
-- A stand-in for Total RP 3, written from its observed behaviour; it is not Total RP 3 and shares no code with it.
-- Callback registries: TRP3_Addon itself is one.

local _, ns = ...

local EVENTS = {
	"MOUSE_OVER_CHANGED",
	"PAGE_OPENED",
	"REGISTER_DATA_RECEIVED",
	"REGISTER_DATA_REQUESTED",
	"REGISTER_DATA_UPDATED",
	"REGISTER_PROFILES_LOADED",
	"REGISTER_PROFILE_DELETED",
	"REGISTER_PROFILE_OPENED",
	"ROLEPLAY_STATUS_CHANGED",
	"WORKFLOW_ON_API",
	"WORKFLOW_ON_FINISH",
	"WORKFLOW_ON_LOAD",
	"WORKFLOW_ON_LOADED",
}

--- Reports what a callback raised, the way the client does, and always keeps it where tests look.
local function report(problem)
	table.insert(TRP3_StandIn.errors, tostring(problem))
	local handler = geterrorhandler and geterrorhandler()
	if handler then
		handler(problem)
	end
	return problem
end

-- The callbacks of one event, in the order they registered; an owner has at most one.
local function place(callbacks, owner)
	for index, callback in ipairs(callbacks) do
		if callback.owner == owner then
			return index
		end
	end
	return #callbacks + 1
end

--- Makes `registry` take callbacks: registry.RegisterCallback(owner, event, func or method name), a dot call;
--- func receives (event, ...). A second callback of the same owner for the same event replaces the first.
function ns.makeRegistry(registry, eventNames)
	local registered = {}
	registry.Events = {}
	for _, name in ipairs(eventNames) do
		registry.Events[name] = name
	end

	function registry.RegisterCallback(owner, event, func)
		assert(owner ~= nil and owner ~= registry, "the owner of a callback must be a table or string of its own")
		assert(type(event) == "string", "the event must be a string")
		if type(func) == "string" then
			local method = func
			func = function(...)
				owner[method](owner, ...)
			end
		end
		assert(type(func) == "function", "the callback must be a function")
		registered[event] = registered[event] or {}
		local callbacks = registered[event]
		callbacks[place(callbacks, owner)] = { owner = owner, func = func }
	end

	function registry.UnregisterCallback(owner, event)
		local callbacks = registered[event] or {}
		local index = place(callbacks, owner)
		if callbacks[index] then
			table.remove(callbacks, index)
		end
	end

	function registry.UnregisterAllCallbacks(owner)
		for event in pairs(registered) do
			registry.UnregisterCallback(owner, event)
		end
	end

	function registry:TriggerEvent(event, ...)
		local arguments, count = { ... }, select("#", ...)
		local current = {}
		for index, callback in ipairs(registered[event] or {}) do
			current[index] = callback
		end
		for _, callback in ipairs(current) do
			xpcall(function()
				callback.func(event, unpack(arguments, 1, count))
			end, report)
		end
	end

	return registry
end

ns.makeRegistry(TRP3_Addon, EVENTS)

--- Registers `func` with a registry's event. func receives (owner, bound arguments, event arguments): the owner first
--- and the event's name not at all. Without an owner the registration object is the owner.
function TRP3_API.RegisterCallback(registry, event, func, owner, ...)
	assert(registry.Events[event], "attempted to register a callback for an unknown event: " .. tostring(event))
	local bound, count = { ... }, select("#", ...)
	local registration = {}
	owner = owner or registration

	function registration:Unregister()
		registry.UnregisterCallback(owner, event)
	end

	registry.RegisterCallback(owner, event, function(_, ...)
		local arguments = {}
		for index = 1, count do
			arguments[index] = bound[index]
		end
		local extra = select("#", ...)
		for index = 1, extra do
			arguments[count + index] = (select(index, ...))
		end
		func(owner, unpack(arguments, 1, count + extra))
	end)
	return registration
end
