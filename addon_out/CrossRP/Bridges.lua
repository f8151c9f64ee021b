-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Bridges: players of the own side whose status says which bands they reach. A sender draws one at random in proportion
-- to its quota, ceil(1000 / load), so that traffic spreads evenly.

---@class CrossRP.Bridges
local Bridges = {}
Bridges.__index = Bridges
ns.Bridges = Bridges

local Codec, Spec = ns.Codec, ns.Spec

---@class CrossRP.BridgesOptions
---@field wire CrossRP.Wire
---@field bands CrossRP.Bands
---@field events CrossRP.Events
---@field links CrossRP.Links
---@field hosting CrossRP.Hosting
---@field version string
---@field key? CrossRP.GroupKey

---@param env table
---@param options CrossRP.BridgesOptions
---@return CrossRP.Bridges
function Bridges.new(env, options)
	local self = setmetatable({
		env = env,
		wire = options.wire,
		bands = options.bands,
		events = options.events,
		links = options.links,
		hosting = options.hosting,
		version = options.version,
		key = options.key,
		announced = false, -- somebody was told of a band within reach
	}, Bridges)
	self.known = ns.Memory.new(env, Spec.limits.bridges, Spec.timers.node_life)
	-- Whose request was answered just now.
	self.told = ns.Memory.new(env, Spec.limits.bridges, Spec.timers.status_answer)
	return self
end

--- The bands this client offers, none when it does not host.
---@return { band: string, load: integer }[]
function Bridges:own_reach()
	return self.hosting:is_on() and self.links:reach() or {}
end

local function status(self, request, reach)
	local hash1, hash2 = nil, nil
	if self.key then
		hash1, hash2 = self.key:hashes()
	end
	return { version = self.version, request = request, hash1 = hash1, hash2 = hash2, bands = reach }
end

--- Broadcasts the own status.
---@param request boolean ask for everyone's
function Bridges:announce(request)
	local reach = self:own_reach()
	self.announced = #reach > 0
	self.wire:send("ST", status(self, request, reach), { medium = "BROADCAST", priority = "FAST" })
end

--- Broadcasts the own status soon, once however often it is asked for.
---@param seconds number
function Bridges:announce_soon(seconds)
	if self.soon then
		return
	end
	self.soon = self.env.after(seconds, function()
		self.soon = nil
		-- Who never had anything to offer has nothing to take back either.
		if self.announced or #self:own_reach() > 0 then
			self:announce(false)
		end
	end)
end

--- Whispers the own status to one player. `full` tells them to go elsewhere.
---@param fullname string
---@param full? boolean
function Bridges:answer(fullname, full)
	local reach = self:own_reach()
	self.announced = self.announced or #reach > 0
	if full then
		for _, entry in ipairs(reach) do
			entry.load = Spec.limits.full_load
		end
	end
	self.wire:send("ST", status(self, false, reach), { medium = "WHISPER", target = fullname, priority = "FAST" })
end

local function spread(self)
	return self.env.random(1000) / 1000 * Spec.timers.answer_spread
end

local function is_full(bands)
	for _, entry in ipairs(bands) do
		if entry.load < Spec.limits.full_load then
			return false
		end
	end
	return true
end

--- A status was heard.
---@param fullname string
---@param values table
---@param medium string
function Bridges:on_status(fullname, values, medium)
	self.bands:met(fullname)
	if fullname == self.bands.fullname then
		return
	end
	local before = self.known:get(fullname)
	local loads, marked, offers = {}, {}, false
	for _, entry in ipairs(values.bands) do
		loads[entry.band] = entry.load
		marked[entry.band] = entry.secure
		offers = offers or entry.load > 0
	end
	if before and medium == "WHISPER" and offers and is_full(values.bands) then
		-- Serving as many as it may just now; they change quickly.
		before.full_until = self.env.now() + Spec.timers.client_idle
		self.known:put(fullname, before)
	elseif offers then
		local hash1, hash2 = values.hash1, values.hash2
		self.known:put(fullname, { fullname = fullname, loads = loads, marked = marked, hash1 = hash1, hash2 = hash2 })
	else
		self.known:remove(fullname)
	end
	-- Without a request mark (alliance-1), an empty status of someone who was no bridge is a newcomer's.
	local asked = values.request or (values.request == nil and not offers and not before)
	if asked and medium == "BROADCAST" and #self:own_reach() > 0 and not self.told:get(fullname) then
		self.told:put(fullname, true)
		if Codec.travels("ST", "WHISPER") then
			self.env.after(spread(self), function()
				self:answer(fullname)
			end)
		else
			self:announce_soon(spread(self))
		end
	end
	self.events:fire("BRIDGES_CHANGED")
