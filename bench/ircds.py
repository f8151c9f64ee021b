"""The servers that bench/citrus.py measures: what must be installed, how each is started, and with which files."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from generator.citrus.shell.control import NoAnswer, ask

_START_SECONDS = 20.0


class NotThere(Exception):
    """A server cannot be measured here; the message says why."""


@dataclass(frozen=True)
class Ircd:
    """``start`` has a command for each process, ``files`` what they read; ``{folder}`` and ``{port[0]}`` are filled in.

    Clients share the ``ports``. A mesh has begun when who answers at each of the ``controls`` sees as many servers.
    """

    name: str
    program: str
    start: tuple[tuple[str, ...], ...]
    files: Mapping[str, str]
    ports: int = 1
    controls: tuple[str, ...] = ()


_CROSSRP = (sys.executable, "-m", "generator.cli.main", "citrus", "run")
_IRC = """
[server]
sid = "{sid}"
name = "{name}.bench.example"
control = "{sid}.control"
{links}
[irc]
clients = 5000
per_host = 5000
flood_lines = 0
receive_queue = 1048576
send_queue = 16777216
[[irc.listen]]
address = "127.0.0.1:{port}"
"""
_SIDS = ("1AA", "2BB", "3CC")


def _node(at: int, count: int) -> str:
    """The configuration of one of ``count`` nodes, each linked with each over Unix sockets."""
    sid = _SIDS[at]
    links = f'[[listen]]\naddress = "unix:{sid}.socket"\n' if count > 1 else ""
    for other in _SIDS[:count]:
        if other != sid:
            links += f'[[link]]\nsid = "{other}"\nsecret = "a secret of the bench"\n'
            links += f'connect = "unix:{other}.socket"\n' if other > sid else ""
    return _IRC.format(sid=sid, name=f"n{at}", links=links, port=f"{{port[{at}]}}")


def _ours(count: int) -> Ircd:
    return Ircd(
        "crossrp" if count == 1 else f"crossrp, {count} nodes",
        "",
        tuple((*_CROSSRP, f"{{folder}}/{sid}.toml") for sid in _SIDS[:count]),
        {f"{sid}.toml": _node(at, count) for at, sid in enumerate(_SIDS[:count])},
        count,
        tuple(f"{sid}.control" for sid in _SIDS[:count]),
    )


_NGIRCD = """
[Global]
Name = bench.example
Info = bench
Listen = 127.0.0.1
Ports = {port[0]}
MotdPhrase = bench
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxJoins = 0
MaxPenaltyTime = 0
[Options]
DNS = no
Ident = no
PAM = no
"""
_INSPIRCD = """
<config format="xml">
<server name="bench.example" description="bench" network="bench" id="1AA">
<admin name="bench" nick="bench" email="bench@bench.example">
<bind address="127.0.0.1" port="{port[0]}" type="clients">
<connect name="bench" allow="*" timeout="60" threshold="1000000" commandrate="1000000" fakelag="off" pingfreq="600"
 softsendq="16777216" hardsendq="16777216" recvq="16777216" localmax="5000" globalmax="5000" limit="5000"
 resolvehostnames="no" useident="no">
<performance somaxconn="1024" softlimit="10000" clonesonconnect="no">
<path configdir="{folder}" datadir="{folder}" logdir="{folder}" moduledir="/usr/lib/inspircd/modules">
<pid file="{folder}/inspircd.pid">
"""

IRCDS = (
    _ours(1),
    _ours(3),
    Ircd("ngircd", "ngircd", (("ngircd", "-n", "-f", "{folder}/ngircd.conf"),), {"ngircd.conf": _NGIRCD}),
    Ircd(
        "inspircd",
        "inspircd",
        (("inspircd", "--nofork", "--runasroot", "--nopid", "--config", "{folder}/inspircd.conf"),),
        {"inspircd.conf": _INSPIRCD},
    ),
)


@dataclass
class Running:
    """An ircd that runs, in ``folder``."""

    ircd: Ircd
    folder: Path
    ports: list[int] = field(default_factory=list)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        """Raises NotThere."""
        if self.ircd.program and not program(self.ircd.program):
            raise NotThere(f"{self.ircd.program} is not installed")
        self.ports = [free_port() for _ in range(self.ircd.ports)]
        words = {"folder": str(self.folder), "port": self.ports}
        for name, text in self.ircd.files.items():
            (self.folder / name).write_text(text.format_map(words))
        with (self.folder / "log").open("ab") as log:
            for command in self.ircd.start:
                filled = [part.format_map(words) for part in command]
                filled[0] = program(filled[0]) or filled[0]
                self.processes.append(subprocess.Popen(filled, stdout=log, stderr=log, cwd=self.folder))
        end = time.monotonic() + _START_SECONDS
        while not (all(map(answers, self.ports)) and self._one_mesh()):
            if time.monotonic() > end or any(each.poll() is not None for each in self.processes):
                raise NotThere("it does not start: " + self.last_words())
            time.sleep(0.05)

    def _one_mesh(self) -> bool:
        try:
            found = [ask(str(self.folder / name), {"command": "status"}) for name in self.ircd.controls]
        except NoAnswer:
            return False
        return all(len(each["servers"]) == len(found) for each in found)  # type: ignore[arg-type]

    def last_words(self) -> str:
        """The end of what it printed."""
        lines = (self.folder / "log").read_text("utf-8", "replace").strip().splitlines()
        return " / ".join(lines[-2:]).replace("[", "(").replace("]", ")") or "it says nothing"

    def cpu(self) -> float:
        """Seconds of CPU its processes have used."""
        return sum(cpu_seconds(each.pid) for each in self.processes)

    def memory(self) -> int:
        """Bytes of memory its processes hold."""
        return sum(resident(each.pid) for each in self.processes)

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def program(name: str) -> str | None:
    """Where a program is; those of servers are often out of the path."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin:/sbin")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def cpu_seconds(pid: int) -> float:
    """On-CPU time of a process, all of its threads, from /proc: in nanoseconds there, not in ticks."""
    total = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        with suppress(OSError):
            total += int(Path(f"/proc/{pid}/task/{task}/schedstat").read_text().split()[0])
    return total / 1e9


def resident(pid: int) -> int:
    """Resident bytes of a process."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
