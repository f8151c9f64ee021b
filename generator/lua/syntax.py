"""Reading Lua into a syntax tree, here or in a process of its own.

As a program: ``python syntax.py FOLDER NAME...`` reads those files and prints, as one JSON list, a fault or null
for each. It imports nothing of ours, so that it starts wherever this package runs from.
"""

from __future__ import annotations

import gc
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TypeAlias

from luaparser import ast

#: Line and column, from 1 and None when unknown, and what is wrong there.
Fault: TypeAlias = "tuple[int | None, int | None, str]"


def syntax_tree(source: bytes) -> ast.Chunk | Fault:
    """The tree of ``source``, or the first thing that keeps it from being Lua. Places in it count characters."""
    try:
        # luaparser prints what its lexer does not know before it raises it.
        with redirect_stderr(StringIO()), redirect_stdout(StringIO()):
            return ast.parse(source.decode())
    except UnicodeDecodeError as error:
        return *_position(source, error.start), "not UTF-8"
    except (ast.SyntaxException, ValueError, RecursionError) as error:
        return _fault(error)


def syntax_fault(source: bytes) -> Fault | None:
    """The first thing that keeps ``source`` from being Lua, or None."""
    found = syntax_tree(source)
    return found if isinstance(found, tuple) else None


def _position(source: bytes, offset: int) -> tuple[int, int]:
    """Line and column of a byte."""
    before = source[:offset]
    return before.count(b"\n") + 1, offset - before.rfind(b"\n")


def _fault(error: Exception) -> Fault:
    # luaparser tells the place in its text for some mistakes and only in the exception below it for others.
    below = error.__context__
    reason = below.args[0] if below and below.args else error
    token = getattr(reason, "offendingToken", None)
    if token is not None:
        return token.line, token.column + 1, f"unexpected {token.text!r}"
    text = str(error).removeprefix("syntax errors: ")
    place, _, message = text.partition(": ")
    line, _, column = place.removeprefix("line ").partition(":")
    if line.isdigit() and column.isdigit():
        return int(line), int(column) + 1, message
    return None, None, text


if __name__ == "__main__":
    # A syntax tree is many small objects that all live to the end: looking for garbage takes a quarter of the time.
    gc.disable()
    folder, *names = sys.argv[1:]
    print(json.dumps([syntax_fault((Path(folder) / name).read_bytes()) for name in names]))
