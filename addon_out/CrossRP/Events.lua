-- SPDX-License-Identifier: MIT
local _, ns = ...

-- A callback registry. Callbacks run in the order they were registered; one that raises does not stop the others.

---@class CrossRP.Events
local Events = {}
Events.__index = Events
ns.Events = Events

local Util = ns.Util

---@param report? fun(message: string) told of an error inside a callback
---@return CrossRP.Events
function Events.new(report)
	return setmetatable({ report = report, callbacks = {} }, Events)
end

---@param name string
---@param callback function
---@return fun() unregister
function Events:on(name, callback)
	local callbacks = self.callbacks[name] or Util.list()
	self.callbacks[name] = callbacks
	local entry = { callback = callback }
	callbacks:push(entry)
	return function()
		entry.over = true
		callbacks:remove(entry)
	end
end

--- Calls back who is registered now. A callback may register others, which this event does not reach, and unregister any.
---@param name string
function Events:fire(name, ...)
	local callbacks = self.callbacks[name]
	local entries, entry = {}, callbacks and callbacks.first
	while entry do
		entries[#entries + 1] = entry
		entry = callbacks.after[entry]
	end
	for _, registered in ipairs(entries) do
		if not registered.over then
			Util.guarded(self.report, registered.callback, ...)
		end
	end
end
