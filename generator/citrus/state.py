"""All a node knows: the facts of every server, the registers, and the view that follows from both.

No link and no clock in here. What comes in is a line with its stamp, a block, or a change of what is within reach.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ..codec import Decoded
from ..spec.citrus import SERVICES_ONLY
from .changes import assimilate
from .facts import REGISTERS, Register, Said, Server, Subject, User, server_of, subject, visible_servers
from .routes import Graph, reachable
from .rules import limit
from .stamps import Stamp
from .streams import HELD
from .view import SPLIT, Event, View

SERVERS = limit("servers")
Held = tuple[Stamp, Decoded, bytes]


@dataclass(slots=True)
class State:
    """``services`` may give levels from 9000 on; every node of a mesh must name the same ones.

    ``woken`` are channels somebody came to of which others may know less: they may have forgotten them already.
    """

    me: bytes
    tell: Callable[[Event], None]
    count: Callable[[str], None]
    services: frozenset[bytes] = frozenset()
    servers: dict[bytes, Server] = field(default_factory=dict)
    held: dict[bytes, dict[tuple[int, int], Held]] = field(default_factory=dict)
    view: View = field(init=False)
    woken: dict[bytes, None] = field(default_factory=dict)
    _within: set[bytes] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.view = View(self.tell, self.services)

    # What comes in

    def is_news(self, stamp: Stamp) -> bool:
        """Whether a line for everyone was not seen before."""
        server = self.servers.get(stamp.sid)
        if server is None:
            unknown = [sid for sid in self.held if sid not in self.servers]
            if stamp.sid not in unknown and len(self.servers) + len(unknown) >= SERVERS:
                self.count("too many servers")
                return False
        elif stamp.version <= server.version:
            return False
        held = self.held.get(stamp.sid, {})
        if len(held) >= HELD:
            self.count("too many held")
            return False
        return stamp.version not in held

    def take(self, stamp: Stamp, said: Decoded, line: bytes) -> None:
        """A line for everyone that is news: take it in when it is its turn, else keep it."""
        self.held.setdefault(stamp.sid, {})[stamp.version] = (stamp, said, line)
        self._drain(stamp.sid)

    def _drain(self, sid: bytes) -> None:
        held = self.held.get(sid)
        while held:
            server = self.servers.get(sid)
            at = server.version if server else (0, 0)
            for version in [version for version in held if version <= at]:
                del held[version]
            following = held.pop((at[0], at[1] + 1), None)
            if following is None:
                # A server that started again counts from 1.
                fresh = min((version for version in held if version[1] == 1), default=None)
                if fresh is None:
                    break
                following = held.pop(fresh)
                self._install(Server(sid, fresh[0], 0))
            server = self.servers[sid]
            server.seq = following[0].seq
            self._apply(server, following[0], following[1])
        if held is not None and not held:
            self.held.pop(sid, None)

    def holes(self) -> list[bytes]:
        """Servers of which lines are kept that wait for others."""
        return sorted(self.held)

    def replace(self, fresh: Server) -> bool:
        """A block: take the place of what is known of a server, unless that is as new."""
        old = self.servers.get(fresh.sid)
        if old is not None and fresh.version <= old.version:
            return False
        if old is None and len(self.servers) >= SERVERS:
            self.count("too many servers")
            return False
        self._install(fresh)
        self._drain(fresh.sid)
        return True

    def _install(self, fresh: Server) -> None:
        old = self.servers.get(fresh.sid)
        self.servers[fresh.sid] = fresh
        for user in fresh.users.values():
            for cid, (created, name) in user.channels.items():
                if self.view.know(cid, created, name):
                    self._wake(cid, news=True)
        if fresh.sid in self._within:
            self._change_users(old.users if old else {}, fresh.users)

    def deserted(self, channel: bytes) -> bool:
        """Whether no server out of reach has last told of anybody in a channel."""
        away = (server for sid, server in self.servers.items() if sid not in self._within)
        joined = (cid for server in away for user in server.users.values() for cid in user.channels)
        return not any(self.view.channel(cid) == channel for cid in joined)

    def know(self, said: Decoded) -> bool:
        """A CJ without users is a register too: it keeps a channel's age while nobody is in it."""
        cid, created, name = (said.values[each] for each in ("channel", "created", "name"))
        assert isinstance(cid, bytes)
        assert isinstance(created, int)
        assert isinstance(name, bytes)
        news = self.view.know(cid, created, name)
        if said.values["users"]:
            self._wake(cid, news=news)
        return news

    def _wake(self, cid: bytes, *, news: bool) -> None:
        channel = self.view.channel(cid)
        if (news and channel != cid) or (not self.view.members.get(channel) and any(self.view.about(channel))):
            self.woken[channel] = None

    def merge(self, stamp: Stamp, said: Decoded) -> bool:
        """A register, whether said now or a copy; False when it is no news."""
        register = Register(stamp.time, stamp.sid, stamp.epoch, stamp.seq, said.name, said.values)
        level, source = said.values.get("level", 0), said.values["source"]
        assert isinstance(level, int)
        assert isinstance(source, bytes)
        # Whether others may is judged by the first node alone: nodes that know more or less would disagree.
        if level >= SERVICES_ONLY and server_of(source) not in self.services:
            self.count("not allowed")
            return False
        key = subject(said)
        if not self.view.set(key, register):
            return False
        self._tell_register(key, register)
        return True

    def speaks_for(self, origin: bytes, source: object) -> bool:
        """Whether lines of a source may bear the stamp of a server: its own, or a leaf's it is the host of."""
        assert isinstance(source, bytes)
        if server_of(source) == origin:
            return True
        server = self.servers.get(origin)
        return server is not None and server.owns(source)

    # One line of a server about itself

    def _apply(self, server: Server, stamp: Stamp, said: Decoded) -> None:
        if not self.speaks_for(server.sid, said.values["source"]):
            self.count("speaks for others")
            return
        if said.name in REGISTERS:
            return
        if said.name == "B":
            values = {name: value for name, value in said.values.items() if isinstance(value, bytes)}
            self.tell(Event("told", b"*", source=values["source"], value=b"SN", text=values["text"], time=stamp.time))
            return
        if server.left and not (said.name == "C" and said.values["conn"] != b"D"):
            return
        if said.name == "CJ":
            self.know(said)
        shown = self.view if server.sid in self._within else None
        assimilate(server, said, shown)

    # Reach

    def graph(self) -> Graph:
        """The links both ends tell of, and those to leaves."""
        found: dict[bytes, dict[bytes, int]] = {}
        for sid, server in sorted(self.servers.items()):
            if not server.there:
                continue
            found[sid] = {
                other: lag
                for other, lag in server.links.items()
                if other in server.leaves or ((far := self.servers.get(other)) and far.there and sid in far.links)
            }
        for server in self.servers.values():
            for leaf in server.leaves if server.there else ():
                found.setdefault(leaf, {})[server.sid] = server.links.get(leaf, 0)
        return found

    def reach(self, graph: Graph) -> None:
        """See anew who is within reach; users of servers that came or went are told of."""
        within = {sid for sid in reachable(graph, self.me) if sid in self.servers and self.servers[sid].there}
        gone, came = self._within - within, within - self._within
        self._within = within
        names = visible_servers(self.servers, within)
        old = self.view.servers
        for sid in sorted(set(old) - set(names)):
            self.tell(Event("server-gone", sid, value=old[sid]))
        for sid in sorted(gone):
            for uid in sorted(uid for uid in self.view.users if server_of(uid) == sid):
                self.view.hide(uid, b"%s is out of reach" % old.get(sid, sid), SPLIT)
        self.view.servers = names
        for sid in sorted(set(names) - set(old)):
            self.tell(Event("server", sid, value=names[sid]))
        for sid in sorted(came):
            for user in self.servers[sid].users.values():
                if user.uid not in self.view.users:
                    self.view.show(user)

    def within(self, sid: bytes) -> bool:
        """Whether a server is within reach."""
        return sid in self.view.servers

    def forget(self, sids: Iterable[bytes]) -> None:
        """Drop the facts of servers that have been out of reach for long."""
        for sid in sids:
            self.servers.pop(sid, None)
            self.held.pop(sid, None)

    def _change_users(self, old: dict[bytes, User], new: dict[bytes, User]) -> None:
        for uid in sorted(set(old) - set(new)):
            if uid in self.view.users:
                self.view.hide(uid, b"no longer there")
        for uid, user in new.items():
            known = self.view.users.get(uid)
            if known is None:
                self.view.show(user)
            else:
                self._change_user(known, user)

    def _change_user(self, old: User, new: User) -> None:
        self.view.users[new.uid] = new
        self.view.rename(new, old.nick)
        for cid in [cid for cid in old.channels if cid not in new.channels]:
            self.view.leave(new.uid, cid, new.uid, b"")
        for cid in new.channels:
            if cid not in old.channels:
                self.view.join(new, cid)
        if old.away != new.away:
            self.tell(Event("away", new.uid, text=new.away))
        if old.real != new.real:
            self.tell(Event("real", new.uid, text=new.real))
        if old.account != new.account:
            self.tell(Event("account", new.uid, value=new.account, text=new.uuid))
        if old.modes != new.modes:
            self.tell(Event("modes", new.uid, value=new.modes))

    def _tell_register(self, key: Subject, register: Register) -> None:
        values = {name: value for name, value in register.values.items() if isinstance(value, bytes)}
        channel, source, time = values.get("channel", b""), values["source"], register.time
        match register.name:
            case "TO":
                self.tell(Event("topic", b"", channel, source, values["by"], values["text"], time))
            case "MO":
                mask = values.get("mask", b"")
                self.tell(Event("mode", values["mode"], channel, source, values["value"], mask, time))
            case "F":
                level = register.values["level"]
                assert isinstance(level, int)
                self.tell(Event("level", key[2], channel, source, b"%d" % level, time=time))
            case "UB":
                self.tell(Event("level", key[2], channel, source, b"lifted", time=time))

    def registers(self) -> list[tuple[Stamp, Said]]:
        """Every channel and register as a copy, sorted by subject."""
        channels = [self._copy_of_channel(*each) for each in self.view.known_channels()]
        return [*channels, *(_copy(each) for _, each in sorted(self.view.registers.items()))]

    def about(self, channel: bytes) -> list[tuple[Stamp, Said]]:
        """A channel and its registers as copies."""
        known = [self._copy_of_channel(*each) for each in self.view.known_channels((channel,))]
        return [*known, *(_copy(each) for each in self.view.about(channel))]

    def _copy_of_channel(self, cid: bytes, created: int, name: bytes) -> tuple[Stamp, Said]:
        own = self.servers[self.me]
        values = {"source": self.me, "channel": cid, "created": created, "name": name, "users": []}
        return Stamp(self.me, own.epoch, own.seq, 0, created), ("CJ", values)


def _copy(register: Register) -> tuple[Stamp, Said]:
    stamp = Stamp(register.origin, register.epoch, register.seq, 0, register.time)
    return stamp, (register.name, dict(register.values))
