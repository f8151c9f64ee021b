"""What things can be from alliance-2 on: friends tell their load at once, bridges are full, messages acknowledged."""

from __future__ import annotations

from ..item import src
from ..machine import Machine, Move, State
from .states import (
    GIVEN_UP,
    GIVEN_UP_TEXT,
    GONE,
    HALF_BUILT,
    HALF_BUILT_MOVES,
    HALF_BUILT_STATES,
    LINK_STATES,
)

_LINK = Machine(
    name="link",
    title="A Battle.net friend, as this client sees them",
    note="What a client knows of one Battle.net friend.",
    states=LINK_STATES,
    moves=(
        Move(("unknown",), "asked", "plays on another band, and is asked", messages=("HI",)),
        Move(("unknown", "asked", "linked"), "resting", "the friend tells load 0", messages=("HI",)),
        Move(("unknown", "asked", "resting"), "linked", "the friend tells a load", messages=("HI",)),
        *GONE,
    ),
    source=src("crossrp:7-10 crossrp:90-93 crossrp:199 C1 C3"),
)

_BRIDGE = Machine(
    name="bridge",
    title="Somebody of the own side, as a way to one band",
    note="What a client knows of one player near it, when it looks for a way to a band.",
    states=(
        State("no way", "nothing is known that they carry there"),
        State("usable", "may be drawn, in proportion to `quota` over load"),
        State("full", "serves as many as it may, and is left alone for a while"),
    ),
    moves=(
        Move(("no way", "full"), "usable", "a status with that band, and a load", messages=("ST",)),
        Move(("usable",), "full", "whispers that every load is `full_load`", limits=("full_load",), messages=("ST",)),
        Move(("full",), "usable", "a while goes by", timers=("client_idle",)),
        Move(("usable", "full"), "no way", "a status without that band", messages=("ST",)),
        Move(("usable", "full"), "no way", "leaves", messages=("BYE",)),
        Move(("usable",), "no way", "not a word", timers=("node_life",)),
        Move(("usable", "full"), "no way", "the game says that nobody is there"),
    ),
    source=src("crossrp:14-18 crossrp:36 C2 C3"),
)

_ROUTED = Machine(
    name="routed",
    title="A message of one's own, to another band",
    note="What becomes of a message on its way to another band. Every message ends, and its sender hears how.",
    states=(
        State("choosing", "looks for a way: straight, an own link, a bridge", momentary=True),
        State("being sent", "its pages go out as the budget allows"),
        State("awaiting", "all pages are out, and the last router has not confirmed it"),
        State("pausing", "no way just now, or only one that was just tried"),
        State("queueing", "the bridges that reach that band serve as many as they may"),
        State("acked", "the last router had it on the line to its receiver", final=True, reasons=("acked",)),
        State("sent", "handed over on a way that knows no acknowledgement", final=True, reasons=("sent",)),
        State("no bridge", "nobody reaches that band", final=True, reasons=("no_bridge",)),
        State("timed out", "never confirmed", final=True, reasons=("timed_out",)),
        State("refused", "the game or the codec does not take it", final=True, reasons=("refused",)),
        State("cancelled", "whoever sent it took it back", final=True, reasons=("cancelled",)),
    ),
    moves=(
        Move(("choosing",), "being sent", "there is a way"),
        Move(("choosing",), "no bridge", "there is none, and never was"),
        Move(("choosing",), "pausing", "no other way than before"),
        Move(("pausing",), "choosing", "waited", timers=("ack_wait",)),
        Move(("choosing",), "queueing", "the bridges there are full"),
        Move(("queueing",), "choosing", "a while goes by", timers=("full_wait", "flight_life"), note="this is no try"),
        Move(("choosing",), "timed out", "tried often enough", limits=("tries",)),
        Move(("choosing",), "no bridge", "tried often enough, the last time without a way", limits=("tries",)),
        Move(("choosing",), "refused", "the last try was refused", limits=("tries",)),
        Move(("choosing",), "refused", "not sendable, or too many under way", limits=("in_flight",)),
        Move(("being sent",), "awaiting", "the last page is with a router"),
        Move(("being sent",), "sent", "the last page is on the line, straight to its reader"),
        Move(("being sent",), "choosing", "the game refuses it, or finds nobody"),
        Move(("being sent",), "choosing", "the bridge refuses it", messages=("ST",), note="this was no try"),
        Move(("being sent",), "refused", "refused on the straight way"),
        Move(("awaiting",), "acked", "the acknowledgement", messages=("A2", "A3")),
        Move(("awaiting",), "choosing", "no acknowledgement", timers=("ack_wait", "ack_wait_byte")),
        Move(("awaiting",), "choosing", "the bridge refuses it, or starts anew", messages=("ST",)),
        Move(("being sent", "awaiting", "pausing", "queueing"), "cancelled", "taken back"),
    ),
    source=src("crossrp:166-175 C5 facts/wire-release-2"),
)

_HALF_BUILT = Machine(
    name="half_built",
    title=HALF_BUILT.title,
    note=HALF_BUILT.note,
    states=(*HALF_BUILT_STATES, State("given up", GIVEN_UP_TEXT, final=True, reasons=(*GIVEN_UP, "lost_page"))),
    moves=(
        *HALF_BUILT_MOVES,
        Move(
            ("building", "passing on"),
            "given up",
            "a lost page never comes",
            limits=("repair_asks",),
            messages=("PQ",),
        ),
    ),
    source=src("crossrp:178-192 C13 P2 facts/wire-release-2 facts/demand"),
)

_PAGE = Machine(
    name="page",
    title="A page of a message, at its receiver",
    note="Pages may be lost, and those of Battle.net overtake each other.",
    states=(
        State("expected", "nothing says that it should be here already"),
        State("missing", "a later page is here; it may still be on its way"),
        State("asked for", "its sender was asked, and is asked again", timers=("repair_again",)),
        State("here", "kept, or passed on once all before it are", final=True),
        State("lost", "the whole message is given up", final=True),
    ),
    moves=(
        Move(("expected", "missing"), "here", "it comes"),
        Move(("expected",), "missing", "a later page comes"),
        Move(
            ("missing",),
            "asked for",
            "it stays away",
            timers=("repair_wait",),
            messages=("PQ",),
            note="A whispered one at once: they come in order.",
        ),
        Move(("expected",), "asked for", "no page at all for a while", timers=("repair_quiet",), messages=("PQ",)),
        Move(("asked for",), "here", "it comes, late or again", messages=("PR",)),
        Move(("asked for",), "lost", "asked for in vain", limits=("repair_asks",)),
    ),
    source=src("P2"),
)

MACHINES_ACKED = (_LINK, _BRIDGE, _ROUTED, _HALF_BUILT, _PAGE)
