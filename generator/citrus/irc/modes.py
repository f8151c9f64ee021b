"""Modes as data, and levels as the prefixes people see."""

from __future__ import annotations

from dataclasses import dataclass

from ..status import OPERATOR, OVERRIDE, VOICE


@dataclass(frozen=True, slots=True)
class ChannelMode:
    """``kind``: ``list`` of masks, ``key`` a word, ``value`` a number while it is on, ``flag``."""

    letter: bytes
    kind: str
    what: str


CHANNEL_MODES = {
    each.letter: each
    for each in (
        ChannelMode(b"b", "list", "who may not join, nor speak without voice"),
        ChannelMode(b"e", "list", "who may although they are banned"),
        ChannelMode(b"I", "list", "who needs no invitation"),
        ChannelMode(b"k", "key", "the word one must know to join"),
        ChannelMode(b"l", "value", "how many may be in it"),
        ChannelMode(b"C", "flag", "no CTCP but ACTION"),
        ChannelMode(b"M", "flag", "to speak one must be logged in, or have voice"),
        ChannelMode(b"R", "flag", "to join one must be logged in"),
        ChannelMode(b"i", "flag", "to join one must be invited"),
        ChannelMode(b"m", "flag", "to speak one must have voice"),
        ChannelMode(b"n", "flag", "nobody speaks from outside"),
        ChannelMode(b"s", "flag", "shown to nobody outside"),
        ChannelMode(b"t", "flag", "operators alone set the topic"),
    )
}


@dataclass(frozen=True, slots=True)
class MaskList:
    """How a list is told: the numerics of a mask of it and of its end. ``token`` is how ISUPPORT names the mode."""

    letter: bytes
    row: str
    end: str
    token: bytes = b""


LISTS = {
    each.letter: each
    for each in (
        MaskList(b"b", "BANLIST", "ENDOFBANLIST"),
        MaskList(b"e", "EXCEPTLIST", "ENDOFEXCEPTLIST", b"EXCEPTS"),
        MaskList(b"I", "INVEXLIST", "ENDOFINVEXLIST", b"INVEX"),
    )
}
#: What a new channel has.
DEFAULT_MODES = b"nt"


@dataclass(frozen=True, slots=True)
class Rank:
    """A mode that gives a level; a higher level up to the next rank looks the same."""

    letter: bytes
    prefix: bytes
    level: int
    what: str


RANKS = (
    Rank(b"q", b"~", 8000, "owner"),
    Rank(b"a", b"&", 6000, "admin"),
    Rank(b"o", b"@", 4000, "operator"),
    Rank(b"h", b"%", OPERATOR, "half operator"),
    Rank(b"v", b"+", VOICE, "voice"),
)
RANK_OF = {each.letter: each for each in RANKS}


@dataclass(frozen=True, slots=True)
class UserMode:
    """``own``: users set it for themselves; else it only shows."""

    letter: bytes
    own: bool
    what: str


USER_MODES = {
    each.letter: each
    for each in (
        UserMode(b"i", True, "invisible: not in WHO, nor NAMES, of those in no channel with you"),
        UserMode(b"o", False, "operator of the network; given by OPER, may be given up"),
        UserMode(b"w", True, "hears wallops"),
        UserMode(b"z", False, "is connected encrypted"),
    )
}


def rank(level: int) -> Rank | None:
    """How a level of a channel is shown."""
    for each in RANKS:
        if level >= each.level:
            return each
    return None


def prefix(level: int) -> bytes:
    """The prefix of a level, empty for none."""
    found = rank(level)
    return found.prefix if found else b""


def is_operator(level: int) -> bool:
    """Whether a level of the whole network makes an operator of it."""
    return level >= OPERATOR


def overrides(level: int) -> bool:
    """Whether a level of the whole network counts in every channel."""
    return level >= OVERRIDE.low


def chanmodes() -> bytes:
    """The value of CHANMODES."""
    kinds = ("list", "key", "value", "flag")
    return b",".join(b"".join(each.letter for each in CHANNEL_MODES.values() if each.kind == kind) for kind in kinds)


def prefixes() -> bytes:
    """The value of PREFIX."""
    return b"(%b)%b" % (b"".join(each.letter for each in RANKS), b"".join(each.prefix for each in RANKS))
