"""The numbers of the front end, and what a configuration can change of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...spec.citrus import channel_name
from ...spec.citrus_mesh import host, mode_value, nick, user_name

NICK_BYTES, USER_BYTES, HOST_BYTES, CHANNEL_BYTES = nick.high, user_name.high, host.high, channel_name.high
KEY_BYTES = mode_value.high

#: Bytes of texts that are kept; all of them fit a line with the longest prefix before them.
TOPIC_BYTES, AWAY_BYTES, KICK_BYTES, QUIT_BYTES, REAL_BYTES = 300, 200, 200, 200, 128
#: Most of what one line may ask for.
TARGETS, MODES = 4, 12
#: Most masks of one list of a channel, and lines of one LIST, WHO or NAMES.
LIST_MASKS, ROWS = 100, 5000
#: Wrong OPER that end a connection.
GUESSES = 5
#: Users that are gone and still known to WHOWAS.
WHOWAS = 1000
#: Bytes before somebody is registered.
GREETING_BYTES = 16 * 1024
#: Bytes of a SASL message, and of one line of it.
SASL_BYTES, SASL_LINE = 2048, 400


@dataclass(frozen=True, slots=True)
class Limits:
    """What one client may do; a table ``irc`` can change each, by its name."""

    clients: int = field(default=10_000, metadata={"what": "clients at once"})
    per_host: int = field(default=100, metadata={"what": "clients from one address at once"})
    channels: int = field(default=50, metadata={"what": "channels a client may be in"})
    monitor: int = field(default=100, metadata={"what": "nicks a client may MONITOR"})
    flood_lines: int = field(default=5, metadata={"what": "lines a client may send each second; 0 is no bound"})
    flood_burst: int = field(default=40, metadata={"what": "lines a client may send at once"})
    receive_queue: int = field(default=16 * 1024, metadata={"what": "bytes of lines that wait for their turn"})
    send_queue: int = field(default=512 * 1024, metadata={"what": "bytes that wait for a client to read them"})
    registration: int = field(default=30, metadata={"what": "seconds to register"})
    ping: int = field(default=120, metadata={"what": "seconds of silence before a client is asked"})
    pong: int = field(default=60, metadata={"what": "seconds to answer that"})


@dataclass(frozen=True, slots=True)
class Operator:
    """Somebody OPER makes an operator of the network, with a level."""

    name: bytes
    password: bytes = field(repr=False)
    level: int = 8000


@dataclass(frozen=True, slots=True)
class IrcSettings:
    """What a front end is told to be. ``reserved`` are nicks in lower case, for services beside those usually there."""

    network: bytes = b"Citrus"
    motd: tuple[bytes, ...] = ()
    password: bytes = field(default=b"", repr=False)
    operators: Mapping[bytes, Operator] = field(default_factory=dict)
    reserved: frozenset[bytes] = frozenset()
    limits: Limits = field(default_factory=Limits)
