-- SPDX-License-Identifier: MIT
-- A stand-in for Total RP 3, written from its observed behaviour; it is not Total RP 3 and shares no code with it.
--
-- It reproduces what another addon can see of Total RP 3 3.4.2: the functions below TRP3_API, the callback registry
-- TRP3_Addon, and what happens when they are called too early, with the wrong types, or with the same table twice.
-- It shows no window and sends no messages. From the client it needs CreateFrame, UnitNameUnmodified, GetRealmName
-- and time; UnitRace, UnitClass and the trial functions are used when there.
--
-- The functions are there as soon as the files have run; the data is there from PLAYER_LOGIN on (see Start.lua).

local _, ns = ...

TRP3_API = {
	globals = {
		addon_name = "Total RP 3",
		addon_name_short = "TRP3",
		version = 165,
		version_display = "3.4.2",
	},
	utils = { str = {}, table = {} },
	profile = {},
	dashboard = {},
	register = {
		player = {},
		registerInfoTypes = {
			CHARACTERISTICS = "characteristics",
			ABOUT = "about",
			MISC = "misc",
			NOTES = "notes",
			CHARACTER = "character",
		},
	},
}

TRP3_Addon = {}

AddOn_TotalRP3 = {
	Enums = {
		ACCOUNT_TYPE = { REGULAR = 0, TRIAL = 1, VETERAN = 2 },
		ROLEPLAY_STATUS = { IN_CHARACTER = 1, OUT_OF_CHARACTER = 2 },
		ROLEPLAY_EXPERIENCE = { NEWCOMER = 1, CASUAL = 4 },
	},
	Player = {},
}

-- What tests and demonstrations look at; Saving.lua and StandIn.lua fill it.
TRP3_StandIn = {
	received = {},
	calls = {},
	errors = {},
}

--- The types of information, in the order the parts of a profile are named A to D.
ns.parts = { "character", "characteristics", "misc", "about" }

--- A copy all the way down; keys and plain values are taken as they are.
function ns.copy(value)
	if type(value) ~= "table" then
		return value
	end
	local copied = {}
	for key, inner in pairs(value) do
		copied[key] = ns.copy(inner)
	end
	return copied
end

--- Empties a table in place.
function ns.wipe(target)
	for key in pairs(target) do
		target[key] = nil
	end
	return target
end

--- The next version of a part: one more, and 1 again after 99.
function ns.bump(version)
	version = (version or 0) + 1
	if version > 99 then
		version = 1
	end
	return version
end
