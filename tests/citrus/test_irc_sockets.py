"""The front end on real sockets: readers that do not read, encryption, goodbye."""

from __future__ import annotations

import asyncio
import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from irced import FREE
from netted import settings

from generator.citrus.irc.front import Front
from generator.citrus.irc.limits import Limits
from generator.citrus.shell.config import Address, Config, Listen
from generator.citrus.shell.server import Server

LOOPBACK = Listen(Address("127.0.0.1", 0))


async def begin(listen: Listen = LOOPBACK, limits: Limits | None = None) -> tuple[Server, Front]:
    server = Server(Config(settings(b"1AA")), seed=1)
    front = Front(server, replace(FREE, limits=limits or FREE.limits), [listen])
    server.node.profiles.append(front)
    await server.start()
    return server, front


async def user(port: int, nick: bytes, **more: object) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, **more)  # type: ignore[arg-type]
    writer.write(b"NICK %b\r\nUSER u 0 * :u\r\nJOIN #tavern\r\n" % nick)
    await asyncio.wait_for(reader.readuntil(b"End of NAMES list\r\n"), 5)
    return reader, writer


async def until(ready: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not ready():
            await asyncio.sleep(0.005)


def test_a_reader_that_does_not_read_is_closed_and_others_are_served() -> None:
    async def main() -> None:
        server, front = await begin(limits=Limits(flood_lines=0, send_queue=100_000))
        _, speaker = await user(front.ports[0], b"Tammya")
        reader, listener = await user(front.ports[0], b"Catnia")
        deaf = socket.create_connection(("127.0.0.1", front.ports[0]))
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.sendall(b"NICK Deaf\r\nUSER d 0 * :d\r\nJOIN #tavern\r\n")
        await until(lambda: front.person(b"Deaf") is not None)
        heard = bytearray()

        async def listen() -> None:
            while not heard.endswith(b"the end\r\n"):
                heard.extend(await reader.read(1 << 20))

        listening = asyncio.create_task(listen())
        for _ in range(400):
            speaker.write((b"PRIVMSG #tavern :" + b"x" * 400 + b"\r\n") * 50)
            await speaker.drain()
            await asyncio.sleep(0)
            if front.person(b"Deaf") is None:
                break
        assert front.person(b"Deaf") is None
        speaker.write(b"PRIVMSG #tavern :the end\r\n")
        await asyncio.wait_for(listening, 5)
        assert b":Deaf!~d@127.0.0.1 QUIT :Too much waits to be read" in heard
        deaf.close()
        for writer in (speaker, listener):
            writer.close()
        await server.stop()

    asyncio.run(main())


def test_the_server_says_goodbye() -> None:
    async def main() -> None:
        server, front = await begin()
        reader, writer = await user(front.ports[0], b"Tammya")
        await server.stop("it is stopped")
        rest = await asyncio.wait_for(reader.read(), 5)
        assert rest.endswith(b"ERROR :Closing link: (~u@127.0.0.1) [The server leaves: it is stopped]\r\n")
        writer.close()

    asyncio.run(main())


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes certificates with openssl")
def test_encrypted_clients_show_as_such(tmp_path: Path) -> None:
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=irc"
    command += " -keyout irc.key -out irc.pem"
    subprocess.run(command.split(), cwd=tmp_path, check=True, capture_output=True)

    async def main() -> None:
        server, front = await begin(replace(LOOPBACK, certificate=f"{tmp_path}/irc.pem", key=f"{tmp_path}/irc.key"))
        context = ssl.create_default_context(cafile=f"{tmp_path}/irc.pem")
        context.check_hostname = False
        reader, writer = await user(front.ports[0], b"Tammya", ssl=context)
        writer.write(b"WHOIS Tammya\r\n")
        assert b" 671 Tammya Tammya " in await asyncio.wait_for(reader.readuntil(b"End of WHOIS\r\n"), 5)
        writer.close()
        await server.stop()

    asyncio.run(main())


def test_clients_on_a_unix_socket(tmp_path: Path) -> None:
    async def main() -> None:
        server, front = await begin(Listen(Address(path=str(tmp_path / "irc"))))
        reader, writer = await asyncio.open_unix_connection(str(tmp_path / "irc"))
        writer.write(b"NICK Tammya\r\nUSER u 0 * :u\r\n")
        assert b"Tammya!~u@localhost" in await asyncio.wait_for(reader.readuntil(b"376"), 5)
        writer.close()
        await until(lambda: not front.people)
        await server.stop()

    asyncio.run(main())
