-- What a client knows of maps, items, auras, friends of a character, communities and rules. Nothing of it is simulated:
-- these answer as a client does that has been told nothing.

local rt = ...
local G, python = rt.globals, rt.python

rt.spaces.C_Item = {
	GetItemInfo = function() end,
	GetItemCount = function()
		return 0
	end,
}

rt.spaces.C_Map = {
	GetWorldPosFromMapPos = function() end,
	GetMapPosFromWorldPos = function() end,
}

-- Positions are told of the player's own group alone, and not in instances.
function G.UnitPosition(token)
	local here = rt.host.instance()
	local who = rt.unit(token, "local positionX, positionY, positionZ, mapID = UnitPosition(unit)")
	if who and here.kind == "none" and (who == rt.c.player or who.in_group) then
		return 0, 0, 0, here.map_id
	end
	return nil, nil, nil, nil
end

rt.spaces.C_UnitAuras = {
	GetBuffDataByIndex = function()
		return nil
	end,
}

rt.spaces.C_FriendList = {
	GetFriendInfo = function() end,
	IsIgnored = function()
		return false
	end,
}

rt.spaces.C_Club = {
	GetSubscribedClubs = function()
		return {}
	end,
}

rt.spaces.C_GameRules = {
	IsGameRuleActive = function()
		return false
	end,
}

rt.spaces.C_ChatBubbles = {
	GetAllChatBubbles = function()
		return {}
	end,
}

local LANGUAGES = { Alliance = { "Common", 7 }, Horde = { "Orcish", 1 }, Neutral = { "Pandaren", 42 } }

function G.GetDefaultLanguage()
	local language = LANGUAGES[rt.c.player.faction]
	return language[1], language[2]
end

-- A location is a table with the guid or the unit of somebody; without one the player is meant.
function rt.spaces.C_PlayerInfo.IsConnected(location)
	if location == nil then
		return true
	end
	local player = rt.c.player
	local guid, token = location.guid, location.unit
	if guid == player.guid then
		return true
	end
	local who
	if type(guid) == "string" then
		who = rt.record(rt.fields.unit, python.unit_by_guid(guid))
	elseif type(token) == "string" then
		who = rt.unit(token, "local isConnected = C_PlayerInfo.IsConnected([playerLocation])")
	end
	return who and who.online
end
