"""Order. What a server says to everyone, and what it says to each other server, is counted; who listens puts it right.

Said to everyone: the numbers have no holes, so a line that comes before its turn is kept until the others are there.
Said to one: a line that comes before its turn waits for a time, then it is its turn. Nothing is ever taken twice, and
nothing once something after it was taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from .rules import limit, timer

HELD = limit("held_lines")
_WAIT = timer("reorder")

#: A number of a line for one server: which count it belongs to, and its place in it. A new count is begun when the
#: server went out of reach or started again, so that what was lost meanwhile leaves no hole.
_PLACES = 1 << 32
COUNTS = 1 << 21

Item = TypeVar("Item")


@dataclass(slots=True)
class Counting:
    """Numbers the lines for one server, of one ``epoch`` of it."""

    count: int = 1
    place: int = 0
    epoch: int = 0

    def next(self) -> int:
        """The number of the next line."""
        if self.place + 1 == _PLACES:
            self.renew()
        self.place += 1
        return self.count * _PLACES + self.place

    def renew(self) -> None:
        """Begin a new count. The last one goes on: what was lost leaves a hole in it then, which is waited for."""
        if self.count + 1 < COUNTS:
            self.count, self.place = self.count + 1, 0


@dataclass(slots=True)
class Ordering(Generic[Item]):
    """Lines from one server for this one, in their order."""

    epoch: int = 0
    count: int = 0
    place: int = 0
    held: dict[int, tuple[float, Item]] = field(default_factory=dict)
    duplicates: int = 0
    late: int = 0
    skipped: int = 0

    def follows(self, epoch: int, seq: int) -> bool:
        """Whether a line is the next, and none is held; then it counts as taken."""
        count, place = divmod(seq, _PLACES)
        if self.held or place != self.place + 1 or count != self.count or epoch != self.epoch:
            return False
        self.place = place
        return True

    def take(self, epoch: int, seq: int, item: Item, now: float) -> Iterator[Item]:
        """A line has come; yields what it is the turn of."""
        count, place = divmod(seq, _PLACES)
        if (epoch, count) < (self.epoch, self.count):
            self.late += 1
            return
        if (epoch, count) > (self.epoch, self.count):
            yield from self._all()
            self.epoch, self.count, self.place = epoch, count, 0
        if place <= self.place or place in self.held:
            self.duplicates += 1
            return
        self.held[place] = (now + _WAIT, item)
        yield from self._ready()
        if len(self.held) > HELD:
            yield from self.overdue(float("inf"))

    def _ready(self) -> Iterator[Item]:
        while self.place + 1 in self.held:
            self.place += 1
            yield self.held.pop(self.place)[1]

    def _all(self) -> Iterator[Item]:
        for place in sorted(self.held):
            yield self.held[place][1]
        self.held.clear()

    def due(self) -> float | None:
        """When the wait for a hole ends."""
        return min((end for end, _ in self.held.values()), default=None)

    def overdue(self, now: float) -> Iterator[Item]:
        """What has waited long enough, and what follows it."""
        while self.held and min(end for end, _ in self.held.values()) <= now:
            first = min(self.held)
            self.skipped += first - self.place - 1
            self.place = first - 1
            yield from self._ready()
