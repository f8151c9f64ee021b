-- SPDX-License-Identifier: MIT
local _, ns = ...

-- A band as players know it: a realm and a faction.

local Side = {}
ns.Side = Side

---@class CrossRP.Side
---@field band string
---@field alliance boolean
---@field realm? string nil while its name was never heard
---@field number integer the realm's

---@param bands CrossRP.Bands
---@param band string
---@return CrossRP.Side
function Side.of(bands, band)
	local number, letter = bands:parse_band(band)
	return { band = band, alliance = letter == "A", realm = bands.realm_names[number], number = number }
end

---@param text CrossRP.Text
---@param side CrossRP.Side
---@return string such as "MoonGuard (Horde)"
function Side.named(text, side)
	local faction = text:say(side.alliance and "side.alliance" or "side.horde")
	if side.realm then
		return text:say("side.named", { realm = side.realm, faction = faction })
	end
	return text:say("side.unnamed", { number = side.number, faction = faction })
end
