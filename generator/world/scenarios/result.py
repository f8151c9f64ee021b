"""What became of one run of a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
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
class AddonDone:
    """One addon besides Cross RP: how many players had it when they logged in, and how many clients loaded it.

    ``why`` says why not all did; ``refused`` that the client would not load it, as opposed to nobody asking for it.
    """

    name: str
    title: str
    version: str
    players: int
    loaded: int
    why: str
    refused: bool


@dataclass(frozen=True)
class ScriptError:
    """A Lua error nobody caught, which came up ``times`` times. ``message`` begins with the addon's file and line."""

    message: str
    times: int
    players: tuple[str, ...]
    first: float
    source: str
    traceback: str


@dataclass(frozen=True)
class Printed:
    """A line an addon printed, ``times`` times, at these players."""

    line: str
    times: int
    players: tuple[str, ...]


@dataclass(frozen=True)
class Missing:
    """Something the game has and the simulated client has not: its name, where it was first asked for, how often."""

    name: str
    where: str
    times: int
    players: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """One run. Times are virtual seconds; ``latencies`` are those from touch to profile, in order of the touches.

    ``skipped`` says which actions had nobody to do them, ``disconnected`` whom the server threw out, and why.
    ``script_errors`` are the ``errors`` of clients, those of one message together; ``failures`` are those of the
    scenario's own Lua. ``unmodelled`` is what strict clients did not have, ``assumed`` what lenient ones answered for.
    ``printed`` are the lines addons of the players' own printed. ``digest`` is the trace's.
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
    addons: tuple[AddonDone, ...] = ()
    script_errors: tuple[ScriptError, ...] = ()
    unmodelled: tuple[Missing, ...] = ()
    assumed: tuple[Missing, ...] = ()
    printed: tuple[Printed, ...] = ()
    failures: tuple[str, ...] = ()
    disconnected: tuple[str, ...] = ()

    @property
    def unfired(self) -> tuple[str, ...]:
        """The faults that were asked for and did nothing, other than those that may."""
        return tuple(fault.name for fault in self.faults if not fault.fired and not fault.may_miss)

    @property
    def broken(self) -> tuple[str, ...]:
        """The names of what failed."""
        names = [judged.name for judged in self.expectations if judged.state == "broken"]
        names += [f"{addon.name} is loaded" for addon in self.addons if addon.refused]
        names += ["nobody is disconnected"] * bool(self.addons and self.disconnected)
        return tuple(names + ["no Lua errors"] * bool(self.errors))

    @property
    def verdict(self) -> Verdict:
        """fail: something expected does not hold. undecided: something was not put to the test, or was not there."""
        if self.broken:
            return "fail"
        undecided = any(judged.state == "undecided" for judged in self.expectations)
        return "undecided" if undecided or self.unfired or self.unmodelled else "pass"

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
            "disconnected": list(self.disconnected),
            "players": self.players,
            "seconds": self.seconds,
            "touches": dict(self.touches),
            "latencies": list(self.latencies),
            "counts": {medium: dict(count) for medium, count in self.counts.items()},
            "records": self.records,
            "digest": self.digest,
            "addons": [asdict(addon) for addon in self.addons],
            "script_errors": [asdict(error) for error in self.script_errors],
            "unmodelled": [asdict(item) for item in self.unmodelled],
            "assumed": [asdict(item) for item in self.assumed],
            "printed": [asdict(item) for item in self.printed],
        }


def together(results: Iterable[Result], what: Literal["addons", "script_errors", "unmodelled", "assumed"]) -> list[Any]:
    """What several runs have of one kind, the first of each name or message."""
    found: dict[str, Any] = {}
    for result in results:
        for item in getattr(result, what):
            found.setdefault(item.message if isinstance(item, ScriptError) else item.name, item)
    return list(found.values())
