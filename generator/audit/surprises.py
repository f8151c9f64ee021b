"""What calls of the client deserve a look for, as data: secret values, results that matter, and what spreads taint."""

from __future__ import annotations

import re

SENDING = {
    "C_ChatInfo.SendAddonMessage": "SendAddonMessageResult",
    "C_ChatInfo.SendAddonMessageLogged": "SendAddonMessageResult",
    "C_BattleNet.SendGameData": "SendAddonMessageResult",
}
"""Calls whose result code alone tells whether anything was sent, and the enumeration it is of."""

PROTECTED_CALLS = ("pcall", "securecall", "securecallfunction", "xpcall")
"""Calls that call their first argument with the others."""

SECRET_UNITS = frozenset({"UnitName", "UnitFullName", "UnitGUID", "UnitNameUnmodified", "GetUnitName", "UnitPVPName"})
"""Give a secret while the unit's identity is restricted; never for the player's own character."""
SECRET_CHAT = frozenset(
    {"C_ChatInfo.GetChatLineText", "C_ChatInfo.GetChatLineSenderName", "C_ChatInfo.GetChatLineSenderGUID"}
)
OWN_UNITS = frozenset({"player", "vehicle", "pet"})
PASSING_ON = frozenset({"Ambiguate", "GetPlayerInfoByGUID", "tostring"})
"""Give a secret for a secret."""

SECRET_PAYLOAD = {0: "text", 1: "playerName", 4: "playerName2", 11: "guid"}
"""Which values of a CHAT_MSG event turn secret in a lockdown, by place after the event's name."""
_NEVER_SECRET = frozenset({"CHAT_MSG_ADDON", "CHAT_MSG_ADDON_LOGGED"})

GUARD = re.compile(r"secret|access", re.IGNORECASE)
"""A function of such a name, given a value, looks whether it may be used: issecretvalue, canaccessvalue, or a wrapper
of an addon's own."""

TEXT_WORDS = """strsub strlen strlower strupper strfind strmatch gmatch gsub strbyte strrep strrev strtrim strsplit
    strjoin format strconcat strlenutf8 strcmputf8i tonumber strsplittable"""
TEXT_FUNCTIONS = frozenset(TEXT_WORDS.split())
"""Beside everything in `string`: functions that look into the text they are given."""

HANDLED_FIRST = frozenset({"self", "_", "event", "_event", "frame", "this", "_self", "evt", "eventName"})
"""Names of parameters in front of an event's payload."""
TEXT_NAME = re.compile(r"^(chat)?(text|msg|message|arg1|body)$", re.IGNORECASE)
"""Names of the parameter that an event's payload begins with."""

TAINTING_CALLS = {
    "C_ChatInfo.SwapChatChannelsByChannelIndex": "moves a channel, and from then on the chat frames run tainted",
    "ChatFrame_OpenChat": "opens the chat box from addon code, and what is typed there runs tainted",
    "ChatFrameUtil.OpenChat": "opens the chat box from addon code, and what is typed there runs tainted",
    "ChatEdit_ActivateChat": "activates the chat box from addon code, and what is typed there runs tainted",
    "ChatFrameUtil.ActivateChat": "activates the chat box from addon code, and what is typed there runs tainted",
    "ChatEdit_SendText": "sends what is in the chat box from addon code, which the client blocks in a lockdown",
    "ChatEdit_ParseText": "reads the chat box from addon code, which the client blocks in a lockdown",
}
EDIT_BOX_WRITES = frozenset({"SetText", "Insert", "SetAttribute", "SetScript", "SetFocus", "ClearFocus", "Show"})
EDIT_BOX = re.compile(r"^(ChatFrame\d*EditBox|MacroEditBox)$")
EDIT_BOX_SOURCES = frozenset(
    {
        "ChatEdit_GetActiveWindow",
        "ChatEdit_ChooseBoxForSend",
        "ChatEdit_GetLastActiveWindow",
        "ChatFrameUtil.GetActiveWindow",
        "ChatFrameUtil.ChooseBoxForSend",
    }
)
TAINTING_WRITES = ("ChatTypeInfo", "ChatFrameUtil", "UIParent", "UIPARENT_MANAGED_FRAME_POSITIONS", "UnitPopupButtons")
"""Tables of the client whose members its own secure code reads."""

REGISTERING = frozenset({"RegisterEvent", "RegisterUnitEvent", "RegisterEventCallback"})
REGISTERING_THROUGH = frozenset({"RegisterFrameEventAndCallback", "RegisterFrameEvent"})
CVAR_FUNCTIONS = re.compile(r"^(C_CVar\.)?(Get|Set|Register)CVar(Bool|Bitfield|Default|Info)?$")
FILTERS = frozenset({"ChatFrame_AddMessageEventFilter", "ChatFrameUtil.AddMessageEventFilter"})


def secret_event(name: str) -> bool:
    """Whether what an event carries turns secret in a lockdown."""
    return (name.startswith("CHAT_MSG_") and name not in _NEVER_SECRET) or name == "COMMUNITIES_CHANNEL"
