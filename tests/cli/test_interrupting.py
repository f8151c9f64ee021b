"""Ctrl-C and SIGTERM, in the middle of whatever is going on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.client import solo
from generator.client.runtime import hold

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are sent to processes")

SCENARIO = """
name = "Long"
seconds = 1000000
[[realm]]
id = 1365
name = "Moon Guard"
[[player]]
name = "Tammya"
realm = "Moon Guard"
faction = "Alliance"
[[action]]
do = "lua"
at = 60
player = "Tammya"
source = "print('begun')"
"""
ENDLESS = SCENARIO.replace("print('begun')", "print('begun') while true do end")
PROGRAM = """
import os
from generator.cli import interrupting, main
from generator.world.world import World
World.note_print = lambda *_: open(os.environ["BEGUN"], "w").close()
interrupting.PATIENCE = 0.5
main.main()
"""


def interrupted(folder: Path, text: str, number: int, *options: str) -> tuple[int, str, float]:
    """How a run ends that gets a signal when it has been busy for a while: code, what it said, seconds it took."""
    (folder / "long.toml").write_text(text)
    (folder / "temporary").mkdir()
    begun = folder / "begun"
    environment = {**os.environ, "TMPDIR": str(folder / "temporary"), "BEGUN": str(begun)}
    command = [sys.executable, "-c", PROGRAM, "simulate", str(folder / "long.toml"), *options]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    there = begun if "--jobs" not in options else folder / "temporary"
    for _ in range(400):
        if (there.is_dir() and any(there.iterdir())) or there.is_file() or process.poll() is not None:
            break
        time.sleep(0.05)
    time.sleep(0.3)
    start = time.monotonic()
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    return process.returncode, said, time.monotonic() - start


def test_a_run_ends_at_once_and_cleans_up(tmp_path: Path) -> None:
    returned, said, _ = interrupted(tmp_path, SCENARIO, signal.SIGINT)
    assert returned == 130
    assert "Traceback" not in said
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_script_that_never_ends_does_not_keep_the_program(tmp_path: Path) -> None:
    returned, said, seconds = interrupted(tmp_path, ENDLESS, signal.SIGTERM)
    assert (returned, said) == (143, "crossrp: interrupted; a script did not end\n")
    assert seconds < 5


def test_several_processes_end_without_a_word(tmp_path: Path) -> None:
    returned, said, _ = interrupted(tmp_path, SCENARIO, signal.SIGINT, "--seeds", "4", "--jobs", "2")
    assert (returned, said.strip()) == (130, "crossrp: interrupted")


def test_an_interruption_inside_lua_is_raised_when_lua_is_left() -> None:
    client, host = solo.boot()
    assert not hold(KeyboardInterrupt())

    def now() -> float:
        assert hold(KeyboardInterrupt())
        return 0.0

    host.now = now
    with pytest.raises(KeyboardInterrupt):
        client.eval("Fine = pcall(GetTime) After = true")
    host.now = lambda: 0.0
    assert client.eval("return Fine, After") == (True, True)
    assert not hold(KeyboardInterrupt())
