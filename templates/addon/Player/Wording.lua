-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Status and diagnosis in words: lines for the chat, and for the tooltip lines of two columns.

---@class CrossRP.Wording
local Wording = {}
ns.Wording = Wording

local Side = ns.Side

-- More ways than this are counted, not listed.
local MOST_WAYS = 12

-- What Hosting gives as a reason, in words.
local REASONS = {
	starting = "reason.starting",
	["switched off"] = "reason.switched_off",
	instance = "reason.instance",
	restricted = "reason.restricted",
	combat = "reason.combat",
	latency = "reason.latency",
	budget = "reason.budget",
}

-- Why messages wait in the outbox.
local WAITS = { held = "waits.held", retry = "waits.retry", limiter = "waits.limiter" }

-- Why the channel is not joined, where that is known.
local NO_CHANNEL = { full = "status.channel_full", refused = "status.channel_refused" }

-- What a client may lack.
local LACKS = { channels = "lack.channels", battlenet = "lack.battlenet" }

local PARTS = { A = "part.a", B = "part.b", C = "part.c", D = "part.d" }

--- What this client lacks, a line each.
---@param text CrossRP.Text
---@param lacks string[]
---@return string[]
function Wording.lacks(text, lacks)
	local lines = {}
	for _, lack in ipairs(lacks) do
		table.insert(lines, text:say(LACKS[lack]))
	end
	return lines
end

--------------------------------------------------------------------------------------------------------------------------
-- Status

-- Why nothing is carried for others.
local function reason(text, hosting)
	if hosting.reason then
		return text:say(REASONS[hosting.reason] or hosting.reason)
	end
	return text:say("reason.pause", { left = hosting.pause })
end

local function hosting_line(text, hosting)
	if hosting.on then
		return text:say("status.hosting_on")
	end
	return text:say("status.hosting_off", { reason = reason(text, hosting) })
end

--- Whether messages are carried for others, and why not.
---@param text CrossRP.Text
---@param status CrossRP.StatusData
---@return string[]
function Wording.hosting(text, status)
	return { status.destination and hosting_line(text, status.hosting) or text:say("status.no_side") }
end

local function carried_line(text, hosting)
	local key = hosting.budget and "status.carried_of" or "status.carried"
	return text:say(key, { size = hosting.carried, total = hosting.budget })
end

-- How a side is reached: "own link, bridges: 2, load 3".
local function way(text, found)
	local pieces = {}
	if found.links > 0 then
		table.insert(pieces, text:say("way.link"))
	end
	if found.bridges > 0 then
		table.insert(pieces, text:say("way.bridges", { count = found.bridges }))
	end
	if #pieces == 0 then
		return text:say("way.none")
	end
	table.insert(pieces, text:say("way.load", { count = found.load }))
	return text:list(pieces)
end

local function queue(text, status)
	if status.queued == 0 then
		return text:say("status.queue_empty")
	end
	local line = text:say("status.queue", { count = status.queued, size = status.queued_bytes })
	return status.waits and text:list({ line, text:say(WAITS[status.waits]) }) or line
end

local function refusal(text, found)
	return text:say(found.again and "status.refused_again" or "status.refused", { name = found.name, time = found.seconds })
end

