"""alliance-1: the seed's first protocol, over the shared lower and application layers."""

from __future__ import annotations

from ..check import check
from ..model import (
    Behaviour,
    Constant,
    Field,
    Grammar,
    Item,
    Limit,
    Message,
    Procedure,
    RealmAlias,
    Revision,
    Step,
    Timer,
    src,
)
from . import fields
from .application import APPLICATION
from .flows import FLOWS
from .lower import LOWER
from .raids import RAIDS
from .states import MACHINES

STATUS: tuple[Item, ...] = (
    Message(
        name="ST",
        command="ST",
        title="bridge status",
        media=("BROADCAST",),
        fields=(Field("bands", fields.bands_by_space),),
        examples=(b"ST 1H1 2H25 2A77", b"ST -"),
        source=src("crossrp:73-82 crossrp:14-15"),
    ),
    Message(
        name="HI",
        command="HI",
        title="probe",
        media=("BNET",),
        examples=(b"HI",),
        note="asks a friend whether they use Cross RP, and makes a link",
        source=src("crossrp:84-88 crossrp:7-10 crossrp:47-48"),
    ),
    Message(
        name="BYE",
        command="BYE",
        title="disconnect",
        media=("BNET",),
        examples=(b"BYE",),
        note="severs the link",
        source=src("crossrp:90-93"),
    ),
    Message(
        name="HO",
        command="HO",
        title="link status",
        media=("BNET",),
        fields=(Field("load", fields.load),),
        examples=(b"HO 2",),
        note="answers HI, and is sent to every link now and then",
        source=src("crossrp:95-99 C1"),
    ),
)

ROUTING: tuple[Item, ...] = (
    Message(
        name="R1",
        command="R1",
        title="to a bridge",
        media=("WHISPER",),
        fields=(Field("destination", fields.destination), Field("message", fields.message)),
        examples=(b"R1 Tammya1A RP1 Hello!",),
        note="the bridge passes it on as R2; skipped by a sender who owns a link",
        source=src("crossrp:101-109"),
    ),
    Message(
        name="R2",
        command="R2",
        title="across",
        media=("BNET",),
        fields=(
            Field("source", fields.person),
            Field("destination", fields.destination),
            Field("message", fields.message),
        ),
        examples=(b"R2 Catnia1H Tammya1A RP1 Hello!",),
        source=src("crossrp:111-115"),
    ),
    Message(
        name="R3",
        command="R3",
        title="delivery",
        media=("WHISPER", "BROADCAST"),
        fields=(Field("source", fields.person), Field("message", fields.message)),
        examples=(b"R3 Catnia1H RP1 Hello!",),
        note="whispered to a character, or broadcast when the destination is a band",
        source=src("crossrp:117-121"),
    ),
)

