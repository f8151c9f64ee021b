"""AUTHENTICATE: SASL PLAIN, judged by the account service."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from ...codec import EncodeError
from .caps import SASL
from .client import Client
from .limits import SASL_BYTES, SASL_LINE

if TYPE_CHECKING:
    from .edge import Irc


def authenticate(irc: Irc, client: Client, params: list[bytes]) -> None:
    text = params[0]
    if not client.caps & SASL:
        irc.reply(client, "SASLFAIL", b"ask for the capability sasl first")
    elif client.login:
        # The answer is on its way; whoever does not wait has aborted.
        irc.logins.pop(client.login, None)
        client.login, client.sasl = 0, None
        irc.reply(client, "SASLABORTED")
    elif client.account != b"*":
        irc.reply(client, "SASLALREADY")
    elif text == b"*":
        client.sasl = None
        irc.reply(client, "SASLABORTED")
    elif client.sasl is None:
        if text.upper() == b"PLAIN":
            client.sasl = b""
            irc.put(client, b"AUTHENTICATE +\r\n")
        else:
            irc.reply(client, "SASLMECHS", b"PLAIN")
            irc.reply(client, "SASLFAIL", b"there is no such mechanism")
    else:
        _more(irc, client, text)


def _more(irc: Irc, client: Client, text: bytes) -> None:
    """Some of a message; a line of the full length says that there is more."""
    assert client.sasl is not None
    if len(text) > SASL_LINE or len(client.sasl) + len(text) > SASL_BYTES:
        client.sasl = None
        irc.reply(client, "SASLTOOLONG")
        return
    client.sasl += b"" if text == b"+" else text
    if len(text) == SASL_LINE:
        return
    data, client.sasl = client.sasl, None
    words = _plain(data)
    if words is None:
        irc.reply(client, "SASLFAIL", b"it is no PLAIN message")
        return
    try:
        client.login = irc.node.log_in(*words)
    except EncodeError:
        irc.reply(client, "SASLFAIL", b"account or password is wrong")
        return
    irc.logins[client.login] = client


def _plain(data: bytes) -> tuple[bytes, bytes] | None:
    """Account and password of a message of RFC 4616: who to be, who one is, password."""
    try:
        words = base64.b64decode(data, validate=True).split(b"\0")
    except (binascii.Error, ValueError):
        return None
    if len(words) != 3 or not words[1] or words[0] not in (b"", words[1]):
        return None
    return words[1], words[2]
