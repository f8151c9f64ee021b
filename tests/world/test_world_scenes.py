"""What differs in time, limits and procedures is played both ways, and what is seen contradicts no verdict."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from generator.cli.diffing import PROFILE_BYTES, PROFILE_ID
from generator.diff.compare import Comparison, Side, compare
from generator.diff.finding import Witness
from generator.diff.items import RACES
from generator.spec.catalog import REVISIONS
from generator.spec.model import Procedure, Revision
from generator.world.judged import contradictions
from generator.world.mixed import LINK, Conversation
from generator.world.profiles import synthetic_profile
from generator.world.scene_table import ALONE, CONVERSATIONS, SCENES, UNKNOWN, why_not
from generator.world.witness import Worlds

PROFILE = (PROFILE_ID, synthetic_profile(PROFILE_BYTES, seed=1))
BASE = REVISIONS["alliance-2"]
STEPS = BASE.all(Procedure)["startup"].steps
OLD_WAITS, NEW_WAITS = "new-to-old", "old-to-new"


def but(**changed: Any) -> Revision:
    """The default revision with other durations, limits and procedures, by name."""
    items = [_changed(item, changed) for item in BASE.items]
    assert items != list(BASE.items)
    return replace(BASE, own=tuple(items), parent=None, dropped=())


def _changed(item: Any, changed: dict[str, Any]) -> Any:
    field = {"timer": "seconds", "limit": "value", "procedure": "steps", "behaviour": "text"}.get(item.kind)
    return replace(item, **{field: changed[item.key]}) if field and item.key in changed else item


@cache
def played(new: Revision) -> tuple[Comparison, list[str]]:
    """A comparison with the default revision, and what contradicts it of what was played."""
    comparison = compare(Side("o", BASE), Side("n", new), Worlds(BASE, new, PROFILE))
    return comparison, contradictions(comparison, ())


def seen(comparison: Comparison, subject: str) -> dict[str, list[Witness]]:
    found: dict[str, list[Witness]] = {}
    for finding in comparison.findings:
        if finding.subject.startswith(subject):
            for witness in finding.witnesses:
                found.setdefault(witness.direction, []).append(witness)
    return found


def asks_nobody() -> Revision:
    return but(startup=tuple(replace(step, request=False) for step in STEPS))


CHANGES: tuple[tuple[str, Revision, str, str], ...] = (
    ("timer answer_spread", but(answer_spread=4.5), OLD_WAITS, "The old newcomer waits 3.0 s; the new bridge answers"),
    ("timer node_life", but(node_life=60), NEW_WAITS, "the new client forgets it in between, for "),
    ("timer request_cooldown", but(request_cooldown=15), NEW_WAITS, "asks again after 16 s; the old owner does not"),
    ("timer raid_life", but(raid_life=50), NEW_WAITS, "the link ends after "),
    ("timer ack_wait", but(ack_wait=1, ack_wait_byte=0), NEW_WAITS, "has sent it again after 1.1 s, for nothing"),
    ("timer duplicate_memory", but(duplicate_memory=5), OLD_WAITS, "the new side delivers them 10 times"),
    ("timer slot_life", but(slot_life=2), NEW_WAITS, "has 0 of 4 parts of the old owner's profile"),
    ("procedure startup", asks_nobody(), NEW_WAITS, "has started after 10.5 s and never hears of it"),
    ("timer grace", but(grace=1), OLD_WAITS, "which does not arrive within "),
    ("limit message_bytes", but(message_bytes=3000), NEW_WAITS, "message of 3001 bytes, and the new receiver never"),
)


@pytest.mark.parametrize(("subject", "new", "direction", "words"), CHANGES, ids=[each[0] for each in CHANGES])
def test_a_conflict_is_seen_by_the_side_that_waits(subject: str, new: Revision, direction: str, words: str) -> None:
    comparison, problems = played(new)
    assert problems == []
    witnesses = seen(comparison, subject)[direction]
    assert any(witness.conflict and words in witness.seen for witness in witnesses), witnesses


HARMLESS: tuple[tuple[str, Revision, str], ...] = (
    ("timer node_life", but(node_life=200), "the new client forgets one that is silent for 20"),
    ("timer repair_wait", but(repair_wait=6, repair_quiet=9), "asks for a lost page 6.5 s after it was sent; the old"),
    ("limit bridge_clients", but(bridge_clients=2), "4 old clients send over one new bridge at once; the last one is"),
    ("procedure startup", but(startup=(*STEPS[:3], *STEPS[4:])), "of the old revision has started after "),
)


@pytest.mark.parametrize(("subject", "new", "words"), HARMLESS, ids=[each[0] for each in HARMLESS])
def test_what_both_can_live_with_is_measured_too(subject: str, new: Revision, words: str) -> None:
    comparison, problems = played(new)
    assert problems == []
    witnesses = [each for found in seen(comparison, subject).values() for each in found]
    assert any(words in witness.seen for witness in witnesses), witnesses
    assert not any(witness.conflict for witness in witnesses)


def test_what_the_addon_does_not_do_otherwise_is_not_played() -> None:
    comparison, _ = played(but(repair="Pages are asked for."))
    (witness,) = comparison.findings[0].witnesses
    assert witness.seen == "Not played: the addons made of both are the same, so it can show in other addons only."


def test_what_the_addon_cannot_do_without_is_named() -> None:
    items = tuple(item for item in BASE.items if item.key != "message_bytes")
    comparison, _ = played(replace(BASE, own=items, parent=None, dropped=()))
    (witness,) = comparison.findings[0].witnesses
    assert witness.seen == "Not played: the addon needs message_bytes, which one of them lacks."


def test_what_no_scene_shows_says_why() -> None:
    comparison, problems = played(but(directory=7, band_active=30, raid_once="It is told once."))
    assert problems == []
    told = [witness for found in seen(comparison, "").values() for witness in found]
    assert [witness.kind for witness in told] == ["unplayed"] * 3
    assert len({witness.seen for witness in told}) == 3
    assert all(witness.seen.startswith("Not played: ") and UNKNOWN not in witness.seen for witness in told)


def test_revisions_whose_messages_never_cross_say_so() -> None:
    old, new = REVISIONS["alliance-1"], REVISIONS["alliance-2"]
    worlds = Worlds(old, new, PROFILE)
    tries = next(each for each in compare(Side("o", old), Side("n", new)).findings if each.subject == "limit tries")
    assert [witness.seen for witness in worlds(tries)] == [
        "Not played: no message crosses between the two at all, so there is nothing to measure."
    ]


def test_a_message_that_is_gone_tells_which_conversation_suffers() -> None:
    old, new = REVISIONS["alliance-1"], REVISIONS["alliance-2"]
    worlds = Worlds(old, new, PROFILE)
    rows = (("bridges old, ends new", True), ("bridges new, ends old", False))
    vars(worlds)["conversations"] = tuple(
        Conversation(LINK, network, "CRP1 for both, to see what else differs", works, "") for network, works in rows
    )
    hello = next(each for each in compare(Side("o", old), Side("n", new)).findings if each.subject == "message HO")
    assert [witness.seen for witness in worlds(hello)] == [
        "With CRP1 for both, two friends become a link with bridges old, ends new; not with bridges new, ends old."
    ]


def test_every_item_that_may_differ_is_in_exactly_one_table() -> None:
    shown = {item for scene in SCENES for item in scene.shows}
    alone = [item for items in ALONE.values() for item in items]
    kinds = ("timer", "limit", "procedure", "behaviour", "machine", "flow", "constant", "quota", "budget")
    items = {
        f"{item.kind} {item.key}"
        for revision in REVISIONS.values()
        if revision.protocol == "crossrp"
        for item in revision.items
        if item.kind in kinds
    }
    there = items | {f"message {name}" for id in ("alliance-1", "alliance-2") for name in REVISIONS[id].messages}
    assert (shown | set(alone) | set(CONVERSATIONS)) - there == set()
    assert len(alone) == len(set(alone))
    assert not shown & set(alone)
    assert not set(CONVERSATIONS) & (shown | set(alone))
    assert sorted(items - shown - set(alone) - set(CONVERSATIONS)) == []
    assert why_not("timer elsewhere") == UNKNOWN


def test_every_race_has_a_scene() -> None:
    shown = {item for scene in SCENES for item in scene.shows}
    assert {f"timer {name}" for race in RACES for name in (race.waiter, race.answer)} <= shown


def test_a_verdict_against_what_was_played_is_contradicted() -> None:
    comparison, _ = played(but(node_life=60))
    race = next(each for each in comparison.findings if each.rule.id == "timer-race-lost-by-new")
    without = replace(comparison, findings=tuple(each for each in comparison.findings if each is not race))
    assert any("not called breaking" in problem for problem in contradictions(without, ()))
    calm = tuple(replace(witness, conflict=False) for witness in race.witnesses)
    wrong = replace(comparison, findings=(replace(race, witnesses=calm),))
    assert any("no scene shows it" in problem for problem in contradictions(wrong, ()))
