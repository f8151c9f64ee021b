"""What a report says of a run: the figures, the diagram's limits, and that nothing in it leaves its page."""

from __future__ import annotations

import json
import re

import pytest

from generator.spec.catalog import revision
from generator.world import World
from generator.world.demo import Demo
from generator.world.profiles import synthetic_profile
from generator.world.report import render_html, report_data
from generator.world.report_diagram import MOST_LINES
from generator.world.report_numbers import latency
from generator.world.trace import Kind, Record

HAIL = b"1-HI 3.0.0 ? 0 - -"


class Story:
    """A world without clients, and a trace written by hand."""

    def __init__(self, *names: str) -> None:
        self.world = World(seed=3)
        realm = self.world.realm(1365, "Moon Guard")
        self.players = [
            self.world.player(name, realm, "Horde" if place % 2 else "Alliance").fullname
            for place, name in enumerate(names or ("Tammya", "Zulya"))
        ]
        self.number = 0

    def packet(self, time: float, *hops: float, sender: int = 0, receiver: int = 1, medium: str = "BNET") -> None:
        """A packet and its deliveries, so many seconds later."""
        self.number += 1
        whom = self.players[receiver]
        self.note(time, "send", medium, sender, whom, 0)
        for place, hop in enumerate(hops):
            self.note(time + hop, "deliver", medium, sender, self.players[place] if len(hops) > 1 else whom)

    def note(
        self, time: float, kind: Kind, medium: str, sender: int, whom: str, result: int | None = None, detail: str = ""
    ) -> None:
        number = 0 if kind == "refuse" else self.number
        record = Record(time, kind, medium, self.players[sender], whom, "CRP2", HAIL, result, detail, number)
        self.world.trace.add(record)


@pytest.fixture(scope="module")
def crossing() -> Demo:
    """A profile that crossed over, with the real addon."""
    demo = Demo(revision("alliance-2"), "0902121212abcde", synthetic_profile(900, 1))
    assert demo.run().identical
    return demo


def test_a_real_run_is_told_in_the_words_of_the_specification(crossing: Demo) -> None:
    data = report_data(crossing.world, scenario="demo")
    names = {row["message"]: row for row in data["messages"]}
    assert {"HI", "ST", "R1 TR", "R2 TD", "R3 TD", "A2"} <= set(names)
    assert sum(row["packets"] for row in data["messages"]) == data["summary"]["packets"]
    assert sum(row["bytes"] for row in data["media"]) == data["summary"]["bytes"]
    assert [row["player"] for row in data["bridges"]["players"]] == ["Zulya-MoonGuard", "Borin-MoonGuard"]
    carried = data["bridges"]["players"][0]
    assert carried["bytes"] == sum(carried["series"]) > 900
    assert carried["load"]
    assert all(row["latency"]["p50"] == 0.5 for row in data["media"])
    assert data["losses"] == []
    # Those who talk to each other stand next to each other.
    assert [line["name"] for line in data["diagram"]["lines"]] == ["Tammya", "Borin", "Zulya", "Catnia"]


def test_the_same_run_gives_the_same_report(crossing: Demo) -> None:
    once, again = (json.dumps(report_data(crossing.world)) for _ in range(2))
    assert once == again
    assert render_html(json.loads(once)) == render_html(json.loads(again))


def test_the_page_needs_nothing_beside_it(crossing: Demo) -> None:
    page = render_html(report_data(crossing.world, scenario="demo", replay="crossrp demo"))
    assert not re.search(r'(?:src|href)\s*=\s*"(?!data:)', page)
    assert not re.search(r"@import|url\(|fetch\(|https?://(?!www\.w3\.org/2000/svg)", page)
    assert "crossrp demo" in page


def test_percentiles_are_of_the_nearest_rank() -> None:
    figures = latency([0.1 * place for place in range(100, 0, -1)])
    assert (figures["p50"], figures["p90"], figures["p99"], figures["max"]) == (5.0, 9.0, 9.9, 10.0)
    assert sum(figures["bars"]) == figures["count"] == 100
    assert latency([])["p99"] == 0.0


def test_what_did_not_arrive_is_counted_by_reason() -> None:
    story = Story()
    story.packet(1.0)
    story.note(1.0, "drop", "BNET", 0, story.players[1], detail="offline")
    story.packet(2.0, 0.5)
    story.note(2.0, "fault", "BNET", 0, story.players[1], detail="slow: late")
    story.note(3.0, "refuse", "BNET", 0, story.players[1], 12)
    data = report_data(story.world)
    assert {(row["what"], row["reason"], row["count"]) for row in data["losses"]} == {
        ("lost", "offline", 1),
        ("changed by a fault", "slow: late", 1),
        ("refused by the client", "12 TargetOffline", 1),
    }
    assert (data["media"][0]["packets"], data["media"][0]["lost"], data["media"][0]["refused"]) == (2, 1, 1)


