"""WHO, WHOIS, WHOWAS, USERHOST, ISON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..facts import fold
from .channels import is_seen
from .client import Client, Person, Room
from .limits import ROWS, TARGETS
from .line import clean, matches
from .modes import is_operator, prefix

if TYPE_CHECKING:
    from .edge import Irc


def who(irc: Irc, client: Client, params: list[bytes]) -> None:
    wanted = params[0] if params and params[0] else b"*"
    more = params[1] if len(params) > 1 else b""
    operators_only = more.partition(b"%")[0] == b"o"
    fields = more.partition(b"%")[2]
    me = client.person
    assert me is not None
    room = irc.room(wanted) if wanted[:1] == b"#" else None
    rows = 0
    for person in _asked_for(irc, me, wanted, room):
        if operators_only and not is_operator(person.level):
            continue
        where = room or _common(me, person)
        if fields or b"%" in more:
            _tell_fields(irc, client, person, where, fields)
        else:
            name = where.name if where else b"*"
            server = irc.server_name(person.uid[:3])
            flags = _flags(person, where)
            hops = b"%d" % _hops(irc, person)
            real = person.real
            irc.reply(client, "WHOREPLY", name, person.user, person.host, server, person.nick, flags, hops, real)
        rows += 1
        if rows >= ROWS:
            break
    irc.reply(client, "ENDOFWHO", wanted)


def _asked_for(irc: Irc, me: Person, wanted: bytes, room: Room | None) -> list[Person]:
    if wanted[:1] == b"#":
        if room is None or not is_seen(me, room):
            return []
        return [each for each in room.people if me in room.people or b"i" not in each.modes]
    exact = irc.person(wanted)
    if exact is not None:
        return [exact]
    if wanted == b"0":
        wanted = b"*"
    return [
        each
        for each in irc.people.values()
        if (b"i" not in each.modes or each is me or _common(me, each) or is_operator(me.level))
        and any(matches(wanted, text) for text in (each.nick, each.user, each.host, each.real))
    ]


def _common(me: Person, person: Person) -> Room | None:
    """A channel both are in, or the first one of theirs all may see."""
    return next((room for room in person.rooms if me in room.people), None)


def _flags(person: Person, room: Room | None) -> bytes:
    flags = b"G" if person.away else b"H"
    if is_operator(person.level):
        flags += b"*"
    return flags + prefix(room.people.get(person, 0)) if room else flags


def _hops(irc: Irc, person: Person) -> int:
    way = irc.node.routes.way(person.uid[:3])
    return len(way.path) if way else 0


def _tell_fields(irc: Irc, client: Client, person: Person, room: Room | None, fields: bytes) -> None:
    """WHOX: the fields that are asked for, in the order all servers use."""
    letters, _, token = fields.partition(b",")
    idle = int(irc.now - person.client.spoke) if person.client else 0
    values = {
        b"t": token[:3] if token.isdigit() else b"0",
        b"c": room.name if room else b"*",
        b"u": person.user,
        b"i": b"255.255.255.255",
        b"h": person.host,
        b"s": irc.server_name(person.uid[:3]),
        b"n": person.nick,
        b"f": _flags(person, room),
        b"d": b"%d" % _hops(irc, person),
        b"l": b"%d" % idle,
        b"a": b"0" if person.account == b"*" else person.account,
        b"o": b"n/a",
        b"r": b":" + person.real,
    }
    irc.reply(client, "WHOSPCRPL", b" ".join(value for letter, value in values.items() if letter in letters))


def whois(irc: Irc, client: Client, params: list[bytes]) -> None:
    if not params or not params[0]:
        irc.reply(client, "NONICKNAMEGIVEN")
        return
    wanted = params[1] if len(params) > 1 else params[0]
    if len(params) > 1 and irc.person(params[0]) is None:
        known = any(matches(params[0], name) for name in irc.servers.values())
        if not known:
            irc.reply(client, "NOSUCHSERVER", params[0])
            return
    for nick in [each for each in wanted.split(b",") if each][:TARGETS]:
        person = irc.person(nick)
        if person is None:
            irc.reply(client, "NOSUCHNICK", nick)
        else:
            _tell_all(irc, client, person)
        irc.reply(client, "ENDOFWHOIS", person.nick if person else nick)


def _tell_all(irc: Irc, client: Client, person: Person) -> None:
    me = client.person
    assert me is not None
    sid = person.uid[:3]
    facts = irc.node.state.servers.get(sid)
    irc.reply(client, "WHOISUSER", person.nick, person.user, person.host, person.real)
    rooms = [room for room in person.rooms if me in room.people or (is_seen(me, room) and b"i" not in person.modes)]
    names = [prefix(room.people.get(person, 0)) + room.name for room in rooms]
    irc.rows(client, names, "WHOISCHANNELS", person.nick)
    name = irc.server_name(sid)
    irc.reply(client, "WHOISSERVER", person.nick, name, (clean(facts.text) if facts else b"") or name)
    if person.away:
        irc.reply(client, "AWAY", person.nick, person.away)
    if is_operator(person.level):
        irc.reply(client, "WHOISOPERATOR", person.nick)
    if person.account != b"*":
        irc.reply(client, "WHOISACCOUNT", person.nick, person.account)
    if b"z" in person.modes:
        irc.reply(client, "WHOISSECURE", person.nick)
    if person.client is not None:
        idle = b"%d" % max(0, irc.now - person.client.spoke)
        irc.reply(client, "WHOISIDLE", person.nick, idle, b"%d" % (person.since // 1_000_000))


def whowas(irc: Irc, client: Client, params: list[bytes]) -> None:
    if not params or not params[0]:
        irc.reply(client, "NONICKNAMEGIVEN")
        return
    nick = params[0]
    most = int(params[1][:6]) if len(params) > 1 and params[1].isdigit() else 0
    found = [each for each in reversed(irc.gone) if fold(each.nick) == fold(nick)]
    if not found:
        irc.reply(client, "WASNOSUCHNICK", nick)
    for each in found[: most or None]:
        irc.reply(client, "WHOWASUSER", each.nick, each.user, each.host, each.real)
        irc.reply(client, "WHOISSERVER", each.nick, each.server, irc.moment(each.time))
    irc.reply(client, "ENDOFWHOWAS", nick)


def userhost(irc: Irc, client: Client, params: list[bytes]) -> None:
    found = []
    for nick in params[:5]:
        person = irc.person(nick)
        if person is not None:
            star = b"*" if is_operator(person.level) else b""
            sign = b"-" if person.away else b"+"
            found.append(b"%b%b=%b%b@%b" % (person.nick, star, sign, person.user, person.host))
    irc.rows(client, found or [b""], "USERHOST")


def ison(irc: Irc, client: Client, params: list[bytes]) -> None:
    words = [word for param in params for word in param.split(b" ") if word]
    found = [person.nick for word in words if (person := irc.person(word)) is not None]
    irc.rows(client, found or [b""], "ISON")
