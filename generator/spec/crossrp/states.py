"""What things can be in alliance-1, and what changes them. Later revisions take over what they do not state."""

from __future__ import annotations

from ..item import src
from ..machine import Machine, Move, State

#: Why a half-built message is given up, in the addon's words.
GIVEN_UP = ("expired", "replaced", "total", "too_long", "sender_full", "full", "route", "sink")

HOSTING = Machine(
    name="hosting",
    title="Whether a client carries for others",
    note=(
        "A client that hosts forwards messages of others. Nobody should do so while fighting, or on a "
        "line so slow that others suffer from it."
    ),
    states=(
        State("starting", "the startup procedure has not come to its step `host`", reasons=("starting",)),
        State("hosting", "carries messages of others, and its status says so"),
        State("interrupted", "not just now; hosts again as soon as that is over", reasons=("combat", "switched off")),
        State("held off", "not here, and not soon after either", reasons=("instance", "restricted", "latency")),
        State("spent", "has carried as much within the hour as the player allows", reasons=("budget",)),
        State("pausing", "what kept it from hosting is over; this may be the moment between two of them"),
    ),
    moves=(
        Move(("starting",), "hosting", "startup comes to it, nothing hinders"),
        Move(("starting",), "interrupted", "startup comes to it, in combat or switched off"),
        Move(("starting",), "held off", "startup comes to it, something holds it off"),
        Move(("hosting",), "interrupted", "combat begins, or the player switches it off"),
        Move(("interrupted",), "hosting", "combat ends, or the player switches it on"),
        Move(
            ("hosting", "interrupted", "spent"),
            "held off",
            "an instance, a restriction or a slow line",
            limits=("host_latency_ms",),
        ),
        Move(("held off",), "pausing", "that is over"),
        Move(("pausing",), "held off", "an instance, a restriction or a slow line", limits=("host_latency_ms",)),
        Move(("hosting", "interrupted", "pausing"), "spent", "carried as much as is allowed"),
        Move(("spent",), "pausing", "some of it is longer ago than an hour"),
        Move(("spent",), "hosting", "the player allows more"),
        Move(("pausing",), "hosting", "nothing came up", timers=("hosting_pause",)),
    ),
    source=src("crossrp:52-53 crossrp:201 C10 facts/wire-release-2"),
)

CARRYING = Machine(
    name="carrying",
    title="What happens to messages under way when hosting stops",
    note="Long messages must not break off because somebody walks into an instance.",
    states=(
        State("refusing", "carries nothing, and answers a request to carry with its status"),
        State("carrying", "takes messages of others and passes them on"),
        State("grace", "still passes on, though its status offers nothing any more"),
    ),
    moves=(
        Move(("refusing", "grace"), "carrying", "hosting begins"),
        Move(("carrying",), "grace", "hosting stops"),
        Move(("grace",), "refusing", "hosting stays off", timers=("grace",)),
    ),
    source=src("crossrp:52-53 C10 facts/wire-release-2"),
)

CHANNEL = Machine(
    name="channel",
    title="A broadcast channel",
    note=(
        "Statuses are told in a channel of the game that everybody of a realm and faction joins. "
        "Spare ones are for when somebody has seized it."
    ),
    states=(
        State("away", "not joined, and nothing speaks against trying", reasons=("away",), timers=("channel_poll",)),
        State("asked", "the game was asked to join it", reasons=("asked",)),
        State("joined", "statuses are heard and told there", reasons=("joined",)),
        State("refused", "this client may not be in it; then a spare one is wanted", reasons=("refused",)),
        State("full", "the player is in as many channels as the game allows", reasons=("full",)),
    ),
    moves=(
        Move(
            ("away",), "asked", "it is wanted", note="the first one always, once the game has joined its own channels"
        ),
        Move(("asked",), "joined", "the game lets it in", messages=("ST",), note="then everyone's status is asked for"),
        Move(("asked",), "refused", "the game says no"),
        Move(("asked",), "refused", "the game says nothing", timers=("channel_answer",)),
        Move(("asked",), "full", "the game says that there are too many"),
        Move(("refused", "full"), "asked", "time for another try", timers=("channel_retry",)),
        Move(("joined",), "refused", "may not talk there any more"),
        Move(("joined",), "away", "it is lost, or no longer wanted"),
    ),
    source=src("crossrp:5-7 crossrp:46 crossrp:197 P7 facts/wow-client facts/demand"),
)

