-- Hides, changes and counts lines of chat.
local add = ChatFrameUtil and ChatFrameUtil.AddMessageEventFilter or ChatFrame_AddMessageEventFilter
local remove = ChatFrameUtil and ChatFrameUtil.RemoveMessageEventFilter or ChatFrame_RemoveMessageEventFilter

Sieve = { seen = 0 }

local function count(_, _, text)
	Sieve.seen = Sieve.seen + #text
	return false
end

local function hide(_, event, text, sender)
	assert(event == "CHAT_MSG_SAY" and type(sender) == "string")
	return text:find("gold", 1, true) ~= nil
end

local function mark(_, _, text, sender, ...)
	return false, "<" .. text:upper() .. ">", sender, ...
end

local function break_down(_, _, text)
	if text == "break" then
		error("the sieve broke")
	end
end

for _, filter in ipairs({ count, hide, mark, break_down }) do
	add("CHAT_MSG_SAY", filter)
end

SLASH_SIEVE1, SLASH_SIEVE2 = "/sieve", "/sv"
SlashCmdList.SIEVE = function(message, editBox)
	local command, rest = message:match("^(%S*)%s*(.-)$")
	if command == "off" then
		remove("CHAT_MSG_SAY", mark)
	else
		print("Sieve:", command, rest, Sieve.seen, editBox and editBox:GetName())
	end
end
