"""The embedded client that Lua tests run in: one client with its environment up, nobody logged in."""

from __future__ import annotations

from typing import Any

from generator.client.runtime import Runtime
from generator.client.solo import boot

_state: Runtime | None = None


def embedded(memory_limit: int, new: bool = True) -> tuple[Any, Any, Any]:
    """A fresh client, nobody logged in: its Lua state of at most so many bytes, Lua's debug library, and the client's
    globals. It shares its state with the client before, unless that has to be new."""
    global _state
    if new or _state is None:
        _state = Runtime(memory_limit)
    client, _ = boot(_state)
    return _state.stay_in(client)
