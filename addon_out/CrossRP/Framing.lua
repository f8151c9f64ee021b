-- SPDX-License-Identifier: MIT
local _, ns = ...

-- One packet on the wire: version, mark, then what the mark and the medium ask for.
--
--	ADDON   1-data            1<SSdata      1=SSdata      1>SSdata
--	BNET    1-data            1<SSNNdata    1=SSNNdata    1>SSNNdata
--
-- SS is the slot, NN the page number (1 on the first page, the number of pages on the last one). Both are two digits of
-- base 127, each written as one byte 1..127. ADDON pages arrive in order, BNET pages in any order.
--
-- In a revision that counts, an ADDON page says its number modulo 26 by its mark: a letter, a capital one on the last
-- page. So pages that got lost show at the next one.

---@class CrossRP.Framing
local Framing = {}
ns.Framing = Framing

local Util = ns.Util
local framing = ns.Spec.framing
local BASE, FIRST_BYTE = framing.base, framing.first_byte
local MARKS = { whole = framing.whole, first = framing.first, middle = framing.middle, last = framing.last }
local COUNTED = framing.counted_middle and { middle = framing.counted_middle, last = framing.counted_last } or {}
local KINDS = { [framing.whole] = "whole", [framing.first] = "first", [framing.middle] = "middle", [framing.last] = "last" }

-- Counted mark -> what it marks, and the page's number modulo CYCLE.
local CYCLE = #(COUNTED.middle or "")
local COUNTS = {}
for kind, marks in pairs(COUNTED) do
	for index = 1, CYCLE do
		COUNTS[marks:sub(index, index)] = { kind = kind, rest = index - 1 }
	end
end

