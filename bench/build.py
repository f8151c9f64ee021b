"""Wall time of `crossrp build` in a fresh process, and of parts of it.

    .venv/bin/python bench/build.py

The command runs as a user runs it, against a fresh folder; its goal is under two seconds. Files read in an earlier
run are not read again, so it is measured both ways: with every file new, and with none.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from table import arguments, show

from generator.lua.render import render_addon
from generator.spec.catalog import revision

GOAL_SECONDS = 2.0


def timed(action: Callable[[], Any], rounds: int) -> float:
    """Median wall seconds of an action."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return median(times)


def build(folder: str, *extra: str) -> None:
    command = [sys.executable, "-m", "generator.cli.main", "build", "--out", f"{folder}/CrossRP", *extra]
    # What was read before is remembered below one of these, depending on the system.
    cache = dict.fromkeys(("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"), folder)
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **cache})


def build_anew() -> None:
    with tempfile.TemporaryDirectory() as folder:
        build(folder)


def main() -> None:
    options = arguments(__doc__.splitlines()[0]).parse_args()
    files = render_addon(revision("alliance-2"))
    lines = sum(data.count(b"\n") for name, data in files.items() if name.endswith(".lua"))
    with tempfile.TemporaryDirectory() as folder:
        rows: list[list[Any]] = [
            ["render the templates", timed(lambda: render_addon(revision("alliance-2")), options.rounds)],
            ["crossrp build, every file new", timed(build_anew, options.rounds)],
            ["crossrp build, no file new", timed(lambda: build(folder), options.rounds + 1)],
            ["crossrp build --check", timed(lambda: build(folder, "--check"), options.rounds)],
        ]
    show("Build, wall seconds", ("step", "seconds"), rows, options.format, lua_lines=lines, goal_seconds=GOAL_SECONDS)


if __name__ == "__main__":
    main()
