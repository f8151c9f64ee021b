"""Players of two factions in one group or guild: what a whisper carries needs no router."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from scene import Scene
from test_regressions import four, give_profile, has_profile, look_at

from generator.world.player import Player
from generator.world.profiles import saved_variables_for, synthetic_profile
from generator.world.settings import Reach, Settings
from generator.world.world import World

Make = Callable[..., Scene]


def routed(scene: Scene, *names: bytes, since: int = 0) -> list[str]:
    """Who sent something for others to carry, in the form of one of these messages."""
    return [
        record.sender
        for record in list(scene.world.trace)[since:]
        if record.kind == "send" and any(name + b" " in record.text for name in names or (b"R1", b"R2"))
    ]


def played(scene: Make, revision: str, bring: Callable[[World, Player, Player], object], **settings: Reach) -> Scene:
    """Tammya and Catnia, with profiles and what they have in common; Borin and Zulya could carry all between them."""
    made, players = four(scene, revision, settings=Settings(**settings))  # type: ignore[arg-type]
    tammya, _, _, catnia = players
    for player in (tammya, catnia):
        player.logout()
        profile_id = f"0901120000{player.name.lower():.5}"
        player.saved_variables(
            "totalRP3", saved_variables_for(player.fullname, profile_id, synthetic_profile(2000, len(player.name)))
        )
        player.login()
    made.started(*players)
    bring(made.world, tammya, catnia)
    made.world.run(2)
    return made


def grouped(world: World, *members: Player) -> None:
    world.group(*members)


def in_one_guild(world: World, *members: Player) -> None:
    world.guild("Lanterns", *members)


def strangers(world: World, *members: Player) -> None:
    del world, members


def people(made: Scene) -> tuple[Player, Player]:
    tammya, _, _, catnia = made.world.players
    return tammya, catnia


@pytest.mark.parametrize("revision", ["alliance-1", "alliance-2", "release-2"])
@pytest.mark.parametrize(
    ("bring", "direct"),
    [(grouped, True), (in_one_guild, True), (strangers, False)],
    ids=["group", "guild", "strangers"],
)
def test_what_a_whisper_carries_is_not_routed(scene: Make, revision: str, bring, direct: bool) -> None:
    made = played(scene, revision, bring)
    tammya, catnia = people(made)
    for reader, owner in ((tammya, catnia), (catnia, tammya)):
        look_at(reader, owner)
        assert made.until(lambda reader=reader, owner=owner: has_profile(reader, owner), 20)
    assert (routed(made) == []) == direct


@pytest.mark.parametrize("revision", ["alliance-1", "alliance-2", "release-2"])
@pytest.mark.parametrize(
    "reach",
    [Reach(across_factions=frozenset()), Reach(across_factions=frozenset(), offline="silent")],
    ids=["told", "silent"],
)
def test_where_no_whisper_gets_through_routers_carry_all(scene: Make, revision: str, reach: Reach) -> None:
    made = played(scene, revision, grouped, reach=reach)
    tammya, catnia = people(made)
    look_at(tammya, catnia)
    assert made.until(lambda: has_profile(tammya, catnia), 60)
    assert routed(made)


def test_who_leaves_the_group_is_reached_over_routers(scene: Make) -> None:
    made = played(scene, "alliance-2", grouped)
    tammya, catnia = people(made)
    made.world.ungroup(catnia)
    look_at(tammya, catnia)
    assert made.until(lambda: has_profile(tammya, catnia), 20)
    assert routed(made)


def test_a_part_that_goes_straight_is_logged(scene: Make) -> None:
    made = played(scene, "alliance-2", grouped)
    tammya, catnia = people(made)
    look_at(tammya, catnia)
    assert made.until(lambda: has_profile(tammya, catnia), 20)
    parts = [record.medium for record in made.world.trace if record.kind == "send" and b" TD " in record.text]
    assert set(parts) == {"LOGGED"}


def test_a_friend_who_does_not_host_is_asked_over_battlenet(scene: Make) -> None:
    made, players = four(scene)
    tammya, _, _, catnia = players
    made.world.befriend(tammya, catnia)
    catnia.slash("/crossrp off")
    catnia.logout()
    give_profile(catnia, 2000)
    catnia.login()
    made.started(*players)
    since = len(made.world.trace)
    look_at(tammya, catnia)
    assert made.until(lambda: has_profile(tammya, catnia), 20)
    assert routed(made, b"R1", since=since) == []
    assert routed(made, b"R2", since=since)
