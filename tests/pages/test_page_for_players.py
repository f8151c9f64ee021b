"""docs/playing.md says what the addon says."""

from __future__ import annotations

import re
from pathlib import Path

import generator
from generator.docs.blocks import filled
from generator.lua.locales import DEFAULT, locales
from generator.lua.playing import causes, makers

PAGE = Path(generator.__file__).parent.parent / "docs" / "playing.md"


def test_the_tables_are_those_of_the_addon() -> None:
    page = PAGE.read_text("utf-8")
    assert filled(page, makers()) == page, "the tables are old; run: crossrp docs"
    assert page.count("<!-- made:") == len(makers())


def test_every_cause_has_its_row() -> None:
    rows = PAGE.read_text("utf-8").partition("| it says | you do |")[2].partition("<!-- end -->")[0].splitlines()[2:]
    assert len(rows) == len(causes()) > 25


def test_an_old_table_is_made_anew() -> None:
    made = filled("before\n<!-- made: commands -->\nold\n<!-- end -->\nafter\n", makers())
    assert "| `/crossrp help` | this list |" in made
    assert made.startswith("before\n")
    assert made.endswith("<!-- end -->\nafter\n")


def test_the_status_it_shows_is_one_the_addon_could_print() -> None:
    (shown,) = re.findall(r"^```\nCross RP (.*?)^```", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    texts = [text for key, text in locales()[DEFAULT].items() if key.startswith("status.")]
    patterns = [re.sub(r"\\\{[a-z_]+\\\}", ".+", re.escape(text)) for text in texts]
    for line in shown.strip().splitlines():
        assert any(re.fullmatch(pattern, line.strip()) for pattern in patterns), line
