-- Battle.net: the friend list, game accounts, whispers and game data. Facts: wow-client.md section 2.

local rt = ...
local raw, G, python = rt.raw, rt.globals, rt.python
local type, fail = type, rt.fail

function G.BNConnected()
	return rt.host.battlenet_connected()
end

function G.BNFeaturesEnabled()
	return true
end

function G.BNFeaturesEnabledAndConnected()
	return rt.host.battlenet_connected()
end

-- Nothing is known of friends while addons are loading.
function rt.friends_known()
	local c = rt.c
	return c.logged_in or c.options.friends_while_loading
end
local known = rt.friends_known

function G.BNGetNumFriends()
	if not known() then
		return 0, 0, 0, 0
	end
	return raw.unpack(rt.host.friend_counts(), 1, 4)
end

-- The first result has been nil since presence numbers are no longer told.
function G.BNGetInfo()
	local c = rt.c
	if not rt.host.battlenet_connected() then
		return nil
	end
	return nil, c.player.battletag, 0, "", false, false, true
end

function G.BNGetFriendIndex(account)
	return known() and python.friend_index(account) or nil
end

-- A field that clients have since 12.1.
local function since_12_1(value)
	if rt.c.product.interface >= 120100 then
		return value
	end
end

local function game_account(from)
	if from == nil then
		return nil
	end
	return {
		gameAccountID = from.game_account_id,
		clientProgram = from.client_program,
		isOnline = from.is_online,
		isGameBusy = from.is_game_busy,
		isGameAFK = from.is_game_afk,
		wowProjectID = from.wow_project_id,
		characterName = from.character_name,
		realmName = from.realm_name,
		realmDisplayName = from.realm_display_name,
		realmID = from.realm_id,
		factionName = from.faction_name,
		raceName = from.race_name,
		className = from.class_name,
		classFilename = since_12_1(from.class_filename),
		classID = from.class_id,
		areaName = from.area_name,
		characterLevel = from.character_level,
		richPresence = from.rich_presence,
		playerGuid = from.player_guid,
		canSummon = from.can_summon,
		hasFocus = from.has_focus,
		regionID = from.region_id,
		isInCurrentRegion = from.is_in_current_region,
		timerunningSeasonID = from.timerunning_season_id,
		isAppearOffline = since_12_1(from.is_appear_offline),
	}
end

local function friend_account(index, number)
	return known() and game_account(rt.record(rt.fields.game_account, python.friend_account(index, number)))
end

-- A friend with no game account online shows an empty one.
local function nobody()
	return {
		gameAccountID = 0,
		clientProgram = "",
		isOnline = false,
		isGameBusy = false,
		isGameAFK = false,
		canSummon = false,
		hasFocus = false,
		regionID = 0,
		isInCurrentRegion = false,
	}
end

local function friend(index, shown)
	local from = known() and rt.record(rt.fields.friend, python.friend(index))
	if not from then
		return nil
	end
	return {
		bnetAccountID = from.bnet_account_id,
		accountName = from.account_name,
		battleTag = from.battletag,
		isFriend = from.is_friend,
		isBattleTagFriend = from.is_battletag_friend,
		lastOnlineTime = from.last_online_time,
		isAFK = from.is_afk,
		isDND = from.is_dnd,
		isFavorite = from.is_favorite,
		appearOffline = from.appear_offline,
		customMessage = from.custom_message,
		customMessageTime = from.custom_message_time,
		note = from.note,
		rafLinkType = from.raf_link_type,
		gameAccountInfo = friend_account(index, shown or 1) or nobody(),
		friendLevel = since_12_1(from.friend_level),
		friendTags = since_12_1({}),
	}
end

local C_BattleNet = {}
rt.spaces.C_BattleNet = C_BattleNet

local function number(value, position, usage)
	if type(value) ~= "number" then
		fail(("bad argument #%d to '?' (Usage: %s)"):format(position, usage))
	end
	return value
end

function C_BattleNet.GetFriendAccountInfo(index)
	return friend(number(index, 1, "local accountInfo = C_BattleNet.GetFriendAccountInfo(friendIndex [, wowAccountGUID])"))
end

function C_BattleNet.GetFriendNumGameAccounts(index)
	number(index, 1, "local numGameAccounts = C_BattleNet.GetFriendNumGameAccounts(friendIndex)")
	local from = known() and rt.record(rt.fields.friend, python.friend(index))
	return from and from.accounts or 0
end

function C_BattleNet.GetFriendGameAccountInfo(index, account)
	local usage = "local gameAccountInfo = C_BattleNet.GetFriendGameAccountInfo(friendIndex, accountIndex)"
	return friend_account(number(index, 1, usage), number(account, 2, usage)) or nil
end

function C_BattleNet.GetGameAccountInfoByID(id)
	number(id, 1, "local gameAccountInfo = C_BattleNet.GetGameAccountInfoByID(id)")
	return known() and game_account(rt.record(rt.fields.game_account, python.game_account(id))) or nil
end

function C_BattleNet.GetGameAccountInfoByGUID(guid)
	local index, account = python.friend_index_by_guid(guid)
	return index and friend_account(index, account) or nil
end

function C_BattleNet.GetAccountInfoByID(id)
	number(id, 1, "local accountInfo = C_BattleNet.GetAccountInfoByID(id [, wowAccountGUID])")
	local index = python.friend_index(id)
	return index and friend(index)
end

function C_BattleNet.GetAccountInfoByGUID(guid)
	local index, account = python.friend_index_by_guid(guid)
	return index and friend(index, account)
end

function C_BattleNet.SendGameData(account, prefix, data)
	return (rt.send_game_data(account, prefix, data))
end

function C_BattleNet.SendWhisper(account, message)
	number(account, 1, "local success = C_BattleNet.SendWhisper(bnetAccountID, text)")
	if type(message) ~= "string" then
		rt.usage(2, "local success = C_BattleNet.SendWhisper(bnetAccountID, text)")
	end
	return python.send_battlenet_whisper(account, message)
end

function C_BattleNet.AreTitleFriendsEnabled()
	return python.title_friends()
end

function C_BattleNet.IsBattleNetFriendsListEnabled()
	return true
end
