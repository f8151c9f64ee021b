"""The protocol's diagrams as a browser shows them: no word covers another or leaves its picture, in both themes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.docs.protocol_page import diagrams

PROBE = """
seen.covered = [];
seen.outside = [];
seen.texts = 0;
for (const svg of document.querySelectorAll("svg")) {
    const frame = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
    seen.texts += boxes.length;
    boxes.forEach(([words, box], index) => {
        if (box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom)
            seen.outside.push(`${svg.id}: ${words}`);
        for (const [others, other] of boxes.slice(index + 1)) {
            // Letters do not fill their line; the lines of one text may touch.
            const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
            const high = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
            if (wide > 1 && high > 3) seen.covered.push(`${svg.id}: ${words} / ${others}`);
        }
    });
}
const names = [...document.querySelectorAll("[id]")].map((each) => each.id);
seen.twice = names.filter((name, index) => names.indexOf(name) !== index);
const fill = (chosen) => getComputedStyle(document.querySelector(chosen)).fill;
seen.ink = fill("svg text.ink");
seen.paper = fill("svg rect.paper");
"""


def brightness(colour: str) -> float:
    return sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")) / 3


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_diagrams_in_a_browser(look: Callable[..., dict[str, Any]], dark: bool) -> None:
    page = f"<!doctype html><html><head></head><body>{''.join(diagrams().values())}</body></html>"
    seen = look(page, PROBE, width=1200, height=900, dark=dark)
    assert seen["faults"] == seen["requests"] == []
    assert seen["texts"] > 300
    assert seen["covered"] == []
    assert seen["outside"] == []
    assert seen["twice"] == []
    assert (brightness(seen["ink"]) > brightness(seen["paper"])) == dark
