"""The application layer: profile requests, profile parts and version announcements. Shared by all revisions (C16)."""

from __future__ import annotations

from ..model import Behaviour, Constant, Field, Item, Limit, Message, Part, Timer, src
from . import fields

APPLICATION: tuple[Item, ...] = (
    Part(
        name="A",
        data="character",
        touched_by=("mouseover", "target", "emote"),
        source=src("crossrp:232 C8 facts/trp3-and-msp"),
    ),
    Part(
        name="B",
        data="characteristics",
        touched_by=("mouseover", "target", "emote"),
        source=src("crossrp:232 C8 facts/trp3-and-msp"),
    ),
    Part(name="C", data="misc", touched_by=("target",), source=src("crossrp:232 C8 facts/trp3-and-msp")),
    Part(name="D", data="about", touched_by=("target", "open"), source=src("crossrp:232 C8 P3 facts/trp3-and-msp")),
    Message(
        name="TR",
        command="TR",
        title="profile request",
        media=("ROUTED",),
        fields=(
            Field("slot", fields.slot),
            Field("profile_id", fields.profile_id),
            Field("serials", fields.serials),
        ),
        examples=(b"TR 4f2 ? ?:?::",),
        note="asks for the parts whose version differs; several parts in one request",
        source=src("crossrp:211-226 crossrp:62-69 C7"),
    ),
    Message(
        name="TD",
        command="TD",
        title="profile part",
        media=("ROUTED",),
        fields=(
            Field("slot", fields.slot),
            Field("part", fields.part_letter),
            Field("profile_id", fields.profile_id),
            Field("data", fields.data),
        ),
        examples=(b"TD 4f2 A 0902xyz ^1^T^Sv^N3^t^^",),
        note="one part; an id the receiver does not know of this sender registers a new profile",
        source=src("crossrp:228-236 C8"),
    ),
    Message(
        name="TV",
        command="TV",
        title="profile versions",
        media=("ROUTED",),
        fields=(Field("profile_id", fields.profile_id), Field("serials", fields.serials)),
        examples=(b"TV 0902xyz 3:12:1:40",),
        note="broadcast to every active band when the sender's profile changes",
        source=src("crossrp:65-67 C7"),
    ),
    Behaviour(
        name="touch",
        text="Someone of another band is touched by mouseover, target or a heard emote; that asks for their profile.",
        source=src("crossrp:140-142 crossrp:63-64 crossrp:211 C12"),
    ),
    Behaviour(
        name="silence_is_current",
        text="No answer means that everything asked for is current, or that a packet was lost; neither is an error.",
        source=src("crossrp:213-216"),
    ),
    Behaviour(
        name="logged",
        text="A profile part sent straight to its reader goes out as a logged message; a routed one does not.",
        source=src("crossrp:56-57 C9"),
    ),
    Constant(
        name="packed",
        text="Z",
        source=src("P1 facts/demand"),
        note="the data of a packed part: this mark, the number of bytes behind the colon, a colon, and blocks between "
        "dots, each zlib in base64; data that begins otherwise is the serialized table itself",
    ),
    Limit(
        name="packed_block",
        value=16384,
        unit="bytes of a block, before and after packing",
        source=src("P1"),
        note="bounds what a stranger's block can grow to",
    ),
    Timer(
        name="request_cooldown",
        seconds=30,
        source=src("crossrp:217"),
        note="between two requests to one player for one part",
    ),
    Timer(
        name="send_cooldown",
        seconds=25,
        source=src("facts/wire-release-2"),
        note="between two answers to one player with one part; below the request cooldown, so that none is refused",
    ),
    Timer(
        name="send_settle",
        seconds=8,
        source=src("P6"),
        note="from an answer's end; a request that it met on the way is not answered once more",
    ),
    Timer(
        name="request_pairing",
        seconds=0.1,
        source=src("crossrp:218"),
        note="parts asked for within this time share one request",
    ),
    Timer(
        name="slot_life",
        seconds=600,
        source=src("crossrp:223 crossrp:231 facts/wire-release-2"),
        note="how long a request slot stays open for its answer",
    ),
    Limit(
        name="request_repeats",
        value=3,
        unit="more requests for a part that was never seen and does not come",
        source=src("P6 crossrp:216-217"),
    ),
    Limit(name="answers", value=64, unit="profile parts being sent at a time", source=src("facts/demand")),
    Limit(name="request_slots", value=256, unit="open request slots", source=src("crossrp:223 facts/demand")),
)
