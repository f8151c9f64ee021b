"""Linked raids (C11): what leaders tell each other, what a raid hears, and the bounds of both."""

from __future__ import annotations

from ..bytesets import ALNUM, NOT_NUL
from ..model import Field, Item, Limit, Message, Quota, Timer, src
from ..types import Choice, Nullable, Run, Shape, Text
from . import fields
from .raid_flows import RAID_FLOWS
from .raid_rules import RAID_DECISIONS, RAID_MACHINES

TOKEN_LETTERS = 10
"""Random letters and digits of a token or pass."""
RAID_TEXT_BYTES = 400
"""The longest text for a linked raid, in bytes; repeated on RAID it takes two packets at most."""

token = Shape(
    "token",
    (Run(ALNUM, TOKEN_LETTERS, TOKEN_LETTERS),),
    high=TOKEN_LETTERS,
    note="random; who can name it was told it",
)
reason = Choice(
    "reason",
    tuple(
        (word, word)
        for word in (
            b"ended",
            b"withdrawn",
            b"left",
            b"passed",
            b"silent",
            b"no_answer",
            b"not_leading",
            b"busy",
            b"unknown",
            b"key",
        )
    ),
    note="why there is no link, or none any more",
)
raid_text = Text("text", NOT_NUL, 1, RAID_TEXT_BYTES, note="UTF-8; what the raid is told")

_SOURCE = src("crossrp:125-129 C11")

LEADERS: tuple[Item, ...] = (
    Message(
        name="LO",
        command="LO",
        title="raid link, offered",
        media=("ROUTED",),
        fields=(Field("mine", token, note="the sender's token: an answer has to name it"),),
        examples=(b"LO k3Vw0Zq81b",),
        note="from leader to leader; nothing comes of it unless the other names the sender too",
        source=_SOURCE,
    ),
    Message(
        name="LA",
        command="LA",
        title="raid link, agreed",
        media=("ROUTED",),
        fields=(
            Field("yours", token, note="the receiver's token, which proves that its offer was received"),
            Field("mine", token, note="the sender's token"),
            Field("pass", token, note="what messages of the sender's raid will name"),
        ),
        examples=(b"LA k3Vw0Zq81b 7TtYp2mD0x aa9Kc4rW3e",),
        note="links once each side has it from the other; then sent every `raid_refresh`, and when the pass changes",
        source=_SOURCE,
    ),
    Message(
        name="LX",
        command="LX",
        title="raid link, over",
        media=("ROUTED",),
        fields=(
            Field("token", token, note="the receiver's token; the sender's when it does not know the receiver's"),
            Field("reason", reason),
        ),
        examples=(b"LX k3Vw0Zq81b ended", b"LX 7TtYp2mD0x not_leading"),
        note="refuses an offer, takes one back, or ends the link",
        source=_SOURCE,
    ),
    Message(
        name="LH",
        command="LH",
        title="raid link, handed over",
        media=("ROUTED",),
        fields=(
            Field("yours", token, note="the receiver's token"),
            Field("leader", fields.person, note="who leads the sender's raid now"),
        ),
        examples=(b"LH 7TtYp2mD0x Borin1A",),
        note="the receiver offers the link to the new leader, who agrees without being asked",
        source=_SOURCE,
    ),
)

TALK: tuple[Item, ...] = (
    Message(
        name="LM",
        command="LM",
        title="for the linked raid",
        media=("ROUTED",),
        fields=(
            Field("pass", token, note="the pass of the sender's raid"),
            Field("id", fields.umid, note="the message's own; the same when it is sent again, to whomever"),
            Field("text", raid_text),
        ),
        examples=(b"LM aa9Kc4rW3e W3e0d12 The gates are open!",),
        note="from any member straight to the leader of the linked raid",
        source=_SOURCE,
    ),
    Message(
        name="LN",
        command="LN",
        title="not repeated",
        media=("ROUTED",),
        fields=(Field("id", fields.umid),),
        examples=(b"LN W3e0d12",),
        note="to the sender of an LM by who led the raid until lately; it goes to the new leader then",
        source=_SOURCE,
    ),
    Message(
        name="LR",
        command="LR",
        title="from the linked raid",
        media=("RAID",),
        fields=(Field("id", fields.umid), Field("source", fields.person), Field("text", raid_text)),
        examples=(b"LR W3e0d12 Catnia1H The gates are open!",),
        note="the leader repeats an LM, once; who has heard this id of this source before drops it",
        source=_SOURCE,
    ),
    Message(
        name="LS",
        command="LS",
        title="the raid's link",
        media=("RAID",),
        fields=(
            Field("pass", Nullable(token), note="what messages of this raid have to name"),
            Field("destination", Nullable(fields.person), note="the leader of the linked raid"),
        ),
        examples=(b"LS aa9Kc4rW3e Zulya1H", b"LS - -"),
        note="only from the leader: when the link changes, every `raid_refresh`, and when somebody asks",
        source=_SOURCE,
    ),
    Message(
        name="LQ",
        command="LQ",
        title="which raid is linked?",
        media=("RAID",),
        examples=(b"LQ",),
        note="from who has just joined, logged in or reloaded",
        source=_SOURCE,
    ),
)

BOUNDS: tuple[Item, ...] = (
    Timer(name="raid_offer", seconds=120, source=src("C11"), note="how long an offer stands"),
    Timer(
        name="raid_refresh", seconds=60, source=src("C11"), note="how often leaders tell each other, and their raids"
    ),
    Timer(
        name="raid_life",
        seconds=300,
        source=src("C11 C10"),
        note="silence that ends a link; as long as the grace of a restriction, in which nobody can say anything",
    ),
    Timer(
        name="raid_handover",
        seconds=30,
        source=src("C11"),
        note="how long a link waits for a new leader, a message for a new destination, and an old pass is taken",
    ),
    Timer(
        name="raid_grace",
        seconds=10,
        source=src("C11"),
        note="how long who led before is still heard, for what was on its way; of news nothing is",
    ),
    Timer(name="raid_soon", seconds=1, source=src("C11"), note="questions and departures within this share an answer"),
    Limit(name="raid_token", value=TOKEN_LETTERS, unit="letters and digits of a token", source=src("C11")),
    Limit(name="raid_offers", value=16, unit="offers of others remembered", source=src("C11 facts/demand")),
    Limit(name="raid_text", value=RAID_TEXT_BYTES, unit="bytes of a text", source=src("C11 facts/demand")),
    Limit(name="raid_sent", value=64, unit="own messages that may be sent again", source=src("C11")),
    Limit(name="raid_tries", value=3, unit="destinations one message is sent to", source=src("C11")),
    Limit(name="raid_heard", value=2000, unit="messages remembered", source=src("C6 C11")),
    Quota(
        name="raid_sender",
        rate=0.5,
        burst=8,
        unit="messages to repeat",
        source=src("C11 P5"),
        note="of one sender of the linked raid",
    ),
    Quota(
        name="raid_all",
        rate=1,
        burst=10,
        unit="messages to repeat",
        source=src("C11 P5 facts/wow-client"),
        note="of all senders together; the game lets a prefix send a packet a second",
    ),
    Quota(
        name="raid_control",
        rate=0.5,
        burst=20,
        unit="messages about links",
        source=src("C11 P5"),
        note="of one sender over one router, who may have made up the sender",
    ),
)

RAIDS = (*LEADERS, *TALK, *BOUNDS, *RAID_FLOWS, *RAID_MACHINES, *RAID_DECISIONS)
