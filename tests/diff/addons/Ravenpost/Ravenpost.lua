-- Everything by looking at the text.
local sub, find, match = string.sub, string.find, string.match
local BYE = "BYE"
local RAVEN = CreateFrame("Frame")

local function carried(text)
	if string.sub(text, 1, 2) == "TR" then
		return "request"
	end
	return sub(text, 1, 2) == "TD" and "part" or strsub(text, 1, 2) == "TV" and "versions"
end

local function acknowledged(text)
	if text:find("A1 ", 1, true) == 1 or text:find("A2 ", 1, true) == 1 then
		return true
	end
	return find(text, "^A3 ") ~= nil
end

local function heard(text, sender)
	local cmd, rest = strsplit(" ", text, 2)
	if cmd ~= "R3" then
		return carried(text)
	end
	local source, message = rest:match("^(%S+) (.+)$")
	return source, message
end

local function routed(text)
	local umid, faction, destination, message = match(text, "^R1 (%w+) ([AH]) (%S+) (.+)$")
	if umid then
		return destination, message
	end
	return match(text, "^(R2) (%w+) (%S+) (%S+) (.+)$")
end

local function status(text)
	local cmd, version, request, hash1, hash2, bands = strsplit(" ", text)
	if cmd == BYE then
		return nil
	elseif "HI" == cmd then
		return version
	elseif cmd == "ST" then
		return bands
	end
	local pattern = "^" .. cmd .. " (.+)$"
	return text:match(pattern)
end

RAVEN:SetScript("OnEvent", function(_, _, prefix, text, _, sender)
	return status(text) or routed(text) or heard(text, sender) or acknowledged(text)
end)
RAVEN:RegisterEvent("CHAT_MSG_ADDON")
C_ChatInfo.RegisterAddonMessagePrefix("CRP2")
