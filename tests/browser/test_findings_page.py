"""A report of findings as a browser shows it: readable at every width, in both themes, and whole by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.findings.forms import rendered
from generator.findings.record import Finding, Report, Spot, fingerprint

PROBE = (
    (Path(__file__).parent / "contrast.js").read_text()
    + """
seen.width = innerWidth;
seen.overflow = document.documentElement.scrollWidth - document.documentElement.clientWidth;
seen.text = Math.min(seen.text, worst(".badge, .quiet, .counts a", "color"), worst("a", "color"));
const leads = (link) => document.querySelector(link.getAttribute("href")) !== null;
seen.links = [...document.querySelectorAll("nav a")].filter(leads).length;
seen.articles = document.querySelectorAll("main article h3").length;
seen.title = document.querySelector("h3").textContent;
"""
)


def page() -> str:
    said = {"breaking": "`" + "C_Chat.Tide" * 30 + "` <b>is</b> high.", "risky": "It may rise.", "compatible": "Ebb."}
    spot, also = Spot("Tide/" + "Deep/" * 40 + "Tide.lua", 3, 7), (Spot("Ebb.lua", 4),)
    findings = tuple(
        Finding("tide-high", level, "tides", text, "Wait for `low` tide.", fingerprint(text), new=spot, also=also)
        for level, text in said.items()
    )
    return rendered(
        Report("audit", "Tide on wow", findings, dict.fromkeys(said, "is so"), notes=("Read.",)), "html", "any"
    )


@pytest.mark.parametrize(("width", "dark"), [(1200, False), (400, True)])
def test_the_findings_in_a_browser(look: Callable[..., dict[str, Any]], width: int, dark: bool) -> None:
    seen = look(page(), PROBE, width=width, dark=dark)
    assert seen["faults"] == []
    assert seen["requests"] == []
    assert seen["width"] == width
    assert seen["overflow"] <= 0
    assert (seen["page"] < 0.1) == dark
    assert seen["text"] >= 4.5
    assert (seen["links"], seen["articles"]) == (3, 3)
    assert "<b>is</b> high." in seen["title"]
