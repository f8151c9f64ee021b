"""A node on asyncio: sockets in and out, timers, and calling neighbours again."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import cast

from ..links import Close, Log, Pause, Resume, Send
from ..node import Node
from .calling import Caller
from .config import Address, Call, Config, Listen, fingerprint_of, is_loopback
from .control import answer
from .encryption import of_caller, of_listener
from .profiles import Closing, Opening, Parting, make

LOG = logging.getLogger("citrus")
LOG.addHandler(logging.NullHandler())
#: How often what waits to be sent is looked at, while something does.
_LOOK = 0.1
_LINGER = 5.0
Factory = Callable[[], asyncio.BaseProtocol]


class Connection(asyncio.Protocol):
    """One link's connection. ``caller`` made it, or nobody of ours did."""

    def __init__(self, server: Server, caller: Caller | None = None) -> None:
        self._server = server
        self._caller = caller
        self.link = 0
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.link = self._server.connected(self, self._caller)

    def data_received(self, data: bytes) -> None:
        self._server.received(self.link, data)

    def resume_writing(self) -> None:
        self._server.look_at(self.link)

    def connection_lost(self, exc: Exception | None) -> None:
        self._server.lost(self, str(exc) if exc else "the other end closed it")

    def facts(self) -> tuple[bool, bool, str]:
        """Whether it is encrypted, whether it is local, and the fingerprint of their certificate."""
        assert self.transport is not None
        encrypted = self.transport.get_extra_info("ssl_object")
        certificate = encrypted.getpeercert(binary_form=True) if encrypted is not None else None
        peer = self.transport.get_extra_info("peername")
        local = not isinstance(peer, tuple) or is_loopback(str(peer[0]))
        return encrypted is not None, local, fingerprint_of(certificate) if certificate else ""


