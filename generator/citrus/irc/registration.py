"""Becoming a user: PASS, NICK, USER, and the welcome; PING, PONG, QUIT."""

from __future__ import annotations

import hmac
import time
from typing import TYPE_CHECKING

from ... import __version__
from ...codec.errors import Fault
from ...codec.tokens import write
from ...spec.citrus_mesh import nick as NICK_KIND
from ..facts import fold
from ..reserved import SERVICE_NICKS
from .client import Client
from .limits import (
    AWAY_BYTES,
    CHANNEL_BYTES,
    HOST_BYTES,
    KEY_BYTES,
    KICK_BYTES,
    LIST_MASKS,
    MODES,
    NICK_BYTES,
    QUIT_BYTES,
    REAL_BYTES,
    TARGETS,
    TOPIC_BYTES,
    USER_BYTES,
    IrcSettings,
)
from .line import LINE_BYTES, cut
from .modes import CHANNEL_MODES, LISTS, RANKS, USER_MODES, chanmodes, prefixes
from .network import lusers, motd

if TYPE_CHECKING:
    from .edge import Irc

VERSION = b"crossrp-citrus-" + __version__.encode()
_RESERVED = frozenset(fold(each) for each in SERVICE_NICKS)
_FIRST = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz[]\\`_^{|}")
_LATER = _FIRST | frozenset(b"0123456789-")
_USER = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.[]\\`^{|}")


def is_nick(text: bytes) -> bool:
    """Whether a client may be called so. A digit in front is left to UIDs."""
    try:
        write(NICK_KIND, text)
    except Fault:
        return False
    return text[0] in _FIRST and _LATER.issuperset(text)


def is_reserved(irc: Irc, nick: bytes) -> bool:
    """Whether a nick is for services, which there are once an account service is named, be it within reach or not."""
    return bool(irc.node.settings.accounts) and (fold(nick) in _RESERVED or fold(nick) in irc.settings.reserved)


def password(irc: Irc, client: Client, params: list[bytes]) -> None:  # noqa: ARG001
    client.password = params[0]


def nick(irc: Irc, client: Client, params: list[bytes]) -> None:
    wanted = params[0] if params else b""
    if not wanted:
        irc.reply(client, "NONICKNAMEGIVEN")
    elif not is_nick(wanted):
        irc.reply(client, "ERRONEUSNICKNAME", wanted)
    elif client.person is None:
        # Clients that are not in yet try another nick after this numeric; after the other one some give up.
        if irc.person(wanted) is not None or is_reserved(irc, wanted):
            irc.reply(client, "NICKNAMEINUSE", wanted)
        else:
            client.nick = wanted
            register_if_ready(irc, client)
    elif is_reserved(irc, wanted):
        irc.reply(client, "NICKNAMERESERVED", wanted)
    elif wanted != client.nick and not irc.node.set_nick(client.person.uid, wanted):
        irc.reply(client, "NICKNAMEINUSE", wanted)


def user(irc: Irc, client: Client, params: list[bytes]) -> None:
    if not params[3]:
        irc.reply(client, "NEEDMOREPARAMS", b"USER", b"the real name is empty")
        return
    # Nobody vouches for the name, so it is marked as clients' own.
    name = bytes(byte for byte in params[0] if byte in _USER)
    client.user = cut(b"~" + (name or b"user"), USER_BYTES)
    client.real = cut(params[3], REAL_BYTES)
    register_if_ready(irc, client)


def set_name(irc: Irc, client: Client, params: list[bytes]) -> None:
    assert client.person is not None
    if not params:
        irc.reply(client, "NEEDMOREPARAMS", b"SETNAME", b":REAL NAME")
    elif 0 < len(params[0]) <= REAL_BYTES:
        irc.node.set_real(client.person.uid, params[0])
    else:
        words = b"A real name has 1 to %d bytes" % REAL_BYTES
        irc.put(client, b":%b FAIL SETNAME INVALID_REALNAME :%b\r\n" % (irc.name, words))


