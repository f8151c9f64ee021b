"""How two neighbours come to know the same: summaries, blocks, registers; and what is said to everyone."""

from __future__ import annotations

from ..codec import Decoded
from .changes import assimilate
from .facts import REGISTERS, Said, Server, fold, server_of
from .leaves import Leaves
from .links import Block, Link
from .rules import MESH, timer
from .stamps import Stamp, ended
from .streams import Counting

_GAP = timer("gap")
_GHOST = timer("ghost")


class Exchange(Leaves):
    """Keeping every node's state the same.

    The promise: whatever a node knows is on, or on its way to, every neighbour it shares with. A burst makes it
    true, and passing on each piece of news keeps it true, so a mesh that stays connected ends up knowing the same.
    """

    _asked_again = 0.0
    _hole_since: float | None = None

    # Bursts

    def _summary(self) -> bytes:
        have = [
            {"sid": sid, "epoch": server.epoch, "seq": server.seq} for sid, server in sorted(self.state.servers.items())
        ]
        return MESH.encode("SY", {"source": self.me, "have": have})

    def _take_summary(self, link: Link, said: Decoded) -> None:
        """What they have: give them what is newer. The first time that is the burst, which a PI ends."""
        have = said.values["have"]
        assert isinstance(have, list)
        known: dict[bytes, tuple[int, int]] = {}
        for each in have:
            assert isinstance(each, dict)
            known[each["sid"]] = (each["epoch"], each["seq"])  # type: ignore[assignment,index]
        if not self._outpace(link, known.get(self.me, (0, 0))):
            return
        lines = [
            line
            for sid, server in sorted(self.state.servers.items())
            if server.version > known.get(sid, (0, 0)) and sid != link.peer
            for line in block_lines(server)
        ]
        if not link.sharing:
            link.sharing = True
            lines += [_copied(each) for each in self.state.registers()]
            lines += [line for _, held in sorted(self.state.held.items()) for _, (_, _, line) in sorted(held.items())]
        for line in lines:
            self._put(link, line)
        link.burst += sum(len(ended(line)) for line in lines)
        if not link.settled or link.probe is None:
            self._probe(link)

    def _outpace(self, link: Link, theirs: tuple[int, int]) -> bool:
        """Somebody knows more of us than we said since we started: start again, later than that."""
        if theirs <= self.own.version:
            return True
        if theirs[0] > (self._wall + self._us()) // 1_000_000 + 86_400:
            self._close(link, "it knows of an epoch of this server that is days ahead; is a clock wrong?")
            return False
        self.own.epoch, self.own.seq = max(theirs[0], self.own.epoch) + 1, 1
        for counting in self._outgoing.values():
            # Who listens begins again with the epoch, and would wait for all that it has heard in the last one.
            counting.renew()
        self._log("info", f"others know of an earlier start of this server; its epoch is now {self.own.epoch}")
        self._forward_block(self.own, link.id)
        return True

    def _forward_block(self, server: Server, but: int) -> None:
        lines = block_lines(server)
        for link in self._sharing(but):
            if not link.bare:
                for line in lines:
                    self._put(link, line)

    def _take_block_head(self, link: Link, said: Decoded) -> None:
        sid, epoch, seq, count = (said.values[name] for name in ("source", "epoch", "seq", "count"))
        assert isinstance(sid, bytes)
        assert isinstance(epoch, int)
        assert isinstance(seq, int)
        assert isinstance(count, int)
        link.block = Block(Server(sid, epoch, seq), count)
        self._end_block(link)

    def _take_block_line(self, link: Link, said: Decoded | None) -> None:
        """A line of a block; None for one that was malformed."""
        block = link.block
        assert block is not None
        if said is not None:
            if not said.tags and said.name not in REGISTERS and self._of_block(block.server, said):
                assimilate(block.server, said, None)
            else:
                self._count("not of a block")
        block.left -= 1
        self._end_block(link)

    def _of_block(self, server: Server, said: Decoded) -> bool:
        source = said.values["source"]
        return isinstance(source, bytes) and server_of(source) == server.sid

    def _end_block(self, link: Link) -> None:
        block = link.block
        if block is None or block.left > 0:
            return
        link.block = None
        server = block.server
        if server.sid == self.me:
            self._outpace(link, server.version)
        elif self.state.replace(server):
            self._forward_block(server, link.id)
            self._dirty = True

    # Lines for everyone

    def _take_broadcast(self, link: Link, stamp: Stamp, said: Decoded, line: bytes) -> None:
        """A stamped line for everyone, from a neighbour."""
        self._saw(stamp.time)
        copy = stamp.hops == 0
        if copy and said.name == "CJ":
            if self.state.know(said):
                self._spread(said, line, link.id)
            return
        register = said.name in REGISTERS
        if stamp.sid == self.me and stamp.version > self.own.version and not self._outpace(link, stamp.version):
            return
        changed = register and self.state.merge(stamp, said)
        if not copy and stamp.sid != self.me and self.state.is_news(stamp):
            self._spread(said, line, link.id)
            self.state.take(stamp, said, line)
            self._dirty = self._dirty or said.name in ("C", "LS")
        elif changed:
            self._spread(said, MESH.encode(said.name, said.values, tags=stamp.copied().tags()), link.id)
        else:
            self._count("duplicates")

    def _recall(self) -> None:
        """Tell again what is known of channels that were woken, as long as somebody may have forgotten them.

        Not at every turn, as people may come and go all the time: who has heard it does not forget it so soon.
        """
        woken, self.state.woken = self.state.woken, {}
        for channel in woken:
            name = self.state.view.names.get(channel)
            if name is None:
                continue
            self._idle.pop(fold(name), None)
            if channel in self._recalled:
                continue
            self._recalled.add(channel)
            lines = [_copied(each) for each in self.state.about(channel)]
            for link in self._sharing():
                if not link.bare:
                    for line in lines:
                        self._put(link, line)

    def _mend(self) -> None:
        """Ask for what is missing, when something said before is still not there."""
        if not self.state.holes():
            self._hole_since = None
            return
        if self._hole_since is None:
            self._hole_since = self._now
        if self._now >= max(self._hole_since, self._asked_again) + _GAP:
            self._asked_again = self._now
            self._count("asked again")
            for link in self._sharing():
                if not link.bare:
                    self._put(link, self._summary())

    def _mend_due(self) -> float | None:
        return None if self._hole_since is None else max(self._hole_since, self._asked_again) + _GAP

    # Numbers of lines for one server

    def _counting(self, sid: bytes) -> Counting:
        server = self.state.servers.get(sid)
        epoch = server.epoch if server else 0
        counting = self._outgoing.get(sid)
        if counting is None:
            counting = self._outgoing[sid] = Counting(self._first_count, epoch=epoch)
        elif counting.epoch != epoch:
            counting.epoch = epoch
            counting.renew()
        return counting


def block_lines(server: Server) -> list[bytes]:
    """A server's facts as a block."""
    lines = [_plain(said) for said in server.lines()]
    head = {"source": server.sid, "epoch": server.epoch, "seq": server.seq, "count": len(lines)}
    return [MESH.encode("GO", head), *lines]


def _copied(copy: tuple[Stamp, Said]) -> bytes:
    stamp, (name, values) = copy
    return MESH.encode(name, values, tags=stamp.tags())


def _plain(said: Said) -> bytes:
    return MESH.encode(*said)
