"""Real servers: processes killed and stopped, sockets that say nothing or garbage, readers that do not read."""

from __future__ import annotations

import asyncio
import logging
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from netted import SECRET, Hearer, settings

from generator.citrus import greeting
from generator.citrus.handshake import proof
from generator.citrus.links import Neighbour
from generator.citrus.shell import calling
from generator.citrus.shell.config import Address, Call, Config, Listen
from generator.citrus.shell.control import NoAnswer, ask
from generator.citrus.shell.loading import load
from generator.citrus.shell.server import Server
from generator.codec import Codec
from generator.spec.citrus_mesh import CITRUS_MESH

SIDS = ("1AA", "2BB", "3CC")
CERTIFICATE = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
MESH = Codec(CITRUS_MESH)


class Servers:
    """Three servers that call each other over Unix sockets, each a process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        for at, sid in enumerate(SIDS):
            links = "".join(
                f'[[link]]\nsid = "{other}"\nsecret = "hearthstone"\n'
                + (f'connect = "unix:{other}.socket"\n' if other > sid else "")
                for other in SIDS
                if other != sid
            )
            (folder / f"{sid}.toml").write_text(
                f'[server]\nsid = "{sid}"\nname = "n{at}.example"\ncontrol = "{sid}.control"\n'
                f'[[listen]]\naddress = "unix:{sid}.socket"\n{links}'
            )

    def start(self, sid: str) -> None:
        command = [sys.executable, "-m", "generator.cli.main", "citrus", "run", str(self.folder / f"{sid}.toml")]
        with (self.folder / f"{sid}.log").open("ab") as log:
            self.running[sid] = subprocess.Popen(command, stdout=log, stderr=log)

    def there(self) -> list[str]:
        """Those that run: tests may share them, and end some."""
        return [sid for sid, process in self.running.items() if process.poll() is None]

    def status(self, sid: str) -> dict[str, object]:
        return ask(str(self.folder / f"{sid}.control"), {"command": "status"})

    def agree(self, *sids: str, seen: int) -> bool:
        try:
            found = [self.status(sid) for sid in sids]
        except NoAnswer:
            return False
        return len({each["digest"] for each in found}) == 1 and len(found[0]["servers"]) == seen  # type: ignore[arg-type]

    def way(self, start: str, end: str) -> list[str]:
        found = ask(str(self.folder / f"{start}.control"), {"command": "explain", "from": start, "to": end})
        return found["taken"]["path"]  # type: ignore[index]

    def log(self, sid: str) -> str:
        return (self.folder / f"{sid}.log").read_text()


def wait(ready: Callable[[], bool], seconds: float = 15.0) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "it did not come to be"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    folder = Path(tempfile.mkdtemp(prefix="citrus"))
    made = Servers(folder)
    for sid in SIDS:
        made.start(sid)
    try:
        wait(lambda: made.agree(*SIDS, seen=3), 30.0)
        yield made
    finally:
        for process in made.running.values():
            process.kill()
            process.wait()
        shutil.rmtree(folder)


def test_a_server_killed_is_missed_and_found_again(servers: Servers) -> None:
    servers.running["2BB"].kill()
    servers.running["2BB"].wait()
    wait(lambda: servers.agree("1AA", "3CC", seen=2))
    servers.start("2BB")
    wait(lambda: servers.agree(*SIDS, seen=3))


def test_a_server_that_stands_still_harms_nobody(servers: Servers) -> None:
    servers.running["3CC"].send_signal(signal.SIGSTOP)
    try:
        # The way around the one that stands still is taken once its silence counts for more than a lag.
        wait(lambda: servers.way("1AA", "2BB") == ["1AA", "2BB"])
        assert servers.agree("1AA", "2BB", seen=3)
    finally:
        servers.running["3CC"].send_signal(signal.SIGCONT)
    wait(lambda: servers.agree(*SIDS, seen=3))


@pytest.mark.parametrize("data", [b"", b"1AA HI", b"\0" * 9000, b"GET / HTTP/1.1\r\n\r\n" * 20])
def test_sockets_that_say_nothing_or_garbage(servers: Servers, data: bytes) -> None:
    for _ in range(5):
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(str(servers.folder / "1AA.socket"))
        with suppress(OSError):
            connection.sendall(data)
        connection.close()
    there = servers.there()
    assert servers.agree(*there, seen=len(there))


def test_a_server_needs_no_way_to_itself(servers: Servers) -> None:
    with pytest.raises(NoAnswer, match="1AA needs no way to itself"):
        servers.way("1AA", "1AA")


def test_a_server_leaves_with_a_word(servers: Servers) -> None:
    servers.running["3CC"].send_signal(signal.SIGTERM)
    assert servers.running["3CC"].wait(10) == 0
    wait(lambda: servers.agree("1AA", "2BB", seen=2))
    assert servers.running["1AA"].poll() is servers.running["2BB"].poll() is None
    assert not (servers.folder / "3CC.socket").exists()
    wait(lambda: "it leaves" in servers.log("1AA"))
    assert not any("hearthstone" in servers.log(sid) or "Traceback" in servers.log(sid) for sid in SIDS)
    servers.start("3CC")
    wait(lambda: servers.agree(*SIDS, seen=3))


def test_a_neighbour_that_hangs_up_while_it_is_written_to_ends_nobody(servers: Servers) -> None:
    assert servers.running["1AA"].poll() is None
    for _ in range(20):
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(str(servers.folder / "1AA.socket"))
        hello = {"source": b"3CC", "epoch": 1, "nonce": b"0" * 32, "digest": b"0" * 16, "caps": []}
        connection.sendall(MESH.encode("HI", hello) + b"\r\n")
        connection.close()
    there = servers.there()
    wait(lambda: servers.agree(*there, seen=len(there)))


def test_a_second_server_at_the_same_socket_is_told(servers: Servers) -> None:
    first = servers.running["1AA"]
    servers.start("1AA")
    second, servers.running["1AA"] = servers.running["1AA"], first
    assert second.wait(20) == 2
    assert first.poll() is None
    assert "a server that runs is using this socket" in servers.log("1AA")


# On a loop in this process


def run(main: object) -> None:
    asyncio.run(main)  # type: ignore[arg-type]


async def until(ready: Callable[[], bool], seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end
        await asyncio.sleep(0.01)


def test_a_pair_in_memory_is_a_link() -> None:
    async def main() -> None:
        one, other = Server(Config(settings(b"1AA", b"2BB"))), Server(Config(settings(b"2BB", b"1AA")))
        for server in (one, other):
            await server.start()
        mine, theirs = socket.socketpair()
        await one.attach(mine, b"2BB")
        await other.attach(theirs)
        await until(lambda: len(one.node.state.view.servers) == 2 == len(other.node.state.view.servers))
        assert one.node.state.view.digest() == other.node.state.view.digest()
        await one.stop()
        await until(lambda: len(other.node.state.view.servers) == 1)
        await other.stop()

    run(main())


def test_last_words_are_heard_by_who_is_speaking_meanwhile() -> None:
    async def main() -> None:
        hearer = Hearer()
        one, other = Server(Config(settings(b"1AA", b"2BB"))), Server(Config(settings(b"2BB", b"1AA")))
        other.node.profiles.append(hearer)
        for server in (one, other):
            await server.start()
        mine, theirs = socket.socketpair()
        await one.attach(mine, b"2BB")
        await other.attach(theirs)
        await until(lambda: len(one.node.state.view.servers) == 2 == len(other.node.state.view.servers))
        transport = next(iter(other._connections.values())).transport
        assert transport is not None
        transport.pause_reading()
        leaving = asyncio.create_task(one.stop())
        await asyncio.sleep(0.1)
        other.node.message(b"2BB", b"1AA", b"N", b"one moment")
        other.act()
        await asyncio.sleep(0.1)
        transport.resume_reading()
        await leaving
        await until(lambda: bool([event for event in hearer.of("link") if event.value == b"down"]))
        assert hearer.of("link")[-1].text == b"it leaves"
        await other.stop()

    run(main())


def _calling_each_other(folder: Path, **secrets: str) -> list[Server]:
    """Two servers that both call, with the same secret unless one is given."""
    made = []
    for sid, other in ((b"1AA", b"2BB"), (b"2BB", b"1AA")):
        secret = secrets.get(f"of_{sid.decode()}", "hearthstone").encode()
        neighbour = Neighbour(other, secret)
        call = Call(other, Address(path=str(folder / other.decode())), False, False)
        listen = Listen(Address(path=str(folder / sid.decode())))
        made.append(Server(Config(settings(sid, neighbours=(neighbour,)), listens=(listen,), calls=(call,))))
    return made


def test_two_that_call_each_other_come_to_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "FIRST", 0.02)
    monkeypatch.setattr(calling, "MOST", 0.1)
    monkeypatch.setattr(greeting, "CROSSED_SECONDS", 0.1)

    async def main() -> None:
        pair = _calling_each_other(tmp_path)
        for server in pair:
            await server.start()
        await until(lambda: all(len(server.node.state.view.servers) == 2 for server in pair))
        await asyncio.sleep(0.3)
        before = [sorted(server.node.links) for server in pair]
        assert [len(links) for links in before] == [1, 1]
        await asyncio.sleep(0.5)
        assert [sorted(server.node.links) for server in pair] == before
        for server in pair:
            await server.stop()

    run(main())


def test_a_secret_that_differs_is_told_at_both_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(calling, "FIRST", 0.01)

    async def main() -> None:
        pair = _calling_each_other(tmp_path, of_1AA="moonstone")
        for server in pair:
            await server.start()
        await until(lambda: len(caplog.records) >= 4)
        await asyncio.sleep(0.2)
        for server in pair:
            await server.stop()

    with caplog.at_level(logging.WARNING, "citrus"):
        run(main())
    told = sorted(record.getMessage().replace(str(tmp_path), "") for record in caplog.records)
    question = "hangs up: is the secret the same at both ends, and each certificate the one that is expected?"
    assert told == [
        "1AA at unix:/1AA " + question,
        "1AA is turned away: its password is wrong",
        "2BB at unix:/2BB " + question,
        "2BB is turned away: its password is wrong",
    ]


def test_a_reader_that_does_not_read_is_closed_and_others_are_served() -> None:
    async def main() -> None:
        server = Server(Config(settings(b"1AA", b"2BB", b"6EV", hard_queue=300_000)))
        good = Server(Config(settings(b"2BB", b"1AA")))
        for each in (server, good):
            await each.start()
        mine, theirs = socket.socketpair()
        await server.attach(mine, b"2BB")
        await good.attach(theirs)
        evil = await _enter(server)
        await until(lambda: len(server.node.state.view.servers) == 2)
        link = next(link for link in server.node.links.values() if link.peer == b"6EV")
        most = 0
        for number in range(2_000):
            server.node.message(b"1AA", b"*", b"SN", b"%d " % number + b"x" * 1000)
            server.act()
            most = max(most, link.queued)
            if link.id not in server.node.links:
                break
            if number % 50 == 0:
                await asyncio.sleep(0)
        assert link.id not in server.node.links
        assert most < 310_000
        begin = time.monotonic()
        server.node.message(b"1AA", b"2BB", b"P", b"still here")
        server.act()
        await until(lambda: b"2BB" in good.node.state.view.servers and good.node._incoming.get(b"1AA2BB") is not None)
        assert time.monotonic() - begin < 1.0
        evil.close()
        await server.stop()
        await good.stop()

    logging.getLogger("citrus").setLevel(logging.ERROR)
    run(main())


async def _enter(server: Server) -> socket.socket:
    """A neighbour 6EV by hand, that says hello and then reads no more."""
    mine, theirs = socket.socketpair()
    theirs.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    theirs.setblocking(False)
    await server.attach(mine)
    loop = asyncio.get_running_loop()
    hello = MESH.encode("HI", {"source": b"6EV", "epoch": 1, "nonce": b"0" * 32, "digest": b"0" * 16, "caps": []})
    await loop.sock_sendall(theirs, hello + b"\r\n")
    answer = (await loop.sock_recv(theirs, 4096)).split(b"\r\n")[0]
    password = proof(SECRET, hello, answer)
    lines = b"6EV E evil.example/6EV C C %s :Evil\r\n6EV SY -\r\n6EV PI 1AA 00c0ffee00c0ffee 1\r\n" % password
    await loop.sock_sendall(theirs, lines)
    await until(lambda: any(link.peer == b"6EV" and link.sharing for link in server.node.links.values()))
    return theirs


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes certificates with openssl")
def test_encrypted_with_pinned_certificates(tmp_path: Path) -> None:
    for sid in ("1AA", "2BB", "9ZZ"):
        subprocess.run(
            [*CERTIFICATE.split(), "-keyout", f"{sid}.key", "-out", f"{sid}.pem", "-subj", f"/CN={sid}"],
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )

    def write(sid: str, other: str, pinned: str, port: int, call: int) -> Config:
        path = tmp_path / f"{sid}.toml"
        path.write_text(
            f'[server]\nsid = "{sid}"\nname = "n{sid}.example"\ncontrol = "{sid}.control"\n'
            f'[[listen]]\naddress = "127.0.0.1:{port}"\ncertificate = "{sid}.pem"\nkey = "{sid}.key"\n'
            f'[[link]]\nsid = "{other}"\nsecret = "hearthstone"\ncertificate = "{pinned}.pem"\n'
            + (f'connect = "127.0.0.1:{call}"\ntls = true\n' if call else "")
        )
        return load(path)

    async def main() -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        other = Server(write("2BB", "1AA", "1AA", port, 0))
        await other.start()
        wrong = Server(write("1AA", "2BB", "9ZZ", 0, port))
        await wrong.start()
        await asyncio.sleep(0.4)
        assert len(wrong.node.state.view.servers) == 1
        await wrong.stop()
        right = Server(write("1AA", "2BB", "2BB", 0, port))
        await right.start()
        await until(lambda: len(right.node.state.view.servers) == 2 == len(other.node.state.view.servers))
        assert all(link.secure for link in right.node.links.values())
        for server in (right, other):
            await server.stop()

    run(main())


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes certificates with openssl")
def test_a_pinned_neighbour_keeps_no_other_one_out(tmp_path: Path) -> None:
    """Who pins the certificate of one caller is called by another too, that has a certificate of its own."""
    for sid in ("1AA", "2BB", "3CC"):
        command = [*CERTIFICATE.split(), "-keyout", f"{sid}.key", "-out", f"{sid}.pem", "-subj", f"/CN={sid}"]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    def write(sid: str, port: int, links: str) -> Config:
        path = tmp_path / f"{sid}.toml"
        path.write_text(
            f'[server]\nsid = "{sid}"\nname = "n{sid}.example"\ncontrol = "{sid}.control"\n'
            f'[[listen]]\naddress = "127.0.0.1:{port}"\ncertificate = "{sid}.pem"\nkey = "{sid}.key"\n{links}'
        )
        return load(path)

    async def main() -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        they = '[[link]]\nsid = "{}"\nsecret = "hearthstone"\n'
        us = they.format("1AA") + f'connect = "127.0.0.1:{port}"\ntls = true\ncertificate = "1AA.pem"\n'
        servers = [
            Server(write("1AA", port, they.format("2BB") + 'certificate = "2BB.pem"\n' + they.format("3CC"))),
            Server(write("2BB", 0, us)),
            Server(write("3CC", 0, us)),
        ]
        for server in servers:
            await server.start()
        await until(lambda: all(len(server.node.state.view.servers) == 3 for server in servers))
        for server in servers:
            await server.stop()

    run(main())


def test_nobody_answers_at_a_control_socket_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NoAnswer, match="is it running"):
        ask(str(tmp_path / "x"), {"command": "status"})
