"""Wall time of `crossrp audit` on a big addon, in a fresh process: with every file new, and with none.

    .venv/bin/python bench/audit.py

The addon is made of copies of this one's files, each told apart by its first line, until it has 70,000 lines of Lua.
The goals are under 60 seconds on two cores, and under three when no file has changed. Run it on an idle machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from table import arguments, show

from generator.lua.check import lua_files, usable_jobs
from generator.lua.render import render_addon
from generator.spec.catalog import revision

LINES = 70_000
GOAL_SECONDS, GOAL_AGAIN_SECONDS = 60.0, 3.0


def big_addon(folder: Path) -> int:
    """Write the addon; returns how many lines of Lua it has."""
    files = sorted(lua_files(render_addon(revision("alliance-2"))).items())
    names: list[str] = []
    lines = copy = 0
    folder.mkdir()
    while lines < LINES:
        copy += 1
        for name, source in files:
            if lines >= LINES:
                break
            names.append(f"copy{copy}_{name.replace('/', '_')}")
            (folder / names[-1]).write_bytes(f"-- copy {copy}\n".encode() + source)
            lines += source.count(b"\n") + 1
    toc = "## Interface: 120100\n## SavedVariables: CrossRPSaved\n" + "".join(f"{name}\n" for name in names)
    (folder / f"{folder.name}.toc").write_text(toc)
    return lines


def audit(folder: Path, cache: Path) -> float:
    """Wall seconds."""
    command = [sys.executable, "-m", "generator.cli.main", "audit", str(folder)]
    # What was read before is remembered below one of these, depending on the system.
    where = dict.fromkeys(("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"), str(cache))
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, env={**os.environ, **where})
    taken = time.perf_counter() - start
    if done.returncode not in (0, 1) or f"{LINES // 1000},".encode() not in done.stdout:
        sys.exit(f"the audit did not come to its end: {done.stdout[-500:]!r} {done.stderr[-500:]!r}")
    return taken


def main() -> None:
    parser = arguments(__doc__.splitlines()[0])
    parser.set_defaults(rounds=1)
    options = parser.parse_args()
    first, again = [], []
    with tempfile.TemporaryDirectory() as room:
        lines = big_addon(Path(room) / "Leviathan")
        for number in range(options.rounds):
            first.append(audit(Path(room) / "Leviathan", Path(room) / f"cache{number}"))
            again.append(audit(Path(room) / "Leviathan", Path(room) / f"cache{number}"))
    rows: list[list[Any]] = [["every file new", min(first)], ["no file new", min(again)]]
    show(
        "crossrp audit, wall seconds",
        ("run", "seconds"),
        rows,
        options.format,
        lua_lines=lines,
        processes=usable_jobs(),
        goal_seconds=f"{GOAL_SECONDS:g} and {GOAL_AGAIN_SECONDS:g}",
    )


if __name__ == "__main__":
    main()
