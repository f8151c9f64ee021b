"""Old and new clients in one world: what still works, and who waits for whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.diff.compare import Side, compare
from generator.spec.catalog import REVISIONS
from generator.spec.model import Revision
from generator.world.mixed import CROSSES, LINK, NETWORKS, OWN_SIDE, conversations
from generator.world.profiles import synthetic_profile
from generator.world.witness import Worlds

PROFILE = ("0902xyz", synthetic_profile(1500, 1))
BASE = REVISIONS["alliance-2"]


def timed(**seconds: float) -> Revision:
    """The default revision with other durations."""
    items = (
        replace(item, seconds=seconds[item.key]) if item.kind == "timer" and item.key in seconds else item  # type: ignore[call-arg]
        for item in BASE.items
    )
    return replace(BASE, own=tuple(items), parent=None, dropped=())


def test_clients_of_one_revision_do_everything_and_those_of_two_prefixes_nothing_together() -> None:
    found = {(each.network, each.name): each.works for each in conversations(BASE, REVISIONS["release-2"], PROFILE)}
    names = {name for _, name in found}
    for network, _ in NETWORKS[:2]:
        assert all(found[network, name] for name in names)
    assert [found[network, CROSSES] for network, _ in NETWORKS[2:]] == [False] * 4
    assert found["sender's side old, receiver's new", OWN_SIDE]
    assert not found["sender's side old, receiver's new", LINK]


def test_under_one_prefix_what_did_not_change_still_works() -> None:
    found = [
        (each.prefix, each.network, each.works)
        for each in conversations(BASE, REVISIONS["release-2"], PROFILE)
        if each.name == LINK
    ]
    assert [works for prefix, _, works in found if prefix.startswith("CRP2")] == [True] * len(NETWORKS)


def test_a_race_that_is_lost_is_seen_in_a_world() -> None:
    new = timed(answer_spread=3.5)
    comparison = compare(Side("o", BASE), Side("n", new), Worlds(BASE, new, PROFILE))
    race = next(each for each in comparison.findings if each.rule.id == "timer-race-lost-by-old")
    seen = next(each.seen for each in race.witnesses if each.direction == "new-to-old")
    assert seen.startswith("The old newcomer waits 3 s; the new bridge answers after 3.")


@pytest.mark.parametrize("id", ["alliance-2"])
def test_equal_revisions_play_no_world(id: str) -> None:
    worlds = Worlds(REVISIONS[id], REVISIONS[id], PROFILE)
    assert compare(Side("o", REVISIONS[id]), Side("n", REVISIONS[id]), worlds).findings == ()
    assert "conversations" not in vars(worlds)