local function add_ways(text, status, lines)
	for index = 1, math.min(#status.ways, MOST_WAYS) do
		local found = status.ways[index]
		local key = found.active and "status.way_active" or "status.way"
		table.insert(lines, text:say(key, { side = Side.named(text, found.side), way = way(text, found) }))
	end
	if #status.ways == 0 then
		table.insert(lines, text:say("status.no_ways"))
	elseif #status.ways > MOST_WAYS then
		table.insert(lines, text:say("status.more_ways", { count = #status.ways - MOST_WAYS }))
	end
end

--- The status as lines for the chat.
---@param text CrossRP.Text
---@param status CrossRP.StatusData
---@return string[]
function Wording.status(text, status)
	local lines = { text:say("status.head", { version = status.version, revision = status.revision }) }
	local function add(line)
		table.insert(lines, line)
	end
	for _, line in ipairs(Wording.lacks(text, status.lacks)) do
		add(line)
	end
	if not status.destination then
		add(text:say("status.no_side"))
		return lines
	end
	add(text:say("status.you", { name = status.destination }))
	if not status.started then
		add(text:say("status.starting"))
	elseif not status.channel and #status.lacks == 0 then
		add(text:say(NO_CHANNEL[status.channel_problem] or "status.no_channel"))
	end
	add(hosting_line(text, status.hosting))
	add(carried_line(text, status.hosting))
	add_ways(text, status, lines)
	add(queue(text, status))
	add(text:say("status.sent", { rate = status.sent.rate, size = status.sent.all }))
	add(text:say("status.received", { rate = status.received.rate, size = status.received.all }))
	if status.refusal then
		add(refusal(text, status.refusal))
	end
	if status.trouble then
		add(text:say("status.trouble", { message = status.trouble.message, time = status.trouble.seconds }))
	end
	return lines
end

--------------------------------------------------------------------------------------------------------------------------
-- Tooltip

---@class CrossRP.TooltipLine
---@field left string
---@field right? string
---@field tone "title"|"plain"|"active"|"idle"|"hint"

--- The status in short.
---@param text CrossRP.Text
---@param status CrossRP.StatusData
---@return CrossRP.TooltipLine[]
function Wording.tooltip(text, status)
	local lines = { { left = text:say("toc.title"), right = status.version, tone = "title" } }
	local function add(tone, left, right)
		table.insert(lines, { left = left, right = right, tone = tone })
	end
	if not status.destination then
		add("plain", text:say("status.no_side"))
		return lines
	end
	for _, line in ipairs(Wording.lacks(text, status.lacks)) do
		add("plain", line)
	end
	local hosting = status.hosting
	add("plain", text:say("tooltip.hosting"), hosting.on and text:say("tooltip.yes") or reason(text, hosting))
	for index = 1, math.min(#status.ways, MOST_WAYS) do
		local found = status.ways[index]
		add(found.active and "active" or "idle", Side.named(text, found.side), way(text, found))
	end
	if #status.ways == 0 then
		add("idle", text:say("status.no_ways"))
	end
	add("plain", text:say("tooltip.sent"), text:say("unit.rate", { size = status.sent.rate }))
	if status.waits then
		add("plain", text:say(WAITS[status.waits]))
	end
	if status.refusal then
		add("plain", refusal(text, status.refusal))
	end
	if status.trouble then
		add("plain", text:say("status.trouble", { message = status.trouble.message, time = status.trouble.seconds }))
	end
	add("hint", text:say("tooltip.hint"))
	return lines
end

--------------------------------------------------------------------------------------------------------------------------
-- Diagnosis

local function part_names(text, parts)
	local names = {}
	for _, part in ipairs(parts) do
		table.insert(names, text:say(PARTS[part]))
	end
	return text:list(names)
end

local function progress(text, coming)
	local pieces = {}
	for _, part in ipairs(coming) do
		table.insert(pieces, text:say(part.total_pages and "progress.pages" or "progress.so_far", {
			part = text:say(PARTS[part.part]),
			size = part.size,
			count = part.pages,
			pages = part.total_pages,
		}))
	end
	return text:list(pieces)
end

--- A diagnosis as two lines: why, and what to do.
---@param text CrossRP.Text
---@param finding CrossRP.Finding
---@return string[]
function Wording.diagnosis(text, finding)
	local facts = finding.facts
	local values = {
		name = facts.name,
		side = facts.side and Side.named(text, facts.side),
		missing = part_names(text, facts.lack),
		present = part_names(text, facts.have),
		progress = progress(text, facts.coming),
	}
	for name, value in pairs(finding.values) do
		values[name] = value
	end
	local key = "diag." .. finding.cause.name
	return { text:say(key .. ".says", values), text:say(key .. ".todo", values) }
end
