-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Everything a diagnosis asks about somebody, gathered at one moment.

---@class CrossRP.Facts
local Facts = {}
ns.Facts = Facts

local Bands, Progress, Side, Spec = ns.Bands, ns.Progress, ns.Side, ns.Spec

---@class CrossRP.Surroundings
---@field conditions { instance: boolean, combat: boolean, restricted: boolean, latency: number }
---@field channel boolean the broadcast channel is joined
---@field broadcasts boolean this client has addon messages on channels

---@class CrossRP.Sought
---@field name string as the player wrote it
---@field problem? string why nobody is meant: no_target, not_a_player, hidden
---@field fullname? string
---@field destination? string

---@class CrossRP.FactsOf
---@field name string
---@field problem? string
---@field at_home? boolean the own character has a faction, and so a side to act for
---@field started? boolean
---@field is_self? boolean
---@field near? boolean on the own side
---@field side? CrossRP.Side where that is
---@field ignored? boolean
---@field no_addon? string why no profile can be kept
---@field coming CrossRP.Coming[] in the order of the parts
---@field have string[] parts that are stored
---@field lack string[] parts that are not
---@field received? number seconds since the last part came in this session
---@field touched? boolean
---@field reachable? boolean
---@field full? boolean somebody who carries messages there has no room just now
---@field asked? number seconds since the last request
---@field outcome? string
---@field detail? string
---@field answered? boolean something came after the last request
---@field soon? number seconds until a request that is about to be made
---@field cooldown number seconds until the missing parts may be asked for again
---@field conditions table
---@field channel boolean
---@field broadcasts boolean

---@class CrossRP.Coming
---@field part string
---@field size integer bytes that are here
---@field pages integer that are here
---@field total_pages? integer

local function coming_of(node, destination)
	local progress, coming = Progress.of(node.inbox, node.profiles.slots, destination), {}
	for _, part in ipairs(Spec.parts) do
		local found = progress[part]
		if found then
			table.insert(coming, { part = part, size = found.bytes, pages = found.pages, total_pages = found.total_pages })
		end
	end
	return coming
end

local function parts_of(node, fullname)
	local _, known = node.profiles.adapter:known(fullname)
	local have, lack = {}, {}
	for _, part in ipairs(Spec.parts) do
		table.insert(known and known[part] and have or lack, part)
	end
	return have, lack
end

local function add_person(facts, node, sought, now)
	local profiles, journal = node.profiles, node.journal
	local _, band = Bands.split(sought.destination)
	local entry, received = journal:of(sought.destination), journal:received(sought.fullname)
	facts.is_self = sought.destination == node.bands.destination
	facts.near = node.bands:is_near(band)
	facts.side = Side.of(node.bands, band)
	facts.ignored = profiles.adapter:ignored(sought.fullname)
	facts.coming = coming_of(node, sought.destination)
	facts.have, facts.lack = parts_of(node, sought.fullname)
	facts.received = received and now - received
	facts.touched, facts.soon = profiles:asks_in(sought.destination)
	facts.reachable = node.router:can_reach(sought.destination)
	facts.full = node.bridges:is_full(band)
	facts.asked = entry.asked and now - entry.asked
	facts.outcome, facts.detail = entry.outcome, entry.detail
	facts.answered = received ~= nil and entry.asked ~= nil and received >= entry.asked
	facts.cooldown = profiles:cooldown(sought.destination, facts.lack)
end

--- What is known about somebody.
---@param node CrossRP.Node|nil
---@param sought CrossRP.Sought
---@param outside CrossRP.Surroundings
---@param now number
---@return CrossRP.FactsOf
function Facts.of(node, sought, outside, now)
	local facts = {
		name = sought.name,
		problem = sought.problem,
		at_home = node ~= nil,
		coming = {},
		have = {},
		lack = {},
		cooldown = 0,
		conditions = outside.conditions,
		channel = outside.channel,
		broadcasts = outside.broadcasts,
	}
	if node then
		local adapter = node.profiles.adapter
		facts.started = node.started == true
		facts.no_addon = not adapter:available() and (adapter.last_failure or "?") or nil
		if sought.destination then
			add_person(facts, node, sought, now)
		end
	end
	return facts
end
