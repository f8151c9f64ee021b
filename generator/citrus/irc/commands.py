"""The commands of clients, as data. ``edge.py`` looks a line's command up here; docs/citrus-irc.md has the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .client import Client
    from .edge import Irc

Handler = Callable[["Irc", "Client", list[bytes]], None]


@dataclass(frozen=True, slots=True)
class Command:
    """``least`` parameters are needed. ``when``: ``before`` or ``after`` registration, or ``any`` time.

    ``handler`` is a function of this package, ``module:name``, and is called with edge, client and parameters.
    """

    name: bytes
    least: int
    when: str
    handler: str
    usage: str
    what: str
    run: Handler = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        module, _, function = self.handler.partition(":")

        def first(irc: Irc, client: Client, params: list[bytes]) -> None:
            # Handlers import this package's other modules, so each is looked up when it is first needed.
            run: Handler = getattr(import_module(f"{__package__}.{module}"), function)
            object.__setattr__(self, "run", run)
            run(irc, client, params)

        object.__setattr__(self, "run", first)


_ALL = (
    Command(b"CAP", 1, "any", "caps:cap", "LS [302] | LIST | REQ :CAPS | END", "capabilities"),
    Command(b"AUTHENTICATE", 1, "any", "sasl:authenticate", "PLAIN | DATA | *", "log in"),
    Command(b"PASS", 1, "before", "registration:password", "PASSWORD", "the server's password, if it has one"),
    Command(b"NICK", 0, "any", "registration:nick", "NAME", "what to be called"),
    Command(b"USER", 4, "before", "registration:user", "LOGIN 0 * :REAL NAME", "who you are"),
    Command(b"SETNAME", 0, "after", "registration:set_name", ":REAL NAME", "another real name"),
    Command(b"PING", 0, "any", "registration:ping", "TOKEN", "answered with PONG"),
    Command(b"PONG", 0, "any", "registration:pong", "TOKEN", "the answer to PING"),
    Command(b"QUIT", 0, "any", "registration:quit_network", "[:REASON]", "leave the network"),
    Command(b"ERROR", 0, "any", "registration:error", "", "nothing happens"),
    Command(b"JOIN", 1, "after", "channels:join", "#CHANNEL,... [KEY,...]", "join channels; 0 leaves all of them"),
    Command(b"PART", 1, "after", "channels:part", "#CHANNEL,... [:REASON]", "leave channels"),
    Command(b"KICK", 2, "after", "channels:kick", "#CHANNEL NICK,... [:REASON]", "put somebody out of a channel"),
    Command(b"INVITE", 0, "after", "channels:invite", "NICK #CHANNEL", "invite somebody; alone: where you are invited"),
    Command(b"TOPIC", 1, "after", "channels:topic", "#CHANNEL [:TOPIC]", "read or set the topic; empty clears it"),
    Command(b"NAMES", 0, "after", "channels:names", "[#CHANNEL,...]", "who is in a channel"),
    Command(b"LIST", 0, "after", "channels:list_channels", "[#CHANNEL,... | MASK | >USERS | <USERS]", "the channels"),
    Command(b"MODE", 1, "after", "mode_command:mode", "#CHANNEL|NICK [MODES [VALUES]]", "read or change modes"),
    Command(b"PRIVMSG", 0, "after", "messages:privmsg", "TARGET,... :TEXT", "say something"),
    Command(b"NOTICE", 0, "after", "messages:notice", "TARGET,... :TEXT", "say something that is never answered"),
    Command(b"TAGMSG", 1, "after", "messages:tagmsg", "TARGET,...", "tags alone; needs message-tags"),
    Command(b"AWAY", 0, "after", "messages:away", "[:REASON]", "be away, or back"),
    Command(b"WALLOPS", 1, "after", "operators:wallops", ":TEXT", "to everybody with +w; for operators"),
    Command(b"OPER", 2, "after", "operators:oper", "NAME PASSWORD", "become an operator of the network"),
    Command(b"KILL", 2, "after", "operators:kill", "NICK :REASON", "put somebody off the network; for operators"),
    Command(b"WHO", 0, "after", "people:who", "#CHANNEL|MASK [o] [%FIELDS]", "who is there; with WHOX"),
    Command(b"WHOIS", 0, "after", "people:whois", "[SERVER] NICK,...", "about somebody"),
    Command(b"WHOWAS", 0, "after", "people:whowas", "NICK [COUNT]", "about somebody who is gone"),
    Command(b"USERHOST", 1, "after", "people:userhost", "NICK ...", "user and host of up to five"),
    Command(b"ISON", 1, "after", "people:ison", "NICK ...", "which of them are there"),
    Command(b"MONITOR", 1, "after", "monitor:monitor", "+|- NICK,... | C | L | S", "told when they come and go"),
    Command(b"LUSERS", 0, "after", "network:lusers", "", "how many are there"),
    Command(b"MOTD", 0, "after", "network:motd", "", "the message of the day"),
    Command(b"VERSION", 0, "after", "network:version", "[SERVER]", "which version runs"),
    Command(b"TIME", 0, "after", "network:time", "[SERVER]", "the time here"),
    Command(b"INFO", 0, "after", "network:info", "", "about this software"),
    Command(b"LINKS", 0, "after", "network:links", "[MASK]", "the servers"),
    Command(b"HELP", 0, "any", "network:help_on", "[COMMAND]", "how a command is written"),
)

#: A plain dict, because every line of every client is looked up in it.
COMMANDS: dict[bytes, Command] = {each.name: each for each in _ALL}
