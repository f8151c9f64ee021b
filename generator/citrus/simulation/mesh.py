"""Nodes and the wires between them, on virtual time. A wire is a stream: it delivers in order or breaks."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from generator.virtual.clock import Clock, Timer
from generator.virtual.faultrules import Duplicate, Packet
from generator.virtual.faults import Faults
from generator.virtual.streams import Streams

from ..links import Close, Log, Neighbour, Pause, Resume, Send, Settings
from ..node import Node

SECRET = b"hearthstone"
EPOCH_US = 1_700_000_000_000_000
RECALL = 1.0
#: Bytes a stalled wire takes before the sender has to wait.
BUFFER = 65_536


def sid_of(number: int) -> bytes:
    return b"%d%c%c" % (number % 10, 65 + number // 10, 65 + number % 26)


@dataclass(slots=True)
class End:
    """One end of a connection: whose, by which number the node knows it, and what is on its way to it."""

    node: int
    link: int
    arrives: float = 0.0
    stalled: float = 0.0
    waiting: int = 0
    paused: bool = False
    flight: deque[bytes] = field(default_factory=deque)


@dataclass(slots=True)
class Line:
    """A wire: whether it is laid at all, and the connection over it."""

    first: int
    second: int
    lag: float
    up: bool = True
    number: int = 0
    ends: tuple[End, End] | None = None


class Mesh:
    """``services`` holds the numbers of nodes that may give any level."""

    def __init__(self, seed: int, nodes: int, wires: list[tuple[int, int, float]], services: tuple[int, ...] = ()):
        self.clock = Clock()
        self.streams = Streams(seed)
        self.faults = Faults(self.streams)
        self.sids = [sid_of(number) for number in range(nodes)]
        self.lines = [Line(*wire) for wire in wires]
        self.services = frozenset(self.sids[number] for number in services)
        self.packets = 0
        self.starts = [0] * nodes
        self.made: list[Callable[[int], None]] = []
        self._links = 0
        self._chop = self.streams.of("chop")
        self._wakes: list[Timer | None] = [None] * nodes
        self._ends: list[dict[int, tuple[Line, int]]] = [{} for _ in range(nodes)]
        self.nodes: list[Node] = [self._make(number) for number in range(nodes)]
        for line in self.lines:
            self._call(line)

    def _make(self, number: int) -> Node:
        neighbours = sorted(
            {
                line.second if line.first == number else line.first
                for line in self.lines
                if number in (line.first, line.second)
            }
        )
        sid = self.sids[number]
        settings = Settings(
            sid,
            sid.lower() + b".example",
            b"node " + sid,
            neighbours=tuple(Neighbour(self.sids[other], SECRET) for other in neighbours),
            services=self.services,
        )
        skew = self.streams.fresh(f"skew/{number}").randint(-2_000_000, 2_000_000)
        random = Random(self.streams.fresh(f"node/{number}/{self.starts[number]}").getrandbits(64))
        self.starts[number] += 1
        wall = EPOCH_US + skew + int(self.clock.now * 1_000_000)
        return Node(settings, random, self.clock.now, wall)

    # Hurting

    def cut(self, wire: int) -> None:
        """Break a wire: what was on it is lost, at any byte."""
        line = self.lines[wire]
        line.up = False
        self._break(line, "the wire is cut")

    def heal(self, wire: int) -> None:
        """Lay it again."""
        line = self.lines[wire]
        line.up = True
        if line.ends is None:
            self._call(line)

    def stall(self, wire: int, seconds: float) -> None:
        """Neither end reads for a time."""
        ends = self.lines[wire].ends
        for end in ends or ():
            end.stalled = max(end.stalled, self.clock.now + seconds)

    def restart(self, number: int) -> None:
        """Kill a node and start it anew; it has forgotten everything."""
        broken = [line for line in self.lines if number in (line.first, line.second)]
        self._ends[number].clear()
        for line in broken:
            self._break(line, "the other end is gone")
        self.nodes[number] = self._make(number)
        for hook in self.made:
            hook(number)
        self.act(number)

    def _break(self, line: Line, why: str) -> None:
        ends, line.ends = line.ends, None
        line.number += 1
        for end in ends or ():
            if self._ends[end.node].pop(end.link, None):
                if end.flight and not end.paused:
                    data = end.flight[0]
                    self.nodes[end.node].received(end.link, data[: self._chop.randrange(len(data))], self.clock.now)
                self.nodes[end.node].link_lost(end.link, why, self.clock.now)
                self.act(end.node)
        self._call_later(line)

    # Calling

    def _call_later(self, line: Line) -> None:
        number = line.number
        pause = RECALL * (0.5 + self.streams.of(f"recall/{line.first}/{line.second}").random())

        def again() -> None:
            if line.number == number and line.up and line.ends is None:
                self._call(line)

        self.clock.after(pause, again)

    def _call(self, line: Line) -> None:
        if not line.up:
            return
        self._links += 2
        ends = End(line.first, self._links), End(line.second, self._links + 1)
        line.ends = ends
        line.number += 1
        now = self.clock.now
        for at, end in enumerate(ends):
            self._ends[end.node][end.link] = (line, at)
        self.nodes[line.first].link_up(ends[0].link, now, initiator=True, expect=self.sids[line.second], local=True)
        self.nodes[line.second].link_up(ends[1].link, now, initiator=False, local=True)
        self.act(line.first)
        self.act(line.second)

    # Doing what nodes want done

    def act(self, number: int) -> None:
        """Take a node's effects, and see when it wants to be woken."""
        node = self.nodes[number]
        for effect in node.effects(self.clock.now):
            place = None if isinstance(effect, Log) else self._ends[number].get(effect.link)
            if place is None or isinstance(effect, Log):
                continue
            line, at = place
            if isinstance(effect, Send):
                self._send(line, at, effect.data)
            elif isinstance(effect, Close):
                self._hang_up(line, at, effect.why)
            elif isinstance(effect, Pause):
                assert line.ends
                line.ends[at].paused = True
            elif isinstance(effect, Resume):
                self._resume(line, at)
        due = node.due()
        timer = self._wakes[number]
        if timer is not None:
            timer.cancel()
        self._wakes[number] = None if due is None else self.clock.at(due, lambda: self._wake(number, node))

    def _wake(self, number: int, node: Node) -> None:
        if self.nodes[number] is node:
            node.tick(self.clock.now)
            self.act(number)

    def _hang_up(self, line: Line, at: int, why: str) -> None:
        """One end closes: the other hears of it after the lag."""
        number = line.number
        assert line.ends
        self._ends[line.ends[at].node].pop(line.ends[at].link, None)

        def heard() -> None:
            if line.number == number:
                self._break(line, why)

        self.clock.at(max(self.clock.now + line.lag, line.ends[1 - at].arrives), heard)

    def _send(self, line: Line, at: int, data: bytes) -> None:
        assert line.ends
        sender, receiver = line.ends[at], line.ends[1 - at]
        self.packets += 1
        packet = Packet(
            self.packets,
            self.clock.now,
            "LINK",
            self.sids[sender.node].decode(),
            self.sids[receiver.node].decode(),
            "",
            data,
        )
        verdict = self.faults.decide(packet)
        known = self.nodes[sender.node].links.get(sender.link)
        if isinstance(verdict, Duplicate) and known is not None and known.sharing:
            data += data
        sender.waiting += len(data)
        receiver.arrives = max(receiver.arrives, self.clock.now + line.lag, receiver.stalled)
        receiver.flight.append(data)
        number = line.number

        def arrive() -> None:
            if line.number != number or receiver.paused:
                return
            if receiver.stalled > self.clock.now:
                receiver.arrives = max(receiver.arrives, receiver.stalled)
                self.clock.at(receiver.stalled, arrive)
            elif receiver.flight:
                self._deliver(line, at, receiver.flight.popleft())

        self.clock.at(receiver.arrives, arrive)

    def _deliver(self, line: Line, at: int, data: bytes) -> None:
        assert line.ends
        sender, receiver = line.ends[at], line.ends[1 - at]
        sender.waiting -= len(data)
        if self._ends[sender.node].get(sender.link):
            self.nodes[sender.node].drained(sender.link, sender.waiting)
        if self._ends[receiver.node].get(receiver.link):
            self.nodes[receiver.node].received(receiver.link, data, self.clock.now)
            self.act(receiver.node)

    def _resume(self, line: Line, at: int) -> None:
        assert line.ends
        end = line.ends[at]
        end.paused = False
        # What arrived meanwhile; what did not comes in its time, or with this.
        while line.ends and not end.paused and end.flight and self.clock.now >= end.stalled:
            self._deliver(line, 1 - at, end.flight.popleft())
