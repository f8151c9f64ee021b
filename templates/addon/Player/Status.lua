-- SPDX-License-Identifier: MIT
local _, ns = ...

-- What this client is doing just now, as plain data.

---@class CrossRP.Status
local Status = {}
ns.Status = Status

local Side, Spec = ns.Side, ns.Spec

---@class CrossRP.Way
---@field side CrossRP.Side
---@field active boolean somebody there was met lately
---@field links integer own links that carry messages there
---@field bridges integer
---@field load? integer of the least busy of both

---@class CrossRP.StatusData
---@field version string
---@field revision string
---@field lacks string[] what this client does not offer: channels, battlenet
---@field destination? string nil when the character has no side; then only what is above is there
---@field started boolean
---@field channel boolean
---@field channel_problem? string unsupported, full, refused, waiting; nil when it is joined
---@field hosting { on: boolean, reason?: string, pause: number, carried: number, budget?: integer }
---@field ways CrossRP.Way[] active ones first
---@field queued integer messages
---@field queued_bytes integer
---@field waits? string why they wait: held, retry, limiter
---@field sent { rate: number, all: number }
---@field received { rate: number, all: number }
---@field refusal? { name: string, seconds: number, again: boolean }
---@field trouble? { message: string, seconds: number }

local function way_of(node, ways, band)
	if not ways[band] then
		ways[band] = {
			side = Side.of(node.bands, band),
			active = node.bands.active:get(band) ~= nil,
			links = 0,
			bridges = 0,
		}
	end
	return ways[band]
end

local function least(way, load)
	way.load = math.min(way.load or load, load)
end

local function ways_of(node)
	local ways, list = {}, {}
	for band in node.bands.active:each() do
		way_of(node, ways, band)
	end
	for _, link in node.links.known:each() do
		if link.load > 0 then
			local way = way_of(node, ways, link.band)
			way.links = way.links + 1
			least(way, link.load)
		end
	end
	for band, reached in pairs(node.bridges:by_band()) do
		local way = way_of(node, ways, band)
		way.bridges = reached.count
		least(way, reached.load)
	end
	for _, way in pairs(ways) do
		table.insert(list, way)
	end
	table.sort(list, function(one, other)
		if one.active ~= other.active then
			return one.active
		elseif one.side.number ~= other.side.number then
			return one.side.number < other.side.number
		end
		return one.side.band < other.side.band
	end)
	return list
end

local function hosting_of(node)
	local hosting = node.hosting
	return {
		on = hosting:is_on(),
		reason = hosting:reason(),
		pause = hosting:pause(),
		carried = node.traffic.carried:sum(),
		budget = hosting:budget(),
	}
end

local function ago(trouble, now)
	if not trouble then
		return nil
	end
	local copy = { seconds = now - trouble.at }
	for name, value in pairs(trouble) do
		copy[name] = value
	end
	return copy
end

---@param core CrossRP.CoreState
---@param outside CrossRP.Surroundings with `lacks`
---@param now number
---@return CrossRP.StatusData
function Status.of(core, outside, now)
	local node = core.node
	local status = { version = core.VERSION, revision = Spec.revision, lacks = outside.lacks }
	if not node then
		return status
	end
	local sending = node.outbox:stats()
	status.destination = node.bands.destination
	status.started = node.started == true
	status.channel, status.channel_problem = outside.channel, outside.channel_problem
	status.hosting = hosting_of(node)
	status.ways = ways_of(node)
	status.queued, status.queued_bytes = sending.queued, sending.queued_bytes
	status.waits = node.outbox:waits()
	status.sent = { rate = node.traffic.sent:rate(), all = node.traffic.sent.all }
	status.received = { rate = node.traffic.received:rate(), all = node.traffic.received.all }
	status.refusal = ago(node.traffic.refusal, now)
	status.trouble = ago(core.trouble, now)
	return status
end
