"""What a scene is given and gives: who plays, what was seen, and losing packets on purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from generator.spec.model import Revision
from generator.virtual.faultrules import Drop, Packet
from generator.world.cast import Cast

SETTLE = 5.0
"""Virtual seconds after everybody knows everybody until something begins."""
LONGEST = 900.0
"""Virtual seconds a scene may take at most, whatever the durations of a revision."""
PATIENCE = 60.0
"""Virtual seconds a message or a profile may take on its way."""
STEP = 1.0
LONG_MESSAGE, LONGER_MESSAGE = 4000, 16000
"""Bytes of messages whose pages take some seconds."""
MOST_CLIENTS, MOST_BYTES = 12, 40_000
"""What a scene plays at most, so that it is over in a second."""
ABOUT_THE_WAY = (b"A3 ", b"ST ")
"""How messages begin, behind the packet's head, that tell a sender about its bridge and not about a profile."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen: a sentence without its full stop, and whether it goes wrong for the waiting client.

    ``shown``: whether there was anything to measure; else the sentence says why not.
    """

    words: str
    conflict: bool = False
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Stage:
    """Who plays: the revision of the client that waits and of those it waits for, and what people call them.

    ``cast`` makes the four players of the revisions given, under one prefix.
    """

    waiting: Revision
    others: Revision
    who: str
    whose: str
    cast: Callable[[tuple[Revision, Revision, Revision, Revision]], Cast]

    def sender_waits(self) -> Cast:
        """The sender is the one that waits; the bridges and the receiver are the others."""
        return self.cast((self.waiting, self.others, self.others, self.others))

    def longest(self, *names: str) -> float:
        """The longest of some durations of both revisions; a revision may lack them."""
        found = [
            each.timers[name].seconds for each in (self.waiting, self.others) for name in names if name in each.timers
        ]
        return max(found, default=0.0)


Play = Callable[[Stage], Seen]

APART = Seen("no message crosses between the two at all, so there is nothing to measure", shown=False)


@contextmanager
def lost(cast: Cast, which: Callable[[Packet], bool]) -> Iterator[None]:
    """Within it, the packets chosen are lost on their way."""
    rule = cast.world.faults.add("lost in this scene", lambda packet: Drop() if which(packet) else None)
    yield
    cast.world.faults.remove(rule)
