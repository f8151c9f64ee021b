-- Chat: filters that hide and rewrite, AddMessage of every window replaced, links of its own, chat functions hooked.
local addonName = ...
Herald = { log = {} }

local function note(...)
	tinsert(Herald.log, strjoin(" ", tostringall(...)))
end

local add_filter = ChatFrameUtil and ChatFrameUtil.AddMessageEventFilter or ChatFrame_AddMessageEventFilter

local function rewrite(_, _, text, author, ...)
	if canaccessvalue and not canaccessvalue(text) then
		return false
	elseif text:find("gold") then
		return true
	end
	local name = Ambiguate(author, "guild")
	local shown = text:gsub("(https?://%S+)", "|cff149bfd|Haddon:Herald:url:%1|h[%1]|h|r")
	return false, shown, ("|Haddon:%s:who:%s|h%s|h"):format(addonName, name, name), ...
end
for _, event in ipairs({ "CHAT_MSG_SAY", "CHAT_MSG_WHISPER" }) do
	add_filter(event, rewrite)
end

local nobody = ERR_CHAT_PLAYER_NOT_FOUND_S:gsub("%%s", "(.+)")
add_filter("CHAT_MSG_SYSTEM", function(_, _, text)
	local name = (not canaccessvalue or canaccessvalue(text)) and text:match(nobody)
	if name then
		note("nobody", name)
		return true
	end
end)

for i = 1, NUM_CHAT_WINDOWS do
	local frame = _G["ChatFrame" .. i]
	local before = frame.AddMessage
	frame.AddMessage = function(self, text, ...)
		return before(self, (text:gsub("whispers:", "»")), ...)
	end
	_G["ChatFrame" .. i .. "EditBox"]:HookScript("OnEditFocusGained", function(self)
		note("writing in", self:GetName())
	end)
end

EventRegistry:RegisterCallback("SetItemRef", function(_, link, _, button)
	local kind, addon, what, rest = strsplit(":", link, 4)
	if kind == "addon" and addon == addonName then
		note("link", what, rest, button)
	end
end, Herald)
hooksecurefunc("SetItemRef", function(link)
	note("hook", (link:match("^%a+")))
end)

SLASH_HERALD1 = "/herald"
function SlashCmdList.HERALD(text)
	local command, rest = strsplit(" ", text:trim(), 2)
	if command == "say" then
		C_ChatInfo.SendChatMessage(rest, "SAY")
	elseif command == "tell" then
		local box = (ChatFrameUtil and ChatFrameUtil.ChooseBoxForSend or ChatEdit_ChooseBoxForSend)()
		ChatFrame_SendTell(rest)
		note("tell", box:GetAttribute("tellTarget"), box:HasFocus(), ChatTypeInfo.WHISPER.r)
	else
		print((StripHyperlinks or C_StringUtil.StripHyperlinks)(rest))
	end
end
