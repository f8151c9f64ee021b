"""IRC clients of nodes that are wired together in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from netted import Net
from watching import Watcher

from generator.citrus.irc.client import Client, Room
from generator.citrus.irc.edge import Irc
from generator.citrus.irc.limits import IrcSettings, Limits, Operator
from generator.citrus.irc.line import Line, split
from generator.citrus.irc.modes import prefix
from generator.citrus.irc.rooms import know, own_level

FREE = IrcSettings(
    motd=(b"Well met!",),
    operators={b"guard": Operator(b"guard", b"hearthstone")},
    limits=Limits(flood_lines=0),
)


@dataclass
class User:
    """A client; ``lines`` is all it was sent and has not looked at."""

    town: Town
    sid: bytes
    client: Client
    lines: list[bytes] = field(default_factory=list)
    closed: bool = False
    watcher: Watcher = field(default_factory=Watcher)

    def send(self, *lines: bytes) -> User:
        self.town.ircs[self.sid].received(self.client, b"".join(line + b"\r\n" for line in lines), self.town.net.now)
        self.town.pump()
        return self

    def hear(self) -> list[bytes]:
        """What came since the last look."""
        self.town.pump()
        lines, self.lines = self.lines, []
        return lines

    def ask(self, *lines: bytes) -> list[bytes]:
        """What comes of some lines, alone."""
        self.hear()
        return self.send(*lines).hear()

    def numerics(self, *lines: bytes) -> list[bytes]:
        """The numerics some lines are answered with, without server and nick: ``401 nobody :...``."""
        parts = [(line.partition(b" ")[2] if line[:1] == b"@" else line).split(b" ", 3) for line in self.ask(*lines)]
        return [b" ".join((words[1], *words[3:])) for words in parts if words[1].isdigit()]

    def commands(self, *lines: bytes) -> list[bytes]:
        return [split(line).command for line in self.ask(*lines)]

    def split(self) -> list[Line]:
        return [split(line) for line in self.hear()]


@dataclass
class Town:
    """Nodes with an IRC front end each."""

    net: Net = field(default_factory=Net)
    ircs: dict[bytes, Irc] = field(default_factory=dict)
    users: list[User] = field(default_factory=list)

    def add(self, sid: bytes, *others: bytes, settings: IrcSettings = FREE, **more: object) -> Irc:
        node = self.net.add(sid, *others, **more)
        node.effects(self.net.now)
        irc = self.ircs[sid] = Irc(node, settings)
        node.profiles.append(irc)
        return irc

    def connect(self, sid: bytes, host: bytes = b"moon.guard.example", *, secure: bool = False) -> User:
        client = self.ircs[sid].connected(host, self.net.now, secure=secure)
        assert client is not None
        user = User(self, sid, client)
        client.handle = user
        self.users.append(user)
        return user

    def user(self, sid: bytes, nick: bytes, caps: bytes = b"", **more: object) -> User:
        """A client that has registered and looked at its welcome."""
        user = self.connect(sid, **more)  # type: ignore[arg-type]
        if caps:
            user.send(b"CAP REQ :" + caps)
        user.send(b"NICK " + nick, b"USER %b 0 * :%b of the moon" % (nick.lower(), nick))
        if caps:
            user.send(b"CAP END")
        welcome = user.hear()
        assert any(b" 001 " in line for line in welcome), welcome
        return user

    def pump(self) -> None:
        """Have everything said that is to be said, over the mesh and to clients."""
        self.net.pump()
        for irc in self.ircs.values():
            for client in irc.outgoing():
                user = client.handle
                assert isinstance(user, User)
                data = b"".join(client.out)
                client.out.clear()
                assert data.endswith(b"\r\n") or not data
                lines = data.split(b"\r\n")[:-1]
                assert all(b"\r" not in line and b"\n" not in line and b"\0" not in line for line in lines)
                assert all(len(line.partition(b" ")[2] if line[:1] == b"@" else line) <= 510 for line in lines), lines
                user.lines += lines
                user.watcher.watch(lines)
                user.closed = user.closed or client.closing
        for user in self.users:
            user.closed = user.closed or user.client.closing

    def run(self, seconds: float, step: float = 0.25) -> None:
        end = self.net.now + seconds
        while self.net.now < end:
            self.net.run(step, step)
            for irc in self.ircs.values():
                irc.tick(self.net.now)
            self.pump()

    def cut(self, one: bytes, other: bytes) -> None:
        link = next(link.id for link in self.net.nodes[one].links.values() if link.peer == other)
        self.net.cut(one, link)
        self.pump()

    def heal(self, one: bytes, other: bytes) -> None:
        self.net.link(one, other)
        self.run(1.0)


def town(*sids: bytes, settings: IrcSettings = FREE, **more: object) -> Town:
    """A chain of nodes that have found each other."""
    made = Town()
    for sid in sids:
        made.add(sid, *[other for other in sids if other != sid], settings=settings, **more)
    for one, other in pairwise(sids):
        made.net.link(one, other)
    made.run(1.0)
    return made


def agree(town: Town) -> None:
    """Every front end shows what its node sees."""
    assert len(town.net.digests()) == 1
    for sid, irc in town.ircs.items():
        view = town.net.nodes[sid].state.view
        assert {uid: person.nick for uid, person in irc.people.items()} == view.shown
        assert {person.nick.lower(): person for person in irc.people.values()} == irc.nicks
        there = {cid: set(members) for cid, members in view.members.items() if members}
        assert {cid: {person.uid for person in room.people} for cid, room in irc.rooms.items()} == there
        for room in irc.rooms.values():
            assert irc.room(room.name) is room
            assert room.name == view.names[room.cid]
            assert {client.person for client in room.clients} == {each for each in room.people if each.client}
            assert all(room in person.rooms for person in room.people)
            assert room.people == {person: own_level(irc, room, person.uid) for person in room.people}
            fresh = Room(room.cid, room.name, room.created)
            for register in view.about(room.cid):
                know(irc, fresh, register)
            assert (room.modes, room.topic) == (fresh.modes, fresh.topic)
            assert {each: set(masks) for each, masks in room.masks.items()} == {
                each: set(masks) for each, masks in fresh.masks.items()
            }

        for client in irc.by_uid.values():
            assert isinstance(client.handle, User)
            _sees(irc, client, client.handle.watcher)


def _sees(irc: Irc, client: Client, watcher: Watcher) -> None:
    """A client that believes what it was told knows what is there."""
    assert watcher.wrong == []
    assert watcher.nick == client.nick
    rooms = {room.name.lower(): room for room in irc.rooms.values() if client in room.clients}
    assert set(watcher.channels) == set(rooms)
    for name, channel in watcher.channels.items():
        room = rooms[name]
        there = {person.nick: prefix(level) for person, level in room.people.items()}
        assert (name, channel.names) == (name, there)
        assert channel.topic == room.topic
