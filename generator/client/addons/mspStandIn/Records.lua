-- SPDX-License-Identifier: MIT
-- A stand-in for MSP profile addons and their library, written from their observed behaviour; it is none of them and
-- shares no code with them.
-- What is known of everybody: msp.char. A record is made when it is first looked at, and nobody can put another there.

local _, ns = ...

local records = {}

local function make(name)
	local record = {
		field = setmetatable({}, {
			__index = function()
				return ""
			end,
		}),
		ver = {},
		time = {},
	}
	records[name] = record
	ns.run("dataload", name, record)
	return record
end

msp.char = setmetatable({}, {
	__index = function(_, name)
		name = ns.merged(name)
		return records[name] or make(name)
	end,
	__newindex = function() end,
})

function msp:PlayerKnownAbout(name)
	local record = type(name) == "string" and name ~= "" and records[ns.merged(name)]
	return record ~= nil and record ~= false and next(record.field) ~= nil
end

--- Writes down what the library has heard of a field.
function ns.store(name, code, text, version)
	local record = msp.char[name]
	record.field[code], record.ver[code], record.time[code] = text, version, GetTime()
	ns.run("updated", name, code, text, version)
end

--- Takes Total RP 3's tags out of a text.
function msp:StripTRP3MarkupTags(text)
	return (text:gsub("{link%*[^{}*]*%*([^{}]*)}", "%1"):gsub("{/?%a[^{}]*}", ""))
end
