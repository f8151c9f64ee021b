"""Saved variables of one character: the two files an addon has, kept as the game writes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.client import savedvars
from generator.client.convert import text
from generator.client.host import LuaValue
from generator.client.luatable import LuaTable


class Files:
    """SavedVariables texts by addon: account-wide and per character."""

    __slots__ = ("account", "character")

    def __init__(self) -> None:
        self.account: dict[str, bytes] = {}
        self.character: dict[str, bytes] = {}

    def put(self, addon: str, values: Mapping[str, LuaValue]) -> None:
        """Replace both files of an addon. Raises SavedVariablesError for what cannot be saved."""
        self.account[addon] = savedvars.write(values)
        self.character.pop(addon, None)

    def texts(self, addon: str) -> list[bytes]:
        return [files[addon] for files in (self.account, self.character) if addon in files]

    def values(self, addon: str) -> dict[str, LuaValue]:
        """What both files hold, in plain Python values."""
        return {
            name: plain(value)
            for content in self.texts(addon)
            for name, value in savedvars.parse(content, filename=f"{addon}.lua").items()
        }


def plain(value: object) -> Any:
    """A saved value with strings as `str` and tables as `dict`."""
    if isinstance(value, bytes):
        return text(value)
    if isinstance(value, LuaTable):
        return {plain(key): plain(item) for key, item in value.items()}
    return value


def from_tree(value: Any) -> LuaValue:
    """A Lua value the Lua side has cleared of everything that cannot be saved, with tables as `LuaTable`."""
    if value is None or isinstance(value, bytes | bool | int | float):
        return value
    return LuaTable((key, from_tree(item)) for key, item in value.items())  # type: ignore[return-value]
