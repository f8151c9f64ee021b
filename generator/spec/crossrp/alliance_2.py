"""alliance-2, the default: the seed's next draft, with numbered messages and acknowledgements."""

from __future__ import annotations

from ..check import check
from ..model import Behaviour, Constant, Field, Limit, Message, Reserved, Timer, derive, src
from . import fields, repair
from .alliance_1 import ALLIANCE_1
from .flows_acked import FLOWS_ACKED
from .secure import SECURE
from .states_acked import MACHINES_ACKED

_UMID = Field("umid", fields.umid)

ALLIANCE_2 = check(
    derive(
        ALLIANCE_1,
        Constant(name="prefix", text="CRP2", source=src("C16 C14"), note="of every packet; each revision has its own"),
        Message(
            name="HI",
            command="HI",
            title="link status",
            media=("BNET",),
            fields=(
                Field("version", fields.version),
                Field("request", fields.request),
                Field("load", fields.load),
                Field("hash1", fields.hash1),
                Field("hash2", fields.hash2),
            ),
            examples=(b"HI 3.0.0 ? 0 - -",),
            note="a probe has load 0 and the request set; hosts send theirs to every link now and then",
            source=src("crossrp:199 C1 C3 facts/wire-release-2"),
        ),
        Reserved(
            name="HO",
            source=src("C3 C14"),
            note="alliance-1's link status, which HI tells now; whoever sends it is ignored",
        ),
        Message(
            name="ST",
            command="ST",
            title="bridge status",
            media=("BROADCAST", "WHISPER"),
            fields=(
                Field("version", fields.version),
                Field("request", fields.request),
                Field("hash1", fields.hash1),
                Field("hash2", fields.hash2),
                Field("bands", fields.bands_by_colon),
            ),
            examples=(b"ST 3.0.0 ? - - 1H1:2H25:#2A77", b"ST 3.0.0 - - - -"),
            note="whispered to whoever asked, and to one client too many with load 99",
            source=src("crossrp:203 C2 C3 facts/wire-release-2"),
        ),
        Message(
            name="RG",
            command="RG",
            title="connected realms",
            media=("BNET",),
            fields=(Field("realms", fields.realms),),
            examples=(b"RG 58:59",),
            note="to a link, by whose realm is connected with others: what is for them may come this way too",
            source=src("P4 facts/wire-release-2"),
        ),
        Behaviour(
            name="connected",
            text="A link stands for every realm connected with its own, for as many as it has told of.",
            source=src("P4 facts/wire-release-2"),
        ),
        Limit(name="group_realms", value=fields.GROUP_REALMS, unit="realms a link stands for", source=src("P4")),
        Message(
            name="BYE",
            command="BYE",
            title="leaving",
            media=("BNET", "BROADCAST"),
            examples=(b"BYE",),
            note="drops the link, or the bridge",
            source=src("crossrp:90-93 C3 facts/wire-release-2"),
        ),
        Message(
            name="R0",
            command="R0",
            title="direct",
            media=("WHISPER", "LOGGED", "BROADCAST"),
            fields=(Field("message", fields.message),),
            examples=(b"R0 RP1 Hello!",),
            note="for someone the sender reaches without a router",
            source=src("crossrp:149-152 C9"),
        ),
        Message(
            name="R1",
            command="R1",
            title="to a bridge",
            media=("WHISPER",),
            fields=(
                _UMID,
                Field("faction", fields.faction),
                Field("destination", fields.destination),
                Field("message", fields.message),
            ),
            examples=(b"R1 W3e0d12 H Tammya1A RP1 Hello!",),
            source=src("crossrp:154-156 C4 C6"),
        ),
        Message(
            name="R2",
            command="R2",
            title="across",
            media=("BNET",),
            fields=(
                _UMID,
                Field("source", fields.person),
                Field("destination", fields.destination),
                Field("message", fields.message),
            ),
            examples=(b"R2 W3e0d12 Catnia1H Tammya1A RP1 Hello!",),
            source=src("crossrp:158-160 C4 C6"),
        ),
        Message(
            name="R3",
            command="R3",
            title="delivery",
            media=("WHISPER", "LOGGED", "BROADCAST"),
            fields=(Field("source", fields.person), Field("message", fields.message)),
            examples=(b"R3 Catnia1H RP1 Hello!",),
            note="also from its source itself, to a group or guild member of another side; logged only then (C9)",
            source=src("crossrp:162-164"),
        ),
        Message(
            name="A1",
            command="A1",
            title="acknowledgement, to a bridge",
            media=("WHISPER",),
            fields=(_UMID, Field("destination", fields.person)),
            examples=(b"A1 W3e0d12 Catnia1H",),
            note="only when the link that brought the message is gone",
            source=src("crossrp:166-171 C5"),
        ),
        Message(
            name="A2",
            command="A2",
            title="acknowledgement, across",
            media=("BNET",),
            fields=(_UMID, Field("destination", fields.person)),
            examples=(b"A2 W3e0d12 Catnia1H",),
            source=src("crossrp:166-170 crossrp:172 C5"),
        ),
        Message(
            name="A3",
            command="A3",
            title="acknowledgement, delivered",
            media=("WHISPER",),
            fields=(_UMID,),
            examples=(b"A3 W3e0d12",),
            source=src("crossrp:166-170 crossrp:173 C5"),
        ),
        Behaviour(
            name="legs",
            text="Each leg of a route has a command and a medium of its own; what comes by another way is dropped.",
            source=src("crossrp:152"),
        ),
        Behaviour(
            name="ack_order",
            text="The last router puts the acknowledgement on the line after the last page of its R3.",
            source=src("crossrp:175 C5"),
        ),
        Behaviour(
            name="duplicates",
            text="A message whose source and umid were seen within ten minutes is dropped, and acknowledged again.",
            source=src("C6 facts/wire-release-2"),
        ),
        Timer(
            name="ack_wait",
            seconds=10,
            source=src("crossrp:167-170 facts/wire-release-2"),
            note="how long a sender waits for an acknowledgement before it tries again",
        ),
        Timer(
            name="ack_wait_byte",
            seconds=0.008,
            source=src("facts/wire-release-2"),
            note="added to the wait for each byte of the message",
        ),
        Limit(name="tries", value=5, unit="sends of one message", source=src("facts/wire-release-2")),
        Limit(name="remembered_umids", value=5000, unit="pairs of source and umid", source=src("C6 facts/demand")),
        repair.COUNTED,
        *repair.REPAIR,
        *SECURE,
        *FLOWS_ACKED,
        *MACHINES_ACKED,
        id="alliance-2",
        title="The next draft",
        source=src("crossrp:145-147 C3 C5"),
        drop=(("message", "HO"),),
    )
)
