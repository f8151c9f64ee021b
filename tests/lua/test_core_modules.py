"""Core modules touch nothing of the game: each global they name is one of Lua's, in every branch, run or not.

The globals are read from what Lua compiles the files to, so nothing can hide behind a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from lupa.lua51 import LuaRuntime

from generator.lua.addon import ADDON, is_core
from generator.lua.render import render_addon
from generator.spec.catalog import revision

LUA = frozenset(
    (
        *(
            "assert",
            "error",
            "getmetatable",
            "ipairs",
            "math",
            "next",
            "pairs",
            "pcall",
            "rawequal",
            "rawget",
            "rawset",
        ),
        *("select", "setmetatable", "string", "table", "tonumber", "tostring", "type", "unpack", "xpcall"),
    )
)
GETGLOBAL, SETGLOBAL = 5, 7


class Reader:
    """Walks over a dumped function of Lua 5.1 and gives the globals it names."""

    def __init__(self, dump: bytes) -> None:
        assert dump[:5] == b"\x1bLua\x51"
        self.size_int, self.size_size, self.size_code, self.size_number = dump[7], dump[8], dump[9], dump[10]
        self.data, self.at = dump, 12

    def integer(self, size: int | None = None) -> int:
        size = size or self.size_int
        self.at += size
        return int.from_bytes(self.data[self.at - size : self.at], "little")

    def string(self) -> bytes:
        size = self.integer(self.size_size)
        self.at += size
        return self.data[self.at - size : self.at][:-1]

    def constant(self) -> bytes | None:
        kind = self.integer(1)
        if kind == 4:
            return self.string()
        self.at += {0: 0, 1: 1, 3: self.size_number}[kind]
        return None

    def globals(self) -> Iterator[tuple[str, bool]]:
        """Name, and whether it is written."""
        self.string()
        self.at += 2 * self.size_int + 4
        code = [self.integer(self.size_code) for _ in range(self.integer())]
        constants = [self.constant() for _ in range(self.integer())]
        for instruction in code:
            if (operation := instruction & 0x3F) in (GETGLOBAL, SETGLOBAL):
                name = constants[instruction >> 14]
                assert name is not None
                yield name.decode(), operation == SETGLOBAL
        for _ in range(self.integer()):
            yield from self.globals()
        lines = self.integer()
        self.at += lines * self.size_int
        for _ in range(self.integer()):
            self.string()
            self.at += 2 * self.size_int
        for _ in range(self.integer()):
            self.string()


def globals_of(source: bytes) -> set[tuple[str, bool]]:
    runtime: Any = LuaRuntime(encoding=None, register_eval=False, register_builtins=False)
    dump = runtime.execute(b"return function(text) return string.dump(assert(loadstring(text))) end")(source)
    reader = Reader(dump)
    found = set(reader.globals())
    assert reader.at == len(dump)
    return found


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return render_addon(revision("crossrp"))


CORE = [module for module in ADDON.modules if is_core(module)]


@pytest.mark.parametrize("module", CORE)
def test_a_core_module_names_no_global_but_luas(files: dict[str, bytes], module: str) -> None:
    found = globals_of(files[module])
    assert sorted(name for name, _ in found if name not in LUA) == []
    assert [name for name, written in found if written] == []


def test_what_the_player_is_told_is_core() -> None:
    assert [module for module in ADDON.modules if module.startswith("Player/") and module not in CORE] == []


def test_only_these_globals_are_made(files: dict[str, bytes]) -> None:
    made = {name for module in ADDON.modules for name, written in globals_of(files[module]) if written}
    assert made == {"CrossRP", "CrossRPSaved", "SLASH_CROSSRP1"}


def test_reading_finds_globals_wherever_they_stand() -> None:
    source = b"local a = print\nfunction b() if false then return (function() return UnitName end) end end"
    assert globals_of(source) == {("print", False), ("b", True), ("UnitName", False)}
