"""Reading the addon's files before anybody runs them: syntax tree, Lua 5.1, and the list in the TOC."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from typing import TYPE_CHECKING, Any

from .addon import ADDON
from .errors import Finding

if TYPE_CHECKING:
    from .syntax import Fault

#: Reading is the slow part of a build; more processes than this cost more to start than they save.
MOST_JOBS = 4


def lua_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that hold Lua."""
    return {name: data for name, data in files.items() if name.endswith(".lua")}


@contextmanager
def reading(folder: Path, names: Iterable[str], jobs: int = 1) -> Iterator[Callable[[], list[Finding]]]:
    """Begin to read files into syntax trees; calling what it gives waits for the findings.

    With ``jobs`` above 1 that many processes read while the caller goes on.
    """
    shares = _shares(folder, names, jobs)
    readers = [_Reader(folder, share, apart=jobs > 1) for share in shares]
    try:
        yield lambda: [finding for reader in readers for finding in reader.findings()]
    finally:
        for reader in readers:
            reader.stop()


def _shares(folder: Path, names: Iterable[str], jobs: int) -> list[list[str]]:
    """Names in as many lists as there are jobs, each with about the same number of bytes."""
    sizes = {name: (folder / name).stat().st_size for name in names}
    shares: list[list[str]] = [[] for _ in range(max(1, jobs))]
    for name in sorted(sizes, key=lambda name: (-sizes[name], name)):
        min(shares, key=lambda share: sum(sizes[each] for each in share)).append(name)
    return [share for share in shares if share]


class _Reader:
    """Some files, read in a process of their own when ``apart``, else when asked for the findings."""

    def __init__(self, folder: Path, names: list[str], apart: bool) -> None:
        self.folder, self.names = folder, names
        # -P: the program's folder holds modules of ours, which must not stand in for others' of the same name.
        command = [sys.executable, "-P", str(Path(__file__).with_name("syntax.py")), str(folder), *names]
        self.process = Popen(command, stdout=PIPE, stderr=DEVNULL) if apart else None

    def findings(self) -> list[Finding]:
        faults = zip(self.names, self._faults(), strict=True)
        return [Finding(name, *fault) for name, fault in faults if fault]

    def _faults(self) -> list[Fault | None]:
        output = self.process.communicate()[0] if self.process else b""
        if self.process and self.process.returncode == 0:
            return [fault and (fault[0], fault[1], fault[2]) for fault in json.loads(output)]
        # Alone here, or where no second Python can be started.
        from .syntax import syntax_fault

        return [syntax_fault((self.folder / name).read_bytes()) for name in self.names]

    def stop(self) -> None:
        if self.process and self.process.returncode is None:
            self.process.kill()
            self.process.communicate()


def usable_jobs() -> int:
    """How many processes may read at the same time on this machine."""
    return min(os.cpu_count() or 1, MOST_JOBS)


def compile_findings(files: Mapping[str, bytes]) -> list[Finding]:
    """What Lua 5.1 says of each file. The functions it makes are dropped, never called."""
    from lupa.lua51 import LuaRuntime

    runtime: Any = LuaRuntime(encoding=None, register_eval=False, register_builtins=False)
    compile_one = runtime.execute(
        b"local load = loadstring\n"
        b"return function(text, name) local ok, why = load(text, name) if not ok then return why end end"
    )
    findings = []
    for name, data in lua_files(files).items():
        if data.startswith(b"\x1b"):
            findings.append(Finding(name, 1, None, "compiled Lua, not source"))
        elif why := compile_one(data, b"@" + name.encode()):
            findings.append(_compile_finding(name, why.decode(errors="replace")))
    return findings


def _compile_finding(name: str, why: str) -> Finding:
    line, _, message = why.removeprefix(f"{name}:").partition(": ")
    return Finding(name, int(line), None, message) if line.isdigit() else Finding(name, None, None, why)


def toc_findings(files: Mapping[str, bytes]) -> list[Finding]:
    """Files the TOC lists that are not there, and Lua files it does not list."""
    if ADDON.toc not in files:
        return [Finding(ADDON.toc, None, None, "missing: the game finds an addon by this file")]
    listed = list(listed_files(files[ADDON.toc].decode()))
    missing = [(line, name) for line, name in listed if name not in files]
    unlisted = sorted(set(lua_files(files)) - {name for _, name in listed})
    return [
        *(Finding(ADDON.toc, line, None, f"lists {name}, which is not there") for line, name in missing),
        *(Finding(ADDON.toc, None, None, f"does not list {name}: the game would never load it") for name in unlisted),
    ]


def listed_files(toc: str) -> Sequence[tuple[int, str]]:
    """Line and path, with forward slashes, of each file a TOC names."""
    lines = enumerate((line.strip() for line in toc.splitlines()), start=1)
    return [(number, line.replace("\\", "/")) for number, line in lines if line and not line.startswith("#")]
