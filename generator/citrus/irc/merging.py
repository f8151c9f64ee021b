"""Channels that become one, and channels that get another name."""

from __future__ import annotations

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


def moved(irc: Irc, event: Event) -> None:
    """Another channel is now part of ``event.channel``: those who were in it are in this one."""
    uids = irc.node.state.view.members.get(event.channel, {})
    people = [person for uid in uids if (person := irc.people.get(uid)) is not None]
    stale = {person: rooms for person in people if (rooms := left_behind(irc, person))}
    known = irc.rooms.get(event.channel)
    newcomers = [person for person in people if known is None or person not in known.people]
    if newcomers:
        _take_in(irc, room_of(irc, event.channel), newcomers, stale)
    room = irc.rooms.get(event.channel)
    for person, rooms in stale.items():
        for old in rooms:
            _see_off(irc, person, old, room, stale, came=person in newcomers and old is rooms[0])
    for person, rooms in stale.items():
        for old in rooms:
            drop(irc, old, person)


def _take_in(irc: Irc, room: Room, newcomers: list[Person], stale: dict[Person, list[Room]]) -> None:
    """People come into a room from others, each from the first that is stale."""
    before, there = dict(room.clients), dict(room.people)
    came = {person: next(iter(stale.get(person, ())), None) for person in newcomers}
    for person in newcomers:
        room.people[person] = own_level(irc, room, person.uid)
        person.rooms[room] = None
        if person.client is not None:
            room.clients[person.client] = None
        show_join(irc, room, person, before)
    for person, old in came.items():
        if person.client is not None:
            _come_over(irc, person, person.client, old, room, there, came)


def _see_off(
    irc: Irc, person: Person, old: Room, room: Room | None, stale: dict[Person, list[Room]], *, came: bool
) -> None:
    """Tell those who stay in a room that somebody does not; and their own client, unless it knows."""
    stay = {each: None for each in old.clients if each.person and old not in stale.get(each.person, ())}
    if person.client is not None and not came and (room is None or fold(old.name) != fold(room.name)):
        stay[person.client] = None
    line = b"%b PART %b :%b\r\n" % (person.prefix, old.name, _ELSEWHERE)
    irc.show(stay, line, irc.node.wall(), person.account)


def _come_over(
    irc: Irc,
    person: Person,
    client: Client,
    old: Room | None,
    room: Room,
    there: dict[Person, int],
    came: dict[Person, Room | None],
) -> None:
    """Tell a client of ours what is different where it is now."""
    only = {client: None}
    if old is None or fold(old.name) != fold(room.name):
        if old is not None:
            irc.show(only, b"%b PART %b :%b\r\n" % (person.prefix, old.name, _ELSEWHERE), irc.node.wall())
        show_join(irc, room, person, only)
        tell_topic(irc, client, room, if_none=False)
        tell_names(irc, client, room)
        return
    for other in there:
        if other not in old.people:
            show_join(irc, room, other, only)
    for other in came:
        if came[other] is not old:
            show_join(irc, room, other, only)
        else:
            _show_levels(irc, client, room, other, old.people.get(other, 0))
    if room.topic != old.topic:
        irc.put(client, b":%b TOPIC %b :%b\r\n" % (irc.name, room.name, room.topic))
    _show_modes(irc, client, old, room)


def _show_levels(irc: Irc, client: Client, room: Room, other: Person, before: int) -> None:
    old, new = rank(before), rank(room.people[other])
    if old is new:
        return
    words = (b"-" + old.letter if old else b"") + (b"+" + new.letter if new else b"")
    nicks = b" ".join([other.nick] * ((old is not None) + (new is not None)))
    irc.put(client, b":%b MODE %b %b %b\r\n" % (irc.name, room.name, words, nicks))


def _show_modes(irc: Irc, client: Client, old: Room, room: Room) -> None:
    for letter, value in sorted({**old.modes, **room.modes}.items()):
        known = CHANNEL_MODES.get(letter)
        if known is None or old.modes.get(letter) == room.modes.get(letter):
            continue
        sign = b"+" if letter in room.modes else b"-"
        needs = known.kind == "key" or (known.kind == "value" and sign == b"+")
        words = sign + letter + (b" " + value if needs else b"")
        irc.put(client, b":%b MODE %b %b\r\n" % (irc.name, room.name, words))


def renamed(irc: Irc, event: Event) -> None:
    """A channel has another name: a client without a word for that sees it as leaving one and joining another."""
    room = irc.rooms.get(event.channel)
    name = clean(event.value)
    if room is None or room.name == name:
        return
    old, room.name = room.name, name
    if fold(old) == fold(name):
        return
    for client in list(room.clients):
        person = client.person
        if person is not None:
            only = {client: None}
            irc.show(only, b"%b PART %b :It is called %b now\r\n" % (person.prefix, old, name), irc.node.wall())
            show_join(irc, room, person, only)
            tell_topic(irc, client, room, if_none=False)
            tell_names(irc, client, room)
