-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Every call to the game is in this file and in Client/, with every difference between clients and every guard against
-- values that addon code may not look at ("secret" values). Here is what the game is asked.

---@class CrossRP.Client
local Client = {}
ns.Client = Client

local Spec = ns.Spec

local MAINLINE = 1
local FACTIONS = { Alliance = true, Horde = true }

--------------------------------------------------------------------------------------------------------------------------
-- Time and chance

--- Seconds that go on while the game is not running.
Client.clock = GetServerTime

--- The bit library, which Lua itself does not have.
Client.bits = bit

--- What the core modules ask of time and chance.
---@return table env
function Client.env()
	return {
		now = GetTime,
		random = function(limit)
			return math.random(limit)
		end,
		after = function(seconds, callback)
			return C_Timer.NewTimer(seconds, function()
				callback()
			end)
		end,
	}
end

---@param message string
function Client.report(message)
	local handler = geterrorhandler and geterrorhandler()
	if handler then
		handler("Cross RP: " .. tostring(message))
	end
end

--- The language the game speaks, such as "deDE".
---@return string
function Client.locale()
	return GetLocale()
end

--------------------------------------------------------------------------------------------------------------------------
-- Who is who

local function accessible(...)
	if not canaccessvalue then
		return true
	end
	for index = 1, select("#", ...) do
		if not canaccessvalue((select(index, ...))) then
			return false
		end
	end
	return true
end
-- Whether all of these values may be looked at.
Client.accessible = accessible

local function normalized(realm)
	return (realm:gsub("[%s%-%.]", ""))
end

local function realm_id_of(guid)
	return tonumber(guid:match("^Player%-(%d+)%-"))
end

--- The own character; nil while the game does not know it yet.
---@return CrossRP.Identity|nil
function Client.identity()
	local guid, realm = UnitGUID("player"), GetNormalizedRealmName()
	local faction = UnitFactionGroup("player")
	if not guid or not realm or not FACTIONS[faction] then
		return nil
	end
	return {
		name = (UnitNameUnmodified or UnitName)("player"),
		realm = realm,
		realm_id = realm_id_of(guid),
		faction = faction,
		region = GetCurrentRegion(),
	}
end

---@class CrossRP.Person
---@field fullname string
---@field name string
---@field realm string
---@field realm_id integer
---@field faction string
---@field class_id? integer
---@field guildmate? boolean

--- The player a unit is; nil for anything else, and for anyone whose name the game keeps secret just now.
---@param unit string
---@return CrossRP.Person|nil
---@return string|nil problem no_target, not_a_player, yourself or hidden
function Client.person(unit)
	if not UnitExists(unit) then
		return nil, "no_target"
	elseif not UnitIsPlayer(unit) then
		return nil, "not_a_player"
	elseif UnitIsUnit(unit, "player") then
		return nil, "yourself"
	end
	local name, realm = (UnitNameUnmodified or UnitName)(unit)
	local guid, faction = UnitGUID(unit), UnitFactionGroup(unit)
	if not accessible(name, realm, guid, faction) then
		return nil, "hidden"
	elseif not name or not guid or not FACTIONS[faction] then
		return nil, "not_a_player"
	end
	realm = realm and realm ~= "" and normalized(realm) or GetNormalizedRealmName()
	local realm_id = realm_id_of(guid)
	if not realm or not realm_id or name == UNKNOWNOBJECT then
		return nil, "hidden"
	end
	local _, _, class_id = UnitClass(unit)
	local guildmate = UnitIsInMyGuild(unit)
	return {
		fullname = name .. "-" .. realm,
		name = name,
		realm = realm,
		realm_id = realm_id,
		faction = faction,
		class_id = class_id,
		guildmate = accessible(guildmate) and guildmate or nil,
	}
end

--- The player who is targeted; without one, why not.
---@return CrossRP.Person|nil
---@return string|nil problem
function Client.target()
	return Client.person("target")
end

--- Whether the player ignores somebody. Of the own realm the list has names without one.
---@param fullname string
---@return boolean
function Client.ignores(fullname)
	local is_ignored = C_FriendList and C_FriendList.IsIgnored
	if not is_ignored then
		return false
	end
	local name, realm = fullname:match("^([^-]+)%-(.+)$")
	return is_ignored(fullname) or realm == GetNormalizedRealmName() and is_ignored(name) or false