NETWORK: tuple[Item, ...] = (
    Constant(name="channel", text="crossrp", source=src("crossrp:5-7 crossrp:46"), note="the broadcast channel"),
    Constant(
        name="spare_channels",
        text="crossrp2 crossrp3",
        source=src("P7 facts/demand"),
        note="in this order, for when the one before lets newcomers not in; who is in several talks in all of them",
    ),
    Constant(
        name="prefix",
        text="CRP1",
        source=src("C16 C14"),
        note="each revision has its own addon prefix, so that two of them never read each other's packets",
    ),
    RealmAlias(name="1", realm_id=1365, region=1, source=src("crossrp:77 facts/wire-release-2"), note="Moon Guard"),
    RealmAlias(name="2", realm_id=536, region=3, source=src("crossrp:77 facts/wire-release-2"), note="Argent Dawn"),
    RealmAlias(name="3", realm_id=1369, region=1, source=src("facts/wire-release-2"), note="Wyrmrest Accord"),
    Procedure(
        name="startup",
        steps=(
            Step(action="join_channel"),
            Step(action="callback", number=1, note="for what must be set before anything is sent, such as a group key"),
            Step(action="probe", note="a HI with load 0 and the request set, to every friend on another band"),
            Step(action="wait", timer="probe_wait"),
            Step(action="host", note="when the latency allows it"),
            Step(action="callback", number=2, note="for what must be set before the first status"),
            Step(action="status", request=True, note="asks for everyone's; hosts tell their links too"),
            Step(action="wait", timer="status_wait"),
            Step(action="callback", number=3, note="for what is sent as soon as there are bridges"),
            Step(action="update_loop"),
        ),
        source=src("crossrp:195-206 C15"),
    ),
    Timer(name="start_delay", seconds=1, source=src("facts/wire-release-2"), note="from the login to the first step"),
    Timer(name="channel_poll", seconds=1, source=src("facts/wow-client"), note="joining a channel is asynchronous"),
    Timer(name="channel_wait", seconds=20, source=src("facts/wire-release-2"), note="then startup goes on without it"),
    Timer(
        name="channel_answer",
        seconds=5,
        source=src("P7"),
        note="a channel that was not joined by then lets this client not in",
    ),
    Timer(
        name="channel_retry",
        seconds=60,
        source=src("facts/demand"),
        note="a channel that was lost, or could not be joined, is tried again",
    ),
    Timer(name="probe_wait", seconds=2.5, source=src("crossrp:200 C15"), note="how long friends have to answer"),
    Timer(
        name="probe_again",
        seconds=30,
        source=src("C15"),
        note="a friend who did not answer is asked again after this, then after twice as long, and so on",
    ),
    Limit(name="probes", value=4, unit="probes without an answer", source=src("C15")),
    Timer(name="status_wait", seconds=3.0, source=src("crossrp:204 C15"), note="how long bridges have to answer"),
    Timer(
        name="status_period",
        seconds=120,
        source=src("crossrp:14 crossrp:98 facts/wire-release-2"),
        note="from one regular status to the next",
    ),
    Timer(name="status_soon", seconds=0.5, source=src("C15"), note="a link won or lost is announced after this"),
    Timer(name="node_life", seconds=150, source=src("facts/wire-release-2"), note="a silent bridge or link is dropped"),
    Timer(
        name="hosting_pause", seconds=300, source=src("C10 facts/wire-release-2"), note="hosting stays off this long"
    ),
    Timer(
        name="grace", seconds=300, source=src("C10 facts/wire-release-2"), note="messages in flight are still carried"
    ),
    Timer(name="update", seconds=5, source=src("crossrp:206"), note="period of the update loop"),
    Timer(
        name="band_active",
        seconds=900,
        source=src("crossrp:133-135 C12 facts/wire-release-2"),
        note="how long a band counts as met after somebody of it was touched",
    ),
    Timer(
        name="client_idle", seconds=10, source=src("C2"), note="a client counts as served until it was quiet for this"
    ),
    Timer(
        name="full_wait",
        seconds=5,
        source=src("C2"),
        note="half of it to half more; then a bridge that was full is asked again, which does not count as a try",
    ),
    Timer(name="flight_life", seconds=300, source=src("C2"), note="how long a message waits for bridges that are full"),
    Timer(name="answer_spread", seconds=1.5, source=src("crossrp:203 C15"), note="hosts answer a newcomer within this"),
    Timer(
        name="announce_delay", seconds=3, source=src("crossrp:65-67 C7"), note="edits within this share an announcement"
    ),
    Timer(
        name="duplicate_memory",
        seconds=600,
        source=src("C6 facts/wire-release-2"),
        note="how long a message is known again by its source and number",
    ),
    Limit(
        name="host_latency_ms",
        value=500,
        unit="milliseconds",
        source=src("crossrp:52-53 facts/wire-release-2"),
        note="whose line is slower does not host",
    ),
    Limit(name="bridge_clients", value=5, unit="clients a bridge forwards for", source=src("crossrp:36 C2")),
    Limit(name="links", value=99, unit="links", source=src("C1"), note="a client counts"),
    Limit(name="bridges", value=2000, unit="bridges remembered", source=src("facts/demand")),
    Limit(name="directory", value=5000, unit="characters remembered", source=src("facts/demand")),
    Limit(name="touched", value=2000, unit="touched characters remembered", source=src("facts/demand")),
    Limit(name="in_flight", value=512, unit="messages waiting for their end", source=src("facts/demand")),
    Limit(
        name="status_bands", value=fields.STATUS_BANDS, unit="bands in a status", source=src("crossrp:79 facts/demand")
    ),
    Limit(name="full_load", value=99, unit="load", source=src("C2"), note="tells a client to go elsewhere"),
    Limit(
        name="quota",
        value=1000,
        unit="shares divided by load",
        source=src("facts/wire-release-2"),
        note="gives a bridge its share of the draw",
    ),
    Behaviour(
        name="channel",
        text="Every realm has one channel, `crossrp`; everyone joins it, and it is the broadcast channel.",
        source=src("crossrp:5-7 crossrp:46 crossrp:197"),
    ),
    Behaviour(
        name="bnet_only",
        text="Battle.net addon whispers are the only way across; communities are not used.",
        source=src("crossrp:3"),
    ),
    Behaviour(
        name="band",
        text="A band is a realm and a faction; the same realm has two.",
        source=src("crossrp:49"),
    ),
    Behaviour(
        name="links",
        text="A client holds a link with each friend on another band who uses Cross RP; its load counts them.",
        source=src("crossrp:12 C1"),
    ),
    Behaviour(
        name="bridges",
        text="Who has no link sends through someone who has one; the more bridges there are, the more they carry.",
        source=src("crossrp:14-18 crossrp:20-23"),
    ),
    Behaviour(
        name="choice",
        text="A bridge is drawn at random, in proportion to ceil(1000 / load), so that requests spread evenly.",
        source=src("crossrp:15-18 crossrp:32-33 facts/wire-release-2"),
    ),
    Behaviour(
        name="own_link",
        text="Who owns a link to the destination's band sends through it and needs no bridge of their own side.",
        source=src("crossrp:27-33 crossrp:108-109"),
    ),
    Behaviour(
        name="hosting",
        text="A client does not host in an instance, in combat, under a restriction, or above 500 ms of latency.",
        source=src("crossrp:52-53 crossrp:201 C10"),
    ),
    Behaviour(
        name="events",
        text="Other addons can hear of BAND_ADDED, BAND_REMOVED, LINKED, UNLINKED and PROFILE_UPDATED.",
        source=src("crossrp:133-138 C12"),
    ),
)

ALLIANCE_1 = check(
    Revision(
        id="alliance-1",
        protocol="crossrp",
        title="The Alliance Protocol",
        grammar=Grammar(command=fields.COMMAND, message_bytes=fields.MESSAGE_BYTES),
        own=(*LOWER, *NETWORK, *STATUS, *ROUTING, *APPLICATION, *RAIDS, *FLOWS, *MACHINES),
        source=src("crossrp:1 crossrp:42 C16"),
    )
)
