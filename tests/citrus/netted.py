"""Nodes wired together in memory, and what to try on them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from generator.citrus.links import Close, Effect, Neighbour, Pause, Send, Settings
from generator.citrus.node import Node
from generator.citrus.view import Event

SECRET = b"hearthstone"
WALL = 1_700_000_000_000_000


@dataclass
class Hearer:
    """A profile that keeps what it hears."""

    events: list[Event] = field(default_factory=list)
    account: tuple[bytes, bytes] | None = None

    def event(self, event: Event) -> None:
        self.events.append(event)

    def account_of(self, uid: bytes) -> tuple[bytes, bytes] | None:  # noqa: ARG002
        return self.account

    def of(self, kind: str) -> list[Event]:
        return [event for event in self.events if event.kind == kind]


def settings(sid: bytes, *others: bytes, **more: object) -> Settings:
    made = Settings(
        sid,
        sid.lower() + b".example",
        b"node " + sid,
        neighbours=tuple(Neighbour(other, SECRET) for other in others),
        services=frozenset((b"9SV",)),
    )
    return replace(made, **more)


@dataclass
class Net:
    """Nodes by SID, with links that deliver at once; ``lines`` is all that went over them."""

    now: float = 0.0
    nodes: dict[bytes, Node] = field(default_factory=dict)
    hearers: dict[bytes, Hearer] = field(default_factory=dict)
    ends: dict[tuple[bytes, int], tuple[bytes, int]] = field(default_factory=dict)
    lines: list[tuple[bytes, bytes, bytes]] = field(default_factory=list)
    closed: list[tuple[bytes, str]] = field(default_factory=list)
    other: list[tuple[bytes, Effect]] = field(default_factory=list)
    numbers: int = 0

    def add(self, sid: bytes, *others: bytes, wall: int = WALL, **more: object) -> Node:
        node = Node(settings(sid, *others, **more), Random(sid.decode()), self.now, wall)
        self.nodes[sid], self.hearers[sid] = node, Hearer()
        node.profiles.append(self.hearers[sid])
        return node

    def link(self, one: bytes, other: bytes, **more: object) -> tuple[int, int]:
        self.numbers += 2
        first, second = self.numbers, self.numbers + 1
        self.ends[one, first], self.ends[other, second] = (other, second), (one, first)
        options = {"local": True, **more}
        self.nodes[other].link_up(second, self.now, initiator=False, **options)
        self.nodes[one].link_up(first, self.now, initiator=True, expect=other, **options)
        self.pump()
        return first, second

    def cut(self, one: bytes, link: int) -> None:
        other, number = self.ends.pop((one, link))
        self.ends.pop((other, number), None)
        self.nodes[one].link_lost(link, "cut", self.now)
        self.nodes[other].link_lost(number, "cut", self.now)
        self.pump()

    def pump(self) -> None:
        busy = True
        while busy:
            busy = False
            for sid, node in list(self.nodes.items()):
                for effect in node.effects(self.now):
                    busy = True
                    self._do(sid, effect)

    def _do(self, sid: bytes, effect: Effect) -> None:
        self.other.append((sid, effect))
        if isinstance(effect, Send):
            end = self.ends.get((sid, effect.link))
            if end is None:
                return
            self.lines += [(sid, end[0], line) for line in effect.data.split(b"\r\n")[:-1]]
            self.nodes[sid].drained(effect.link, 0)
            self.nodes[end[0]].received(end[1], effect.data, self.now)
        elif isinstance(effect, Close):
            self.closed.append((sid, effect.why))
            end = self.ends.pop((sid, effect.link), None)
            if end is not None:
                self.ends.pop(end, None)
                self.nodes[end[0]].link_lost(end[1], "closed", self.now)
        else:
            assert not isinstance(effect, Pause) or effect.link

    def run(self, seconds: float, step: float = 0.25) -> None:
        end = self.now + seconds
        while self.now < end:
            self.now += step
            for node in self.nodes.values():
                node.tick(self.now)
            self.pump()

    def digests(self) -> set[str]:
        return {node.state.view.digest() for node in self.nodes.values()}

    def between(self, one: bytes, other: bytes) -> list[bytes]:
        return [line for sender, receiver, line in self.lines if (sender, receiver) == (one, other)]


@dataclass
class Bare:
    """A neighbour that knows the seed's commands only: what it heard, and a way to say something."""

    net: Net
    host: bytes
    link: int = 0
    greeted: list[bytes] = field(default_factory=list)

    def greet(self, sid: bytes = b"9SV", password: bytes = SECRET, **more: object) -> None:
        self.net.numbers += 1
        self.link = self.net.numbers
        self.net.nodes[self.host].link_up(self.link, self.net.now, initiator=False, **{"local": True, **more})
        self.greeted = self.say(b"%s E services.example/%s C C %s :Services" % (sid, sid, password))

    def answer(self) -> None:
        """Answer the PI that ended the burst."""
        words = next(line for line in self.greeted if b" PI " in line).split(b" ")
        self.say(b"9SV PO 1AA %s %s 5 5" % (words[3], words[4]))

    def say(self, *lines: bytes) -> list[bytes]:
        """Say lines; what the node answers."""
        node = self.net.nodes[self.host]
        node.received(self.link, b"".join(line + b"\r\n" for line in lines), self.net.now)
        return self.hear()

    def hear(self) -> list[bytes]:
        found: list[bytes] = []
        for effect in self.net.nodes[self.host].effects(self.net.now):
            if isinstance(effect, Send) and effect.link == self.link:
                found += effect.data.split(b"\r\n")[:-1]
            else:
                self.net._do(self.host, effect)
        return found
