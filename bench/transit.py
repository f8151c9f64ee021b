"""Lines through a server in the middle: what bench/citrus.py measures of a mesh without clients."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

from irc_load import TEXT
from ircds import Ircd, NotThere, Running

from generator.citrus.links import Neighbour, Settings
from generator.citrus.rules import MESH
from generator.citrus.shell.config import Address, Call, Config
from generator.citrus.shell.server import Server

_SECRET = "a secret of the bench"
_MIDDLE = f"""
[server]
sid = "2BB"
name = "middle.bench.example"
flood_lines = 0
hard_queue = 1000000000
[[listen]]
address = "unix:middle.socket"
[[link]]
sid = "1AA"
secret = "{_SECRET}"
[[link]]
sid = "3CC"
secret = "{_SECRET}"
"""
MIDDLE = Ircd(
    "crossrp",
    "",
    ((sys.executable, "-m", "generator.cli.main", "citrus", "run", "{folder}/middle.toml"),),
    {"middle.toml": _MIDDLE},
    ports=0,
)
_LINES = 2_000
#: Lines on their way at once.
_WINDOW = 5 * _LINES


class End(Server):
    """One end of the mesh. Messages that arrive are counted and not read."""

    heard = 0
    counting = False
    _rest = b""

    def received(self, link: int, data: bytes) -> None:
        if not self.counting:
            super().received(link, data)
            return
        whole, _, self._rest = (self._rest + data).rpartition(b"\n")
        count = whole.count(b" B ")
        self.heard += count
        if whole and count != whole.count(b"\n") + 1:
            other = [line for line in whole.split(b"\n") if b" B " not in line]
            super().received(link, b"".join(line + b"\n" for line in other))


async def _end(sid: bytes, folder: Path) -> End:
    settings = Settings(sid, sid.lower() + b".bench.example", neighbours=(Neighbour(b"2BB", _SECRET.encode()),))
    call = Call(b"2BB", Address(path=str(folder / "middle.socket")), False, False)
    end = End(Config(settings, calls=(call,)))
    await end.start()
    return end


async def _measure(running: Running, seconds: float) -> tuple[float, float]:
    while not (running.folder / "middle.socket").exists():
        if running.processes[0].poll() is not None:
            raise NotThere("it does not start: " + running.last_words())
        await asyncio.sleep(0.02)
    one, other = await _end(b"1AA", running.folder), await _end(b"3CC", running.folder)
    patience = time.monotonic() + 20
    while one.node.routes.way(b"3CC") is None or one.node.routes.way(b"3CC").path != (b"2BB", b"3CC"):  # type: ignore[union-attr]
        if time.monotonic() > patience:
            raise NotThere("the two ends do not see each other")
        await asyncio.sleep(0.02)
    await asyncio.sleep(1.0)
    values = {"source": b"1AAAAAAAA", "dest": b"3CCAAAAAA", "type": b"P", "text": TEXT}
    tags = {"sid": b"1AA", "epoch": one.node.own.epoch, "hops": 2, "time": one.node.time()}
    block = b"".join(MESH.encode("B", values, tags={**tags, "seq": (1 << 32) + n}) + b"\r\n" for n in range(1, _LINES))
    lines = block.count(b"\n")
    connection = next(iter(one._connections.values()))
    assert connection.transport is not None
    other.counting = True
    sent, begin, cpu = 0, time.perf_counter(), running.cpu()
    while time.perf_counter() - begin < seconds or other.heard < sent:
        if time.perf_counter() - begin > seconds + 30:
            raise NotThere(f"only {other.heard:,} of {sent:,} lines came through")
        if time.perf_counter() - begin < seconds and sent - other.heard < _WINDOW:
            connection.transport.write(block)
            sent += lines
        await asyncio.sleep(0)
    took, used = time.perf_counter() - begin, running.cpu() - cpu
    for each in (one, other):
        await each.kill()
    return sent / used, sent / took


def transit(folder: Path, seconds: float) -> tuple[float, float]:
    """Lines through the server in the middle: for each second of its CPU, and for each second. Raises NotThere."""
    running = Running(MIDDLE, folder)
    running.start()
    try:
        return asyncio.run(_measure(running, seconds))
    finally:
        running.stop()