end

--- A bridge left, or turned out not to be there.
---@param fullname string
function Bridges:lost(fullname)
	if self.known:get(fullname) then
		self.known:remove(fullname)
		self.events:fire("BRIDGES_CHANGED")
	end
end

--- How large a share of requests a bridge with this load gets.
---@param load integer
---@return integer
function Bridges.quota(load)
	if load <= 0 or load >= Spec.limits.full_load then
		return 0
	end
	return math.ceil(Spec.limits.quota / load)
end

local function is_secure(self, bridge)
	return self.key ~= nil and self.key:holds(bridge.fullname, bridge.hash1, bridge.hash2)
end

-- The quota of a bridge for a band, or for one that `matches` says is as good; 0 when it takes nothing for it just now.
-- What is secure goes over a bridge of the own group, to a band in which it has a link of the group.
local function quota_of(self, bridge, matches, band, secure)
	if bridge.full_until and self.env.now() < bridge.full_until then
		return 0
	elseif secure and not is_secure(self, bridge) then
		return 0
	end
	local best = 0
	for reached, load in pairs(bridge.loads) do
		if matches(self.bands, reached, band) and (not secure or bridge.marked[reached]) then
			best = math.max(best, Bridges.quota(load))
		end
	end
	return best
end

--- Whether a bridge takes messages for a band just now, as far as is known.
---@param fullname string
---@param band string
---@param secure? boolean
---@return boolean
function Bridges:takes(fullname, band, secure)
	local bridge = self.known:get(fullname)
	return bridge ~= nil and quota_of(self, bridge, self.bands.may_be_same_side, band, secure) > 0
end

-- Those that may be drawn for a band, each with the sum of quotas up to it, and the whole sum.
local function candidates_for(self, matches, band, skip, secure)
	local candidates, total = {}, 0
	for fullname, bridge in self.known:each() do
		local quota = quota_of(self, bridge, matches, band, secure)
		if quota > 0 and not skip[fullname] then
			total = total + quota
			table.insert(candidates, { fullname = fullname, upto = total })
		end
	end
	return candidates, total
end

--- Draws a bridge to a band.
---@param band string
---@param except? table<string, boolean> full names not to draw while there are others
---@param secure? boolean only of the own secure group
---@return string|nil fullname
function Bridges:choose(band, except, secure)
	local candidates, total
	for _, matches in ipairs({ self.bands.same_side, self.bands.may_be_same_side }) do
		for _, skip in ipairs({ except or {}, {} }) do
			if (total or 0) == 0 then
				candidates, total = candidates_for(self, matches, band, skip, secure)
			end
		end
	end
	if total == 0 then
		return nil
	end
	local drawn = self.env.random(total)
	for _, candidate in ipairs(candidates) do
		if drawn <= candidate.upto then
			return candidate.fullname
		end
	end
	return nil
end

--- Whether somebody who reaches a band serves as many as they may just now.
---@param band string
---@return boolean
function Bridges:is_full(band)
	for _, bridge in self.known:each() do
		if bridge.full_until and self.env.now() < bridge.full_until then
			for reached in pairs(bridge.loads) do
				if self.bands:may_be_same_side(reached, band) then
					return true
				end
			end
		end
	end
	return false
end

---@param band string
---@param secure? boolean
---@return integer count of bridges that reach it
function Bridges:count(band, secure)
	local count = 0
	for _, bridge in self.known:each() do
		if quota_of(self, bridge, self.bands.may_be_same_side, band, secure) > 0 then
			count = count + 1
		end
	end
	return count
end

--- What the bridges reach that take messages just now: how many reach a band, and the load of the least busy one.
---@return table<string, { count: integer, load: integer }>
function Bridges:by_band()
	local found = {}
	for _, bridge in self.known:each() do
		local full = bridge.full_until and self.env.now() < bridge.full_until
		for band, load in pairs(bridge.loads) do
			if not full and Bridges.quota(load) > 0 then
				local reached = found[band] or { count = 0, load = load }
				reached.count = reached.count + 1
				reached.load = math.min(reached.load, load)
				found[band] = reached
			end
		end
	end
	return found
end

function Bridges:sweep()
	self.told:sweep()
	self.known:sweep()
end

--- Tells everyone that this bridge is gone.
function Bridges:bye()
	if Codec.travels("BYE", "BROADCAST") then
		self.wire:send("BYE", {}, { medium = "BROADCAST", priority = "URGENT" })
	else
		self.wire:send("ST", status(self, false, {}), { medium = "BROADCAST", priority = "URGENT" })
	end
end
