-- Chat windows as frames, their edit boxes, links, and the functions addons hook.

local rt = ...
local raw, G, python = rt.raw, rt.globals, rt.python
local match, gsub = raw.string.match, raw.string.gsub

local WINDOWS = 10

for number = 1, WINDOWS do
	local name = "ChatFrame" .. number
	rt.own_frame(name, "ScrollingMessageFrame", "UIParent", function(c, frame, state)
		state.shown, state.id, state.counts_only = number == 1, number, true
		frame.chatFrame, frame.name = frame, name
		frame.editBox = c.G[name .. "EditBox"]
	end)
	rt.own_frame(name .. "Tab", "Button", "UIParent")
end

-- Reading ChatFrame1EditBox makes ChatFrame1, which asks for its box: it is put in place before it asks.
for number = 1, WINDOWS do
	local name = "ChatFrame" .. number .. "EditBox"
	rt.makers[name] = function(c)
		local box, state = rt.new_widget(c, "EditBox", name, nil)
		state.shown = false
		box.chatFrame = c.G["ChatFrame" .. number]
		state.parent = box.chatFrame
		rt.adopt(c, box, box.chatFrame)
		return box
	end
end

for name, of in raw.pairs { DEFAULT_CHAT_FRAME = "ChatFrame1", SELECTED_CHAT_FRAME = "ChatFrame1" } do
	rt.makers[name] = function(c)
		return c.G[of]
	end
end

rt.makers.CHAT_FRAMES = function()
	local names = {}
	for number = 1, WINDOWS do
		names[number] = "ChatFrame" .. number
	end
	return names
end

function G.FCF_GetCurrentChatFrame()
	return rt.c.G.SELECTED_CHAT_FRAME
end

-- Colours and names of the kinds of chat.
local COLORS = {
	SYSTEM = "ffff00", SAY = "ffffff", YELL = "ff4040", WHISPER = "ff80ff", WHISPER_INFORM = "ff80ff", PARTY = "aaaaff",
	PARTY_LEADER = "76c8ff", RAID = "ff7f00", RAID_LEADER = "ff4809", RAID_WARNING = "ff4800", GUILD = "40ff40", OFFICER = "40c040",
	EMOTE = "ff8040", TEXT_EMOTE = "ff8040", CHANNEL = "ffc0c0", BN_WHISPER = "00fff6", BN_WHISPER_INFORM = "00fff6",
	INSTANCE_CHAT = "ff7f00", INSTANCE_CHAT_LEADER = "ff4809", MONSTER_SAY = "ffff9f", MONSTER_YELL = "ff4040", MONSTER_EMOTE = "ff8040",
}
rt.makers.ChatTypeInfo = function()
	local info, id = {}, 0
	local names = G.GetKeysArray(COLORS)
	raw.table.sort(names)
	for _, name in ipairs(names) do
		local red, green, blue = match(COLORS[name], "^(%x%x)(%x%x)(%x%x)$")
		id = id + 1
		info[name] = { r = raw.tonumber(red, 16) / 255, g = raw.tonumber(green, 16) / 255, b = raw.tonumber(blue, 16) / 255, id = id, sticky = 1 }
	end
	return info
end

-- Writing ------------------------------------------------------------------------------------------------------------

local Util = rt.spaces.ChatFrameUtil

function Util.GetActiveWindow()
	local box = rt.c.focus
	return box and box.chatFrame and box or nil
end

function Util.ChooseBoxForSend(frame)
	return (frame or rt.c.G.DEFAULT_CHAT_FRAME).editBox
end

function Util.ActivateChat(box)
	box:Show()
	box:SetFocus()
end

function Util.DeactivateChat(box)
	box:ClearFocus()
	box:Hide()
end

function Util.OpenChat(text, frame)
	local box = Util.ChooseBoxForSend(frame)
	Util.ActivateChat(box)
	box:SetText(text or "")
	return box
end

-- The box is told whom it writes to.
function Util.SendTell(name, frame)
	local box = Util.OpenChat("", frame)
	box:SetAttribute("chatType", "WHISPER")
	box:SetAttribute("tellTarget", name)
end

