"""The IRCv3 capabilities, as data, and CAP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from .line import LINE_BYTES, cut

if TYPE_CHECKING:
    from .client import Client
    from .edge import Irc


@dataclass(frozen=True, slots=True)
class Cap:
    """``bit`` is set in ``Client.caps`` of those who have it."""

    name: bytes
    bit: int
    what: str
    value: bytes = b""


_ALL = (
    Cap(b"account-notify", 1 << 0, "ACCOUNT lines when somebody in a channel logs in or out"),
    Cap(b"account-tag", 1 << 1, "a tag with the account of who sent a line"),
    Cap(b"away-notify", 1 << 2, "AWAY lines when somebody in a channel is away or back"),
    Cap(b"batch", 1 << 3, "lines that belong together; for labeled-response"),
    Cap(b"cap-notify", 1 << 4, "told when sasl comes and goes"),
    Cap(b"echo-message", 1 << 5, "one's own messages, as others get them"),
    Cap(b"extended-join", 1 << 6, "JOIN with account and real name"),
    Cap(b"invite-notify", 1 << 7, "INVITE lines when somebody is invited to a channel"),
    Cap(b"labeled-response", 1 << 8, "answers bear the label of what they answer"),
    Cap(b"message-tags", 1 << 9, "tags of other clients, and TAGMSG"),
    Cap(b"multi-prefix", 1 << 10, "accepted; a level is one prefix, which stands for all below it"),
    Cap(b"sasl", 1 << 11, "logging in; there while the account service is within reach", b"PLAIN"),
    Cap(b"server-time", 1 << 12, "a tag with the time"),
    Cap(b"standard-replies", 1 << 13, "FAIL, WARN and NOTE"),
    Cap(b"userhost-in-names", 1 << 14, "nick!user@host in NAMES"),
    Cap(b"setname", 1 << 15, "SETNAME lines when somebody in a channel has another real name"),
)

CAPS: Mapping[bytes, Cap] = MappingProxyType({each.name: each for each in _ALL})
ACCOUNT_NOTIFY, ACCOUNT_TAG, AWAY_NOTIFY, BATCH, CAP_NOTIFY, ECHO, EXTENDED_JOIN, INVITE_NOTIFY = (
    each.bit for each in _ALL[:8]
)
LABELS, TAGS, MULTI_PREFIX, SASL, TIME, STANDARD_REPLIES, USERHOST_IN_NAMES, SETNAME = (each.bit for each in _ALL[8:])
#: Those that make a line look different; one form of it is made for each set of them.
TAGGING = ACCOUNT_TAG | TAGS | TIME


def cap(irc: Irc, client: Client, params: list[bytes]) -> None:
    """CAP LS, LIST, REQ and END."""
    command = params[0].upper()
    match command:
        case b"LS":
            client.version = max(client.version, _number(params[1:2]))
            if client.version >= 302:
                client.caps |= CAP_NOTIFY
            _list(irc, client, command, [_words(irc, each, client.version) for each in _ALL if _offered(irc, each)])
        case b"LIST":
            _list(irc, client, command, [each.name for each in _ALL if client.caps & each.bit])
        case b"REQ":
            _request(irc, client, params[1] if len(params) > 1 else b"")
        case b"END":
            if client.person is None:
                client.negotiating = False
                irc.welcome_if_ready(client)
            return
        case _:
            irc.reply(client, "INVALIDCAPCMD", command)
            return
    if client.person is None and command in (b"LS", b"REQ"):
        client.negotiating = True


def _number(words: list[bytes]) -> int:
    return int(words[0]) if words and words[0].isdigit() and len(words[0]) < 6 else 301


def _offered(irc: Irc, each: Cap) -> bool:
    return each.bit != SASL or irc.can_log_in()


def _words(irc: Irc, each: Cap, version: int) -> bytes:  # noqa: ARG001
    return b"%b=%b" % (each.name, each.value) if each.value and version >= 302 else each.name


def _list(irc: Irc, client: Client, command: bytes, words: list[bytes]) -> None:
    """All of them fit one line."""
    irc.put(client, b":%b CAP %b %b :%b\r\n" % (irc.name, client.nick, command, b" ".join(words)))


def _request(irc: Irc, client: Client, text: bytes) -> None:
    caps = client.caps
    answer = b"ACK"
    for word in text.split():
        found = CAPS.get(word.removeprefix(b"-"))
        if found is None or (word[:1] != b"-" and not _offered(irc, found)):
            answer = b"NAK"
            break
        if word[:1] == b"-":
            # Of those who know version 302 it is taken for granted.
            caps = caps & ~found.bit if found.bit != CAP_NOTIFY or client.version < 302 else caps
        else:
            caps |= found.bit
    if answer == b"ACK":
        client.take_caps(caps)
    head = b":%b CAP %b %b :" % (irc.name, client.nick, answer)
    irc.put(client, head + cut(text, LINE_BYTES - 2 - len(head)) + b"\r\n")


def sasl_changed(irc: Irc, there: bool) -> None:
    """The account service came within reach, or went out of it."""
    words = b"sasl=PLAIN" if there else b"sasl"
    for client in list(irc.clients.values()):
        if client.caps & CAP_NOTIFY:
            command = b"NEW" if there else b"DEL"
            irc.put(client, b":%b CAP %b %b :%b\r\n" % (irc.name, client.nick, command, words))
        if not there:
            client.take_caps(client.caps & ~SASL)
