"""Values between Python and the embedded Lua. Strings are bytes there; `TEXT` says how they become `str` here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lupa import lua51

DEEPEST = 100
"""Tables nested deeper than this are refused: they contain themselves or were made to hurt."""


class LuaFailure(Exception):
    """Lua code raised an error that its caller wanted to know about, or gave back what Python cannot hold. `traceback`
    is Lua's, or empty."""

    def __init__(self, message: str, traceback: str = "") -> None:
        super().__init__(message)
        self.traceback = traceback


def text(value: bytes) -> str:
    """Lossless: bytes that are no UTF-8 become lone surrogates, and `raw` undoes it."""
    return value.decode("utf-8", "surrogateescape")


def raw(value: str) -> bytes:
    return value.encode("utf-8", "surrogateescape")


def is_lua(value: object) -> bool:
    """Whether a value is an object of a Lua state: a table, a function..."""
    return lua51.lua_type(value) is not None


def to_lua(lua: Any, value: object, depth: int = 0) -> Any:
    """A value for Lua. Raises TypeError for anything that has no Lua form."""
    if value is None or isinstance(value, bytes | bool | int | float):
        return value
    if isinstance(value, str):
        return raw(value)
    if depth > DEEPEST:
        raise TypeError(f"a value nested deeper than {DEEPEST} levels cannot be given to Lua")
    table = lua.table()
    if isinstance(value, Mapping):
        for key, item in value.items():
            table[raw(key) if isinstance(key, str) else key] = to_lua(lua, item, depth + 1)
        return table
    if isinstance(value, Sequence):
        for index, item in enumerate(value, 1):
            table[index] = to_lua(lua, item, depth + 1)
        return table
    raise TypeError(f"a {type(value).__name__} cannot be given to Lua")


def from_lua(value: Any, depth: int = 0) -> Any:
    """A Lua value for Python: strings as `str`, tables as `dict`. Raises LuaFailure for functions and the like."""
    if isinstance(value, bytes):
        return text(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    kind = lua51.lua_type(value)
    if kind != "table":
        raise LuaFailure(f"a Lua {kind or type(value).__name__} cannot be given to Python")
    if depth > DEEPEST:
        raise LuaFailure(f"a Lua table nested deeper than {DEEPEST} levels cannot be given to Python")
    return {from_lua(key, depth + 1): from_lua(item, depth + 1) for key, item in value.items()}
