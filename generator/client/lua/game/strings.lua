-- Global strings addons read, as the English client has them, and sounds by name.

local rt = ...
local raw, G = rt.raw, rt.globals

-- Name = text, a line each.
local STRINGS = [[
ACHIEVEMENTS = Achievements
ADD = Add
ALL = All
ALWAYS = Always
APPLY = Apply
BACK = Back
BACKGROUND = Background
CATEGORY = Category
CHANNEL = Channel
CHARACTER = Character
CHAT = Chat
CHECK_ALL = Check All
CLASS = Class
CLEAR_ALL = Clear All
CLOSE = Close
COLOR = Color
COLORS = Colors
COMBAT = Combat
CONTINUE = Continue
CUSTOM = Custom
DAYS = |4Day:Days;
DEFAULT = Default
DEFAULTS = Defaults
DELETE = Delete
DESCRIPTION = Description
DISABLED = Disabled
DISPLAY = Display
DONE = Done
DUNGEONS = Dungeons
EDIT = Edit
EMOTE = Emote
ENABLED = Enabled
ERROR_CAPS = ERROR
EXIT = Exit
FACTION = Faction
FILTER = Filter
FILTERS = Filters
FONT_SIZE = Font Size
FRIENDS = Friends
GAMEOPTIONS_MENU = Options
GENERAL = General
GROUP = Group
GUILD = Guild
HELP_LABEL = Help
HIDE = Hide
HIGH = High
HOURS = |4Hour:Hours;
ICON = Icon
IGNORE = Ignore
INFO = Info
INSTANCE = Instance
INVITE = Invite
ITEMS = Items
KEY_BINDINGS = Keybindings
LANGUAGE = Language
LARGE = Large
LEAVE = Leave
LEVEL = Level
LOCK = Lock
LOCKED = Locked
LOW = Low
MAXIMUM = Maximum
MEDIUM = Medium
MESSAGE = Message
MINIMAP_LABEL = Minimap
MINIMUM = Minimum
MINUTES = |4Minute:Minutes;
MISCELLANEOUS = Miscellaneous
NAME = Name
NEVER = Never
NEW = New
NEXT = Next
NONE = None
NOT_BOUND = Not Bound
NOTE = Note
OFF = Off
OFFICER = Officer
ON = On
OPACITY = Opacity
OTHER = Other
PARTY = Party
PLAYERS = Players
PREV = Prev
PREVIEW = Preview
PROFESSIONS = Professions
RACE = Race
RAID = Raid
RANK = Rank
REFRESH = Refresh
REMOVE = Remove
RESET = Reset
RESET_TO_DEFAULT = Reset To Default
RETRIEVING_DATA = Retrieving data
ROLE = Role
SAVE = Save
SAY = Say
SEARCH = Search
SECONDS = |4Second:Seconds;
SELF = Self
SEND_LABEL = Send
SETTINGS = Settings
SHOW = Show
SIZE = Size
SMALL = Small
SOCIAL_BUTTON = Social
SOUND = Sound
START = Start
STATUS = Status
STOP = Stop
SUMMARY = Summary
TARGET = Target
TITLE = Title
TOOLTIP_UNIT_LEVEL = Level %s
TOTAL = Total
TYPE = Type
UNAVAILABLE = Unavailable
UNLOCK = Unlock
UPDATE = Update
VALUE = Value
WEEKLY = Weekly
WHISPER = Whisper
YELL = Yell
ZONE = Zone
LIST_DELIMITER = , 
CHAT_FLAG_AFK = <Away>
CHAT_FLAG_DND = <Busy>
CHAT_SAY_GET = %s says: 
CHAT_YELL_GET = %s yells: 
CHAT_EMOTE_GET = %s 
CHAT_WHISPER_GET = %s whispers: 
CHAT_WHISPER_INFORM_GET = To %s: 
CHAT_PARTY_GET = |Hchannel:PARTY|h[Party]|h %s: 
CHAT_GUILD_GET = |Hchannel:GUILD|h[Guild]|h %s: 
ERR_FRIEND_ONLINE_SS = |Hplayer:%s|h[%s]|h has come online.
ERR_FRIEND_OFFLINE_S = %s has gone offline.
ERR_NOT_IN_COMBAT = You can't do that while in combat
UNIT_LEVEL_TEMPLATE = Level %d
KEY_NUMPAD0 = Num Pad 0
KEY_BUTTON1 = Left Mouse Button
KEY_BUTTON2 = Right Mouse Button
KEY_BUTTON3 = Middle Mouse
ALT_KEY_TEXT = ALT
CTRL_KEY_TEXT = CTRL
SHIFT_KEY_TEXT = SHIFT
DECLINE = Decline
MALE = Male
FEMALE = Female
]]

for name, text in raw.string.gmatch(STRINGS, "([%u%d_]+) = ([^\n]*)") do
	G[name] = text
end

-- Sounds: those whose numbers are known. Another name is a gap, not a mistake of the addon.
local SOUNDS = {
	IG_SPELLBOOK_OPEN = 829, IG_SPELLBOOK_CLOSE = 830, IG_CHARACTER_INFO_OPEN = 839, IG_CHARACTER_INFO_CLOSE = 840,
	IG_CHARACTER_INFO_TAB = 841, IG_QUEST_LOG_OPEN = 844, IG_QUEST_LOG_CLOSE = 845, IG_MAINMENU_OPEN = 850, IG_MAINMENU_CLOSE = 851,
	IG_MAINMENU_OPTION = 852, IG_MAINMENU_OPTION_CHECKBOX_ON = 856, IG_MAINMENU_OPTION_CHECKBOX_OFF = 857, IG_BACKPACK_OPEN = 862,
	IG_BACKPACK_CLOSE = 863, IG_PLAYER_INVITE = 880, U_CHAT_SCROLL_BUTTON = 1115, IG_CHAT_SCROLL_UP = 1116, IG_CHAT_SCROLL_DOWN = 1117,
	IG_CHAT_BOTTOM = 1118, TELL_MESSAGE = 3081, MAP_PING = 3175, IG_CHARACTER_INFO_SCROLL = 3337, AUCTION_WINDOW_OPEN = 5274,
	AUCTION_WINDOW_CLOSE = 5275, READY_CHECK = 8960, RAID_WARNING = 8959, GS_TITLE_OPTION_OK = 798, GS_TITLE_OPTION_EXIT = 799,
	IG_ABILITY_ICON_DROP = 838, IG_ABILITY_PAGE_TURN = 836,
}

local sound_meta = {
	__index = function(_, name)
		if raw.type(name) == "string" and rt.assume("SOUNDKIT." .. name) then
			return 0
		end
	end,
}
rt.hidden[sound_meta] = true

rt.makers.SOUNDKIT = function()
	return raw.setmetatable(G.CopyTable(SOUNDS), sound_meta)
end

rt.spaces.C_Sound = { PlaySound = G.PlaySound }
