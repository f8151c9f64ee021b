"""Whatever the client answers: every message ends once and truthfully, and order holds."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SENT, THROTTLED, CHANNEL_THROTTLED, LOCKED, OFFLINE = 0, 3, 8, 11, 12
RETRIED = {THROTTLED, CHANNEL_THROTTLED}
NORMAL = settings(max_examples=70, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

MEDIA = ["WHISPER", "BROADCAST", "BNET"]
names = st.sampled_from(["a", "b", "c", "d", "e", "f", "g", "h"])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("write"), names, st.integers(1, 700)),
        st.tuples(st.just("write"), names, st.integers(1, 700)),
        st.tuples(st.just("finish"), names),
        st.tuples(st.just("finish"), names),
        st.tuples(st.just("abort"), names),
        st.tuples(st.just("advance"), st.sampled_from([0.1, 0.35, 1, 5])),
        st.just(("resume",)),
        st.tuples(st.just("drop"), st.sampled_from(MEDIA), st.sampled_from(["Tammya", "Catnia"])),
        st.just(("answer",)),
        st.just(("answer",)),
    ),
    max_size=40,
)
opening = st.tuples(
    st.sampled_from(MEDIA), st.sampled_from(["Tammya", "Catnia"]), st.sampled_from(["LOW", "NORMAL", "FAST", "URGENT"])
)
code_lists = st.lists(
    st.sampled_from([SENT] * 6 + [THROTTLED, THROTTLED, CHANNEL_THROTTLED, LOCKED, OFFLINE, 9, 42]), max_size=40
)


class Script:
    """Steps with the text filled in, and what each message is in the end."""

    def __init__(self, openings: list[tuple[str, str, str]], body: list[tuple[Any, ...]]) -> None:
        self.jobs = dict(zip("abcdefgh", openings, strict=False))
        self.texts = dict.fromkeys(self.jobs, b"")
        self.aborted: set[str] = set()
        self.steps: list[list[Any]] = [["open", name, *opening] for name, opening in self.jobs.items()]
        finished: set[str] = set()
        for step, *arguments in body:
            name = arguments[0] if arguments else ""
            if step in ("write", "finish", "abort") and name not in self.jobs:
                continue
            if step == "write":
                data = f"{name}{len(self.texts[name])}.".encode() * arguments[1]
                data = data[: arguments[1]]
                if name not in finished:
                    self.texts[name] += data
                self.steps.append(["write", name, data])
                continue
            finished |= {name} if step == "finish" else set()
            self.aborted |= {name} if step == "abort" else set()
            self.steps.append([step, *arguments])


scripts = st.builds(Script, st.lists(opening, min_size=1, max_size=8), steps)


def play(lower: Any, script: Script, codes: list[int], later: bool, budget: Any) -> tuple[Any, ...]:
    outcomes, attempts, on_line, stats, problem = lower.call("play", script.steps, codes, later, budget)
    assert problem is None
    return outcomes, attempts, on_line, stats


def reassembled(lower: Any, attempts: list[dict[str, Any]]) -> list[bytes]:
    triples = [part for each in attempts if each["code"] == SENT for part in (each["medium"], "x", each["text"])]
    return list(lower.call("receive", triples, False)[0])


@NORMAL
@given(
    script=scripts,
    codes=code_lists,
    later=st.booleans(),
    budget=st.sampled_from([None, {"rate": 800, "burst": 4000, "overhead": 40}]),
)
def test_every_message_ends_once_and_truthfully(
    default_lower: Any, script: Script, codes: list[int], later: bool, budget: Any
) -> None:
    outcomes, attempts, on_line, stats = play(default_lower, script, codes, later, budget)
    assert all(len(ends) == 1 for ends in outcomes.values()), outcomes
    ends = {name: outcome[0].decode() for name, outcome in outcomes.items()}
    assert set(ends.values()) <= {"sent", "aborted", "offline", "failed"}
    assert on_line == {name: int(end == "sent") for name, end in ends.items()}
    assert {name for name, end in ends.items() if end == "aborted"} <= script.aborted

    arrived = reassembled(default_lower, attempts)
    sent = Counter(script.texts[name] for name, end in ends.items() if end == "sent")
    given_up = Counter(script.texts[name] for name, end in ends.items() if end in ("aborted", "offline"))
    # What was given up while its last packet lay with the client may arrive all the same.
    assert not sent - Counter(arrived)
    assert not Counter(arrived) - sent - (given_up if later else Counter())

    answered = [each["code"] for each in attempts]
    assert -1 not in answered
    assert stats["retried"] == sum(code in RETRIED for code in answered)
    assert stats["held"] == answered.count(LOCKED)
    assert stats["offline"] == answered.count(OFFLINE)
    assert sum(stats["packets"].values() if stats["packets"] else []) == answered.count(SENT)
    assert stats["failed"] == sum(end == "failed" for end in ends.values())
    assert (stats["queued"], stats["queued_bytes"]) == (0, 0)


@NORMAL
@given(script=scripts, codes=code_lists)
def test_nothing_of_a_medium_overtakes_a_refused_packet(default_lower: Any, script: Script, codes: list[int]) -> None:
    # Without steps that end a message, the packet tried next on a medium is the one that was refused.
    script.steps = [step for step in script.steps if step[0] not in ("abort", "drop")]
    codes = [code for code in codes if code != OFFLINE]
    _, attempts, _, _ = play(default_lower, script, codes, False, None)
    for medium in MEDIA:
        of_medium = [each for each in attempts if each["medium"] == medium.encode()]
        for refused, following in pairwise(of_medium):
            if refused["code"] in {*RETRIED, LOCKED}:
                assert following["text"] == refused["text"]


@NORMAL
@given(
    sizes=st.lists(st.tuples(st.sampled_from(MEDIA), st.integers(0, 900)), max_size=10),
    codes=code_lists,
    later=st.booleans(),
)
def test_normal_messages_of_a_medium_arrive_in_order(
    default_lower: Any, sizes: list[tuple[str, int]], codes: list[int], later: bool
) -> None:
    codes = [code for code in codes if code in {SENT, *RETRIED, LOCKED}]
    names = "abcdefghij"
    played: list[list[Any]] = []
    for name, (medium, size) in zip(names, sizes, strict=False):
        played += [["open", name, medium, "Tammya", "NORMAL"], ["write", name, name.encode() * size], ["finish", name]]
    outcomes, attempts, _, _, problem = default_lower.call("play", played, codes, later, None)
    assert problem is None
    assert all(ends == [b"sent"] for ends in (outcomes or {}).values())
    for medium in MEDIA:
        of_medium = [each for each in attempts if each["medium"] == medium.encode()]
        expected = [name.encode() * size for name, (its, size) in zip(names, sizes, strict=False) if its == medium]
        assert reassembled(default_lower, of_medium) == expected
