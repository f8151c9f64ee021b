"""PRIVMSG, NOTICE, TAGMSG, AWAY."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...spec.citrus_mesh import client_tags as CLIENT_TAGS
from ..status import VOICE
from .caps import ECHO, TAGS
from .client import Client, Person, Room
from .hearing import VERBS, Said, to_client
from .limits import AWAY_BYTES, TARGETS
from .line import LINE_BYTES, cut, matches
from .modes import overrides

if TYPE_CHECKING:
    from .edge import Irc


def privmsg(irc: Irc, client: Client, params: list[bytes]) -> None:
    if not params or (len(params) == 1 and not params[0]):
        irc.reply(client, "NORECIPIENT", b"PRIVMSG")
    elif len(params) < 2 or not params[1]:
        irc.reply(client, "NOTEXTTOSEND")
    elif b"," in params[0]:
        targets = list(dict.fromkeys(each for each in params[0].split(b",") if each))
        for target in targets[:TARGETS]:
            _tell(irc, client, target, params[1], b"P")
        for target in targets[TARGETS:]:
            irc.reply(client, "TOOMANYTARGETS", target)
    else:
        _tell(irc, client, params[0], params[1], b"P")


def _tell(irc: Irc, client: Client, target: bytes, text: bytes, kind: bytes) -> None:
    """PRIVMSG or TAGMSG to one target, with an answer when it cannot be."""
    if target[:1] in (b"#", b"%"):
        why = _tell_room(irc, client, target, text, kind)
        if why is not None:
            name, *values = why
            irc.reply(client, name.decode(), target, *values)
        return
    person = irc.person(target)
    if person is None or not _tell_person(irc, client, person, text, kind):
        irc.reply(client, "NOSUCHNICK", target)
    elif person.away and kind == b"P":
        irc.reply(client, "AWAY", person.nick, person.away)


def notice(irc: Irc, client: Client, params: list[bytes]) -> None:
    """Never answered, whatever is wrong with it."""
    if len(params) < 2 or not params[1]:
        return
    for target in list(dict.fromkeys(params[0].split(b",")))[:TARGETS]:
        if target[:1] in (b"#", b"%"):
            _tell_room(irc, client, target, params[1], b"N")
        elif (person := irc.person(target)) is not None:
            _tell_person(irc, client, person, params[1], b"N")


def _tell_person(irc: Irc, client: Client, person: Person, text: bytes, kind: bytes) -> bool:
    source = client.person
    assert source is not None
    client.spoke = irc.now
    other = person.client
    if other is not None and not other.tagging and not client.caps & ECHO and kind != b"T":
        line = b"%b %b %b :%b\r\n" % (source.prefix, VERBS[kind], person.nick, text)
        if len(line) <= LINE_BYTES:
            irc.put(other, line)
            return True
    tags = _tags_of(irc, client) if irc.tags else b""
    if other is None and not irc.node.message(source.uid, person.uid, kind, text, tags):
        return False
    if other is not None or client.caps & ECHO:
        said = Said(source.prefix, source.account, kind, text, irc.node.wall(), tags)
        if other is not None:
            # Both are ours: no need to go around the network.
            to_client(irc, other, person.nick, said)
        if client.caps & ECHO:
            to_client(irc, client, person.nick, said)
    return True


def _tell_room(irc: Irc, client: Client, target: bytes, text: bytes, kind: bytes) -> tuple[bytes, ...] | None:
    """Say something in a channel, or to its operators; None, or the numeric that says why not."""
    name = target.removeprefix(b"%")
    room = irc.room(name)
    if room is None:
        return (b"NOSUCHCHANNEL",)
    source = client.person
    assert source is not None
    why = _barred(irc, source, room, text)
    if why:
        return b"CANNOTSENDTOCHAN", why
    client.spoke = irc.now
    if target[:1] == b"%" and kind != b"T":
        irc.node.message(source.uid, room.cid, b"W", text)
    else:
        irc.node.message(source.uid, room.cid, kind, text, _tags_of(irc, client) if irc.tags else b"")
    return None


def _barred(irc: Irc, source: Person, room: Room, text: bytes) -> bytes:
    """Why somebody may not speak in a channel; empty if they may."""
    modes = room.modes
    level = room.people.get(source)
    if level is None and (b"n" in modes or b"s" in modes) and not overrides(source.level):
        return b"+n: you are not in it"
    if b"C" in modes and text[:1] == b"\x01" and text[1:8] != b"ACTION ":
        return b"+C: no CTCP"
    if not (room.bans or b"m" in modes or b"M" in modes) or irc.channel_level(source, room) >= VOICE:
        return b""
    if b"m" in modes:
        return b"+m: you have no voice"
    if b"M" in modes and source.account == b"*":
        return b"+M: you are not logged in"
    return b"+b: you are banned" if is_banned(room, source.mask) else b""


def is_banned(room: Room, mask: bytes) -> bool:
    return any(matches(ban, mask) for ban in room.bans) and not any(matches(each, mask) for each in room.exceptions)


def tagmsg(irc: Irc, client: Client, params: list[bytes]) -> None:
    """Tags that begin with ``+``, to clients who know tags."""
    if not client.caps & TAGS:
        irc.reply(client, "UNKNOWNCOMMAND", b"TAGMSG")
    elif irc.tags and _tags_of(irc, client):
        for target in list(dict.fromkeys(params[0].split(b",")))[:TARGETS]:
            _tell(irc, client, target, b"", b"T")


def _tags_of(irc: Irc, client: Client) -> bytes:
    """The tags of the line at hand that are for other clients; none when they are too long for the mesh."""
    if not client.caps & TAGS:
        return b""
    tags = b";".join(each for each in irc.tags.split(b";") if each[:1] == b"+" and len(each) > 1)
    return tags if len(tags) <= CLIENT_TAGS.high else b""


def away(irc: Irc, client: Client, params: list[bytes]) -> None:
    text = cut(params[0], AWAY_BYTES) if params else b""
    assert client.person is not None
    if text != client.person.away:
        irc.node.set_away(client.person.uid, text)
    irc.reply(client, "NOWAWAY" if text else "UNAWAY")
