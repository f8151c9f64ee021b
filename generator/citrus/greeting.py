"""How a link begins: hello, proof, open; and the neighbours that know the seed's commands only."""

from __future__ import annotations

from ..codec import Decoded, DecodeError
from ..codec.readable import readable
from .core import Core
from .handshake import proof, same, spec_digest
from .links import Link, Neighbour
from .rules import MESH, SEED, limit, timer
from .view import Event

PREAUTH_BYTES = limit("preauth_bytes")
PREAUTH_SECONDS = timer("preauth")
#: Two links with one neighbour that began this close together are two calls that crossed.
CROSSED_SECONDS = PREAUTH_SECONDS
_DIGEST = spec_digest()
#: Seconds before it is told again that the same neighbour is turned away.
_TOLD_AGAIN = 600.0
_STRANGE = "its certificate is not the one this server knows"


def _known(link: Link, neighbour: Neighbour) -> bool:
    """Whether the certificate at the other end is the neighbour's, if one is pinned."""
    return not neighbour.fingerprint or same(neighbour.fingerprint.encode(), link.fingerprint.encode())


class Greeting(Core):
    """Everything before a link is open."""

    def link_up(
        self,
        link: int,
        now: float,
        *,
        initiator: bool,
        expect: bytes = b"",
        secure: bool = False,
        local: bool = False,
        fingerprint: str = "",
    ) -> None:
        """A connection is there. ``link`` is any number not in use; ``fingerprint`` is of their certificate."""
        self._now = now
        made = Link(link, now, initiator, expect, secure, local, fingerprint, allowed_at=now)
        made.allowance = 2.0 * self.settings.flood_lines
        self.links[link] = made
        if not (secure or local):
            self._close(made, "it is neither encrypted nor local")
            return
        neighbour = self.settings.neighbour(expect)
        if initiator and neighbour is not None and not _known(made, neighbour):
            # Before anything is proven: whoever is in the middle could hand the proof on, and be let in with it.
            self._turn_away(made, expect, _STRANGE)
        elif initiator and neighbour is not None and neighbour.clear:
            made.bare, made.state = True, "proof"
            self._put(made, self._introduction(neighbour.secret))
        elif initiator:
            self._hello(made)

    def _hello(self, link: Link) -> None:
        nonce = b"%032x" % self._random.getrandbits(128)
        values = {
            "source": self.me,
            "epoch": self.own.epoch,
            "nonce": nonce,
            "digest": _DIGEST,
            "caps": list(self.settings.capabilities),
        }
        link.my_hello = MESH.encode("HI", values)
        self._put(link, link.my_hello)

    def _introduction(self, password: bytes, codec_encap: bytes = b"") -> bytes:
        values = {
            "source": self.me,
            "server": {"name": self.settings.name, "sid": self.me},
            "encap": codec_encap or self.settings.encap,
            "conn": b"C",
            "password": password,
            "description": self.settings.description,
        }
        return SEED.encode("E", values)

    def _greet(self, link: Link, line: bytes) -> None:
        """A line on a link that is not open."""
        try:
            said = MESH.decode(line)
        except DecodeError as error:
            self._count(f"before hello: {error.why}")
            self._close(link, f"its line is none of a hello: {error}", tell=False)
            return
        if said.tags or said.name not in ("HI", "E", "ER"):
            self._close(link, f"{said.name} comes before the hello")
        elif said.name == "HI":
            self._take_hello(link, said, line)
        elif said.name == "E":
            self._take_introduction(link, said)
        else:
            text = said.values["text"]
            assert isinstance(text, bytes)
            self._close(link, "it says: " + readable(text), tell=False)

    def _take_hello(self, link: Link, said: Decoded, line: bytes) -> None:
        if link.peer_hello or link.bare:
            self._close(link, "it says hello twice")
            return
        sid, digest, caps = said.values["source"], said.values["digest"], said.values["caps"]
        assert isinstance(sid, bytes)
        assert isinstance(caps, list)
        neighbour = self.settings.neighbour(sid)
        if neighbour is None or neighbour.clear or (link.expect and sid != link.expect):
            self._close(link, "it is no neighbour of this server", tell=False)
            return
        link.peer, link.peer_hello, link.state = sid, line, "proof"
        link.capabilities = tuple(cap for cap in caps if isinstance(cap, bytes))
        if digest != _DIGEST:
            self._log("warning", f"{link.words()} knows other messages than this node")
        if link.initiator:
            self._put(link, self._introduction(proof(neighbour.secret, link.my_hello, link.peer_hello)))
        else:
            self._hello(link)

    def _take_introduction(self, link: Link, said: Decoded) -> None:
        sid, password, server = said.values["source"], said.values["password"], said.values["server"]
        assert isinstance(sid, bytes)
        assert isinstance(password, bytes)
        assert isinstance(server, dict)
        neighbour = self.settings.neighbour(sid)
        name = server["name"]
        assert isinstance(name, bytes)
        if said.values["conn"] == b"D":
            self._close(link, "it leaves before it came")
        elif neighbour is None or (link.peer and sid != link.peer) or (link.expect and sid != link.expect):
            self._close(link, "it is no neighbour of this server", tell=False)
        elif not self._proven(link, neighbour, password):
            self._count("wrong password")
            self._turn_away(link, sid, "its password is wrong")
        elif not _known(link, neighbour):
            self._turn_away(link, sid, _STRANGE)
        elif (taken := self._taken(link, sid, name)) is not None:
            self._close(link, taken)
        else:
            link.peer, link.peer_name = sid, name
            self._answer(link, neighbour)
            self._open(link, said)

    def _turn_away(self, link: Link, sid: bytes, why: str) -> None:
        """Close the link of who does not prove to be a neighbour, and tell now and then: it may be wrong here."""
        if self._now >= self._turned_away.get(sid, -_TOLD_AGAIN) + _TOLD_AGAIN:
            self._turned_away[sid] = self._now
            self._log("warning", f"{sid.decode()} is turned away: {why}")
        self._close(link, why, tell=False)

    def _proven(self, link: Link, neighbour: Neighbour, password: bytes) -> bool:
        if neighbour.clear:
            return link.local and not link.peer_hello and same(neighbour.secret, password)
        if not link.peer_hello:
            return False
        return same(proof(neighbour.secret, link.peer_hello, link.my_hello), password)

    def _taken(self, link: Link, sid: bytes, name: bytes) -> str | None:
        """Why nobody of this SID and name may come, if so. Another link with them is closed when this one is better."""
        if sid == self.me or name == self.settings.name:
            return "its SID or name is this server's own"
        for other, known in self.state.view.servers.items():
            if known == name and other != sid:
                return f"its name is {other.decode()}'s"
        old = self._neighbour_link(sid)
        if old is None or old is link:
            return None
        if self._now - old.since < CROSSED_SECONDS and not old.bare:
            # Both called each other. Both keep the call of the one with the smaller SID.
            mine = self.me < sid
            if link.initiator != mine and old.initiator == mine:
                return "there is a link already"
        self._close(old, "a newer link with it takes its place", tell=False)
        return None

    def _answer(self, link: Link, neighbour: Neighbour) -> None:
        if link.initiator:
            return
        if neighbour.clear:
            self._put(link, self._introduction(neighbour.secret))
        else:
            self._put(link, self._introduction(proof(neighbour.secret, link.my_hello, link.peer_hello)))

    def _open(self, link: Link, said: Decoded) -> None:
        link.state = "open"
        self._peers[link.peer] = link
        link.bare = not link.peer_hello
        how = "encrypted" if link.secure else "local"
        self._log("info", f"a link with {link.words()} ({link.peer_name.decode()}) is up, {how}")
        self._tell(Event("link", link.peer, value=b"up", text=how.encode()))
        if link.bare:
            encap = said.values["encap"]
            assert isinstance(encap, bytes)
            self._welcome_leaf(link, link.peer, link.peer_name, encap)
            self._burst_to_leaf(link)
        else:
            self._put(link, self._summary())

    def _welcome_leaf(self, link: Link, sid: bytes, name: bytes, encap: bytes) -> None:
        raise NotImplementedError

    def _burst_to_leaf(self, link: Link) -> None:
        raise NotImplementedError

    def _summary(self) -> bytes:
        raise NotImplementedError
