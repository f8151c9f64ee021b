"""Two raids on two sides, joined by two bridges, with the real addon."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from scene import Scene

from generator.world.player import Player
from generator.world.settings import Settings
from generator.world.trace import Record

ALLIANCE = ("Tammya", "Ann", "Bea", "Cid", "Dot")
HORDE = ("Catnia", "Grom", "Hilo", "Iska", "Jorn")

EVENTS = ("RAID_OFFERED", "RAID_REFUSED", "RAID_LINKED", "RAID_UNLINKED")
LISTEN = """
Heard, Told = {}, {}
CrossRP.RegisterCallback("RAID_MESSAGE", function(source, text) table.insert(Heard, source .. ": " .. text) end)
for _, event in ipairs({ %s }) do
    CrossRP.RegisterCallback(event, function(...) table.insert(Told, table.concat({ event, ... }, " ")) end)
end
"""


class Linked:
    """What leaders and members of raids do in a scene, and what can be read of them."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.world = scene, scene.world

    def listen(self, player: Player) -> None:
        player.lua(LISTEN % ", ".join(f'"{event}"' for event in EVENTS))

    def link(self, one: Player, other: Player) -> None:
        """Each names the other, and the link comes about."""
        self.name(one, other)
        self.world.run(3)
        self.name(other, one)
        assert self.scene.until(lambda: self.linked(one) and self.linked(other), 30)
        self.world.run(2)

    def name(self, who: Player, whom: Player) -> object:
        return who.lua(f'return CrossRP.LinkRaid("{destination(whom)}")')

    def say(self, who: Player, text: str) -> object:
        who.lua("Outcome = nil")
        return who.lua(f'return CrossRP.SendToLinkedRaid("{text}", function(outcome) Outcome = outcome end)')

    def linked(self, player: Player) -> str | None:
        """The linked raid's leader as a player knows it."""
        found = player.lua("return CrossRP.GetRaidStatus().linked")
        return None if found is None else str(found)

    def everyone(self, players: Sequence[Player], heard: list[str]) -> None:
        """Each of them heard exactly this."""
        assert {player.name: self.heard(player) for player in players} == {player.name: heard for player in players}

    def state(self, player: Player) -> str:
        return str(player.lua("return CrossRP.GetRaidStatus().state"))

    def heard(self, player: Player) -> list[str]:
        return texts(player.lua("return Heard"))

    def told(self, player: Player) -> list[str]:
        return texts(player.lua("return Told"))

    def join(self, player: Player, member: Player) -> None:
        """A player comes into the group of another."""
        assert self.world.groups.join(player, member)

    def pass_lead(self, old: Player, new: Player) -> None:
        """The leader of a group makes another member the leader."""
        self.world.leading.ask(old, "leader", new.fullname)
        self.world.run(self.world.settings.links.hop)


class Raids(Linked):
    """Tammya's and Catnia's raid; Borin = Zulya and Anduvar = Gromka are the bridges, in no raid."""

    def __init__(self, scene: Scene, *, kind: str = "raid", members: int = 5) -> None:
        super().__init__(scene)
        self.bridges = [*scene.pair("Borin", "Zulya"), *scene.pair("Anduvar", "Gromka")]
        self.near = [scene.player(name, "Alliance") for name in ALLIANCE[:members]]
        self.far = [scene.player(name, "Horde") for name in HORDE[:members]]
        self.world.group(*self.near, kind=kind)
        self.world.group(*self.far, kind=kind)
        scene.started(*self.everybody)
        for one, other in ((self.near[0], self.far[0]), (self.far[0], self.near[0])):
            assert scene.until(lambda one=one, other=other: scene.reaches(one, other), 130)
        for player in self.everybody:
            self.listen(player)

    @property
    def everybody(self) -> list[Player]:
        return [*self.bridges, *self.near, *self.far]


def packets(raids: Linked, command: bytes, since: float = 0.0) -> list[Record]:
    """Every packet sent that holds this command."""
    return [
        record
        for record in raids.world.trace
        if record.kind == "send" and record.time >= since and (b" %s " % command) in b" " + record.text[2:] + b" "
    ]


def destination(player: Player) -> str:
    return str(player.lua("return CrossRP.GetDestination()"))


def texts(found: object) -> list[str]:
    values: Sequence[object] = list(found.values()) if isinstance(found, dict) else list(found or [])  # type: ignore[call-overload]
    return [str(value) for value in values]


def two_raids(make: Callable[..., Scene], revision_id: str = "alliance-2", **options: Any) -> Raids:
    """Two raids of five, linked unless ``linked=False``."""
    settings: Settings | None = options.pop("settings", None)
    linked = options.pop("linked", True)
    raids = Raids(make(revision_id, settings=settings), **options)
    if linked:
        raids.link(raids.near[0], raids.far[0])
    return raids
