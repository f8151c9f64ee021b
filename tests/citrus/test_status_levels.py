"""The table of status levels, every pair of bands, in both readings, against rows written out here; Lua's side too."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from lupa.lua51 import LuaRuntime

from generator.citrus.status import BANDS, band_of, matrix, may_act, may_change, may_set, may_speak
from generator.lua.status_lua import status_lua
from generator.spec.citrus import CITRUS
from generator.spec.citrus_mesh import CITRUS_MESH

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


# Lua

EDGES = sorted({-19, -10, *(level for band in BANDS for level in (band.low, band.high))})


@pytest.fixture(scope="module")
def lua() -> Any:
    runtime = LuaRuntime()
    namespace = runtime.table()
    runtime.eval("loadstring")(status_lua(CITRUS).decode())("Citrus", namespace)
    return namespace["Status"]


@pytest.mark.parametrize(("literal", "rows"), [(False, USUAL), (True, LITERAL)], ids=["usual", "literal"])
def test_lua_judges_every_pair_of_bands_by_the_same_table(lua: Any, literal: bool, rows: tuple[str, ...]) -> None:
    for actor, mine in enumerate(BANDS):
        row = "".join("1" if lua["mayAct"](mine.low, theirs.low, literal) else "0" for theirs in BANDS)
        assert row == rows[actor], mine.name


def test_lua_and_python_judge_every_edge_alike(lua: Any) -> None:
    for level in EDGES:
        assert lua["band"](level)["name"] == band_of(level).name
        assert lua["maySpeak"](level) == may_speak(level)
        assert lua["mayChange"](level) == may_change(level)
    for actor, target in itertools.product(EDGES, repeat=2):
        for literal in (False, True):
            assert lua["mayAct"](actor, target, literal) == may_act(actor, target, literal=literal)
        for level in EDGES[::2]:
            assert lua["maySet"](actor, target, level, False) == may_set(actor, target, level)
    assert lua["maySet"](0, 9999, 9999, True)


def test_the_lua_of_both_revisions_differs_in_its_heading_only() -> None:
    one, other = (status_lua(revision).replace(revision.id.encode(), b"") for revision in (CITRUS, CITRUS_MESH))
    assert one == other
