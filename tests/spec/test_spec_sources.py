"""Every item says why it is so, and where it is written."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import generator
from generator.spec.catalog import REVISIONS
from generator.spec.check import check

OURS = Path(generator.__file__).parents[1] / "docs" / "decisions.md"
DECISIONS = (
    [f"C{number}" for number in range(1, 17)]
    + [f"T{number}" for number in range(1, 12)]
    + re.findall(r"^\| (P\d+) \|", OURS.read_text(encoding="utf-8"), re.MULTILINE)
)

# Decisions that no item names yet, each with the reason. One that becomes named has to leave this list.
UNNAMED: dict[str, str] = {}

ROOT = Path(generator.__file__).parents[1]
ITEMS = [
    pytest.param(item, id=f"{revision.id}-{item.kind}-{item.key}")
    for revision in REVISIONS.values()
    for item in revision.own
]


@cache
def source_of(file: str) -> tuple[list[str], ast.Module]:
    text = (ROOT / file).read_text(encoding="utf-8")
    return text.splitlines(), ast.parse(text)


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_has_a_source_and_its_place_is_the_line_that_makes_it(item):
    assert item.source.lines or item.source.decisions or item.source.facts
    lines, tree = source_of(item.place.file)
    # An item made of another one tells its place itself.
    maker = "replace" if "place=written()" in lines[item.place.line - 1] else type(item).__name__
    assert maker in lines[item.place.line - 1]
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and node.lineno == item.place.line
        and isinstance(node.func, ast.Name)
        and node.func.id == maker
    ]
    assert calls, f"{item.place} makes no {maker}"


def test_a_fields_place_is_its_own_line():
    for revision in REVISIONS.values():
        for message in revision.messages.values():
            for field in message.fields:
                lines, _ = source_of(field.place.file)
                assert "Field(" in lines[field.place.line - 1]
                assert f'"{field.name}"' in lines[field.place.line - 1]


@pytest.mark.parametrize("revision", REVISIONS.values(), ids=REVISIONS)
def test_a_revisions_place_is_where_it_is_written(revision):
    lines, _ = source_of(revision.place.file)
    made = lines[revision.place.line - 1]
    assert "derive(" in made if revision.parent else "Revision(" in made


@pytest.mark.parametrize("revision", REVISIONS.values(), ids=REVISIONS)
def test_a_revision_is_sound_and_says_where_it_is_from(revision):
    assert check(revision) is revision
    assert revision.source.lines or revision.source.decisions or revision.source.facts


def test_every_decision_is_named_by_some_item():
    named = {
        decision
        for revision in REVISIONS.values()
        for each in (revision, *revision.own)
        for decision in each.source.decisions
    }
    assert named <= set(DECISIONS), "a source names a decision there is not"
    missing = [decision for decision in DECISIONS if decision not in named and decision not in UNNAMED]
    assert missing == []
    assert [decision for decision in UNNAMED if decision in named] == [], "named now: take it off the list"
    assert all(UNNAMED.values())
