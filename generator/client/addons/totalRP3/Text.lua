-- SPDX-License-Identifier: MIT
-- A stand-in for Total RP 3, written from its observed behaviour; it is not Total RP 3 and shares no code with it.
-- Names and texts: TRP3_API.utils.str.

local _, ns = ...
local str = TRP3_API.utils.str
local globals = TRP3_API.globals

-- Applied in this order, all of them again until nothing changes. Total RP 3 goes through its rules in no fixed
-- order; the named colours have to go before the numbered ones, or |cnNAME: loses eight letters and keeps the rest.
local RULES = {
	{ "|[cC][nN][^:]*:", "" },
	{ "|[cC]........", "" },
	{ "|[rR]", "" },
	{ "|[tT].-|[tT]", "" },
	{ "|[aA].-|[aA]", "" },
	{ "|[kK].-|[kK]", "" },
	{ "|[hH].-|[hH](.-)|[hH]", "%1" },
	{ "|[wW](.-)|[wW]", "%1" },
}

-- More of the same for texts of a single line.
local LINE_RULES = {
	{ "[\r\n]", "" },
	{ "|[nN]", "" },
}

local function apply(text, rules)
	for _, rule in ipairs(rules) do
		text = text:gsub(rule[1], rule[2])
	end
	return text
end

--- Takes the client's escape sequences out of a received text. nil stays nil; anything but a string raises.
function str.sanitize(text, multiLine)
	if text == nil then
		return nil
	end
	local before
	repeat
		before = text
		text = apply(text, RULES)
		if not multiLine then
			text = apply(text, LINE_RULES)
		end
	until text == before
	return text
end

local function normalized(realm)
	return (realm:gsub("[%s%-%.]", ""))
end

function str.unitInfoToID(name, realm)
	return ("%s-%s"):format(name, realm or globals.player_realm_id)
end

function str.unitIDToInfo(unitID)
	if not unitID:find("-", 1, true) then
		return unitID, globals.player_realm_id
	end
	return unitID:match("^([^-]+)%-(.*)$")
end

--- "Name-Realm", the realm as the client gives it; nil when the name is secret, empty or not known yet.
function str.getUnitID(unit)
	local name, realm = UnitNameUnmodified(unit)
	if canaccessvalue and not canaccessvalue(name) then
		return nil
	end
	if not name or name == "" or name == UNKNOWNOBJECT then
		return nil
	end
	if not realm or realm == "" then
		realm = globals.player_realm_id
	end
	return name .. "-" .. realm
end

--- Sets who the player is. The first thing login does.
function ns.identify()
	globals.player = UnitNameUnmodified("player")
	globals.player_realm = GetRealmName()
	globals.player_realm_id = normalized(globals.player_realm)
	globals.player_id = globals.player .. "-" .. globals.player_realm_id
end
