"""What clients are shown of the network: events of the node become changes of people and rooms, and lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ..facts import fold
from ..view import SPLIT, Event
from .caps import ACCOUNT_NOTIFY, AWAY_NOTIFY, SETNAME
from .client import Client, Person
from .hearing import accounted, invited, kicked, killed, logged_in, login_failed, told
from .line import clean
from .merging import moved
from .modes import is_operator
from .monitor import seen, seen_no_more
from .registration import welcome
from .rooms import drop, enter, leave, leveled, moded, topical

if TYPE_CHECKING:
    from .edge import Irc


def neighbours(person: Person) -> dict[Client, None]:
    """The clients of this server that see somebody, themselves included; each once, in a fixed order."""
    found: dict[Client, None] = {}
    if person.client is not None:
        found[person.client] = None
    for room in person.rooms:
        found.update(room.clients)
    return found


def user(irc: Irc, event: Event) -> None:
    """Somebody is seen."""
    facts = irc.node.state.view.users.get(event.subject)
    if facts is None or event.subject in irc.people:
        return
    person = Person(facts.uid, event.value, clean(facts.user), clean(facts.host), clean(facts.real), facts.time)
    person.account, person.away, person.modes = facts.account, clean(facts.away), facts.modes
    person.level = irc.node.state.view.level(facts.uid)
    person.client = irc.by_uid.get(facts.uid)
    irc.people[person.uid] = person
    irc.nicks[fold(person.nick)] = person
    irc.most_there = max(irc.most_there, len(irc.people))
    if person.client is not None:
        person.client.person, person.client.nick = person, person.nick
        welcome(irc, person.client)
    seen(irc, person)


def user_gone(irc: Irc, event: Event) -> None:
    """Somebody is seen no more: they left, or their server is out of reach."""
    person = irc.people.pop(event.subject, None)
    if person is None:
        return
    server = irc.server_name(person.uid[:3])
    if irc.nicks.get(fold(person.nick)) is person:
        del irc.nicks[fold(person.nick)]
    irc.remember(person, server)
    seen_no_more(irc, person.nick)
    # Two server names are how clients know a split from people who leave.
    text = b"%b %b" % (irc.name, server) if event.source == SPLIT else clean(event.text)
    near = neighbours(person)
    line = b"%b QUIT :%b\r\n" % (person.prefix, text)
    irc.show(near, line, event.time or irc.node.wall(), person.account, but=person.client)
    for room in list(person.rooms):
        drop(irc, room, person)
    client, person.client = person.client, None
    if client is not None:
        # Somebody else than the front end took them away.
        client.person = None
        irc.by_uid.pop(person.uid, None)
        irc.end(client, text)


def nick(irc: Irc, event: Event) -> None:
    person = irc.people.get(event.subject)
    if person is None or person.nick == event.value:
        return
    irc.remember(person, irc.server_name(person.uid[:3]))
    was = person.nick
    line = b"%b NICK :%b\r\n" % (person.prefix, event.value)
    if irc.nicks.get(fold(person.nick)) is person:
        del irc.nicks[fold(person.nick)]
    person.called(event.value)
    irc.nicks[fold(person.nick)] = person
    if person.client is not None:
        person.client.nick = event.value
    irc.show(neighbours(person), line, irc.node.wall(), person.account)
    if fold(was) != fold(person.nick):
        seen_no_more(irc, was)
        seen(irc, person)


def away(irc: Irc, event: Event) -> None:
    person = irc.people.get(event.subject)
    if person is None:
        return
    person.away = clean(event.text)
    line = b"%b AWAY :%b\r\n" % (person.prefix, person.away) if person.away else b"%b AWAY\r\n" % person.prefix
    near = [client for client in neighbours(person) if client.caps & AWAY_NOTIFY and client is not person.client]
    irc.show(near, line, irc.node.wall(), person.account)


def account(irc: Irc, event: Event) -> None:
    """Somebody is logged in or out, by whom ever."""
    person = irc.people.get(event.subject)
    if person is None or person.account == event.value:
        return
    person.account = event.value
    near = [client for client in neighbours(person) if client.caps & ACCOUNT_NOTIFY]
    irc.show(near, b"%b ACCOUNT %b\r\n" % (person.prefix, event.value), irc.node.wall(), person.account)
    if person.client is not None:
        accounted(irc, person.client, event.value, event.text)


def real(irc: Irc, event: Event) -> None:
    """Somebody has another real name."""
    person = irc.people.get(event.subject)
    if person is None or person.real == clean(event.text):
        return
    person.real = clean(event.text)
    near = [client for client in neighbours(person) if client.caps & SETNAME]
    irc.show(near, b"%b SETNAME :%b\r\n" % (person.prefix, person.real), irc.node.wall(), person.account)


def modes(irc: Irc, event: Event) -> None:
    person = irc.people.get(event.subject)
    if person is not None:
        person.modes = event.value


def level(irc: Irc, event: Event) -> None:
    """A level or a ban, in a channel or of the whole network."""
    if event.channel:
        leveled(irc, event)
        return
    person = irc.people.get(event.subject)
    if person is not None:
        was, person.level = person.level, irc.node.state.view.level(person.uid)
        if is_operator(was) != is_operator(person.level) and person.client is not None:
            sign = b"+" if is_operator(person.level) else b"-"
            source = irc.source(event.source)
            irc.put(person.client, b"%b MODE %b :%bo\r\n" % (source, person.nick, sign))
    elif b"!" in event.subject and event.value != b"lifted":
        for client in list(irc.clients.values()):
            if client.person is not None and irc.is_banned_everywhere(client.person.mask):
                irc.end(client, b"You are banned from this network")


def server(irc: Irc, event: Event) -> None:
    irc.servers[event.subject] = event.value
    irc.look_for_service()


def server_gone(irc: Irc, event: Event) -> None:
    # Its name is kept to the end of this step: its users go next, and are told to have been on it.
    irc.servers.pop(event.subject, None)
    irc.lately_gone[event.subject] = event.value
    irc.look_for_service()


EVENTS: Mapping[str, Callable[[Irc, Event], None]] = {
    "server": server,
    "server-gone": server_gone,
    "user": user,
    "user-gone": user_gone,
    "nick": nick,
    "away": away,
    "account": account,
    "real": real,
    "modes": modes,
    "level": level,
    "join": enter,
    "part": leave,
    "moved": moved,
    "name": moved,
    "topic": topical,
    "mode": moded,
    "told": told,
    "kick": kicked,
    "kill": killed,
    "invite": invited,
    "login": logged_in,
    "login-failed": login_failed,
}