end

local RACE_FACTIONS

-- The game tells the race of a player it has met, not the faction. Races that play on both sides stay unknown.
local function faction_of_race(race)
	if not RACE_FACTIONS then
		RACE_FACTIONS = {}
		for faction, races in pairs({
			Alliance = "Human Dwarf NightElf Gnome Draenei Worgen VoidElf LightforgedDraenei DarkIronDwarf KulTiran Mechagnome",
			Horde = "Orc Scourge Tauren Troll BloodElf Goblin Nightborne HighmountainTauren MagharOrc ZandalariTroll Vulpera",
		}) do
			for name in races:gmatch("%a+") do
				RACE_FACTIONS[name] = faction
			end
		end
	end
	return RACE_FACTIONS[race]
end

--- The player a GUID belongs to, from what the game has met.
---@param guid string
---@return CrossRP.Person|nil
function Client.person_by_guid(guid)
	if not accessible(guid) or type(guid) ~= "string" or guid == "" then
		return nil
	end
	local _, _, _, race, _, name, realm = GetPlayerInfoByGUID(guid)
	if not accessible(race, name, realm) or not name or not race then
		return nil
	end
	local faction, realm_id = faction_of_race(race), realm_id_of(guid)
	realm = realm and realm ~= "" and normalized(realm) or GetNormalizedRealmName()
	if not faction or not realm_id or not realm then
		return nil
	end
	return { fullname = name .. "-" .. realm, name = name, realm = realm, realm_id = realm_id, faction = faction }
end

--- Whoever joins a channel of the own side tells by their GUID which number the realm in their name has.
---@param fullname any as the event gives it
---@param guid any
---@return integer|nil realm_id
---@return string|nil realm
function Client.newcomer_realm(fullname, guid)
	if not accessible(fullname, guid) or type(fullname) ~= "string" or type(guid) ~= "string" then
		return nil
	end
	local realm = fullname:match("%-(.+)$") or GetNormalizedRealmName()
	return realm_id_of(guid), realm and normalized(realm)
end

--- Normalized names of the connected realms, the own one included.
---@return string[]
function Client.realms()
	local get = C_AutoComplete and C_AutoComplete.GetAutoCompleteRealms or GetAutoCompleteRealms
	local realms = get and get() or {}
	if #realms == 0 then
		realms = { GetNormalizedRealmName() }
	end
	return realms
end

--------------------------------------------------------------------------------------------------------------------------
-- Battle.net friends

local function reachable(account)
	return account
		and account.isOnline
		and account.clientProgram == (BNET_CLIENT_WOW or "WoW")
		and account.isInCurrentRegion ~= false
		and account.wowProjectID == WOW_PROJECT_ID
		and account.characterName
		and account.characterName ~= ""
		and account.characterName ~= UNKNOWNOBJECT
		and account.realmName
		and FACTIONS[account.factionName]
end

local function friend_from(account)
	if not reachable(account) then
		return nil
	end
	return {
		id = account.gameAccountID,
		name = account.characterName,
		realm = normalized(account.realmName),
		-- The GUID names the realm as units do; realmID is what is left when it is missing.
		realm_id = account.playerGuid and realm_id_of(account.playerGuid) or account.realmID,
		faction = account.factionName,
	}
end

--- Friends who are playing a character just now, on the own realm and faction or not.
---@return CrossRP.Person[] with id, the game account id
function Client.friends()
	local friends = {}
	if not BNConnected() then
		return friends
	end
	for index = 1, (BNGetNumFriends()) do
		for account = 1, C_BattleNet.GetFriendNumGameAccounts(index) or 0 do
			local friend = friend_from(C_BattleNet.GetFriendGameAccountInfo(index, account))
			if friend and friend.realm_id then
				table.insert(friends, friend)
			end
		end
	end
	return friends
end

---@param id integer game account id
---@return CrossRP.Person|nil
function Client.friend(id)
	local friend = friend_from(C_BattleNet.GetGameAccountInfoByID(id))
	return friend and friend.realm_id and friend or nil
end

