-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Small helpers shared by the core modules: UTF-8 boundaries, a linked list, guarded calls.

---@class CrossRP.Util
local Util = {}
ns.Util = Util

-- Well-formed UTF-8 sequences of more than one byte, as the byte ranges the Unicode standard allows: no overlong form, no
-- surrogate, nothing above U+10FFFF. U+FFFE and U+FFFF are left out too, since other addons on the wire refuse them.
local WELL_FORMED = {
	"[\194-\223][\128-\191]",
	"\224[\160-\191][\128-\191]",
	"[\225-\236\238][\128-\191][\128-\191]",
	"\237[\128-\159][\128-\191]",
	"\239[\128-\190][\128-\191]",
	"\239\191[\128-\189]",
	"\240[\144-\191][\128-\191][\128-\191]",
	"[\241-\243][\128-\191][\128-\191][\128-\191]",
	"\244[\128-\143][\128-\191][\128-\191]",
}

-- Lead byte -> the patterns above it can start, anchored; made when a byte is first met, since few texts have many.
local STARTED_BY = {}

local function started_by(byte)
	local patterns = STARTED_BY[byte]
	if not patterns then
		patterns = {}
		for _, pattern in ipairs(WELL_FORMED) do
			if string.char(byte):find("^" .. (pattern:match("^%b[]") or pattern:sub(1, 1))) then
				table.insert(patterns, "^" .. pattern)
			end
		end
		STARTED_BY[byte] = patterns
	end
	return patterns
end

--- How many bytes a character that starts with this byte has; nil when no character does.
---@param byte integer 0..255
---@return integer? length 1..4
function Util.utf8_length(byte)
	if byte < 128 then
		return 1
	elseif byte >= 194 and byte <= 223 then
		return 2
	elseif byte >= 224 and byte <= 239 then
		return 3
	elseif byte >= 240 and byte <= 244 then
		return 4
	end
	return nil
end

--- Where a piece of at most `limit` bytes from `first` on ends, so that it does not end inside a character.
--- Text that is not UTF-8 is cut at the limit. The piece is never empty unless the text is.
---@param text string
---@param first integer index of the piece's first byte
---@param limit integer bytes, at least 4
---@return integer last index of the piece's last byte
function Util.utf8_cut(text, first, limit)
	local last = math.min(first + limit - 1, #text)
	for back = 0, 3 do
		local at = last - back
		if at <= first then
			break
		end
		local byte = text:byte(at)
		if byte < 128 or byte >= 192 then
			local length = Util.utf8_length(byte) or 1
			return length > back + 1 and at - 1 or last
		end
	end
	return last
end

--- Whether the whole text is well-formed UTF-8. Linear in its length.
---@param text string
---@return boolean
function Util.utf8_valid(text)
	-- What is left of the text are its bytes above 127. Each well-formed sequence becomes a space, never nothing: two
	-- halves of broken ones must not meet and look whole.
	text = text:gsub("[%z\1-\127]+", " ")
	for _, pattern in ipairs(WELL_FORMED) do
		if not text:find("[\128-\255]") then
			return true
		end
		text = text:gsub(pattern, " ")
	end
	return not text:find("[\128-\255]")
end

--- The length of the well-formed sequence of two to four bytes that starts at `at`; nil when there is none.
---@param text string
---@param at integer
---@return integer? length
function Util.utf8_sequence(text, at)
	for _, pattern in ipairs(started_by(text:byte(at))) do
		local _, last = text:find(pattern, at)
		if last then
			return last - at + 1
		end
	end
	return nil
end

--- Calls fn(...). An error goes to `report` (may be nil) instead of the caller.
---@param report? fun(message: string)
---@param fn function
---@return boolean ok, any first, any second what fn returned
function Util.guarded(report, fn, ...)
	local ok, first, second = pcall(fn, ...)
	if ok then
		return true, first, second
	end
	if report then
		pcall(report, tostring(first))
	end
	return false
end

-- The first version of this addon that is not the released one.
local OURS = 3

--- Whether an addon of this version understands what was added to the protocol.
---@param version string|nil
---@return boolean
function Util.is_ours(version)
	return (tonumber((version or ""):match("^%d+")) or 0) >= OURS
end

--- A list with constant-time push and remove. An item is in it at most once. `first` and `count` may be read;
--- `after[item]` is the item behind it.
---@class CrossRP.List
---@field first any
---@field last any
---@field count integer
---@field after table<any, any>
local List = {}
List.__index = List

local LARGE = 64

---@return CrossRP.List
function Util.list()
	return setmetatable({ before = {}, after = {}, count = 0, most = 0 }, List)
end

---@param item table
function List:push(item)
	local last = self.last
	if last then
		self.after[last] = item
		self.before[item] = last
	else
		self.first = item
	end
	self.last = item
	self.count = self.count + 1
	self.most = math.max(self.most, self.count)
end

---@param item table nothing happens when it is not in the list
function List:remove(item)
	local before, after = self.before[item], self.after[item]
	if not before and self.first ~= item then
		return
	end
	if before then
		self.after[before] = after
	else
		self.first = after
	end
	if after then
		self.before[after] = before
	else
		self.last = before
	end
	self.before[item], self.after[item] = nil, nil
	self.count = self.count - 1
	-- Tables keep the size they once had.
	if self.count == 0 and self.most > LARGE then
		self.before, self.after, self.most = {}, {}, 0
	end
end
