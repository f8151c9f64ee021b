"""Reading many scripts: in several processes, and not again what was read in an earlier run."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import Lock, Thread
from typing import Any

from generator import __version__

from .addon import Script
from .facts import FORMAT, Facts

FEW = 60_000
"""Bytes that are read here sooner than another process has started."""
_SWEEP = 300_000
"""Bytes read before what is left of their trees is removed: some 300 MB of them."""
_DEPTH = 20_000
"""Nested expressions: a text joined of a thousand parts is as deep."""


def read_script(source: bytes, line: int = 1, inside: bool = False) -> Facts:
    """The facts of one script. What cannot be read gives a fault and nothing else."""
    from generator.lua.syntax import syntax_tree

    from .walk import collect

    facts = Facts(lines=source.count(b"\n") + 1)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _DEPTH))
    try:
        tree = syntax_tree(source)
        if isinstance(tree, tuple):
            row, column, why = tree
            facts.faults.append((line + (row or 1) - 1, column or 0, why))
        else:
            collect(tree, source.decode(), facts, line)
    finally:
        sys.setrecursionlimit(limit)
    if why := _refusal(source):
        row, message = why
        facts.faults.append((line + row - 1, 0, f"Lua 5.1 refuses it: {message}"))
    if inside:
        placed: list[Any] = [*facts.uses, *facts.marks]
        for each in placed:
            each.column = 0 if each.line == line else each.column
    return facts


def _refusal(source: bytes) -> tuple[int, str] | None:
    from generator.lua.check import compile_findings

    found = compile_findings({"x.lua": source})
    return (found[0].line or 1, found[0].message) if found else None


class Kept:
    """Facts of earlier runs in a folder that may be deleted at any time."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._tools = f"{__version__} {FORMAT} {version('luaparser')} {_own_code()}".encode()

    def key(self, script: Script) -> str:
        place = f"\0{script.line}\0{script.inside}\0".encode()
        return sha256(self._tools + place + script.source).hexdigest()

    def find(self, key: str) -> Facts | None:
        if self._folder is None:
            return None
        with suppress(OSError, ValueError, KeyError, TypeError):
            return Facts.from_json(json.loads((self._folder / key[:2] / key).read_bytes()))
        return None

    def keep(self, key: str, facts: Facts) -> None:
        """Nothing goes wrong when it cannot be kept."""
        if self._folder is None:
            return
        from generator.lua.folder import write_whole

        with suppress(OSError):
            path = self._folder / key[:2] / key
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, json.dumps(facts.as_json(), separators=(",", ":")).encode())


def _own_code() -> str:
    """Changes when the code that makes facts does."""
    here = Path(__file__).parent
    names = ("walk", "scopes", "guards", "secrets", "shapes", "surprises", "facts", "reading")
    return sha256(b"".join((here / f"{name}.py").read_bytes() for name in names)).hexdigest()[:16]


def read_scripts(
    scripts: Sequence[Script], kept: Kept, jobs: int, progress: Callable[[int, int], None] = lambda *_: None
) -> list[Facts]:
    """The facts of each script. ``progress`` is told how many bytes of how many are read, as they are."""
    keys = [kept.key(script) for script in scripts]
    found: list[Facts | None] = [kept.find(key) for key in keys]
    missing = [at for at, facts in enumerate(found) if facts is None]
    # The largest first, so that no process is left with it at the end.
    missing.sort(key=lambda at: (-len(scripts[at].source), at))
    total = sum(len(scripts[at].source) for at in missing)
    done = 0
    one_at_a_time = Lock()

    def note(at: int, facts: Facts) -> None:
        nonlocal done
        found[at] = facts
        kept.keep(keys[at], facts)
        with one_at_a_time:
            done += len(scripts[at].source)
            progress(done, total)

    if total <= FEW or jobs < 2:
        for at in missing:
            note(at, read_script(scripts[at].source, scripts[at].line, scripts[at].inside))
    else:
        _apart(scripts, missing, min(jobs, len(missing)), note)
    return [facts for facts in found if facts is not None]


def _apart(scripts: Sequence[Script], wanted: list[int], jobs: int, note: Callable[[int, Facts], None]) -> None:
    """Several processes take from one list; one that ends early leaves its script to be read here."""
    waiting = list(reversed(wanted))
    # This package, wherever it runs from; -P: not what lies in the working directory by the same name.
    root = str(Path(__file__).resolve().parents[2])
    code = f"import sys; sys.path.insert(0, {root!r}); from {__name__} import serve; serve()"
    command = [sys.executable, "-P", "-c", code]
    processes = [Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL) for _ in range(jobs)]

    def feed(process: Popen[bytes]) -> None:
        assert process.stdin
        assert process.stdout
        while True:
            try:
                at = waiting.pop()
            except IndexError:
                return
            script = scripts[at]
            job = [script.line, script.inside, script.source.decode("latin-1")]
            answer = b""
            with suppress(OSError):
                process.stdin.write(json.dumps(job).encode() + b"\n")
                process.stdin.flush()
                answer = process.stdout.readline()
            facts = Facts.from_json(json.loads(answer)) if answer else None
            note(at, facts or read_script(script.source, script.line, script.inside))

    threads = [Thread(target=feed, args=(process,), daemon=True) for process in processes]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def serve() -> None:
    """Answer jobs, one JSON list of [line, inside, source] a line, each with its facts as one line of JSON."""
    # A syntax tree is many small objects that all live to the end: looking for garbage takes a quarter of the time.
    gc.disable()
    unswept = 0
    for line in sys.stdin.buffer:
        row, inside, text = json.loads(line)
        facts = read_script(text.encode("latin-1"), row, inside)
        sys.stdout.buffer.write(json.dumps(facts.as_json(), separators=(",", ":")).encode() + b"\n")
        sys.stdout.buffer.flush()
        del facts
        unswept += len(text)
        if unswept > _SWEEP:
            gc.collect()
            unswept = 0
