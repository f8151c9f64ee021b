-- SPDX-License-Identifier: MIT
local _, ns = ...

-- The player's own fields of MSP, part by part, and a serial for each part, which MSP itself has not.

---@class CrossRP.MSPOwn
local MSPOwn = {}
MSPOwn.__index = MSPOwn
ns.MSPOwn = MSPOwn

local MSPFields = ns.MSPFields

---@return CrossRP.MSPOwn
function MSPOwn.new()
	-- Part -> what it was when it was last looked at.
	return setmetatable({ parts = {} }, MSPOwn)
end

-- A remainder by a prime: a change of one byte always gives another one.
local MODULUS, FACTOR, TEXT_END = 65521, 257, 256

local function checksum(texts)
	local sum = 1
	for _, text in ipairs(texts) do
		for index = 1, #text do
			sum = (sum * FACTOR + text:byte(index)) % MODULUS
		end
		sum = (sum * FACTOR + TEXT_END) % MODULUS
	end
	return sum
end

local function own_fields(part)
	local my, fields, texts = _G.msp.my, {}, {}
	for _, code in ipairs(MSPFields.CODES[part]) do
		local text = my[code]
		if type(text) == "string" and text ~= "" then
			fields[code] = text
		end
		texts[#texts + 1] = fields[code] or ""
	end
	return fields, texts
end

local function is_same(part, one, other)
	for _, code in ipairs(MSPFields.CODES[part]) do
		if one[code] ~= other[code] then
			return false
		end
	end
	return true
end

--- A part as it is now, and its serial. That comes from the contents, so it is the same at the next login.
---@param part string "A" to "D"
---@return { fields: table<string, string>, serial: integer }
function MSPOwn:part(part)
	local fields, texts = own_fields(part)
	local before = self.parts[part]
	if before and is_same(part, before.fields, fields) then
		return before
	end
	local serial = checksum(texts)
	if before and before.serial == serial then
		-- Two different texts may have one checksum; that must not hide a change from those who have the older one.
		serial = (serial + 1) % MODULUS
	end
	self.parts[part] = { fields = fields, serial = serial }
	return self.parts[part]
end
