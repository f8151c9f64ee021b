"""Leaves: neighbours that know the seed's commands only, and servers behind them. Their host speaks for them."""

from __future__ import annotations

from collections.abc import Mapping

from ..codec import Decoded
from .core import Core
from .links import Link
from .rules import SEED, SEED_MESSAGES


class Leaves(Core):
    """What they are told, and what they tell of servers."""

    def _welcome_leaf(self, link: Link, sid: bytes, name: bytes, encap: bytes) -> None:
        self._leaf_links[sid] = link.id
        self.own.leaves[sid] = (name, encap)
        values = {"source": self.me, "server": {"name": name, "sid": sid}, "encap": encap, "conn": b"C"}
        self.say("C", values)
        self._links_changed()

    def _burst_to_leaf(self, link: Link) -> None:
        """Servers, channels and levels, then a PI."""
        for sid, name in sorted(self.state.view.servers.items()):
            if sid not in (link.peer, self.me):
                self._put(link, self._seed_introduction(sid, name, b"B"))
        for _, (said, values) in self.state.registers():
            if said in ("D", "F"):
                self._put(link, SEED.encode(said, values))
        link.sharing = link.settled = True
        self._probe(link)

    def _seed_introduction(self, sid: bytes, name: bytes, conn: bytes) -> bytes:
        encap = b"D" if conn == b"D" else self._encap(sid)
        values = {"source": self.me, "server": {"name": name, "sid": sid}, "encap": encap, "conn": conn}
        return SEED.encode("C", values)

    def _encap(self, sid: bytes) -> bytes:
        server = self.state.servers.get(sid)
        if server is not None:
            return server.encap
        leaves = (each.leaves.get(sid) for each in self.state.servers.values())
        return next((leaf[1] for leaf in leaves if leaf), b"C")

    def _tell_leaves(self, sid: bytes, name: bytes, conn: bytes) -> None:
        for link in self._sharing():
            if link.bare and link.peer != sid and self._leaf_links.get(sid) != link.id:
                self._put(link, self._seed_introduction(sid, name, conn))

    def _leaf_tells(self, link: Link, said: Decoded) -> None:
        """A leaf tells of a server behind it."""
        server, encap = said.values["server"], said.values["encap"]
        assert isinstance(server, dict)
        assert isinstance(encap, bytes)
        sid, name = server["sid"], server["name"]
        assert isinstance(sid, bytes)
        assert isinstance(name, bytes)
        mine = self._leaf_links.get(sid)
        if said.values["conn"] == b"D":
            if mine == link.id and sid != link.peer:
                self._leaf_gone(sid)
                self._links_changed()
        elif mine is None and sid != self.me and sid not in self.state.view.servers:
            self._welcome_leaf(link, sid, name, encap)
        elif mine != link.id:
            self._count("SID in use")

    def _to_leaf(self, name: str, values: Mapping[str, object], leaf: bytes) -> bool:
        link = self.links.get(self._leaf_links[leaf])
        if link is None or name not in SEED_MESSAGES:
            self._count("not for the seed's commands")
            return False
        self._put(link, SEED.encode(name, values))
        return True

    def _probe(self, link: Link) -> None:
        raise NotImplementedError
