-- SPDX-License-Identifier: MIT
local _, ns = ...

-- What the library of MSP knows of others. It has no function to tell it of a profile, so this does what the library does
-- when it receives one: the text with its time and its version, a call for each field, and one for the whole.

---@class CrossRP.MSPRecords
local MSPRecords = {}
ns.MSPRecords = MSPRecords

local MSPFields = ns.MSPFields

local function call_all(list, failed, ...)
	for _, func in ipairs(list) do
		local ok, why = pcall(func, ...)
		if not ok then
			failed(why)
		end
	end
end

local function set_field(fullname, char, code, text, now, failed)
	if text == nil and (char.field[code] or "") == "" then
		return
	end
	local version = text and _G.msp:CRC32(text) or nil
	char.field[code], char.ver[code], char.time[code] = text, version, now
	call_all(_G.msp.callback.updated, failed, fullname, code, text, version)
end

--- Puts the fields of these parts into somebody's record; those that have no text are emptied. Raises what the library
--- raises.
---@param fullname string
---@param parts string[] "A" to "D"
---@param fields table<string, string>
---@param now number seconds
---@param failed fun(why: any) told of each callback that raised
---@return true
function MSPRecords.fill(fullname, parts, fields, now, failed)
	local char = _G.msp.char[fullname]
	char.supported = true
	for _, part in ipairs(parts) do
		for _, code in ipairs(MSPFields.CODES[part]) do
			set_field(fullname, char, code, fields[code], now, failed)
		end
	end
	call_all(_G.msp.callback.received, failed, fullname)
	return true
end
