-- SPDX-License-Identifier: MIT
local _, ns = ...

-- What the player and other addons see: the slash command, the entry in the addon menu, and the global `CrossRP`.

local Client, Codec, Spec = ns.Client, ns.Codec, ns.Spec
local core = ns.core

local function status_lines()
	if not core.node then
		return { "waits for your character." }
	end
	local lines = { string.format("%s, version %s, %s", Spec.revision, core.VERSION, core.node.bands.destination) }
	local reason = core.node.hosting:reason()
	table.insert(lines, core.node.hosting:is_on() and "forwards for others" or "does not forward: " .. (reason or "pause"))
	table.insert(lines, string.format("%d links, %d bridges", core.node.links:count(), core.node.bridges.known:size()))
	return lines
end

SLASH_CROSSRP1 = "/crossrp"
SlashCmdList.CROSSRP = function(text)
	local word = text:match("%S+")
	if (word == "on" or word == "off") and core.node then
		CrossRPSaved.hosting = word == "on"
		core.node.hosting:update()
	end
	for _, line in ipairs(status_lines()) do
		Client.print(line)
	end
end

function CrossRP_OnAddonCompartmentClick()
	SlashCmdList.CROSSRP("")
end

function CrossRP_OnAddonCompartmentEnter(_, button)
	GameTooltip:SetOwner(button, "ANCHOR_LEFT")
	GameTooltip:SetText("Cross RP")
	for _, line in ipairs(status_lines()) do
		GameTooltip:AddLine(line)
	end
	GameTooltip:Show()
end

function CrossRP_OnAddonCompartmentLeave()
	GameTooltip:Hide()
end

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
