"""What a player gets into: instances, encounters, keystones, matches, combat, and the events around them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.client.host import Instance
from generator.world.restrictions import restrict

if TYPE_CHECKING:
    from generator.world.player import Player

#: Instance kinds that are a communication-restricted map (facts/wow-client.md 1.4: "a dungeon or raid").
RESTRICTED_MAPS = ("party", "raid", "pvp", "arena")

_NUMBER, _DIFFICULTY, _SIZE = 1, 1, 5


def combat(player: Player, active: bool) -> None:
    """Combat: PLAYER_REGEN_DISABLED and ENABLED, and the restriction of that name."""
    session = player.require_session()
    if session.in_combat == active:
        return
    restrict(player, "Combat", active)
    session.in_combat = active
    session.changed()
    player.fire("PLAYER_REGEN_DISABLED" if active else "PLAYER_REGEN_ENABLED")


def enter(player: Player, instance: Instance) -> None:
    """A loading screen, and another map behind it."""
    session = player.require_session()
    player.fire("PLAYER_LEAVING_WORLD")
    session.instance = instance
    session.changed()
    player.fire("PLAYER_ENTERING_WORLD", False, False)
    player.fire("ZONE_CHANGED_NEW_AREA")
    restrict(player, "Map", instance.kind in RESTRICTED_MAPS)
    player.world.friends.changed(player)


def leave(player: Player) -> None:
    """Out of the instance: a boss fight, run or match is over for this player."""
    session = player.require_session()
    if not session.in_instance:
        return
    for name in ("Encounter", "ChallengeMode", "PvPMatch"):
        restrict(player, name, False)
    enter(player, Instance())


def encounter(player: Player, active: bool) -> None:
    """A boss fight, with ENCOUNTER_START and ENCOUNTER_END."""
    if _mark(player, "Encounter", active, encounter=active):
        name = player.require_session().instance.name
        if active:
            player.fire("ENCOUNTER_START", _NUMBER, name, _DIFFICULTY, _SIZE)
        else:
            player.fire("ENCOUNTER_END", _NUMBER, name, _DIFFICULTY, _SIZE, 1)


def keystone(player: Player, active: bool) -> None:
    """A keystone run, with CHALLENGE_MODE_START and CHALLENGE_MODE_COMPLETED."""
    if _mark(player, "ChallengeMode", active, challenge_mode=active):
        if active:
            player.fire("CHALLENGE_MODE_START", player.require_session().instance.map_id)
        else:
            player.fire("CHALLENGE_MODE_COMPLETED")


def pvp_match(player: Player, active: bool) -> None:
    """A match. Its own events exist on mainline only and are left out."""
    _mark(player, "PvPMatch", active, pvp_match=active)


def _mark(player: Player, restriction: str, active: bool, **flags: bool) -> bool:
    """Set an instance's flags and begin or end a restriction; whether anything changed."""
    session = player.require_session()
    changed = replace(session.instance, **flags)  # type: ignore[arg-type]
    if changed == session.instance:
        return False
    session.instance = changed
    session.changed()
    restrict(player, restriction, active)
    return True
