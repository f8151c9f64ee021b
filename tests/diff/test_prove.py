"""No message contradicts a verdict on two revisions; `crossrp diff A B --prove 10000` tries more, either way round."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, islice

import pytest

from generator.diff.compare import Side, compare
from generator.diff.prove import contradictions
from generator.diff.samples import messages
from generator.spec.catalog import REVISIONS

ALL = [(a, b) for a, b in combinations(REVISIONS, 2) if REVISIONS[a].protocol == REVISIONS[b].protocol]


@pytest.mark.parametrize(("old", "new"), [*ALL, ("citrus", "citrus")])
def test_no_message_contradicts_a_verdict(old: str, new: str) -> None:
    first, second = REVISIONS[old], REVISIONS[new]
    assert contradictions(first, second, compare(Side(old, first), Side(new, second)), 150) == []


def test_a_verdict_that_is_left_out_or_made_up_is_contradicted() -> None:
    old, new = REVISIONS["alliance-2"], REVISIONS["release-2"]
    found = compare(Side("o", old), Side("n", new))
    part = next(each for each in found.findings if each.subject == "message TD, field part")
    without = replace(found, findings=tuple(each for each in found.findings if each is not part))
    assert any(each.startswith("TD, old-to-new: nothing breaking") for each in contradictions(old, new, without, 600))
    wrong = replace(part, subject="message TR, field slot")
    told = contradictions(old, new, replace(found, findings=(*found.findings, wrong)), 600)
    assert any(each.startswith("TR, old-to-new: type-changed is breaking") for each in told)


def test_the_same_seed_makes_the_same_messages() -> None:
    first, second, other = (
        [data for data, _ in islice(messages(REVISIONS["citrus"], "B", seed), 50)] for seed in ("a", "a", "b")
    )
    assert first == second != other
