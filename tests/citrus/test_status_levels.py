"""The table of status levels, every pair of bands, in both readings, against rows written out here."""

from __future__ import annotations

import pytest

from generator.citrus.status import BANDS, band_of, matrix, may_act, may_change, may_set, may_speak

NAMES = ("0000", "1000", "2000", "3000", "4000", "5000", "6000", "7000", "8000", "9000", "9990")
# A row: who acts. A column: on whom. 1: may.
USUAL = (
    "00000000000",
    "00000000000",
    "11100000000",
    "11110000000",
    "11111000000",
    "11111100000",
    "11111110000",
    "11111111000",
    "11111111100",
    "11111111110",
    "11111111110",
)
LITERAL = (
    "00000000000",
    "00000000000",
    "11100000001",
    "11110000001",
    "11111000001",
    "11111100001",
    "11111110001",
    "11111111001",
    "11111111111",
    "11111111111",
    "11111111110",
)


@pytest.mark.parametrize(("literal", "rows"), [(False, USUAL), (True, LITERAL)], ids=["usual", "literal"])
def test_every_pair_of_bands(literal: bool, rows: tuple[str, ...]) -> None:
    assert tuple(band.name for band in BANDS) == NAMES
    found = matrix(literal=literal)
    assert len(found) == 121
    wrong = [
        (mine, theirs)
        for mine, row in zip(NAMES, rows, strict=True)
        for theirs, mark in zip(NAMES, row, strict=True)
        if found[mine, theirs] != (mark == "1")
    ]
    assert wrong == []


def test_a_right_starts_at_its_floor() -> None:
    assert [level for level in (0, 999, 1000, 9999) if may_speak(level)] == [1000, 9999]
    assert [level for level in (1999, 2000, 9999) if may_change(level)] == [2000, 9999]
    assert [band_of(level).name for level in (0, 999, 1000, 9989, 9990, 9999, -10)] == [
        "0000", "0000", "1000", "9000", "9990", "9990", "banned",
    ]  # fmt: skip


def test_a_band_acts_alike_at_both_its_ends() -> None:
    for mine in BANDS:
        for theirs in BANDS:
            verdicts = {may_act(a, b) for a in (mine.low, mine.high) for b in (theirs.low, theirs.high)}
            assert len(verdicts) == 1


def test_who_may_give_what() -> None:
    assert may_set(8000, 4000, 7999)
    assert not may_set(8000, 4000, 8000), "not one's own band"
    assert not may_set(9995, 0, 9000), "only services give levels from 9000 on"
    assert may_set(0, 9999, 9999, services=True)
    assert not may_set(4000, 5000, 0), "protected"
