-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Packets in, messages out. A message sent in pages is kept by (family, sender, prefix, slot) until its last page is
-- there, or handed on page by page to a sink. Nothing is handed on that comes behind a page that is missing.
--
-- What is kept is bounded, per sender and in all. Room is made by giving up the half-built message that has been quiet
-- longest: the sender's own first when the sender is over its share, anybody's when the inbox is full.

---@class CrossRP.Inbox
local Inbox = {}
Inbox.__index = Inbox
ns.Inbox = Inbox

local Framing, Util = ns.Framing, ns.Util
local limits, timers = ns.Spec.limits, ns.Spec.timers

-- What the smallest page costs to keep, in bytes, so that a flood of empty pages is not free.
local PAGE_COST = 64

-- What a packet costs its sender beside its bytes, so that a flood of empty ones is not free either.
local PACKET_COST = 32

---@class CrossRP.Origin
---@field medium string WHISPER, BNET, ...
---@field sender string|number
---@field prefix string

--- Takes the pages of one message in order, the first one included. `write` gets what was sent, `finish` comes after the
--- last page, `abort` when the rest will not come.
---@class CrossRP.Sink
---@field write fun(self, data: string)
---@field finish fun(self)
---@field abort fun(self, why: string)

---@class CrossRP.InboxOptions
---@field deliver fun(origin: CrossRP.Origin, message: string)
---@field route? fun(origin: CrossRP.Origin, head: string): CrossRP.Sink?, string? asked once for each paged message, with
---its first page; a sink to pass it through to, and what to write in place of the first page (nil: the page itself)
---@field began? fun() told when there is a half-built message more
---@field quota? CrossRP.Quota what one sender may send
---@field report? fun(message: string) told of an error inside deliver, route or a sink

--- A message whose pages are coming in.
---@class CrossRP.HalfBuilt
---@field origin CrossRP.Origin
---@field slot integer
---@field pages table<integer, string>|nil those that are there; nil once it is over
---@field next integer the first page that is missing
---@field highest integer
---@field total? integer once the last page is there
---@field received integer
---@field time number of the latest page
---@field gap_at? number since when a page is missing before others

---@param env table now() in seconds
---@param options CrossRP.InboxOptions
---@return CrossRP.Inbox
function Inbox.new(env, options)
	return setmetatable({
		env = env,
		route = options.route,
		deliver = options.deliver,
		began = options.began,
		report = options.report,
		senders = { ADDON = {}, BNET = {} },
		-- Both with the one that has been quiet longest first. A BNET message that is over leaves its slot behind for a
		-- while, since pages of it may still be under way.
		open = Util.list(),
		over = Util.list(),
		bytes = 0,
		counts = { delivered = 0 },
		quota = options.quota,
	}, Inbox)
end

local function count(self, name)
	self.counts[name] = (self.counts[name] or 0) + 1
end

local function charge(self, message, bytes)
	message.cost = message.cost + bytes
	message.sender.bytes = message.sender.bytes + bytes
	self.bytes = self.bytes + bytes
end

local function sender_of(self, family, name)
	local senders = self.senders[family]
	if not senders[name] then
		senders[name] = { family = family, messages = {}, open = Util.list(), over = Util.list(), bytes = 0 }
	end
	return senders[name]
end

-- Removes the last trace of a message that is over.
local function forget(self, message)
	local sender = message.sender
	if sender.messages[message.key] == message then
		sender.messages[message.key] = nil
	end
	self.over:remove(message)
	sender.over:remove(message)
end

-- Ends a message: nothing of it is kept but, where pages may come twice, its slot and first page.
local function close(self, message)
	local sender = message.sender
	self.open:remove(message)
	sender.open:remove(message)
	charge(self, message, -message.cost)
	message.pages, message.sink = nil, nil
	if sender.family ~= "BNET" and not message.counts then
		return forget(self, message)
	end
	message.time = self.env.now()
	self.over:push(message)
	sender.over:push(message)
	if sender.over.count > limits.pending_per_sender then
		forget(self, sender.over.first)
	end
