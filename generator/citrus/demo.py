"""Three servers on loopback: the short link becomes slow, a server dies and comes back, and all agree again.

Every link goes through a pipe, so that it is as slow as it would be between towns. Guests take part: each is told when
the servers are up, when a link is slow, when a server is gone, and when it is back.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from .links import Neighbour, Settings
from .node import Node
from .shell.config import Address, Call, Config, Listen
from .shell.server import Server
from .view import Event

SIDS = (b"1AA", b"2BB", b"3CC")
NAMES = {b"1AA": b"harbour.citrus.example", b"2BB": b"keep.citrus.example", b"3CC": b"tavern.citrus.example"}
SECRET = b"a secret of this demonstration only"
#: Seconds one way; the links over 2BB are the long way round.
NEAR, FAR, SLOW = 0.002, 0.008, 0.3
_PATIENCE = 20.0


class Guest(Protocol):
    """Somebody else of the demonstration: an account service, clients."""

    async def come(self, demo: Demo) -> None:
        """The servers are up and agree."""

    async def stage(self, demo: Demo, name: str) -> None:
        """``slow``, ``gone``, ``back``: what has just happened."""

    async def leave(self) -> None:
        """It is over."""


class Failed(Exception):
    """What the demonstration shows did not come to be; the message says what."""


@dataclass
class Pipe:
    """A TCP port that hands everything on to another one, ``delay`` seconds later, in both directions."""

    port: int
    delay: float = 0.0
    own_port: int = 0
    _server: asyncio.Server | None = None
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.own_port = self._server.sockets[0].getsockname()[1]

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            writer.close()
            return
        for source, target in ((reader, far_writer), (far_reader, writer)):
            task = asyncio.create_task(self._carry(source, target))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        last = 0.0
        try:
            while data := await source.read(65_536):
                last = max(last, loop.time() + self.delay)
                loop.call_at(last, target.write, data)
        except OSError:
            pass
        loop.call_at(max(last, loop.time()), target.close)

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
        for task in list(self._tasks):
            task.cancel()


class Talker:
    """A user who hears messages and remembers when."""

    def __init__(self, node: Node, nick: bytes) -> None:
        self.node = node
        self.uid = node.add_user(nick, nick.lower(), b"moon.guard.example", nick)
        self.heard: dict[bytes, float] = {}

    def event(self, event: Event) -> None:
        if event.kind == "told" and event.subject == self.uid:
            self.heard[event.text] = time.monotonic()

    def account_of(self, uid: bytes) -> tuple[bytes, bytes] | None:  # noqa: ARG002
        return None


class Demo:
    """``say`` gets each line for people. ``servers`` and ``talkers`` by SID; ``digests`` are those of the end."""

    def __init__(self, say: Callable[[str], None], guests: Iterable[Guest] = ()) -> None:
        self.say = say
        self.guests = list(guests)
        self.servers: dict[bytes, Server] = {}
        self.ports: dict[bytes, int] = {}
        self.paths: list[tuple[str, ...]] = []
        self.digests: dict[str, str] = {}
        self.talkers: dict[bytes, Talker] = {}
        self._pipes: dict[tuple[bytes, bytes], Pipe] = {}
        self._said = 0

    async def run(self) -> None:
        """All of it, in some ten seconds. Raises Failed."""
        try:
            await self._begin()
            await self._slow()
            await self._gone()
            await self._back()
        finally:
            for guest in self.guests:
                await guest.leave()
            for server in self.servers.values():
                await server.stop("the demonstration is over")
            for pipe in self._pipes.values():
                await pipe.stop()

    # The stages

    async def _begin(self) -> None:
        for sid in reversed(SIDS):
            await self._start(sid)
        await self.until(self._all_agree, "the three servers see each other")
        self.say("Three servers on loopback, each linked with the others. 1AA and 3CC are near, 2BB is far from both:")
        for sid in SIDS:
            self.say(f"  {sid.decode()} {NAMES[sid].decode()}, port {self.ports[sid]}")
        self.talkers = {
            b"1AA": Talker(self.servers[b"1AA"].node, b"Tammya"),
            b"3CC": Talker(self.servers[b"3CC"].node, b"Catnia"),
        }
        for sid, talker in self.talkers.items():
            talker.node.profiles.append(talker)
            talker.node.join(talker.uid, b"#tavern")
            self.servers[sid].act()
        for guest in self.guests:
            await guest.come(self)
        await self.until(self._all_agree, "all know the users")
        await self.until(lambda: self._way() == (b"3CC",), "traffic takes the link itself")
        await self._talk("Tammya at 1AA writes to Catnia at 3CC")

    async def _slow(self) -> None:
        self._pipes[b"1AA", b"3CC"].delay = SLOW
        self.say(f"\nThe link between 1AA and 3CC becomes slow: {SLOW * 1000:.0f} ms each way.")
        await self.until(lambda: self._way() == (b"2BB", b"3CC"), "traffic takes the way over 2BB")
        told = self.servers[b"1AA"].node.explain(b"1AA", b"3CC")
        self.say(f"  1AA now sends over 2BB: {told['why']}")
        await self._stage("slow")
        await self._talk("The same again")

    async def _gone(self) -> None:
        self.say("\n2BB dies without a word.")
        await self._kill(b"2BB")
        await self.until(lambda: self._all_agree(without=b"2BB"), "the others see that 2BB is gone")
        await self.until(lambda: self._way() == (b"3CC",), "traffic takes the slow link again")
        await self._stage("gone")
        await self._talk("There is only the slow link now")

    async def _back(self) -> None:
        self.say("\n2BB starts again, knowing nothing.")
        await self._start(b"2BB")
        await self.until(self._all_agree, "all three agree again")
        await self._stage("back")
        await self.until(lambda: self._way() == (b"2BB", b"3CC"), "traffic takes the way over 2BB again")
        await self._talk("And over 2BB again")
        await self.until(self._all_agree, "all three agree")
        self.digests = {sid.decode(): each.node.state.view.digest() for sid, each in sorted(self.servers.items())}
        self.say("\nWhat each of them knows, as a digest:")
        for sid, digest in self.digests.items():
            self.say(f"  {sid}  {digest}")

    async def _stage(self, name: str) -> None:
        for guest in self.guests:
            await guest.stage(self, name)

    # The servers

    async def _start(self, sid: bytes) -> None:
        listen = Listen(Address("127.0.0.1", self.ports.get(sid, 0)))
        settings = Settings(
            sid,
            NAMES[sid],
            b"a server of the demonstration",
            neighbours=tuple(Neighbour(other, SECRET) for other in (*SIDS, b"9SV") if other != sid),
            services=frozenset((b"9SV",)),
            accounts=b"9SV",
        )
        calls = []
        for other in SIDS[SIDS.index(sid) + 1 :]:
            pipe = self._pipes.get((sid, other))
            if pipe is None:
                pipe = self._pipes[sid, other] = Pipe(self.ports[other], FAR if b"2BB" in (sid, other) else NEAR)
                await pipe.start()
            calls.append(Call(other, Address("127.0.0.1", pipe.own_port), False, False))
        server = Server(Config(settings, (), tuple(calls)))
        self.ports[sid] = await server.listen(listen, server.connection)
        await server.start()
        self.servers[sid] = server

    async def _kill(self, sid: bytes) -> None:
        await self.servers.pop(sid).kill()

    def _all_agree(self, without: bytes = b"") -> bool:
        """Whether every server that runs sees all that do, and the same of them."""
        views = [server.node.state.view for server in self.servers.values()]
        seen = set(self.servers) - {without}
        return len({view.digest() for view in views}) == 1 and all(set(view.servers) == seen for view in views)

    def _way(self) -> tuple[bytes, ...]:
        way = self.servers[b"1AA"].node.routes.way(b"3CC")
        return way.path if way else ()

    async def _talk(self, words: str) -> None:
        sender, receiver = self.talkers[b"1AA"], self.talkers[b"3CC"]
        self._said += 1
        text = b"Well met, number %d" % self._said
        begin = time.monotonic()
        path = ("1AA", *(sid.decode() for sid in self._way()))
        sender.node.message(sender.uid, receiver.uid, b"P", text)
        self.servers[b"1AA"].act()
        await self.until(lambda: text in receiver.heard, f"{text.decode()} arrives")
        self.paths.append(path)
        self.say(f"  {words}: {' > '.join(path)}, {(receiver.heard[text] - begin) * 1000:.1f} ms")

    async def until(self, ready: Callable[[], bool], what: str) -> None:
        """Wait for something. Raises Failed."""
        end = time.monotonic() + _PATIENCE
        while not ready():
            if time.monotonic() > end:
                raise Failed(f"it did not come to be in {_PATIENCE:g} s that {what}")
            await asyncio.sleep(0.02)
