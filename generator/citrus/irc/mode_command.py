"""MODE: of channels and of users."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...codec.errors import Fault
from ...codec.tokens import write
from ...spec.citrus_mesh import mode_value as VALUE_KIND
from ..status import OPERATOR
from .channels import is_seen
from .client import Client, Person, Room
from .limits import MODES
from .lists import change_list, tell_list
from .modes import CHANNEL_MODES, RANK_OF, USER_MODES, Rank, is_operator, rank
from .rooms import own_level

if TYPE_CHECKING:
    from .edge import Irc


def mode(irc: Irc, client: Client, params: list[bytes]) -> None:
    target = params[0]
    if target[:1] == b"#":
        room = irc.room(target)
        assert client.person is not None
        if room is None or not is_seen(client.person, room):
            irc.reply(client, "NOSUCHCHANNEL", target)
        elif len(params) == 1:
            _tell_modes(irc, client, room)
        else:
            _change(irc, client, client.person, room, params[1], params[2:])
        return
    _user_mode(irc, client, target, params[1] if len(params) > 1 else b"")


# Channels


def _tell_modes(irc: Irc, client: Client, room: Room) -> None:
    letters, values = b"+", []
    for letter, value in sorted(room.modes.items()):
        known = CHANNEL_MODES.get(letter)
        if known is None:
            continue
        letters += letter
        if known.kind == "value":
            values.append(value)
        elif known.kind == "key":
            values.append(value if client in room.clients else b"*")
    irc.reply(client, "CHANNELMODEIS", room.name, b" ".join([letters, *values]))
    irc.reply(client, "CREATIONTIME", room.name, b"%d" % room.created)


def _change(irc: Irc, client: Client, person: Person, room: Room, words: bytes, values: list[bytes]) -> None:
    """Changes one after the other; what may not be is said once."""
    sign, changes = b"+", 0
    left = list(values)
    told: dict[bytes, None] = {}
    for at in range(len(words)):
        letter = words[at : at + 1]
        if letter in (b"+", b"-"):
            sign = letter
            continue
        changes += 1
        if changes > MODES:
            break
        why = _change_one(irc, client, person, room, sign, letter, left)
        if why and why not in told:
            told[why] = None
            irc.put(client, why)
        # A later change may hang on an earlier one.
        irc.node.deliver()


def _change_one(
    irc: Irc, client: Client, person: Person, room: Room, sign: bytes, letter: bytes, left: list[bytes]
) -> bytes:
    """One change; an empty answer when all is well, else a line."""
    if letter in RANK_OF:
        if not left:
            return b""
        return _rank(irc, client, person, room, sign, RANK_OF[letter], left.pop(0))
    known = CHANNEL_MODES.get(letter)
    if known is None:
        return irc.numeric(client, "UNKNOWNMODE", letter)
    value = b"+"
    if known.kind == "list":
        if not left:
            tell_list(irc, client, room, letter)
            return b""
        return change_list(irc, client, room, sign + letter, left.pop(0))
    if known.kind == "key" or (known.kind == "value" and sign == b"+"):
        if not left:
            if irc.channel_level(person, room) < OPERATOR:
                return _lacks(irc, client, room)
            if sign == b"-":
                return b"" if not _off(irc, person, room, letter) else _lacks(irc, client, room)
            return irc.numeric(client, "INVALIDMODEPARAM", room.name, letter, b"*", b"It needs a value")
        value = left.pop(0)
        if sign == b"+" and not _is_value(letter, value):
            if letter == b"k":
                return irc.numeric(client, "INVALIDKEY", room.name)
            return irc.numeric(client, "INVALIDMODEPARAM", room.name, letter, value or b"*", b"It is no number above 0")
    if sign == b"-":
        value = b"-"
    if room.modes.get(letter, b"-") == value and irc.channel_level(person, room) >= OPERATOR:
        return b""
    if not irc.node.set_mode(person.uid, room.cid, letter, value):
        return _lacks(irc, client, room)
    return b""


def _off(irc: Irc, person: Person, room: Room, letter: bytes) -> bool:
    """Take a mode away without the word it has; True when that may not be."""
    if letter not in room.modes:
        return False
    return not irc.node.set_mode(person.uid, room.cid, letter, b"-")


def _lacks(irc: Irc, client: Client, room: Room) -> bytes:
    return irc.numeric(client, "CHANOPRIVSNEEDED", room.name)


def _is_value(letter: bytes, value: bytes) -> bool:
    if letter == b"l":
        return value.isdigit() and 0 < int(value[:10]) < 10**9
    try:
        write(VALUE_KIND, value)
    except Fault:
        return False
    return value not in (b"+", b"-") and b"," not in value


def _rank(irc: Irc, client: Client, person: Person, room: Room, sign: bytes, wanted: Rank, nick: bytes) -> bytes:
    """Raise somebody to a rank, or take the rank they have. Nobody is lowered by a plus."""
    other = irc.person(nick)
    if other is None:
        return irc.numeric(client, "NOSUCHNICK", nick)
    if other not in room.people:
        return irc.numeric(client, "USERNOTINCHANNEL", other.nick, room.name)
    level = own_level(irc, room, other.uid)
    if sign == b"+":
        if level >= wanted.level and irc.channel_level(person, room) >= OPERATOR:
            return b""
        level = wanted.level
    else:
        if rank(level) is not wanted:
            return b"" if irc.channel_level(person, room) >= OPERATOR else _lacks(irc, client, room)
        level = 0
    return b"" if irc.node.set_level(person.uid, other.uid, level, room.cid) else _lacks(irc, client, room)


# Users


def _user_mode(irc: Irc, client: Client, nick: bytes, words: bytes) -> None:
    person = client.person
    assert person is not None
    if irc.person(nick) is not person:
        irc.reply(client, "NOSUCHNICK" if irc.person(nick) is None else "USERSDONTMATCH", *_about(irc, nick))
        return
    if not words:
        irc.reply(client, "UMODEIS", b"+" + shown_modes(person))
        return
    sign, modes, unknown = b"+", set(person.modes) - set(b"-"), False
    before = set(modes)
    done: list[tuple[bytes, bytes]] = []
    for at in range(len(words)):
        letter = words[at : at + 1]
        known = USER_MODES.get(letter)
        if letter in (b"+", b"-"):
            sign = letter
        elif known is None:
            unknown = True
        elif known.own:
            modes = modes | set(letter) if sign == b"+" else modes - set(letter)
        elif letter == b"o" and sign == b"-" and is_operator(person.level):
            irc.node.set_level(irc.sid, person.uid, 0)
    if unknown:
        irc.reply(client, "UMODEUNKNOWNFLAG")
    if modes != before:
        done += [(b"+", bytes((each,))) for each in sorted(modes - before)]
        done += [(b"-", bytes((each,))) for each in sorted(before - modes)]
        irc.node.set_modes(person.uid, bytes(sorted(modes)))
        text, last = b"", b""
        for sign, letter in done:
            text += letter if sign == last else sign + letter
            last = sign
        irc.put(client, b"%b MODE %b :%b\r\n" % (person.prefix, person.nick, text))


def _about(irc: Irc, nick: bytes) -> tuple[bytes, ...]:
    return (nick,) if irc.person(nick) is None else ()


def shown_modes(person: Person) -> bytes:
    """All modes of a user, as MODE and WHOIS show them."""
    letters = set(person.modes) - set(b"-")
    if is_operator(person.level):
        letters |= set(b"o")
    return bytes(sorted(letters))
