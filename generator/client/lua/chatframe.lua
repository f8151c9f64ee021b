-- The chat frame: slash commands, message filters, and what of the chat events the player reads.

local rt = ...
local raw = rt.raw
local type, fail, unpack, select = type, rt.fail, unpack, select
local upper, lower = raw.string.upper, raw.string.lower

-- Slash commands -----------------------------------------------------------------------------------------------

rt.makers.SlashCmdList = function()
	return {}
end
rt.makers.hash_SlashCmdList = function()
	return {}
end

-- The handler of a command is found by its globals SLASH_<KEY>1, SLASH_<KEY>2, ...
local function handler(c, command)
	local keys = {}
	for key in raw.pairs(c.G.SlashCmdList) do
		if type(key) == "string" then
			keys[#keys + 1] = key
		end
	end
	raw.table.sort(keys)
	for _, key in ipairs(keys) do
		local n = 1
		local slash = raw.rawget(c.G, "SLASH_" .. key .. n)
		while type(slash) == "string" do
			if lower(slash) == command then
				return c.G.SlashCmdList[key]
			end
			n = n + 1
			slash = raw.rawget(c.G, "SLASH_" .. key .. n)
		end
	end
end

function rt.slash(c, line)
	local command, rest = raw.string.match(line, "^(/%S+)%s*(.-)$")
	local f = command and handler(c, lower(command))
	if not f then
		return false
	end
	rt.run(c, command, function()
		f(rest, c.G.ChatFrame1EditBox)
	end)
	return true
end

-- Message filters ----------------------------------------------------------------------------------------------

local function filters(event)
	local c = rt.c
	c.filters = c.filters or {}
	c.filters[event] = c.filters[event] or {}
	return c.filters[event]
end

local function add_filter(event, filter)
	if type(event) ~= "string" or type(filter) ~= "function" then
		fail("Usage: ChatFrameUtil.AddMessageEventFilter(event, filter)")
	end
	local list = filters(event)
	for _, other in ipairs(list) do
		if other == filter then
			return
		end
	end
	list[#list + 1] = filter
end

local function remove_filter(event, filter)
	local list = filters(event)
	for i, other in ipairs(list) do
		if other == filter then
			raw.table.remove(list, i)
			return
		end
	end
end

rt.spaces.ChatFrameUtil = { AddMessageEventFilter = add_filter, RemoveMessageEventFilter = remove_filter }
rt.exists_on.ChatFrameUtil = function(product)
	return product.secrets -- came with 12.0
end

-- Before 12.0 the old names were the only ones; since then they are shims.
local old_names = {
	ChatFrame_AddMessageEventFilter = add_filter,
	ChatFrame_RemoveMessageEventFilter = remove_filter,
}
for name, f in raw.pairs(old_names) do
	rt.makers[name] = function(c)
		if not c.product.secrets or c.options.shims then
			return f
		end
		return nil
	end
end

-- Runs the filters; nil when one of them keeps the message from being shown. Messages with secrets pass unfiltered.
local function filtered(c, event, args, n)
	local list = c.filters and c.filters[event]
	if not list or rt.is_secret(args[1]) then
		return args
	end
	for _, filter in ipairs { unpack(list) } do
		local returned = { rt.protect(filter, c.G.DEFAULT_CHAT_FRAME, event, unpack(args, 1, n)) }
		if returned[1] and returned[2] == true then
			return nil
		elseif returned[1] and returned[2] == false and #returned > 2 then
			args = { unpack(returned, 3, n + 2) }
		end
	end
	return args
end

-- How the chat frame shows a line. Channels are hidden from it, as addon channels are.
local shown = {
	CHAT_MSG_SYSTEM = "%s",
	CHAT_MSG_SAY = "[%s] says: %s",
	CHAT_MSG_YELL = "[%s] yells: %s",
	CHAT_MSG_EMOTE = "%s %s",
	CHAT_MSG_TEXT_EMOTE = "%s",
	CHAT_MSG_WHISPER = "[%s] whispers: %s",
	CHAT_MSG_WHISPER_INFORM = "To [%s]: %s",
	CHAT_MSG_BN_WHISPER = "[%s] whispers: %s",
	CHAT_MSG_PARTY = "[Party] [%s]: %s",
	CHAT_MSG_PARTY_LEADER = "[Party Leader] [%s]: %s",
	CHAT_MSG_RAID = "[Raid] [%s]: %s",
	CHAT_MSG_RAID_LEADER = "[Raid Leader] [%s]: %s",
	CHAT_MSG_INSTANCE_CHAT = "[Instance] [%s]: %s",
	CHAT_MSG_INSTANCE_CHAT_LEADER = "[Instance Leader] [%s]: %s",
	CHAT_MSG_OFFICER = "[Officer] [%s]: %s",
	CHAT_MSG_GUILD = "[Guild] [%s]: %s",
}

local function show(c, event, ...)
	local pattern = shown[event]
	local args = pattern and filtered(c, event, { ... }, select("#", ...))
	if args then
		local text, sender = rt.tostring(rt.reveal(args[1])), rt.tostring(rt.reveal(args[2]))
		local line = pattern == "%s" and text or raw.string.format(pattern, sender, text)
		if rt.is_secret(args[1]) or rt.is_secret(args[2]) then
			line = rt.secret(line)
		end
		local frame = c.G.DEFAULT_CHAT_FRAME -- addons replace its AddMessage
		rt.showing_chat = true
		rt.protect(frame.AddMessage, frame, line)
		rt.showing_chat = false
	end
end

-- The arguments of chat events that turn secret in lockdown: text, playerName, playerName2, guid, bnSenderID.
local SECRET = { 1, 2, 5, 12, 13 }

local function hide(n, ...)
	local args = { ... }
	for _, i in ipairs(SECRET) do
		args[i] = rt.secret(args[i])
	end
	return unpack(args, 1, n)
end

local function fire_and_show(c, event, ...)
	rt.dispatch(c, event, ...)
	show(c, event, ...)
end

-- Whether anybody would take notice of an event from outside.
function rt.hears(c, event)
	return c.handlers[event] ~= nil or c.all_listeners ~= nil or shown[event] ~= nil
end

-- A chat event from outside: the addons hear of it, then the chat frame shows it.
function rt.fire_chat(c, event, ...)
	local previous = rt.enter(c)
	if c.product.secrets and c.options.secret_chat and rt.chat_is_secret(c) then
		fire_and_show(c, event, hide(select("#", ...), ...))
	else
		fire_and_show(c, event, ...)
	end
	rt.leave(previous)
end

-- Addon compartment: the menu by the minimap; buttons come from the TOC or from RegisterAddon. ------------------

rt.exists_on.AddonCompartmentFrame = function(product)
	return product.mainline
end

rt.makers.AddonCompartmentFrame = function(c)
	local frame = rt.new_widget(c, "DropdownButton", "AddonCompartmentFrame", c.G.UIParent)
	frame.registeredAddons = {}
	function frame:RegisterAddon(entry)
		raw.table.insert(self.registeredAddons, entry)
	end
	return frame
end

local function named(c, directive, ...)
	local name = directive and raw.string.match(directive, "^%s*(.-)%s*$")
	local f = name and c.G[name]
	if type(f) == "function" then
		return f(...)
	end
end

-- Buttons of the addons whose TOC names a function; each addon is asked once.
function rt.register_compartment(c)
	if not c.product.mainline then
		return
	end
	local previous = rt.enter(c)
	for _, addon in ipairs(c.addons) do
		local directives = addon.directives
		if directives.addoncompartmentfunc and addon.loaded and not addon.in_compartment then
			addon.in_compartment = true
			c.G.AddonCompartmentFrame:RegisterAddon {
				text = directives.title or addon.name,
				icon = directives.icontexture or directives.iconatlas,
				notCheckable = true,
				registerForAnyClick = true,
				func = function(_, _, _, _, button)
					named(c, directives.addoncompartmentfunc, addon.name, button or "LeftButton")
				end,
				funcOnEnter = function(button)
					named(c, directives.addoncompartmentfunconenter, addon.name, button)
				end,
				funcOnLeave = function(button)
					named(c, directives.addoncompartmentfunconleave, addon.name, button)
				end,
			}
		end
	end
	rt.leave(previous)
end
