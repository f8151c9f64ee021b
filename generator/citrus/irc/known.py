"""``Known``: what the front end knows of the network, how it is looked up, and answers made of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..facts import fold
from ..node import Node
from .client import Client, Person, Room
from .limits import WHOWAS, IrcSettings
from .line import LINE_BYTES, matches
from .numerics import NUMERICS
from .sending import Sending


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody WHOWAS tells of; ``time`` in µs since 1970."""

    nick: bytes
    user: bytes
    host: bytes
    real: bytes
    server: bytes
    time: int


class Known(Sending):
    """Tables of people by UID and nick, of channels by CID, of servers by SID."""

    def __init__(self, node: Node, settings: IrcSettings, wake: Callable[[], None]) -> None:
        super().__init__(node.settings.name, wake)
        self.node = node
        self.settings = settings
        self.limits = settings.limits
        self.sid = node.me
        self.by_uid: dict[bytes, Client] = {}
        self.people: dict[bytes, Person] = {}
        self.nicks: dict[bytes, Person] = {}
        self.rooms: dict[bytes, Room] = {}
        self.servers: dict[bytes, bytes] = {}
        self.lately_gone: dict[bytes, bytes] = {}
        self.monitors: dict[bytes, dict[Client, None]] = {}
        self.gone: deque[Gone] = deque(maxlen=WHOWAS)
        self.now = 0.0
        self.clients: dict[int, Client] = {}
        self.logins: dict[int, Client] = {}
        self.started = node.wall()
        self.most_here = self.most_there = 0

    def person(self, nick: bytes) -> Person | None:
        """Who is shown by a nick."""
        return self.nicks.get(fold(nick))

    def room(self, name: bytes) -> Room | None:
        """The channel of a name, if somebody is in it."""
        cid = self.node.state.view.named(name)
        return self.rooms.get(cid) if cid is not None else None

    def account(self, identity: bytes) -> bytes:
        """The account of who says something, ``*`` for none."""
        person = self.people.get(identity)
        return person.account if person else b"*"

    def server_name(self, sid: bytes) -> bytes:
        """The name of a server, also of one that has just gone."""
        return self.servers.get(sid) or self.lately_gone.get(sid) or (self.name if sid == self.sid else sid)

    def source(self, identity: bytes) -> bytes:
        """How a line begins that a user or a server says."""
        person = self.people.get(identity)
        return person.prefix if person else b":" + self.server_name(identity[:3])

    def remember(self, person: Person, server: bytes) -> None:
        """Keep somebody for WHOWAS."""
        gone = Gone(person.nick, person.user, person.host, person.real, server, self.node.wall())
        self.gone.append(gone)

    def is_banned_everywhere(self, mask: bytes) -> bool:
        """Whether the network bans somebody."""
        for register in self.node.state.view.about(b""):
            banned, level = register.values.get("dest"), register.values.get("level", 0)
            if not isinstance(banned, bytes) or not isinstance(level, int) or register.name != "F":
                continue
            if level < 0 and b"!" in banned and matches(banned, mask):
                return True
        return False

    def channel_level(self, person: Person, room: Room) -> int:
        """What somebody may do in a channel: its own level there if any, else the network's."""
        return self.node.state.view.level(person.uid, room.cid)

    # Answers

    def reply(self, client: Client, name: str, *values: bytes) -> None:
        """A numeric by name."""
        self.put(client, NUMERICS[name].write(self.name, client.nick, values))

    def numeric(self, client: Client, name: str, *values: bytes) -> bytes:
        """The line of a numeric."""
        return NUMERICS[name].write(self.name, client.nick, values)

    def rows(self, client: Client, rows: Iterable[bytes], name: str, *values: bytes, between: bytes = b" ") -> None:
        """Words in as many numerics as they need, given as the last value, with a byte between."""
        room = LINE_BYTES - len(NUMERICS[name].line % (self.name, client.nick, *values, b""))
        words: list[bytes] = []
        length = 0
        for word in rows:
            if words and length + len(word) + 1 > room:
                self.reply(client, name, *values, between.join(words))
                words, length = [], 0
            words.append(word)
            length += len(word) + 1
        if words:
            self.reply(client, name, *values, between.join(words))
