"""Playing a plan and judging what came of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ..digest import texts
from ..facts import server_of
from ..node import Node
from ..rules import NEAR_HOPS
from ..view import Event
from .mesh import Mesh
from .plan import ACTIVE, Action, Plan

#: Seconds without anything happening before all must be well.
QUIET = 90.0
AFTER = 15.0
_NICKS = (b"Tammya", b"Catnia", b"Borin", b"Zulya", b"Tammya2", b"Anduin")
_CHANNELS = (b"#tavern", b"#Tavern", b"#market", b"#harbour", b"#keep")


@dataclass(frozen=True, slots=True)
class Result:
    """``findings`` are in words; none: all is well. ``delivered`` and ``lost`` count messages."""

    seed: int
    findings: tuple[str, ...]
    delivered: int = 0
    lost: int = 0
    digest: str = ""


@dataclass(slots=True)
class Listener:
    """A profile that checks what it hears: nothing twice, nothing out of order."""

    play: Play
    number: int
    node: Node
    heard: dict[tuple[bytes, bytes], int] = field(default_factory=dict)
    got: set[bytes] = field(default_factory=set)

    def event(self, event: Event) -> None:
        """Judge a message; do what a wish asks for."""
        if event.kind == "told" and event.value in (b"P", b"N"):
            place, _, _ = event.text.partition(b" ")
            key = (server_of(event.source), event.subject)
            last, now = self.heard.get(key, 0), int(place)
            if now == last:
                self.play.find(f"{self.node.me.decode()} heard {event.text!r} to {event.subject!r} twice")
            elif now < last:
                self.play.find(f"{self.node.me.decode()} heard {event.text!r} to {event.subject!r} after {last}")
            self.heard[key] = now
            self.got.add(event.text)
            self.play.delivered += 1

    def account_of(self, uid: bytes) -> tuple[bytes, bytes] | None:  # noqa: ARG002
        return None


class Play:
    """One plan from its beginning to its verdict."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        wires = [(wire.first, wire.second, wire.lag) for wire in plan.wires]
        self.mesh = Mesh(plan.seed, plan.nodes, wires, services=(0,))
        if plan.duplicates:
            self.mesh.faults.duplicate(chance=plan.duplicates, name="twice")
        self.findings: list[str] = []
        self.delivered = self.sent = 0
        self.listeners: list[Listener] = []
        for number in range(plan.nodes):
            self._listen(number)
        self.mesh.made.append(self._listen)

    def find(self, what: str) -> None:
        """Something is wrong."""
        if len(self.findings) < 20:
            self.findings.append(f"{self.mesh.clock.now:.3f} s: {what}")

    def _listen(self, number: int) -> None:
        listener = Listener(self, number, self.mesh.nodes[number])
        self.mesh.nodes[number].profiles.append(listener)
        if number < len(self.listeners):
            self.listeners[number] = listener
        else:
            self.listeners.append(listener)

    def run(self) -> Result:
        """Play it all."""
        clock = self.mesh.clock
        for action in self.plan.actions:
            clock.at(action.time, lambda action=action: self._act(action))  # type: ignore[misc]
        clock.run(ACTIVE)
        for wire, laid in enumerate(self.plan.wires):
            self.mesh.lines[wire].lag = laid.lag
            self.mesh.heal(wire)
        clock.run(QUIET)
        self._judge_state()
        self._judge_routes()
        self._judge_delivery()
        nodes = self.mesh.nodes
        lost = sum(node.counts["no way"] for node in nodes)
        return Result(
            self.plan.seed, tuple(self.findings), self.delivered, lost, nodes[0].state.view.digest() if nodes else ""
        )

    # What happens

    def _act(self, action: Action) -> None:
        mesh = self.mesh
        if action.what in ("cut", "heal", "stall", "slow"):
            if action.which >= len(mesh.lines):
                return
            if action.what == "slow":
                mesh.lines[action.which].lag = action.amount
            elif action.what == "stall":
                mesh.stall(action.which, action.amount)
            else:
                getattr(mesh, action.what)(action.which)
        elif action.what == "restart":
            mesh.restart(action.which)
        else:
            self._deed(action)
            mesh.act(action.which)

    def _deed(self, action: Action) -> None:
        node = self.mesh.nodes[action.which]
        users = list(node.own.users)
        pick = int(action.amount * 1_000_000)
        if action.what == "come" or not users:
            self._come(node, pick)
            return
        uid = users[pick % len(users)]
        channels = sorted({node.state.view.channel(cid) for cid in node.own.users[uid].channels})
        channel = channels[pick // 7 % len(channels)] if channels else b""
        match action.what:
            case "talk":
                self._talk(node, uid, channel, pick)
            case "go" if len(users) > 1:
                node.remove_user(uid, b"good night")
            case "nick":
                node.set_nick(uid, _NICKS[pick // 11 % len(_NICKS)])
            case "real":
                node.set_real(uid, b"Somebody %d" % (pick % 5))
            case "away":
                node.set_away(uid, b"in the tavern" if pick // 11 % 2 else b"")
            case "join":
                node.join(uid, _CHANNELS[pick // 13 % len(_CHANNELS)])
            case "part" if channel:
                node.part(uid, channel, b"off to bed")
            case "topic" if channel:
                node.set_topic(uid, channel, b"topic %d" % pick)
            case "level" if channel:
                members = sorted(node.state.view.members[channel])
                node.set_level(uid, members[pick // 17 % len(members)], pick // 19 % 9000, channel)
            case "name" if channel:
                node.name_channel(uid, channel, _CHANNELS[pick // 23 % len(_CHANNELS)])
            case "mode" if channel:
                node.set_mode(uid, channel, b"m", b"+" if pick // 29 % 2 else b"-")
            case "exception" if channel:
                node.set_mode(uid, channel, b"e", b"+" if pick // 29 % 2 else b"-", b"n%d!*@*" % (pick % 3))
            case "ban" if channel:
                mask = b"n%d!*@*" % (pick % 3)
                if pick // 29 % 2:
                    node.set_level(uid, mask, -10, channel)
                else:
                    node.lift_ban(uid, mask, channel)

    def _come(self, node: Node, pick: int) -> None:
        uid = node.add_user(_NICKS[pick % len(_NICKS)], b"u%d" % (pick // 7 % 2), b"moon.guard.example", b"Somebody")
        node.join(uid, _CHANNELS[pick // 13 % len(_CHANNELS)])

    def _talk(self, node: Node, uid: bytes, channel: bytes, pick: int) -> None:
        others = sorted(node.state.view.users)
        dest = channel if channel and pick % 2 else others[pick // 31 % len(others)]
        self.sent += 1
        node.message(uid, dest, b"P", b"%d from %s" % (self.sent, uid))

    # Whether all is well

    def _judge_state(self) -> None:
        digests = [node.state.view.digest() for node in self.mesh.nodes]
        common = Counter(digests).most_common(1)[0][0]
        right = next(node for node in self.mesh.nodes if node.state.view.digest() == common)
        if set(right.state.view.servers) != set(self.mesh.sids):
            self.find(f"{right.me.decode()} sees {sorted(right.state.view.servers)}")
        lines = set(texts(right.state.view))
        for node, digest in zip(self.mesh.nodes, digests, strict=True):
            if digest == common:
                continue
            own = set(texts(node.state.view))
            self.find(
                f"{node.me.decode()} differs from {right.me.decode()}: "
                f"it has {sorted(own - lines)[:3]} in place of {sorted(lines - own)[:3]}"
            )
        for node in self.mesh.nodes:
            if node.state.held:
                self.find(f"{node.me.decode()} still waits for lines of {node.state.holes()}")
            shown = Counter(nick.lower() for nick in node.state.view.shown.values())
            if shown and shown.most_common(1)[0][1] > 1:
                self.find(f"{node.me.decode()} shows two users by {shown.most_common(1)[0][0]!r}")

    def _judge_routes(self) -> None:
        graph: dict[bytes, set[bytes]] = {sid: set() for sid in self.mesh.sids}
        for line in self.mesh.lines:
            first, second = self.mesh.sids[line.first], self.mesh.sids[line.second]
            graph[first].add(second)
            graph[second].add(first)
        by_sid = {node.me: node for node in self.mesh.nodes}
        for start in self.mesh.sids:
            fewest = _hops(graph, start)
            for end in self.mesh.sids:
                if end != start:
                    self._walk(by_sid, start, end, fewest[end])

    def _walk(self, nodes: dict[bytes, Node], start: bytes, end: bytes, fewest: int) -> None:
        way = nodes[start].routes.way(end)
        if way is None:
            if fewest <= 8:
                self.find(f"no way from {start.decode()} to {end.decode()}, {fewest} hops apart")
            return
        left = max(NEAR_HOPS, len(way.path))
        path = [start]
        while path[-1] != end:
            step = nodes[path[-1]].routes.way(end, left)
            if step is None:
                self.find(f"the way from {start.decode()} to {end.decode()} ends at {path[-1].decode()}: {path}")
                return
            path.append(step.path[0])
            left -= 1
        allowed = max(NEAR_HOPS, fewest)
        if len(path) - 1 > allowed:
            self.find(f"the way from {start.decode()} to {end.decode()} takes {len(path) - 1} hops, not {allowed}")
        if way.long != (fewest > NEAR_HOPS):
            self.find(f"the way from {start.decode()} to {end.decode()} is marked wrongly")

    def _judge_delivery(self) -> None:
        """Once all is quiet, everything said arrives."""
        mesh = self.mesh
        for number, node in enumerate(mesh.nodes):
            if not node.own.users:
                self._come(node, number)
                mesh.act(number)
        mesh.clock.run(AFTER)
        expected: list[tuple[int, bytes]] = []
        owners = {node.me: number for number, node in enumerate(mesh.nodes)}
        for number, node in enumerate(mesh.nodes):
            uid = next(iter(node.own.users))
            for sid, owner in owners.items():
                if owner == number or node.routes.way(sid) is None:
                    continue
                self.sent += 1
                text = b"%d from %s" % (self.sent, uid)
                if not node.message(uid, next(iter(mesh.nodes[owner].own.users)), b"P", text):
                    self.find(f"{node.me.decode()} could not send to {sid.decode()}")
                expected.append((owner, text))
            mesh.act(number)
        mesh.clock.run(AFTER)
        for owner, text in expected:
            if text not in self.listeners[owner].got:
                self.find(f"{mesh.sids[owner].decode()} never heard {text!r}, though all was quiet")


def _hops(graph: dict[bytes, set[bytes]], start: bytes) -> dict[bytes, int]:
    found, edge = {start: 0}, [start]
    while edge:
        fresh = []
        for server in edge:
            for other in graph[server]:
                if other not in found:
                    found[other] = found[server] + 1
                    fresh.append(other)
        edge = fresh
    return found


def play(plan: Plan) -> Result:
    """Play a plan; an exception of a node is a finding."""
    try:
        return Play(plan).run()
    except Exception as error:
        import traceback

        where = traceback.extract_tb(error.__traceback__)[-1]
        return Result(plan.seed, (f"{type(error).__name__}: {error} ({where.name}, line {where.lineno})",))
