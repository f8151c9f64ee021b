-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Links: Battle.net friends on other bands who use Cross RP. A probe finds them; from then on both tell each other their
-- load now and then. A load of 0 means that the other does not forward anything just now.

---@class CrossRP.Links
local Links = {}
Links.__index = Links
ns.Links = Links

local Codec, Spec, Util = ns.Codec, ns.Spec, ns.Util
local limits, timers = Spec.limits, Spec.timers

---@class CrossRP.Friend
---@field id integer game account id, as this client sees it
---@field name string
---@field realm string normalized name
---@field band string
---@field destination string

---@class CrossRP.Link
---@field id integer
---@field band string
---@field destination string
---@field load integer 0..99
---@field version string of the addon; empty where the protocol does not tell
---@field others table<string, true> bands of realms connected with its own
---@field fullname string
---@field hash1? string of the group key it told of
---@field hash2? string

---@class CrossRP.LinksOptions
---@field wire CrossRP.Wire
---@field bands CrossRP.Bands
---@field events CrossRP.Events
---@field friends fun(): CrossRP.Friend[] friends who play a character on another band
---@field friend fun(id: integer): CrossRP.Friend|nil
---@field version string
---@field load fun(): integer the own load, 0 when not hosting
---@field key? CrossRP.GroupKey

---@param env table
---@param options CrossRP.LinksOptions
---@return CrossRP.Links
function Links.new(env, options)
	local self = setmetatable({
		env = env,
		wire = options.wire,
		bands = options.bands,
		events = options.events,
		friends = options.friends,
		friend = options.friend,
		version = options.version,
		load = options.load,
		key = options.key,
		probed = {}, -- id -> { destination, times, at } of the probes sent; who has the addon asks at startup too
	}, Links)
	self.known = ns.Memory.new(env, limits.links, timers.node_life, function(id, link)
		self.probed[id] = nil
		self.events:fire("UNLINKED", link.destination, link.band)
	end)
	return self
end

---@param id integer
---@param request boolean
---@param load integer
function Links:hail(id, request, load)
	-- alliance-1 asks with HI and answers with HO; later revisions have one message for both.
	local name = Codec.has("HO") and not request and "HO" or "HI"
	local hash1, hash2 = nil, nil
	if self.key then
		hash1, hash2 = self.key:hashes()
	end
	self.wire:send(name, { version = self.version, request = request, load = load, hash1 = hash1, hash2 = hash2 }, {
		medium = "BNET",
		target = id,
		priority = "FAST",
		on_done = function(outcome)
			if outcome == "offline" then
				self:lost(id)
			end
		end,
	})
end

--- Asks every friend on another band whether they use Cross RP.
function Links:probe()
	self.probed = {}
	self:probe_new(0)
end

-- Whether it is time for one more probe. A probe or its answer may be lost, and most friends do not use Cross RP.
local function is_due(self, id, probe)
	if probe.times == 0 then
		return true
	end
	local wait = timers.probe_again * 2 ^ (probe.times - 1)
	return not self.known:get(id) and probe.times < limits.probes and self.env.now() >= probe.at + wait
end

--- Asks those friends on another band who were not there, or were somebody else, the last time, those whose link was lost,
--- and a few times those who did not answer. Not everybody who is there: the game tells of every step a friend takes.
---@param load integer the own load
function Links:probe_new(load)
	local probed = {}
	for _, friend in ipairs(self.friends()) do
		local probe = self.probed[friend.id]
		if not probe or probe.destination ~= friend.destination then
			probe = { destination = friend.destination, times = 0 }
		end
		probed[friend.id] = probe
		if is_due(self, friend.id, probe) then
			probe.times, probe.at = probe.times + 1, self.env.now()
			self:hail(friend.id, true, load)
		end
	end
	self.probed = probed
end

