"""JOIN, PART, KICK, INVITE, TOPIC, NAMES, LIST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...codec.errors import Fault
from ...codec.tokens import write
from ...spec.citrus import channel_name as NAME_KIND
from ..facts import fold
from ..status import OPERATOR
from .client import Client, Person, Room
from .hearing import show_invite
from .limits import KICK_BYTES, QUIT_BYTES, ROWS, TARGETS, TOPIC_BYTES
from .line import cut, matches
from .messages import is_banned
from .modes import DEFAULT_MODES, is_operator, overrides
from .rooms import tell_names, tell_topic

if TYPE_CHECKING:
    from .edge import Irc


def is_name(text: bytes) -> bool:
    """Whether a channel may be called so."""
    try:
        write(NAME_KIND, text)
    except Fault:
        return False
    return text[:1] == b"#" and b"\x07" not in text


def join(irc: Irc, client: Client, params: list[bytes]) -> None:
    person = client.person
    assert person is not None
    if params[0] == b"0":
        for room in list(person.rooms):
            irc.node.part(person.uid, room.cid, b"Left all channels")
        return
    keys = params[1].split(b",") if len(params) > 1 else []
    for at, name in enumerate(params[0].split(b",")):
        if name:
            _join(irc, client, person, name, keys[at] if at < len(keys) else b"")
            # What comes of one is to be seen before the next.
            irc.node.deliver()


def _join(irc: Irc, client: Client, person: Person, name: bytes, key: bytes) -> None:
    room = irc.room(name)
    if room is not None and person in room.people:
        return
    if not is_name(name):
        irc.reply(client, "BADCHANMASK" if name[:1] == b"#" else "NOSUCHCHANNEL", name)
        return
    if len(person.rooms) >= irc.limits.channels:
        irc.reply(client, "TOOMANYCHANNELS", name)
        return
    if room is not None:
        why = _shut(client, person, room, key)
        if why:
            irc.reply(client, why, room.name)
            return
    node = irc.node
    fresh = node.state.view.named(name) is None
    cid = node.join(person.uid, name)
    if fresh and node.state.view.level(person.uid, cid) > 0:
        for letter in DEFAULT_MODES:
            node.set_mode(irc.sid, cid, b"%c" % letter, b"+")


def _shut(client: Client, person: Person, room: Room, key: bytes) -> str:
    """The numeric that says why somebody may not join; empty if they may."""
    modes = room.modes
    if overrides(person.level):
        return ""
    invited = fold(room.name) in client.invited
    if b"k" in modes and key != modes[b"k"]:
        return "BADCHANNELKEY"
    if invited:
        return ""
    if b"l" in modes and len(room.people) >= int(modes[b"l"] if modes[b"l"].isdigit() else b"0"):
        return "CHANNELISFULL"
    if b"i" in modes and not any(matches(each, person.mask) for each in room.welcome):
        return "INVITEONLYCHAN"
    if b"R" in modes and person.account == b"*":
        return "NEEDREGGEDNICK"
    return "BANNEDFROMCHAN" if is_banned(room, person.mask) else ""


def part(irc: Irc, client: Client, params: list[bytes]) -> None:
    person = client.person
    assert person is not None
    text = cut(params[1], QUIT_BYTES) if len(params) > 1 else b""
    for name in filter(None, params[0].split(b",")):
        room = irc.room(name)
        if room is None:
            irc.reply(client, "NOSUCHCHANNEL", name)
        elif person not in room.people:
            irc.reply(client, "NOTONCHANNEL", room.name)
        else:
            irc.node.part(person.uid, room.cid, text)


def kick(irc: Irc, client: Client, params: list[bytes]) -> None:
    person, room = client.person, irc.room(params[0])
    assert person is not None
    if room is None:
        irc.reply(client, "NOSUCHCHANNEL", params[0])
        return
    if person not in room.people:
        irc.reply(client, "NOTONCHANNEL", room.name)
        return
    text = cut(params[2] if len(params) > 2 and params[2] else client.nick, KICK_BYTES)
    for nick in [each for each in params[1].split(b",") if each][:TARGETS]:
        other = irc.person(nick)
        if other is None:
            irc.reply(client, "NOSUCHNICK", nick)
        elif other not in room.people:
            irc.reply(client, "USERNOTINCHANNEL", other.nick, room.name)
        elif irc.channel_level(person, room) < OPERATOR or not irc.node.kick(person.uid, other.uid, room.cid, text):
            irc.reply(client, "CHANOPRIVSNEEDED", room.name)


def invite(irc: Irc, client: Client, params: list[bytes]) -> None:
    person = client.person
    assert person is not None
    if not params:
        for name in client.invited:
            irc.put(client, b":%b 336 %b %b\r\n" % (irc.name, client.nick, name))
        irc.put(client, b":%b 337 %b :End of INVITE list\r\n" % (irc.name, client.nick))
        return
    if len(params) < 2:
        irc.reply(client, "NEEDMOREPARAMS", b"INVITE", b"NICK #CHANNEL")
        return
    other, room = irc.person(params[0]), irc.room(params[1])
    if other is None:
        irc.reply(client, "NOSUCHNICK", params[0])
    elif room is None:
        irc.reply(client, "NOSUCHCHANNEL", params[1])
    elif person not in room.people:
        irc.reply(client, "NOTONCHANNEL", room.name)
    elif other in room.people:
        irc.reply(client, "USERONCHANNEL", other.nick, room.name)
    elif b"i" in room.modes and irc.channel_level(person, room) < OPERATOR:
        irc.reply(client, "CHANOPRIVSNEEDED", room.name)
    elif irc.node.invite(person.uid, other.uid, room.cid):
        irc.reply(client, "INVITING", other.nick, room.name)
        if other.away:
            irc.reply(client, "AWAY", other.nick, other.away)
        show_invite(irc, room, person, other.nick)
    else:
        irc.reply(client, "NOSUCHNICK", params[0])


def topic(irc: Irc, client: Client, params: list[bytes]) -> None:
    person, room = client.person, irc.room(params[0])
    assert person is not None
    if room is None or not is_seen(person, room):
        irc.reply(client, "NOSUCHCHANNEL", params[0])
    elif len(params) == 1:
        if person not in room.people and b"s" in room.modes:
            irc.reply(client, "NOTONCHANNEL", room.name)
        else:
            tell_topic(irc, client, room, if_none=True)
    elif person not in room.people:
        irc.reply(client, "NOTONCHANNEL", room.name)
    elif b"t" in room.modes and irc.channel_level(person, room) < OPERATOR:
        irc.reply(client, "CHANOPRIVSNEEDED", room.name)
    else:
        irc.node.set_topic(person.uid, room.cid, cut(params[1], TOPIC_BYTES))


def is_seen(person: Person, room: Room) -> bool:
    """Whether somebody may know of a channel."""
    return b"s" not in room.modes or person in room.people or is_operator(person.level)


def names(irc: Irc, client: Client, params: list[bytes]) -> None:
    person = client.person
    assert person is not None
    if not params or not params[0]:
        irc.reply(client, "ENDOFNAMES", b"*")
        return
    for name in params[0].split(b",")[:TARGETS]:
        room = irc.room(name)
        if room is not None and is_seen(person, room):
            tell_names(irc, client, room)
        else:
            irc.reply(client, "ENDOFNAMES", name or b"*")


def list_channels(irc: Irc, client: Client, params: list[bytes]) -> None:
    person = client.person
    assert person is not None
    irc.reply(client, "LISTSTART")
    words = [each for each in params[0].split(b",") if each] if params else []
    rows = 0
    for room in list(irc.rooms.values()):
        if rows < ROWS and is_seen(person, room) and all(_fits(room, word) for word in _bounds(words)):
            named = [word for word in words if word[:1] not in (b">", b"<")]
            if not named or any(matches(word, room.name) for word in named):
                irc.reply(client, "LIST", room.name, b"%d" % len(room.people), room.topic)
                rows += 1
    irc.reply(client, "LISTEND")


def _bounds(words: list[bytes]) -> list[bytes]:
    return [word for word in words if word[:1] in (b">", b"<") and word[1:].isdigit() and len(word) < 10]


def _fits(room: Room, word: bytes) -> bool:
    number = int(word[1:])
    return len(room.people) > number if word[:1] == b">" else len(room.people) < number
