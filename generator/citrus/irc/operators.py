"""OPER, KILL, WALLOPS."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from .client import Client
from .limits import GUESSES, KICK_BYTES
from .line import cut
from .modes import is_operator

if TYPE_CHECKING:
    from .edge import Irc


def oper(irc: Irc, client: Client, params: list[bytes]) -> None:
    person = client.person
    assert person is not None
    found = irc.settings.operators.get(params[0])
    # As long for a name that is not there.
    right = hmac.compare_digest(params[1], found.password if found else b"\0" * 32)
    if not right or found is None:
        irc.reply(client, "PASSWDMISMATCH" if found else "NOOPERHOST")
        client.guesses += 1
        if client.guesses >= GUESSES:
            irc.end(client, b"Too many wrong passwords")
    else:
        irc.node.set_level(irc.sid, person.uid, found.level)
        if b"w" not in person.modes:
            irc.node.set_modes(person.uid, bytes(sorted(set(person.modes) - set(b"-") | set(b"w"))))
            irc.put(client, b"%b MODE %b :+w\r\n" % (person.prefix, person.nick))
        irc.reply(client, "YOUREOPER")


def kill(irc: Irc, client: Client, params: list[bytes]) -> None:
    person = client.person
    assert person is not None
    if not is_operator(person.level):
        irc.reply(client, "NOPRIVILEGES")
        return
    other = irc.person(params[0])
    if other is None:
        server = params[0] in irc.servers.values()
        irc.reply(client, "CANTKILLSERVER" if server else "NOSUCHNICK", *(() if server else (params[0],)))
    elif not irc.node.kill(person.uid, other.uid, cut(params[1] or b"no reason", KICK_BYTES)):
        irc.reply(client, "NOPRIVILEGES")


def wallops(irc: Irc, client: Client, params: list[bytes]) -> None:
    """One W to every server: the seed has no wallops of the whole network."""
    person = client.person
    assert person is not None
    if not is_operator(person.level):
        irc.reply(client, "NOPRIVILEGES")
        return
    for sid in sorted(irc.servers):
        irc.node.message(person.uid, sid, b"W", params[0])
