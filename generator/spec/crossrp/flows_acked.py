"""How messages follow each other from alliance-2 on: with acknowledgements, and with a mark that asks for an answer."""

from __future__ import annotations

from ..flow import Act, Flow, Party, Send, Wait
from ..item import src
from .flows import (
    ACROSS,
    BRIDGE,
    FOUND_AT_STARTUP,
    FRIEND,
    LINK,
    LINK_WON,
    LOGS_OFF,
    OVER_OWN_LINK,
    PLAYER,
    RECEIVER,
    SENDER,
    TO_THE_LINK,
)

ASKS = (("request", True),)
TELLS = (("request", False),)
_PROBE = (("request", True), ("load", 0))
_OTHER_BRIDGE = Party("Anduvar", "other bridge", "Alliance")
_BRIDGE_BACK = Party("Gromka", "other bridge", "Horde")
_LINK_BACK = Party("Anduvar", "its link", "Alliance")
_ACKNOWLEDGED = (
    Send("Zulya", ("Borin",), "A2", "BNET", note="once the last page of R3 is on the line"),
    Send("Borin", ("Tammya",), "A3", "WHISPER"),
)

_NETWORK = (
    Flow(
        name="startup",
        title="A client starts",
        note=(
            "What a client does from the login on: it finds its links, then tells its side what it "
            "reaches and learns what others reach."
        ),
        parties=(_OTHER_BRIDGE, Party("Borin", "newcomer", "Alliance"), FRIEND),
        steps=(
            *FOUND_AT_STARTUP,
            Send("Borin", ("Zulya",), "HI", "BNET", given=_PROBE, note="does the friend use Cross RP?"),
            Send("Zulya", ("Borin",), "HI", "BNET", given=TELLS, note="yes: they are linked"),
            Wait("Borin", "probe_wait"),
            Act("Borin", "begins to host, unless the line is slow", limit="host_latency_ms"),
            Send("Borin", ("Anduvar",), "ST", "BROADCAST", given=ASKS, note="the bands within reach, and yours?"),
            Send("Borin", ("Zulya",), "HI", "BNET", given=TELLS, note="hosts tell their links"),
            Wait("Anduvar", "answer_spread", note="any time up to this, so that not all answer at once"),
            Send("Anduvar", ("Borin",), "ST", "WHISPER", given=TELLS),
            Wait("Borin", "status_wait", note="since the broadcast; then the update loop starts"),
        ),
        source=src("crossrp:195-206 C3 C15"),
    ),
    Flow(
        name="link",
        title="Two friends become a link, and part",
        note=(
            "Two Battle.net friends on different bands who both use Cross RP are a link; each keeps the "
            "other informed of its load."
        ),
        parties=(BRIDGE, FRIEND),
        steps=(
            Act("Borin", "looks whether a friend plays on another band", timer="update"),
            Send("Borin", ("Zulya",), "HI", "BNET", given=ASKS),
            Send("Zulya", ("Borin",), "HI", "BNET", given=TELLS),
            Wait("Borin", "status_period"),
            Send(
                "Borin",
                ("Zulya",),
                "HI",
                "BNET",
                given=TELLS,
                note="the load; who is silent too long is a link no more",
            ),
            LOGS_OFF,
            Send("Borin", ("Zulya",), "BYE", "BNET"),
        ),
        source=src("crossrp:7-10 crossrp:90-93 C1 C3"),
    ),
    Flow(
        name="bridge",
        title="A bridge tells its side what it reaches",
        note="A client with links is a bridge for everybody near it, as long as it says so now and then.",
        parties=(BRIDGE, PLAYER),
        steps=(
            *LINK_WON,
            Send("Borin", ("Tammya",), "ST", "BROADCAST", given=TELLS),
            Wait("Borin", "status_period"),
            Send("Borin", ("Tammya",), "ST", "BROADCAST", given=TELLS, note="now and then, or it would be forgotten"),
            LOGS_OFF,
            Send("Borin", ("Tammya",), "BYE", "BROADCAST"),
        ),
        source=src("crossrp:14-18 C3 C15"),
    ),
    Flow(
        name="newcomer",
        title="A newcomer asks which bridges there are",
        note="Who starts does not wait for the next regular statuses.",
        parties=(Party("Tammya", "newcomer", "Alliance"), BRIDGE),
        steps=(
            Send("Tammya", ("Borin",), "ST", "BROADCAST", given=ASKS),
            Act("Borin", "has not just answered her", timer="status_answer"),
            Wait("Borin", "answer_spread", note="any time up to this, so that not all answer at once"),
            Send("Borin", ("Tammya",), "ST", "WHISPER", given=TELLS),
        ),
        source=src("crossrp:203-204 C3 C15"),
    ),
    Flow(
        name="realms",
        title="A link tells which realms are connected with its own",
        note="What is for somebody on one of them may come this way too.",
        parties=(BRIDGE, FRIEND),
        steps=(
            Act("Zulya", "meets somebody of a realm connected with hers"),
            Wait("Zulya", "status_soon", note="once for several"),
            Send("Zulya", ("Borin",), "RG", "BNET"),
            Act("Borin", "takes her for a way to that realm too", limit="group_realms"),
        ),
        source=src("P4 facts/wire-release-2"),
    ),
    Flow(
        name="full",
        title="A bridge has enough to do",
        note="One more client than a bridge may serve is sent elsewhere, and comes back when there is nobody else.",
        parties=(SENDER, BRIDGE),
        steps=(
            Send("Tammya", ("Borin",), "R1", "WHISPER"),
            Act("Borin", "serves as many clients as it may", limit="bridge_clients", timer="client_idle"),
            Send("Borin", ("Tammya",), "ST", "WHISPER", given=TELLS, note="every load is `full_load`"),
            Act("Tammya", "takes another bridge at once, if there is one"),
            Wait("Tammya", "full_wait", note="when there is none; half of it to half more"),
            Send("Tammya", ("Borin",), "R1", "WHISPER"),
        ),
        source=src("crossrp:36 C2"),
    ),
)

