-- SPDX-License-Identifier: MIT
-- Messages of alliance-2: text to values and back. Generated from the specification.
--
--     name, values, deviation, tags = Codec.decode(text, medium)    or nil, message, field, why
--     text = Codec.encode(name, values, tags)                       or nil, message, field, why
--
-- `medium` may be left out. Encoding takes the fields the message has and ignores other values, so that one call
-- serves every revision; a value that would not decode to itself is refused. `deviation` names a field whose value
-- is tolerated though no sender should write it.
local _, ns = ...

local Codec = {}
ns.Codec = Codec

local Fields = ns.Fields
local find, match, sub, gsub = string.find, string.match, string.sub, string.gsub
local concat = table.concat

local LIMIT = 131072

local words_load = { ["0"] = 0, ["1"] = 1, ["2"] = 2, ["3"] = 3, ["4"] = 4, ["5"] = 5, ["6"] = 6, ["7"] = 7, ["8"] = 8, ["9"] = 9, ["10"] = 10, ["11"] = 11, ["12"] = 12, ["13"] = 13, ["14"] = 14, ["15"] = 15, ["16"] = 16, ["17"] = 17, ["18"] = 18, ["19"] = 19, ["20"] = 20, ["21"] = 21, ["22"] = 22, ["23"] = 23, ["24"] = 24, ["25"] = 25, ["26"] = 26, ["27"] = 27, ["28"] = 28, ["29"] = 29, ["30"] = 30, ["31"] = 31, ["32"] = 32, ["33"] = 33, ["34"] = 34, ["35"] = 35, ["36"] = 36, ["37"] = 37, ["38"] = 38, ["39"] = 39, ["40"] = 40, ["41"] = 41, ["42"] = 42, ["43"] = 43, ["44"] = 44, ["45"] = 45, ["46"] = 46, ["47"] = 47, ["48"] = 48, ["49"] = 49, ["50"] = 50, ["51"] = 51, ["52"] = 52, ["53"] = 53, ["54"] = 54, ["55"] = 55, ["56"] = 56, ["57"] = 57, ["58"] = 58, ["59"] = 59, ["60"] = 60, ["61"] = 61, ["62"] = 62, ["63"] = 63, ["64"] = 64, ["65"] = 65, ["66"] = 66, ["67"] = 67, ["68"] = 68, ["69"] = 69, ["70"] = 70, ["71"] = 71, ["72"] = 72, ["73"] = 73, ["74"] = 74, ["75"] = 75, ["76"] = 76, ["77"] = 77, ["78"] = 78, ["79"] = 79, ["80"] = 80, ["81"] = 81, ["82"] = 82, ["83"] = 83, ["84"] = 84, ["85"] = 85, ["86"] = 86, ["87"] = 87, ["88"] = 88, ["89"] = 89, ["90"] = 90, ["91"] = 91, ["92"] = 92, ["93"] = 93, ["94"] = 94, ["95"] = 95, ["96"] = 96, ["97"] = 97, ["98"] = 98, ["99"] = 99 }
local words_request = { ["?"] = true, ["-"] = false }
local words_faction = { A = "A", H = "H" }
local words_part = { A = "A", B = "B", C = "C", D = "D" }
local words_reason = { ended = "ended", withdrawn = "withdrawn", left = "left", passed = "passed", silent = "silent", no_answer = "no_answer", not_leading = "not_leading", busy = "busy", unknown = "unknown", key = "key" }

