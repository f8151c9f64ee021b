"""A link to a neighbour as the node sees it, what a node is told to be, and what it wants done."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from ..codec import Decoded
from .facts import Server
from .lag import Lag
from .rules import LINE_END, limit, timer

SOFT, HARD = limit("soft_queue"), limit("hard_queue")
SILENCE = timer("silence")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody there may be a link with.

    ``secret`` is known to both and never shown. ``fingerprint`` is the SHA-256 of its certificate in lower-case hex,
    or empty. ``clear``: it knows the seed's commands only and gives the secret as it is, on a local link.
    """

    sid: bytes
    secret: bytes = field(repr=False)
    fingerprint: str = ""
    clear: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """What a node is. ``flood_lines`` are taken of a neighbour a second, twice as many saved up; 0 is no bound.

    ``services`` are the SIDs that may give levels from 9000 on; every node of a mesh must name the same. ``accounts``
    is the one of them that is asked about passwords, or empty. A neighbour that does not answer for ``silence`` seconds
    is given up.
    """

    sid: bytes
    name: bytes
    description: bytes = b""
    encap: bytes = b"C"
    neighbours: tuple[Neighbour, ...] = ()
    services: frozenset[bytes] = frozenset()
    accounts: bytes = b""
    capabilities: tuple[bytes, ...] = ()
    flood_lines: int = 50_000
    soft_queue: int = SOFT
    hard_queue: int = HARD
    silence: float = SILENCE

    def neighbour(self, sid: bytes) -> Neighbour | None:
        return next((each for each in self.neighbours if each.sid == sid), None)


@dataclass(frozen=True, slots=True)
class Send:
    """Put these bytes on a link."""

    link: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Close:
    """Close a link, once what was sent is gone. ``link_lost`` need not be called for it."""

    link: int
    why: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Read no more from a link until Resume."""

    link: int


@dataclass(frozen=True, slots=True)
class Resume:
    """Read from a link again."""

    link: int


@dataclass(frozen=True, slots=True)
class Log:
    """Something to tell whoever runs the node; ``level`` as in logging. Never holds a secret or a user's words."""

    level: str
    text: str


Effect = Send | Close | Pause | Resume | Log


@dataclass(slots=True)
class Block:
    """A block on its way in."""

    server: Server
    left: int


@dataclass(slots=True)
class Link:
    """``state`` goes hello, proof, open. A link is ``sharing`` once our burst is on it, and ``settled`` once theirs is.

    ``initiator``: we called them. ``expect`` is whom we called. ``local``: a Unix socket, loopback or in memory.
    """

    id: int
    since: float
    initiator: bool
    expect: bytes = b""
    secure: bool = False
    local: bool = True
    fingerprint: str = ""
    state: str = "hello"
    peer: bytes = b""
    peer_name: bytes = b""
    bare: bool = False
    capabilities: tuple[bytes, ...] = ()
    my_hello: bytes = b""
    peer_hello: bytes = b""
    sharing: bool = False
    settled: bool = False
    # What has come and is not yet taken in
    rest: bytes = b""
    overlong: bool = False
    got: int = 0
    waiting: deque[bytes] = field(default_factory=deque)
    paused: bool = False
    allowance: float = 0.0
    allowed_at: float = 0.0
    malformed: float = 0.0
    malformed_at: float = 0.0
    block: Block | None = None
    # What is to go out: lines without their end
    out: list[bytes] = field(default_factory=list)
    queued: int = 0
    burst: int = 0
    # Lag
    lag: Lag = field(default_factory=Lag)
    probe: tuple[bytes, int, float] | None = None
    next_probe: float | None = None
    told: int = 0
    told_at: float = 0.0
    lines_in: int = 0
    lines_out: int = 0
    asked: dict[bytes, float] = field(default_factory=dict)

    def take_out(self) -> bytes:
        """What is to go out, which is counted as gone."""
        self.out.append(b"")
        data = LINE_END.join(self.out)
        self.out.clear()
        self.lines_out += data.count(LINE_END)
        return data

    @property
    def open(self) -> bool:
        return self.state == "open"

    def words(self) -> str:
        """Whom it is with, for a log."""
        return (self.peer or self.expect or b"somebody").decode()


@dataclass(slots=True)
class Lookup:
    """An account query without an answer: the links it came over, our own users who asked, when it is given up."""

    links: list[int] = field(default_factory=list)
    ours: list[bytes] = field(default_factory=list)
    until: float = 0.0
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Routed:
    """A line for one server."""

    said: Decoded
    time: int