function Util.InsertLink(text)
	local box = Util.GetActiveWindow()
	if text and box then
		box:Insert(text)
		return true
	end
	return false
end

-- The names of before 12.0; some clients have them as shims.
for old, new in raw.pairs {
	ChatFrame_OpenChat = "OpenChat", ChatFrame_SendTell = "SendTell", ChatEdit_GetActiveWindow = "GetActiveWindow",
	ChatEdit_ChooseBoxForSend = "ChooseBoxForSend", ChatEdit_ActivateChat = "ActivateChat", ChatEdit_DeactivateChat = "DeactivateChat",
	ChatEdit_InsertLink = "InsertLink",
} do
	rt.makers[old] = function(c)
		if not c.product.secrets or c.options.shims then
			return Util[new]
		end
		return nil
	end
end

-- Links --------------------------------------------------------------------------------------------------------------

local LinkUtil = {}
rt.spaces.LinkUtil = LinkUtil

function LinkUtil.FormatLink(kind, text, ...)
	local options = G.strjoin(":", kind, G.tostringall(...))
	return ("|H%s|h%s|h"):format(options, text)
end

function LinkUtil.SplitLinkData(link)
	local kind, options = match(link, "^([^:]+):?(.*)$")
	return kind, options
end

function LinkUtil.SplitLink(link)
	return match(link, "^(.-)|h(.*)|h$")
end

function LinkUtil.SplitLinkOptions(options)
	return G.strsplit(":", options)
end

function LinkUtil.ExtractLink(text)
	local inner, shown = match(text, "|H(.-)|h(.-)|h")
	if inner then
		local kind, options = LinkUtil.SplitLinkData(inner)
		return kind, options, shown
	end
end

function LinkUtil.IsLinkType(link, kind)
	return LinkUtil.SplitLinkData(link) == kind
end

function G.ExtractLinkData(link)
	return LinkUtil.SplitLinkData(link)
end

-- What a click on a link does: addons hear of it; what the game does with its own kinds is not modelled.
function G.SetItemRef(link, text, button, frame)
	rt.c.G.EventRegistry:TriggerEvent("SetItemRef", link, text, button, frame)
	local kind = LinkUtil.SplitLinkData(link)
	if kind == "player" and button == "LeftButton" then
		Util.SendTell(match(link, "^player:([^:]+)"), frame)
	end
end

function G.ChatFrame_OnHyperlinkShow(frame, link, text, button)
	rt.c.G.SetItemRef(link, text, button, frame)
end

-- A message frame whose links are clicked.
function rt.click_link(c, link, text, button)
	rt.run(c, "link", function()
		c.G.ChatFrame_OnHyperlinkShow(c.G.DEFAULT_CHAT_FRAME, link, text, button)
	end)
end

-- Text without its colours, textures and links.
function G.StripHyperlinks(text, keep_color, keep_brackets, no_newlines, keep_atlases, keep_textures)
	text = gsub(text, "|H.-|h(.-)|h", keep_brackets and "%1" or function(shown)
		return match(shown, "^%[(.*)%]$") or shown
	end)
	if not keep_color then
		text = gsub(gsub(gsub(text, "|c%x%x%x%x%x%x%x%x", ""), "|cn[^:|]+:", ""), "|[rR]", "")
	end
	if not keep_textures then
		text = gsub(text, "|T.-|t", "")
	end
	if not keep_atlases then
		text = gsub(text, "|A.-|a", "")
	end
	return no_newlines and (gsub(text, "[\r\n]", "")) or text
end
rt.spaces.C_StringUtil = { StripHyperlinks = G.StripHyperlinks }

-- Lines in the middle of the screen are read by the player as well.
rt.own_frame("RaidWarningFrame", "Frame", "UIParent")
rt.own_frame("RaidBossEmoteFrame", "Frame", "UIParent")

function G.RaidNotice_AddMessage(_, text)
	python.printed(rt.tostring(rt.reveal(text)))
end

for _, name in ipairs { "FCF_GetCurrentChatFrame", "SetItemRef", "ChatFrame_OnHyperlinkShow", "RaidNotice_AddMessage", "ExtractLinkData" } do
	rt.in_lua[name] = true
end