local types = {}
types.version = Fields.shape("^[a-z%.0-9A-Z]+$", 16)
types.request = Fields.choice({ ["?"] = true, ["-"] = false })
types.hash1 = Fields.shape("^[a-f0-9][a-f0-9][a-f0-9][a-f0-9][a-f0-9][a-f0-9][a-f0-9][a-f0-9][a-f0-9][a-f0-9][a-f0-9][a-f0-9]$")
types.hash1_or = Fields.nullable(types.hash1, "-")
types.hash2 = Fields.shape("^[a-f0-9][a-f0-9][a-f0-9][a-f0-9][a-f0-9][a-f0-9][a-f0-9][a-f0-9]$")
types.hash2_or = Fields.nullable(types.hash2, "-")
types.flag = Fields.flag("#")
types.band = Fields.shape("^[0-9][0-9]?[0-9]?[0-9]?[0-9]?[0-9]?[AH]$")
types.load = Fields.number("^[0-9]+$", { { 0, 99 } }, 0, 2)
types.band_load = Fields.struct(function(token)
	local f1, f2, f3 = match(token, "^([#]?)([0-9][0-9]?[0-9]?[0-9]?[0-9]?[0-9]?[AH])([0-9]+)$")
	if not f1 then
		return nil, "shape"
	end
	local why
	f1 = f1 ~= ""
	local word = words_load[f3]
	if word == nil then word, why = types.load.read(f3) end
	if why then return nil, why end
	f3 = word
	return { secure = f1, band = f2, load = f3 }, why
end, { { name = "secure", type = types.flag }, { name = "band", type = types.band }, { name = "load", type = types.load } })
types.bands = Fields.list(types.band_load, ":", "-", 64)
types.umid = Fields.shape("^[a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z]+$", 16)
types.faction = Fields.choice({ A = "A", H = "H" })
types.destination = Fields.shape("^[@-{!-\"%$%%&-'%(%)%+,-/;->}\128-\255]*[0-9][0-9]?[0-9]?[0-9]?[0-9]?[0-9]?[AH]$", 55)
types.message = Fields.text("", nil, 1, 131072)
types.source = Fields.shape("^[@-{!-\"%$%%&-'%(%)%+,-/;->}\128-\255]+[0-9][0-9]?[0-9]?[0-9]?[0-9]?[0-9]?[AH]$", 55)
types.slot = Fields.shape("^[a-z0-9A-Z]+$", 16)
types.profile_id = Fields.escaped("~", { ["1"] = "|", ["2"] = "\\", ["3"] = ":", ["4"] = "~", ["5"] = " " }, "[^%]%^_-{!-9;-Z%[}-~\128-\255]", 1, 64)
types.serial = Fields.number("^[0-9]+$", { { 0, 65535 } }, 0, 5)
types.serials = Fields.serials({ "A", "B", "C", "D" }, types.serial, ":", "?")
types.part = Fields.choice({ A = "A", B = "B", C = "C", D = "D" })
types.data = Fields.text("", nil, 1, 131072)
types.token = Fields.shape("^[a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z]$")
types.reason = Fields.choice({ ended = "ended", withdrawn = "withdrawn", left = "left", passed = "passed", silent = "silent", no_answer = "no_answer", not_leading = "not_leading", busy = "busy", unknown = "unknown", key = "key" })
types.text = Fields.text("", nil, 1, 400)
types.token_or = Fields.nullable(types.token, "-")
types.source_or = Fields.nullable(types.source, "-")
types.realm = Fields.shape("^[0-9]+$", 6)
types.realms = Fields.list(types.realm, ":", "-", 32)
types.slot_2 = Fields.number("^[0-9]+$", { { 0, 16128 } }, 0, 5)
types.flag_2 = Fields.flag("+")
types.page = Fields.number("^[0-9]+$", { { 1, 16128 } }, 0, 5)
types.missing_page = Fields.struct(function(token)
	local f1, f2 = match(token, "^([%+]?)([0-9]+)$")
	if not f1 then
		return nil, "shape"
	end
	local why
	f1 = f1 ~= ""
	f2, why = types.page.read(f2)
	if why then return nil, why end
	return { on = f1, page = f2 }, why
end, { { name = "on", type = types.flag_2 }, { name = "page", type = types.page } })
types.pages = Fields.list(types.missing_page, ",", "-", 32)
types.total = Fields.number("^[0-9]+$", { { 0, 16128 } }, 0, 5)
types.data_2 = Fields.text("", nil, 1, 255)

