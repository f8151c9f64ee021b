"""MONITOR: clients that are told when somebody of a nick comes or goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ..facts import fold
from .client import Client, Person
from .registration import is_nick

if TYPE_CHECKING:
    from .edge import Irc


def monitor(irc: Irc, client: Client, params: list[bytes]) -> None:
    what = params[0].upper()
    if what in _OF_NICKS:
        if len(params) < 2 or not params[1]:
            irc.reply(client, "NEEDMOREPARAMS", b"MONITOR", b"%b NICK,..." % what)
        else:
            _OF_NICKS[what](irc, client, [each for each in params[1].split(b",") if is_nick(each)])
    elif what in _OF_ALL:
        _OF_ALL[what](irc, client)
    else:
        irc.reply(client, "UMODEUNKNOWNFLAG")


def _add(irc: Irc, client: Client, nicks: list[bytes]) -> None:
    """All that fit; those already there are told of again."""
    taken: list[bytes] = []
    left: list[bytes] = []
    for nick in dict.fromkeys(nicks):
        key = fold(nick)
        if key not in client.monitored and len(client.monitored) >= irc.limits.monitor:
            left.append(nick)
            continue
        client.monitored.setdefault(key, nick)
        irc.monitors.setdefault(key, {})[client] = None
        taken.append(nick)
    _tell_all(irc, client, taken)
    if left:
        irc.reply(client, "MONLISTFULL", b"%d" % irc.limits.monitor, b",".join(left))


def _remove(irc: Irc, client: Client, nicks: Iterable[bytes]) -> None:
    for nick in nicks:
        key = fold(nick)
        if client.monitored.pop(key, None) is None:
            continue
        clients = irc.monitors[key]
        del clients[client]
        if not clients:
            del irc.monitors[key]


def clear(irc: Irc, client: Client) -> None:
    """Tell a client of nobody any more."""
    _remove(irc, client, list(client.monitored))


def _list(irc: Irc, client: Client) -> None:
    irc.rows(client, client.monitored.values(), "MONLIST", between=b",")
    irc.reply(client, "ENDOFMONLIST")


def _status(irc: Irc, client: Client) -> None:
    _tell_all(irc, client, client.monitored.values())


def _tell_all(irc: Irc, client: Client, nicks: Iterable[bytes]) -> None:
    there = [(nick, irc.person(nick)) for nick in nicks]
    irc.rows(client, (person.mask for _, person in there if person), "MONONLINE", between=b",")
    irc.rows(client, (nick for nick, person in there if not person), "MONOFFLINE", between=b",")


_OF_NICKS: dict[bytes, Callable[[Irc, Client, list[bytes]], None]] = {b"+": _add, b"-": _remove}
_OF_ALL: dict[bytes, Callable[[Irc, Client], None]] = {b"C": clear, b"L": _list, b"S": _status}


def seen(irc: Irc, person: Person) -> None:
    """Somebody has come, or has this nick now."""
    for client in irc.monitors.get(fold(person.nick), ()):
        irc.reply(client, "MONONLINE", person.mask)


def seen_no_more(irc: Irc, nick: bytes) -> None:
    """Nobody has a nick any more."""
    for client in irc.monitors.get(fold(nick), ()):
        irc.reply(client, "MONOFFLINE", nick)