LINK_STATES = (
    State("unknown", "nothing is known of the friend, or they play on a band within reach"),
    State("asked", "a probe is out, and a few more follow", timers=("probe_again",), limits=("probes",)),
    State("resting", "linked, with load 0: forwards nothing, but can be written to"),
    State("linked", "forwards for this client and, through its status, for everybody"),
)
GONE = (
    Move(
        ("asked", "resting", "linked"),
        "unknown",
        "the friend leaves, or plays another character",
    ),
    Move(("resting", "linked"), "unknown", "the friend says goodbye", messages=("BYE",)),
    Move(("resting", "linked"), "unknown", "not a word", timers=("node_life",)),
    Move(("resting", "linked"), "unknown", "the game says that nobody is there"),
)

LINK = Machine(
    name="link",
    title="A Battle.net friend, as this client sees them",
    note="What a client knows of one Battle.net friend.",
    states=LINK_STATES,
    moves=(
        Move(("unknown",), "asked", "plays on another band, and is asked", messages=("HI",)),
        Move(("unknown", "asked"), "resting", "the friend asks", messages=("HI",)),
        Move(("unknown", "asked", "linked"), "resting", "the friend tells load 0", messages=("HO",)),
        Move(("unknown", "asked", "resting"), "linked", "the friend tells a load", messages=("HO",)),
        *GONE,
    ),
    source=src("crossrp:7-10 crossrp:84-99 C1"),
)

BRIDGE = Machine(
    name="bridge",
    title="Somebody of the own side, as a way to one band",
    note="What a client knows of one player near it, when it looks for a way to a band.",
    states=(
        State("no way", "nothing is known that they carry there"),
        State("usable", "may be drawn, in proportion to `quota` over load"),
    ),
    moves=(
        Move(("no way",), "usable", "a status with that band, and a load", messages=("ST",)),
        Move(("usable",), "no way", "a status without that band", messages=("ST",)),
        Move(("usable",), "no way", "not a word", timers=("node_life",)),
        Move(("usable",), "no way", "the game says that nobody is there"),
    ),
    source=src("crossrp:14-18 crossrp:73-82 facts/wire-release-2"),
)

ROUTED = Machine(
    name="routed",
    title="A message of one's own, to another band",
    note="What becomes of a message on its way to another band. Every message ends, and its sender hears how.",
    states=(
        State("choosing", "looks for a way: straight, an own link, a bridge", momentary=True),
        State("being sent", "its pages go out as the budget allows"),
        State("sent", "handed over; nobody confirms it", final=True, reasons=("sent",)),
        State("no bridge", "nobody reaches that band just now", final=True, reasons=("no_bridge",)),
        State("refused", "the game or the codec does not take it", final=True, reasons=("refused",)),
        State("cancelled", "whoever sent it took it back", final=True, reasons=("cancelled",)),
    ),
    moves=(
        Move(("choosing",), "being sent", "there is a way"),
        Move(("choosing",), "no bridge", "there is none"),
        Move(("choosing",), "refused", "not sendable, or too many under way", limits=("in_flight",)),
        Move(("being sent",), "sent", "its last page is on the line"),
        Move(("being sent",), "refused", "it is refused"),
        Move(("being sent",), "cancelled", "taken back"),
    ),
    source=src("crossrp:101-121"),
)

HALF_BUILT_STATES = (
    State("nothing", "no page of it is here"),
    State("building", "kept until the last page is here"),
    State("passing on", "each page leaves for the next router as soon as its turn comes"),
    State("delivered", "read as one message", final=True),
    State("passed on", "its last page went out to the next router", final=True),
)
GIVEN_UP_TEXT = "what is here of it is forgotten, and so is what may still come"
HALF_BUILT_MOVES = (
    Move(("nothing",), "building", "a first page, or one with a number"),
    Move(("nothing", "building"), "passing on", "the first page says: carry it", messages=("R1", "R2")),
    Move(("building",), "delivered", "the last missing page"),
    Move(("passing on",), "passed on", "the last missing page"),
    Move(("building", "passing on"), "given up", "no page for long", timers=("reassembly",)),
    Move(("building", "passing on"), "given up", "its slot is used anew, or its pages contradict each other"),
    Move(
        ("building", "passing on"),
        "given up",
        "too long, or no room for it",
        limits=("message_bytes", "pending_per_sender", "pending_per_sender_bytes", "pending_total_bytes"),
    ),
)

