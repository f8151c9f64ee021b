-- SPDX-License-Identifier: MIT
local _, ns = ...

-- What other addons see: the global `CrossRP`.

local Codec, Spec = ns.Codec, ns.Spec
local core = ns.core

--- What other addons may use.
---@class CrossRP
CrossRP = {
	VERSION = core.VERSION,
	REVISION = Spec.revision,
}

--- Calls back on BAND_ADDED(band), BAND_REMOVED(band), LINKED(destination, band), UNLINKED(destination, band),
--- PROFILE_UPDATED(fullname, destination, part), and START1, START2, START3 of the startup procedure.
---@param event string
---@param callback function
---@return fun() unregister
function CrossRP.RegisterCallback(event, callback)
	return core.events:on(event, callback)
end

--- Takes messages that begin with a command: handler(source, text). Commands of the protocol itself are refused.
---@param command string
---@param handler fun(source: string, text: string)
---@return boolean
function CrossRP.SetMessageHandler(command, handler)
	if type(command) ~= "string" or Codec.has(command) or not command:match("^%u[%u%d]*$") then
		return false
	end
	core.handlers[command] = handler
	return true
end

--- Sends a text to a destination; on_done(outcome, detail) hears how it ended.
---@param destination string
---@param text string
---@param on_done? fun(outcome: string, detail: string?)
---@return boolean accepted
function CrossRP.Send(destination, text, on_done)
	if not core.node then
		return false
	end
	core.node.router:send(destination, text, { priority = "NORMAL", on_done = on_done })
	return true
end

--- The own destination; nil before login.
---@return string|nil
function CrossRP.GetDestination()
	return core.node and core.node.bands.destination
end

--- Whether a message to a destination could set out just now.
---@param destination string
---@return boolean
function CrossRP.CanReach(destination)
	return core.node ~= nil and core.node.router:can_reach(destination)
end

--- How many links this client has, and their game account ids.
---@return integer
function CrossRP.GetLinks()
	return core.node and core.node.links:count() or 0
end

--- The game account ids of the links.
---@return integer ...
function CrossRP.GetLinkIds()
	local ids = {}
	if core.node then
		for id in core.node.links.known:each() do
			table.insert(ids, id)
		end
	end
	return unpack(ids)
end

--- Packets this client has not handed to the game yet.
---@return integer
function CrossRP.GetQueued()
	return core.node and core.node.outbox:stats().queued or 0
end

--- Packets the game refused for now and that were handed to it again.
---@return integer
function CrossRP.GetRetried()
	return core.node and core.node.outbox:stats().retried or 0
end

--- Counters since login.
---@return table<string, number>
function CrossRP.GetCounts()
	local all = {}
	for name, value in pairs(core.counts) do
		all[name] = value
	end
	return all
end

---@return boolean
function CrossRP.IsStarted()
	return core.node ~= nil and core.node.started == true
end
