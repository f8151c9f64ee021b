"""How messages follow each other in alliance-1. Later revisions take over what they do not state themselves.

The characters are those of the examples: Tammya and Borin of the Alliance, Zulya and Catnia of the Horde; Borin and
Zulya are Battle.net friends.
"""

from __future__ import annotations

from ..flow import Act, Flow, Party, Send, Wait
from ..item import src

SENDER = Party("Tammya", "sender", "Alliance")
BRIDGE = Party("Borin", "bridge", "Alliance")
LINK = Party("Zulya", "link", "Horde")
RECEIVER = Party("Catnia", "receiver", "Horde")
READER = Party("Tammya", "reader", "Alliance")
OWNER = Party("Catnia", "owner", "Horde")
FRIEND = Party("Zulya", "friend", "Horde")
PLAYER = Party("Tammya", "player", "Alliance")

ACROSS = (
    Act("Tammya", "draws a bridge to Catnia's band"),
    Send("Tammya", ("Borin",), "R1", "WHISPER"),
    Send("Borin", ("Zulya",), "R2", "BNET", note="the source is the whisper's real sender"),
    Send("Zulya", ("Catnia",), "R3", "WHISPER"),
)
OVER_OWN_LINK = (
    Send("Borin", ("Zulya",), "R2", "BNET", note="no R1: the sender owns a link to that band"),
    Send("Zulya", ("Catnia",), "R3", "WHISPER"),
)
TO_THE_LINK = (
    Send("Tammya", ("Borin",), "R1", "WHISPER"),
    Send("Borin", ("Zulya",), "R2", "BNET", note="no R3: the link is who it is for"),
)
FOUND_AT_STARTUP = (
    Wait("Borin", "start_delay"),
    Act("Borin", "joins the channel", timer="channel_wait"),
)
LINK_WON = (
    Act("Borin", "wins or loses a link, or hosting changes"),
    Wait("Borin", "status_soon", note="what changes within this is told at once"),
)
LOGS_OFF = Act("Borin", "logs off")

NETWORK: tuple[Flow, ...] = (
    Flow(
        name="startup",
        title="A client starts",
        note=(
            "What a client does from the login on: it finds its links, then tells its side what it "
            "reaches and learns what others reach."
        ),
        parties=(PLAYER, Party("Borin", "newcomer", "Alliance"), FRIEND),
        steps=(
            *FOUND_AT_STARTUP,
            Send("Borin", ("Zulya",), "HI", "BNET", note="does the friend use Cross RP?"),
            Send("Zulya", ("Borin",), "HO", "BNET", note="yes: they are linked"),
            Wait("Borin", "probe_wait"),
            Act("Borin", "begins to host, unless the line is slow", limit="host_latency_ms"),
            Send("Borin", ("Tammya",), "ST", "BROADCAST", note="the bands within reach"),
            Send("Borin", ("Zulya",), "HO", "BNET", note="hosts tell their links"),
            Wait("Borin", "status_wait"),
        ),
        source=src("crossrp:195-206 crossrp:84-99 C15"),
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
            Send("Borin", ("Zulya",), "HI", "BNET"),
            Send("Zulya", ("Borin",), "HO", "BNET"),
            Wait("Borin", "status_period"),
            Send("Borin", ("Zulya",), "HO", "BNET", note="who is silent for too long is a link no more"),
            LOGS_OFF,
            Send("Borin", ("Zulya",), "BYE", "BNET"),
        ),
        source=src("crossrp:7-10 crossrp:84-99 C1"),
    ),
    Flow(
        name="bridge",
        title="A bridge tells its side what it reaches",
        note="A client with links is a bridge for everybody near it, as long as it says so now and then.",
        parties=(BRIDGE, PLAYER),
        steps=(
            *LINK_WON,
            Send("Borin", ("Tammya",), "ST", "BROADCAST"),
            Wait("Borin", "status_period"),
            Send("Borin", ("Tammya",), "ST", "BROADCAST", note="now and then, or it would be forgotten"),
            LOGS_OFF,
            Send("Borin", ("Tammya",), "ST", "BROADCAST", note="without bands: it shuts down"),
        ),
        source=src("crossrp:14-18 crossrp:73-82 C15"),
    ),
    Flow(
        name="newcomer",
        title="A newcomer asks which bridges there are",
        note="Who starts does not wait for the next regular statuses.",
        parties=(Party("Tammya", "newcomer", "Alliance"), BRIDGE),
        steps=(
            Send("Tammya", ("Borin",), "ST", "BROADCAST", note="empty, and nobody's who was a bridge: it asks"),
            Wait("Borin", "answer_spread", note="any time up to this, so that not all answer at once"),
            Send("Borin", ("Tammya",), "ST", "BROADCAST"),
        ),
        source=src("crossrp:79 crossrp:203-204 C15"),
    ),
    Flow(
        name="direct",
        title="A message to the own side",
        note="Nobody has to carry what the sender can whisper.",
        parties=(SENDER, Party("Borin", "receiver", "Alliance")),
        steps=(
            Send("Tammya", ("Borin",), "R3", "WHISPER", note="to one character; the source is the sender"),
            Send("Tammya", ("Borin",), "R3", "BROADCAST", note="to everybody of the band"),
        ),
        source=src("crossrp:117-121 C16"),
    ),
    Flow(
        name="route",
        title="A message crosses",
        note="Nobody whispers across factions, so a message takes three legs, and each has a command of its own.",
        parties=(SENDER, BRIDGE, LINK, RECEIVER),
        steps=ACROSS,
        source=src("crossrp:101-121"),
    ),
    Flow(
        name="own_link",
        title="The sender owns a link",
        note="A bridge is its own first router.",
        parties=(BRIDGE, LINK, RECEIVER),
        steps=OVER_OWN_LINK,
        source=src("crossrp:27-33 crossrp:108-115"),
    ),
    Flow(
        name="to_link",
        title="The link is the receiver",
        note="A link may well be the one the message is for.",
        parties=(SENDER, BRIDGE, LINK),
        steps=TO_THE_LINK,
        source=src("crossrp:101-115"),
    ),
    Flow(
        name="pages",
        title="A long message is passed on page by page",
        note=(
            "A packet has room for a line of text, a profile is longer. Routers pass each page on as it "
            "comes and never hold a whole message. The first page is enough to know where it goes."
        ),
        parties=(SENDER, BRIDGE, LINK, RECEIVER),
        steps=(
            Send("Tammya", ("Borin",), "R1", "WHISPER", page="first"),
            Send("Borin", ("Zulya",), "R2", "BNET", page="first", note="leaves while the rest is still coming"),
            Send("Tammya", ("Borin",), "R1", "WHISPER", page="middle"),
            Send("Borin", ("Zulya",), "R2", "BNET", page="middle"),
            Send("Zulya", ("Catnia",), "R3", "WHISPER", page="first"),
            Send("Tammya", ("Borin",), "R1", "WHISPER", page="last"),
            Send("Borin", ("Zulya",), "R2", "BNET", page="last", note="its page number is how many there are"),
            Send("Zulya", ("Catnia",), "R3", "WHISPER", page="last"),
        ),
        source=src("crossrp:178-192"),
    ),
)

