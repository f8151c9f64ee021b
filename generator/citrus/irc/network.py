"""LUSERS, MOTD, VERSION, TIME, INFO, LINKS, HELP."""

from __future__ import annotations

import time as clock
from typing import TYPE_CHECKING

from ... import __version__
from ..facts import server_of
from .client import Client
from .commands import COMMANDS
from .line import clean, matches
from .modes import is_operator

if TYPE_CHECKING:
    from .edge import Irc

_INFO = (
    b"The IRC front end of a Citrus node: servers that form a mesh and route by measured lag.",
    b"Part of Cross RP, under the MIT licence.",
)


def lusers(irc: Irc, client: Client, params: list[bytes]) -> None:  # noqa: ARG001
    people = irc.people.values()
    hidden = sum(1 for each in people if b"i" in each.modes)
    here = sum(1 for each in people if server_of(each.uid) == irc.sid)
    unknown = len(irc.clients) - len(irc.by_uid)
    total = len(irc.people)
    irc.reply(client, "LUSERCLIENT", b"%d" % (total - hidden), b"%d" % hidden, b"%d" % len(irc.servers))
    operators = sum(1 for each in people if is_operator(each.level))
    if operators:
        irc.reply(client, "LUSEROP", b"%d" % operators)
    if unknown > 0:
        irc.reply(client, "LUSERUNKNOWN", b"%d" % unknown)
    if irc.rooms:
        irc.reply(client, "LUSERCHANNELS", b"%d" % len(irc.rooms))
    irc.reply(client, "LUSERME", b"%d" % here, b"%d" % max(0, len(irc.servers) - 1))
    most = max(irc.most_here, here)
    irc.reply(client, "LOCALUSERS", *(b"%d" % each for each in (here, most, here, most)))
    irc.reply(client, "GLOBALUSERS", *(b"%d" % each for each in (total, irc.most_there, total, irc.most_there)))


def motd(irc: Irc, client: Client, params: list[bytes]) -> None:
    if params and not _is_here(irc, client, params[0]):
        return
    if not irc.settings.motd:
        irc.reply(client, "NOMOTD")
        return
    irc.reply(client, "MOTDSTART", irc.name)
    for line in irc.settings.motd:
        irc.reply(client, "MOTD", line)
    irc.reply(client, "ENDOFMOTD")


def _is_here(irc: Irc, client: Client, name: bytes) -> bool:
    """Whether a server is meant that is there; if not the client is told. All answer for themselves alone."""
    person = irc.person(name)
    known = person is not None or any(matches(name, each) for each in irc.servers.values())
    if not known:
        irc.reply(client, "NOSUCHSERVER", name)
    return known


def version(irc: Irc, client: Client, params: list[bytes]) -> None:
    from .registration import VERSION, isupport

    if params and not _is_here(irc, client, params[0]):
        return
    irc.reply(client, "VERSION", VERSION, irc.name, b"Citrus mesh of Cross RP " + __version__.encode())
    tokens = isupport(irc.settings)
    for at in range(0, len(tokens), 12):
        irc.reply(client, "ISUPPORT", b" ".join(tokens[at : at + 12]))


def time(irc: Irc, client: Client, params: list[bytes]) -> None:
    if not params or _is_here(irc, client, params[0]):
        text = clock.strftime("%A %B %d %Y -- %H:%M:%S +00:00", clock.gmtime(irc.node.wall() // 1_000_000))
        irc.reply(client, "TIME", irc.name, text.encode())


def info(irc: Irc, client: Client, params: list[bytes]) -> None:
    if params and not _is_here(irc, client, params[0]):
        return
    for line in _INFO:
        irc.reply(client, "INFO", line)
    irc.reply(client, "ENDOFINFO")


def links(irc: Irc, client: Client, params: list[bytes]) -> None:
    """Every server, by whom we reach it, with the length of the way."""
    wanted = params[-1] if params else b"*"
    for sid, name in sorted(irc.servers.items()):
        if not matches(wanted, name):
            continue
        way = irc.node.routes.way(sid)
        via = irc.servers.get(way.path[-2], irc.name) if way and len(way.path) > 1 else irc.name
        facts = irc.node.state.servers.get(sid)
        text = clean(facts.text) if facts else b""
        irc.reply(client, "LINKS", name, via, b"%d" % (len(way.path) if way else 0), text or name)
    irc.reply(client, "ENDOFLINKS", wanted)


def help_on(irc: Irc, client: Client, params: list[bytes]) -> None:
    if not params or not params[0]:
        irc.reply(client, "HELPSTART", b"index", b"Commands; HELP COMMAND tells more")
        irc.rows(client, COMMANDS, "HELPTXT", b"index")
        irc.reply(client, "ENDOFHELP", b"index")
        return
    found = COMMANDS.get(params[0].upper())
    if found is None:
        irc.reply(client, "HELPNOTFOUND", params[0])
        return
    irc.reply(client, "HELPSTART", found.name, b"%b %b" % (found.name, found.usage.encode()))
    irc.reply(client, "HELPTXT", found.name, found.what.encode())
    irc.reply(client, "ENDOFHELP", found.name)
