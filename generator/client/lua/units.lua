-- Units and groups: who is there, as the host tells it. Facts: wow-client.md section 4.

local rt = ...
local raw, G, python = rt.raw, rt.globals, rt.python
local type, fail = type, rt.fail
local lower, find, gsub = raw.string.lower, raw.string.find, raw.string.gsub

-- Spaces, dashes and dots are left out of a realm's name where it is part of a character's.
function rt.normalize(realm)
	return (gsub(realm, "[%s%-%.]", ""))
end

local function numbered(entries)
	local result = {}
	for key, text in raw.pairs(entries) do
		local number, name = raw.string.match(text, "^(%d+) (.*)$")
		result[key] = { number = raw.tonumber(number), name = name }
	end
	return result
end
local classes, races = numbered(rt.classes), numbered(rt.races)
rt.classes_by_file = classes

rt.setup[#rt.setup + 1] = function(c)
	local player = c.player
	player.relation, player.is_player, player.online = 1, true, true
	player.in_group, player.in_guild = false, false
end

local TOKENS = {
	"^player", "^target", "^mouseover", "^focus", "^pet", "^vehicle", "^npc$", "^none$", "^party%d", "^partypet%d", "^raid%d",
	"^raidpet%d", "^boss%d", "^arena%d", "^nameplate%d", "^soft%a+$", "^anyenemy", "^anyfriend", "^anyinteract",
}

local function is_token(token)
	for _, pattern in ipairs(TOKENS) do
		if find(token, pattern) then
			return true
		end
	end
	return false
end

-- Who a token means, or nil. The player's own name means the player.
local function unit(token, usage)
	if type(token) ~= "string" then
		fail(("bad argument #1 to '?' (Usage: %s)"):format(usage))
	end
	local c, small = rt.c, lower(token)
	local player = c.player
	if small == "player" or small == lower(player.name) then
		return player
	end
	return rt.record(rt.fields.unit, python.unit(is_token(small) and small or token))
end
rt.unit = unit

local function same_realm(who)
	return rt.normalize(who.realm) == rt.normalize(rt.c.player.realm)
end

-- As the server knows it: "Name-Realm", or the name alone where names are unique in the region.
function rt.full_name(who)
	return rt.c.options.regional_names and who.name or who.name .. "-" .. rt.normalize(who.realm)
end

-- "Name" of one's own realm, else "Name-Realm".
function rt.name_for(who)
	return (same_realm(who) or rt.c.options.regional_names) and who.name or who.name .. "-" .. rt.normalize(who.realm)
end

-- Hides a result when the unit's identity is restricted.
local function maybe_secret(who, value)
	if who.secret then
		return rt.secret(value)
	end
	return value
end

local function name_and_realm(who)
	if rt.c.options.regional_names then
		local first, last = raw.string.match(who.name, "^(%S+) ?(.*)$")
		return maybe_secret(who, first), maybe_secret(who, last ~= "" and last or nil)
	end
	local own = rt.c.options.own_realm_is_empty and "" or nil
	local realm = same_realm(who) and own or not same_realm(who) and rt.normalize(who.realm) or nil
	return maybe_secret(who, who.name), maybe_secret(who, realm)
end

function G.UnitName(token)
	local who = unit(token, "local name, server = UnitName(unit)")
	if who then
		return name_and_realm(who)
	end
	return nil
end
G.UnitNameUnmodified = G.UnitName

-- Of the player alone the realm is told though it is the own one.
function G.UnitFullName(token)
	local who = unit(token, "local name, server = UnitFullName(unit)")
	if who == rt.c.player and not rt.c.options.regional_names then
		return who.name, rt.normalize(who.realm)
	elseif who then
		return name_and_realm(who)
	end
	return nil
end

function G.GetUnitName(token, with_realm)
	local name, realm = G.UnitName(token)
	if rt.c.options.regional_names and name ~= nil and not rt.is_secret(name) then
		return realm and name .. " " .. realm or name
	end
	if name == nil or rt.is_secret(name) or not realm or realm == "" then
		return name
	end
	if with_realm then
		return name .. "-" .. realm
	end
	return G.UnitRealmRelationship(token) == G.LE_REALM_RELATION_VIRTUAL and name or name .. " (*)"
end

function G.UnitPVPName(token)
	return (G.UnitName(token))
end

function G.UnitGUID(token)
	local who = unit(token, "local result = UnitGUID(unit)")
	return who and maybe_secret(who, who.guid)
end

local faction_names = { Alliance = "Alliance", Horde = "Horde", Neutral = "Neutral" }

function G.UnitFactionGroup(token)
	local who = unit(token, "local factionGroupTag, localized = UnitFactionGroup(unitName [, checkDisplayRace])")
	if who then
		return who.faction, faction_names[who.faction]
	end
end

function G.UnitRealmRelationship(token)
	local who = unit(token, "local realmRelationship = UnitRealmRelationship(unit)")
	return who and who.relation
end

function G.UnitIsSameServer(token)
	local who = unit(token, "local result = UnitIsSameServer(unitName)")
	return who ~= nil and same_realm(who)
end

function G.UnitExists(token)
	return unit(token, "local result = UnitExists(unit)") ~= nil
end
G.UnitIsVisible = G.UnitExists

function G.UnitIsPlayer(token)
	local who = unit(token, "local result = UnitIsPlayer(unit)")
	return who ~= nil and who.is_player
end
G.UnitPlayerControlled = G.UnitIsPlayer

function G.UnitIsConnected(token)
	local who = unit(token, "local isConnected = UnitIsConnected(unit)")
	return who ~= nil and who.online
end

function G.UnitClass(token)
	local who = unit(token, "local className, classFilename, classID = UnitClass(unit)")
	local class = who and classes[who.class_file]
	if class then
		return class.name, who.class_file, class.number
	end
end

function G.UnitClassBase(token)
	local _, file, number = G.UnitClass(token)
	return file, number
end

function G.UnitRace(token)
	local who = unit(token, "local raceName, raceFilename, raceID = UnitRace(unit)")
	local race = who and races[who.race_file]
	if race then
		return race.name, who.race_file, race.number
	end
end

function G.UnitSex(token)
	local who = unit(token, "local sex = UnitSex(unit)")
	return who and who.sex
end

function G.UnitLevel(token)
	local who = unit(token, "local level = UnitLevel(unit)")
	return who and who.level or 0
end
G.UnitEffectiveLevel = G.UnitLevel

function G.UnitIsUnit(one, two)
	local first = unit(one, "local result = UnitIsUnit(unitName1, unitName2)")
	local second = unit(two, "local result = UnitIsUnit(unitName1, unitName2)")
	return first ~= nil and second ~= nil and first.guid == second.guid
end

function G.UnitIsFriend(one, two)
	local first = unit(one, "local result = UnitIsFriend(unit1, unit2)")
	local second = unit(two, "local result = UnitIsFriend(unit1, unit2)")
	return first ~= nil and second ~= nil and first.faction == second.faction
end

function G.UnitAffectingCombat(token)
	local who = unit(token, "local affecting = UnitAffectingCombat(unit)")
	return who == rt.c.player and rt.host.in_combat()
end

for _, name in ipairs { "IsChatAFK", "IsChatDND", "UnitIsAFK", "UnitIsDND", "UnitIsDeadOrGhost", "UnitIsPVP" } do
	G[name] = function()
		return false
	end
end

-- Players by GUID

-- A secret GUID is taken; who it is stays secret then.
function G.GetPlayerInfoByGUID(guid)
	local hide = rt.is_secret(guid) and rt.secret or rt.reveal
	guid = rt.reveal(guid)
	if type(guid) ~= "string" then
		rt.usage(1, "local localizedClass, englishClass, ... = GetPlayerInfoByGUID(guid)")
	end
	local player = rt.c.player
	local who = guid == player.guid and player or rt.record(rt.fields.unit, python.unit_by_guid(guid))
	if who == nil then
		return
	end
	local class, race = classes[who.class_file], races[who.race_file]
	local realm = same_realm(who) and "" or rt.normalize(who.realm)
	return class.name, who.class_file, race.name, who.race_file, who.sex, hide(who.name), hide(realm)
end

rt.spaces.C_PlayerInfo = {
	GUIDIsPlayer = function(guid)
		if type(guid) ~= "string" then
			rt.usage(1, "local isPlayer = C_PlayerInfo.GUIDIsPlayer(guid)")
		end
		return find(guid, "^Player%-%d+%-%x+$") ~= nil
	end,
}

rt.makers.LOCALIZED_CLASS_NAMES_MALE = function()
	local names = {}
	for file, class in raw.pairs(classes) do
		names[file] = class.name
	end
	return names
end
rt.makers.LOCALIZED_CLASS_NAMES_FEMALE = rt.makers.LOCALIZED_CLASS_NAMES_MALE
