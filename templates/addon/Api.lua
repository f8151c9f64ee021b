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
--- PROFILE_UPDATED(fullname, destination, part), RAID_OFFERED(destination), RAID_REFUSED(destination, reason),
--- RAID_LINKED(destination), RAID_UNLINKED(destination, reason), RAID_MESSAGE(source, text), and START1, START2, START3 of
--- the startup procedure.
---@param event string
---@param callback function
---@return fun() unregister
function CrossRP.RegisterCallback(event, callback)
	if type(event) ~= "string" or type(callback) ~= "function" then
		error("Usage: CrossRP.RegisterCallback(event, callback)", 2)
	end
	return core.events:on(event, callback)
end

--- Takes messages that begin with a command: handler(source, text, secure). Commands of the protocol itself are refused.
---@param command string
---@param handler fun(source: string, text: string, secure: boolean)
---@return boolean
function CrossRP.SetMessageHandler(command, handler)
	local usable = type(command) == "string" and command:match("^%u[%u%d]*$") and not Codec.has(command)
	if not usable or type(handler) ~= "function" then
		return false
	end
	core.handlers[command] = handler
	return true
end

-- URGENT is for what has to go out before a client is gone, and skips the limits that keep it connected.
local PRIORITIES = { LOW = true, NORMAL = true, FAST = true }

--- Sends a text to a destination, or to everyone of a band; on_done(outcome, detail) hears how it ended.
---@param destination string
---@param text string
---@param on_done? fun(outcome: string, detail: string?)
---@param priority? "LOW"|"NORMAL"|"FAST" NORMAL by default
---@return boolean accepted
function CrossRP.Send(destination, text, on_done, priority)
	if not core.node then
		return false
	end
	core.node.router:send(destination, text, {
		priority = PRIORITIES[priority] and priority or "NORMAL",
		on_done = type(on_done) == "function" and on_done or nil,
	})
	return true
end

--- The same, for and over players with the same group key only.
---@param destination string
---@param text string
---@param on_done? fun(outcome: string, detail: string?)
---@return boolean accepted
function CrossRP.SendSecure(destination, text, on_done)
	if not core.node then
		return false
	end
	core.node.router:send(destination, text, {
		priority = "NORMAL",
		secure = true,
		on_done = type(on_done) == "function" and on_done or nil,
	})
	return true
end

--- Takes the key of a secure group, or with nil goes on without one. It is never sent or saved.
---@param key string|nil
---@return boolean taken
---@return string|nil why unsupported, not_a_key, or starting
function CrossRP.SetGroupKey(key)
	if not core.node then
		return false, "starting"
	end
	return core.node.key:set(key)
end

--- Names the leader of the raid to be linked with, by destination, or by name when they offered or were met lately.
---@param target string
---@return boolean started
---@return string|nil why no_group, not_leading, unknown_target, yourself, busy, or starting
function CrossRP.LinkRaid(target)
	if not core.node then
		return false, "starting"
	end
	local started, why = core.node.raid:link(target)
	return started, why
end

--- Ends the link with another raid, or takes the offer of one back.
---@return boolean whether there was any
function CrossRP.UnlinkRaid()
	return core.node ~= nil and core.node.raid:unlink()
end

--- Sends a text to everybody in the linked raid.
---@param text string
---@param on_done? fun(outcome: string, detail: string?)
---@return boolean accepted
---@return string|nil why not_linked, text, or starting
function CrossRP.SendToLinkedRaid(text, on_done)
	if not core.node then
		return false, "starting"
	end
	return core.node.raid:send(text, type(on_done) == "function" and on_done or nil)
end

--- What is known of the link of the own raid; nil before login.
---@return CrossRP.RaidStatus|nil
function CrossRP.GetRaidStatus()
	return core.node and core.node.raid:status()
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

---@class CrossRP.BandStatus
---@field band string
---@field active boolean somebody of it was touched lately
---@field links integer own links to it that carry something
---@field bridges integer players of the own side who carry to it
---@field load integer|nil the least load among them, 1 to 98

-- The status of a band; made when it is first named.
local function band_status(found, order, band)
	if not found[band] then
		found[band] = { band = band, active = false, links = 0, bridges = 0 }
		table.insert(order, found[band])
	end
	return found[band]
end

--- What is known of every band that is active or within reach, in the order of their names.
---@return CrossRP.BandStatus[]
function CrossRP.GetNetworkStatus()
	local found, order, node = {}, {}, core.node
	if not node then
		return order
	end
	for band in node.bands.active:each() do
		band_status(found, order, band).active = true
	end
	for _, link in node.links.known:each() do
		if link.load > 0 then
			local status = band_status(found, order, link.band)
			status.links = status.links + 1
			status.load = math.min(status.load or link.load, link.load)
		end
	end
	for band, reached in pairs(node.bridges:by_band()) do
		local status = band_status(found, order, band)
		status.bridges = reached.count
		status.load = math.min(status.load or reached.load, reached.load)
	end
	table.sort(order, function(one, other)
		return one.band < other.band
	end)
	return order
end

--- How many links this client has.
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
