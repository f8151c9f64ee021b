"""Every rule is triggered by its pair and by nothing near it, and the catalogue of rules is whole."""

from __future__ import annotations

from functools import cache

import pytest
from pairs import PAIRS, near

from generator.diff.compare import Comparison, Side, compare
from generator.diff.prove import contradictions
from generator.diff.rules import AREAS, DIRECTIONS, LEVELS, OPPOSITE, RULES, WAIVERS

OF_CODE = {id for id, rule in RULES.items() if id.startswith("addon-")}


def compared(old: object, new: object) -> Comparison:
    return compare(Side("old", old), Side("new", new))  # type: ignore[arg-type]


@cache
def of_pair(id: str) -> Comparison:
    return compared(*PAIRS[id])


def test_every_rule_has_a_pair() -> None:
    assert set(PAIRS) == set(RULES) - OF_CODE


@pytest.mark.parametrize("id", PAIRS)
def test_a_pair_triggers_its_rule_and_a_near_one_does_not(id: str) -> None:
    comparison = of_pair(id)
    found = [finding for finding in comparison.findings if finding.rule.id == id]
    assert found
    for finding in found:
        assert finding.old or finding.new
        assert finding.message.endswith(".")
    assert id not in [finding.rule.id for finding in compared(*near(id)).findings]


@pytest.mark.parametrize("id", PAIRS)
def test_no_message_contradicts_a_verdict(id: str) -> None:
    old, new = PAIRS[id]
    assert contradictions(old, new, of_pair(id), 100) == []


def test_a_rule_has_its_values_from_the_lists() -> None:
    for rule in RULES.values():
        assert rule.level in LEVELS
        assert rule.area in AREAS
        assert rule.direction in DIRECTIONS
        assert rule.advice.endswith(".")
        assert rule.purpose.endswith(".")


MIRROR = {"old-to-new": "new-to-old", "new-to-old": "old-to-new", "both": "both", "none": "none"}
UNDOES = {**OPPOSITE, **{second: first for first, second in OPPOSITE.items()}}


def lopsided() -> dict[str, str]:
    """Rules whose counterpart is missing, of another level, or not of the mirrored direction."""
    found: dict[str, str] = {}
    for rule in RULES.values():
        if rule.action not in UNDOES:
            continue
        others = [
            o for o in RULES.values() if (o.area, o.kind, o.action) == (rule.area, rule.kind, UNDOES[rule.action])
        ]
        if not others:
            found[rule.id] = "nothing undoes it"
        elif others[0].level != rule.level or others[0].direction != MIRROR[rule.direction]:
            found[rule.id] = f"{others[0].id} differs"
    return found


def test_rules_are_symmetric_but_for_written_waivers_and_no_waiver_is_stale() -> None:
    excused = {
        other.id
        for id in WAIVERS
        for other in RULES.values()
        if (other.area, other.kind, other.action) == (RULES[id].area, RULES[id].kind, UNDOES[RULES[id].action])
    }
    assert {id: why for id, why in lopsided().items() if id not in WAIVERS and id not in excused} == {}
    assert [id for id in WAIVERS if id not in lopsided()] == []
