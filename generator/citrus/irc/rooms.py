"""Channels as clients see them: who comes and goes, levels, modes, topics, and channels that become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..facts import Register, fold, is_user
from ..view import NO_LEVEL, Event
from .caps import AWAY_NOTIFY, EXTENDED_JOIN, USERHOST_IN_NAMES
from .client import Client, Person, Room
from .line import clean
from .lists import BY_MODE, keep, listed
from .modes import CHANNEL_MODES, LISTS, prefix, rank

if TYPE_CHECKING:
    from .edge import Irc


def room_of(irc: Irc, cid: bytes) -> Room:
    """The room of a channel, made of what is known of it if it is not there yet."""
    room = irc.rooms.get(cid)
    if room is None:
        view = irc.node.state.view
        room = Room(cid, clean(view.names.get(cid, cid)), view.created.get(cid, 0) // 1_000_000)
        irc.rooms[cid] = room
        for register in view.about(cid):
            know(irc, room, register)
    return room


def know(irc: Irc, room: Room, register: Register) -> None:
    """Something that was said of a channel before we had a room of it."""
    values = register.values
    source, moment = values["source"], register.time // 1_000_000
    assert isinstance(source, bytes)
    match register.name:
        case "TO":
            text, by = values["text"], values["by"]
            assert isinstance(text, bytes)
            assert isinstance(by, bytes)
            room.topic, room.topic_by, room.topic_time = clean(text), clean(by), moment
        case "MO":
            mode, value = values["mode"], values["value"]
            assert isinstance(mode, bytes)
            assert isinstance(value, bytes)
            mask = values.get("mask", b"")
            assert isinstance(mask, bytes)
            if mode in LISTS:
                if mask and mode in BY_MODE:
                    keep(room, mode, clean(mask), value != b"-", _who(irc, source), moment)
            elif value != b"-" and not mask:
                room.modes[mode] = clean(value)
        case "F":
            level, dest = values["level"], values["dest"]
            assert isinstance(level, int)
            assert isinstance(dest, bytes)
            if b"!" in dest:
                keep(room, b"b", clean(dest), level < 0, _who(irc, source), moment)


def _who(irc: Irc, source: bytes) -> bytes:
    """Who did something, as a mask or a server's name."""
    return irc.source(source)[1:]


def own_level(irc: Irc, room: Room, uid: bytes) -> int:
    """The level somebody has in a channel by itself; this is what is shown."""
    register = irc.node.state.view.registers.get((b"F", room.cid, uid))
    level = register.values["level"] if register is not None and register.name == "F" else 0
    assert isinstance(level, int)
    return max(level, 0) if level != NO_LEVEL else 0


# Coming and going


def enter(irc: Irc, event: Event) -> None:
    """Somebody is in a channel."""
    person = irc.people.get(event.subject)
    if person is not None and event.subject in irc.node.state.view.members.get(event.channel, {}):
        add(irc, room_of(irc, event.channel), person)


def add(irc: Irc, room: Room, person: Person) -> None:
    """Put somebody into a room, and tell those who are there."""
    if person in room.people:
        return
    level = own_level(irc, room, person.uid)
    room.people[person] = level
    person.rooms[room] = None
    client = person.client
    if client is not None:
        room.clients[client] = None
        client.invited.pop(fold(room.name), None)
    show_join(irc, room, person, room.clients)
    if client is not None:
        tell_topic(irc, client, room, if_none=False)
        tell_names(irc, client, room)


def show_join(irc: Irc, room: Room, person: Person, clients: dict[Client, None]) -> None:
    """A JOIN, with what a JOIN cannot say: level, and being away."""
    moment = irc.node.wall()
    plain = b"%b JOIN %b\r\n" % (person.prefix, room.name)
    longer = b"%b JOIN %b %b :%b\r\n" % (person.prefix, room.name, person.account, person.real)
    if clients:
        irc.show([each for each in clients if not each.caps & EXTENDED_JOIN], plain, moment, person.account)
        irc.show([each for each in clients if each.caps & EXTENDED_JOIN], longer, moment, person.account)
    others = [each for each in clients if each is not person.client]
    shown = rank(room.people.get(person, 0))
    if others and shown is not None:
        irc.show(others, b":%b MODE %b +%b %b\r\n" % (irc.name, room.name, shown.letter, person.nick), moment)
    if others and person.away:
        seen = [each for each in others if each.caps & AWAY_NOTIFY]
        irc.show(seen, b"%b AWAY :%b\r\n" % (person.prefix, person.away), moment, person.account)


