"""What all parts of a node share: its state, its links, its clock, and how bytes and events leave it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from random import Random
from typing import Protocol

from ..codec import Decoded
from .changes import assimilate
from .facts import REGISTERS, Server, server_of
from .lag import Distrust
from .links import Close, Effect, Link, Log, Lookup, Routed, Send, Settings
from .routes import Routes
from .rules import MESH, SEED, SEED_MESSAGES
from .stamps import Stamp
from .state import State
from .streams import Counting, Ordering
from .view import Event

#: A time in the future is taken over by this much at most, in microseconds.
AHEAD_US = 300_000_000


class Profile(Protocol):
    """What a node does beside carrying: see docs/citrus.md."""

    def event(self, event: Event) -> None:
        """Something happened. The node may be called from here."""

    def account_of(self, uid: bytes) -> tuple[bytes, bytes] | None:
        """Account and UUID of a user of this node, None when the profile does not know; then the facts answer."""


class Core:
    """Time is passed in: ``now`` in seconds of a monotonic clock; ``wall`` in microseconds since 1970, at ``now``."""

    def __init__(self, settings: Settings, random: Random, now: float, wall: int) -> None:
        self.settings = settings
        self.me = settings.sid
        self.counts: Counter[str] = Counter()
        self.links: dict[int, Link] = {}
        self.profiles: list[Profile] = []
        self.routes = Routes(self.me)
        self.state = State(self.me, self._tell, self._count, settings.services)
        self._random = random
        self._now = self._born = now
        self._wall = wall
        self._last_time = 0
        self._effects: list[Effect] = []
        self._events: list[Event] = []
        self._dirty = True
        self._distrust: dict[bytes, Distrust] = {}
        self._outgoing: dict[bytes, Counting] = {}
        self._first_count = 1
        self._incoming: dict[bytes, Ordering[Routed]] = {}
        self._lookups: dict[bytes, Lookup] = {}
        self._logins: dict[int, float] = {}
        self._accounts: dict[bytes, tuple[float, bytes, bytes]] = {}
        self._ghosts: dict[bytes, float] = {}
        self._idle: dict[bytes, float] = {}
        self._recalled: set[bytes] = set()
        self._swept = now
        self._leaf_links: dict[bytes, int] = {}
        self._turned_away: dict[bytes, float] = {}
        self._peers: dict[bytes, Link] = {}
        own = Server(self.me, wall // 1_000_000, 0, settings.name, settings.encap, settings.description)
        self.own = self.state.servers[self.me] = own

    # Time

    def _us(self) -> int:
        """This node's monotonic clock, in microseconds since it started."""
        return int((self._now - self._born) * 1_000_000)

    def clock(self, now: float) -> None:
        """It is ``now``: for a profile whose own clients woke it."""
        self._now = now

    def wall(self) -> int:
        """Now, in microseconds since 1970."""
        return self._wall + self._us()

    def time(self) -> int:
        """A time later than any this node has seen, in microseconds since 1970."""
        last, now = self._last_time, self.wall()
        self._last_time = now if now > last else last + 1
        return self._last_time

    def _saw(self, time: int) -> None:
        if time > self._last_time:
            self._last_time = max(self._last_time, min(time, self.wall() + AHEAD_US))

    # What leaves

    def _count(self, what: str) -> None:
        self.counts[what] += 1

    def _tell(self, event: Event) -> None:
        if self.profiles:
            self._events.append(event)

    def _log(self, level: str, text: str) -> None:
        self._effects.append(Log(level, text))

    def _put(self, link: Link, line: bytes) -> None:
        """A line, or several with ends between them, without the last end."""
        link.out.append(line)

    def _flush(self) -> None:
        for link in list(self.links.values()):
            if not link.out:
                continue
            data = link.take_out()
            link.queued += len(data)
            self._effects.append(Send(link.id, data))
            if link.queued - link.burst > self.settings.hard_queue:
                self._close(link, f"{link.queued:,} bytes wait for it, more than it may have waiting")

    def _close(self, link: Link, why: str, *, tell: bool = True) -> None:
        """End a link of our own accord."""
        if self.links.get(link.id) is not link:
            return
        if tell and not link.bare and (link.open or link.peer_hello):
            self._put(link, MESH.encode("ER", {"source": self.me, "text": why}))
        if link.out:
            self._effects.append(Send(link.id, link.take_out()))
        self._effects.append(Close(link.id, why))
        self._gone(link, why)

    def _gone(self, link: Link, why: str) -> None:
        """A link is no more."""
        del self.links[link.id]
        if self._peers.get(link.peer) is link:
            del self._peers[link.peer]
        if not link.open:
            self._log("info", f"no link with {link.words()}: {why}")
            return
        self._log("warning", f"the link with {link.words()} is lost: {why}")
        self._tell(Event("link", link.peer, value=b"down", text=why.encode("utf-8", "replace")))
        self._distrust.setdefault(link.peer, Distrust(since=self._now)).lost(self._now)
        for leaf in [leaf for leaf, via in self._leaf_links.items() if via == link.id]:
            self._leaf_gone(leaf)
        if link.settled:
            self._links_changed()
        self._dirty = True

    def _leaf_gone(self, leaf: bytes) -> None:
        self._leaf_links.pop(leaf, None)
        if leaf in self.own.leaves:
            name = self.own.leaves[leaf][0]
            server = {"name": name, "sid": leaf}
            self.say("C", {"source": self.me, "server": server, "encap": b"D", "conn": b"D"})

    def _sharing(self, but: int = -1) -> list[Link]:
        """The links everything goes to, in order of their ids."""
        return [link for _, link in sorted(self.links.items()) if link.sharing and link.id != but]

    def _neighbour_link(self, sid: bytes) -> Link | None:
        link = self._peers.get(sid)
        if link is None and sid in self._leaf_links:
            return self.links.get(self._leaf_links[sid])
        return link

    # What this server says to everyone

    def say(self, name: str, values: Mapping[str, object]) -> None:
        """Say something of this server's own to everyone, and take it in here.

        Raises EncodeError for values that cannot be said.
        """
        line, said, stamp = self._stamped(name, values, self.own.seq + 1)
        self.own.seq += 1
        if name in REGISTERS:
            self.state.merge(stamp, said)
        elif name != "B":
            if name == "CJ":
                self.state.know(said)
            assimilate(self.own, said, self.state.view)
        self._spread(said, line)
        if name in ("C", "LS"):
            self._dirty = True

    def _stamped(self, name: str, values: Mapping[str, object], seq: int) -> tuple[bytes, Decoded, Stamp]:
        stamp = Stamp(self.me, self.own.epoch, seq, 8, self.time())
        line = MESH.encode(name, values, tags=stamp.tags())
        return line, MESH.decode(line), stamp

    def _spread(self, said: Decoded, line: bytes, but: int = -1) -> None:
        """A line for everyone to every link but the one it came from."""
        for link in self._sharing(but):
            if not link.bare:
                self._put(link, line)
            elif said.name in SEED_MESSAGES and said.name != "C" and self._leaf_links.get(_from(said)) != link.id:
                self._put(link, SEED.encode(said.name, said.values))

    def _links_changed(self) -> None:
        """Tell everyone of our links, and of what they cost now."""
        raise NotImplementedError


def _from(said: Decoded) -> bytes:
    """The server that said something, or whose user did."""
    source = said.values["source"]
    assert isinstance(source, bytes)
    return server_of(source)
