-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Packets on their way out of the game, and the lines it prints when one finds nobody.

local Client, Spec = ns.Client, ns.Spec
local accessible = Client.accessible

local SENT, GENERAL_ERROR, INVALID_CHANNEL = 0, 9, 7
local CHAT_TYPES = { WHISPER = "WHISPER", LOGGED = "WHISPER", BROADCAST = "CHANNEL", RAID = "RAID" }
local CTL_PRIORITIES = { LOW = "BULK", NORMAL = "NORMAL", FAST = "ALERT" }

--- Makes the client deliver messages of this prefix; lost at every reload.
function Client.register_prefix()
	C_ChatInfo.RegisterAddonMessagePrefix(Spec.constants.prefix)
end

-- The prefix of the own secure group. A prefix stays registered; what comes under an earlier one is passed over.
local secure_prefix

--- Makes the client deliver messages of a secure group too.
---@param prefix string|nil
function Client.register_secure(prefix)
	secure_prefix = prefix
	if prefix then
		C_ChatInfo.RegisterAddonMessagePrefix(prefix)
	end
end

--- Whether a message under this prefix is for this addon.
---@param prefix string
---@return boolean
function Client.is_ours(prefix)
	return prefix == Spec.constants.prefix or (secure_prefix ~= nil and prefix == secure_prefix)
end

--- Another addon's rate limiter, when there is one that can carry everything sent here.
---@return table|nil
function Client.throttle_lib()
	local lib = ChatThrottleLib
	if type(lib) == "table" and lib.SendAddonMessage and lib.SendAddonMessageLogged and lib.BNSendGameData then
		return lib
	end
	return nil
end

-- The client's result as a code; before result codes there were booleans, and logged sends may return nothing.
local function code_of(result)
	if type(result) == "number" then
		return result
	end
	return result == false and GENERAL_ERROR or SENT
end

local function target_of(packet)
	if packet.medium ~= "BROADCAST" then
		return packet.target
	end
	local number = packet.target and GetChannelName(packet.target) or 0
	return number > 0 and number or nil
end

local function send_now(packet, target)
	if packet.medium == "BNET" then
		local send = C_BattleNet.SendGameData or BNSendGameData
		return send(target, packet.prefix, packet.text)
	end
	local send = packet.medium == "LOGGED" and C_ChatInfo.SendAddonMessageLogged or C_ChatInfo.SendAddonMessage
	return send(packet.prefix, packet.text, CHAT_TYPES[packet.medium], target)
end

local function send_through(lib, packet, target, done)
	local function told(_, sent, result)
		done(type(result) == "number" and result or (sent and SENT or GENERAL_ERROR))
	end
	local priority = CTL_PRIORITIES[packet.priority]
	if packet.medium == "BNET" then
		lib:BNSendGameData(priority, packet.prefix, packet.text, "WHISPER", target, nil, told)
	elseif packet.medium == "LOGGED" then
		lib:SendAddonMessageLogged(priority, packet.prefix, packet.text, "WHISPER", target, nil, told)
	else
		lib:SendAddonMessage(priority, packet.prefix, packet.text, CHAT_TYPES[packet.medium], target, nil, told)
	end
end

--- Hands one packet to the client, or to another addon's limiter; done gets the client's result code.
---@param packet CrossRP.Packet
---@param done fun(code: integer)
function Client.transmit(packet, done)
	local target = target_of(packet)
	if packet.medium == "BROADCAST" and not target then
		return done(INVALID_CHANNEL)
	end
	if packet.medium == "WHISPER" or packet.medium == "LOGGED" then
		Client.whispered(packet.target)
	end
	local lib = packet.priority ~= "URGENT" and Client.throttle_lib()
	if lib then
		return send_through(lib, packet, target, done)
	end
	done(code_of(send_now(packet, target)))
end

--------------------------------------------------------------------------------------------------------------------------
-- "No player named ..." lines that our own whispers cause

local QUIET_SECONDS = 8
local QUIET_NAMES = 200
local quiet

--- An addon message is about to go to this player.
---@param fullname string
function Client.whispered(fullname)
	if not quiet then
		quiet = ns.Memory.new({ now = GetTime }, QUIET_NAMES, QUIET_SECONDS)
	end
	-- A destination comes from others, and may have no name before its dash.
	local name = fullname:match("^[^-]+")
	if name then
		quiet:put(name, fullname)
	end
end

local NOT_FOUND = ERR_CHAT_PLAYER_NOT_FOUND_S
	and "^" .. ERR_CHAT_PLAYER_NOT_FOUND_S:gsub("[%^%$%(%)%.%[%]%*%+%-%?]", "%%%0"):gsub("%%s", "(.+)") .. "$"

--- Whom the client did not find, by the line it prints; nil for any other line, and for whom nobody whispered lately.
---@param text any as the event gives it
---@return string|nil fullname
function Client.not_found(text)
	if not NOT_FOUND or not quiet or not accessible(text) or type(text) ~= "string" then
		return nil
	end
	local name = text:match(NOT_FOUND)
	return name and quiet:get(name:match("^[^-]+"))
end

--- Hides the line the client prints when such a player is not there.
function Client.hide_not_found()
	local add = ChatFrameUtil and ChatFrameUtil.AddMessageEventFilter or ChatFrame_AddMessageEventFilter
	if add then
		add("CHAT_MSG_SYSTEM", function(_, _, text)
			return Client.not_found(text) ~= nil
		end)
	end
end
