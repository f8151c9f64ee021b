"""Faults are rules. A packet meets them in order, and the first that speaks decides what becomes of it.

    world.faults.drop(Match(medium="BNET", sender="Tammya-MoonGuard"), chance=0.1)
    world.faults.partition(["Borin-MoonGuard"], ["Zulya-MoonGuard"])
    world.faults.add("odd ones twice", lambda packet: Duplicate(0.2) if packet.number % 2 else None)

A rule that answers ``Pass()`` (or None) leaves the packet to the next one; when all pass, it is delivered after the
hop. Each rule counts what it did, and draws from a random stream of its own: a rule more or less moves no other one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from random import Random

from generator.virtual.faultrules import (
    EVERYTHING,
    PASS,
    Corrupt,
    Deliver,
    Drop,
    Duplicate,
    FaultRule,
    Hold,
    Match,
    Names,
    Packet,
    Pass,
    Reorder,
    Rule,
    Verdict,
    corrupted,
)
from generator.virtual.streams import Streams

__all__ = [
    "Corrupt",
    "Deliver",
    "Drop",
    "Duplicate",
    "FaultRule",
    "Faults",
    "Hold",
    "Match",
    "Packet",
    "Pass",
    "Reorder",
    "Verdict",
]


class Faults:
    """The rules of one world, in order. ``namer`` gives the names of the messages a packet belongs to."""

    def __init__(self, streams: Streams, namer: Callable[[Packet], tuple[str, ...]] | None = None) -> None:
        self._streams = streams
        self._namer = namer
        self._named: tuple[Packet | None, tuple[str, ...]] = (None, ())
        self._names_wanted = False
        self._made = 0
        self.rules: list[FaultRule] = []
        self.requested: list[FaultRule] = []

    def add(self, name: str, rule: Rule) -> FaultRule:
        """Put a rule behind the others; what it returns carries the counts and goes into ``remove``."""
        entry = FaultRule(name, rule)
        self.rules.append(entry)
        self.requested.append(entry)
        return entry

    def remove(self, entry: FaultRule) -> None:
        """Take a rule away again; one that is not there is left alone. What it holds stays held."""
        if entry in self.rules:
            self.rules.remove(entry)

    def release(self, entry: FaultRule) -> None:
        """End a rule, and send what it held on its way, in the order in which it was sent."""
        self.remove(entry)
        held, entry.held = entry.held, []
        for _, let_go in held:
            let_go()

    def unfired(self) -> list[FaultRule]:
        """The rules that did nothing to any packet so far, removed ones included."""
        return [entry for entry in self.requested if not entry.fired]

    def decide(self, packet: Packet) -> Verdict:
        """What becomes of the packet; ``Pass()`` when no rule speaks."""
        return self.judge(packet)[0]

    def judge(self, packet: Packet) -> tuple[Verdict, FaultRule | None]:
        """What becomes of the packet, and the rule that says so."""
        if self._names_wanted and self._namer is not None:
            self._named = (packet, self._namer(packet))
        for entry in self.rules:
            verdict = entry.ask(packet)
            if not isinstance(verdict, Pass):
                return verdict, entry
        return PASS, None

    def drop(
        self,
        match: Match = EVERYTHING,
        chance: float = 1.0,
        times: int | None = None,
        *,
        skip: int = 0,
        name: str = "",
    ) -> FaultRule:
        """Lose matching packets but the first ``skip``: each with ``chance`` 0..1, at most ``times`` of them."""
        return self._simple("drop", lambda _, __: Drop(), match, chance, times, skip, name)

    def duplicate(
        self,
        match: Match = EVERYTHING,
        gap: float = 0.0,
        chance: float = 1.0,
        times: int | None = None,
        *,
        skip: int = 0,
        name: str = "",
    ) -> FaultRule:
        """Deliver matching packets twice, ``gap`` seconds apart."""
        return self._simple("duplicate", lambda _, __: Duplicate(gap), match, chance, times, skip, name)

    def delay(
        self,
        seconds: float,
        match: Match = EVERYTHING,
        chance: float = 1.0,
        times: int | None = None,
        *,
        skip: int = 0,
        name: str = "",
    ) -> FaultRule:
        """Deliver matching packets ``seconds`` after they were sent. Addon messages of a link keep their order."""
        return self._simple("delay", lambda _, __: Deliver(seconds), match, chance, times, skip, name)

    def reorder(
        self,
        seconds: float,
        match: Match = EVERYTHING,
        chance: float = 1.0,
        times: int | None = None,
        *,
        skip: int = 0,
        name: str = "",
    ) -> FaultRule:
        """Let later packets of the link overtake matching ones: each is late by up to ``seconds``."""

        def late(_: Packet, stream: Random) -> Verdict:
            return Reorder(seconds * stream.random())

        return self._simple("reorder", late, match, chance, times, skip, name)

    def corrupt(
        self,
        match: Match = EVERYTHING,
        count: int = 1,
        chance: float = 1.0,
        times: int | None = None,
        *,
        cut: bool = False,
        skip: int = 0,
        name: str = "",
    ) -> FaultRule:
        """Change ``count`` bytes of matching packets to others of 1..255, or ``cut`` them off at a random place."""

        def change(packet: Packet, stream: Random) -> Verdict:
            return Corrupt(corrupted(packet.text, stream, count, cut))

        return self._simple("corrupt", change, match, chance, times, skip, name)

    def hold(
        self,
        match: Match = EVERYTHING,
        chance: float = 1.0,
        times: int | None = None,
        *,
        skip: int = 0,
        name: str = "",
    ) -> FaultRule:
        """Keep matching packets back until ``release``."""
        return self._simple("hold", lambda _, __: Hold(), match, chance, times, skip, name)

    def partition(
        self,
        one: Collection[str],
        other: Collection[str],
        *,
        one_way: bool = False,
        medium: Names = None,
        start: float = 0.0,
        end: float = float("inf"),
        name: str = "",
    ) -> FaultRule:
        """Lose everything from ``one`` side to the ``other``, and back unless ``one_way``; ``remove`` heals it."""
        there = Match(medium, frozenset(one), frozenset(other), None, start, end)
        back = Match(medium, frozenset(other), frozenset(one), None, start, end)

        def rule(packet: Packet) -> Verdict | None:
            return Drop() if there.fits(packet) or (not one_way and back.fits(packet)) else None

        return self.add(self._name("partition", name), rule)

    def _simple(
        self,
        word: str,
        verdict: Callable[[Packet, Random], Verdict],
        match: Match,
        chance: float,
        times: int | None,
        skip: int,
        name: str,
    ) -> FaultRule:
        name = self._name(word, name)
        stream = self._streams.of(f"fault/{name}")
        left, passing = times, skip
        self._names_wanted = self._names_wanted or match.message is not None

        def rule(packet: Packet) -> Verdict | None:
            nonlocal left, passing
            if left == 0 or not match.fits(packet, self._names(packet)):
                return None
            if passing:
                passing -= 1
                return None
            if chance < 1.0 and stream.random() >= chance:
                return None
            if left is not None:
                left -= 1
            return verdict(packet, stream)

        return self.add(name, rule)

    def _names(self, packet: Packet) -> tuple[str, ...]:
        return self._named[1] if self._named[0] is packet else ()

    def _name(self, word: str, name: str) -> str:
        self._made += 1
        return name or f"{word} #{self._made}"
