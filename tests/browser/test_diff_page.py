"""The report of a comparison as a browser shows it: whole, at every width and in both themes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.cli.diffing import render
from generator.diff.addresses import MarkdownPages
from generator.diff.compare import Side, compare
from generator.spec.catalog import REVISIONS

CONTRAST = (Path(__file__).parent / "contrast.js").read_text()
PROBE = """
seen.width = innerWidth;
seen.overflow = document.documentElement.scrollWidth - innerWidth;
seen.articles = document.querySelectorAll("article").length;
seen.dead = [...document.querySelectorAll("a[href^='#']")].filter((a) => !document.querySelector(a.hash)).length;
"""
NETWORKS = ("all old", "sender's side old, receiver's new", "bridges new, ends old")
MIXED = [
    {"conversation": name, "network": network, "prefix": "CRP1 for both", "works": works, "seen": ""}
    for network, works in zip(NETWORKS, ("yes", "no", "no"), strict=True)
    for name in ("two friends become a link", "its sender learns that it arrived")
]


@pytest.fixture(scope="module")
def page() -> tuple[str, int]:
    comparison = compare(Side("alliance-1", REVISIONS["alliance-1"]), Side("alliance-2", REVISIONS["alliance-2"]))
    long = replace(comparison.findings[0], message=f"A field {'x' * 300} <b>is</b> there.")
    comparison = replace(comparison, findings=(long, *comparison.findings[1:]))
    return render(comparison, MIXED, "html", (), MarkdownPages("docs/")), len(comparison.findings)


@pytest.mark.parametrize(("width", "dark"), [(1200, False), (400, True)])
def test_the_comparison_in_a_browser(
    look: Callable[..., dict[str, Any]], page: tuple[str, int], width: int, dark: bool
) -> None:
    seen = look(page[0], PROBE + CONTRAST, width=width, dark=dark)
    assert seen["faults"] == []
    assert seen["requests"] == []
    assert seen["width"] == width
    assert seen["overflow"] <= 0
    assert seen["articles"] == page[1]
    assert seen["dead"] == 0
    assert (seen["page"] < 0.1) == dark
    assert seen["text"] >= 4.5
