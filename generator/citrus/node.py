"""A Citrus node: bytes in, effects out. It reads no clock, draws no randomness of its own and sends nothing itself.

node = Node(settings, random, now=monotonic, wall=microseconds)
node.link_up(1, now, initiator=True, expect=b"2BB", local=True)
for effect in node.effects(now): ...   # Send, Close, Pause, Resume, Log
node.received(1, data, now)
node.tick(now)                         # at the latest at node.due()
"""

from __future__ import annotations

from random import Random

from ..codec import Decoded, DecodeError
from ..codec.readable import readable
from .acting import Acting
from .carrying import ROUTED, destination
from .facts import REGISTERS, server_of
from .forgetting import SWEEP, Forgetting
from .greeting import PREAUTH_BYTES, PREAUTH_SECONDS, Greeting
from .links import Effect, Link, Pause, Resume, Settings
from .measuring import Measuring
from .plain import Plain
from .quickly import read
from .reporting import Reporting
from .rules import MESH, SEED, limit
from .signing import Signing
from .stamps import Stamp, stamp_of

_LONGEST = limit("line_bytes") + limit("tag_bytes") + 2
_MALFORMED, _FORGIVEN = 200.0, 2.0
#: Once a link waits, lines are taken in portions of so many seconds' worth.
_PORTION = 0.05


