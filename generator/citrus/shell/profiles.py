"""The profiles a configuration can name: a table of that name puts one into the node."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from ..core import Profile
    from .server import Server

Make = Callable[["Server", Mapping[str, object]], "Profile"]

#: Name of the table, and where the function is that makes the profile of it: ``module:function``. It gets the table,
#: and the server: ``node``, ``listen`` for a profile's own clients, ``act`` to have done what the node wants done.
PROFILES: dict[str, str] = {"accounts": "generator.citrus.accounts.running:make"}


@runtime_checkable
class Closing(Protocol):
    """A profile that holds something it must give back."""

    def close(self) -> None:
        """The server has ended."""


class ProfileError(Exception):
    """A profile cannot begin; the message says why and what to do."""


def mistakes(name: str, table: Mapping[str, object]) -> list[str]:
    """What is wrong with a profile's table: what ``mistakes(table)`` of its module says."""
    check: Callable[[Mapping[str, object]], list[str]] = import_module(PROFILES[name].partition(":")[0]).mistakes
    return check(table)


def make(name: str, server: Server, table: Mapping[str, object]) -> Profile:
    """The profile of a table."""
    module, _, function = PROFILES[name].partition(":")
    made: Make = getattr(import_module(module), function)
    return made(server, table)
