"""Who is there: connections of this server, the people of the network as clients are shown them, and channels."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from .caps import TAGGING

Masks = dict[bytes, tuple[bytes, int]]


@dataclass(slots=True, eq=False)
class Client:
    """A connection. ``person`` is None until it is registered; ``out`` is what is to be sent to it.

    ``handle`` is the shell's own; nothing in the core looks at it.
    """

    id: int
    host: bytes
    since: float
    secure: bool = False
    handle: object = None
    person: Person | None = None
    # Registration
    nick: bytes = b"*"
    user: bytes = b""
    real: bytes = b""
    password: bytes = field(default=b"", repr=False)
    negotiating: bool = False
    version: int = 301
    caps: int = 0
    tagging: int = 0
    # Logging in
    account: bytes = b"*"
    uuid: bytes = b"*"
    sasl: bytes | None = field(default=None, repr=False)
    login: int = 0
    guesses: int = 0
    # Coming in
    rest: bytes = b""
    overlong: bool = False
    got: int = 0
    waiting: deque[bytes] = field(default_factory=deque)
    waiting_bytes: int = 0
    tokens: float = 0.0
    filled: float = 0.0
    heard: float = 0.0
    spoke: float = 0.0
    pinged: float = 0.0
    # Going out
    out: list[bytes] = field(default_factory=list)
    label: bytes = b""
    kept: list[bytes] | None = None
    closing: bool = False
    invited: dict[bytes, None] = field(default_factory=dict)
    # Nicks as they were asked for, by what they are compared with.
    monitored: dict[bytes, bytes] = field(default_factory=dict)

    def take_caps(self, caps: int) -> None:
        self.caps = caps
        self.tagging = caps & TAGGING


@dataclass(slots=True, eq=False)
class Person:
    """A user of the network. ``prefix`` is ``:nick!user@host``. ``rooms`` in order of joining."""

    uid: bytes
    nick: bytes
    user: bytes
    host: bytes
    real: bytes
    since: int
    client: Client | None = None
    account: bytes = b"*"
    away: bytes = b""
    modes: bytes = b"-"
    level: int = 0
    prefix: bytes = b""
    rooms: dict[Room, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.called(self.nick)

    def called(self, nick: bytes) -> None:
        """Have a nick."""
        self.nick = nick
        self.prefix = b":%b!%b@%b" % (nick, self.user, self.host)

    @property
    def mask(self) -> bytes:
        """``nick!user@host``, for bans."""
        return self.prefix[1:]


@dataclass(slots=True, eq=False)
class Room:
    """A channel with somebody in it. ``people`` have their level in it; ``clients`` are those of this server.

    ``bans``, ``exceptions`` to them, and who is ``welcome`` without an invitation, are masks with who set them and
    when, in seconds since 1970; ``masks`` has them by the letter of their mode.
    """

    cid: bytes
    name: bytes
    created: int
    people: dict[Person, int] = field(default_factory=dict)
    clients: dict[Client, None] = field(default_factory=dict)
    modes: dict[bytes, bytes] = field(default_factory=dict)
    bans: Masks = field(default_factory=dict)
    exceptions: Masks = field(default_factory=dict)
    welcome: Masks = field(default_factory=dict)
    masks: dict[bytes, Masks] = field(init=False)
    topic: bytes = b""
    topic_by: bytes = b""
    topic_time: int = 0

    def __post_init__(self) -> None:
        self.masks = {b"b": self.bans, b"e": self.exceptions, b"I": self.welcome}