class Node(Measuring, Acting, Signing, Plain, Greeting, Forgetting, Reporting):
    """One server of the mesh."""

    def __init__(self, settings: Settings, random: Random, now: float, wall: int) -> None:
        super().__init__(settings, random, now, wall)
        self._ended = False
        self.say("C", dict(self.own.introduction(b"C")[1]))
        self._links_changed()
        self._settle()

    # What the shell calls

    def received(self, link: int, data: bytes, now: float) -> None:
        """Bytes have come on a link. Never raises for what a neighbour sent."""
        self._now = now
        found = self.links.get(link)
        if found is None:
            return
        if not found.open:
            found.got += len(data)
        lines = (found.rest + data).split(b"\n")
        found.rest = lines.pop()
        if found.overlong and lines:
            del lines[0]
            found.overlong = False
            self._bad_line(found, "too_long")
        if found.overlong or len(found.rest) > _LONGEST:
            found.rest, found.overlong = b"", True
        found.waiting.extend(lines)
        self._work(found)
        if not found.open and found.got > PREAUTH_BYTES and link in self.links:
            self._close(found, f"it sent more than {PREAUTH_BYTES:,} bytes before it was known", tell=False)
        self._settle()

    def drained(self, link: int, waiting: int) -> None:
        """So many bytes of what was sent on a link are not yet gone."""
        found = self.links.get(link)
        if found is not None:
            found.queued = waiting
            found.burst = min(found.burst, waiting)

    def link_lost(self, link: int, why: str, now: float) -> None:
        """A connection has ended, or could not be made."""
        self._now = now
        found = self.links.get(link)
        if found is not None:
            self._gone(found, why)
            self._settle()

    def tick(self, now: float) -> None:
        """Do what is due."""
        self._now = now
        for link in list(self.links.values()):
            if not link.open and now >= link.since + PREAUTH_SECONDS:
                self._close(link, f"it was not known after {PREAUTH_SECONDS:g} s", tell=False)
            elif link.waiting:
                self._work(link)
        self._measure()
        self._overdue()
        self._give_up_lookups()
        self._give_up_logins()
        self._mend()
        if self.routes.again is not None and now >= self.routes.again:
            self._dirty = True
        if now >= self._swept + SWEEP:
            self._sweep()
        self._settle()

    def due(self) -> float | None:
        """When ``tick`` is to be called, at the latest."""
        dues = [
            self._measure_due(),
            self._overdue_due(),
            self._lookups_due(),
            self._logins_due(),
            self._mend_due(),
            self.routes.again,
            self._swept + SWEEP,
        ]
        for link in self.links.values():
            if not link.open:
                dues.append(link.since + PREAUTH_SECONDS)
            elif link.waiting:
                dues.append(self._now + _PORTION)
        return min((each for each in dues if each is not None), default=None)

    def effects(self, now: float) -> list[Effect]:
        """What is to be done, in order; each is handed out once."""
        self._now = now
        self._settle()
        found, self._effects = self._effects, []
        return found

    def leave(self, why: bytes, now: float) -> None:
        """Take this server off the network; links are closed once all is said."""
        self._now = now
        server = {"name": self.settings.name, "sid": self.me}
        self.say("C", {"source": self.me, "server": server, "encap": b"D", "conn": b"D"})
        for link in list(self.links.values()):
            if link.open:
                values = {"source": self.me, "server": server, "encap": b"D", "conn": b"D", "password": b"*"}
                self._put(link, SEED.encode("E", {**values, "description": why}))
            self._close(link, "this server leaves", tell=False)
        self._ended = True
        self._flush()

    # Lines

    def _work(self, link: Link) -> None:
        """Take in lines that wait, as many as the neighbour may send."""
        rate = self.settings.flood_lines
        if rate:
            link.allowance = min(2.0 * rate, link.allowance + (self._now - link.allowed_at) * rate)
            link.allowed_at = self._now
        while link.waiting and link.id in self.links:
            most = int(link.allowance) if rate and link.open else len(link.waiting)
            if most < 1:
                break
            taken = self._take_plain(link, most)
            if not taken:
                self._line(link, link.waiting.popleft())
            link.allowance -= taken or 1
        paused = bool(link.waiting) and link.id in self.links
        if paused != link.paused and link.id in self.links:
            link.paused = paused
            self._count("paused" if paused else "resumed")
            self._effects.append((Pause if paused else Resume)(link.id))

    def _line(self, link: Link, line: bytes) -> None:
        line = line.removesuffix(b"\r")
        link.lines_in += 1
        if not link.open:
            self._greet(link, line)
            return
        if link.block is None and not link.bare:
            message = read(line)
            if message is not None:
                self._take_routed(*message, line)
                return
        try:
            said = (SEED if link.bare else MESH).decode(line, "LINK")
        except DecodeError as error:
            if link.block is not None:
                self._take_block_line(link, None)
            self._bad_line(link, error.why)
            return
        if link.block is not None:
            self._take_block_line(link, said)
            return
        if said.deviation:
            self._count("tolerated")
        stamp = None if link.bare else stamp_of(said)
        if link.bare and said.tags:
            self._bad_line(link, "tags")
        elif stamp is None:
            self._unstamped(link, said)
        else:
            self._stamped_line(link, stamp, said, line)

    def _bad_line(self, link: Link, why: str) -> None:
        """Count a malformed line. A neighbour that sends many has lost its senses, and its link."""
        self._count(f"malformed: {why}")
        link.malformed = max(0.0, link.malformed - (self._now - link.malformed_at) * _FORGIVEN) + 1
        link.malformed_at = self._now
        if link.malformed > _MALFORMED:
            self._close(link, "too many of its lines are malformed")

    def _stamped_line(self, link: Link, stamp: Stamp, said: Decoded, line: bytes) -> None:
        if said.name in ROUTED and not _is_bulletin(said):
            self._take_routed(stamp, said, line)
        elif said.name in _BROADCAST:
            self._take_broadcast(link, stamp, said, line)
        else:
            self._count("stamped though it never is")

    def _unstamped(self, link: Link, said: Decoded) -> None:
        """A line between neighbours, or one that this node is the first to stamp."""
        match said.name:
            case "SY" if not link.bare:
                self._take_summary(link, said)
            case "GO" if not link.bare:
                self._take_block_head(link, said)
            case "ER":
                self._told_why(link, said)
            case "E":
                self._left(link, said)
            case "PI" if said.values["dest"] == self.me and said.values["source"] == link.peer:
                self._take_probe(link, said)
            case "PO" if said.values["origin"] == self.me:
                self._take_answer(link, said)
            case "A.query":
                self._take_query(link, said)
            case "A.reply":
                self._take_reply(link, said)
            case _:
                self._first_stamp(link, said)

    def _told_why(self, link: Link, said: Decoded) -> None:
        text = said.values["text"]
        assert isinstance(text, bytes)
        self._close(link, "it says: " + readable(text), tell=False)

    def _left(self, link: Link, said: Decoded) -> None:
        if said.values["source"] == link.peer and said.values["conn"] == b"D":
            self._close(link, "it leaves", tell=False)
        else:
            self._count("E on an open link")

    def _first_stamp(self, link: Link, said: Decoded) -> None:
        """A neighbour's own line without a stamp: it may speak for itself only."""
        source = said.values["source"]
        assert isinstance(source, bytes)
        if server_of(source) != link.peer and self._leaf_links.get(server_of(source)) != link.id:
            self._count("speaks for others")
        elif said.name == "C":
            if link.bare:
                self._leaf_tells(link, said)
        elif said.name == "B" or said.name in REGISTERS:
            self._ask_for(said)
        elif said.name in ("PI", "PO"):
            self._send(said.name, said.values, destination(said))
        else:
            self._count("not stamped")

    # After everything

    def _settle(self) -> None:
        """Bring routes, view and profiles up to date, then let the lines go."""
        self.deliver()
        self._recall()
        if not self._ended:
            self._flush()

    def deliver(self) -> None:
        """Tell the profiles what has happened so far. Not to be called from a profile's ``event``."""
        while self._dirty or self._events:
            if self._dirty:
                self._dirty = False
                self._look_around()
            events, self._events = self._events, []
            for event in events:
                for profile in self.profiles:
                    profile.event(event)

    def _look_around(self) -> None:
        graph = self.state.graph()
        self.routes.update(graph, self._now)
        before = dict(self.state.view.servers)
        self.state.reach(graph)
        after = self.state.view.servers
        for sid in sorted(set(before) - set(after)):
            if sid in self._outgoing:
                self._outgoing[sid].renew()
            self._ghosts[sid] = self._now
            self._log("info", f"{sid.decode()} is out of reach")
            self._tell_leaves(sid, before[sid], b"D")
        for sid in sorted(set(after) - set(before)):
            self._ghosts.pop(sid, None)
            if sid != self.me:
                self._log("info", f"{sid.decode()} ({after[sid].decode()}) is within reach")
                self._tell_leaves(sid, after[sid], b"C")
        self._adopt_nicks()


_BROADCAST = REGISTERS | {"C", "LS", "US", "NI", "AW", "AC", "UM", "QU", "CJ", "CL", "B"}


def _is_bulletin(said: Decoded) -> bool:
    return said.name == "B" and said.values["type"] == b"SN"
