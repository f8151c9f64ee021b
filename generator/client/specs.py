"""The embedded client that Lua tests run in: one client with its environment up, nobody logged in."""

from __future__ import annotations

from typing import Any

from generator.client.runtime import Runtime
from generator.client.solo import boot


def embedded(memory_limit: int) -> tuple[Any, Any, Any]:
    """A fresh Lua state of at most so many bytes, its debug library, and the globals of a client that runs in it."""
    runtime = Runtime(memory_limit)
    client, _ = boot(runtime)
    return runtime.stay_in(client)