class Server:
    """A node that runs. ``start`` binds and calls, ``stop`` leaves the mesh."""

    def __init__(self, config: Config, *, seed: int | None = None) -> None:
        self.config = config
        self.loop = asyncio.get_running_loop()
        chance = random.SystemRandom() if seed is None else random.Random(seed)
        self.node = Node(config.settings, chance, self.loop.time(), time.time_ns() // 1000)
        self._chance = chance
        self._connections: dict[int, Connection] = {}
        self._links = 0
        self._timer: asyncio.TimerHandle | None = None
        self._looking: asyncio.TimerHandle | None = None
        self._servers: list[asyncio.AbstractServer] = []
        self._sockets: list[str] = []
        self.callers = [Caller(call, self.loop, chance, self._call, self._linked) for call in config.calls]
        self._acting = self._leaving = self._ended = False

    # Beginning and end

    async def start(self) -> None:
        """Bind, call the neighbours, begin. Raises OSError for an address that cannot be had, and ProfileError."""
        for name, table in self.config.profiles.items():
            self.node.profiles.append(make(name, self, table))
        try:
            for listen in self.config.listens:
                await self.listen(listen, self.connection)
            for profile in self.node.profiles:
                if isinstance(profile, Opening):
                    await profile.open()
            if self.config.control:
                await self._serve_control()
        except OSError:
            self._unbind()
            raise
        for caller in self.callers:
            caller.begin()
        self.act()

    def connection(self) -> asyncio.BaseProtocol:
        """For somebody who calls us."""
        return Connection(self)

    async def listen(self, listen: Listen, factory: Factory, *, neighbours: bool = True) -> int:
        """Wait for connections at an address; the port, 0 for a Unix socket.

        Profiles use it for clients of theirs, which are no ``neighbours`` and so are asked for no certificate.
        """
        peers = self.config.peers if neighbours else ()
        context = of_listener(listen, peers) if listen.certificate else None
        address = listen.address
        if address.path:
            await self._free(address.path)
            server: asyncio.Server = await self.loop.create_unix_server(factory, address.path, ssl=context)
            os.chmod(address.path, 0o600)
            self._sockets.append(address.path)
            self._servers.append(server)
            return 0
        server = await self.loop.create_server(factory, address.host, address.port, ssl=context)
        self._servers.append(server)
        port: int = server.sockets[0].getsockname()[1]
        return port

    async def stop(self, why: str = "it is stopped") -> None:
        """Say goodbye, wait a moment for it to go out, and close everything."""
        self._leaving = True
        for caller in self.callers:
            caller.end()
        for profile in self.node.profiles:
            if isinstance(profile, Parting):
                profile.part_with(why)
        self.node.leave(why.encode(), self.loop.time())
        self.act()
        for _ in range(20):
            if not self._connections:
                break
            await asyncio.sleep(0.05)
        await self.kill()

    async def kill(self) -> None:
        """End without a word, as if the process were killed."""
        for caller in self.callers:
            caller.end()
        self._ended = True
        connections, self._connections = self._connections, {}
        for connection in connections.values():
            if connection.transport is not None:
                connection.transport.abort()
        for handle in (self._timer, self._looking):
            if handle is not None:
                handle.cancel()
        self._unbind()
        for profile in self.node.profiles:
            if isinstance(profile, Closing):
                profile.close()

    def _unbind(self) -> None:
        for server in self._servers:
            server.close()
        for path in self._sockets:
            with suppress(OSError):
                os.unlink(path)

    async def _free(self, path: str) -> None:
        """Take away a Unix socket nobody answers on; raise OSError when somebody does."""
        if not Path(path).is_socket():
            return
        try:
            _, writer = await asyncio.open_unix_connection(path)
        except OSError:
            os.unlink(path)
            return
        writer.close()
        raise FileExistsError(17, "a server that runs is using this socket", path)

    async def _serve_control(self) -> None:
        path = self.config.control
        await self._free(path)
        server = await asyncio.start_unix_server(lambda reader, writer: answer(self.node, reader, writer), path)
        os.chmod(path, 0o600)
        self._sockets.append(path)
        self._servers.append(server)

    # Links

    def _linked(self, sid: bytes) -> bool:
        return any(link.open and link.peer == sid for link in self.node.links.values())

    async def _call(self, caller: Caller) -> None:
        call: Call = caller.call
        address: Address = call.address
        own = next((listen for listen in self.config.listens if listen.certificate), None)
        context = of_caller(own if caller.shows else None) if call.tls else None

        def factory() -> Connection:
            return Connection(self, caller)

        if address.path:
            await self.loop.create_unix_connection(
                factory, address.path, ssl=context, server_hostname="" if context else None
            )
        else:
            await self.loop.create_connection(factory, address.host, address.port, ssl=context)

    async def attach(self, connected: socket.socket, expect: bytes = b"") -> None:
        """Use one end of a pair that is connected already, with whom we call at the other end, or who calls us."""
        call = Call(expect, Address(path="pair"), False, False)
        caller = Caller(call, self.loop, self._chance, self._call, self._linked) if expect else None
        await self.loop.create_connection(lambda: Connection(self, caller), sock=connected)

    def connected(self, connection: Connection, caller: Caller | None) -> int:
        """A connection is there; its link's number."""
        self._links += 1
        self._connections[self._links] = connection
        secure, local, fingerprint = connection.facts()
        self.node.link_up(
            self._links,
            self.loop.time(),
            initiator=caller is not None,
            expect=caller.call.sid if caller else b"",
            secure=secure,
            local=local,
            fingerprint=fingerprint,
        )
        if caller is not None:
            caller.connected(self._links)
        self.act()
        return self._links

    def received(self, link: int, data: bytes) -> None:
        """Bytes of a link."""
        self.node.received(link, data, self.loop.time())
        self.act()

    def lost(self, connection: Connection, why: str) -> None:
        """A connection has ended."""
        if self._connections.pop(connection.link, None) is not None:
            self.node.link_lost(connection.link, why, self.loop.time())
        for caller in self.callers:
            caller.lost(connection.link)
        self.act()

    # What the node wants done

    def act(self) -> None:
        """Have everything done that the node wants done; to be called after every call of the node."""
        if self._acting:
            return
        self._acting = True
        try:
            for effect in self.node.effects(self.loop.time()):
                if isinstance(effect, Log):
                    LOG.log(logging.getLevelName(effect.level.upper()), "%s", effect.text)
                    continue
                connection = self._connections.get(effect.link)
                if connection is None or connection.transport is None:
                    continue
                if isinstance(effect, Send):
                    connection.transport.write(effect.data)
                    self.look_at(effect.link)
                elif isinstance(effect, Close):
                    self._close(connection.transport)
                elif isinstance(effect, Pause):
                    connection.transport.pause_reading()
                elif isinstance(effect, Resume):
                    connection.transport.resume_reading()
        finally:
            self._acting = False
        self._set_timer()

    def _close(self, transport: asyncio.Transport) -> None:
        if self._leaving and transport.can_write_eof():
            # To close at once would be an error to whoever is speaking, who then never reads our last words.
            transport.write_eof()
        else:
            transport.close()
        self.loop.call_later(_LINGER, transport.abort)

    def look_at(self, link: int) -> None:
        """See how much of what was sent still waits, and again soon while something does."""
        connection = self._connections.get(link)
        if connection is None or connection.transport is None:
            return
        waiting = connection.transport.get_write_buffer_size()
        self.node.drained(link, waiting)
        if waiting and self._looking is None:
            self._looking = self.loop.call_later(_LOOK, self._look)

    def _look(self) -> None:
        self._looking = None
        for link in list(self._connections):
            self.look_at(link)

    def _set_timer(self) -> None:
        if self._ended:
            return
        if self._timer is not None:
            self._timer.cancel()
        due = self.node.due()
        self._timer = None if due is None else self.loop.call_at(due, self._tick)

    def _tick(self) -> None:
        self.node.tick(self.loop.time())
        self.act()
