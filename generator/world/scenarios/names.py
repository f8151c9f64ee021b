"""Whom a scenario means by a name."""

from __future__ import annotations

from collections.abc import Iterable

from generator.world.scenarios.model import PlayerSpec, Scenario, ScenarioError
from generator.world.scenarios.options import near

EVERYBODY = "*"


def known(scenario: Scenario) -> list[str]:
    """Every name that may be used."""
    names = [player.name for player in scenario.players]
    names += [f"@{crowd.name}" for crowd in scenario.crowds]
    names += [f"@{crowd}" for crowd in dict.fromkeys(player.crowd for player in scenario.players) if crowd]
    names += [realm.name for realm in scenario.realms]
    return [*names, "Alliance", "Horde", EVERYBODY]


def check(scenario: Scenario, names: Iterable[str], place: str) -> None:
    """Raise ScenarioError for a name nobody has. Crowds may be still to be made."""
    there = known(scenario)
    for name in names:
        if name not in there:
            raise ScenarioError(place, f"nobody is called {name!r}{near(name, there)}")


def check_one(scenario: Scenario, name: str, place: str) -> None:
    """Raise ScenarioError for a name that is not that of one character."""
    there = [player.name for player in scenario.players]
    if name not in there:
        raise ScenarioError(place, f"no player is called {name!r}{near(name, there)}")


def find(scenario: Scenario, names: Iterable[str]) -> list[PlayerSpec]:
    """The players meant, in the order of the scenario. Crowds must have been made."""
    wanted = list(names)
    return [player for player in scenario.players if any(_means(name, player) for name in wanted)]


def in_order(scenario: Scenario, names: Iterable[str]) -> list[PlayerSpec]:
    """The players meant, in the order in which they are named. Crowds must have been made."""
    return list(dict.fromkeys(player for name in names for player in find(scenario, (name,))))


def _means(name: str, player: PlayerSpec) -> bool:
    if name.startswith("@"):
        return player.crowd == name[1:]
    return name in (EVERYBODY, player.name, player.faction, player.realm)
