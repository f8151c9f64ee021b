"""Channels that become one, and channels that get another name.

IRC has no word for either. So what each client is shown is compared with what there is now, and the difference is told
as people leaving, joining and changing modes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..facts import fold
from ..view import Event
from .client import Client, Person, Room
from .line import clean
from .modes import CHANNEL_MODES, rank
from .rooms import drop, left_behind, own_level, room_of, show_join, tell_names, tell_topic

if TYPE_CHECKING:
    from .edge import Irc

_ELSEWHERE = b"It is another channel now"


@dataclass(slots=True)
class Shown:
    """A room as it was shown."""

    name: bytes
    people: dict[Person, int]
    modes: dict[bytes, bytes]
    masks: dict[bytes, list[bytes]]
    topic: bytes


def moved(irc: Irc, event: Event) -> None:
    """Another channel is now part of ``event.channel``, or ``event.channel`` has another name."""
    rooms, targets = _concerned(irc, event)
    before = {room: _shown(room) for room in rooms}
    clients = {client: None for room in rooms for client in room.clients}
    for person in _people_of(irc, targets):
        if person.client is not None:
            clients[person.client] = None
    seen = {client: _seen(client, before) for client in clients}
    _change(irc, rooms, targets)
    for client, old in seen.items():
        _tell(irc, client, old, rooms)


def _concerned(irc: Irc, event: Event) -> tuple[dict[Room, None], dict[bytes, None]]:
    """The rooms an event is about, and the channels that those in them are in now.

    The node may know more by now than this event tells, so all rooms are taken that hang together.
    """
    view = irc.node.state.view
    rooms = {room: None for room in irc.rooms.values() if room.name != clean(view.names.get(room.cid, room.name))}
    targets = {view.channel(cid): None for cid in (event.channel, event.subject) if cid}
    size = -1
    while size != len(rooms) + len(targets):
        size = len(rooms) + len(targets)
        rooms.update({room: None for room in irc.rooms.values() if view.channel(room.cid) in targets})
        people = _people_of(irc, targets) + [person for room in rooms for person in room.people]
        for person in people:
            stale = left_behind(irc, person)
            facts = view.users.get(person.uid)
            if stale and facts is not None:
                rooms.update(dict.fromkeys(stale))
                targets.update({view.channel(cid): None for cid in facts.channels})
        targets.update({view.channel(room.cid): None for room in rooms})
    return rooms, targets


def _people_of(irc: Irc, cids: Iterable[bytes]) -> list[Person]:
    members = irc.node.state.view.members
    return [person for cid in cids for uid in members.get(cid, {}) if (person := irc.people.get(uid)) is not None]


def _shown(room: Room) -> Shown:
    masks = {letter: list(masks) for letter, masks in room.masks.items()}
    return Shown(room.name, dict(room.people), dict(room.modes), masks, room.topic)


def _seen(client: Client, before: dict[Room, Shown]) -> dict[bytes, Shown]:
    """What a client is shown of some rooms, by their names."""
    person = client.person
    assert person is not None
    return {fold(room.name): before[room] for room in person.rooms if room in before}


def _change(irc: Irc, rooms: dict[Room, None], targets: dict[bytes, None]) -> None:
    """Bring rooms and people up to date, without a word."""
    view = irc.node.state.view
    for person in {person: None for room in rooms for person in room.people}:
        for old in left_behind(irc, person):
            drop(irc, old, person)
    for room in rooms:
        room.name = clean(view.names.get(room.cid, room.name))
    for cid in targets:
        for one in _people_of(irc, {cid: None}):
            room = room_of(irc, cid)
            rooms[room] = None
            if one not in room.people:
                room.people[one] = own_level(irc, room, one.uid)
                one.rooms[room] = None
            if one.client is not None:
                room.clients[one.client] = None


def _tell(irc: Irc, client: Client, seen: dict[bytes, Shown], rooms: dict[Room, None]) -> None:
    """Tell a client what is different from what it has seen."""
    person = client.person
    assert person is not None
    only = {client: None}
    now = {fold(room.name): room for room in person.rooms if room in rooms}
    for name, old in seen.items():
        if name not in now:
            _part(irc, only, person, old.name)
    for name, room in now.items():
        if name in seen:
            _tell_changes(irc, client, seen[name], room)
        else:
            show_join(irc, room, person, only)
            tell_topic(irc, client, room, if_none=False)
            tell_names(irc, client, room)


def _part(irc: Irc, only: dict[Client, None], person: Person, name: bytes) -> None:
    irc.show(only, b"%b PART %b :%b\r\n" % (person.prefix, name, _ELSEWHERE), irc.node.wall(), person.account)


def _tell_changes(irc: Irc, client: Client, old: Shown, room: Room) -> None:
    """What is different in a channel of the same name."""
    only = {client: None}
    for person in old.people:
        if person not in room.people:
            _part(irc, only, person, room.name)
    for person, level in room.people.items():
        if person not in old.people:
            show_join(irc, room, person, only)
        elif rank(level) is not rank(old.people[person]):
            _tell_rank(irc, client, room, person, old.people[person])
    if room.topic != old.topic:
        irc.put(client, b":%b TOPIC %b :%b\r\n" % (irc.name, room.name, room.topic))
    for letter, value in sorted({**old.modes, **room.modes}.items()):
        known = CHANNEL_MODES.get(letter)
        if known is None or old.modes.get(letter) == room.modes.get(letter):
            continue
        sign = b"+" if letter in room.modes else b"-"
        needs = known.kind == "key" or (known.kind == "value" and sign == b"+")
        words = sign + letter + (b" " + value if needs else b"")
        irc.put(client, b":%b MODE %b %b\r\n" % (irc.name, room.name, words))
    for letter, masks in room.masks.items():
        gone = [each for each in old.masks[letter] if each not in masks]
        _tell_masks(irc, client, room, b"-" + letter, gone)
        _tell_masks(irc, client, room, b"+" + letter, [each for each in masks if each not in old.masks[letter]])


def _tell_masks(irc: Irc, client: Client, room: Room, what: bytes, masks: list[bytes]) -> None:
    """A line for each mask: two of the longest do not fit one."""
    for mask in masks:
        irc.put(client, b":%b MODE %b %b %b\r\n" % (irc.name, room.name, what, mask))


def _tell_rank(irc: Irc, client: Client, room: Room, person: Person, before: int) -> None:
    old, new = rank(before), rank(room.people[person])
    words = (b"-" + old.letter if old else b"") + (b"+" + new.letter if new else b"")
    nicks = b" ".join([person.nick] * ((old is not None) + (new is not None)))
    irc.put(client, b":%b MODE %b %b %b\r\n" % (irc.name, room.name, words, nicks))
