local _, ns = ...

local seen = {}
local frame = CreateFrame("Frame")

function ns.greet(unit)
	local name, realm = UnitName(unit)
	if name == "Tammya" then -- fault: secret-compared
		return realm .. "!" -- fault: secret-joined
	end
	return UnitGUID(unit):sub(1, 6) -- fault: secret-indexed
end

function ns.count(unit)
	local guid = UnitGUID(unit)
	seen[guid] = true -- fault: secret-key
	return #guid -- fault: secret-computed
end

function ns.there(unit)
	local who = UnitFullName(unit)
	if who then -- fault: secret-tested
		return who
	end
end

frame:RegisterEvent("CHAT_MSG_SAY")
frame:SetScript("OnEvent", function(_, event, text, sender)
	if event == "PLAYER_LOGIN" then
		ns.login = text == "x"
	else
		ns.last = strlower(text) -- fault: secret-computed
		ns.by = sender
	end
end)

ChatFrameUtil.AddMessageEventFilter("CHAT_MSG_WHISPER", function(_, _, text)
	return text:find("^QUAG") ~= nil -- fault: secret-indexed
end)

local handlers = {}
function handlers:CHAT_MSG_YELL(text)
	return text == "quag" -- fault: secret-compared
end

ns.handlers = handlers
