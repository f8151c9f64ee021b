"""Scripted IRC clients for the demonstration: one at each server, together in a channel."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from ..demo import NAMES
from ..shell.config import Address, Listen
from .front import Front
from .limits import IrcSettings
from .line import split

if TYPE_CHECKING:
    from ..demo import Demo

CHANNEL = b"#inn"
NICKS = {b"1AA": b"Borin", b"2BB": b"Zulya", b"3CC": b"Grom"}
_SETTINGS = IrcSettings(network=b"Demonstration")


class Script:
    """An IRC client that says what it is told to, and remembers what it heard, with when."""

    def __init__(self, nick: bytes) -> None:
        self.nick = nick
        self.heard: dict[bytes, float] = {}
        self._writer: asyncio.StreamWriter | None = None
        self._task: asyncio.Task[None] | None = None

    async def come(self, port: int) -> None:
        """Connect to this port of loopback, register and join."""
        reader, self._writer = await asyncio.open_connection("127.0.0.1", port)
        self._task = asyncio.create_task(self._listen(reader))
        self.say(b"NICK " + self.nick, b"USER %b 0 * :%b" % (self.nick.lower(), self.nick), b"JOIN " + CHANNEL)

    def say(self, *lines: bytes) -> None:
        """Lines, each without its end."""
        if self._writer is not None:
            self._writer.write(b"".join(line + b"\r\n" for line in lines))

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            while data := await reader.readline():
                line = split(data.rstrip(b"\r\n"))
                who = line.source.partition(b"!")[0]
                if line.command == b"PING":
                    self.say(b"PONG :" + line.params[-1])
                elif line.command in (b"JOIN", b"QUIT", b"PRIVMSG"):
                    self.heard[b" ".join((who, line.command, *line.params[-1:]))] = time.monotonic()
        self.heard[b"the end"] = time.monotonic()

    def leave(self) -> None:
        """Hang up."""
        if self._writer is not None:
            self._writer.close()
        if self._task is not None:
            self._task.cancel()


class IrcGuests:
    """They talk at every stage; the one at the server that dies comes back with it."""

    def __init__(self) -> None:
        self.scripts = {sid: Script(nick) for sid, nick in NICKS.items()}
        self._said = 0

    async def come(self, demo: Demo) -> None:
        for sid in NICKS:
            await self._connect(demo, sid)
        scripts = self.scripts
        first, *others = scripts.values()
        for other in others:
            words = b"%b JOIN %b" % (other.nick, CHANNEL)
            await demo.until(lambda words=words: words in first.heard, f"{words.decode()} is seen")  # type: ignore[misc]
        names = ", ".join(f"{nick.decode()} at {sid.decode()}" for sid, nick in NICKS.items())
        demo.say(f"IRC clients meet in {CHANNEL.decode()}: {names}.")
        await self._talk(demo, b"1AA", b"3CC")

    async def stage(self, demo: Demo, name: str) -> None:
        if name == "gone":
            words = b"%b QUIT %b %b" % (NICKS[b"2BB"], NAMES[b"1AA"], NAMES[b"2BB"])
            await demo.until(lambda: words in self.scripts[b"1AA"].heard, f"{words.decode()} is seen")
            demo.say(f"  IRC, at 1AA: {words.decode()}")
        elif name == "back":
            seen = self.scripts[b"1AA"].heard
            words = b"%b JOIN %b" % (NICKS[b"2BB"], CHANNEL)
            seen.pop(words, None)
            self.scripts[b"2BB"].leave()
            self.scripts[b"2BB"] = Script(NICKS[b"2BB"])
            await self._connect(demo, b"2BB")
            await demo.until(lambda: words in seen, f"{words.decode()} is seen")
            demo.say(f"  IRC, at 1AA: {words.decode()}")
            await self._talk(demo, b"2BB", b"3CC")
        if name != "back":
            await self._talk(demo, b"1AA", b"3CC")

    async def leave(self) -> None:
        for script in self.scripts.values():
            script.leave()

    async def _connect(self, demo: Demo, sid: bytes) -> None:
        server = demo.servers[sid]
        front = Front(server, _SETTINGS, [Listen(Address("127.0.0.1", 0))])
        server.node.profiles.append(front)
        await front.open()
        await self.scripts[sid].come(front.ports[0])

    async def _talk(self, demo: Demo, start: bytes, end: bytes) -> None:
        self._said += 1
        text = b"cheers, number %d" % self._said
        begin = time.monotonic()
        self.scripts[start].say(b"PRIVMSG %b :%b" % (CHANNEL, text))
        heard = self.scripts[end].heard
        words = b"%b PRIVMSG %b" % (NICKS[start], text)
        await demo.until(lambda: words in heard, f"{words.decode()} is heard at {end.decode()}")
        lasted = (heard[words] - begin) * 1000
        names = NICKS[start].decode(), NICKS[end].decode()
        demo.say(f"  IRC: {names[0]} is heard by {names[1]} after {lasted:.1f} ms in {CHANNEL.decode()}")
