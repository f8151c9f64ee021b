local _, ns = ...

local version = GetAddOnMetadata("Quagmire", "Version") -- fault: function-missing
local LEVEL = C_ChatInfo.GetWarmth() -- fault: function-missing
C_ChatInfo.RequestCanLocalWhisperTarget("Player-1-00000001") -- fault: function-missing
local parts = table.unpack({ version, LEVEL }) -- fault: function-missing

-- Going through a local does not hide a name.
local Friends = C_BattleNet
Friends.BNSendGameData(1, "QUAG", "x") -- fault: function-missing

local listener = CreateFrame("Frame")
listener:RegisterEvent("PLAYER_LOGIN")
listener:RegisterEvent("CAN_LOCAL_WHISPER_TARGET_RESPONSE") -- fault: event-missing
local kind = Enum.ChatWhisperTargetStatus.Sulking -- fault: enum-missing

local realms = GetAutoCompleteRealms() -- fault: shim-used
SendChatMessage("hello", "SAY") -- fault: shim-used

if C_ChatInfo then
	C_ChatInfo.GetMood() -- fault: function-missing
end

if WOW_PROJECT_ID ~= WOW_PROJECT_MAINLINE then
	C_ChatInfo.RequestCanLocalWhisperTarget("Player-1-00000002") -- fault: function-missing
end

ns.found = { parts, kind, realms }
