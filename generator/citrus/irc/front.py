"""The front end on asyncio: sockets of clients, one write per client and turn of the loop, one timer for all."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from ..shell.config import Listen
from .client import Client
from .edge import Irc
from .limits import IrcSettings

if TYPE_CHECKING:
    from ..shell.server import Server

LOG = logging.getLogger("citrus")
#: Seconds for the last words of a connection to go out.
_LINGER = 5.0


class Connection(asyncio.Protocol):
    """The connection of one client."""

    __slots__ = ("_client", "_front", "transport")

    def __init__(self, front: Front) -> None:
        self._front = front
        self._client: Client | None = None
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        secure = transport.get_extra_info("ssl_object") is not None
        client = self._front.connected(host_of(transport), self._front.time(), secure=secure)
        if client is None:
            self.transport.write(b"ERROR :Closing link: [Too many connections]\r\n")
            self.transport.close()
            return
        self._client = client
        client.handle = self

    def data_received(self, data: bytes) -> None:
        if self._client is not None:
            self._front.hear(self._client, data)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._client is not None:
            why = b"Read error" if exc else b"Connection closed"
            self._front.lost(self._client, why, self._front.time())
            self._front.soon()
            # Each knows the other: without this both would wait for the garbage collector.
            self._client.handle = None
            self._client = None


def host_of(transport: asyncio.BaseTransport) -> bytes:
    """Where a client is from, as others see it."""
    peer = transport.get_extra_info("peername")
    if not isinstance(peer, tuple) or not peer:
        return b"localhost"
    host = str(peer[0]).partition("%")[0].removeprefix("::ffff:").encode("ascii", "replace")
    # A colon in front would begin the last parameter of a line.
    return b"0" + host if host[:1] == b":" else host


class Front(Irc):
    """``ports`` are those it listens on, in the order of ``listens``; 0 for a Unix socket. ``addresses`` for people."""

    def __init__(self, server: Server, settings: IrcSettings, listens: Iterable[Listen] = ()) -> None:
        super().__init__(server.node, settings, self.soon)
        self._server = server
        self._loop = server.loop
        self.time = server.loop.time
        self._listens = tuple(listens)
        self.addresses = [str(listen.address) for listen in self._listens]
        self.ports: list[int] = []
        self._soon = False
        self._timer: asyncio.TimerHandle | None = None
        self._ended = False

    # Beginning and end

    async def open(self) -> None:
        """Listen. Raises OSError for an address that cannot be had."""
        for listen in self._listens:
            self.ports.append(await self._server.listen(listen, lambda: Connection(self), neighbours=False))
        self._tick()

    def part_with(self, why: str) -> None:
        """Say goodbye to every client."""
        for client in list(self.clients.values()):
            self.end(client, b"The server leaves: " + why.encode("utf-8", "replace"))
        self._flush()

    def close_all(self) -> None:
        """End every connection at once."""
        for client in list(self.clients.values()):
            if isinstance(client.handle, Connection) and client.handle.transport is not None:
                client.handle.transport.abort()

    # Turns of the loop

    def hear(self, client: Client, data: bytes) -> None:
        """Bytes of a client."""
        self.received(client, data, self._loop.time())
        if not self._soon:
            self.soon()

    def soon(self) -> None:
        """Send what there is, once everything that has come in this turn is taken in."""
        if not self._soon and not self._ended:
            self._soon = True
            self._loop.call_soon(self._flush)

    def _flush(self) -> None:
        self._soon = False
        self._server.act()
        for client in self.outgoing():
            handle = client.handle
            out = client.out
            if isinstance(handle, Connection) and handle.transport is not None:
                transport = handle.transport
                transport.write(b"".join(out) if len(out) > 1 else out[0])
                waiting = transport.get_write_buffer_size()
                if waiting and waiting > self.limits.send_queue and not client.closing:
                    self.end(client, b"Too much waits to be read: %d bytes" % waiting)
                    transport.abort()
                elif client.closing:
                    transport.close()
                    self._loop.call_later(_LINGER, transport.abort)
            out.clear()

    def _tick(self) -> None:
        if self._ended:
            return
        now = self._loop.time()
        if now >= self.due():
            self.tick(now)
            self.soon()
        self._timer = self._loop.call_at(max(self.due(), now + 0.05), self._tick)

    def close(self) -> None:
        """No more of it."""
        self._ended = True
        if self._timer is not None:
            self._timer.cancel()
        self.close_all()
