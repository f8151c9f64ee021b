"""Real clients, at both of two servers that are linked: ii, irssi, weechat, and the irc library.

Each is skipped with a note where its program is missing.
"""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import irc.client
import pytest
from irced import FREE
from netted import settings

from generator.citrus.irc.front import Front
from generator.citrus.shell.config import Address, Config, Listen
from generator.citrus.shell.server import Server

LOOPBACK = Listen(Address("127.0.0.1", 0))
pytestmark = pytest.mark.xdist_group("irc-clients")


class Servers:
    """Two linked servers on a loop in a thread; ``ports`` are for IRC."""

    def __init__(self) -> None:
        self.ports: list[int] = []
        self.servers: list[Server] = []
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._main(),))

    def __enter__(self) -> Servers:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(10)
        self._loop.close()

    async def _main(self) -> None:
        self._end = asyncio.Event()
        for sid, other in ((b"1AA", b"2BB"), (b"2BB", b"1AA")):
            server = Server(Config(settings(sid, other)), seed=1)
            front = Front(server, FREE, [LOOPBACK])
            server.node.profiles.append(front)
            await server.start()
            self.servers.append(server)
            self.ports += front.ports
        mine, theirs = socket.socketpair()
        await self.servers[0].attach(mine, b"2BB")
        await self.servers[1].attach(theirs)
        while not all(len(server.node.state.view.servers) == 2 for server in self.servers):
            await asyncio.sleep(0.01)
        self._ready.set()
        await self._end.wait()
        for server in self.servers:
            await server.stop()


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    with Servers() as made:
        yield made


