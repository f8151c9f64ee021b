"""Reads the API documentation the game exports (`ExportInterfaceFiles code`): Blizzard_APIDocumentationGenerated.

Its files are Lua that hands tables to APIDocumentation:AddDocumentationTable. They are run in a Lua of their own that
has nothing but that object and names they may read (Enum, Constants).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lupa import lua51

from generator.client.signatures import ClientData, Parameter, Signature

STUB = b"""
local run, found, hook = loadstring, {}, debug.sethook
local anything = {}
local meta = { __index = function() return anything end, __call = function() return anything end }
setmetatable(anything, meta)
local names = {
    Enum = anything, Constants = anything,
    APIDocumentation = { AddDocumentationTable = function(_, documentation) found[#found + 1] = documentation end },
    pairs = pairs, ipairs = ipairs, type = type,
}
setmetatable(names, { __index = function(_, name) return anything end })
return function(source, chunk)
    local main, why = run(source, chunk)
    if not main then return nil, why end
    found = {}
    hook(function() error("it runs too long", 0) end, "", 10000000)
    local ok, message = pcall(setfenv(main, names))
    hook()
    if not ok then return nil, message end
    return found
end
"""
MEMORY = 256 * 2**20

NUMBER_WORDS = "number luaIndex fileID BigInteger BigUInteger time_t SingleColorValue normalizedValue size uiMapID"
STRING_WORDS = """string cstring stringView WOWGUID ClubId ClubStreamId ClubInvitationId ClubFinderGUID textureAtlas
    textureKit
    kstringLfgListApplicant kstringClubMessage kstringLfgListSearch kstringLfgListChat NotificationDbId CalendarEventID
    BattlePetGUID"""
WORDS = {
    **dict.fromkeys(NUMBER_WORDS.split(), "number"),
    **dict.fromkeys(STRING_WORDS.split(), "string"),
    "bool": "boolean",
    "boolean": "boolean",
    "UnitToken": "unit",
    "UnitTokenVariant": "unit",
    "table": "table",
    "LuaValueReference": "any",
    "uiAddon": "uiAddon",
    "function": "function",
    "LuaFunctionReference": "function",
    "luaFunction": "function",
}


class ClientDataError(Exception):
    """A file or folder that holds no client data. The message says which, and what is wrong with it."""


def load_docs(folder: Path) -> ClientData:
    """The documentation in a folder. Files that are no such documentation are passed over; a type nobody explains
    counts as "unknown". Raises ClientDataError for a folder without Lua files, or a file Lua cannot run."""
    files = sorted(Path(folder).glob("**/*.lua"))
    if not files:
        raise ClientDataError(f"{folder}: no .lua file in it; give the folder Blizzard_APIDocumentationGenerated")
    lua = lua51.LuaRuntime(
        encoding=None,
        unpack_returned_tuples=True,
        register_eval=False,
        register_builtins=False,
        attribute_filter=_refuse,
        max_memory=MEMORY,
    )
    run = lua.execute(STUB)
    tables = [_plain(entry) for file in files for entry in _run(run, file)]
    return _Reader(tables).read()


def _refuse(_object: object, name: object, _setting: bool) -> Any:
    raise AttributeError(f"Lua may not reach into Python: {name!r}")


def _run(run: Any, file: Path) -> list[Any]:
    answer = run(file.read_bytes(), b"@" + file.name.encode())
    if isinstance(answer, tuple):
        raise ClientDataError(f"{file}: {answer[1].decode('utf-8', 'replace')}")
    return list(answer.values())


def _plain(value: Any, depth: int = 0) -> Any:
    """Lua tables as dict; the entries of an array by number. What stands for a name of the game becomes None."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if lua51.lua_type(value) != "table" or depth > 20:
        return value if isinstance(value, bool | int | float) else None
    return {_plain(key): _plain(item, depth + 1) for key, item in value.items()}


def _entries(table: Any, key: str) -> Iterator[dict[str, Any]]:
    found = table.get(key) if isinstance(table, dict) else None
    if isinstance(found, dict):
        for number in sorted(key for key in found if isinstance(key, int)):
            if isinstance(found[number], dict) and isinstance(found[number].get("Name"), str):
                yield found[number]


class _Reader:
    """Enumerations and structures first: the functions' types refer to them, in whatever file they are."""

    def __init__(self, tables: list[Any]) -> None:
        self._tables = tables
        self._kinds: dict[str, str] = {}

    def read(self) -> ClientData:
        kinds = {"Enumeration": "enum", "Structure": "structure", "CallbackType": "function"}
        types = [entry for table in self._tables for entry in _entries(table, "Tables")]
        for entry in types:
            if entry.get("Type") in kinds:
                kind = kinds[entry["Type"]]
                self._kinds[entry["Name"]] = kind if kind == "function" else f"{kind}:{entry['Name']}"
        return ClientData(
            functions=dict(self._functions()),
            events=dict(self._events()),
            enums={entry["Name"]: _values(entry) for entry in types if entry.get("Type") == "Enumeration"},
            structures={
                entry["Name"]: self._parameters(entry, "Fields") for entry in types if entry.get("Type") == "Structure"
            },
        )

    def _functions(self) -> Iterator[tuple[str, Signature]]:
        for table in self._tables:
            if not isinstance(table, dict) or table.get("Type") == "ScriptObject":
                continue  # methods of widgets, not functions
            space = table.get("Namespace")
            for entry in _entries(table, "Functions"):
                name = f"{space}.{entry['Name']}" if space else entry["Name"]
                nothing = bool(entry.get("MayReturnNothing", False))
                yield (
                    name,
                    Signature(self._parameters(entry, "Arguments"), self._parameters(entry, "Returns"), nothing),
                )

    def _events(self) -> Iterator[tuple[str, tuple[Parameter, ...]]]:
        for table in self._tables:
            for entry in _entries(table, "Events"):
                if isinstance(entry.get("LiteralName"), str):
                    yield entry["LiteralName"], self._parameters(entry, "Payload")

    def _parameters(self, entry: dict[str, Any], key: str) -> tuple[Parameter, ...]:
        return tuple(
            Parameter(one["Name"], self._type(one), bool(one.get("Nilable", False)) or "Default" in one)
            for one in _entries(entry, key)
        )

    def _type(self, entry: dict[str, Any]) -> str:
        word = entry.get("Type")
        if word == "table" and isinstance(entry.get("InnerType"), str):
            return f"array<{self._word(entry['InnerType'])}>"
        return self._word(word) if isinstance(word, str) else "unknown"

    def _word(self, word: str) -> str:
        if word in self._kinds:
            return self._kinds[word]
        return WORDS.get(word, "unknown")


def _values(enumeration: dict[str, Any]) -> dict[str, int]:
    fields = _entries(enumeration, "Fields")
    return {
        field["Name"]: int(field["EnumValue"]) for field in fields if isinstance(field.get("EnumValue"), int | float)
    }