_ROUTING = (
    Flow(
        name="direct",
        title="A message to the own side",
        note="Nobody has to carry what the sender can whisper.",
        parties=(SENDER, Party("Borin", "receiver", "Alliance")),
        steps=(
            Send("Tammya", ("Borin",), "R0", "WHISPER", note="to one character"),
            Send("Tammya", ("Borin",), "R0", "BROADCAST", note="to everybody of the band"),
        ),
        source=src("crossrp:149-152"),
    ),
    Flow(
        name="logged",
        title="A profile part to the own side",
        note="What comes straight from its owner is logged by the game, as chat is; what others carry is not.",
        parties=(Party("Tammya", "owner", "Alliance"), Party("Borin", "reader", "Alliance")),
        steps=(
            Send("Borin", ("Tammya",), "R0", "WHISPER", carries="TR", note="from who takes her for somebody far away"),
            Send(
                "Tammya", ("Borin",), "R0", "LOGGED", carries="TD", note="straight from its source, so the game logs it"
            ),
        ),
        source=src("crossrp:56-57 C9"),
    ),
    Flow(
        name="companions",
        title="A group or guild member of another side",
        note="Whom a whisper reaches needs no router. The source says which side it is, since both stand apart.",
        parties=(Party("Catnia", "owner", "Group"), Party("Tammya", "reader", "Group")),
        steps=(
            Send("Tammya", ("Catnia",), "R3", "WHISPER", carries="TR", note="the source is the sender"),
            Send("Catnia", ("Tammya",), "R3", "LOGGED", carries="TD", note="straight from its source, so it is logged"),
        ),
        source=src("crossrp:56-57 crossrp:149-164 C9"),
    ),
    Flow(
        name="route",
        title="A message crosses, and is acknowledged",
        note=(
            "Nobody whispers across factions, so a message takes three legs, and each has a command of "
            "its own. The last router confirms it, and the confirmation takes the same way back."
        ),
        parties=(SENDER, BRIDGE, LINK, RECEIVER),
        steps=(*ACROSS, *_ACKNOWLEDGED),
        source=src("crossrp:154-175 C5"),
    ),
    Flow(
        name="own_link",
        title="The sender owns a link",
        note="A bridge is its own first router.",
        parties=(BRIDGE, LINK, RECEIVER),
        steps=(*OVER_OWN_LINK, Send("Zulya", ("Borin",), "A2", "BNET", note="the sender takes it: no A3")),
        source=src("crossrp:27-33 crossrp:108-109 crossrp:158-175 C5"),
    ),
    Flow(
        name="to_link",
        title="The link is the receiver",
        note="A link may well be the one the message is for.",
        parties=(SENDER, BRIDGE, LINK),
        steps=(
            *TO_THE_LINK,
            Send("Zulya", ("Borin",), "A2", "BNET", note="once the message is complete"),
            Send("Borin", ("Tammya",), "A3", "WHISPER"),
        ),
        source=src("crossrp:154-175 C5"),
    ),
    Flow(
        name="ack_around",
        title="The acknowledgement takes another way",
        note="The link that brought a message may be gone when it is to be confirmed; then any other bridge does.",
        parties=(SENDER, BRIDGE, _LINK_BACK, _BRIDGE_BACK, LINK, RECEIVER),
        steps=(
            Send("Tammya", ("Borin",), "R1", "WHISPER"),
            Send("Borin", ("Zulya",), "R2", "BNET"),
            LOGS_OFF,
            Send("Zulya", ("Catnia",), "R3", "WHISPER"),
            Send("Zulya", ("Gromka",), "A1", "WHISPER", note="the link that brought the message is gone"),
            Send("Gromka", ("Anduvar",), "A2", "BNET"),
            Send("Anduvar", ("Tammya",), "A3", "WHISPER"),
        ),
        source=src("crossrp:166-173 C5"),
    ),
    Flow(
        name="again",
        title="An acknowledgement is lost",
        note="A message that is not confirmed is sent again, and its receiver hears it only once.",
        parties=(SENDER, BRIDGE, LINK, RECEIVER),
        steps=(
            Send("Tammya", ("Borin",), "R1", "WHISPER"),
            Send("Borin", ("Zulya",), "R2", "BNET"),
            Send("Zulya", ("Catnia",), "R3", "WHISPER"),
            Act("Borin", "never hears the A2"),
            Wait("Tammya", "ack_wait", note="and a little for each byte, `ack_wait_byte`"),
            Send("Tammya", ("Borin",), "R1", "WHISPER", note="by another bridge, if there is one"),
            Send("Borin", ("Zulya",), "R2", "BNET"),
            Act("Zulya", "knows source and umid: no second R3", limit="remembered_umids", timer="duplicate_memory"),
            Send("Zulya", ("Borin",), "A2", "BNET"),
            Send("Borin", ("Tammya",), "A3", "WHISPER"),
        ),
        source=src("crossrp:166-173 C5 C6"),
    ),
)

_REPAIR = Flow(
    name="repair",
    title="Lost pages are sent again",
    note=(
        "Neither whispers nor Battle.net promise to deliver. On each hop the receiver asks for what is missing, and "
        "passes on nothing that comes behind a hole."
    ),
    parties=(SENDER, BRIDGE, LINK),
    steps=(
        Act("Tammya", "keeps the pages she sent", limit="repair_messages", timer="repair_keep"),
        Send("Tammya", ("Borin",), "R1", "WHISPER", page="first"),
        Act("Borin", "sees by a later page's mark that one is missing"),
        Send("Borin", ("Tammya",), "PQ", "WHISPER"),
        Send("Tammya", ("Borin",), "PR", "WHISPER"),
        Send("Borin", ("Zulya",), "R2", "BNET", page="middle"),
        Act("Zulya", "misses a page's number"),
        Wait("Zulya", "repair_wait", note="pages of Battle.net overtake each other"),
        Send("Zulya", ("Borin",), "PQ", "BNET"),
        Send("Borin", ("Zulya",), "PR", "BNET"),
    ),
    source=src("P2"),
)

FLOWS_ACKED = (*_NETWORK, *_ROUTING, _REPAIR)
