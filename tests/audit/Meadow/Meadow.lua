local addon, ns = ...

MeadowSaved = MeadowSaved or {}
local isRetail = WOW_PROJECT_ID == WOW_PROJECT_MAINLINE
local interface = select(4, GetBuildInfo())
local SendGameData = C_BattleNet and C_BattleNet.SendGameData or BNSendGameData
local request = C_ChatInfo.RequestCanLocalWhisperTarget
local floor, format = math.floor, string.format

-- A name that is looked for before it is used.
if C_PvP and C_PvP.IsMatchActive then
	ns.match = C_PvP.IsMatchActive()
end
if type(BNGetFriendInfo) == "function" then
	ns.friend = BNGetFriendInfo(1)
end
if isRetail then
	C_ChatInfo.RequestCanLocalWhisperTarget("Player-1-00000001")
end
if interface >= 120000 then
	C_ChatInfo.IsChannelRegional(1)
end
if request then
	request("Player-1-00000001")
end
ns.metadata = (C_AddOns and C_AddOns.GetAddOnMetadata or GetAddOnMetadata)(addon, "Version")

function ns.early(guid)
	if not C_ChatInfo.RequestCanLocalWhisperTarget then
		return nil
	end
	return C_ChatInfo.RequestCanLocalWhisperTarget(guid)
end

-- Values that are looked at only where they may be.
function ns.greet(unit)
	local name, realm = UnitName(unit)
	if issecretvalue and issecretvalue(name) then
		return nil
	end
	return name == "Tammya"
end

local function accessible(...)
	for index = 1, select("#", ...) do
		if canaccessvalue and not canaccessvalue((select(index, ...))) then
			return false
		end
	end
	return true
end

function ns.both(unit)
	local name, guid = UnitName(unit), UnitGUID(unit)
	if accessible(name, guid) and name then
		return name:lower() .. guid
	end
end

function ns.mine()
	return UnitName("player") .. "-" .. UnitGUID("player")
end

local listener = CreateFrame("Frame")
local events = { "PLAYER_LOGIN", "CHAT_MSG_SAY", "CHAT_MSG_ADDON" }
for _, event in ipairs(events) do
	listener:RegisterEvent(event)
end
if C_EventUtils.IsEventValid("CAN_LOCAL_WHISPER_TARGET_RESPONSE") then
	listener:RegisterEvent("CAN_LOCAL_WHISPER_TARGET_RESPONSE")
end
listener:SetScript("OnEvent", function(self, event, text, sender, ...)
	if event == "CHAT_MSG_ADDON" then
		ns.heard = text == "MEADOW" and sender
	elseif event == "CHAT_MSG_SAY" then
		ns.said = accessible(text) and text:lower() or nil
	else
		self:UnregisterEvent(event)
	end
end)

-- Results that are looked at.
function ns.send(text)
	local code = C_ChatInfo.SendAddonMessage("MEADOW", text, "PARTY")
	if code ~= Enum.SendAddonMessageResult.Success then
		ns.waiting = text
	end
	local ok, result = pcall(SendGameData, 1, "MEADOW", text)
	return ok and result == 0, C_ChatInfo.SendAddonMessageLogged("MEADOW", text, "PARTY")
end

function ns.round(value)
	return format("%d", floor(value + 0.5)) .. strtrim("  " .. tostring(math.huge))
end

-- Globals that are meant.
SLASH_MEADOW1 = "/meadow"
SlashCmdList.MEADOW = function(line)
	MeadowSaved.line = line
end
StaticPopupDialogs.MEADOW = { text = "Meadow", button1 = OKAY }
function Meadow_Clicked()
	ns.clicked = _G.TRP3_API ~= nil and _G.TRP3_API.globals
end
Meadow_Mixin = {}
function Meadow_Mixin:OnLoad()
	self.ready = true
end
hooksecurefunc("SetItemRef", function() end)
print(("%s %s"):format(addon, tostring(Meadow_Frame)))