def register_if_ready(irc: Irc, client: Client) -> None:
    """Make a user of a client that has said all that is needed."""
    if client.person is not None or client.closing or client.negotiating or client.login:
        return
    if client.nick == b"*" or not client.user:
        return
    if irc.settings.password and not hmac.compare_digest(client.password, irc.settings.password):
        irc.reply(client, "PASSWDMISMATCH")
        irc.end(client, b"The password is wrong")
        return
    if irc.is_banned_everywhere(b"%b!%b@%b" % (client.nick, client.user, client.host)):
        irc.reply(client, "YOUREBANNEDCREEP")
        irc.end(client, b"You are banned from this network")
        return
    if irc.person(client.nick) is not None:
        # Somebody took it while this one was still registering.
        taken, client.nick = client.nick, b"*"
        irc.reply(client, "NICKNAMEINUSE", taken)
        return
    client.password = b""
    node = irc.node
    uid = node.add_user(client.nick, client.user, cut(client.host, HOST_BYTES), client.real)
    irc.by_uid[uid] = client
    if client.secure:
        node.set_modes(uid, b"z")
    if client.account != b"*":
        node.set_account(uid, client.account, client.uuid)
    # The welcome follows once the node tells of the user.


def welcome(irc: Irc, client: Client) -> None:
    """The greeting of somebody who is a user now."""
    person = client.person
    assert person is not None
    network = irc.settings.network
    started = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(irc.started // 1_000_000)).encode()
    irc.reply(client, "WELCOME", network, person.mask)
    irc.reply(client, "YOURHOST", irc.name, VERSION)
    irc.reply(client, "CREATED", started)
    ranks = b"".join(each.letter for each in RANKS)
    letters = b"".join(CHANNEL_MODES)
    valued = b"".join(each.letter for each in CHANNEL_MODES.values() if each.kind != "flag")
    irc.reply(client, "MYINFO", irc.name, VERSION, b"".join(USER_MODES), letters + ranks, valued + ranks)
    tokens = isupport(irc.settings)
    for at in range(0, len(tokens), 12):
        irc.reply(client, "ISUPPORT", b" ".join(tokens[at : at + 12]))
    lusers(irc, client, [])
    motd(irc, client, [])


def isupport(settings: IrcSettings) -> list[bytes]:
    """What this server supports, a token each."""
    limits = settings.limits
    return [
        b"NETWORK=" + settings.network,
        b"CASEMAPPING=ascii",
        b"CHANTYPES=#",
        b"PREFIX=" + prefixes(),
        b"STATUSMSG=%",
        b"CHANMODES=" + chanmodes(),
        b"MODES=%d" % MODES,
        b"MAXLIST=" + b",".join(b"%b:%d" % (letter, LIST_MASKS) for letter in LISTS),
        *(b"%b=%b" % (each.token, each.letter) for each in LISTS.values() if each.token),
        b"CHANLIMIT=#:%d" % limits.channels,
        b"NICKLEN=%d" % NICK_BYTES,
        b"NAMELEN=%d" % REAL_BYTES,
        b"USERLEN=%d" % USER_BYTES,
        b"HOSTLEN=%d" % HOST_BYTES,
        b"CHANNELLEN=%d" % CHANNEL_BYTES,
        b"TOPICLEN=%d" % TOPIC_BYTES,
        b"AWAYLEN=%d" % AWAY_BYTES,
        b"KICKLEN=%d" % KICK_BYTES,
        b"KEYLEN=%d" % KEY_BYTES,
        b"QUITLEN=%d" % QUIT_BYTES,
        b"LINELEN=%d" % LINE_BYTES,
        b"TARGMAX=JOIN:,PART:,KICK:%d,NAMES:,LIST:,WHOIS:%d,PRIVMSG:%d,NOTICE:%d,TAGMSG:%d" % ((TARGETS,) * 5),
        b"ELIST=MU",
        b"SAFELIST",
        b"MONITOR=%d" % limits.monitor,
        b"WHOX",
        b"UTF8ONLY",
    ]


def ping(irc: Irc, client: Client, params: list[bytes]) -> None:
    if not params or not params[0]:
        irc.reply(client, "NOORIGIN")
    else:
        head = b":%b PONG %b :" % (irc.name, irc.name)
        irc.put(client, head + cut(params[0], LINE_BYTES - 2 - len(head)) + b"\r\n")


def pong(irc: Irc, client: Client, params: list[bytes]) -> None:
    """That anything came is enough."""


def error(irc: Irc, client: Client, params: list[bytes]) -> None:
    """Nothing to do: servers say it, clients should not."""


def quit_network(irc: Irc, client: Client, params: list[bytes]) -> None:
    text = cut(params[0], QUIT_BYTES) if params else b""
    irc.end(client, b"Quit: " + text if text else b"Client quit")
