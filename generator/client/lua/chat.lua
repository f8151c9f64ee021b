-- Addon messages and chat: the checks the client makes itself. Facts: wow-client.md sections 1.1 and 1.2.
--
-- Types, prefixes and NUL are judged here. What is too long, who is reachable, what is throttled and what is locked the
-- host answers.

local rt = ...
local raw, G, python = rt.raw, rt.globals, rt.python
local type, fail = type, rt.fail
local find, upper = raw.string.find, raw.string.upper

local PREFIX_BYTES = 16

local RESULT = rt.enums.SendAddonMessageResult
local REGISTER = rt.enums.RegisterAddonMessagePrefixResult

rt.setup[#rt.setup + 1] = function(c)
	c.prefixes, c.prefix_list = {}, {}
end

-- Strings are asked for; numbers pass as strings, as everywhere in Lua.
local function text(value, number, usage)
	local kind = type(value)
	if kind == "string" then
		return value
	elseif kind == "number" then
		return value .. ""
	end
	fail(("bad argument #%d to '?' (Usage: %s)"):format(number, usage))
end

local function bad_prefix(prefix)
	return prefix == "" or #prefix > PREFIX_BYTES
end

local C_ChatInfo = {}
rt.spaces.C_ChatInfo = C_ChatInfo

function C_ChatInfo.RegisterAddonMessagePrefix(prefix)
	local c = rt.c
	if type(prefix) ~= "string" then
		rt.usage(1, "local result = C_ChatInfo.RegisterAddonMessagePrefix(prefix)")
	end
	if bad_prefix(prefix) then
		return REGISTER.InvalidPrefix
	elseif c.prefixes[prefix] then
		return REGISTER.DuplicatePrefix
	elseif c.options.most_prefixes > 0 and #c.prefix_list >= c.options.most_prefixes then
		return REGISTER.MaxPrefixes
	end
	c.prefixes[prefix] = true
	c.prefix_list[#c.prefix_list + 1] = prefix
	return REGISTER.Success
end

function C_ChatInfo.IsAddonMessagePrefixRegistered(prefix)
	return rt.c.prefixes[prefix] == true
end

function C_ChatInfo.GetRegisteredAddonMessagePrefixes()
	local list = {}
	for i, prefix in ipairs(rt.c.prefix_list) do
		list[i] = prefix
	end
	return list
end

-- What a target must be for a chat type; others take none.
local function check_target(chat_type, target)
	if chat_type == "WHISPER" then
		if target == nil or target == "" then
			return nil, RESULT.TargetRequired
		end
		return target .. ""
	elseif chat_type == "CHANNEL" then
		if target == nil or target == "" then
			return nil, RESULT.TargetRequired
		end
		local number = raw.tonumber(target)
		if not number then
			return nil, RESULT.InvalidChannel
		end
		return number
	end
	return nil
end

-- Before 12.0 no client was told that somebody is offline: the message counts as sent.
local function known_result(c, result)
	if result == RESULT.TargetOffline and not c.product.secrets then
		return RESULT.Success
	end
	return result
end

local function send(usage, logged, prefix, message, chat_type, target)
	local c = rt.c
	prefix, message = text(prefix, 1, usage), text(message, 2, usage)
	chat_type = chat_type == nil and "PARTY" or upper(text(chat_type, 3, usage))
	if target ~= nil then
		text(target, 4, usage)
	end
	if bad_prefix(prefix) then
		return RESULT.InvalidPrefix
	elseif message == "" or find(message, "%z") then
		return RESULT.InvalidMessage
	elseif not c.product.addon_chat_types[chat_type] then
		return chat_type == "CHANNEL" and c.options.channel_on_classic or RESULT.InvalidChatType
	end
	local whom, wrong = check_target(chat_type, target)
	if wrong then
		return wrong
	elseif rt.forced_lockdown(c) then
		return RESULT.AddOnMessageLockdown
	end
	return known_result(c, python.send_addon_message(prefix, message, chat_type, whom, logged))
end

function C_ChatInfo.SendAddonMessage(prefix, message, chat_type, target)
	return (send("local result = C_ChatInfo.SendAddonMessage(params)", false, prefix, message, chat_type, target))
end

function C_ChatInfo.SendAddonMessageLogged(prefix, message, chat_type, target)
	return (send("local result = C_ChatInfo.SendAddonMessageLogged(params)", true, prefix, message, chat_type, target))
end

function C_ChatInfo.InChatMessagingLockdown()
	return rt.in_lockdown(rt.c)
end

function C_ChatInfo.AreOutgoingAddonChatMessagesRestricted()
	return python.outgoing_restricted()
end

function C_ChatInfo.SendChatMessage(message, chat_type, language, target)
	local usage = "C_ChatInfo.SendChatMessage(message [, chatType [, languageID [, target]]])"
	message = text(message, 1, usage)
	chat_type = chat_type == nil and "SAY" or upper(text(chat_type, 2, usage))
	if language ~= nil and type(language) ~= "number" then
		rt.usage(3, usage)
	end
	if rt.in_lockdown(rt.c) then
		rt.dispatch(rt.c, "ADDON_ACTION_BLOCKED", "*** unknown ***", "SendChatMessage()")
		return
	end
	if chat_type == "CHANNEL" then
		target = raw.tonumber(target)
	end
	if message ~= "" then
		python.send_chat_message(message, chat_type, language, target)
	end
end

function C_ChatInfo.RequestCanLocalWhisperTarget(guid)
	python.request_whisper_target(text(guid, 1, "C_ChatInfo.RequestCanLocalWhisperTarget(whisperTarget)"))
end

function C_ChatInfo.CanPlayerSpeakLanguage()
	return true
end

function C_ChatInfo.PerformEmote(token)
	python.send_chat_message(text(token, 1, "C_ChatInfo.PerformEmote(emote [, target])"), "TEXT_EMOTE", nil, nil)
	return true
end

-- Game data over Battle.net: its prefix and a colon travel with it, so the prefix may hold none.
function rt.send_game_data(account, prefix, data)
	local usage = "local result = C_BattleNet.SendGameData(gameAccountID, prefix, data)"
	if type(account) ~= "number" then
		fail(("bad argument #1 to '?' (Usage: %s)"):format(usage))
	end
	prefix, data = text(prefix, 2, usage), text(data, 3, usage)
	if bad_prefix(prefix) or find(prefix, ":", 1, true) then
		return RESULT.InvalidPrefix
	elseif data == "" or find(data, "%z") then
		return RESULT.InvalidMessage
	elseif rt.forced_lockdown(rt.c) and python.locks_game_data() then
		return RESULT.AddOnMessageLockdown
	end
	return python.send_game_data(account, prefix, data)
end

-- A message from outside. Only addons that registered its prefix hear it.
function rt.receive(c, event, prefix, ...)
	if not c.prefixes[prefix] then
		return false
	end
	rt.fire(c, event, prefix, ...)
	return true
end
