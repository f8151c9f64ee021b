-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Which field of MSP holds what of the four parts of a profile, as data, and the two translations made from it.

---@class CrossRP.MSPFields
local MSPFields = {}
ns.MSPFields = MSPFields

local KINDS = ns.MSPKinds

---@class CrossRP.MSPField
---@field part string "A" to "D"
---@field msp string[] the fields of MSP
---@field trp3 string[] the fields of the part
---@field kind string how one becomes the other, see MSPKinds
---@field key string|nil of a style
---@field id integer|nil of a detail, with its label and icon

-- "PART MSP... = PART'S FIELDS... : KIND"
local function field(line, more)
	local record = more or {}
	local part, msp, trp3, kind = line:match("^(%u) ([%u ]+) = ([%w ]*): (%a+)$")
	record.part, record.kind, record.msp, record.trp3 = part, kind, {}, {}
	for code in msp:gmatch("%u%u") do
		table.insert(record.msp, code)
	end
	for name in trp3:gmatch("%S+") do
		table.insert(record.trp3, name)
	end
	return record
end

---@type CrossRP.MSPField[]
MSPFields.TABLE = {
	field("A CU = CU : lines"),
	field("A CO = CO : lines"),
	field("A FC = RP WU : status"),
	field("A FR = XP : experience"),
	field("A VP = : protocol"),
	field("B NA = FN LN CH : name"),
	field("B PX = TI : line"),
	field("B NT = FT : line"),
	field("B RA = RA : line"),
	field("B RC = CL : line"),
	field("B IC = IC : icon"),
	field("B AG = AG : line"),
	field("B AE = EC EH : coloured"),
	field("B AH = HE : measure", { unit = "cm" }),
	field("B AW = WE : measure", { unit = "kg" }),
	field("B HB = BP : line"),
	field("B HH = RE : line"),
	field("B RS = RS : relation"),
	field("B NH = MI : detail", { id = 2, label = "House name", icon = "inv_misc_kingsring1" }),
	field("B NI = MI : detail", { id = 3, label = "Nickname", icon = "ability_hunter_beastcall" }),
	field("B MO = MI : detail", { id = 4, label = "Motto", icon = "inv_inscription_scroll" }),
	field("B PN = MI : detail", { id = 7, label = "Pronouns", icon = "inv_misc_note_01" }),
	field("B PG = MI : detail", { id = 8, label = "Guild name", icon = "inv_shirt_guildtabard_01" }),
	field("B PR = MI : detail", { id = 9, label = "Guild rank", icon = "inv_misc_note_01" }),
	field("B PV = MI : detail", { id = 11, label = "Voice reference", icon = "inv_misc_note_01" }),
	field("B PS = PS : traits"),
	field("B VA TR = VA : client"),
	field("C PE = PE : glances"),
	field("C RI = ST : style", { key = "2", about = "injury" }),
	field("C RD = ST : style", { key = "3", about = "death" }),
	field("C RR = ST : style", { key = "4", about = "romance" }),
	field("C RM = ST : style", { key = "7", about = "crime" }),
	field("C RO = ST : style", { key = "8", about = "loss of control" }),
	field("D DE HI = TE T1 T2 T3 : about"),
	field("D MU = MU : music"),
}

--------------------------------------------------------------------------------------------------------------------------
-- Translating

local by_part, codes = { A = {}, B = {}, C = {}, D = {} }, { A = {}, B = {}, C = {}, D = {} }
for _, record in ipairs(MSPFields.TABLE) do
	table.insert(by_part[record.part], record)
	for _, code in ipairs(record.msp) do
		table.insert(codes[record.part], code)
	end
end

--- The fields of MSP that belong to each part, in a fixed order.
---@type table<string, string[]>
MSPFields.CODES = codes

--- A part of a profile from fields of MSP, without its version.
---@param part string "A" to "D"
---@param mine table<string, string|nil> no empty texts
---@return table
function MSPFields.to_part(part, mine)
	local data = {}
	for _, record in ipairs(by_part[part]) do
		KINDS[record.kind].read(record, mine, data)
	end
	return data
end

--- The fields of MSP from a checked part of a profile. What a part has no value for is absent.
---@param part string "A" to "D"
---@param data table
---@return table<string, string>
function MSPFields.to_msp(part, data)
	local theirs = {}
	for _, record in ipairs(by_part[part]) do
		KINDS[record.kind].write(record, data, theirs)
	end
	return theirs
end
