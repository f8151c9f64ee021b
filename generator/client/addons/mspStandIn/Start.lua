-- SPDX-License-Identifier: MIT
-- A stand-in for MSP profile addons and their library, written from their observed behaviour; it is none of them and
-- shares no code with them.
-- Login, and what the player looks at.

local _, ns = ...

local SEXES = { "1", "2", "3" }

-- Fields about the character that the game knows.
local function game_fields(my)
	my.VP = tostring(msp.protocolversion)
	my.GU = UnitGUID and UnitGUID("player") or nil
	my.GC = UnitClass and select(2, UnitClass("player")) or nil
	my.GR = UnitRace and select(2, UnitRace("player")) or nil
	my.GF = UnitFactionGroup and (UnitFactionGroup("player")) or nil
	my.GS = UnitSex and SEXES[UnitSex("player")] or nil
end

local function login()
	ns.realm = GetNormalizedRealmName()
	ns.name = UnitNameUnmodified("player") .. "-" .. ns.realm
	MSP_StandInSaved = type(MSP_StandInSaved) == "table" and MSP_StandInSaved or {}
	MSP_StandInSaved.my = MSP_StandInSaved.my or {}
	msp_RPAddOn = msp_RPAddOn or "MSP stand-in"
	msp.my = {}
	game_fields(msp.my)
	msp.my.VA, msp.my.NA, msp.my.TR = "StandIn/1.0", (UnitNameUnmodified("player")), "0"
	for code, text in pairs(MSP_StandInSaved.my) do
		msp.my[code] = text
	end
	ns.open_wire()
	msp:Update()
end

-- "Name-Realm" of a player; nil for anybody whose name is a secret just now.
local function name_of(unit)
	if not UnitIsPlayer(unit) then
		return nil
	end
	local name, realm = UnitNameUnmodified(unit)
	if canaccessvalue and not (canaccessvalue(name) and canaccessvalue(realm)) or not name then
		return nil
	end
	return realm and realm ~= "" and name .. "-" .. realm or name
end

local handlers = {
	PLAYER_LOGIN = login,
	UPDATE_MOUSEOVER_UNIT = function()
		local name = name_of("mouseover")
		if name then
			msp:Request(name)
		end
	end,
	PLAYER_TARGET_CHANGED = function()
		local name = name_of("target")
		if name then
			msp:Request(name, { "TT", "PE", "RI", "RD", "RR", "RM", "RO" })
		end
	end,
}

local frame = CreateFrame("Frame")
for _, event in ipairs(ns.sorted(handlers)) do
	frame:RegisterEvent(event)
end
frame:SetScript("OnEvent", function(_, event)
	handlers[event]()
end)