-- Tells a link which realms are connected with the own one.
local function tell_group(self, link)
	local ids = self.bands:group_ids()
	if not Codec.has("RG") or #ids < 2 or not Util.is_ours(link.version) then
		return
	end
	local realms = {}
	for index = 1, math.min(#ids, limits.group_realms) do
		realms[index] = self.bands:band_of(ids[index], "A"):match("%d+")
	end
	self.wire:send("RG", { realms = realms }, { medium = "BNET", target = link.id, priority = "FAST" })
end

--- Tells every link soon which realms are connected with the own one, once for several that became known.
function Links:tell_groups_soon()
	if not self.telling then
		self.telling = self.env.after(timers.status_soon, function()
			self.telling = nil
			for _, link in self.known:each() do
				tell_group(self, link)
			end
		end)
	end
end

--- Tells every link the own load.
function Links:announce()
	for id, link in self.known:each() do
		self:hail(id, false, self.load())
		tell_group(self, link)
	end
end

--- A link tells which realms are connected with its own. It speaks for them from now on, but never for the own side.
---@param id integer
---@param values table
function Links:on_group(id, values)
	local link = self.known:get(id)
	if not link then
		return
	end
	local letter = link.band:sub(-1)
	link.others = {}
	for _, realm in ipairs(values.realms) do
		local band = realm .. letter
		if band ~= link.band and not self.bands:is_near(band) then
			link.others[band] = true
		end
	end
	self.events:fire("LINKS_CHANGED")
end

--- A probe, a load, or both.
---@param id integer
---@param values table
function Links:on_hail(id, values)
	local friend = self.friend(id)
	if not friend or not friend.band or self.bands:is_near(friend.band) then
		return
	end
	self.bands:learn_realm(friend.realm_id, friend.realm)
	local link = self.known:get(id)
	if link and link.destination ~= friend.destination then
		self:lost(id)
		link = nil
	end
	local is_new = link == nil
	link = {
		id = id,
		band = friend.band,
		destination = friend.destination,
		load = values.load or (link and link.load) or 0,
		version = values.version or "",
		others = link and link.others or {},
		fullname = friend.name .. "-" .. friend.realm,
		hash1 = values.hash1,
		hash2 = values.hash2,
	}
	self.known:put(id, link)
	if is_new then
		self.events:fire("LINKED", link.destination, link.band)
		tell_group(self, link)
	end
	-- alliance-1 has no request mark: its HI is the request.
	local asked = values.request
	if asked == nil then
		asked = Codec.has("HO") and values.load == nil
	end
	if asked then
		self:hail(id, false, self.load())
	end
	self.events:fire("LINKS_CHANGED")
end

--- The friend left, or said goodbye.
---@param id integer
function Links:lost(id)
	local link = self.known:get(id)
	if not link then
		return
	end
	self.known:remove(id)
	self.probed[id] = nil
	self.wire:drop("BNET", id, "offline")
	self.events:fire("UNLINKED", link.destination, link.band)
	self.events:fire("LINKS_CHANGED")
end

--- Forgets links whose friend is no longer there, and those that went silent.
function Links:check()
	for id, link in self.known:each() do
		local friend = self.friend(id)
		if not friend or friend.destination ~= link.destination then
			self:lost(id)
		end
	end
	local before = self.known:size()
	self.known:sweep()
	if self.known:size() ~= before then
		self.events:fire("LINKS_CHANGED")
	end
end

---@return integer
function Links:count()
	return self.known:size()
end

---@param id integer
---@return CrossRP.Link|nil
function Links:get(id)
	return self.known:get(id)
end

--- Whether a link is of the own secure group.
---@param link CrossRP.Link
---@return boolean
function Links:is_secure(link)
	return self.key ~= nil and self.key:holds(link.fullname, link.hash1, link.hash2)
end

--- The link to use for a band: the least loaded one that forwards.
---@param band string
---@param except? table<integer, boolean> ids not to use
---@param secure? boolean only of the own secure group
---@return CrossRP.Link|nil
function Links:to(band, except, secure)
	return self:least_loaded(self.bands.same_side, band, except, secure)
		or self:least_loaded(self.bands.may_be_same_side, band, except, secure)
end

--- Whether a link speaks for a band: its own, or one of a realm connected with its own.
---@param link CrossRP.Link
---@param band string
---@param matches? fun(bands: CrossRP.Bands, one: string, other: string): boolean
---@return boolean
function Links:stands_for(link, band, matches)
	return link.others[band] == true or (matches or self.bands.may_be_same_side)(self.bands, link.band, band)
end

---@param matches fun(bands: CrossRP.Bands, one: string, other: string): boolean
---@param band string
---@param except? table<integer, boolean>
---@param secure? boolean
---@return CrossRP.Link|nil
function Links:least_loaded(matches, band, except, secure)
	local best
	for id, link in self.known:each() do
		local fits = self:stands_for(link, band, matches) and link.load > 0 and not (except and except[id])
		if fits and (not best or link.load < best.load) and (not secure or self:is_secure(link)) then
			best = link
		end
	end
	return best
end

--- The link that is this very character; it need not forward anything.
---@param destination string
---@param secure? boolean only of the own secure group
---@return CrossRP.Link|nil
function Links:at(destination, secure)
	for _, link in self.known:each() do
		if link.destination == destination and (not secure or self:is_secure(link)) then
			return link
		end
	end
	return nil
end

--- Bands within reach, each with the average load of its links, and whether one of them is of the own secure group.
---@return { band: string, load: integer, secure: true|nil }[]
function Links:reach()
	local order, sums, counts, secure = {}, {}, {}, {}
	local function add(band, load, is_secure)
		if not sums[band] then
			table.insert(order, band)
			sums[band], counts[band] = 0, 0
		end
		sums[band] = sums[band] + load
		counts[band] = counts[band] + 1
		secure[band] = secure[band] or is_secure or nil
	end
	for _, link in self.known:each() do
		if link.load > 0 then
			local is_secure = self:is_secure(link)
			add(link.band, link.load, is_secure)
			for band in pairs(link.others) do
				add(band, link.load, is_secure)
			end
		end
	end
	table.sort(order)
	-- A status holds so many and no more.
	for index = #order, limits.status_bands + 1, -1 do
		order[index] = nil
	end
	for index, band in ipairs(order) do
		local average = math.floor(sums[band] / counts[band] + 0.5)
		-- Full is for one who asked while others are served; friends with many links are merely busy.
		order[index] = { band = band, load = math.min(average, limits.full_load - 1), secure = secure[band] }
	end
	return order
end

--- Says goodbye to every link.
function Links:bye()
	for id in self.known:each() do
		self.wire:send("BYE", {}, { medium = "BNET", target = id, priority = "URGENT" })
	end
end
