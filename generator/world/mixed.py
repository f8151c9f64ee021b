"""Old and new clients in one network: which conversations still work, found by letting both addons play.

Tammya (A) --whisper-> Borin (A) ==Battle.net==> Zulya (H) --whisper-> Catnia (H)
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.spec.model import Constant, Revision
from generator.world.crossrp import stand_in_folder, write_addon
from generator.world.demo import REALM, REALM_ID
from generator.world.player import Player
from generator.world.profiles import PARTS, Profile, saved_variables_for
from generator.world.world import World

START = 90.0
"""Virtual seconds until there must be links and bridges."""
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
OWN_SIDE = "a message to the own side"
CROSSES = "a message crosses"
ACKED = "its sender learns that it arrived"
PROFILE = "a profile crosses"

FLOWS = {
    "startup": BRIDGE,
    "link": LINK,
    "bridge": BRIDGE,
    "newcomer": BRIDGE,
    "direct": OWN_SIDE,
    "route": CROSSES,
    "own_link": CROSSES,
    "to_link": CROSSES,
    "profile": PROFILE,
}
"""The conversation in which a flow of the specification shows."""


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
    with tempfile.TemporaryDirectory(prefix="crossrp-mixed-") as folder:
        addons = {name: write_addon(one, Path(folder) / name) for name, one in ((OLD, old), (NEW, new))}
        for network, roles in NETWORKS:
            for name, works, seen in _Network([addons[role] for role in roles], profile).conversations():
                yield Conversation(name, network, prefix, works, seen)


class _Network:
    """Four players with the addons given, logged in one after the other."""

    def __init__(self, addons: list[Path], profile: tuple[str, Profile]) -> None:
        self.world = World(1)
        realm = self.world.realm(REALM_ID, REALM)
        sides = (("Tammya", "Alliance"), ("Borin", "Alliance"), ("Zulya", "Horde"), ("Catnia", "Horde"))
        self.players = [self.world.player(name, realm, side) for name, side in sides]  # type: ignore[arg-type]
        self.sender, self.near, self.far, self.receiver = self.players
        self.world.befriend(self.near, self.far)
        self.receiver.saved_variables("totalRP3", saved_variables_for(self.receiver.fullname, *profile))
        for player, addon in zip(self.players, addons, strict=True):
            player.install(addon)
            player.install(stand_in_folder())
        for player in (self.near, self.far, self.sender, self.receiver):
            player.login()

    def conversations(self) -> Iterator[tuple[str, bool, str]]:
        start = self.world.now
        reached = self.world.run_until(self._all_reached, START)
        links = [int(str(player.lua("return CrossRP.GetLinks()"))) for player in (self.near, self.far)]
        yield LINK, links == [1, 1], f"links of the two: {links[0]} and {links[1]}"
        yield (
            BRIDGE,
            reached,
            f"after {self.world.now - start:.1f} s both ends reach the other side"
            if reached
            else (f"not within {START:.0f} s"),
        )
        self.world.run(5.0)
        heard, _ = self._send(self.sender, self.near)
        yield OWN_SIDE, heard, "heard" if heard else "not heard"
        heard, outcome = self._send(self.sender, self.receiver)
        yield CROSSES, heard, f"{'heard' if heard else 'not heard'}; the sender's outcome is {outcome}"
        yield ACKED, outcome == "acked", f"the sender's outcome is {outcome}"
        parts = self._profile()
        yield PROFILE, parts == len(PARTS), f"{parts} of {len(PARTS)} parts came"

    def _all_reached(self) -> bool:
        return self._reaches(self.sender, self.receiver) and self._reaches(self.receiver, self.sender)

    def _reaches(self, player: Player, other: Player) -> bool:
        return bool(player.lua(f'return CrossRP.CanReach("{other.lua("return CrossRP.GetDestination()")}")'))

    def _send(self, sender: Player, receiver: Player) -> tuple[bool, str]:
        receiver.lua('Heard = 0; CrossRP.SetMessageHandler("RP1", function() Heard = Heard + 1 end)')
        to = receiver.lua("return CrossRP.GetDestination()")
        sender.lua(f'Outcome = nil; CrossRP.Send("{to}", "RP1 Hello!", function(outcome) Outcome = outcome end)')
        self.world.run_until(lambda: bool(sender.lua("return Outcome") and receiver.lua("return Heard") != 0), SECONDS)
        return receiver.lua("return Heard") != 0, str(sender.lua("return Outcome") or "none")

    def _profile(self) -> int:
        self.sender.lua(
            "Parts = {}; CrossRP.RegisterCallback('PROFILE_UPDATED', function(name, _, part) "
            "Parts[part] = true; TRP3_StandIn.OpenPage(name) end)"
        )
        self.sender.mouseover(self.receiver)
        self.sender.target(self.receiver)
        self._until(lambda: self._parts() == len(PARTS))
        return self._parts()

    def _parts(self) -> int:
        found = self.sender.lua("local n = 0; for _ in pairs(Parts) do n = n + 1 end; return n")
        return int(str(found))

    def _until(self, condition: Callable[[], bool]) -> None:
        self.world.run_until(condition, SECONDS)
