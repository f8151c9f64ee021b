"""Lua values as Python values, without losing what Lua keeps apart.

| Lua     | Python                                                              |
| ------- | ------------------------------------------------------------------- |
| string  | `bytes`, untouched: a Lua string has no encoding                     |
| number  | `int` when it is a whole number a double holds exactly, else `float` |
| boolean | `bool`                                                              |
| nil     | `None`; a table never holds it                                      |
| table   | `LuaTable`                                                          |

A `dict` would not do: it takes `True`, `1` and `1.0` for one key, where Lua has the two keys `true` and `1`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from reprlib import recursive_repr
from typing import Any, TypeAlias

LuaKey: TypeAlias = "bytes | int | float | bool"
LuaValue: TypeAlias = "bytes | int | float | bool | LuaTable | None"

EXACT = 2**53
"""Whole numbers up to here, either sign, are all doubles; further out they are kept as `float`."""


class _Boolean:
    """Stands for a boolean key inside a `LuaTable`, so that `true` does not meet the number 1."""

    __slots__ = ("value",)

    def __init__(self, value: bool) -> None:
        self.value = value


_TRUE = _Boolean(True)
_FALSE = _Boolean(False)
_Stored: TypeAlias = "bytes | int | float | _Boolean"


def number(value: int | float) -> int | float:
    """The one form of a Lua number: `int` if whole and exact, else `float`. Raises OverflowError beyond a double."""
    value = float(value)
    if value.is_integer() and abs(value) <= EXACT and not (value == 0 and math.copysign(1, value) < 0):
        return int(value)
    return value


class LuaTable(MutableMapping[LuaKey, LuaValue]):
    """A Lua table that remembers the order its keys were first set in.

    A `str` key stands for its UTF-8 bytes. Setting `None` removes the key; other values go through
    `from_python`. Two tables are equal when they hold
    equal values under the same keys, in any order; `1` and `true` differ, as do `"1"` and `1`, NaN equals NaN.
    Raises TypeError for a key Lua would refuse (nil, NaN) or that is no Lua value.
    """

    __slots__ = ("_entries",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, entries: Mapping[Any, object] | Iterable[tuple[Any, object]] = ()) -> None:
        self._entries: dict[_Stored, LuaValue] = {}
        for key, value in entries.items() if isinstance(entries, Mapping) else entries:
            self[key] = value

    def __getitem__(self, key: LuaKey | str) -> LuaValue:
        return self._entries[_stored(key)]

    def __setitem__(self, key: LuaKey | str, value: object) -> None:
        stored = _stored(key)
        if not isinstance(value, bytes | bool | LuaTable):
            value = from_python(value)
        if value is None:
            self._entries.pop(stored, None)
        else:
            self._entries[stored] = value

    def __delitem__(self, key: LuaKey | str) -> None:
        del self._entries[_stored(key)]

    def __iter__(self) -> Iterator[LuaKey]:
        return (key.value if isinstance(key, _Boolean) else key for key in self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, key: object) -> bool:
        try:
            return _stored(key) in self._entries
        except TypeError:
            return False

    def __eq__(self, other: object) -> bool:
        return same(self, other) if isinstance(other, LuaTable) else NotImplemented

    @recursive_repr("{...}")
    def __repr__(self) -> str:
        return "LuaTable({" + ", ".join(f"{key!r}: {value!r}" for key, value in self.items()) + "})"

    def array(self) -> list[LuaValue]:
        """The values under 1, 2, 3, ... up to the first key that is missing."""
        found: list[LuaValue] = []
        while (value := self._entries.get(len(found) + 1)) is not None:
            found.append(value)
        return found

    def table(self, key: LuaKey | str) -> LuaTable:
        """The table under `key`, or an empty one when there is none or something else is there."""
        value = self.get(key)  # type: ignore[arg-type]
        return value if isinstance(value, LuaTable) else LuaTable()


def _stored(key: object) -> _Stored:
    if isinstance(key, bytes):
        return key
    if isinstance(key, bool):
        return _TRUE if key else _FALSE
    if isinstance(key, str):
        return key.encode("utf-8", "surrogateescape")
    if isinstance(key, int | float) and key == key:
        return number(key + 0.0)  # -0 and 0 are one key in Lua
    raise TypeError(f"{key!r} cannot be the key of a Lua table")


def same(left: object, right: object) -> bool:
    """Whether two Lua values are equal all the way down. Needs no recursion, so depth does not matter."""
    pairs: list[tuple[object, object]] = [(left, right)]
    while pairs:
        one, two = pairs.pop()
        if isinstance(one, LuaTable) and isinstance(two, LuaTable):
            if one is two:
                continue
            if one._entries.keys() != two._entries.keys():
                return False
            pairs.extend((value, two._entries[key]) for key, value in one._entries.items())
        elif isinstance(one, LuaTable) or isinstance(two, LuaTable) or not _same_plain(one, two):
            return False
    return True


def _same_plain(one: object, two: object) -> bool:
    if isinstance(one, bool) != isinstance(two, bool):
        return False
    return one == two or (one != one and two != two)


def from_python(value: object) -> LuaValue:
    """A Lua value from plain Python data: `str` becomes UTF-8, a list an array, a mapping a table.

    Raises TypeError for anything a saved variable cannot hold, ValueError for data nested beyond 100 levels or
    that contains itself.
    """
    return _convert(value, 100)


def _convert(value: object, levels: int) -> LuaValue:
    if levels < 0:
        raise ValueError("the data is nested deeper than 100 levels, or contains itself")
    if value is None or isinstance(value, bytes | bool | LuaTable):
        return value
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, Mapping):
        return LuaTable((key, _convert(item, levels - 1)) for key, item in value.items())
    if isinstance(value, list | tuple):
        return LuaTable((index, _convert(item, levels - 1)) for index, item in enumerate(value, 1))
    raise TypeError(f"a saved variable cannot hold a {type(value).__name__}")
