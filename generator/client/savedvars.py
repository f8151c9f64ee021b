"""Reading and writing the game's SavedVariables files. Nothing in them is ever executed.

The game writes assignments of plain data, `NAME = value`, and reads them back by running them as Lua. Reading here
takes the same text apart with a grammar of literals and tables instead; a function call, an operator or a variable
is an error. The values are those of `generator.client.luatable`.

The form (facts/wow-client.md section 5, "SavedVariables"): a blank line first, no indentation, `["key"] = value,`,
the array part positional, the rest keyed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.client.luatable import LuaTable, LuaValue, from_python, same
from generator.client.savedreader import NAME, RESERVED, Limits, Parser, SavedVariablesError

__all__ = ["Limits", "LuaTable", "LuaValue", "SavedVariablesError", "from_python", "load", "parse", "same", "write"]

DEFAULT_LIMITS = Limits()


def load(path: str | Path, limits: Limits = DEFAULT_LIMITS) -> dict[str, LuaValue]:
    """Parse the file at `path`. Raises SavedVariablesError, also when the file cannot be read."""
    try:
        content = Path(path).read_bytes()
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise SavedVariablesError(f"cannot be read: {reason}", "check the path", str(path)) from None
    return parse(content, filename=str(path), limits=limits)


def parse(
    source: bytes | str, *, filename: str = "SavedVariables", limits: Limits = DEFAULT_LIMITS
) -> dict[str, LuaValue]:
    """The variables a SavedVariables text assigns, in order; `NAME = nil` is kept as None.

    Raises SavedVariablesError for everything that is not an assignment of plain data, with the place.
    """
    if isinstance(source, str):
        try:
            source = source.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:
            raise SavedVariablesError(
                "the text has characters that are not Unicode", "pass the file's bytes", filename
            ) from None
    if len(source) > limits.bytes:
        raise SavedVariablesError(
            f"the file has {len(source)} bytes, more than {limits.bytes}",
            "check that it is a SavedVariables file",
            filename,
        )
    return Parser(source, filename, limits).file()


_TO_ESCAPE = re.compile(rb'[\x00-\x1f\x7f"\\]')
_WRITTEN = {b"\n": b"\\n", b"\r": b"\\r", b"\t": b"\\t", b'"': b'\\"', b"\\": b"\\\\"}


def write(values: Mapping[str, object]) -> bytes:
    """The variables as the game would save them. Plain Python data is taken as `from_python` takes it.

    `parse(write(values))` gives equal values: floats are written with as many digits as they need, infinities as
    1e+999, NaN as 0/0. Keys beyond the array part keep their order. Raises SavedVariablesError, with the
    variable's name, for what cannot be saved.
    """
    lines = [b""]
    for name, value in values.items():
        if not NAME.fullmatch(name.encode("utf-8", "replace")) or name.encode() in RESERVED:
            raise _unwritable(repr(name), "is not a variable name", "use letters, digits and underscores")
        try:
            converted = from_python(value)
        except (TypeError, ValueError, OverflowError) as problem:
            raise _unwritable(name, f"cannot be saved: {problem}", "save strings, numbers, booleans, tables") from None
        _write_variable(name, converted, lines)
    return b"\n".join(lines) + b"\n"


def _write_variable(name: str, value: LuaValue, lines: list[bytes]) -> None:
    """One assignment. The tables around the cursor are in `open_tables`, not on Python's stack."""
    lead, end = name.encode() + b" = ", b""
    open_tables: list[Iterator[tuple[bytes, LuaValue]]] = []
    while True:
        if not isinstance(value, LuaTable):
            lines.append(lead + _scalar(value) + end)
        elif len(open_tables) >= DEFAULT_LIMITS.depth:
            problem = f"is nested more than {DEFAULT_LIMITS.depth} deep, or contains itself"
            raise _unwritable(name, problem, "save a flatter table")
        else:
            lines.append(lead + b"{")
            open_tables.append(_entries(value))
        following = None
        while open_tables and (following := next(open_tables[-1], None)) is None:
            open_tables.pop()
            lines.append(b"}," if open_tables else b"}")
        if following is None:
            return
        (lead, value), end = following, b","


def _entries(table: LuaTable) -> Iterator[tuple[bytes, LuaValue]]:
    """What stands before each value, and the value: the array part bare, then the other keys in their order."""
    array = table.array()
    for item in array:
        yield b"", item
    for key, item in table.items():
        if isinstance(key, bool | bytes | float) or not 1 <= key <= len(array):
            yield b"[" + _scalar(key) + b"] = ", item


def _scalar(value: LuaValue) -> bytes:
    if value is None:
        return b"nil"
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, bytes):
        return b'"' + _TO_ESCAPE.sub(_escaped, value) + b'"'
    assert isinstance(value, int | float)
    if math.isnan(value):
        return b"0/0"
    if math.isinf(value):
        return b"1e+999" if value > 0 else b"-1e+999"
    text = repr(value)
    return text.removesuffix(".0").encode()


def _escaped(match: re.Match[bytes]) -> bytes:
    byte = match.group()
    return _WRITTEN.get(byte) or b"\\%03d" % byte[0]


def _unwritable(name: str, problem: str, advice: str) -> SavedVariablesError:
    return SavedVariablesError(f"{name} {problem}", advice, "SavedVariables")
