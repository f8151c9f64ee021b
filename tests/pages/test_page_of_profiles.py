"""docs/profiles.md says what the addon's mapping says."""

from __future__ import annotations

from pathlib import Path

from generator.docs.blocks import filled
from generator.lua.mapping import makers, rows, words

PAGE = Path(__file__).parents[2] / "docs" / "profiles.md"


def test_the_tables_are_those_of_the_addon() -> None:
    page = PAGE.read_text("utf-8")
    assert filled(page, makers()) == page, "the tables are old; run: crossrp docs"
    assert page.count("<!-- made:") == len(makers())


def test_every_record_says_how_and_stands_for_something() -> None:
    assert len(rows()) > 30
    assert {row.kind for row in rows()} == set(words())
    codes = [code for row in rows() for code in row.msp]
    assert len(codes) == len(set(codes))
    assert all(row.part in "ABCD" and all(len(code) == 2 for code in row.msp) for row in rows())
