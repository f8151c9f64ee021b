"""What `count` expectations count in a run's trace."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.world.trace import Record

if TYPE_CHECKING:
    from generator.world.scenarios.run import Run


@dataclass(frozen=True)
class Countable:
    """One thing to count: in words, and what a record adds to it."""

    text: str
    of: Callable[[Record, frozenset[int]], int]


#: Media whose packets are for one receiver; one for many is not lost when nobody listens.
_TO_ONE = ("WHISPER", "LOGGED", "BNET")


def _is(kind: str) -> Callable[[Record, frozenset[int]], int]:
    return lambda record, _: int(record.kind == kind)


def _lost(record: Record, faulty: frozenset[int]) -> int:
    return int(record.kind == "drop" and record.medium in _TO_ONE and record.packet not in faulty)


COUNTS: Mapping[str, Countable] = {
    "sends": Countable("packets clients accepted", _is("send")),
    "bytes": Countable(
        "payload bytes clients accepted", lambda record, _: len(record.text) if record.kind == "send" else 0
    ),
    "delivered": Countable("deliveries, one for each receiver", _is("deliver")),
    "refused": Countable("packets clients refused", _is("refuse")),
    "dropped": Countable("packets lost on the way or on arrival, for whatever reason", _is("drop")),
    "lost": Countable("packets to one receiver that were lost without a fault rule's doing", _lost),
    "errors": Countable("Lua errors nobody caught", _is("error")),
}


def count(
    run: Run,
    what: str,
    media: Collection[str] | None,
    senders: Collection[str] | None,
    result: int | None,
    after: float,
    by: float,
) -> int:
    """How many of something there were in a span of time."""
    faulty = frozenset(record.packet for record in run.world.trace if record.kind == "fault")
    of = COUNTS[what].of
    return sum(
        of(record, faulty)
        for record in run.world.trace
        if after <= record.time <= by
        and (media is None or record.medium in media)
        and (senders is None or record.sender in senders)
        and (result is None or record.result == result)
    )


def bytes_by_sender(run: Run, medium: str, after: float, by: float) -> dict[str, int]:
    """How many payload bytes each player sent over a medium in a span of time, in the order they began."""
    found: dict[str, int] = {}
    for record in run.world.trace:
        if record.kind == "send" and record.medium == medium and after <= record.time <= by:
            found[record.sender] = found.get(record.sender, 0) + len(record.text)
    return found