---@class CrossRP.MessageSpec
local messages = {
	["ST"] = {
		name = "ST",
		command = "ST",
		media = { BROADCAST = true, WHISPER = true },
		fields = {
			{ name = "version", type = types.version },
			{ name = "request", type = types.request },
			{ name = "hash1", type = types.hash1_or },
			{ name = "hash2", type = types.hash2_or },
			{ name = "bands", type = types.bands },
		},
	},
	["HI"] = {
		name = "HI",
		command = "HI",
		media = { BNET = true },
		fields = {
			{ name = "version", type = types.version },
			{ name = "request", type = types.request },
			{ name = "load", type = types.load },
			{ name = "hash1", type = types.hash1_or },
			{ name = "hash2", type = types.hash2_or },
		},
	},
	["BYE"] = {
		name = "BYE",
		command = "BYE",
		media = { BNET = true, BROADCAST = true },
		fields = {
		},
	},
	["R1"] = {
		name = "R1",
		command = "R1",
		media = { WHISPER = true },
		fields = {
			{ name = "umid", type = types.umid },
			{ name = "faction", type = types.faction },
			{ name = "destination", type = types.destination },
			{ name = "message", type = types.message, rest = true },
		},
	},
	["R2"] = {
		name = "R2",
		command = "R2",
		media = { BNET = true },
		fields = {
			{ name = "umid", type = types.umid },
			{ name = "source", type = types.source },
			{ name = "destination", type = types.destination },
			{ name = "message", type = types.message, rest = true },
		},
	},
	["R3"] = {
		name = "R3",
		command = "R3",
		media = { WHISPER = true, LOGGED = true, BROADCAST = true },
		fields = {
			{ name = "source", type = types.source },
			{ name = "message", type = types.message, rest = true },
		},
	},
	["TR"] = {
		name = "TR",
		command = "TR",
		media = { ROUTED = true },
		fields = {
			{ name = "slot", type = types.slot },
			{ name = "profile_id", type = types.profile_id },
			{ name = "serials", type = types.serials },
		},
	},
	["TD"] = {
		name = "TD",
		command = "TD",
		media = { ROUTED = true },
		fields = {
			{ name = "slot", type = types.slot },
			{ name = "part", type = types.part },
			{ name = "profile_id", type = types.profile_id },
			{ name = "data", type = types.data, rest = true },
		},
	},
	["TV"] = {
		name = "TV",
		command = "TV",
		media = { ROUTED = true },
		fields = {
			{ name = "profile_id", type = types.profile_id },
			{ name = "serials", type = types.serials },
		},
	},
	["LO"] = {
		name = "LO",
		command = "LO",
		media = { ROUTED = true },
		fields = {
			{ name = "mine", type = types.token },
		},
	},
	["LA"] = {
		name = "LA",
		command = "LA",
		media = { ROUTED = true },
		fields = {
			{ name = "yours", type = types.token },
			{ name = "mine", type = types.token },
			{ name = "pass", type = types.token },
		},
	},
	["LX"] = {
		name = "LX",
		command = "LX",
		media = { ROUTED = true },
		fields = {
			{ name = "token", type = types.token },
			{ name = "reason", type = types.reason },
		},
	},
	["LH"] = {
		name = "LH",
		command = "LH",
		media = { ROUTED = true },
		fields = {
			{ name = "yours", type = types.token },
			{ name = "leader", type = types.source },
		},
	},
	["LM"] = {
		name = "LM",
		command = "LM",
		media = { ROUTED = true },
		fields = {
			{ name = "pass", type = types.token },
			{ name = "id", type = types.umid },
			{ name = "text", type = types.text, rest = true },
		},
	},
	["LN"] = {
		name = "LN",
		command = "LN",
		media = { ROUTED = true },
		fields = {
			{ name = "id", type = types.umid },
		},
	},
	["LR"] = {
		name = "LR",
		command = "LR",
		media = { RAID = true },
		fields = {
			{ name = "id", type = types.umid },
			{ name = "source", type = types.source },
			{ name = "text", type = types.text, rest = true },
		},
	},
	["LS"] = {
		name = "LS",
		command = "LS",
		media = { RAID = true },
		fields = {
			{ name = "pass", type = types.token_or },
			{ name = "destination", type = types.source_or },
		},
	},
	["LQ"] = {
		name = "LQ",
		command = "LQ",
		media = { RAID = true },
		fields = {
		},
	},
	["RG"] = {
		name = "RG",
		command = "RG",
		media = { BNET = true },
		fields = {
			{ name = "realms", type = types.realms },
		},
	},
	["R0"] = {
		name = "R0",
		command = "R0",
		media = { WHISPER = true, LOGGED = true, BROADCAST = true },
		fields = {
			{ name = "message", type = types.message, rest = true },
		},
	},
	["A1"] = {
		name = "A1",
		command = "A1",
		media = { WHISPER = true },
		fields = {
			{ name = "umid", type = types.umid },
			{ name = "destination", type = types.source },
		},
	},
	["A2"] = {
		name = "A2",
		command = "A2",
		media = { BNET = true },
		fields = {
			{ name = "umid", type = types.umid },
			{ name = "destination", type = types.source },
		},
	},
	["A3"] = {
		name = "A3",
		command = "A3",
		media = { WHISPER = true },
		fields = {
			{ name = "umid", type = types.umid },
		},
	},
	["PQ"] = {
		name = "PQ",
		command = "PQ",
		media = { WHISPER = true, BNET = true },
		fields = {
			{ name = "slot", type = types.slot_2 },
			{ name = "pages", type = types.pages },
		},
	},
	["PR"] = {
		name = "PR",
		command = "PR",
		media = { WHISPER = true, BNET = true },
		fields = {
			{ name = "slot", type = types.slot_2 },
			{ name = "page", type = types.page },
			{ name = "total", type = types.total },
			{ name = "data", type = types.data_2, rest = true },
		},
	},
}
Codec.messages = messages

