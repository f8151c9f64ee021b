"""Neighbours that vanish without a word, or stand still: missed, gone around, found again, and nothing heard twice."""

from __future__ import annotations

import asyncio
import itertools
import logging
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path

import pytest
from netted import Hearer, settings

from generator.citrus.demo import Pipe
from generator.citrus.links import SILENCE
from generator.citrus.shell.config import Address, Call, Config, Listen
from generator.citrus.shell.server import Server

SIDS = (b"1AA", b"2BB", b"3CC")


@pytest.fixture(autouse=True)
def _quiet() -> None:
    logging.getLogger("citrus").setLevel(logging.CRITICAL)


class Proxy(Pipe):
    """Hands on, until it is frozen: then what is connected stays so, and nothing goes through it any more."""

    frosts: int = 0

    def freeze(self) -> None:
        self.frosts += 1

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        mine = self.frosts
        try:
            while data := await source.read(65_536):
                if self.frosts != mine:
                    await asyncio.Event().wait()
                target.write(data)
        except OSError:
            pass
        target.close()


async def until(ready: Callable[[], bool], seconds: float = 15.0) -> None:
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    while not ready():
        assert loop.time() < end
        await asyncio.sleep(0.01)


def run(main: Coroutine[object, object, None]) -> None:
    asyncio.run(main)


async def server(sid: bytes, calls: dict[bytes, int], silence: float = SILENCE) -> tuple[Server, Hearer, int]:
    """A server that calls others by port; with its port."""
    made = Server(
        Config(
            replace(settings(sid, *[other for other in SIDS if other != sid]), silence=silence),
            calls=tuple(Call(other, Address("127.0.0.1", port), False, False) for other, port in calls.items()),
        )
    )
    hearer = Hearer()
    made.node.profiles.append(hearer)
    port = await made.listen(Listen(Address("127.0.0.1", 0)), made.connection)
    await made.start()
    return made, hearer, port


class Teller:
    """Says numbers from a user of one server to a user of another, and looks at what came of it."""

    def __init__(self, start: Server, end: Server, hearer: Hearer) -> None:
        self.start, self.end, self.hearer = start, end, hearer
        self.source = start.node.add_user(b"Tammya", b"t", b"h", b"r")
        self.dest = end.node.add_user(b"Catnia", b"c", b"h", b"r")
        for each in (start, end):
            each.act()
        self.said = 0

    def say(self) -> None:
        self.start.node.message(self.source, self.dest, b"P", b"%d" % self.said)
        self.start.act()
        self.said += 1

    @property
    def heard(self) -> list[int]:
        return [int(each.text) for each in self.hearer.of("told")]

    def in_order(self) -> bool:
        return all(one < other for one, other in itertools.pairwise(self.heard))


def test_a_link_that_is_half_open_is_missed_gone_around_and_made_anew() -> None:
    async def main() -> None:
        two, hearer, port_two = await server(b"2BB", {}, silence=1.0)
        proxy = Proxy(port_two)
        await proxy.start()
        three, _, port_three = await server(b"3CC", {b"2BB": port_two})
        # The way around is plainly the longer one.
        around = Pipe(port_three, delay=0.02)
        await around.start()
        one, _, _ = await server(b"1AA", {b"2BB": proxy.own_port, b"3CC": around.own_port}, silence=1.0)
        servers = (one, two, three)
        await until(lambda: all(len(each.node.state.graph().get(b"1AA", {})) == 2 for each in servers))
        await until(lambda: one.node.routes.way(b"2BB").path == (b"2BB",))  # type: ignore[union-attr]
        teller = Teller(one, two, hearer)
        await until(lambda: teller.dest in one.node.state.view.users and teller.source in two.node.state.view.users)
        old = one.node._neighbour_link(b"2BB")
        proxy.freeze()
        loop = asyncio.get_running_loop()
        begin = loop.time()
        went_around = False
        while one.node._neighbour_link(b"2BB") is old or not went_around:
            assert loop.time() - begin < 10.0
            went_around = went_around or one.node.routes.way(b"2BB").path == (b"3CC", b"2BB")  # type: ignore[union-attr]
            teller.say()
            await asyncio.sleep(0.02)
        assert all(len(each.node.state.view.servers) == 3 for each in servers), "nobody is said to be gone"
        teller.say()
        last = teller.said - 1
        await until(lambda: last in teller.heard)
        assert teller.in_order()
        await until(lambda: (link := one.node._neighbour_link(b"2BB")) is not None and link.settled)
        teller.say()
        await until(lambda: last + 1 in teller.heard)
        assert teller.in_order()
        for each in servers:
            await each.kill()
        for pipe in (proxy, around):
            await pipe.stop()

    run(main())


def test_a_server_on_the_way_that_stands_still_for_5_s_makes_nothing_heard_twice_or_late() -> None:
    async def main(folder: Path) -> None:
        three, hearer, port_three = await server(b"3CC", {})
        slow = Pipe(port_three, delay=0.05)
        await slow.start()
        (folder / "2BB.toml").write_text(
            '[server]\nsid = "2BB"\nname = "n.example"\n[[listen]]\naddress = "unix:2BB.socket"\n'
            f'[[link]]\nsid = "3CC"\nsecret = "hearthstone"\nconnect = "127.0.0.1:{port_three}"\n'
            '[[link]]\nsid = "1AA"\nsecret = "hearthstone"\n'
        )
        command = [sys.executable, "-m", "generator.cli.main", "citrus", "run", str(folder / "2BB.toml")]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        config = Config(
            settings(b"1AA", b"2BB", b"3CC"),
            calls=(
                Call(b"2BB", Address(path=str(folder / "2BB.socket")), False, False),
                Call(b"3CC", Address("127.0.0.1", slow.own_port), False, False),
            ),
        )
        one = Server(config)
        try:
            await until((folder / "2BB.socket").exists)
            await one.start()
            teller = Teller(one, three, hearer)
            await until(lambda: (way := one.node.routes.way(b"3CC")) is not None and way.path == (b"2BB", b"3CC"))
            await until(
                lambda: teller.dest in one.node.state.view.users and teller.source in three.node.state.view.users
            )
            for _ in range(20):
                teller.say()
            await until(lambda: len(teller.heard) == 20)
            process.send_signal(signal.SIGSTOP)
            for _ in range(100):
                teller.say()
                await asyncio.sleep(0.05)
            assert one.node.routes.way(b"3CC").path == (b"3CC",)  # type: ignore[union-attr]
            process.send_signal(signal.SIGCONT)
            for _ in range(20):
                teller.say()
                await asyncio.sleep(0.02)
            await until(lambda: teller.heard[-1:] == [teller.said - 1])
            await until(lambda: not three.node._incoming[b"1AA3CC"].held)
            assert teller.in_order()
        finally:
            process.kill()
            process.wait()
            for each in (one, three):
                await each.kill()
            await slow.stop()

    with tempfile.TemporaryDirectory() as folder:
        run(main(Path(folder)))
