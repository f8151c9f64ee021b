-- alliance-1 in a single file: one chain of comparisons, one event a medium.
local PREFIX = "CRP1"
local PROBE_WAIT = 2.5
local frame = CreateFrame("Frame")
local links, bridges = {}, {}

local function whisper(target, text)
	C_ChatInfo.SendAddonMessage(PREFIX, text, "WHISPER", target)
end

local function battlenet(id, text)
	BNSendGameData(id, PREFIX, text)
end

local function on_link(id, text)
	local command, rest = text:match("^(%S+) ?(.*)$")
	if command == "HI" then
		links[id] = true
		battlenet(id, string.format("HO %d", 1))
	elseif command == "BYE" then
		links[id] = nil
	elseif command == "HO" then
		links[id] = tonumber(rest)
	elseif command == "R2" then
		local source, destination, message = string.match(text, "^R2 (%S+) (%S+) (.+)$")
		whisper(destination, "R3 " .. source .. " " .. message)
	end
end

local function on_addon(text, channel, sender)
	local command = text:sub(1, 2)
	if channel == "WHISPER" and command == "R1" then
		local destination, message = string.match(text, "^R1 (%S+) (.+)$")
		battlenet(1, string.format("R2 %s %s %s", sender, destination, message))
	elseif channel == "CHANNEL" then
		if command == "ST" then
			bridges[sender] = text:match("^ST (.+)$")
		end
	end
	if command == "R3" then
		local source, message = string.match(text, "^R3 (%S+) (.+)$")
		print(source, message)
	end
end

frame:SetScript("OnEvent", function(_, event, prefix, text, channel, sender)
	if prefix ~= PREFIX then
		return
	end
	if event == "CHAT_MSG_ADDON" then
		on_addon(text, channel, sender)
	elseif event == "BN_CHAT_MSG_ADDON" then
		on_link(sender, text)
	end
end)

C_ChatInfo.RegisterAddonMessagePrefix(PREFIX)
frame:RegisterEvent("CHAT_MSG_ADDON")
frame:RegisterEvent("BN_CHAT_MSG_ADDON")
C_Timer.After(PROBE_WAIT, function()
	C_ChatInfo.SendAddonMessage(PREFIX, "ST -", "CHANNEL", 1)
end)
