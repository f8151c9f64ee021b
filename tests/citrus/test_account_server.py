"""The account service as a server that runs: asked over a socket, killed without a word, and started again."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from netted import Hearer, settings

from generator.citrus.accounts.running import Worker
from generator.citrus.accounts.store import Store
from generator.citrus.accounts.work import OK, Outcome
from generator.citrus.shell.config import Address, Call, Config
from generator.citrus.shell.server import Server

PASSWORD = b"elune-adore"


async def until(ready: Callable[[], bool], seconds: float = 10.0) -> None:
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    while not ready():
        assert loop.time() < end
        await asyncio.sleep(0.01)


def start(folder: Path) -> subprocess.Popen[bytes]:
    (folder / "9SV.toml").write_text(
        '[server]\nsid = "9SV"\nname = "accounts.example"\nservices = ["9SV"]\n'
        '[[listen]]\naddress = "unix:9SV.socket"\n[[link]]\nsid = "1AA"\nsecret = "hearthstone"\n'
        "[accounts]\nhash_memory = 8\nhash_passes = 1\n"
    )
    command = [sys.executable, "-m", "generator.cli.main", "citrus", "run", str(folder / "9SV.toml"), "--verbose"]
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(command, stdout=log, stderr=log)


def test_everything_acknowledged_is_there_after_a_kill() -> None:
    async def main(folder: Path) -> None:
        front = Server(
            Config(
                replace(settings(b"1AA", b"9SV"), accounts=b"9SV"),
                calls=(Call(b"9SV", Address(path=str(folder / "9SV.socket")), False, False),),
            )
        )
        node, hearer = front.node, Hearer()
        node.profiles.append(hearer)
        process = start(folder)
        try:
            await until((folder / "9SV.socket").exists)
            await front.start()
            await until(lambda: node.state.view.find(b"NickServ") is not None)
            users = {b"user%d" % number: node.add_user(b"U%d" % number, b"u", b"h", b"r") for number in range(15)}
            service = node.state.view.find(b"NickServ")
            assert service is not None
            for name, uid in users.items():
                node.message(uid, service.uid, b"P", b"REGISTER %s %s" % (name, PASSWORD))
            front.act()
            # In the middle of it, so that some were said and some not.
            await until(lambda: len(hearer.of("account")) >= 6)
            process.send_signal(signal.SIGKILL)
            process.wait()
            await until(lambda: b"9SV" not in node.state.view.servers)
            acknowledged = {each.value for each in hearer.of("account")}
            assert len(acknowledged) >= 6
            process = start(folder)
            await until(lambda: b"9SV" in node.state.view.servers)
            await until(lambda: node.routes.way(b"9SV") is not None)
            for name in acknowledged:
                node.log_in(name, PASSWORD)
            node.log_in(b"nobody", PASSWORD)
            front.act()
            await until(lambda: len(hearer.of("login")) + len(hearer.of("login-failed")) == len(acknowledged) + 1)
            assert {each.value for each in hearer.of("login")} == acknowledged
            assert [each.value for each in hearer.of("login-failed")] == [b"no"]
        finally:
            process.terminate()
            process.wait()
            await front.kill()
        assert process.returncode == 0
        log = (folder / "log").read_text()
        assert "Traceback" not in log
        assert PASSWORD.decode() not in log
        assert "hearthstone" not in log

    # A path of a Unix socket may have some hundred bytes only.
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(Path(folder)))


def test_the_thread_has_a_queue_with_an_end(tmp_path: Path) -> None:
    async def main() -> None:
        server = Server(Config(settings(b"9SV")))
        worker = Worker(server, Store(tmp_path / "a"), None, queue=3)  # type: ignore[arg-type]
        done: list[Outcome] = []
        assert [worker.run(lambda *_: Outcome(OK), done.append) for _ in range(5)] == [
            *[True] * 3,
            *[False] * 2,
        ]
        await until(lambda: len(done) == 3)
        assert worker.run(lambda *_: Outcome(OK), done.append)
        await until(lambda: len(done) == 4)
        worker.close()
        await server.kill()

    asyncio.run(main())
