"""What became of one run of a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Verdict = Literal["pass", "fail", "undecided"]


@dataclass(frozen=True)
class Judged:
    """One expectation: "met", "broken", "undecided", or "gap" for a known gap that is still open."""

    name: str
    state: Literal["met", "broken", "undecided", "gap"]
    why: str
    time: float


@dataclass(frozen=True)
class FaultDone:
    """What one fault rule did: how many packets it did something to, and its answers by name."""

    name: str
    fired: int
    counts: Mapping[str, int]
    may_miss: bool


@dataclass(frozen=True)
class Result:
    """One run. Times are virtual seconds; ``latencies`` are those from touch to profile, in order of the touches.

    ``skipped`` says which actions had nobody to do them. ``digest`` is the trace's.
    """

    scenario: str
    seed: int
    expectations: tuple[Judged, ...]
    faults: tuple[FaultDone, ...]
    errors: tuple[str, ...]
    skipped: tuple[str, ...]
    players: int
    seconds: float
    touches: Mapping[str, int]
    latencies: tuple[float, ...]
    counts: Mapping[str, Mapping[str, int]]
    records: int
    digest: str

    @property
    def unfired(self) -> tuple[str, ...]:
        """The faults that were asked for and did nothing, other than those that may."""
        return tuple(fault.name for fault in self.faults if not fault.fired and not fault.may_miss)

    @property
    def broken(self) -> tuple[str, ...]:
        """The names of what failed."""
        names = [judged.name for judged in self.expectations if judged.state == "broken"]
        return tuple(names + ["no Lua errors"] * bool(self.errors))

    @property
    def verdict(self) -> Verdict:
        """fail: something expected does not hold. undecided: something was not put to the test."""
        if self.broken:
            return "fail"
        undecided = any(judged.state == "undecided" for judged in self.expectations)
        return "undecided" if undecided or self.unfired else "pass"

    def as_json(self) -> dict[str, Any]:
        """The machine-readable form."""
        return {
            "scenario": self.scenario,
            "seed": self.seed,
            "verdict": self.verdict,
            "expectations": [
                {"name": judged.name, "state": judged.state, "why": judged.why, "time": judged.time}
                for judged in self.expectations
            ],
            "faults": [
                {"name": fault.name, "fired": fault.fired, "counts": dict(fault.counts)} for fault in self.faults
            ],
            "unfired": list(self.unfired),
            "errors": list(self.errors),
            "skipped": list(self.skipped),
            "players": self.players,
            "seconds": self.seconds,
            "touches": dict(self.touches),
            "latencies": list(self.latencies),
            "counts": {medium: dict(count) for medium, count in self.counts.items()},
            "records": self.records,
            "digest": self.digest,
        }