---Read the fields one by one, to name the first fault.
---@param spec CrossRP.MessageSpec
---@param first string|nil the field before the command
---@param rest string|nil what follows the command's separator
local function walk(spec, first, rest)
	local values = {}
	local fields = spec.fields
	for index = 1, #fields do
		local field = fields[index]
		local token
		if first then
			token, first = first, nil
		elseif rest and field.rest then
			token, rest = rest, nil
		elseif rest then
			local at = find(rest, " ", 1, true)
			if at then
				token, rest = sub(rest, 1, at - 1), sub(rest, at + 1)
			else
				token, rest = rest, nil
			end
		end
		if token then
			local value, why = field.type.read(token)
			if why then
				return nil, spec.name, field.name, why
			end
			values[field.name] = value
		elseif not field.optional then
			return nil, spec.name, field.name, "missing"
		end
	end
	if rest then
		return nil, spec.name, "", "extra"
	end
	if spec.rules then
		local broken, deviation = spec.rules(values)
		if broken then
			return nil, spec.name, broken, "rule"
		end
		return spec.name, values, deviation
	end
	return spec.name, values
end

---@param line string
local function explain(spec, line)
	local tail = match(line, "^[^ ]*(.*)$")
	return walk(spec, nil, tail ~= "" and sub(tail, 2) or nil)
end

local read_hash1_or = types.hash1_or.read
local read_hash2_or = types.hash2_or.read
local read_bands = types.bands.read
local read_profile_id = types.profile_id.read
local read_serials = types.serials.read
local read_token_or = types.token_or.read
local read_source_or = types.source_or.read
local read_realms = types.realms.read
local read_slot_2 = types.slot_2.read
local read_pages = types.pages.read
local read_page = types.page.read
local read_total = types.total.read

messages["ST"].read = function(line)
	local f1, f2, f3, f4, f5 = match(line, "^ST ([a-z%.0-9A-Z]+) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*)$")
	if f1 then
		f2 = words_request[f2]
		local f3_why
		f3, f3_why = read_hash1_or(f3)
		local f4_why
		f4, f4_why = read_hash2_or(f4)
		f5 = read_bands(f5)
		if #f1 <= 16 and f2 ~= nil and not f3_why and not f4_why and f5 then
			return "ST", { version = f1, request = f2, hash1 = f3, hash2 = f4, bands = f5 }
		end
	end
	return explain(messages["ST"], line)
end

messages["HI"].read = function(line)
	local f1, f2, f3, f4, f5 = match(line, "^HI ([a-z%.0-9A-Z]+) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*)$")
	if f1 then
		f2 = words_request[f2]
		f3 = words_load[f3]
		local f4_why
		f4, f4_why = read_hash1_or(f4)
		local f5_why
		f5, f5_why = read_hash2_or(f5)
		if #f1 <= 16 and f2 ~= nil and f3 ~= nil and not f4_why and not f5_why then
			return "HI", { version = f1, request = f2, load = f3, hash1 = f4, hash2 = f5 }
		end
	end
	return explain(messages["HI"], line)
end

messages["BYE"].read = function(line)
	if line == "BYE" then
		return "BYE", {}
	end
	return explain(messages["BYE"], line)
end

