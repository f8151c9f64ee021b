"""A realm with players who have the real addon, on both sides of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from generator.lua.addon import ADDON
from generator.spec.catalog import revision
from generator.spec.model import Revision
from generator.world.crossrp import msp_stand_in_folder, stand_in_folder
from generator.world.identity import Realm
from generator.world.player import Player
from generator.world.settings import Settings
from generator.world.world import World


class Scene:
    """A realm with both factions. Players get the addon that is below ``folder``, and the stand-in for Total RP 3, or
    the one for MSP addons."""

    def __init__(self, revision_id: str, folder: Path, settings: Settings | None, seed: int) -> None:
        self.revision: Revision = revision(revision_id)
        self.world = World(seed, settings or Settings())
        self.realm = self.world.realm(1365, "Moon Guard")
        self._addon = folder / ADDON.folder

    def player(
        self,
        name: str,
        faction: str,
        *,
        log_in: bool = True,
        addons: tuple[Path, ...] = (),
        realm: Realm | None = None,
        product: str | None = None,
        crossrp: bool = True,
        totalrp3: bool = True,
        msp: bool = False,
        identity: Mapping[str, str] | None = None,
    ) -> Player:
        """A player. ``identity`` is what the client thinks of itself otherwise, such as {"locale": "deDE"}."""
        player = self.world.player(name, realm or self.realm, faction, product=product)  # type: ignore[arg-type]
        if identity:
            player.identity = replace(player.identity, **identity)  # type: ignore[arg-type]
            player.client = self.world.new_client(player.host, player.product)
        for addon in addons:
            player.install(addon)
        if crossrp:
            player.install(self._addon)
        if msp:
            player.install(msp_stand_in_folder())
        elif totalrp3:
            player.install(stand_in_folder())
        if log_in:
            player.login()
        return player

    def pair(self, near: str, far: str) -> tuple[Player, Player]:
        """An Alliance and a Horde bridge who are friends."""
        alliance, horde = self.player(near, "Alliance", log_in=False), self.player(far, "Horde", log_in=False)
        self.world.befriend(alliance, horde)
        alliance.login()
        horde.login()
        return alliance, horde

    def until(self, condition: Callable[[], object], limit: float = 60.0) -> bool:
        return self.world.run_until(lambda: bool(condition()), limit)

    def started(self, *players: Player) -> None:
        assert self.until(lambda: all(player.lua("return CrossRP.IsStarted()") for player in players))
        self.world.run(5.0)

    def reaches(self, player: Player, other: Player) -> bool:
        return bool(player.lua(f'return CrossRP.CanReach("{other.lua("return CrossRP.GetDestination()")}")'))

    def send(self, sender: Player, receiver: Player, text: str) -> None:
        """Send a text; its outcome is kept in the sender's `Outcome`."""
        sender.lua("Outcome = nil")
        sender.lua(
            f'CrossRP.Send("{receiver.lua("return CrossRP.GetDestination()")}", "{text}", '
            "function(outcome, detail) Outcome = outcome; Detail = detail end)"
        )

    def listen(self, receiver: Player, command: str = "RP1") -> None:
        receiver.lua(
            f'Heard = {{}}; CrossRP.SetMessageHandler("{command}", '
            'function(source, text) table.insert(Heard, source .. ": " .. text) end)'
        )

    def heard(self, receiver: Player) -> list[str]:
        found = receiver.lua("return Heard")
        return list(found.values()) if isinstance(found, dict) else list(found or [])

    def counts(self, player: Player) -> dict[str, int]:
        found = player.lua("return CrossRP.GetCounts()")
        return {str(name): int(value) for name, value in found.items()} if isinstance(found, dict) else {}
