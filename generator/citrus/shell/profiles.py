"""The profiles a configuration can name: a table of that name puts one into the node."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from ..core import Profile
    from .server import Server

Make = Callable[["Server", Mapping[str, object]], "Profile"]

#: Name of the table, and where the function is that makes the profile of it: ``module:function``. It gets the table,
#: and the server: ``node``, ``listen`` for a profile's own clients, ``act`` to have done what the node wants done.
PROFILES: dict[str, str] = {
    "accounts": "generator.citrus.accounts.running:make",
    "irc": "generator.citrus.irc.setup:make",
}


@runtime_checkable
class Opening(Protocol):
    """A profile that has something to begin, such as listening."""

    async def open(self) -> None:
        """The server begins. Raises OSError for an address that cannot be had."""


@runtime_checkable
class Parting(Protocol):
    """A profile whose own clients are to hear that the server leaves."""

    def part_with(self, why: str) -> None:
        """The server is about to leave."""


@runtime_checkable
class Closing(Protocol):
    """A profile that holds something it must give back."""

    def close(self) -> None:
        """The server has ended."""


class ProfileError(Exception):
    """A profile cannot begin; the message says why and what to do."""


def mistakes(name: str, table: Mapping[str, object], folder: Path) -> list[str]:
    """What is wrong with a profile's table: what ``mistakes(table, folder)`` of its module says.

    Paths in it are relative to ``folder``.
    """
    module = import_module(PROFILES[name].partition(":")[0])
    check: Callable[[Mapping[str, object], Path], list[str]] = module.mistakes
    return check(table, folder)


def make(name: str, server: Server, table: Mapping[str, object]) -> Profile:
    """The profile of a table."""
    module, _, function = PROFILES[name].partition(":")
    made: Make = getattr(import_module(module), function)
    return made(server, table)