def leave(irc: Irc, event: Event) -> None:
    """Somebody is no longer in a channel."""
    person, room = irc.people.get(event.subject), irc.rooms.get(event.channel)
    if person is None:
        return
    if room is None or person not in room.people:
        # They left before anybody was told that the channel is another one now.
        room = next(iter(left_behind(irc, person)), None)
    if room is None:
        return
    text = clean(event.text)
    source = event.source or event.subject
    if source == event.subject:
        line = b"%b PART %b%b\r\n" % (person.prefix, room.name, b" :" + text if text else b"")
    else:
        line = b"%b KICK %b %b :%b\r\n" % (irc.source(source), room.name, person.nick, text)
    irc.show(room.clients, line, irc.node.wall(), irc.account(source))
    drop(irc, room, person)


def left_behind(irc: Irc, person: Person) -> list[Room]:
    """The rooms somebody is shown in and is no longer."""
    members = irc.node.state.view.members
    return [room for room in person.rooms if person.uid not in members.get(room.cid, {})]


def drop(irc: Irc, room: Room, person: Person) -> None:
    """Take somebody out of a room, which is no more when it is empty."""
    room.people.pop(person, None)
    person.rooms.pop(room, None)
    if person.client is not None:
        room.clients.pop(person.client, None)
    if not room.people:
        irc.rooms.pop(room.cid, None)


# What a channel is


def tell_topic(irc: Irc, client: Client, room: Room, *, if_none: bool) -> None:
    if room.topic:
        irc.reply(client, "TOPIC", room.name, room.topic)
        irc.reply(client, "TOPICWHOTIME", room.name, room.topic_by, b"%d" % room.topic_time)
    elif if_none:
        irc.reply(client, "NOTOPIC", room.name)


def tell_names(irc: Irc, client: Client, room: Room) -> None:
    """NAMES of a room: everybody to those in it, to others who is not invisible."""
    inside = client in room.clients
    kind = b"@" if b"s" in room.modes else b"="
    full = client.caps & USERHOST_IN_NAMES
    names = (
        prefix(level) + (person.mask if full else person.nick)
        for person, level in room.people.items()
        if inside or b"i" not in person.modes
    )
    irc.rows(client, names, "NAMREPLY", kind, room.name)
    irc.reply(client, "ENDOFNAMES", room.name)


def topical(irc: Irc, event: Event) -> None:
    room = irc.rooms.get(event.channel)
    if room is None:
        return
    room.topic, room.topic_time = clean(event.text), event.time // 1_000_000
    room.topic_by = clean(event.value)
    line = b"%b TOPIC %b :%b\r\n" % (irc.source(event.source), room.name, room.topic)
    irc.show(room.clients, line, event.time, irc.account(event.source))


def moded(irc: Irc, event: Event) -> None:
    """A mode was set, or taken away with ``-``."""
    room = irc.rooms.get(event.channel)
    if room is None:
        return
    letter, old, value = event.subject, room.modes.get(event.subject), clean(event.value)
    if letter in LISTS or event.text:
        if letter in BY_MODE and event.text:
            listed(irc, room, letter, value != b"-", event)
        return
    if value == (old or b"-"):
        return
    if value == b"-":
        room.modes.pop(letter, None)
    else:
        room.modes[letter] = value
    known = CHANNEL_MODES.get(letter)
    if known is None:
        return
    sign = b"-" if value == b"-" else b"+"
    shown = b"" if known.kind == "flag" or (sign == b"-" and known.kind == "value") else value
    if sign == b"-" and known.kind == "key":
        shown = old or b"*"
    irc.mode_changed(room, event.source, event.time, sign, letter, shown)


def leveled(irc: Irc, event: Event) -> None:
    """A level of somebody in a channel, or a ban of it."""
    room = irc.rooms.get(event.channel)
    if room is None:
        return
    source = event.source
    if not is_user(event.subject):
        if b"!" in event.subject:
            listed(irc, room, b"b", event.value.startswith(b"-"), event)
        return
    person = irc.people.get(event.subject)
    if person is not None and person in room.people:
        change_level(irc, room, person, own_level(irc, room, person.uid), source, event.time)


def change_level(irc: Irc, room: Room, person: Person, level: int, source: bytes, moment: int) -> None:
    """Show somebody with another level."""
    old, new = rank(room.people[person]), rank(level)
    room.people[person] = level
    if old is not new:
        if old is not None:
            irc.mode_changed(room, source, moment, b"-", old.letter, person.nick)
        if new is not None:
            irc.mode_changed(room, source, moment, b"+", new.letter, person.nick)