def wait(ready: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + 8.0
    while not ready():
        assert time.monotonic() < end, f"it did not come to be that {what}"
        time.sleep(0.02)


class Friend:
    """A client by the irc library; ``heard`` is everything, as (type, source's nick, target, arguments)."""

    def __init__(self, port: int, nick: str) -> None:
        self.heard: list[tuple[str, str, str, list[str]]] = []
        self._reactor = irc.client.Reactor()
        self.server = self._reactor.server()
        self._reactor.add_global_handler("all_events", self._hear)
        self.server.connect("127.0.0.1", port, nick)
        self.until(lambda: self.knows("endofmotd"), f"{nick} is welcome")

    def _hear(self, _: object, event: irc.client.Event) -> None:
        nick = getattr(event.source, "nick", None) or str(event.source)
        self.heard.append((event.type, nick, event.target or "", list(event.arguments)))

    def knows(self, kind: str, *words: str) -> bool:
        return any(
            kind == each[0] and all(any(word in text for text in (each[1], each[2], *each[3])) for word in words)
            for each in self.heard
        )

    def until(self, ready: Callable[[], bool], what: str) -> None:
        def step() -> bool:
            self._reactor.process_once(0.01)
            return ready()

        wait(step, what)

    def close(self) -> None:
        self.server.disconnect("bye")


@pytest.fixture
def friend(servers: Servers) -> Iterator[Friend]:
    made = Friend(servers.ports[1], "Catnia")
    made.server.join("#tavern")
    made.until(lambda: made.knows("endofnames"), "it has joined")
    yield made
    made.close()
    wait(lambda: not servers.servers[0].node.state.view.find(b"Catnia"), "it is gone")


def test_the_irc_library(servers: Servers, friend: Friend) -> None:
    other = Friend(servers.ports[0], "Tammya")
    other.server.join("#tavern")
    friend.until(lambda: friend.knows("join", "Tammya"), "Tammya joins")
    friend.server.mode("#tavern", "+o Tammya")
    other.until(lambda: other.knows("mode", "Catnia", "+o"), "she is operator")
    other.server.topic("#tavern", "Harvest festival")
    friend.until(lambda: friend.knows("topic", "Harvest festival"), "the topic is seen")
    other.server.privmsg("Catnia", "Well met!")
    friend.until(lambda: friend.knows("privmsg", "Tammya", "Well met!"), "it is heard")
    other.server.whois(["Catnia"])
    other.until(lambda: other.knows("whoisserver", "2bb.example"), "she is known")
    assert other.server.features.casemapping == "ascii"
    assert other.server.features.nicklen == 32
    other.close()
    friend.until(lambda: friend.knows("quit", "Tammya"), "Tammya quits")


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


@needs("ii")
def test_ii(servers: Servers, friend: Friend, tmp_path: Path) -> None:
    command = ["ii", "-i", str(tmp_path), "-s", "127.0.0.1", "-p", str(servers.ports[0]), "-n", "Borin"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    home = tmp_path / "127.0.0.1"
    try:
        wait(lambda: (home / "out").exists() and "Well met!" in (home / "out").read_text(), "ii is welcome")
        (home / "in").write_text("/j #tavern\n")
        friend.until(lambda: friend.knows("join", "Borin"), "Borin joins")
        wait(lambda: (home / "#tavern" / "in").exists(), "ii has the channel")
        (home / "#tavern" / "in").write_text("Cheers!\n")
        friend.until(lambda: friend.knows("pubmsg", "Borin", "Cheers!"), "it is heard")
        friend.server.privmsg("#tavern", "And to you")
        friend.until(lambda: "And to you" in (home / "#tavern" / "out").read_text(), "ii hears")
    finally:
        process.kill()
        process.wait()
    friend.until(lambda: friend.knows("quit", "Borin"), "Borin is gone")


@needs("weechat-headless")
def test_weechat(servers: Servers, friend: Friend, tmp_path: Path) -> None:
    port = servers.ports[0]
    commands = [
        "/set logger.file.flush_delay 0",
        f"/server add mesh 127.0.0.1/{port} -notls -nicks=Zulya -autojoin=#tavern",
        "/set irc.server.mesh.ipv6 off",
        "/connect mesh",
    ]
    command = ["weechat-headless", "--dir", str(tmp_path), "--stdout"]
    command += [word for each in commands for word in ("-r", each)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    try:
        friend.until(lambda: friend.knows("join", "Zulya"), "Zulya joins")
        # The log shows that weechat has the channel too; what is said to it before is lost.
        _until_some(tmp_path, "*tavern*.weechatlog")
        (pipe,) = _until_some(tmp_path, "weechat_fifo_*")
        pipe.write_text("irc.mesh.#tavern *Cheers from weechat\n")
        friend.until(lambda: friend.knows("pubmsg", "Zulya", "Cheers from weechat"), "it is heard")
        friend.server.privmsg("#tavern", "And to you")
        friend.server.privmsg("Zulya", "in private")

        def logged() -> bool:
            text = "".join(each.read_text("utf-8", "replace") for each in tmp_path.rglob("*.weechatlog"))
            return "And to you" in text and "in private" in text

        friend.until(logged, "weechat hears")
    finally:
        process.kill()
        process.wait()


def _until_some(folder: Path, pattern: str) -> list[Path]:
    wait(lambda: any(folder.rglob(pattern)), f"there is a {pattern}")
    return list(folder.rglob(pattern))


@needs("irssi")
@needs("tmux")
def test_irssi(servers: Servers, friend: Friend, tmp_path: Path) -> None:
    def tmux(*words: str) -> str:
        command = ["tmux", "-S", str(tmp_path / "tmux"), *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    # Its own brake on what it sends would make this take long.
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "config").write_text('settings = { "irc/core" = { cmd_queue_speed = "10msec"; }; };\n')
    port = servers.ports[0]
    start = f"irssi --home={tmp_path / 'home'} --connect=127.0.0.1 --port={port} --nick=Grom"
    tmux("-f", "/dev/null", "new-session", "-d", "-s", "irc", "-x", "120", "-y", "40", start)
    try:
        wait(lambda: "End of MOTD" in tmux("capture-pane", "-p", "-t", "irc"), "irssi is welcome")
        tmux("send-keys", "-t", "irc", "/join #tavern", "Enter")
        friend.until(lambda: friend.knows("join", "Grom"), "Grom joins")
        tmux("send-keys", "-t", "irc", "Cheers from irssi", "Enter")
        friend.until(lambda: friend.knows("pubmsg", "Grom", "Cheers from irssi"), "it is heard")
        friend.server.privmsg("#tavern", "And to you")
        friend.until(lambda: "And to you" in tmux("capture-pane", "-p", "-t", "irc"), "irssi hears")
        screen = tmux("capture-pane", "-p", "-t", "irc")
        assert "Irssi: #tavern: Total of" in screen
    finally:
        tmux("kill-server")
