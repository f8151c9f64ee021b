"""The faults a scenario can ask for, and the rules they become."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.virtual.faults import FaultRule, Match
from generator.world.scenarios.model import FaultSpec
from generator.world.scenarios.options import (
    FLAG,
    MOST_WHOLE,
    NUMBER,
    PLAYERS,
    SHARE,
    TEXTS,
    WHOLE,
    Option,
    Options,
    need,
    some_of,
    within,
)

if TYPE_CHECKING:
    from generator.world.scenarios.run import Run

Values = Mapping[str, Any]

MEDIA = (
    "WHISPER",
    "LOGGED",
    "BNET",
    "CHANNEL",
    "PARTY",
    "RAID",
    "INSTANCE_CHAT",
    "GUILD",
    "OFFICER",
    "SAY",
    "YELL",
)


@dataclass(frozen=True)
class FaultKind:
    """One kind of fault: its options, and what makes the rule."""

    text: str
    options: Options
    make: Callable[[Run, FaultSpec, Values], FaultRule]


def _match(run: Run, spec: FaultSpec, values: Values) -> Match:
    def names(key: str) -> frozenset[str] | None:
        return None if values[key] is None else frozenset(run.fullnames(values[key]))

    return Match(
        values["medium"],
        names("sender"),
        names("receiver"),
        values["prefix"],
        spec.start,
        float("inf") if spec.end is None else spec.end,
        names("player"),
        values["message"],
    )


def _counted(run: Run, spec: FaultSpec, values: Values) -> dict[str, Any]:
    """What all simple rules take."""
    return {
        "match": _match(run, spec, values),
        "chance": values["chance"],
        "times": values["times"],
        "skip": values["skip"],
        "name": spec.name,
    }


def _drop(run: Run, spec: FaultSpec, values: Values) -> FaultRule:
    return run.world.faults.drop(**_counted(run, spec, values))


def _delay(run: Run, spec: FaultSpec, values: Values) -> FaultRule:
    return run.world.faults.delay(values["seconds"], **_counted(run, spec, values))


def _duplicate(run: Run, spec: FaultSpec, values: Values) -> FaultRule:
    return run.world.faults.duplicate(gap=values["seconds"], **_counted(run, spec, values))


def _reorder(run: Run, spec: FaultSpec, values: Values) -> FaultRule:
    return run.world.faults.reorder(values["seconds"], **_counted(run, spec, values))


def _corrupt(run: Run, spec: FaultSpec, values: Values) -> FaultRule:
    return run.world.faults.corrupt(count=values["bytes"], cut=values["cut"], **_counted(run, spec, values))


def _hold(run: Run, spec: FaultSpec, values: Values) -> FaultRule:
    rule = run.world.faults.hold(**_counted(run, spec, values))
    if spec.end is not None:
        run.at(spec.end, lambda: run.world.faults.release(rule))
    return rule


def _partition(run: Run, spec: FaultSpec, values: Values) -> FaultRule:
    return run.world.faults.partition(
        run.fullnames(values["one"]),
        run.fullnames(values["other"]),
        one_way=values["one_way"],
        medium=values["medium"],
        start=spec.start,
        end=float("inf") if spec.end is None else spec.end,
        name=spec.name,
    )


_MEDIUM = Option(some_of(*MEDIA), "only packets of this medium")
_SCOPE: Options = {
    "player": Option(PLAYERS, "only packets from or to one of these"),
    "sender": Option(PLAYERS, "only packets from one of these"),
    "receiver": Option(PLAYERS, "only packets to one of these"),
    "medium": _MEDIUM,
    "message": Option(TEXTS, 'only packets of this message or of one that carries it, such as "R2" or "TD"'),
    "prefix": Option(TEXTS, "only packets with this addon prefix"),
    "skip": Option(WHOLE, "leave so many of these packets alone first", 0),
    "times": Option(within(1, MOST_WHOLE), "at most so many packets"),
    "chance": Option(SHARE, "share of these packets", 1.0),
}

FAULTS: Mapping[str, FaultKind] = {
    "drop": FaultKind("Lose packets.", _SCOPE, _drop),
    "delay": FaultKind(
        "Deliver packets so many seconds after they were sent; addon messages of a link keep their order.",
        {**_SCOPE, "seconds": need(NUMBER, "seconds from sending to delivery")},
        _delay,
    ),
    "duplicate": FaultKind(
        "Deliver packets twice.", {**_SCOPE, "seconds": Option(NUMBER, "seconds between the two", 0.0)}, _duplicate
    ),
    "reorder": FaultKind(
        "Let later packets of the same link overtake packets. It fired when one was really overtaken.",
        {**_SCOPE, "seconds": Option(NUMBER, "each is late by up to so many seconds", 2.0)},
        _reorder,
    ),
    "corrupt": FaultKind(
        "Change bytes of packets.",
        {
            **_SCOPE,
            "bytes": Option(within(1, 4096), "how many bytes of a packet", 1),
            "cut": Option(FLAG, "cut the packet off at a random place instead", False),
        },
        _corrupt,
    ),
    "hold": FaultKind("Keep packets back until `end`, and let them go then, in order.", _SCOPE, _hold),
    "partition": FaultKind(
        "Lose everything between two sides.",
        {
            "one": need(PLAYERS, "one side"),
            "other": need(PLAYERS, "the other side"),
            "one_way": Option(FLAG, "only from the one side to the other", False),
            "medium": _MEDIUM,
        },
        _partition,
    ),
}