--------------------------------------------------------------------------------------------------------------------------
-- Conditions

---@return boolean
function Client.is_retail()
	return WOW_PROJECT_ID == (WOW_PROJECT_MAINLINE or MAINLINE)
end

--- Whether addon messages to channels exist. The classic clients have none.
---@return boolean
function Client.has_broadcasts()
	return Client.is_retail()
end

--- What Cross RP needs and this client does not offer: channels (addon messages on them), battlenet (game data to friends).
---@return string[]
function Client.lacks()
	local lacks = {}
	if not Client.has_broadcasts() then
		table.insert(lacks, "channels")
	end
	if not (C_BattleNet and C_BattleNet.SendGameData or BNSendGameData) then
		table.insert(lacks, "battlenet")
	end
	return lacks
end

---@return { instance: boolean, combat: boolean, restricted: boolean, latency: number } latency in ms
function Client.conditions()
	local _, _, home, world = GetNetStats()
	local in_instance, kind = IsInInstance()
	local lockdown = C_ChatInfo.InChatMessagingLockdown
	return {
		instance = in_instance and kind ~= "none" or false,
		combat = InCombatLockdown() or false,
		restricted = lockdown and lockdown() or false,
		latency = math.max(home or 0, world or 0),
	}
end

--- Makes text shorter and back, with what the game has for that; nil where it has nothing.
---@return CrossRP.Squeezer|nil
function Client.squeezer()
	local util = C_EncodingUtil
	local method = Enum.CompressionMethod and Enum.CompressionMethod.Zlib
	if not util or not util.CompressString or not method then
		return nil
	end
	-- They may raise or return nothing for what they cannot do.
	return {
		squeeze = function(text)
			local ok, packed = pcall(util.CompressString, text, method)
			return ok and packed and util.EncodeBase64(packed) or nil
		end,
		expand = function(text)
			local ok, packed = pcall(util.DecodeBase64, text)
			local opened, plain = pcall(util.DecompressString, ok and packed or "", method)
			return opened and plain or nil
		end,
	}
end

--------------------------------------------------------------------------------------------------------------------------
-- The group

local HOME = LE_PARTY_CATEGORY_HOME or 1

-- The game may keep secret who leads.
local function leads(unit)
	local answer = UnitIsGroupLeader(unit, HOME)
	return accessible(answer) and answer or false
end

--- The raid or party the player is in, but for one the game's finder made.
---@return CrossRP.GroupView
function Client.group()
	local group = { leads = false, members = {} }
	if not IsInGroup(HOME) then
		return group
	end
	group.kind = IsInRaid(HOME) and "raid" or "party"
	group.leads = leads("player")
	for index = 1, GetNumGroupMembers(HOME) do
		local unit = group.kind .. index
		local person = Client.person(unit)
		if person then
			group.members[person.fullname] = true
			group.leader = leads(unit) and person or group.leader
		end
	end
	return group
end

--- The other players of the own group, of whatever kind, as far as the game tells who they are.
---@return CrossRP.Person[]
function Client.group_members()
	local persons = {}
	local kind = IsInRaid() and "raid" or "party"
	for index = 1, GetNumGroupMembers() do
		table.insert(persons, (Client.person(kind .. index)))
	end
	return persons
end

--- Whether a player leads the own group, for when the game hides the names of its members.
---@param fullname string with its realm, so that it is no unit token such as "target"
---@return boolean
function Client.leads(fullname)
	return fullname:find("-", 1, true) ~= nil and leads(fullname)
end

--------------------------------------------------------------------------------------------------------------------------
-- The broadcast channel

---@param name string
---@return integer number 0 when not joined
local function channel_number(name)
	return GetChannelName(name) or 0
end

--- What Channels asks of the game.
---@param events CrossRP.Events
---@return CrossRP.ChannelsOptions
function Client.channels(events)
	return {
		events = events,
		supported = Client.has_broadcasts(),
		number = channel_number,
		count = function()
			return math.floor(select("#", GetChannelList()) / 3)
		end,
		join = function(name)
			JoinTemporaryChannel(name)
		end,
		leave = function(name)
			LeaveChannelByName(name)
		end,
		open = function(name)
			SetChannelPassword(name, "")
		end,
	}
end