def test_a_window_limits_the_diagram_and_not_the_figures() -> None:
    story = Story()
    for time in (1.0, 2.0, 3.0, 4.0):
        story.packet(time, 0.5)
    story.world.run(10.0)
    data = report_data(story.world, window=(2.0, 4.0))
    assert [packet["time"] for packet in data["diagram"]["packets"]] == [2.0, 3.0]
    assert (data["diagram"]["start"], data["diagram"]["end"]) == (2.0, 4.0)
    assert data["summary"]["packets"] == 4
    with pytest.raises(ValueError, match="before it begins"):
        report_data(story.world, window=(4.0, 2.0))


def test_what_is_too_much_for_a_diagram_is_left_out_and_said() -> None:
    story = Story(*(f"P{chr(97 + place)}" for place in range(MOST_LINES + 6)))
    for time in range(1, 11):
        story.packet(float(time), *[0.5] * 8, medium="CHANNEL")
        story.packet(time + 0.1, 0.5)
    whole = report_data(story.world, most_events=100)["diagram"]
    assert len(whole["packets"]) == 20
    assert len(whole["lines"]) == MOST_LINES
    assert len(whole["notes"]) == 1
    alone = report_data(story.world, most_events=50)["diagram"]
    assert {packet["medium"] for packet in alone["packets"]} == {"BNET"}
    assert "10 broadcasts are left out" in alone["notes"][1]
    few = report_data(story.world, most_events=4)["diagram"]
    assert [packet["time"] for packet in few["packets"]] == [1.1, 2.1, 3.1, 4.1]
    assert few["end"] == 0.0 or few["end"] <= 5.1
    assert "first 4 of 10 packets" in few["notes"][2]


def test_the_worst_verdict_is_that_of_the_run() -> None:
    def overall(*words: str) -> str:
        found = report_data(Story().world, verdicts=[{"expectation": "x", "verdict": word} for word in words])
        return str(found["summary"]["verdict"])

    assert overall("pass", "undecided", "fail") == "fail"
    assert overall("pass", "undecided") == "undecided"
    assert overall("pass") == "pass"
    assert overall() == ""
    assert report_data(Story().world, verdict="undecided")["summary"]["verdict"] == "undecided"


def test_nothing_a_run_contains_becomes_part_of_the_page() -> None:
    story = Story()
    story.packet(1.0)
    story.note(1.0, "fault", "BNET", 0, story.players[1], detail="</script><script>alert(1)</script>: lost")
    verdicts = [{"expectation": "<img src=x>", "verdict": "fail", "detail": "</p><script>"}]
    page = render_html(report_data(story.world, scenario="<b>", verdicts=verdicts))
    assert "<img" not in page
    assert "<b>" not in page
    assert page.count("<script") == page.count("</script>") == 2


def test_a_world_that_kept_no_trace_is_refused() -> None:
    world = World(seed=1, keep_trace=False)
    world.trace.add(Record(1.0, "send", "BNET", "Tammya-MoonGuard", "Zulya-MoonGuard", "CRP2", HAIL, 0, "", 1))
    with pytest.raises(ValueError, match="kept no trace"):
        report_data(world)


def test_an_empty_world_has_a_report() -> None:
    page = render_html(report_data(World(seed=1)))
    assert "Nothing was sent." in page


@pytest.mark.parametrize(
    "record",
    [
        Record(1e-07, "send", text=b'\xff\x00"\\\xe5\x8d', result=0),
        Record(1 / 3, "error", sender="Ä-MoonGuard", detail='a"\u2028\\\n'),
    ],
)
def test_a_line_of_a_trace_is_what_the_general_encoder_writes(record: Record) -> None:
    assert record.json() == json.dumps(json.loads(record.json()))
    described = record.json(lambda _: {"message": None, "fields": {"ä": [1, True]}})
    assert described == json.dumps(json.loads(described))
    assert json.loads(described)["text"].encode("utf-8", "surrogateescape") == record.text


def test_a_packet_that_comes_twice_is_no_broadcast() -> None:
    story = Story()
    story.packet(1.0, 0.5)
    story.note(1.9, "deliver", "BNET", 0, story.players[1])
    story.packet(2.0, 0.5, 0.5, medium="CHANNEL")
    twice, all_hear = report_data(story.world)["diagram"]["packets"]
    assert (twice["broadcast"], [end["time"] for end in twice["ends"]]) == (False, [1.5, 1.9])
    assert all_hear["broadcast"]


def test_the_end_of_a_packet_to_somebody_without_a_line_is_told() -> None:
    story = Story(*(f"P{chr(97 + place)}" for place in range(MOST_LINES + 2)))
    for place in range(MOST_LINES):
        for time in range(3):
            story.packet(float(time), 0.5, sender=place, receiver=(place + 1) % MOST_LINES)
    story.packet(5.0, 0.5, sender=0, receiver=MOST_LINES)
    last = report_data(story.world)["diagram"]["packets"][-1]
    assert (last["to"], last["ends"][0]["to"], last["ends"][0]["time"]) == (None, None, 5.5)
