"""Nicks that nobody may have but a service."""

from __future__ import annotations

#: What the account service is called, unless it is told otherwise.
ACCOUNTS_NICK = b"NickServ"
#: What people take for a service: this one, and those of other networks, who ask for passwords too.
SERVICE_NICKS = (
    ACCOUNTS_NICK,
    b"AuthServ",
    b"BotServ",
    b"ChanServ",
    b"Global",
    b"HelpServ",
    b"HostServ",
    b"MemoServ",
    b"OperServ",
    b"SaslServ",
    b"Services",
)
