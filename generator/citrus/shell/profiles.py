"""The profiles a configuration can name: a table of that name puts one into the node."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..core import Profile
    from .server import Server

Make = Callable[["Server", Mapping[str, object]], "Profile"]

#: Name of the table, and where the function is that makes the profile of it: ``module:function``. It gets the table,
#: and the server: ``node``, ``listen`` for a profile's own clients, ``act`` to have done what the node wants done.
PROFILES: dict[str, str] = {}


def make(name: str, server: Server, table: Mapping[str, object]) -> Profile:
    """The profile of a table."""
    module, _, function = PROFILES[name].partition(":")
    made: Make = getattr(import_module(module), function)
    return made(server, table)
