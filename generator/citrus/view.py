"""The network as its users see it: a function of the facts and registers of every server within reach.

Nothing here is ever told to another node. Nodes with the same facts see the same, whatever the order they heard
them in; so nicks and channels that collide need no messages of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from .digest import digest_of
from .facts import Register, Subject, User, fold, is_user
from .nicks import nick_winner


class Event(NamedTuple):
    """Something a profile may want to know. Which fields say what:

    ======== =====================================================================================
    server   ``subject`` SID came within reach; ``server-gone`` went out of it
    user     ``subject`` UID is seen; ``user-gone``: ``text`` why, ``source`` ``split`` when their server is out of
             reach, otherwise empty
    nick     ``subject`` UID is now called ``value``, was ``text``
    away     ``subject`` UID, ``text``
    real     ``subject`` UID has the real name ``text``
    modes    ``subject`` UID has the modes ``value``, ``-`` for none
    account  ``subject`` UID is logged in as ``value``, or ``*``
    join     ``subject`` UID, ``channel`` CID
    part     ``subject`` UID, ``channel``, ``source`` who made them, ``text``; ``split`` as above
    moved    ``subject`` CID is now another name of ``channel``
    name     ``channel``, ``value``
    topic    ``channel``, ``source``, ``text``; ``value`` is the source as people saw it
    mode     ``channel``, ``source``, ``subject`` letter, ``value``; ``text`` the mask, of a mode that is a list
    level    ``channel`` or empty, ``source``, ``subject`` UID, SID or mask, ``value`` the level or ``lifted``
    told     ``source``, ``subject`` where to, ``value`` N, P, W, SN, or T for tags alone; ``text``, ``time``, ``tags``
    kick     ``source`` wants ``subject``, a user of ours, out of ``channel``, ``text`` why
    kill     ``source`` wants ``subject``, a user of ours, gone, ``text`` why
    invite   ``source`` invites ``subject``, a user of ours, to ``channel``
    lookup   the account of ``subject`` is ``value`` with UUID ``text``; both ``*`` for none, empty when nobody answered
    login    the request ``subject`` of ``log_in``: it is ``value`` with UUID ``text``; ``login-failed``: ``value`` is
             ``no``, ``busy``, or ``none`` when the account service does not answer
    password ``source`` asks whether ``text`` is the password of ``subject``; ``value`` its request
    link     ``subject`` SID of a neighbour, ``value`` ``up`` or ``down``, ``text`` why
    ======== =====================================================================================

    ``time`` is in microseconds since 1970, 0 where it does not matter.
    """

    kind: str
    subject: bytes = b""
    channel: bytes = b""
    source: bytes = b""
    value: bytes = b""
    text: bytes = b""
    time: int = 0
    tags: bytes = b""


SPLIT = b"split"
NO_LEVEL = -1


@dataclass(slots=True)
class View:
    """``tell`` hears of every change; ``services`` are as in ``State``.

    ``members`` has the users of each channel, by the CID the channel goes by.
    """

    tell: Callable[[Event], None]
    services: frozenset[bytes] = frozenset()
    users: dict[bytes, User] = field(default_factory=dict)
    shown: dict[bytes, bytes] = field(default_factory=dict)
    members: dict[bytes, dict[bytes, None]] = field(default_factory=dict)
    servers: dict[bytes, bytes] = field(default_factory=dict)
    registers: dict[Subject, Register] = field(default_factory=dict)
    created: dict[bytes, int] = field(default_factory=dict)
    names: dict[bytes, bytes] = field(default_factory=dict)
    _of_channel: dict[bytes, dict[Subject, Register]] = field(default_factory=dict)
    _first_names: dict[bytes, bytes] = field(default_factory=dict)
    _nicks: dict[bytes, dict[bytes, None]] = field(default_factory=dict)
    _owners: dict[bytes, bytes] = field(default_factory=dict)
    _groups: dict[bytes, dict[bytes, None]] = field(default_factory=dict)
    _canonical: dict[bytes, bytes] = field(default_factory=dict)

    # Users and their nicks

    def show(self, user: User) -> None:
        """A user came within reach, with the channels they are in."""
        self.users[user.uid] = user
        self._nicks.setdefault(fold(user.nick), {})[user.uid] = None
        self.shown[user.uid] = user.uid
        self._contest(fold(user.nick), quiet=user.uid)
        self.tell(Event("user", user.uid, value=self.shown[user.uid]))
        for cid in user.channels:
            self.join(user, cid)

    def hide(self, uid: bytes, text: bytes, source: bytes = b"") -> None:
        """A user has gone, or is out of reach."""
        user = self.users.pop(uid)
        for cid in user.channels:
            self._drop_member(uid, cid)
        self.tell(Event("user-gone", uid, source=source, text=text, value=self.shown.pop(uid)))
        self._drop_nick(fold(user.nick), uid)

    def rename(self, user: User, old: bytes) -> None:
        """A user has another nick, or the same one since another time."""
        if fold(old) != fold(user.nick):
            self._drop_nick(fold(old), user.uid)
            self._nicks.setdefault(fold(user.nick), {})[user.uid] = None
        self._contest(fold(user.nick))

    def find(self, nick: bytes) -> User | None:
        """Who is shown by a nick, or by a UID in place of one."""
        uid = self._owners.get(fold(nick)) or (nick.upper() if is_user(nick.upper()) else b"")
        user = self.users.get(uid)
        return user if user is not None and fold(self.shown[uid]) == fold(nick) else None

    def _drop_nick(self, nick: bytes, uid: bytes) -> None:
        claims = self._nicks[nick]
        del claims[uid]
        self._contest(nick)
        if not claims:
            del self._nicks[nick]

    def _contest(self, nick: bytes, quiet: bytes = b"") -> None:
        claims = [self.users[uid] for uid in self._nicks.get(nick, {}) if uid in self.users]
        winner = nick_winner(claims, self.services)
        if winner:
            self._owners[nick] = winner
        else:
            self._owners.pop(nick, None)
        # Losers first, so that at no time two are shown by one nick.
        for user in sorted(claims, key=lambda each: (each.uid == winner, each.uid)):
            now = user.nick if user.uid == winner else user.uid
            was = self.shown[user.uid]
            if was != now:
                self.shown[user.uid] = now
                if user.uid != quiet:
                    self.tell(Event("nick", user.uid, value=now, text=was))

    # Channels

    def channel(self, cid: bytes) -> bytes:
        """The CID a channel goes by: of those with its name, the oldest."""
        return self._canonical.get(cid, cid)

    def named(self, name: bytes) -> bytes | None:
        """The channel of a name, if somebody is in it."""
        for cid in self._groups.get(fold(name), {}):
            canonical = self.channel(cid)
            return canonical if self.members.get(canonical) else None
        return None

    def known(self, name: bytes) -> bytes | None:
        """The channel of a name, be somebody in it or not."""
        return next(map(self.channel, self._groups.get(fold(name), {})), None)

    def know(self, cid: bytes, created: int, name: bytes) -> bool:
        """A channel was told of; False when that is no news.

        Its age and first name never change. Should two servers tell differently, the smaller counts, so that it does
        not matter who was heard first.
        """
        if created >= self.created.get(cid, created + 1) and name >= self._first_names.get(cid, name + b"x"):
            return False
        self.created[cid] = min(created, self.created.get(cid, created))
        self._first_names[cid] = min(name, self._first_names.get(cid, name))
        self._regroup(cid)
        return True

    def known_channels(self, cids: Iterable[bytes] | None = None) -> Iterator[tuple[bytes, int, bytes]]:
        """Of some channels, or all ever told of and not yet forgotten: CID, when it was made, its first name."""
        for cid in sorted(self.created) if cids is None else cids:
            yield cid, self.created[cid], self._first_names[cid]

    def join(self, user: User, cid: bytes) -> None:
        """A user is in a channel."""
        channel = self.channel(cid)
        members = self.members.setdefault(channel, {})
        if user.uid not in members:
            members[user.uid] = None
            self.tell(Event("join", user.uid, channel))

    def leave(self, uid: bytes, cid: bytes, by: bytes, text: bytes) -> None:
        """A user is no longer in a channel, in which they may be by another of its ids still."""
        channel = self.channel(cid)
        if self._stays(uid, channel):
            return
        if self._drop_member(uid, cid):
            self.tell(Event("part", uid, channel, by, text=text))

    def _stays(self, uid: bytes, channel: bytes) -> bool:
        user = self.users.get(uid)
        return user is not None and any(self.channel(other) == channel for other in user.channels)

    def _drop_member(self, uid: bytes, cid: bytes) -> bool:
        members = self.members.get(self.channel(cid), {})
        found = uid in members
        members.pop(uid, None)
        return found

    def _regroup(self, cid: bytes) -> None:
        """Put a channel among those of its name, and see by which id they go."""
        renamed = self.registers.get((b"D", cid))
        name = renamed.values["name"] if renamed else self._first_names.get(cid)
        assert isinstance(name, bytes | None)
        if name is None or cid not in self.created:
            return
        old = self.names.get(cid)
        self.names[cid] = name
        if old is not None and fold(old) != fold(name):
            del self._groups[fold(old)][cid]
            self._settle(fold(old))
        group = self._groups.setdefault(fold(name), {})
        group[cid] = None
        self._settle(fold(name))
        if old is not None and old != name:
            self.tell(Event("name", channel=cid, value=name))

    def _settle(self, name: bytes) -> None:
        group = self._groups[name]
        if not group:
            del self._groups[name]
            return
        winner = min(group, key=lambda cid: (self.created[cid], cid))
        moved = [(cid, old) for cid in group if (old := self._canonical.get(cid, cid)) != winner]
        for cid, _ in moved:
            self._canonical[cid] = winner
        self._canonical[winner] = winner
        for cid, old in moved:
            self._move(cid, old, winner)

    def _move(self, cid: bytes, old: bytes, target: bytes) -> None:
        """Who joined by ``cid`` and was in ``old`` is now in ``target``."""
        for uid in list(self.members.get(old, {})):
            user = self.users.get(uid)
            if user is None or cid not in user.channels:
                continue
            if not self._stays(uid, old):
                del self.members[old][uid]
            self.members.setdefault(target, {})[uid] = None
        self.tell(Event("moved", cid, target))

    def deserted_names(self) -> list[bytes]:
        """The names of channels that are known and that nobody is in."""
        return [name for name, group in self._groups.items() if not any(self.members.get(cid) for cid in group)]

    def forget_channels(self, names: Iterable[bytes]) -> None:
        """Drop all channels of some names, as ``deserted_names`` gives them."""
        for name in names:
            for cid in self._groups.pop(name):
                for key in self._of_channel.pop(cid, {}):
                    del self.registers[key]
                for table in (self.members, self.created, self.names, self._first_names, self._canonical):
                    table.pop(cid, None)

    # Registers

    def set(self, key: Subject, register: Register) -> bool:
        """What was said about a subject; False when something later is known."""
        known = self.registers.get(key)
        if known is not None and known.version >= register.version:
            return False
        self.registers[key] = register
        self._of_channel.setdefault(key[1], {})[key] = register
        if key[0] == b"D":
            self._regroup(key[1])
        return True

    def drop(self, channel: bytes, gone: Callable[[Subject, Register], bool]) -> None:
        """Drop registers about a channel, or about the network for an empty CID."""
        mine = self._of_channel.get(channel, {})
        for key in [key for key, register in mine.items() if gone(key, register)]:
            del mine[key], self.registers[key]

    def subjects(self) -> list[bytes]:
        """The CIDs there are registers about, sorted; an empty one for those of the network."""
        return sorted(self._of_channel)

    def level(self, identity: bytes, cid: bytes = b"") -> int:
        """The level of a user or server in a channel: the channel's if it has one, else the network's.

        An override of the network counts everywhere.
        """
        wide = self._level(identity, b"")
        if not cid:
            return wide
        own = self._level(identity, self.channel(cid))
        return wide if wide >= 9990 or own is NO_LEVEL else own

    def _level(self, identity: bytes, cid: bytes) -> int:
        register = self.registers.get((b"F", cid, identity))
        if register is None or register.name != "F":
            return NO_LEVEL if cid else 0
        value = register.values["level"]
        assert isinstance(value, int)
        return value

    def about(self, cid: bytes) -> Iterator[Register]:
        """The registers of a channel by the id it goes by: topic, modes, levels and bans, sorted by subject.

        Those of no channel, by an empty id, are the network's own levels and bans.
        """
        for _, register in sorted(self._of_channel.get(cid, {}).items()):
            yield register

    def topic(self, cid: bytes) -> Register | None:
        return self.registers.get((b"TO", self.channel(cid)))

    # All of it

    def digest(self) -> str:
        """A hash of everything users could notice: the same on nodes that agree."""
        return digest_of(self)