messages["R1"].read = function(line)
	local f1, f2, f3, f4 = match(line, "^R1 ([a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z]+) ([^ ]*) ([@-{!-\"%$%%&-'%(%)%+,-/;->}\128-\255]*[0-9][0-9]?[0-9]?[0-9]?[0-9]?[0-9]?[AH]) (.*)$")
	if f1 then
		f2 = words_faction[f2]
		if #f1 <= 16 and f2 ~= nil and #f3 <= 55 and #f4 >= 1 then
			return "R1", { umid = f1, faction = f2, destination = f3, message = f4 }
		end
	end
	return explain(messages["R1"], line)
end

messages["R2"].read = function(line)
	local f1, f2, f3, f4 = match(line, "^R2 ([a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z]+) ([@-{!-\"%$%%&-'%(%)%+,-/;->}\128-\255]+[0-9][0-9]?[0-9]?[0-9]?[0-9]?[0-9]?[AH]) ([@-{!-\"%$%%&-'%(%)%+,-/;->}\128-\255]*[0-9][0-9]?[0-9]?[0-9]?[0-9]?[0-9]?[AH]) (.*)$")
	if f1 then
		if #f1 <= 16 and #f2 <= 55 and #f3 <= 55 and #f4 >= 1 then
			return "R2", { umid = f1, source = f2, destination = f3, message = f4 }
		end
	end
	return explain(messages["R2"], line)
end

messages["R3"].read = function(line)
	local f1, f2 = match(line, "^R3 ([@-{!-\"%$%%&-'%(%)%+,-/;->}\128-\255]+[0-9][0-9]?[0-9]?[0-9]?[0-9]?[0-9]?[AH]) (.*)$")
	if f1 then
		if #f1 <= 55 and #f2 >= 1 then
			return "R3", { source = f1, message = f2 }
		end
	end
	return explain(messages["R3"], line)
end

messages["TR"].read = function(line)
	local f1, f2, f3 = match(line, "^TR ([a-z0-9A-Z]+) ([^ ]*) ([^ ]*)$")
	if f1 then
		f2 = read_profile_id(f2)
		f3 = read_serials(f3)
		if #f1 <= 16 and f2 and f3 then
			return "TR", { slot = f1, profile_id = f2, serials = f3 }
		end
	end
	return explain(messages["TR"], line)
end

messages["TD"].read = function(line)
	local f1, f2, f3, f4 = match(line, "^TD ([a-z0-9A-Z]+) ([^ ]*) ([^ ]*) (.*)$")
	if f1 then
		f2 = words_part[f2]
		f3 = read_profile_id(f3)
		if #f1 <= 16 and f2 ~= nil and f3 and #f4 >= 1 then
			return "TD", { slot = f1, part = f2, profile_id = f3, data = f4 }
		end
	end
	return explain(messages["TD"], line)
end

messages["TV"].read = function(line)
	local f1, f2 = match(line, "^TV ([^ ]*) ([^ ]*)$")
	if f1 then
		f1 = read_profile_id(f1)
		f2 = read_serials(f2)
		if f1 and f2 then
			return "TV", { profile_id = f1, serials = f2 }
		end
	end
	return explain(messages["TV"], line)
end

messages["LO"].read = function(line)
	local f1 = match(line, "^LO ([a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z])$")
	if f1 then
		do
			return "LO", { mine = f1 }
		end
	end
	return explain(messages["LO"], line)
end

messages["LA"].read = function(line)
	local f1, f2, f3 = match(line, "^LA ([a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z]) ([a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z]) ([a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z])$")
	if f1 then
		do
			return "LA", { yours = f1, mine = f2, pass = f3 }
		end
	end
	return explain(messages["LA"], line)
end

messages["LX"].read = function(line)
	local f1, f2 = match(line, "^LX ([a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z]) ([^ ]*)$")
	if f1 then
		f2 = words_reason[f2]
		if f2 ~= nil then
			return "LX", { token = f1, reason = f2 }
		end
	end
	return explain(messages["LX"], line)
end

messages["LH"].read = function(line)
	local f1, f2 = match(line, "^LH ([a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z]) ([@-{!-\"%$%%&-'%(%)%+,-/;->}\128-\255]+[0-9][0-9]?[0-9]?[0-9]?[0-9]?[0-9]?[AH])$")
	if f1 then
		if #f2 <= 55 then
			return "LH", { yours = f1, leader = f2 }
		end
	end
	return explain(messages["LH"], line)