PROFILES: tuple[Flow, ...] = (
    Flow(
        name="profile",
        title="A profile is asked for",
        note=(
            "Pointing at somebody, or hearing an emote, asks for the parts of a profile that a first look "
            "needs. Whatever carries the two messages is left out here."
        ),
        parties=(READER, OWNER),
        steps=(
            Act("Tammya", "touches Catnia: mouse over her, or hears her emote"),
            Wait("Tammya", "request_pairing", note="what is wanted within this shares a request"),
            Act("Tammya", "opens a slot, the only door for the answer", limit="request_slots", timer="slot_life"),
            Send("Tammya", ("Catnia",), "TR", "ROUTED"),
            Act("Catnia", "compares the versions; what she began to send lately is left out", timer="send_cooldown"),
            Act("Catnia", "leaves out what arrived just now, too", timer="send_settle"),
            Send("Catnia", ("Tammya",), "TD", "ROUTED", note="one message for each part that has changed"),
            Send("Catnia", ("Tammya",), "TD", "ROUTED", note="nothing at all when everything is current"),
        ),
        source=src("crossrp:62-69 crossrp:140-142 crossrp:209-236"),
    ),
    Flow(
        name="touch",
        title="Looking closer asks for more",
        note="A second look asks for the rest.",
        parties=(READER, OWNER),
        steps=(
            Act("Tammya", "targets Catnia, or opens the profile's page"),
            Wait("Tammya", "request_pairing"),
            Send("Tammya", ("Catnia",), "TR", "ROUTED", note="only for what was not asked for lately"),
            Send("Catnia", ("Tammya",), "TD", "ROUTED", note="one message for each part"),
            Act("Tammya", "touches her again, too soon: asks nothing", timer="request_cooldown"),
        ),
        source=src("crossrp:140-142 crossrp:211-218 C12 P3"),
    ),
    Flow(
        name="announce",
        title="A changed profile is announced",
        note="Who has read a profile hears when it changes, without asking again and again.",
        parties=(READER, Party("Borin", "link", "Alliance"), Party("Zulya", "bridge", "Horde"), OWNER),
        steps=(
            Act("Catnia", "changes her profile"),
            Wait("Catnia", "announce_delay", note="edits within this share an announcement"),
            Act("Catnia", "writes to every band in which she touched somebody", timer="band_active"),
            Send("Catnia", ("Zulya",), "R1", "WHISPER", carries="TV"),
            Send("Zulya", ("Borin",), "R2", "BNET", carries="TV"),
            Send("Borin", ("Tammya",), "R3", "BROADCAST", carries="TV", note="a band alone means everybody there"),
            Act("Tammya", "finds that a part she has is old"),
            Send("Tammya", ("Catnia",), "TR", "ROUTED"),
            Send("Catnia", ("Tammya",), "TD", "ROUTED"),
        ),
        source=src("crossrp:65-67 C7"),
    ),
)

FLOWS = (*NETWORK, *PROFILES)
