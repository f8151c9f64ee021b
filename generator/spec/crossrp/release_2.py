"""release-2: what the released addon speaks. The same behaviour as alliance-2, other bytes."""

from __future__ import annotations

from dataclasses import replace

from ..check import check
from ..model import Constant, Field, Layout, Message, derive, src
from ..place import written
from . import fields, repair
from .alliance_2 import ALLIANCE_2

_WHISPERED = tuple(ALLIANCE_2.media[name] for name in ("WHISPER", "BROADCAST", "RAID"))
_UMID = Field("umid", fields.umid)
_FLAGS = Field("ack", fields.ack_flag)

RELEASE_2 = check(
    derive(
        ALLIANCE_2,
        Constant(
            name="prefix",
            text="+RP",
            source=src("facts/wire-release-2"),
            note="of every packet; each revision has its own",
        ),
        # The released addon hands pages on as they came, so none may end inside a character.
        *(
            replace(medium, alphabet="utf8", source=src("facts/wire-release-2"), place=written())
            for medium in _WHISPERED
        ),
        # The released addon does not know pages that count.
        replace(repair.counting("known"), place=written()),
        Constant(
            name="slot_mark",
            text="q3",
            source=src("P2"),
            note="slots begin with it where the reader understands pages that count; the router before them sees it",
        ),
        Layout(
            name="ADDON",
            packet=255,
            whole=252,
            page=251,
            slot_bytes=2,
            number_bytes=0,
            source=src("facts/wire-release-2"),
        ),
        Layout(
            name="BNET",
            packet=255,
            whole=230,
            page=230,
            slot_bytes=2,
            number_bytes=2,
            source=src("facts/wire-release-2"),
        ),
        Message(
            name="R0",
            command="R0",
            title="direct",
            media=("WHISPER", "BROADCAST"),
            fields=(Field("message", fields.message),),
            examples=(b"R0 RP1 Hello!",),
            source=src("facts/wire-release-2"),
        ),
        Message(
            name="R1",
            command="R1",
            title="to a bridge",
            media=("WHISPER",),
            fields=(_UMID, _FLAGS, Field("destination", fields.destination), Field("message", fields.message)),
            examples=(b"R1 W3e0d12 G Tammya1A RP1 Hello!",),
            source=src("facts/wire-release-2"),
        ),
        Message(
            name="R2",
            command="R2",
            title="across",
            media=("BNET",),
            fields=(
                _UMID,
                _FLAGS,
                Field("source", fields.person),
                Field("destination", fields.destination),
                Field("message", fields.message),
            ),
            examples=(b"R2 W3e0d12 G Catnia1H Tammya1A RP1 Hello!",),
            source=src("facts/wire-release-2"),
        ),
        Message(
            name="R3",
            command="R3",
            title="delivery",
            media=("WHISPER", "BROADCAST"),
            fields=(_UMID, Field("source", fields.person), Field("message", fields.message)),
            examples=(b"R3 W3e0d12 Catnia1H RP1 Hello!",),
            source=src("facts/wire-release-2"),
        ),
        Message(
            name="TD",
            command="TD",
            title="profile part",
            media=("ROUTED",),
            fields=(
                Field("slot", fields.slot),
                Field("part", fields.part_digit),
                Field("profile_id", fields.profile_id),
                Field("data", fields.data),
            ),
            examples=(b"TD 4f2 1 0902xyz ^1^T^Sv^N3^t^^",),
            source=src("C8 facts/wire-release-2"),
        ),
        id="release-2",
        title="The released addon",
        source=src("C16 facts/wire-release-2"),
        # The released addon could not read a packed part, nor a logged message.
        drop=(("constant", "packed"), ("limit", "packed_block"), ("flow", "logged"), ("flow", "companions")),
    )
)
