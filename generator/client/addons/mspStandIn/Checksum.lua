-- SPDX-License-Identifier: MIT
-- A stand-in for MSP profile addons and their library, written from their observed behaviour; it is none of them and
-- shares no code with them.
-- The version of a text: its CRC-32C.

local POLYNOMIAL, ALL = 0x82F63B78, 0x100000000

local steps = {}
for byte = 0, 255 do
	local value = byte
	for _ = 1, 8 do
		local odd = value % 2 == 1
		value = math.floor(value / 2)
		if odd then
			value = bit.bxor(value, POLYNOMIAL) % ALL
		end
	end
	steps[byte] = value
end

--- nil for no text.
function msp:CRC32(text)
	if text == nil or text == "" then
		return nil
	end
	local sum = ALL - 1
	for index = 1, #text do
		sum = bit.bxor(math.floor(sum / 256), steps[bit.bxor(sum % 256, text:byte(index)) % 256]) % ALL
	end
	return ALL - 1 - sum
end
