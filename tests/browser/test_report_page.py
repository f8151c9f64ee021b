"""The report of a run as a browser shows it: whole, without a fault, at every width and in both themes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.world import World
from generator.world.report import render_html, report_data
from generator.world.trace import Record

PROBE = "".join((Path(__file__).parent / name).read_text() for name in ("look.js", "contrast.js"))


def small_world() -> World:
    """Four players; a request that arrives, one that is lost, one that is refused, and a broadcast."""
    world = World(seed=7)
    realm = world.realm(1365, "Moon Guard")
    names = [("Tammya", "Alliance"), ("Borin", "Alliance"), ("Zulya", "Horde"), ("Catnia", "Horde")]
    players = [world.player(name, realm, faction).fullname for name, faction in names]  # type: ignore[arg-type]
    tammya, borin, zulya, _ = players
    prefix = "CRP2"
    ask = b"1-R1 VgqSJ1 A Catnia1H TR 0qNAtU ? ?:?:?:"
    hail = b"1-HI 3.0.0 ? 0 - -"
    for record in (
        Record(1.0, "send", "WHISPER", tammya, borin, prefix, ask, 0, "", 1),
        Record(1.5, "deliver", "WHISPER", tammya, borin, prefix, ask, None, "", 1),
        Record(2.0, "send", "BNET", borin, zulya, prefix, hail, 0, "", 2),
        Record(2.0, "fault", "BNET", borin, zulya, prefix, hail, None, "bad <b>line</b></script>: lost", 2),
        Record(2.0, "drop", "BNET", borin, zulya, prefix, hail, None, "lost on the way", 2),
        Record(8.0, "refuse", "WHISPER", tammya, borin, prefix, ask, 3, "", 0),
        Record(90.0, "send", "CHANNEL", tammya, "crossrp", prefix, b"1-ST 3.0.0 ? - -", 0, "", 3),
        Record(90.5, "deliver", "CHANNEL", tammya, tammya, prefix, b"1-ST 3.0.0 ? - -", None, "", 3),
        Record(90.5, "deliver", "CHANNEL", tammya, borin, prefix, b"1-ST 3.0.0 ? - -", None, "", 3),
    ):
        world.trace.add(record)
    world.run(100.0)
    return world


@pytest.fixture(scope="module")
def page() -> str:
    verdicts = [
        {"expectation": "the profile </script> arrives", "verdict": "fail", "detail": "a" * 200},
        {"expectation": "nothing is lost", "verdict": "undecided"},
        {"expectation": "someone starts", "verdict": "pass", "time": 1.5},
    ]
    data = report_data(small_world(), scenario="Four <players>", replay="crossrp simulate x", verdicts=verdicts)
    return render_html(data)


@pytest.mark.parametrize(("width", "dark"), [(1200, False), (400, True)])
def test_the_report_in_a_browser(look: Callable[..., dict[str, Any]], page: str, width: int, dark: bool) -> None:
    seen = look(page, PROBE, width=width, dark=dark)
    assert seen["faults"] == []
    assert seen["requests"] == []
    assert seen["width"] == width
    assert seen["overflow"] <= 0
    assert (seen["page"] < 0.1) == dark
    assert seen["text"] >= 4.5
    assert seen["axis"] >= 4.5
    assert seen["lines"] >= 3
    assert seen["tall"] > 100
    assert "R1 umid=VgqSJ1 faction=A destination=Catnia1H; carrying TR slot=0qNAtU" in seen["strokes"][0]
    assert "delivered at 1.5 s" in seen["strokes"][0]
    assert any("bad <b>line</b></script>: lost; lost for Zulya: lost on the way" in label for label in seen["strokes"])
    assert any("refused: 3 AddonMessageThrottle" in label for label in seen["strokes"])
    assert seen["tip"] == seen["strokes"][0]
    assert seen["tip_inside"]
    assert seen["second"]
    assert seen["detail"] == seen["strokes"][1]
    assert seen["stops"] == 1
    assert seen["left"] == len(seen["strokes"]) - 1
    assert seen["early"].startswith("2 of 4 packets")