end

messages["LM"].read = function(line)
	local f1, f2, f3 = match(line, "^LM ([a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z]) ([a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z]+) (.*)$")
	if f1 then
		if #f2 <= 16 and #f3 >= 1 and #f3 <= 400 then
			return "LM", { pass = f1, id = f2, text = f3 }
		end
	end
	return explain(messages["LM"], line)
end

messages["LN"].read = function(line)
	local f1 = match(line, "^LN ([a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z]+)$")
	if f1 then
		if #f1 <= 16 then
			return "LN", { id = f1 }
		end
	end
	return explain(messages["LN"], line)
end

messages["LR"].read = function(line)
	local f1, f2, f3 = match(line, "^LR ([a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z]+) ([@-{!-\"%$%%&-'%(%)%+,-/;->}\128-\255]+[0-9][0-9]?[0-9]?[0-9]?[0-9]?[0-9]?[AH]) (.*)$")
	if f1 then
		if #f1 <= 16 and #f2 <= 55 and #f3 >= 1 and #f3 <= 400 then
			return "LR", { id = f1, source = f2, text = f3 }
		end
	end
	return explain(messages["LR"], line)
end

messages["LS"].read = function(line)
	local f1, f2 = match(line, "^LS ([^ ]*) ([^ ]*)$")
	if f1 then
		local f1_why
		f1, f1_why = read_token_or(f1)
		local f2_why
		f2, f2_why = read_source_or(f2)
		if not f1_why and not f2_why then
			return "LS", { pass = f1, destination = f2 }
		end
	end
	return explain(messages["LS"], line)
end

messages["LQ"].read = function(line)
	if line == "LQ" then
		return "LQ", {}
	end
	return explain(messages["LQ"], line)
end

messages["RG"].read = function(line)
	local f1 = match(line, "^RG ([^ ]*)$")
	if f1 then
		f1 = read_realms(f1)
		if f1 then
			return "RG", { realms = f1 }
		end
	end
	return explain(messages["RG"], line)
end

messages["R0"].read = function(line)
	local f1 = match(line, "^R0 (.*)$")
	if f1 then
		if #f1 >= 1 then
			return "R0", { message = f1 }
		end
	end
	return explain(messages["R0"], line)
end

messages["A1"].read = function(line)
	local f1, f2 = match(line, "^A1 ([a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z]+) ([@-{!-\"%$%%&-'%(%)%+,-/;->}\128-\255]+[0-9][0-9]?[0-9]?[0-9]?[0-9]?[0-9]?[AH])$")
	if f1 then
		if #f1 <= 16 and #f2 <= 55 then
			return "A1", { umid = f1, destination = f2 }
		end
	end
	return explain(messages["A1"], line)
end

messages["A2"].read = function(line)
	local f1, f2 = match(line, "^A2 ([a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z]+) ([@-{!-\"%$%%&-'%(%)%+,-/;->}\128-\255]+[0-9][0-9]?[0-9]?[0-9]?[0-9]?[0-9]?[AH])$")
	if f1 then
		if #f1 <= 16 and #f2 <= 55 then
			return "A2", { umid = f1, destination = f2 }
		end
	end
	return explain(messages["A2"], line)
end

messages["A3"].read = function(line)
	local f1 = match(line, "^A3 ([a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z][a-z0-9A-Z]+)$")
	if f1 then
		if #f1 <= 16 then
			return "A3", { umid = f1 }
		end
	end
	return explain(messages["A3"], line)
end

messages["PQ"].read = function(line)
	local f1, f2 = match(line, "^PQ ([^ ]*) ([^ ]*)$")
	if f1 then
		f1 = read_slot_2(f1)
		f2 = read_pages(f2)
		if f1 and f2 then
			return "PQ", { slot = f1, pages = f2 }
		end
	end
	return explain(messages["PQ"], line)
end

messages["PR"].read = function(line)
	local f1, f2, f3, f4 = match(line, "^PR ([^ ]*) ([^ ]*) ([^ ]*) (.*)$")
	if f1 then
		f1 = read_slot_2(f1)
		f2 = read_page(f2)
		f3 = read_total(f3)
		if f1 and f2 and f3 and #f4 >= 1 and #f4 <= 255 then
			return "PR", { slot = f1, page = f2, total = f3, data = f4 }
		end
	end
	return explain(messages["PR"], line)
