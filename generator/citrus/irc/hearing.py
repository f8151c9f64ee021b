"""What reaches users of this server: messages, wishes of others about them, and answers of the account service."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..facts import is_channel, is_user
from ..status import OPERATOR
from ..view import Event
from .caps import ECHO, INVITE_NOTIFY, TAGS
from .client import Client, Person, Room
from .limits import QUIT_BYTES
from .line import LINE_BYTES, clean, cut, pieces
from .modes import is_operator

if TYPE_CHECKING:
    from .edge import Irc

VERBS = {b"P": b"PRIVMSG", b"N": b"NOTICE", b"T": b"TAGMSG"}


class Said(NamedTuple):
    """Something said, as it is shown: by whom, logged in as, of kind P, N, W or T, when in µs since 1970."""

    prefix: bytes
    account: bytes
    kind: bytes
    text: bytes
    time: int
    tags: bytes = b""


def told(irc: Irc, event: Event) -> None:
    """A message for somebody here, for a channel with somebody here, or for the server."""
    source = irc.people.get(event.source)
    prefix, account = (source.prefix, source.account) if source else (irc.source(event.source), b"*")
    text = event.text if event.text.isascii() else clean(event.text)
    said = Said(prefix, account, event.value, text, event.time, clean(event.tags))
    if said.kind == b"T" and not said.tags:
        return
    if is_user(event.subject):
        client = irc.by_uid.get(event.subject)
        if client is not None and client.person is not None:
            to_client(irc, client, client.person.nick, said)
    elif is_channel(event.subject):
        room = irc.rooms.get(irc.node.state.view.channel(event.subject))
        if room is not None:
            to_room(irc, room, said, source.client if source else None)
    elif said.kind == b"W":
        hearers = [each for each in irc.by_uid.values() if each.person and b"w" in each.person.modes]
        irc.show(hearers, b"%b WALLOPS :%b\r\n" % (prefix, text), said.time, account)
    elif said.kind == b"SN":
        hearers = [each for each in irc.by_uid.values() if each.person and is_operator(each.person.level)]
        irc.show(hearers, b"%b NOTICE * :*** %b\r\n" % (prefix, text), said.time)


def to_client(irc: Irc, client: Client, name: bytes, said: Said) -> None:
    """A message for one client, as many lines as it takes."""
    prefix, account, kind, text, time, tags = said
    if kind == b"T":
        if client.caps & TAGS:
            irc.show((client,), b"%b TAGMSG %b\r\n" % (prefix, name), time, account, tags)
        return
    head = b"%b %b %b :" % (prefix, VERBS.get(kind, b"NOTICE"), name)
    for piece in _pieces(head, text):
        line = b"%b%b\r\n" % (head, piece)
        if client.tagging:
            irc.show((client,), line, time, account, tags)
        else:
            irc.put(client, line)


def to_room(irc: Irc, room: Room, said: Said, own: Client | None) -> None:
    """A message for a channel's clients; who said it, ``own``, hears it only if they want to."""
    prefix, account, kind, text, time, tags = said
    but = own if own is not None and not own.caps & ECHO else None
    name, clients = room.name, room.clients
    if kind == b"T":
        clients = {each: None for each in clients if each.caps & TAGS}
        irc.show(clients, b"%b TAGMSG %b\r\n" % (prefix, name), time, account, tags, but)
        return
    if kind == b"W":
        # The operators' own: they see it as a notice to ``%#channel``.
        name = b"%" + name
        clients = {each: None for each in clients if each.person and room.people.get(each.person, 0) >= OPERATOR}
    head = b"%b %b %b :" % (prefix, VERBS.get(kind, b"NOTICE"), name)
    for piece in _pieces(head, text):
        irc.show(clients, b"%b%b\r\n" % (head, piece), time, account, tags, but)


def _pieces(head: bytes, text: bytes) -> tuple[bytes, ...]:
    room = LINE_BYTES - 2 - len(head)
    return (text,) if len(text) <= room else tuple(pieces(text, room))


# Wishes


def kicked(irc: Irc, event: Event) -> None:
    """Somebody has a user of ours out of a channel; who may was judged where they are."""
    if event.subject in irc.by_uid:
        irc.node.part(event.subject, event.channel, cut(clean(event.text), QUIT_BYTES), event.source)


def killed(irc: Irc, event: Event) -> None:
    """An operator has a user of ours off the network."""
    client = irc.by_uid.get(event.subject)
    if client is None or client.person is None:
        return
    text = clean(event.text)
    irc.put(client, b"%b KILL %b :%b\r\n" % (irc.source(event.source), client.nick, text))
    who = irc.people.get(event.source)
    name = who.nick if who else irc.server_name(event.source[:3])
    irc.end(client, b"Killed (%b (%b))" % (name, text))


def invited(irc: Irc, event: Event) -> None:
    client = irc.by_uid.get(event.subject)
    name = irc.node.state.view.names.get(event.channel)
    if client is None or name is None:
        return
    name = clean(name)
    client.invited[name.lower()] = None
    while len(client.invited) > irc.limits.channels:
        del client.invited[next(iter(client.invited))]
    line = b"%b INVITE %b :%b\r\n" % (irc.source(event.source), client.nick, name)
    irc.show((client,), line, event.time, irc.account(event.source))


def show_invite(irc: Irc, room: Room, source: Person, nick: bytes) -> None:
    """Tell a channel's clients here whom one of them invited."""
    line = b"%b INVITE %b :%b\r\n" % (source.prefix, nick, room.name)
    seen = [each for each in room.clients if each.caps & INVITE_NOTIFY and each is not source.client]
    irc.show(seen, line, irc.node.wall(), source.account)


# Logging in


def logged_in(irc: Irc, event: Event) -> None:
    """The account service says that a password is right."""
    client = irc.logins.pop(int(event.subject), None)
    if client is None:
        return
    client.login, client.sasl = 0, None
    if client.person is not None:
        irc.node.set_account(client.person.uid, event.value, event.text)
        accounted(irc, client, event.value, event.text)
    else:
        accounted(irc, client, event.value, event.text)
    irc.reply(client, "SASLSUCCESS")
    irc.welcome_if_ready(client)


def accounted(irc: Irc, client: Client, account: bytes, uuid: bytes) -> None:
    """A client is logged in as somebody now, or as nobody; said once."""
    if client.account == account:
        return
    client.account, client.uuid = account, uuid
    mask = client.person.mask if client.person else b"%b!%b@%b" % (client.nick, client.user or b"*", client.host)
    if account == b"*":
        irc.reply(client, "LOGGEDOUT", mask)
    else:
        irc.reply(client, "LOGGEDIN", mask, account, account)


_WHY = {
    b"no": b"account or password is wrong",
    b"busy": b"the account service is busy; try again soon",
    b"none": b"the account service does not answer",
}


def login_failed(irc: Irc, event: Event) -> None:
    client = irc.logins.pop(int(event.subject), None)
    if client is not None:
        client.login, client.sasl = 0, None
        irc.reply(client, "SASLFAIL", _WHY.get(event.value, b"refused"))
        irc.welcome_if_ready(client)
