"""Every line of the notes that states something is carried by an item."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from minimal import SOURCE, revision

from generator.spec import coverage as module
from generator.spec.catalog import REVISIONS
from generator.spec.coverage import DifferentText, coverage, left_out, line_kinds, numbers, text_lines
from generator.spec.model import Behaviour, Timer
from generator.spec.seeds import SEEDS, Seed

TEXT = b"Title\n=====\n\nOne thing.\nAnother.\nOops, I\nLast thing."
NOTES = Seed(
    name="crossrp",
    title="Notes",
    lines=7,
    sha256=hashlib.sha256(TEXT).hexdigest(),
    blank="3",
    rulers="2",
    headings="1",
    left_out=(("6", "breaks off"),),
)


@pytest.fixture
def notes(monkeypatch):
    """Small notes in place of the real ones."""
    monkeypatch.setattr(module, "SEEDS", {"crossrp": NOTES})
    return NOTES


def stating(*sources: str):
    items = (Timer(name=f"t{index}", seconds=1, source=text) for index, text in enumerate(sources))
    return revision(*items)


@pytest.mark.parametrize("seed", SEEDS.values(), ids=SEEDS)
def test_nothing_stated_is_left_without_an_item(seed):
    found = coverage(seed, REVISIONS.values())
    assert [line.number for line in found.uncarried] == []
    assert [str(mistake) for mistake in found.mistakes] == []


@pytest.mark.parametrize("seed", SEEDS.values(), ids=SEEDS)
def test_the_lines_of_a_text_are_each_one_thing(seed):
    kinds = line_kinds(seed)
    assert list(kinds) == list(range(1, seed.lines + 1))
    assert set(kinds.values()) == {"stating", "heading", "ruler", "blank", "left out"}
    assert all(len(reason) > 10 for _, reason in left_out(seed))


def test_the_real_texts_have_the_lines_they_have():
    counts = {
        name: [sum(kind == each for each in line_kinds(seed).values()) for kind in ("stating", "left out")]
        for name, seed in SEEDS.items()
    }
    assert counts == {"crossrp": [145, 1], "citrus": [44, 2]}


def test_carried_and_uncarried_lines_are_told_apart(notes):
    found = coverage(notes, [stating("crossrp:4-5")])
    assert [line.number for line in found.uncarried] == [7]
    assert [str(carrier) for carrier in found.lines[3].carriers] == ["timer t0"]
    assert [line.number for line in coverage(notes, [stating("crossrp:4-5 crossrp:7")]).uncarried] == []


def test_a_revision_as_a_whole_carries_nothing(notes):
    claimed = replace(revision(), source=Behaviour(name="b", text="b", source="crossrp:4-5 crossrp:7").source)
    assert [line.number for line in coverage(notes, [claimed]).uncarried] == [4, 5, 7]


def test_the_items_of_another_protocol_carry_nothing(notes):
    other = replace(stating("crossrp:4-5 crossrp:7"), protocol="citrus")
    assert len(coverage(notes, [other]).uncarried) == 3


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("crossrp:3", "line 3, which is a blank one"),
        ("crossrp:2-4", "line 2, which is a ruler one"),
        ("crossrp:1-3", "line 3, which is a blank one"),
        ("crossrp:5-7", "names line 6, which is left out on purpose"),
        ("crossrp:8", "beyond line 7, the last"),
        ("crossrp:4-99", "beyond line 7, the last"),
    ],
)
def test_a_source_that_points_at_nothing_is_a_mistake(notes, source, reason):
    made = stating(source)
    (mistake,) = coverage(notes, [made]).mistakes
    assert reason in mistake.reason
    assert str(mistake).startswith(f"{made.timers['t0'].place}: test-1, timer t0: source {source} ")


@pytest.mark.parametrize("source", ["crossrp:1", "crossrp:1-4", "crossrp:4-5", "crossrp:7", "C1"])
def test_a_source_may_span_blank_lines_and_name_headings(notes, source):
    assert coverage(notes, [stating(source)]).mistakes == ()


def test_the_text_is_told_by_its_hash(notes):
    assert text_lines(notes, TEXT) == TEXT.decode().splitlines()
    assert len(text_lines(notes, TEXT)) == notes.lines
    assert text_lines(notes, TEXT.replace(b"\n", b"\r\n")) == text_lines(notes, TEXT)
    for other in (b"", TEXT + b"\n", TEXT[:-1]):
        with pytest.raises(DifferentText, match="not the text of the Notes notes"):
            text_lines(notes, other)


@pytest.mark.parametrize("change", [{"blank": "3 4", "headings": "1 4"}, {"rulers": "2 8"}, {"blank": "3 6"}])
def test_a_line_listed_twice_or_beyond_the_end_is_refused(change):
    with pytest.raises(ValueError, match="is listed as"):
        line_kinds(replace(NOTES, **change))


def test_line_numbers_are_written_short():
    assert list(numbers("1 3-5 9")) == [1, 3, 4, 5, 9]
    assert list(numbers("")) == []
    assert SOURCE.lines == ()