end

-- Command -> reader, and command -> the messages it may be.
local readers = {
	ST = messages["ST"].read,
	HI = messages["HI"].read,
	BYE = messages["BYE"].read,
	R1 = messages["R1"].read,
	R2 = messages["R2"].read,
	R3 = messages["R3"].read,
	TR = messages["TR"].read,
	TD = messages["TD"].read,
	TV = messages["TV"].read,
	LO = messages["LO"].read,
	LA = messages["LA"].read,
	LX = messages["LX"].read,
	LH = messages["LH"].read,
	LM = messages["LM"].read,
	LN = messages["LN"].read,
	LR = messages["LR"].read,
	LS = messages["LS"].read,
	LQ = messages["LQ"].read,
	RG = messages["RG"].read,
	R0 = messages["R0"].read,
	A1 = messages["A1"].read,
	A2 = messages["A2"].read,
	A3 = messages["A3"].read,
	PQ = messages["PQ"].read,
	PR = messages["PR"].read,
}
local commands = {
	ST = { messages["ST"] },
	HI = { messages["HI"] },
	BYE = { messages["BYE"] },
	R1 = { messages["R1"] },
	R2 = { messages["R2"] },
	R3 = { messages["R3"] },
	TR = { messages["TR"] },
	TD = { messages["TD"] },
	TV = { messages["TV"] },
	LO = { messages["LO"] },
	LA = { messages["LA"] },
	LX = { messages["LX"] },
	LH = { messages["LH"] },
	LM = { messages["LM"] },
	LN = { messages["LN"] },
	LR = { messages["LR"] },
	LS = { messages["LS"] },
	LQ = { messages["LQ"] },
	RG = { messages["RG"] },
	R0 = { messages["R0"] },
	A1 = { messages["A1"] },
	A2 = { messages["A2"] },
	A3 = { messages["A3"] },
	PQ = { messages["PQ"] },
	PR = { messages["PR"] },
}

local function travels(specs, medium)
	for index = 1, #specs do
		if specs[index].media[medium] then
			return true
		end
	end
	return false
end

---Whether this revision has a message.
---@param name string
---@return boolean
function Codec.has(name)
	return messages[name] ~= nil
end

---Whether a message travels on a medium.
---@param name string
---@param medium string
---@return boolean
function Codec.travels(name, medium)
	return messages[name] ~= nil and messages[name].media[medium] == true
end

---A message without tags and line end.
---@param line string
---@param medium string|nil
local function decode(line, medium)
	if #line > LIMIT then
		return nil, "", "", "too_long"
	end
	if find(line, "\0", 1, true) then
		return nil, "", "", "nul"
	end
	local command = match(line, "^[^ ]*")
	local read = readers[command]
	if not read then
		return nil, "", "", "unknown_command"
	end
	if medium and not travels(commands[command], medium) then
		return nil, commands[command][1].name, "", "wrong_medium"
	end
	return read(line)
end

Codec.decode = decode

---@param name string
---@param values table<string, any>
---@param tags table<string, any>|nil
function Codec.encode(name, values, tags)
	local spec = messages[name]
	if not spec then
		return nil, name, "", "unknown_command"
	end
	local tokens, back, absent = {}, {}, nil
	tokens[1] = spec.command
	for index = 1, #spec.fields do
		local field = spec.fields[index]
		local value = values[field.name]
		if value == nil and field.optional then
			absent = field.name
		elseif absent or (value == nil and not field.type.nullable) then
			return nil, name, absent or field.name, "missing"
		else
			local token, why = field.type.write(value)
			if why then
				return nil, name, field.name, why
			end
			tokens[#tokens + 1] = token
			back[field.name] = value
		end
	end
	if spec.rules then
		local broken, deviation = spec.rules(back)
		if broken or deviation then
			return nil, name, broken or deviation, "rule"
		end
	end
	local line = concat(tokens, " ")
	if #line > LIMIT then
		return nil, name, "", "too_long"
	end
	if tags then
		return nil, name, "tags", "unknown_field"
	end
	return line
end
