"""The four who play when revisions are compared: two ends, and the bridge that joins their sides.

Tammya (A) --whisper-> Borin (A) ==Battle.net==> Zulya (H) --whisper-> Catnia (H)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from generator.world.crossrp import stand_in_folder
from generator.world.demo import REALM, REALM_ID
from generator.world.player import Player
from generator.world.profiles import Profile, saved_variables_for
from generator.world.world import World

START = 90.0
"""Virtual seconds until there must be links and bridges."""

_COUNT_PARTS = "local n = 0; for _ in pairs(Parts) do n = n + 1 end; return n"
_WATCH_PARTS = (
    "Parts = {}; CrossRP.RegisterCallback('PROFILE_UPDATED', function(name, _, part) "
    "Parts[part] = true; TRP3_StandIn.OpenPage(name) end)"
)


class Cast:
    """Four players with the addon folders given, in the order of their parts; all logged in."""

    def __init__(self, addons: Sequence[Path], profile: tuple[str, Profile]) -> None:
        self._addons = addons
        self.world = World(1)
        self.realm = self.world.realm(REALM_ID, REALM)
        sides = (("Tammya", "Alliance"), ("Borin", "Alliance"), ("Zulya", "Horde"), ("Catnia", "Horde"))
        self.players = [self.world.player(name, self.realm, side) for name, side in sides]  # type: ignore[arg-type]
        self.sender, self.near, self.far, self.receiver = self.players
        self.world.befriend(self.near, self.far)
        self.receiver.saved_variables("totalRP3", saved_variables_for(self.receiver.fullname, *profile))
        for player, addon in zip(self.players, addons, strict=True):
            player.install(addon)
            player.install(stand_in_folder())
        for player in (self.near, self.far, self.sender, self.receiver):
            player.login()

    def start(self) -> bool:
        """Let them find each other; whether both ends reach the other side within ``START``."""
        return self.world.run_until(self._all_reached, START)

    def newcomers(self, number: int) -> list[Player]:
        """More clients like the sender, who have not logged in yet."""
        found = [self.world.player(f"Tammya{chr(97 + at)}", self.realm, "Alliance") for at in range(number)]
        for player in found:
            player.install(self._addons[0])
        return found

    def _all_reached(self) -> bool:
        return reaches(self.sender, self.receiver) and reaches(self.receiver, self.sender)

    def watch_parts(self) -> None:
        """Let the sender note which parts of a profile come, and open the page as a reader does."""
        self.sender.lua(_WATCH_PARTS)

    def parts(self) -> int:
        """How many parts of a profile came."""
        return int(str(self.sender.lua(_COUNT_PARTS)))


def listen(player: Player) -> None:
    """Let a player count what it hears."""
    player.lua('Heard = 0; CrossRP.SetMessageHandler("RP1", function() Heard = Heard + 1 end)')


def heard(player: Player) -> int:
    """How many messages a player heard since ``listen``."""
    return int(str(player.lua("return Heard")))


def send(sender: Player, receiver: Player, text: str = "Hello!") -> None:
    """Send a message; see ``outcome``."""
    sender.lua(
        f'Outcome = nil; CrossRP.Send("{destination(receiver)}", "RP1 {text}", function(outcome) Outcome = outcome end)'
    )


def outcome(sender: Player) -> str:
    """How the last message of ``send`` ended; empty while it has not."""
    return str(sender.lua("return Outcome") or "")


def destination(player: Player) -> str:
    return str(player.lua("return CrossRP.GetDestination()"))


def reaches(player: Player, other: Player) -> bool:
    """Whether a message to somebody could set out just now."""
    return bool(player.lua(f'return CrossRP.CanReach("{destination(other)}")'))


def count(player: Player, name: str) -> int:
    """One of the counters that the addon keeps since the login."""
    return int(float(str(player.lua(f'return CrossRP.GetCounts()["{name}"] or 0'))))


def when(world: World, condition: Callable[[], bool], limit: float) -> float | None:
    """Seconds until something holds; None when it did not within ``limit``."""
    begin = world.now
    return world.now - begin if world.run_until(condition, limit) else None
