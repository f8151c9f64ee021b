"""What servers say of themselves. Each server alone writes its own facts, in one order; the others repeat them.

So a copy is known by how far it goes, (epoch, seq), and of two copies the one that goes further is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..codec import Decoded

Said = tuple[str, dict[str, object]]
"""The name of a message and its values."""

CHANNEL_LINE = 128


def server_of(identity: bytes) -> bytes:
    """The SID an id of any kind begins with."""
    return identity[:3]


def is_user(identity: bytes) -> bool:
    # A mask may be as long.
    return len(identity) == 9 and identity[3:4].isalpha() and identity.isalnum()


def is_channel(identity: bytes) -> bool:
    return len(identity) == 9 and identity[3:4].isdigit()


def fold(name: bytes) -> bytes:
    """Names that differ only in the case of ASCII letters are one."""
    return name.lower()


@dataclass(slots=True)
class User:
    """A user as their own server tells of them. ``time`` in µs since 1970; ``channels`` by CID in order of joining."""

    uid: bytes
    nick: bytes
    time: int
    user: bytes
    host: bytes
    real: bytes
    away: bytes = b""
    account: bytes = b"*"
    uuid: bytes = b"*"
    modes: bytes = b"-"
    channels: dict[bytes, tuple[int, bytes]] = field(default_factory=dict)


@dataclass(slots=True)
class Server:
    """A server's facts up to (``epoch``, ``seq``). ``leaves`` are neighbours that know the seed's commands only."""

    sid: bytes
    epoch: int = 0
    seq: int = 0
    name: bytes = b""
    encap: bytes = b"C"
    text: bytes = b""
    left: bool = False
    links: dict[bytes, int] = field(default_factory=dict)
    leaves: dict[bytes, tuple[bytes, bytes]] = field(default_factory=dict)
    users: dict[bytes, User] = field(default_factory=dict)

    @property
    def version(self) -> tuple[int, int]:
        return self.epoch, self.seq

    @property
    def there(self) -> bool:
        """Whether it has said who it is, and not that it left."""
        return bool(self.name) and not self.left

    def owns(self, identity: bytes) -> bool:
        """Whether this server may speak for an id: its own, or a leaf's."""
        sid = server_of(identity)
        return sid == self.sid or sid in self.leaves

    def lines(self) -> Iterator[Said]:
        """All of it, in an order in which it can be taken in: servers, users, channels."""
        if self.name:
            yield self.introduction(b"B")
        if self.left:
            return
        for leaf, (name, encap) in sorted(self.leaves.items()):
            yield "C", {"source": self.sid, "server": {"name": name, "sid": leaf}, "encap": encap, "conn": b"B"}
        yield self.links_line()
        for user in self.users.values():
            yield from user_lines(user)
        yield from self._channel_lines()

    def introduction(self, conn: bytes) -> Said:
        """The C of this server; once it left, the one that says so."""
        encap, conn = (b"D", b"D") if self.left else (self.encap, conn)
        return "C", {"source": self.sid, "server": {"name": self.name, "sid": self.sid}, "encap": encap, "conn": conn}

    def links_line(self) -> Said:
        links = [{"sid": sid, "lag": lag} for sid, lag in sorted(self.links.items())]
        return "LS", {"source": self.sid, "links": links, "text": self.text}

    def _channel_lines(self) -> Iterator[Said]:
        members: dict[tuple[bytes, int, bytes], list[bytes]] = {}
        for user in self.users.values():
            for cid, (created, name) in user.channels.items():
                members.setdefault((cid, created, name), []).append(user.uid)
        for (cid, created, name), uids in members.items():
            for at in range(0, len(uids), CHANNEL_LINE):
                yield (
                    "CJ",
                    {
                        "source": self.sid,
                        "channel": cid,
                        "created": created,
                        "name": name,
                        "users": uids[at : at + CHANNEL_LINE],
                    },
                )


def user_lines(user: User) -> Iterator[Said]:
    """A user, and what is known of them that is not the usual."""
    yield (
        "US",
        {
            "source": user.uid,
            "nick": user.nick,
            "time": user.time,
            "user": user.user,
            "host": user.host,
            "text": user.real,
        },
    )
    if user.away:
        yield "AW", {"source": user.uid, "text": user.away}
    if user.account != b"*":
        yield "AC", {"source": user.uid, "account": user.account, "uuid": user.uuid}
    if user.modes != b"-":
        yield "UM", {"source": user.uid, "modes": user.modes}


#: Messages about what outlives a server that is out of reach: of each subject, what was said last counts.
REGISTERS = frozenset(("D", "F", "UB", "TO", "MO"))


@dataclass(frozen=True, slots=True)
class Register:
    """What was said last about one subject, by whom and when."""

    time: int
    origin: bytes
    epoch: int
    seq: int
    name: str
    values: Mapping[str, object]

    @property
    def version(self) -> tuple[int, bytes, int]:
        return self.time, self.origin, self.seq

    @property
    def lifted(self) -> bool:
        """Whether it says of a mask that it is on a list no more: it is there for those who have not heard it."""
        return self.name == "UB" or (self.name == "MO" and "mask" in self.values and self.values["value"] == b"-")


Subject = tuple[bytes, ...]


def subject(said: Decoded) -> Subject:
    """What a register is about. F and UB of one mask are about the same."""
    values = said.values
    match said.name:
        case "D" | "TO":
            return said.name.encode(), _bytes(values["channel"])
        case "MO":
            # A list is a register for each of its masks.
            listed = (_bytes(values["mask"]),) if "mask" in values else ()
            return b"MO", _bytes(values["channel"]), _bytes(values["mode"]), *listed
        case _:
            return b"F", _bytes(values.get("channel", b"")), _bytes(values["dest"])


def _bytes(value: object) -> bytes:
    assert isinstance(value, bytes)
    return value


def visible_servers(servers: dict[bytes, Server], within: set[bytes]) -> dict[bytes, bytes]:
    """Names of the servers within reach by SID, with those that know the seed's commands only."""
    found: dict[bytes, bytes] = {}
    for sid, server in servers.items():
        if sid in within and server.there:
            found[sid] = server.name
            found.update({leaf: name for leaf, (name, _) in server.leaves.items()})
    return found
