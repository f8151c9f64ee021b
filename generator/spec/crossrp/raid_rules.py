"""Linked raids: what a link can be for a leader and for a member, and what was decided about it (C11)."""

from __future__ import annotations

from ..machine import Machine, Move, State
from ..model import Behaviour, Item, src

_SOURCE = src("crossrp:125-129 C11")

_ALL = ("offering", "agreed", "linked", "following", "inheriting")

RAID_MACHINES: tuple[Item, ...] = (
    Machine(
        name="raid_link",
        title="A leader's link with another raid",
        states=(
            State("none", "no link, and none asked for"),
            State("offering", "has named another leader and waits to be named"),
            State("agreed", "has named the other and was named; waits for the other's word that it knows"),
            State("linked", "messages pass both ways"),
            State("following", "the other raid has a new leader, who is asked to go on; messages still pass"),
            State("inheriting", "leads a raid that was linked before; waits for the other leader's offer"),
        ),
        moves=(
            Move(("none",), "offering", "the player names a leader", messages=("LO",)),
            Move(("none",), "agreed", "the player names one who offered", messages=("LA",)),
            Move(("none",), "inheriting", "this player takes over a linked raid", messages=("LS",)),
            Move(("none",), "linked", "back after a reload", timers=("raid_life",), messages=("LA",)),
            Move(("offering", "following", "inheriting"), "agreed", "the other offers", messages=("LO", "LA")),
            Move(
                ("agreed",),
                "offering",
                "the other never made that offer",
                messages=("LX", "LO"),
                note="an offer names no token of ours, so a router may have made it up",
            ),
            Move(("offering", "agreed", "following"), "linked", "the other agrees", messages=("LA", "LS")),
            Move(("linked",), "following", "the other hands over", messages=("LH", "LO")),
            Move(("offering",), "none", "the offer does not get through"),
            Move(("offering", "agreed"), "none", "no answer", timers=("raid_offer",), messages=("LX",)),
            Move(("following", "inheriting"), "none", "no answer", timers=("raid_handover",), messages=("LX",)),
            Move(("linked",), "none", "not a word", timers=("raid_life",), messages=("LX",)),
            Move(("linked",), "none", "the lead is passed on", messages=("LH",)),
            Move(("offering", "agreed", "following", "inheriting"), "none", "the lead is passed on", messages=("LX",)),
            Move(_ALL, "none", "the other ends it", messages=("LX",)),
            Move(_ALL, "none", "the player ends it", messages=("LX",)),
            Move(_ALL, "none", "the player leaves the group", messages=("LX",)),
            Move(_ALL, "none", "another group key", messages=("LX",)),
        ),
        source=_SOURCE,
    ),
    Machine(
        name="raid_news",
        title="What a member of a raid knows of its link",
        states=(
            State("unlinked", "no link is known"),
            State("linked", "the leader told of one"),
            State("waiting", "somebody else leads; the link is believed in until they had time to tell of it"),
        ),
        moves=(
            Move(("unlinked", "waiting"), "linked", "the leader tells of a link", messages=("LS",)),
            Move(("linked", "waiting"), "unlinked", "the leader tells of none", messages=("LS",)),
            Move(("linked",), "unlinked", "not a word", timers=("raid_life",)),
            Move(("waiting",), "unlinked", "not a word", timers=("raid_handover",)),
            Move(("linked",), "waiting", "somebody else leads"),
            Move(("unlinked",), "waiting", "this player passed the lead on"),
            Move(("linked", "waiting"), "unlinked", "this player leads now"),
            Move(("linked", "waiting"), "unlinked", "the player leaves the group"),
            Move(("linked", "waiting"), "unlinked", "another group key"),
        ),
        source=_SOURCE,
    ),
)

RAID_DECISIONS: tuple[Item, ...] = (
    Behaviour(
        name="raids",
        text="Two raids' leaders name each other and tell their raids; messages for the linked raid go to its leader.",
        source=_SOURCE,
    ),
    Behaviour(
        name="raid_speaker",
        text="Only the leader, by the game's roster, speaks for a raid. Assistants do not: pass the lead on.",
        source=src("C11 P8"),
    ),
    Behaviour(
        name="raid_groups",
        text="A party is a small raid: RAID falls back to PARTY. Groups made by the game's finder are not linked.",
        source=src("C11 facts/wow-client"),
    ),
    Behaviour(
        name="raid_tokens",
        text="A leader names the other's token to prove that it is the one agreed with; any other is refused.",
        source=src("C11 P8 facts/demand"),
    ),
    Behaviour(
        name="raid_found_again",
        text="An offer of who is linked already, and lost it in a crash perhaps, is answered and changes nothing.",
        source=src("C11 P8"),
        note="the answer names the token offered, and what comes back to it names ours; a forged offer gets no further",
    ),
    Behaviour(
        name="raid_pass",
        text="Members prove with their raid's pass where they belong; it is another one after somebody left the raid.",
        source=src("C11 P8 facts/demand"),
    ),
    Behaviour(
        name="raid_members",
        text="Members believe news only of their own leader, and messages only of them or who led until lately.",
        source=src("C11 P8 facts/demand"),
    ),
    Behaviour(
        name="raid_handed_over",
        text="Who passes the lead on names the new leader to the other one, who offers; the new one agrees at once.",
        source=src("C11 P8"),
        note="when both raids change leaders within that time, the link ends",
    ),
    Behaviour(
        name="raid_ended",
        text="A leader who leaves, or is gone without a word for long, ends the link; the next one may make another.",
        source=src("C11 P8"),
    ),
    Behaviour(
        name="raid_reloaded",
        text="A link is saved with its tokens at logout, and taken up by a leader who is back within `raid_life`.",
        source=src("C11 P8"),
        note="no key is saved, so a link under a group key ends with a reload",
    ),
    Behaviour(
        name="raid_once",
        text="A message keeps its id wherever it is sent; who has delivered an id of a source does not do so again.",
        source=src("C6 C11 P8"),
    ),
    Behaviour(
        name="raid_budget",
        text="A leader repeats a routed message in one message on RAID, within a budget a sender and one for all.",
        source=src("C11 P8 facts/demand"),
    ),
    Behaviour(
        name="raid_unicast",
        text="Messages between leaders count only when they were sent to one player; a broadcast of them is refused.",
        source=src("C11 P8 facts/demand"),
        note="or one broadcast would have everybody answer",
    ),
)
