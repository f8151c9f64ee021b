"""Wall time of `crossrp build`, each step's share, and the time of the whole command in a fresh process.

    .venv/bin/python bench/build.py

The command runs as a user runs it, against a fresh folder; its goal is under two seconds.
"""

from __future__ import annotations

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
    subprocess.run(command, check=True, capture_output=True)


def main() -> None:
    options = arguments(__doc__.splitlines()[0]).parse_args()
    files = render_addon(revision("alliance-2"))
    lines = sum(data.count(b"\n") for name, data in files.items() if name.endswith(".lua"))
    with tempfile.TemporaryDirectory() as folder:
        rows: list[list[Any]] = [
            ["render the templates", timed(lambda: render_addon(revision("alliance-2")), options.rounds)],
            ["crossrp build, whole command", timed(lambda: build(folder), options.rounds)],
            ["crossrp build --check", timed(lambda: build(folder, "--check"), options.rounds)],
        ]
    show("Build, wall seconds", ("step", "seconds"), rows, options.format, lua_lines=lines, goal_seconds=GOAL_SECONDS)


if __name__ == "__main__":
    main()