-- Media whose text the client refuses, without telling, when it holds a control byte, `|`, `\` or DEL. Slots whose two
-- bytes are plain stay usable there.
local PLAIN_ONLY = { LOGGED = true }

---@alias CrossRP.Family "ADDON"|"BNET"
---@alias CrossRP.Mark "whole"|"first"|"middle"|"last"

--- How packets of a medium are framed; nil for a medium the protocol does not have.
---@param medium string
---@return CrossRP.Family?
function Framing.family(medium)
	local record = ns.Spec.media[medium]
	return record and record.framing
end

--- Whether packets of a medium may hold any bytes, so that a page may end inside a character.
---@param medium string
---@return boolean
function Framing.takes_any_bytes(medium)
	local record = ns.Spec.media[medium]
	return record ~= nil and not record.utf8
end

--- A slot or page number as two bytes.
---@param number integer 0..16128
---@return string
function Framing.number(number)
	return string.char(FIRST_BYTE + math.floor(number / BASE), FIRST_BYTE + number % BASE)
end

--- The number in the two bytes at `at`; nil when they are missing or out of range.
---@param text string
---@param at integer
---@return integer? number 0..16128
function Framing.read_number(text, at)
	local high, low = text:byte(at, at + 1)
	if not low then
		return nil
	end
	high, low = high - FIRST_BYTE, low - FIRST_BYTE
	if high < 0 or high >= BASE or low < 0 or low >= BASE then
		return nil
	end
	return high * BASE + low
end

-- The mark of a page.
local function mark_of(family, mark, page, counted)
	local marks = counted and framing[family].number == 0 and COUNTED[mark]
	if not marks then
		return MARKS[mark]
	end
	local index = page % CYCLE + 1
	return marks:sub(index, index)
end

-- So many pages before the latest one are taken for pages that come twice, not for pages after a large loss.
local BEFORE = 8

--- The number of a page that says it modulo a few only: the one near the latest page that fits.
---@param highest integer the highest number so far, 0 when there is none
---@param rest integer
---@return integer page 2 or above, since the first page says what it is
function Framing.counted_page(highest, rest)
	local page = highest + (rest - highest + BEFORE) % CYCLE - BEFORE
	return page >= 2 and page or page + CYCLE
end

--- Bytes a packet has before its payload.
---@param family CrossRP.Family
---@param mark CrossRP.Mark
---@return integer
function Framing.head_bytes(family, mark)
	local head = #framing.version + #MARKS[mark]
	if mark == "whole" then
		return head
	end
	return head + framing[family].slot + framing[family].number
end

--- The text of one packet.
---@param family CrossRP.Family
---@param mark CrossRP.Mark
---@param slot? integer 0..16128, not for a whole message
---@param page? integer 1..16128, not for a whole message; the total on the last page
---@param payload string
---@param counted? boolean the mark counts, where pages have no number
---@return string
function Framing.pack(family, mark, slot, page, payload, counted)
	local head = framing.version .. mark_of(family, mark, page, counted)
	if mark == "whole" then
		return head .. payload
	elseif framing[family].number == 0 then
		return head .. Framing.number(slot) .. payload
	end
	return head .. Framing.number(slot) .. Framing.number(page) .. payload
end

-- The first page is number 1, and a message of one page would have been sent whole.
local function page_fits(mark, page)
	if mark == "first" then
		return page == 1
	end
	return page >= 2
end

--- Takes a packet apart.
---@param family CrossRP.Family
---@param packet any raw text as received
---@return CrossRP.Mark? mark nil when malformed
---@return integer|string|nil slot the reason when malformed: "text", "version", "mark", "slot" or "page"
---@return integer? page BNET pages only
---@return string? payload
---@return integer? rest the page's number modulo the number of marks, of ADDON pages that count
function Framing.parse(family, packet)
	if type(packet) ~= "string" then
		return nil, "text"
	elseif packet:sub(1, 1) ~= framing.version then
		return nil, "version"
	end
	local counted = framing[family].number == 0 and COUNTS[packet:sub(2, 2)] or nil
	local mark = counted and counted.kind or KINDS[packet:sub(2, 2)]
	if not mark then
		return nil, "mark"
	elseif mark == "whole" then
		return mark, nil, nil, packet:sub(3)
	end
	local slot = Framing.read_number(packet, 3)
	if not slot then
		return nil, "slot"
	elseif framing[family].number == 0 then
		return mark, slot, nil, packet:sub(5), counted and counted.rest
	end
	local page = Framing.read_number(packet, 5)
	if not page or not page_fits(mark, page) then
		return nil, "page"
	end
	return mark, slot, page, packet:sub(7)
end

local function is_plain(slot)
	return not Framing.number(slot):find("[%c|\\]")
end

--- The slot after this one that may be used on a medium.
---@param slot integer 0..16128
---@param medium string
---@return integer slot
function Framing.next_slot(slot, medium)
	repeat
		slot = (slot + 1) % framing.slots
	until not PLAIN_ONLY[medium] or is_plain(slot)
	return slot
end

--- A message on its way out: text that comes bit by bit, packets that leave as soon as a page is full.
---@class CrossRP.Outgoing
---@field slot? integer to be set before the first page is taken
---@field finished boolean to be set when nothing will be added
---@field pages integer pages taken
local Outgoing = {}
Outgoing.__index = Outgoing

---@param family CrossRP.Family
---@param counted? boolean pages count in their marks
---@param any_bytes? boolean a page may end inside a character
---@return CrossRP.Outgoing
function Framing.outgoing(family, counted, any_bytes)
	return setmetatable({
		family = family,
		counted = counted,
		any_bytes = any_bytes,
		finished = false,
		pages = 0,
		text = "",
		from = 1, -- the first byte of text that is in no packet yet
		chunks = {}, -- added, not yet joined to text
		waiting = 0, -- bytes in no packet yet
	}, Outgoing)
end

---@param data string
function Outgoing:add(data)
	self.chunks[#self.chunks + 1] = data
	self.waiting = self.waiting + #data
end

--- Whether there is a packet to take: more than a page's worth, or the end of the message. Exactly a page's worth
--- waits for what follows, so that the last page is never an empty one, which other implementations may not expect.
---@return boolean
function Outgoing:is_ready()
	return self.finished or self.waiting > framing[self.family].page
end

-- The mark of the next packet and the last byte it carries, cut at a character boundary where the medium needs that.
local function plan(message)
	if #message.chunks > 0 then
		message.text = message.text:sub(message.from) .. table.concat(message.chunks)
		message.from, message.chunks = 1, {}
	end
	local sizes, started = framing[message.family], message.pages > 0
	if message.finished and not started and message.waiting <= sizes.whole then
		return "whole", #message.text
	elseif message.finished and started and message.waiting <= sizes.page then
		return "last", #message.text
	end
	local last = message.from + sizes.page - 1
	return started and "middle" or "first", message.any_bytes and last or Util.utf8_cut(message.text, message.from, sizes.page)
end

--- What the next packet will be, if there is one to take.
---@return CrossRP.Mark mark
---@return integer bytes of the whole packet
function Outgoing:peek()
	local mark, last = plan(self)
	return mark, Framing.head_bytes(self.family, mark) + last - self.from + 1
end

--- Takes the next packet.
---@return string text
---@return string payload what of the message is in it
---@return boolean ends nothing is left
function Outgoing:take()
	local mark, last = plan(self)
	if mark ~= "whole" then
		self.pages = self.pages + 1
	end
	local payload = self.text:sub(self.from, last)
	self.from = last + 1
	self.waiting = self.waiting - #payload
	local text = Framing.pack(self.family, mark, self.slot, self.pages, payload, self.counted)
	return text, payload, mark == "whole" or mark == "last"
end
