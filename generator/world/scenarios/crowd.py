"""Crowds made into players, friendships and touches. Each member draws from a stream of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from generator.virtual.streams import Streams
from generator.world.scenarios.model import Action, Crowd, PlayerSpec, RealmSpec, Scenario, ScenarioError

LETTERS = 26
#: Members are named after their crowd with two letters behind, or three in a large one.
MOST = LETTERS**3

_Band = tuple[RealmSpec, str]


def expanded(scenario: Scenario, seed: int) -> Scenario:
    """The scenario with its crowds made into players and what they do."""
    if not scenario.crowds:
        return scenario
    streams = Streams(seed)
    members = {crowd.name: list(_members(crowd, scenario, streams)) for crowd in scenario.crowds}
    everybody = (*scenario.players, *(player for crowd in members.values() for player in crowd))
    friends = list(scenario.friends)
    actions = list(scenario.actions)
    for crowd in scenario.crowds:
        friends += _bridges(crowd, scenario, members[crowd.name])
        actions += _touches(crowd, members[crowd.name], everybody, streams, scenario.seconds)
    return replace(scenario, crowds=(), players=everybody, friends=tuple(friends), actions=tuple(actions))


def bands(crowd: Crowd, scenario: Scenario) -> list[_Band]:
    """The bands of a crowd, in the order in which its members are spread over them."""
    names = crowd.realms or tuple(realm.name for realm in scenario.realms)
    return [(scenario.realm(name), faction) for name in names for faction in crowd.factions]


def apart(one: _Band, other: _Band) -> bool:
    """Whether players of two bands cannot whisper each other."""
    return one[1] != other[1] or (one[0] != other[0] and not (one[0].group and one[0].group == other[0].group))


def _members(crowd: Crowd, scenario: Scenario, streams: Streams) -> Iterator[PlayerSpec]:
    places = bands(crowd, scenario)
    for number in range(crowd.count):
        name = crowd.name + _letters(number, 2 if crowd.count <= LETTERS**2 else 3)
        if scenario.settings.get("names.regional") is True:
            name = f"{name} {crowd.name}"
        realm, faction = places[number % len(places)]
        random = streams.fresh(f"crowd/{name}")
        yield PlayerSpec(
            name=name,
            realm=realm.name,
            faction="Alliance" if faction == "Alliance" else "Horde",
            crossrp=crowd.crossrp,
            totalrp3=crowd.totalrp3,
            addons=crowd.addons,
            product=crowd.product,
            profile=random.choice(crowd.profile),
            login=round(random.uniform(*crowd.login), 3),
            place=crowd.place,
            crowd=crowd.name,
        )


def _letters(number: int, length: int) -> str:
    """A number in letters: 0 is "aa", or "aaa"."""
    return "".join(chr(97 + number // LETTERS**place % LETTERS) for place in reversed(range(length)))


def _bridges(crowd: Crowd, scenario: Scenario, members: list[PlayerSpec]) -> Iterator[tuple[str, str]]:
    places = bands(crowd, scenario)
    pairs = [pair for pair in combinations(range(len(places)), 2) if apart(places[pair[0]], places[pair[1]])]
    if crowd.bridges and not pairs:
        raise ScenarioError(f"crowd {crowd.name}", "its players can all whisper each other: bridges need two bands")
    free = [members[band :: len(places)] for band in range(len(places))]
    for number in range(crowd.bridges):
        one, other = pairs[number % len(pairs)]
        if not free[one] or not free[other]:
            raise ScenarioError(f"crowd {crowd.name}", f"{crowd.count} players are too few for {crowd.bridges} bridges")
        yield free[one].pop(0).name, free[other].pop(0).name


def _touches(
    crowd: Crowd, members: list[PlayerSpec], everybody: tuple[PlayerSpec, ...], streams: Streams, seconds: float
) -> Iterator[Action]:
    if crowd.touch_every <= 0:
        return
    for member in members:
        random = streams.fresh(f"crowd/{member.name}/touches")
        others = [other for other in everybody if (other.realm, other.faction) != (member.realm, member.faction)]
        end = min(crowd.touch[1], seconds)
        time = crowd.touch[0] + random.expovariate(1 / crowd.touch_every)
        while time < end and others:
            target = random.choice(others).name
            yield Action("touch", round(time, 3), (member.name,), options={"target": target})
            time += random.expovariate(1 / crowd.touch_every)
