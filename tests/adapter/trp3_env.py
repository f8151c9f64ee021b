"""One Lua 5.1 with the few client functions Total RP 3's stand-in needs, the stand-in, and the adapter."""

from __future__ import annotations

import os
from pathlib import Path

import lupa.lua51 as lua51

from generator.client.luatable import LuaTable, from_python
from generator.client.savedvars import parse

ROOT = Path(__file__).resolve().parents[2]
STAND_IN = ROOT / "generator" / "client" / "addons" / "totalRP3"
ADDON = ROOT / "templates" / "addon"
ADAPTER_FILES = (
    "Util.lua",
    *(f"Adapters/{name}.lua" for name in ("ProfileParts", "Senders", "Tally", "TotalRP3")),
)

CLIENT = rb"""
function UnitNameUnmodified(unit) if unit == "player" then return PLAYER_NAME, nil end return UNIT_NAME, UNIT_REALM end
function GetRealmName() return PLAYER_REALM end
function UnitRace() return "Human", "Human", 1 end
function UnitClass() return "Mage", "MAGE", 8 end
function time() return CLOCK end
function date() return "0314150926" end
local frames = {}
function CreateFrame()
	local frame = { events = {} }
	function frame:RegisterEvent(event) self.events[event] = true end
	function frame:UnregisterEvent(event) self.events[event] = nil end
	function frame:SetScript(_, script) self.script = script end
	frames[#frames + 1] = frame
	return frame
end
function FireEvent(event, ...)
	for _, frame in ipairs(frames) do
		if frame.events[event] then frame.script(frame, event, ...) end
	end
end
io, os, debug, package, require, module, dofile, loadfile, load = nil
"""


class Client:
    """`client(code)` runs Lua and returns its values, tables as LuaTable."""

    def __init__(self, name="Tammya", realm="Moon Guard", clock=1_700_000_000):
        self.lua = lua51.LuaRuntime(encoding=None, unpack_returned_tuples=True)
        self.lua.execute(CLIENT)
        self.globals = self.lua.globals()
        self.globals[b"PLAYER_NAME"] = name.encode()
        self.globals[b"PLAYER_REALM"] = realm.encode()
        self.globals[b"CLOCK"] = clock
        self._load = self.lua.eval(b"function(text, name, ...) return assert(loadstring(text, name))(...) end")

    def run_file(self, path: Path, addon: str, namespace: object) -> None:
        self._load(path.read_bytes(), b"@" + path.name.encode(), addon.encode(), namespace)

    def load_stand_in(self) -> Client:
        namespace = self.lua.table()
        for line in (STAND_IN / "totalRP3.toc").read_text().splitlines():
            if line.endswith(".lua"):
                self.run_file(STAND_IN / line, "totalRP3", namespace)
        return self

    def save(self, text: bytes | str) -> Client:
        """The saved variables of the last session."""
        for name, value in parse(text).items():
            self.globals[name.encode()] = self.to_lua(value)
        return self

    def login(self) -> Client:
        self(b"FireEvent('PLAYER_LOGIN')")
        return self

    def load_adapter(self) -> Client:
        """`ns` and `adapter` become globals, `heard` a list of the hooks that were called."""
        namespace = self.lua.table()
        self.globals[b"ns"] = namespace
        for name in ADAPTER_FILES:
            self.run_file(ADDON / name, "CrossRP", namespace)
        self(
            b"heard = {} adapter = ns.Adapters.TotalRP3.new({}, {"
            b" ready = function() heard[#heard + 1] = 'ready' end,"
            b" changed = function() heard[#heard + 1] = 'changed' end,"
            b" opened = function(name) heard[#heard + 1] = 'opened ' .. name end })"
        )
        return self

    def start(self) -> Client:
        """Everything, logged in and ready."""
        self.load_stand_in().load_adapter().login()
        assert self("return adapter:start()") is True
        return self

    def __call__(self, code: bytes | str, *args: object):
        text = code.encode() if isinstance(code, str) else code
        result = self._load(text, b"=test", *map(self.to_lua, args))
        return tuple(map(to_python, result)) if isinstance(result, tuple) else to_python(result)

    def to_lua(self, value: object) -> object:
        value = from_python(value)
        if not isinstance(value, LuaTable):
            return value
        table = self.lua.table()
        for key, item in value.items():
            table[key] = self.to_lua(item)
        return table


def to_python(value: object):
    if lua51.lua_type(value) == "table":
        return LuaTable((key, to_python(item)) for key, item in value.items())
    return value


def stand_in_files() -> list[str]:
    return sorted(name for name in os.listdir(STAND_IN) if name.endswith(".lua"))
