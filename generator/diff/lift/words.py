"""What the game and addons call things, and what a command looks like in Lua."""

from __future__ import annotations

import re

from .records import ADDON_MEDIA

_COMMAND = r"[A-Z][A-Z0-9]{1,3}"
COMMAND = re.compile(rf"^{_COMMAND}$")
HANDLER = re.compile(rf"^(?:[Oo]n|[Hh]andle|[Rr]eceive|[Pp]rocess|[Cc]md|[Rr]ecv)_?({_COMMAND})$")
PATTERN = re.compile(rf"^\^(\(?)({_COMMAND})\)?(?=$|\$| |%s|\(|:|;|~|\[)")
SEARCHED = re.compile(rf"^({_COMMAND})[ :;~|]?$")
FORMAT = re.compile(rf"^({_COMMAND})(?= %| $|:%|;%|~%)")
REGISTERS = re.compile(r"(?i)(handle|register|listen|command|^on$|message)")
SIZES = re.compile(r"(?i)(max|limit|bytes|length|page_?size|chunk|size)")
TIMERS = re.compile(r"(?i)(wait|delay|period|interval|timeout|cooldown|seconds|every|lifetime)")

EVENTS: dict[str, tuple[frozenset[str], bool]] = {
    "CHAT_MSG_ADDON": (frozenset(ADDON_MEDIA), False),
    "CHAT_MSG_ADDON_LOGGED": (frozenset(("LOGGED",)), True),
    "BN_CHAT_MSG_ADDON": (frozenset(("BNET",)), True),
}
"""Media an event brings, and whether that is all there is to know."""

MEDIA = {"WHISPER": "WHISPER", "CHANNEL": "BROADCAST", "RAID": "RAID", "BNET": "BNET", "BROADCAST": "BROADCAST"}
"""The game's names of channels, as media of the specification."""

NOT_COMMANDS = frozenset(
    (
        *("channel", "distribution", "dist", "chattype", "chat_type", "event", "medium", "faction", "locale", "unit"),
        *("class", "region", "realm", "side", "kind", "type", "prefix"),
    )
)
"""What is compared with short words in capitals that are no commands."""

SENDS = {
    "SendAddonMessage": "",
    "SendCommMessage": "",
    "SendAddonMessageLogged": "LOGGED",
    "BNSendGameData": "BNET",
    "SendGameData": "BNET",
}
"""Calls that send, and the medium where the name tells it."""

TIMER_CALLS = {"After": 0, "NewTicker": 0, "NewTimer": 0, "ScheduleTimer": 1, "ScheduleRepeatingTimer": 1}
"""Calls that wait, and which argument is the seconds."""


CUTS = frozenset(("sub", "strsub", "match", "strmatch", "strsplit", "split", "upper", "strupper", "remove"))
"""Calls whose result may be the command of a message."""


def captures(pattern: str) -> int:
    """How many captures a pattern has; position captures count."""
    return len(re.findall(r"(?<!%)\(", re.sub(r"\[[^\]]*\]", "", pattern)))


def looks_partial(pattern: str) -> bool:
    """Whether a pattern may match the beginning of a message only, or a message whose last field is missing."""
    if re.search(r" [?*]\([^()]*\)\$?$", pattern):
        return True
    return not pattern.endswith("$") and not re.search(r"\(\.[*+-]\)$", pattern)


def pieces(text: str) -> int:
    """How many values a format string takes."""
    return len(re.findall(r"%[-+ #0]*\d*(?:\.\d+)?[sdiuqxXfgeEcoa]", text))
