"""Old and new clients in one network: which conversations still work, found by letting both addons play.

Tammya (A) --whisper-> Borin (A) ==Battle.net==> Zulya (H) --whisper-> Catnia (H)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.spec.model import Constant, Revision
from generator.world.cast import START, Cast, heard, listen, outcome, send
from generator.world.crossrp import kept_addon
from generator.world.player import Player
from generator.world.profiles import PARTS, Profile

SECONDS = 60.0
"""Virtual seconds a message may take, and a profile."""

OLD, NEW = "old", "new"
NETWORKS = (
    ("all old", (OLD, OLD, OLD, OLD)),
    ("all new", (NEW, NEW, NEW, NEW)),
    ("sender's side old, receiver's new", (OLD, OLD, NEW, NEW)),
    ("sender's side new, receiver's old", (NEW, NEW, OLD, OLD)),
    ("bridges old, ends new", (NEW, OLD, OLD, NEW)),
    ("bridges new, ends old", (OLD, NEW, NEW, OLD)),
)
"""Who is who, as sender, bridge, far bridge and receiver."""

LINK = "two friends become a link"
BRIDGE = "a newcomer hears of a bridge"
OWN_SIDE = "a message reaches the own side"
CROSSES = "a message crosses"
ACKED = "a sender hears that it arrived"
PROFILE = "a profile crosses"


@dataclass(frozen=True, slots=True)
class Conversation:
    """Whether one thing works in one network, and what was seen."""

    name: str
    network: str
    prefix: str
    works: bool
    seen: str

    def as_json(self) -> dict[str, Any]:
        return {
            "conversation": self.name,
            "network": self.network,
            "prefix": self.prefix,
            "works": "yes" if self.works else "no",
            "seen": self.seen,
        }


def conversations(old: Revision, new: Revision, profile: tuple[str, Profile]) -> Iterator[Conversation]:
    """Every conversation in every network: with the prefixes as they are, and when they differ with one for both."""
    prefixes = (prefix_of(old), prefix_of(new))
    if prefixes[0] == prefixes[1]:
        yield from _networks(old, new, profile, f"the prefix {prefixes[0]}")
        return
    yield from _networks(old, new, profile, f"their own prefixes, {prefixes[0]} and {prefixes[1]}")
    yield from _networks(old, under(new, prefixes[0]), profile, f"{prefixes[0]} for both, to see what else differs")


def under(revision: Revision, prefix: str) -> Revision:
    """The revision with another prefix, so that the game hands its packets to clients of another one."""
    items = (
        replace(item, text=prefix) if isinstance(item, Constant) and item.name == "prefix" else item
        for item in revision.items
    )
    return replace(revision, own=tuple(items), parent=None, dropped=())


def prefix_of(revision: Revision) -> str:
    """The prefix of every packet of a revision."""
    return revision.all(Constant)["prefix"].text


def _networks(old: Revision, new: Revision, profile: tuple[str, Profile], prefix: str) -> Iterator[Conversation]:
    addons = {OLD: kept_addon(old), NEW: kept_addon(new)}
    for network, roles in NETWORKS:
        for name, works, seen in _Network([addons[role] for role in roles], profile).conversations():
            yield Conversation(name, network, prefix, works, seen)


class _Network:
    """Four players with the addons given, logged in one after the other."""

    def __init__(self, addons: list[Path], profile: tuple[str, Profile]) -> None:
        self.cast = Cast(addons, profile)

    def conversations(self) -> Iterator[tuple[str, bool, str]]:
        cast, world = self.cast, self.cast.world
        start = world.now
        reached = cast.start()
        links = [int(str(player.lua("return CrossRP.GetLinks()"))) for player in (cast.near, cast.far)]
        yield LINK, links == [1, 1], f"links of the two: {links[0]} and {links[1]}"
        yield (
            BRIDGE,
            reached,
            f"after {world.now - start:.1f} s both ends reach the other side"
            if reached
            else (f"not within {START:.0f} s"),
        )
        world.run(5.0)
        came, _ = self._send(cast.sender, cast.near)
        yield OWN_SIDE, came, "heard" if came else "not heard"
        came, ended = self._send(cast.sender, cast.receiver)
        yield CROSSES, came, f"{'heard' if came else 'not heard'}; the sender's outcome is {ended}"
        yield ACKED, ended == "acked", f"the sender's outcome is {ended}"
        parts = self._profile()
        yield PROFILE, parts == len(PARTS), f"{parts} of {len(PARTS)} parts came"

    def _send(self, sender: Player, receiver: Player) -> tuple[bool, str]:
        listen(receiver)
        send(sender, receiver)
        self.cast.world.run_until(lambda: outcome(sender) != "" and heard(receiver) != 0, SECONDS)
        return heard(receiver) != 0, outcome(sender) or "none"

    def _profile(self) -> int:
        cast = self.cast
        cast.watch_parts()
        cast.sender.mouseover(cast.receiver)
        cast.sender.target(cast.receiver)
        cast.world.run_until(lambda: cast.parts() == len(PARTS), SECONDS)
        return cast.parts()
