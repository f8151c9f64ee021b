"""Reading the addon's files before anybody runs them: syntax tree, Lua 5.1, and the list in the TOC."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, redirect_stderr
from io import StringIO
from multiprocessing import get_context
from typing import Any

from .addon import ADDON
from .errors import Finding

#: Reading is the slow part of a build; more processes than this cost more to start than they save.
MOST_JOBS = 4


def lua_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that hold Lua."""
    return {name: data for name, data in files.items() if name.endswith(".lua")}


@contextmanager
def reading(files: Mapping[str, bytes], jobs: int = 1) -> Iterator[Callable[[], list[Finding]]]:
    """Begin to read every Lua file into a syntax tree; calling what it gives waits for the findings.

    With ``jobs`` above 1 that many processes read while the caller goes on. They are started afresh, so a script
    that asks for them must guard its entry with ``if __name__ == "__main__"``.
    """
    sources = sorted(lua_files(files).items(), key=lambda item: (-len(item[1]), item[0]))
    if jobs <= 1:
        yield lambda: [finding for name, data in sources for finding in read_lua(name, data)]
        return
    # Forking would be quicker to start, but a fork of a process with threads may never wake up.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_leave_interrupts)
    try:
        pending = [pool.submit(read_lua, name, data) for name, data in sources]
        yield lambda: [finding for each in pending for finding in each.result()]
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts() -> None:
    """An interruption is the parent's to handle; here it would only print where it struck."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def usable_jobs() -> int:
    """How many processes may read at the same time on this machine."""
    return min(os.cpu_count() or 1, MOST_JOBS)


def read_lua(name: str, data: bytes) -> list[Finding]:
    """Read one file into a syntax tree; at most one finding, with line and column."""
    from luaparser import ast  # 0.1 s to import: only the processes that read pay for it

    try:
        # luaparser prints what its lexer does not know before it raises it.
        with redirect_stderr(StringIO()):
            ast.parse(data.decode())
    except UnicodeDecodeError as error:
        line, column = _position(data, error.start)
        return [Finding(name, line, column, "not UTF-8")]
    except (ast.SyntaxException, ValueError, RecursionError) as error:
        return [_syntax_finding(name, error)]
    return []


def _position(data: bytes, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a byte."""
    before = data[:offset]
    return before.count(b"\n") + 1, offset - (before.rfind(b"\n") + 1) + 1


def _syntax_finding(name: str, error: Exception) -> Finding:
    # luaparser tells the place in its text for some mistakes and only in the exception below it for others.
    reason = error.__context__.args[0] if error.__context__ and error.__context__.args else error
    token = getattr(reason, "offendingToken", None)
    if token is not None:
        return Finding(name, token.line, token.column + 1, f"unexpected {token.text!r}")
    text = str(error).removeprefix("syntax errors: ")
    place, _, message = text.partition(": ")
    line, _, column = place.removeprefix("line ").partition(":")
    if line.isdigit() and column.isdigit():
        return Finding(name, int(line), int(column) + 1, message)
    return Finding(name, None, None, text)


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
