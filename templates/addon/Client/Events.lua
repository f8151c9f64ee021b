-- SPDX-License-Identifier: MIT
local _, ns = ...

-- What the game tells, as handlers are told it.

local Client, Spec = ns.Client, ns.Spec
local accessible = Client.accessible

local CHANNELS = {}
for name in (Spec.constants.channel .. " " .. Spec.constants.spare_channels):gmatch("%S+") do
	CHANNELS[name] = true
end

local function full_sender(sender)
	if sender:find("-", 1, true) then
		return sender
	end
	return sender .. "-" .. (GetNormalizedRealmName() or "")
end

local function is_me(fullname)
	return type(fullname) == "string" and full_sender(fullname) == full_sender((UnitName("player")))
end

-- Chat types of addon messages to media; a channel counts only when it is ours.
local function medium_of(chat_type, channel_name, logged)
	if chat_type == "WHISPER" then
		return logged and "LOGGED" or "WHISPER"
	elseif chat_type == "CHANNEL" then
		return channel_name and CHANNELS[channel_name:lower()] and "BROADCAST" or nil
	end
	-- In a party RAID arrives as PARTY; in a raid PARTY is a subgroup.
	return (chat_type == "RAID" or chat_type == "PARTY") and "RAID" or nil
end

local function on_addon_message(handlers, logged, prefix, text, chat_type, sender, _, _, _, channel_name)
	if not accessible(prefix, text, chat_type, sender, channel_name) or not Client.is_ours(prefix) then
		return
	end
	local medium = medium_of(chat_type, channel_name, logged)
	if medium then
		handlers.packet({ medium = medium, sender = full_sender(sender), prefix = prefix }, text)
	end
end

-- Event -> what it means. A name this client does not know is left out.
local EVENTS = {
	PLAYER_LOGIN = function(handlers)
		handlers.login()
	end,
	PLAYER_LOGOUT = function(handlers)
		handlers.logout()
	end,
	PLAYER_ENTERING_WORLD = function(handlers)
		handlers.entered_world()
	end,
	CHAT_MSG_ADDON = function(handlers, ...)
		on_addon_message(handlers, false, ...)
	end,
	CHAT_MSG_ADDON_LOGGED = function(handlers, ...)
		on_addon_message(handlers, true, ...)
	end,
	BN_CHAT_MSG_ADDON = function(handlers, prefix, text, _, sender)
		if accessible(prefix, text, sender) and Client.is_ours(prefix) then
			handlers.packet({ medium = "BNET", sender = sender, prefix = prefix }, text)
		end
	end,
	UPDATE_MOUSEOVER_UNIT = function(handlers)
		handlers.touched("mouseover", Client.person("mouseover"))
	end,
	PLAYER_TARGET_CHANGED = function(handlers)
		handlers.touched("target", Client.person("target"))
	end,
	CHAT_MSG_EMOTE = function(handlers, ...)
		handlers.touched("emote", Client.person_by_guid((select(12, ...))))
	end,
	CHAT_MSG_TEXT_EMOTE = function(handlers, ...)
		handlers.touched("emote", Client.person_by_guid((select(12, ...))))
	end,
	CHAT_MSG_CHANNEL_NOTICE = function(handlers, notice, ...)
		local name = (select(8, ...))
		if accessible(notice, name) and type(name) == "string" then
			handlers.channel_notice(name:lower(), notice)
		end
	end,
	CHAT_MSG_CHANNEL_NOTICE_USER = function(handlers, notice, fullname, ...)
		local name = (select(7, ...))
		if accessible(notice, fullname, name) and type(name) == "string" then
			handlers.channel_user_notice(name:lower(), notice, is_me(fullname))
		end
	end,
	CHAT_MSG_CHANNEL_JOIN = function(handlers, _, fullname, ...)
		local id, realm = Client.newcomer_realm(fullname, (select(10, ...)))
		if id and realm then
			handlers.realm_known(id, realm)
		end
	end,
	CHAT_MSG_SYSTEM = function(handlers, text)
		if accessible(text) and text == ERR_TOO_MANY_CHAT_CHANNELS then
			return handlers.too_many_channels()
		end
		local fullname = Client.not_found(text)
		if fullname then
			handlers.not_found(fullname)
		end
	end,
	BN_FRIEND_ACCOUNT_ONLINE = function(handlers)
		handlers.friends_changed()
	end,
	BN_FRIEND_ACCOUNT_OFFLINE = function(handlers)
		handlers.friends_changed()
	end,
	BN_FRIEND_INFO_CHANGED = function(handlers)
		handlers.friends_changed()
	end,
	BN_CONNECTED = function(handlers)
		handlers.friends_changed()
	end,
	BN_DISCONNECTED = function(handlers)
		handlers.friends_changed()
	end,
	GROUP_ROSTER_UPDATE = function(handlers)
		handlers.group_changed()
	end,
	PARTY_LEADER_CHANGED = function(handlers)
		handlers.group_changed()
	end,
	PLAYER_REGEN_DISABLED = function(handlers)
		handlers.conditions_changed()
	end,
	PLAYER_REGEN_ENABLED = function(handlers)
		handlers.conditions_changed()
	end,
	ADDON_RESTRICTION_STATE_CHANGED = function(handlers)
		handlers.conditions_changed()
	end,
}

--- Listens to the game.
---@param handlers table<string, function>
function Client.listen(handlers)
	local frame = CreateFrame("Frame")
	for event in pairs(EVENTS) do
		if not C_EventUtils or C_EventUtils.IsEventValid(event) then
			frame:RegisterEvent(event)
		end
	end
	frame:SetScript("OnEvent", function(_, event, ...)
		EVENTS[event](handlers, ...)
	end)
end
