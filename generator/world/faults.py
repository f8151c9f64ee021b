"""Faults are rules. A packet meets them in order, and the first that speaks decides what becomes of it.

    world.faults.drop(Match(medium="BNET", sender="Tammya-MoonGuard"), chance=0.1)
    world.faults.add("odd ones twice", lambda packet: Duplicate(0.2) if packet.number % 2 else None)

A rule that answers ``Pass()`` (or None) leaves the packet to the next one; when all pass, it is delivered
after the hop. Each rule counts what it did.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from generator.world.streams import Streams


@dataclass(frozen=True, slots=True)
class Packet:
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


@dataclass(frozen=True, slots=True)
class Deliver:
    """Deliver it ``delay`` seconds after it was sent, instead of after the hop."""

    delay: float


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Deliver it after the hop and again ``gap`` seconds later."""

    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Drop:
    """Lose it."""


Verdict = Pass | Deliver | Duplicate | Drop
Rule = Callable[[Packet], Verdict | None]


_ANSWERS = ("Pass", "Deliver", "Duplicate", "Drop")


@dataclass(slots=True)
class FaultRule:
    """One rule with its name, and how often it gave each answer, keyed by the answer's class name."""

    name: str
    rule: Rule
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_ANSWERS, 0))

    def ask(self, packet: Packet) -> Verdict:
        """The rule's answer, counted."""
        verdict = self.rule(packet) or Pass()
        self.counts[type(verdict).__name__] += 1
        return verdict


@dataclass(frozen=True, slots=True)
class Match:
    """Packets a simple rule is about; None matches everything, ``start`` and ``end`` are seconds."""

    medium: str | None = None
    sender: str | None = None
    receiver: str | None = None
    prefix: str | None = None
    start: float = 0.0
    end: float = float("inf")

    def fits(self, packet: Packet) -> bool:
        """Whether the packet is one of these."""
        return (
            self.medium in (None, packet.medium)
            and self.sender in (None, packet.sender)
            and self.receiver in (None, packet.receiver)
            and self.prefix in (None, packet.prefix)
            and self.start <= packet.time < self.end
        )


class Faults:
    """The rules of one world, in order."""

    def __init__(self, streams: Streams) -> None:
        self._streams = streams
        self._made = 0
        self.rules: list[FaultRule] = []

    def add(self, name: str, rule: Rule) -> FaultRule:
        """Put a rule behind the others; what it returns carries the counts and goes into ``remove``."""
        entry = FaultRule(name, rule)
        self.rules.append(entry)
        return entry

    def remove(self, entry: FaultRule) -> None:
        """Take a rule away again; one that is not there is left alone."""
        if entry in self.rules:
            self.rules.remove(entry)

    def decide(self, packet: Packet) -> Verdict:
        """What becomes of the packet; ``Pass()`` when no rule speaks."""
        for entry in self.rules:
            verdict = entry.ask(packet)
            if not isinstance(verdict, Pass):
                return verdict
        return Pass()

    def drop(self, match: Match = Match(), chance: float = 1.0, times: int | None = None) -> FaultRule:
        """Lose matching packets, each with ``chance`` 0..1, at most ``times`` of them."""
        return self._simple("drop", Drop(), match, chance, times)

    def duplicate(
        self, match: Match = Match(), gap: float = 0.0, chance: float = 1.0, times: int | None = None
    ) -> FaultRule:
        """Deliver matching packets twice, ``gap`` seconds apart."""
        return self._simple("duplicate", Duplicate(gap), match, chance, times)

    def delay(self, seconds: float, match: Match = Match(), chance: float = 1.0, times: int | None = None) -> FaultRule:
        """Deliver matching packets ``seconds`` after they were sent."""
        return self._simple("delay", Deliver(seconds), match, chance, times)

    def _simple(self, word: str, verdict: Verdict, match: Match, chance: float, times: int | None) -> FaultRule:
        self._made += 1
        name = f"{word} #{self._made}"
        stream: Random = self._streams.of(f"fault/{name}")
        left = times

        def rule(packet: Packet) -> Verdict | None:
            nonlocal left
            if left == 0 or not match.fits(packet) or (chance < 1.0 and stream.random() >= chance):
                return None
            if left is not None:
                left -= 1
            return verdict

        return self.add(name, rule)
