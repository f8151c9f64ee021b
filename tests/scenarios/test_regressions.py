"""What went wrong once among real clients, each with the least world that shows it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Scene

from generator.world.player import Player

Make = Callable[..., Scene]
Four = tuple[Player, Player, Player, Player]


def four(make: Make, revision_id: str = "alliance-2", *, stagger: float = 0.0, **options: object) -> tuple[Scene, Four]:
    """Tammya - Borin = Zulya - Catnia, logged in ``stagger`` seconds apart."""
    scene = make(revision_id, **options)
    players = (
        scene.player("Tammya", "Alliance", log_in=False),
        scene.player("Borin", "Alliance", log_in=False),
        scene.player("Zulya", "Horde", log_in=False),
        scene.player("Catnia", "Horde", log_in=False),
    )
    scene.world.befriend(players[1], players[2])
    for player in players:
        player.login()
        scene.world.run(stagger)
    return scene, players


def sends(scene: Scene, sender: Player, medium: str, since: int = 0) -> list[bytes]:
    return [
        record.text
        for record in list(scene.world.trace)[since:]
        if record.kind == "send" and record.sender == sender.fullname and record.medium == medium
    ]


@pytest.mark.parametrize("revision_id", ["alliance-1", "alliance-2", "release-2"])
@pytest.mark.parametrize("stagger", [0.0, 0.5, 1.0, 2.0])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whoever_logs_in_first_has_a_bridge_soon(scene: Make, revision_id: str, stagger: float, seed: int) -> None:
    """A link won between the first status and the update loop was news to nobody for two minutes."""
    made, (tammya, _, _, catnia) = four(scene, revision_id, stagger=stagger, seed=seed)
    assert made.until(lambda: made.reaches(tammya, catnia) and made.reaches(catnia, tammya), 20)


def test_what_friends_do_costs_no_messages(scene: Make) -> None:
    """Every step of a friend is an event; friends without Cross RP were probed at each."""
    made, (_, borin, zulya, _) = four(scene)
    friends = [made.world.player(name, made.realm, "Horde") for name in ("Grosh", "Mokra", "Thura")]
    for friend in friends:
        made.world.befriend(borin, friend)
        friend.login()
    made.world.run(30)
    since = len(made.world.trace)
    for step in range(30):
        friends[step % len(friends)].move(f"Place {step}")
        made.world.run(1)
    assert sends(made, borin, "BNET", since) == []
    # Somebody new, or somebody else on the same account, is asked.
    friends[0].logout()
    made.world.run(5)
    friends[0].login()
    made.world.run(10)
    assert len(sends(made, borin, "BNET", since)) == 1
    assert zulya.lua("return CrossRP.GetLinks()") == 1


def test_a_link_comes_back_after_both_were_locked_for_long(scene: Make) -> None:
    made, (tammya, borin, zulya, catnia) = four(scene)
    assert made.until(lambda: made.reaches(tammya, catnia), 30)
    for player in (borin, zulya):
        player.restrict("ChallengeMode", True)
    made.world.run(1800)
    assert borin.lua("return CrossRP.GetLinks()") == zulya.lua("return CrossRP.GetLinks()") == 0
    since = len(made.world.trace)
    for player in (borin, zulya):
        player.restrict("ChallengeMode", False)
    made.world.run(30)
    assert borin.lua("return CrossRP.GetLinks()") == zulya.lua("return CrossRP.GetLinks()") == 1
    # Half an hour's worth of announcements did not wait for this moment.
    assert len(sends(made, borin, "BNET", since)) < 6
