-- Constants, enumerations and global strings addons read. Only what some modelled part of the client means.

local rt = ...
local raw, G, python = rt.raw, rt.globals, rt.python

G.WOW_PROJECT_MAINLINE = 1
G.WOW_PROJECT_CLASSIC = 2
G.WOW_PROJECT_BURNING_CRUSADE_CLASSIC = 5
G.WOW_PROJECT_WRATH_CLASSIC = 11
G.WOW_PROJECT_CATACLYSM_CLASSIC = 14
G.WOW_PROJECT_MISTS_CLASSIC = 19

rt.makers.WOW_PROJECT_ID = function(c)
	return c.product.project_id
end
rt.makers.LE_EXPANSION_LEVEL_CURRENT = function(c)
	return c.product.expansion
end

function G.GetBuildInfo()
	local product = rt.c.product
	if product.mainline then
		return product.version, product.build, product.date, product.interface, "", " "
	end
	return product.version, product.build, product.date, product.interface, "", " ", product.interface
end

G.LE_REALM_RELATION_SAME = 1
G.LE_REALM_RELATION_COALESCED = 2
G.LE_REALM_RELATION_VIRTUAL = 3
G.LE_PARTY_CATEGORY_HOME = 1
G.LE_PARTY_CATEGORY_INSTANCE = 2
G.MAX_PARTY_MEMBERS = 4
G.MAX_RAID_MEMBERS = 40
G.BNET_CLIENT_WOW = "WoW"
G.BNET_CLIENT_APP = "App"

-- Enumerations -------------------------------------------------------------------------------------------------

-- The numbers the API files go by are those of the newest client.
local enums = rt.enums

local enum_meta = {
	-- Values are facts, not assumptions: client data is believed in either mode.
	__index = function(Enum, name)
		local values = type(name) == "string" and python.declared_enum(name) or nil
		raw.rawset(Enum, name, values)
		return values
	end,
}
rt.hidden[enum_meta] = true

rt.makers.Enum = function(c)
	local Enum = {}
	for name, values in raw.pairs(c.product.declared_enums) do
		Enum[name] = rt.globals.CopyTable(values)
	end
	return raw.setmetatable(Enum, enum_meta)
end

rt.makers.Constants = function()
	return {
		ChatFrameConstants = { MaxChatChannels = 20, MaxChatWindows = 10, MaxCharacterNameBytes = 305 },
	}
end

-- Global strings, as the English client has them. -------------------------------------------------------------

local strings = {
	ERR_CHAT_PLAYER_NOT_FOUND_S = "No player named '%s' is currently playing.",
	ERR_CHAT_WRONG_FACTION = "You can only whisper to members of your alliance.",
	ERR_NOT_LEADER = "You are not the party leader.",
	ERR_TOO_MANY_CHAT_CHANNELS = "You can only be in 10 channels at a time.",
	UNKNOWN = "Unknown",
	UNKNOWNOBJECT = "Unknown",
	PLAYER = "Player",
	YES = "Yes",
	NO = "No",
	OKAY = "Okay",
	CANCEL = "Cancel",
	ACCEPT = "Accept",
	ENABLE = "Enable",
	DISABLE = "Disable",
	ADDONS = "AddOns",
	OPTIONS = "Options",
	FACTION_ALLIANCE = "Alliance",
	FACTION_HORDE = "Horde",
	FACTION_NEUTRAL = "Neutral",
	NORMAL_FONT_COLOR_CODE = "|cffffd100",
	HIGHLIGHT_FONT_COLOR_CODE = "|cffffffff",
	RED_FONT_COLOR_CODE = "|cffff2020",
	GREEN_FONT_COLOR_CODE = "|cff20ff20",
	GRAY_FONT_COLOR_CODE = "|cff808080",
	FONT_COLOR_CODE_CLOSE = "|r",
}
for name, text in raw.pairs(strings) do
	G[name] = text
end
