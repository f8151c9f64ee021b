-- Natives that only some clients have: those the 12.0 generation took away, and those the classics kept.
-- Facts: wow-client.md sections 0 and 7.

local rt = ...
local G, S, spaces, python = rt.globals, rt.shims, rt.spaces, rt.python

G.BNSendGameData, G.BNSendWhisper = S.BNSendGameData, S.BNSendWhisper
G.DoEmote = spaces.C_ChatInfo.PerformEmote
G.IsEncounterInProgress = spaces.C_InstanceEncounter.IsEncounterInProgress

-- The old native fills the table it is given.
function G.GetAutoCompleteRealms(into)
	into = into or {}
	for i, realm in ipairs { python.connected_realms() } do
		into[i] = realm
	end
	return into
end

local function index_of(value, position, usage)
	return rt.raw.tonumber(value) or rt.usage(position, usage)
end

function G.BNGetFriendInfo(index)
	index = index_of(index, 1, "BNGetFriendInfo(friendIndex)")
	local from = rt.friends_known() and rt.record(rt.fields.friend, python.friend(index))
	if not from then
		return
	end
	local account = rt.record(rt.fields.game_account, python.friend_account(index, 1))
	local shown = account or { game_account_id = 0, client_program = "", is_online = false }
	return from.bnet_account_id, from.account_name, from.battletag, from.is_battletag_friend, shown.character_name or "",
		shown.game_account_id, shown.client_program, shown.is_online, from.last_online_time, from.is_afk, from.is_dnd,
		from.custom_message, from.note, not from.is_battletag_friend, from.custom_message_time, false, false,
		shown.can_summon == true
end

-- hasFocus, characterName, client, realmName, realmID, faction, race, class, guild, zoneName, level, gameText, ...
function G.BNGetFriendGameAccountInfo(index, number)
	local usage = "BNGetFriendGameAccountInfo(friendIndex, accountIndex)"
	index, number = index_of(index, 1, usage), index_of(number or 1, 2, usage)
	local from = rt.friends_known() and rt.record(rt.fields.game_account, python.friend_account(index, number))
	if not from then
		return
	end
	return from.has_focus, from.character_name or "", from.client_program, from.realm_name or "", from.realm_id or 0,
		from.faction_name or "", from.race_name or "", from.class_name or "", "", from.area_name or "",
		from.character_level or 0, from.rich_presence or "", nil, nil, from.is_online, from.game_account_id, 0,
		from.is_game_afk, from.is_game_busy, from.player_guid, from.wow_project_id, false
end
