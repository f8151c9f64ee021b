"""What goes to one server: messages, wishes about its users, account queries; on its way and at its end."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..codec import Decoded, DecodeError
from .exchange import Exchange
from .facts import is_channel, is_user, server_of
from .links import Link, Lookup, Routed
from .quickly import read_in_channel, written, written_in_channel
from .rules import MESH, NEAR_HOPS, limit, timer
from .stamps import Stamp, fewer_hops
from .streams import Ordering
from .view import Event

ROUTED = frozenset(("B", "BT", "KI", "KL", "IV", "VIA", "AU", "AR", "PI", "PO"))
_LOOKUPS, _LOOKUP_SECONDS, _ACCOUNT_SECONDS = limit("lookups"), timer("lookup"), timer("account_life")

_ORDINARY = frozenset((b"P", b"N"))
_PLAIN = re.compile(rb"[^\0\r\n]{1,1024}\Z").match


class Carrying(Exchange):
    """Routes are taken hop by hop, each node by its own table and the hops left."""

    # Sending

    def _send(self, name: str, values: Mapping[str, object], dest: bytes) -> bool:
        """A line for one other server or leaf; False when there is no way to it."""
        if dest in self._leaf_links:
            return self._to_leaf(name, values, dest)
        way = self.routes.way(dest)
        link = self._neighbour_link(way.path[0]) if way else None
        if way is None or link is None:
            self._count("no way")
            return False
        hops = max(NEAR_HOPS, len(way.path)) - 1
        stamp = Stamp(self.me, self.own.epoch, self._counting(dest).next(), hops, self.time())
        self._put(link, written(name, stamp, values) or MESH.encode(name, values, tags=stamp.tags()))
        return True

    def carry(self, line: bytes, dest: bytes, hops: int) -> None:
        """A line on its way to another server, with ``hops`` left."""
        link = self._onward(dest, hops)
        self._count("carried" if link else "no way")
        if link is not None:
            self._put(link, fewer_hops(line, hops - 1))

    def _onward(self, dest: bytes, hops: int) -> Link | None:
        """The link on the way to a server with so many hops left; None if there is none."""
        way = self.routes.way(dest, hops)
        link = self._neighbour_link(way.path[0]) if way else None
        return None if link is None or link.bare else link

    # Arriving

    def _take_routed(self, stamp: Stamp, said: Decoded, line: bytes) -> None:
        """A stamped line for one server."""
        dest = destination(said)
        if dest != self.me and dest not in self._leaf_links:
            self.carry(line, dest, stamp.hops)
            return
        # A server is told of before anything it says; an order of lines is kept for those alone.
        if stamp.sid not in self.state.servers:
            self._count("from nobody known")
            return
        self._saw(stamp.time)
        if not self.state.speaks_for(stamp.sid, said.values["source"]):
            self._count("speaks for others")
            return
        ordering = self._incoming.setdefault(stamp.sid + dest, Ordering())
        for each in ordering.take(stamp.epoch, stamp.seq, Routed(said, stamp.time), self._now):
            self._arrive(each.said, each.time, dest)

    def _overdue(self) -> None:
        for key, ordering in list(self._incoming.items()):
            for each in ordering.overdue(self._now):
                self._arrive(each.said, each.time, key[3:])

    def _overdue_due(self) -> float | None:
        dues = [due for each in self._incoming.values() if (due := each.due()) is not None]
        return min(dues, default=None)

    def _arrive(self, said: Decoded, time: int, dest: bytes) -> None:
        """A line for this server or a leaf of it, in its turn."""
        if dest != self.me:
            self._to_leaf(said.name, said.values, dest)
            return
        if said.name == "VIA":
            line, source = said.values["line"], said.values["source"]
            assert isinstance(line, bytes)
            assert isinstance(source, bytes)
            try:
                inner = read_in_channel(line) or MESH.decode(line)
            except DecodeError as error:
                self._count(f"malformed: {error.why}")
                return
            if inner.tags or inner.name not in ("B", "BT") or not self.state.speaks_for(source, inner.values["source"]):
                self._count("speaks for others")
                return
            said = inner
        if said.name in ("PI", "PO"):
            self._answer_from_afar(said)
            return
        if said.name in ("AU", "AR"):
            self._sign(said)
            return
        self._tell(local_event(said, time))

    def _sign(self, said: Decoded) -> None:
        """AU or AR for this server."""
        raise NotImplementedError

    def _answer_from_afar(self, said: Decoded) -> None:
        """A PI of somebody who is no neighbour; such a lag is for people and never makes a route."""
        if said.name == "PO":
            return
        source, now = said.values["source"], self._us()
        assert isinstance(source, bytes)
        values = {"source": self.me, "origin": source, "token": said.values["token"], "t1": said.values["t1"]}
        self._send("PO", {**values, "t2": now, "t3": now}, source)

    # B

    def message(self, source: bytes, dest: bytes, kind: bytes, text: bytes, tags: bytes = b"") -> bool:
        """Route a message from somebody here (or a leaf). False when it cannot get there.

        To a channel it goes to every server with somebody in it, this one included. ``tags`` are those a client gave
        it; of kind ``T`` there is nothing else. Raises EncodeError for what cannot be said: an empty text, a bulletin
        by a user.
        """
        sid = server_of(dest)
        values: dict[str, object] = {"source": source, "dest": dest, "type": kind, "text": text}
        if kind == b"SN":
            self.say("B", values)
            return True
        name = "B"
        if tags and (not is_user(dest) or sid in self.state.servers):
            name, values["tags"] = "BT", tags
        elif kind == b"T":
            return False
        if not is_channel(dest) and sid != self.me:
            return self._send(name, values, sid)
        event = Event("told", dest, b"", source, kind, text, self.time(), tags)
        if is_channel(dest):
            return self._to_channel(name, values, event)
        _see(name, values, event)
        self._tell(event)
        return not is_user(dest) or dest in self.state.view.users

    def _to_channel(self, name: str, values: dict[str, object], event: Event) -> bool:
        view = self.state.view
        members = view.members.get(view.channel(event.subject), {})
        servers = {uid[:3] for uid in members} if len(view.servers) > 1 or not members else {self.me}
        if servers <= {self.me}:
            _see(name, values, event)
        if self.me in servers:
            self._tell(event)
            servers.remove(self.me)
        sent = True
        if servers:
            line = (written_in_channel(values) if name == "B" else None) or MESH.encode(name, values)
            for sid in sorted(servers):
                sent = self._send("VIA", {"source": self.me, "dest": sid, "line": line}, sid) and sent
        return sent and bool(members)

    # A

    def lookup(self, source: bytes, uid: bytes) -> None:
        """Ask who a user is logged in as. The answer is a ``lookup`` event, also when there is none."""
        known = self._account(uid)
        if known is not None:
            self._tell(Event("lookup", uid, source=source, value=known[0], text=known[1]))
            return
        if not self._ask(uid, source, -1):
            self._tell(Event("lookup", uid, source=source))

    def _account(self, uid: bytes) -> tuple[bytes, bytes] | None:
        """What this server can say itself: of its own users, and what it was told lately."""
        if server_of(uid) == self.me:
            for profile in self.profiles:
                found = profile.account_of(uid)
                if found is not None:
                    return found
            user = self.own.users.get(uid)
            return (user.account, user.uuid) if user else (b"*", b"*")
        cached = self._accounts.get(uid)
        if cached is not None and cached[0] > self._now:
            return cached[1], cached[2]
        return None

    def _ask(self, uid: bytes, source: bytes, via: int) -> bool:
        """Pass a query on, or join one that is on its way; False when it cannot go anywhere."""
        pending = self._lookups.get(uid)
        if pending is None:
            sid = server_of(uid)
            way = self.routes.way(sid)
            link = self._neighbour_link(sid) or (self._neighbour_link(way.path[0]) if way else None)
            if link is None or link.id == via or len(self._lookups) >= _LOOKUPS:
                self._count("lookup without a way")
                return False
            pending = self._lookups[uid] = Lookup(until=self._now + _LOOKUP_SECONDS, asked=link.id)
            self._put(link, MESH.encode("A.query", {"source": source, "lookup": uid}))
        if via < 0:
            pending.ours.append(source)
        elif via not in pending.links and via != pending.asked:
            pending.links.append(via)
        return True

    def _take_query(self, link: Link, said: Decoded) -> None:
        uid, source = said.values["lookup"], said.values["source"]
        assert isinstance(uid, bytes)
        assert isinstance(source, bytes)
        known = self._account(uid)
        if known is None:
            self._ask(uid, source, link.id)
        else:
            self._reply([link.id], uid, *known)

    def _reply(self, links: list[int], uid: bytes, account: bytes, uuid: bytes) -> None:
        line = MESH.encode("A.reply", {"source": server_of(uid), "lookup": uid, "account": account, "uuid": uuid})
        for each in links:
            if each in self.links:
                self._put(self.links[each], line)

    def _take_reply(self, link: Link, said: Decoded) -> None:
        uid, account, uuid = (said.values[name] for name in ("lookup", "account", "uuid"))
        assert isinstance(uid, bytes)
        assert isinstance(account, bytes)
        assert isinstance(uuid, bytes)
        pending = self._lookups.get(uid)
        if pending is None or pending.asked != link.id:
            self._count("reply nobody asked for")
            return
        del self._lookups[uid]
        if len(self._accounts) >= _LOOKUPS:
            self._accounts.clear()
        self._accounts[uid] = (self._now + _ACCOUNT_SECONDS, account, uuid)
        self._reply(pending.links, uid, account, uuid)
        for source in pending.ours:
            self._tell(Event("lookup", uid, source=source, value=account, text=uuid))

    def _give_up_lookups(self) -> None:
        for uid, pending in list(self._lookups.items()):
            if self._now >= pending.until:
                del self._lookups[uid]
                self._count("lookup without an answer")
                for source in pending.ours:
                    self._tell(Event("lookup", uid, source=source))

    def _lookups_due(self) -> float | None:
        return min((pending.until for pending in self._lookups.values()), default=None)


def _see(name: str, values: dict[str, object], event: Event) -> None:
    """See that something can be said which goes nowhere: by saying it, unless it is quite ordinary.

    Raises EncodeError.
    """
    if event.value not in _ORDINARY or event.tags or _PLAIN(event.text) is None:
        MESH.encode(name, values)


def destination(said: Decoded) -> bytes:
    """The SID a routed line is for."""
    value = said.values["origin" if said.name == "PO" else "dest"]
    assert isinstance(value, bytes)
    return server_of(value)


_WISHES = {"KI": "kick", "KL": "kill", "IV": "invite"}


def local_event(said: Decoded, time: int) -> Event:
    """What a profile hears of a routed line."""
    values = {name: value for name, value in said.values.items() if isinstance(value, bytes)}
    if said.name in ("B", "BT"):
        tags = values.get("tags", b"")
        return Event("told", values["dest"], b"", values["source"], values["type"], values["text"], time, tags)
    return Event(
        _WISHES[said.name],
        values["dest"],
        values.get("channel", b""),
        values["source"],
        text=values.get("text", b""),
        time=time,
    )
