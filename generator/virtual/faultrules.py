"""What a fault rule sees, what it may answer, and which packets a simple rule is about."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from random import Random
from typing import ClassVar, NamedTuple


class Packet(NamedTuple):
    """What a rule sees of one packet on its way to one receiver."""

    number: int
    time: float
    medium: str
    sender: str
    receiver: str
    prefix: str
    text: bytes


@dataclass(frozen=True, slots=True)
class Pass:
    """Leave the packet to the next rule."""

    word: ClassVar[str] = "pass"


@dataclass(frozen=True, slots=True)
class Deliver:
    """Deliver it ``delay`` seconds after it was sent, instead of after the hop."""

    word: ClassVar[str] = "late"

    delay: float


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Deliver it after the hop and again ``gap`` seconds later."""

    word: ClassVar[str] = "twice"

    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Reorder:
    """Deliver it ``delay`` seconds after the hop, and let later packets overtake it, on any medium."""

    word: ClassVar[str] = "out of order"

    delay: float


@dataclass(frozen=True, slots=True)
class Drop:
    """Lose it."""

    word: ClassVar[str] = "lost"


@dataclass(frozen=True, slots=True)
class Corrupt:
    """Deliver ``text`` in its place."""

    word: ClassVar[str] = "corrupted"

    text: bytes


@dataclass(frozen=True, slots=True)
class Hold:
    """Keep it back until the rule is released."""

    word: ClassVar[str] = "held"


Verdict = Pass | Deliver | Duplicate | Reorder | Drop | Corrupt | Hold
Rule = Callable[[Packet], Verdict | None]


_ANSWERS = ("Pass", "Deliver", "Duplicate", "Reorder", "Drop", "Corrupt", "Hold")
PASS = Pass()


@dataclass(slots=True)
class FaultRule:
    """One rule with its name, and how often it gave each answer, keyed by the answer's class name.

    ``overtaken`` counts the packets of a reordering rule that a later one of the same link really overtook; being
    late alone is no new order. ``held`` are the packets a holding rule keeps, in the order in which they were sent.
    """

    name: str
    rule: Rule
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_ANSWERS, 0))
    overtaken: int = 0
    held: list[tuple[Packet, Callable[[], None]]] = field(default_factory=list)

    def ask(self, packet: Packet) -> Verdict:
        """The rule's answer, counted."""
        verdict = self.rule(packet) or PASS
        self.counts[type(verdict).__name__] += 1
        return verdict

    @property
    def fired(self) -> int:
        """How many packets it did something to. A late packet that nothing overtook was not reordered."""
        done = sum(count for answer, count in self.counts.items() if answer != "Pass")
        return done - self.counts["Reorder"] + self.overtaken


Names = str | Collection[str] | None


@dataclass(frozen=True, slots=True)
class Match:
    """Packets a simple rule is about; None matches everything, ``start`` and ``end`` are seconds.

    Names may be one or several: ``sender``, ``receiver`` and ``player`` (either of them) are
    ``Name-NormalizedRealm``; ``medium`` is as in the trace; ``message`` is a message of the specification such as
    "R2", or the one it carries such as "TD", and means every page of it.
    """

    medium: Names = None
    sender: Names = None
    receiver: Names = None
    prefix: Names = None
    start: float = 0.0
    end: float = float("inf")
    player: Names = None
    message: Names = None

    def fits(self, packet: Packet, names: tuple[str, ...] = ()) -> bool:
        """Whether the packet, which belongs to the messages ``names``, is one of these."""
        return (
            self.start <= packet.time < self.end
            and _among(self.medium, packet.medium)
            and _among(self.sender, packet.sender)
            and _among(self.receiver, packet.receiver)
            and _among(self.prefix, packet.prefix)
            and (_among(self.player, packet.sender) or _among(self.player, packet.receiver))
            and (self.message is None or any(_among(self.message, name) for name in names))
        )


def _among(wanted: Names, name: str) -> bool:
    if wanted is None:
        return True
    return wanted == name if isinstance(wanted, str) else name in wanted


EVERYTHING = Match()


def corrupted(text: bytes, stream: Random, count: int, cut: bool) -> bytes:
    """Bytes with ``count`` of them changed, or without their end; never empty, never with a NUL."""
    if cut:
        return text[: max(1, stream.randrange(len(text)))] if len(text) > 1 else text
    changed = bytearray(text)
    for _ in range(count if text else 0):
        place = stream.randrange(len(changed))
        # Another value of 1..255 than the one there.
        changed[place] = (changed[place] - 1 + stream.randrange(1, 255)) % 255 + 1
    return bytes(changed)