HALF_BUILT = Machine(
    name="half_built",
    title="A message in pages, at its receiver",
    note=(
        "A message in pages is put together again, or passed on page by page. Whatever strangers send, "
        "what is kept of it is bounded."
    ),
    states=(*HALF_BUILT_STATES, State("given up", GIVEN_UP_TEXT, final=True, reasons=GIVEN_UP)),
    moves=HALF_BUILT_MOVES,
    source=src("crossrp:178-192 C13 facts/wire-release-2 facts/demand"),
)

OUTGOING = Machine(
    name="outgoing",
    title="A message in pages, at its sender",
    note="The game accepts each page, or says why not. What it answers decides what happens next.",
    states=(
        State("queued", "waits for its turn and for the budget"),
        State("handed over", "the game has a page and has not answered"),
        State("waiting", "the whole medium waits; nothing overtakes the refused page"),
        State("held", "the whole medium is held"),
        State("sent", "its last page was accepted", final=True, reasons=("sent",)),
        State(
            "offline", "the game says that nobody is there; all for that target ends", final=True, reasons=("offline",)
        ),
        State("failed", "the game refuses it for good", final=True, reasons=("failed",)),
        State("aborted", "whoever sent it took it back", final=True, reasons=("aborted",)),
        State("expired", "stood still for so long that its receiver gave it up", final=True, reasons=("expired",)),
    ),
    moves=(
        Move(("queued",), "handed over", "its turn comes"),
        Move(("handed over",), "queued", "accepted, more pages follow"),
        Move(("handed over",), "sent", "accepted, and it was the last page"),
        Move(("handed over",), "waiting", "answer `retry`"),
        Move(("waiting",), "queued", "waited", timers=("retry",)),
        Move(("handed over",), "held", "answer `hold`"),
        Move(("held",), "queued", "the restriction ends, or at the next look", timers=("update",)),
        Move(("handed over",), "offline", "answer `offline`"),
        Move(("handed over",), "failed", "answer `failed`"),
        Move(("queued", "waiting", "held"), "aborted", "taken back"),
        Move(("queued", "held"), "expired", "begun, then no page for long", timers=("reassembly",)),
    ),
    source=src("facts/wow-client facts/wire-release-2"),
)

PART = Machine(
    name="part",
    title="A part of somebody's profile, at its reader",
    note="Each part of each profile is asked for on its own, and an answer is taken only by who asked for it.",
    states=(
        State("at rest", "nobody wants it just now, whether it is here or not"),
        State("wanted", "will be asked for together with others"),
        State("asked", "a slot is open for it, and for nothing else"),
    ),
    moves=(
        Move(("at rest", "asked"), "wanted", "touched, and not asked for lately", timers=("request_cooldown",)),
        Move(("at rest", "asked"), "wanted", "its owner announces another version", messages=("TV",)),
        Move(("wanted",), "asked", "the request goes out", timers=("request_pairing",), messages=("TR",)),
        Move(("asked",), "wanted", "the request does not get through", note="the next touch asks at once"),
        Move(
            ("asked",),
            "wanted",
            "never seen, and it did not come",
            timers=("request_cooldown",),
            limits=("request_repeats",),
        ),
        Move(("asked",), "at rest", "it arrives", messages=("TD",)),
        Move(("asked",), "at rest", "no answer: it was current, or lost", timers=("slot_life",)),
    ),
    source=src("crossrp:62-69 crossrp:211-236 C7 P6"),
)

MACHINES = (HOSTING, CARRYING, CHANNEL, LINK, BRIDGE, ROUTED, HALF_BUILT, OUTGOING, PART)
