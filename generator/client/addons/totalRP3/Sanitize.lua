-- SPDX-License-Identifier: MIT
-- A stand-in for Total RP 3, written from its observed behaviour; it is not Total RP 3 and shares no code with it.
-- What Total RP 3 changes in a received part. A table or number where a text belongs raises, as there.

local _, ns = ...
local sanitize = TRP3_API.utils.str.sanitize

-- Not WE, CH, EH, IC, nor anything of the about part: those stay as received.
local LINES = { "RA", "CL", "FN", "LN", "FT", "TI", "EC", "AG", "HE", "RE", "BP" }
local TEXTS = { "CU", "CO" }

local function clean(data, fields, multiLine)
	for _, field in ipairs(fields) do
		if data[field] then
			data[field] = sanitize(data[field], multiLine)
		end
	end
end

local function cleanRows(rows, fields)
	for _, row in pairs(rows or {}) do
		clean(row, fields, false)
	end
end

local cleaners = {
	character = function(data)
		clean(data, TEXTS, true)
	end,
	characteristics = function(data)
		clean(data, LINES, false)
		cleanRows(data.MI, { "NA", "VA" })
		cleanRows(data.PS, { "LT", "RT" })
	end,
	misc = function(data)
		for slot = 1, 5 do
			local glance = data.PE and data.PE[tostring(slot)]
			if type(glance) == "table" then
				clean(glance, { "TI" }, false)
				clean(glance, { "TX" }, true)
			end
		end
	end,
}

-- Of a default profile little more than the name is kept.
local REDUCED = {
	character = { keep = { "v", "RP", "WU" }, empty = {} },
	characteristics = { keep = { "v", "RA", "CL", "FN", "IC" }, empty = { "MI", "PS" } },
	misc = { keep = { "v" }, empty = { "PE", "ST" } },
}

local function reduce(data, rule)
	local kept = {}
	for _, field in ipairs(rule.keep) do
		kept[field] = data[field]
	end
	ns.wipe(data)
	for field, value in pairs(kept) do
		data[field] = value
	end
	for _, field in ipairs(rule.empty) do
		data[field] = {}
	end
end

--- Cleans a received part in place.
function ns.sanitizePart(profileID, infoType, data)
	if cleaners[infoType] then
		cleaners[infoType](data)
	end
	if REDUCED[infoType] and TRP3_API.profile.isDefaultProfile(profileID) then
		reduce(data, REDUCED[infoType])
	end
end
