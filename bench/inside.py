"""Where a world's wall time goes: the addons' Lua, the simulated client's own Lua, and the simulator in Python.

Two measurements, one after the other, so that neither disturbs the other. A clock is read whenever Python enters Lua
and whenever Lua calls back, which tells how long either ran; what passing the border costs is measured beside it and
charged to the simulator. Then a hook in the Lua machine looks every so many instructions whose file is running. A
sample counts instructions, not time; what a C function does counts for whoever called it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from generator.client.runtime import Runtime

INSTRUCTIONS = 5000
"""Instructions of the Lua machine between two samples: some fifty microseconds."""

# Whose code runs: the first function up the stack that is Lua. Addons' files are called "@Interface/AddOns/...".
HOOK = b"""
local sethook, getinfo, find, every = ...
local addons, client = 0, 0
local function sample()
    local level, info = 2, nil
    repeat
        info = getinfo(level, "S")
        level = level + 1
    until not info or info.what == "Lua" or info.what == "main"
    if info and find(info.source, "^@Interface/AddOns/") then
        addons = addons + 1
    else
        client = client + 1
    end
end
return function() sethook(sample, "", every) end, function() sethook() return addons, client end
"""

ENTRIES = ("lua_fire", "lua_fire_chat", "lua_run_timer", "lua_receive")
CROSSINGS = 20000


class Border:
    """Counts and times what is on either side of the border between Python and Lua, while entered as a context."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime: Any = runtime
        self._python = runtime._rt[b"python"]  # type: ignore[attr-defined]
        self._undo: list[Callable[[], None]] = []
        self._in_lua = False
        self._mark = 0.0
        self.lua = 0.0
        self.python = 0.0
        self.crossings = 0

    def __enter__(self) -> Border:
        runtime = self._runtime
        for name in ENTRIES:
            self._replace(runtime, name, self._into_lua(getattr(runtime, name)))
        function = runtime.function
        self._replace(runtime, "function", lambda name: self._into_lua(function(name)))
        for name in list(self._python):
            callback = self._python[name]
            self._python[name] = self._into_python(callback)
            self._undo.append(lambda name=name, callback=callback: self._python.__setitem__(name, callback))
        self._mark = time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self._pass(self._in_lua)
        for undo in self._undo:
            undo()

    @property
    def lua_share(self) -> float:
        """Share of the wall time inside Lua, without what the crossings cost."""
        price = min(self.lua, self.crossings * _price(self._runtime))
        return (self.lua - price) / (self.lua + self.python)

    def _replace(self, owner: Any, name: str, value: Any) -> None:
        old = getattr(owner, name)
        setattr(owner, name, value)
        self._undo.append(lambda: setattr(owner, name, old))

    def _pass(self, to_lua: bool) -> None:
        now = time.perf_counter()
        if self._in_lua:
            self.lua += now - self._mark
        else:
            self.python += now - self._mark
        self._mark, self._in_lua = now, to_lua

    def _into_lua(self, function: Callable[..., Any]) -> Callable[..., Any]:
        return self._crossing(function, True)

    def _into_python(self, function: Callable[..., Any]) -> Callable[..., Any]:
        return self._crossing(function, False)

    def _crossing(self, function: Callable[..., Any], to_lua: bool) -> Callable[..., Any]:
        def cross(*args: Any) -> Any:
            before = self._in_lua
            self.crossings += 1
            self._pass(to_lua)
            try:
                return function(*args)
            finally:
                self._pass(before)

        return cross


def _price(runtime: Any) -> float:
    """Seconds a call over the border takes when nothing is done on the other side, with the clock's own."""
    lua = runtime._lua
    call = lua.execute(b"return function(f, n) for _ = 1, n do f(1, 'a word') end end")

    def nothing(*_: object) -> None:
        time.perf_counter()

    best = min(_timed(call, nothing) for _ in range(3))
    return best / CROSSINGS


def _timed(call: Callable[..., None], nothing: Callable[..., None]) -> float:
    start = time.perf_counter()
    call(nothing, CROSSINGS)
    return time.perf_counter() - start


class Samples:
    """Counts, while entered as a context, whose Lua is running: ``addons`` or the simulated client's own."""

    def __init__(self, runtime: Runtime) -> None:
        lua: Any = runtime._lua
        debug = runtime._rt[b"raw"][b"debug"]  # type: ignore[attr-defined]
        find = runtime._rt[b"raw"][b"string"][b"find"]
        self._start, self._stop = lua.execute(HOOK, debug[b"sethook"], debug[b"getinfo"], find, INSTRUCTIONS)
        self.addons = 0
        self.client = 0

    def __enter__(self) -> Samples:
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self.addons, self.client = self._stop()

    @property
    def addon_share(self) -> float:
        """Share of the samples that were in an addon's code; 0 without samples."""
        return self.addons / max(1, self.addons + self.client)
