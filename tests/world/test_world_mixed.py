"""Old and new clients in one world: what still works, and who waits for whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.diff.compare import Side, compare
from generator.diff.report_text import mixed_lines
from generator.spec.catalog import REVISIONS
from generator.spec.model import Revision
from generator.world.mixed import CROSSES, LINK, NETWORKS, OWN_SIDE, Conversation, conversations
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


@pytest.fixture(scope="module")
def found() -> list[Conversation]:
    return list(conversations(BASE, REVISIONS["release-2"], PROFILE))


def works(found: list[Conversation], prefix: str, name: str) -> list[bool]:
    """Whether a conversation works in each of the networks."""
    return [each.works for each in found if each.prefix.startswith(prefix) and each.name == name]


def test_clients_of_one_revision_do_everything(found: list[Conversation]) -> None:
    assert all(each.works for each in found if each.network in ("all old", "all new"))


def test_the_prefix_keeps_two_revisions_apart(found: list[Conversation]) -> None:
    assert works(found, "their own", LINK) == [True, True, False, False, True, True]
    assert works(found, "their own", OWN_SIDE) == [True, True, True, True, False, False]
    assert works(found, "their own", CROSSES) == [True, True, False, False, False, False]


def test_under_one_prefix_what_did_not_change_still_works(found: list[Conversation]) -> None:
    assert works(found, "CRP2", LINK) == [True] * len(NETWORKS)
    assert not all(works(found, "CRP2", CROSSES))


def test_the_table_fits_a_terminal_and_says_who_plays(found: list[Conversation]) -> None:
    lines = mixed_lines([each.as_json() for each in found])
    assert max(map(len, lines)) <= 80
    assert any("a sender, the bridge of its side" in line for line in lines)
    (crosses,) = {line for line in lines if line.split("  ")[2:3] == ["a message crosses"]}
    assert crosses.split()[3:] == ["yes", "yes", "no", "no", "no", "no"]


def test_a_race_that_is_lost_is_seen_in_a_world() -> None:
    new = timed(answer_spread=3.5)
    comparison = compare(Side("o", BASE), Side("n", new), Worlds(BASE, new, PROFILE))
    race = next(each for each in comparison.findings if each.rule.id == "timer-race-lost-by-old")
    seen = next(each.seen for each in race.witnesses if each.direction == "new-to-old")
    assert seen.startswith("The old newcomer waits 3.0 s; the new bridge answers after 3.")


@pytest.mark.parametrize("id", ["alliance-2"])
def test_equal_revisions_play_no_world(id: str) -> None:
    worlds = Worlds(REVISIONS[id], REVISIONS[id], PROFILE)
    assert compare(Side("o", REVISIONS[id]), Side("n", REVISIONS[id]), worlds).findings == ()
    assert "conversations" not in vars(worlds)