end

local function drop(self, message, why)
	count(self, "dropped_" .. why)
	message.given_up = true
	local sink = message.sink
	close(self, message)
	if sink then
		Util.guarded(self.report, sink.abort, sink, why)
	end
end

local function deliver(self, origin, text)
	count(self, "delivered")
	Util.guarded(self.report, self.deliver, origin, text)
end

local function complete(self, message)
	local sink = message.sink
	if not sink then
		local text = table.concat(message.pages, "", 1, message.total)
		close(self, message)
		return deliver(self, message.origin, text)
	end
	close(self, message)
	count(self, Util.guarded(self.report, sink.finish, sink) and "delivered" or "dropped_sink")
end

-- Hands on the pages that follow each other. Without a sink they stay until the message is whole.
local function advance(self, message)
	while message.pages and message.pages[message.next] do
		local page = message.next
		message.next = page + 1
		if message.sink then
			local data = message.pages[page]
			message.pages[page] = nil
			if page > 1 then
				charge(self, message, -math.max(#data, PAGE_COST))
			end
			if not Util.guarded(self.report, message.sink.write, message.sink, data) then
				return message.pages and drop(self, message, "sink")
			end
		end
	end
	if not message.pages then
		return
	elseif message.total and message.next > message.total then
		return complete(self, message)
	end
	message.gap_at = message.highest >= message.next and (message.gap_at or self.env.now()) or nil
end

-- Asks where a message goes, once its first page is there. False when the message ended over it.
local function ask_route(self, message, head)
	if not self.route then
		return true
	end
	local ok, sink, replacement = Util.guarded(self.report, self.route, message.origin, head)
	if not message.pages then
		return false
	elseif not ok then
		drop(self, message, "route")
		return false
	elseif type(sink) == "table" then
		message.sink = sink
		message.pages[1] = type(replacement) == "string" and replacement or head
	end
	return true
end

-- Gives up quiet messages until `bytes` more fit. False when the message itself had to go.
local function make_room(self, message, bytes)
	local sender = message.sender
	while message.pages and sender.bytes + bytes > limits.pending_per_sender_bytes do
		drop(self, sender.open.first, "sender_full")
	end
	while message.pages and self.bytes + bytes > limits.pending_total_bytes do
		drop(self, self.open.first, "full")
	end
	return message.pages ~= nil
end

-- Whether this page and what came before disagree about the number of pages.
local function contradicts(message, mark, page)
	if message.total then
		return page > message.total or (page == message.total) ~= (mark == "last")
	end
	return mark == "last" and message.highest >= page
end

local function key_of(origin, slot)
	return slot .. ":" .. tostring(origin.prefix)
end

local function open(self, origin, sender, slot)
	while sender.open.count >= limits.pending_per_sender do
		drop(self, sender.open.first, "sender_full")
	end
	local key = key_of(origin, slot)
	local message = { origin = origin, sender = sender, slot = slot, key = key, pages = {}, next = 1, highest = 0 }
	message.size, message.cost, message.received = 0, 0, 0
	sender.messages[key] = message
	if self.began then
		self.began()
	end
	return message
end

-- Moves a message to the busy end of both lists.
local function touch(self, message)
	message.time = self.env.now()
	for _, list in ipairs({ self.open, message.sender.open }) do
		list:remove(message)
		list:push(message)
	end
end

local function accept(self, message, mark, page, payload)
	if contradicts(message, mark, page) then
		return drop(self, message, "total")
	elseif page < message.next or message.pages[page] then
		return count(self, "dropped_duplicate")
	end
	touch(self, message)
	message.received = message.received + 1
	message.size = message.size + #payload
	if message.size > limits.message_bytes then
		return drop(self, message, "too_long")
	end
	local cost = math.max(#payload, PAGE_COST)
	if not make_room(self, message, cost) then
		return
	end
	charge(self, message, cost)
	message.highest = math.max(message.highest, page)
	message.total = mark == "last" and page or message.total
	message.pages[page] = payload
	if mark == "first" then
		message.first = payload
		if not ask_route(self, message, payload) then
			return
		end
	end
	advance(self, message)
end

-- Whether a first page is the one its slot's message has already.
local function is_same_first(message, payload)
	return message.first == payload and (message.sender.family == "BNET" or message.counts or message.highest == 1)
end

-- The message a page belongs to, nil when it belongs to none. A first page may take over the slot of an older message.
local function message_for(self, origin, sender, slot, mark, payload, numbered)
	local message = sender.messages[key_of(origin, slot)]
	if mark ~= "first" then
		if message and not message.pages then
			return count(self, message.given_up and "dropped_late" or "dropped_duplicate")
		elseif not message and not numbered then
			return count(self, "dropped_no_first")
		end
		return message or open(self, origin, sender, slot)
	elseif message and is_same_first(message, payload) then
		return count(self, "dropped_duplicate")
	elseif message and message.pages and message.first then
		drop(self, message, "replaced")
	elseif message and message.pages then
		message.origin = origin
		return message
	end
	if message then
		forget(self, message)
	end
	return open(self, origin, sender, slot)
end

local function is_name(sender)
	return type(sender) == "string" or (type(sender) == "number" and sender == sender)
end

--- Takes one packet as the client handed it over. Anything malformed or unknown is counted and forgotten.
---@param origin CrossRP.Origin
---@param packet string
function Inbox:packet(origin, packet)
	local family = type(origin) == "table" and origin.medium and Framing.family(origin.medium)
	if not family or not is_name(origin.sender) then
		return count(self, "dropped_origin")
	end
	if type(packet) == "string" and self.quota and not self.quota:take(origin.sender, #packet + PACKET_COST) then
		return count(self, "dropped_flood")
	end
	local mark, slot, page, payload, rest = Framing.parse(family, packet)
	if not mark then
		return count(self, "dropped_" .. slot)
	elseif mark == "whole" then
		return deliver(self, origin, payload)
	end
	local sender = sender_of(self, family, origin.sender)
	local message = message_for(self, origin, sender, slot, mark, payload, page or rest)
	if not message then
		return
	end
	message.counts = message.counts or rest ~= nil
	if rest then
		page = Framing.counted_page(message.highest, rest)
	end
	accept(self, message, mark, page or message.highest + 1, payload)
end

--- Takes a page that its sender was asked to send again.
---@param origin CrossRP.Origin
---@param slot integer
---@param page integer
---@param total integer the number of pages when it is the last one, 0 otherwise
---@param payload string
function Inbox:page_again(origin, slot, page, total, payload)
	local senders = self.senders[Framing.family(origin.medium)]
	local sender = senders[origin.sender]
	local message = sender and sender.messages[key_of(origin, slot)]
	if not message or not message.pages then
		return count(self, "dropped_not_missing")
	end
	accept(self, message, page == 1 and "first" or (total == page and "last" or "middle"), page, payload)
end

--- Gives up a half-built message.
---@param message CrossRP.HalfBuilt
---@param why string
function Inbox:give_up(message, why)
	if message.pages then
		drop(self, message, why)
	end
end

--- Gives up half-built messages that have been quiet for longer than timers.reassembly seconds.
function Inbox:sweep()
	if self.quota then
		self.quota:sweep()
	end
	local oldest = self.env.now() - timers.reassembly
	while self.open.first and self.open.first.time < oldest do
		local message = self.open.first
		drop(self, message, "expired")
		forget(self, message)
	end
	while self.over.first and self.over.first.time < oldest do
		forget(self, self.over.first)
	end
	for _, senders in pairs(self.senders) do
		for name, sender in pairs(senders) do
			if not next(sender.messages) then
				senders[name] = nil
			end
		end
	end
end

--- Counters: delivered, dropped_<why> for every reason met, pending (half-built messages) and pending_bytes (what they
--- cost to keep).
---@return table<string, integer>
function Inbox:stats()
	local stats = { pending = self.open.count, pending_bytes = self.bytes }
	for name, value in pairs(self.counts) do
		stats[name] = value
	end
	return stats
end
