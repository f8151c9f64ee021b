-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Profile parts made shorter for the way across: the mark, the number of bytes that follow, and blocks of squeezed text.
--
--	Z5432:<block>.<block>.<block>
--
-- The number in front tells how much is still to come, and that nothing is missing. Blocks are small because nobody can
-- know how large a block becomes before it is expanded, and strangers send them.

---@class CrossRP.Packing
local Packing = {}
Packing.__index = Packing
ns.Packing = Packing

local Spec = ns.Spec
local limits = Spec.limits
local MARK = Spec.constants.packed

local BETWEEN = "."
local HEAD = MARK and "^" .. MARK .. "(%d+):()"
-- More digits than any message has bytes.
local DIGITS = 7

---@class CrossRP.Squeezer
---@field squeeze fun(text: string): string|nil printable text without dots
---@field expand fun(text: string): string|nil the same text; nil for what is damaged

--- Without a squeezer, or in a revision without packing, everything travels as it is.
---@param squeezer? CrossRP.Squeezer
---@return CrossRP.Packing
function Packing.new(squeezer)
	return setmetatable({ squeezer = MARK and squeezer or nil }, Packing)
end

local function blocks_of(self, text)
	local blocks = {}
	for first = 1, #text, limits.packed_block do
		local block = self.squeezer.squeeze(text:sub(first, first + limits.packed_block - 1))
		if not block then
			return nil
		end
		table.insert(blocks, block)
	end
	return table.concat(blocks, BETWEEN)
end

--- The text, packed where that is shorter.
---@param text string
---@return string
function Packing:pack(text)
	local blocks = self.squeezer and blocks_of(self, text)
	local packed = blocks and ("%s%d:%s"):format(MARK, #blocks, blocks)
	return packed and #packed < #text and packed or text
end

--- How many bytes of data there will be, as far as its beginning tells.
---@param head string the beginning of the data, at least DIGITS bytes of it when there are more
---@return integer|nil bytes nil for what is not packed
function Packing.size(head)
	local bytes, at
	if HEAD then
		bytes, at = head:match(HEAD)
	end
	return bytes and #bytes <= DIGITS and tonumber(bytes) + at - 1 or nil
end

--- What was packed; text that was not stays as it is.
---@param data string
---@return string|nil text nil when it is damaged, cut, or more than limits.serial_bytes
function Packing:unpack(data)
	local size = Packing.size(data)
	if not size then
		return data
	elseif not self.squeezer or size ~= #data then
		return nil
	end
	local _, at = data:match(HEAD)
	local parts, bytes = {}, 0
	for block in data:sub(at):gmatch("[^" .. BETWEEN .. "]+") do
		local part = #block <= limits.packed_block and self.squeezer.expand(block)
		bytes = bytes + (part and #part or math.huge)
		if bytes > limits.serial_bytes then
			return nil
		end
		table.insert(parts, part)
	end
	return table.concat(parts)
end
