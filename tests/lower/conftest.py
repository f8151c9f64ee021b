"""The addon's lower layer in a Lua state, reached from Python."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.lua.testing import load_modules
from generator.spec.catalog import revision as find

MODULES = ("Util", "Serializer", "Framing", "Inbox", "Limiter", "Lines", "Outbox")
REVISIONS = ("alliance-2", "release-2")


class Lower:
    """The drivers of ``drivers.lua`` with the modules of one revision."""

    def __init__(self, revision: str) -> None:
        self.revision = find(revision)
        self.lua, self.ns, env = load_modules(*MODULES, revision_id=revision)
        source = Path(__file__).with_name("drivers.lua").read_bytes()
        self.drivers = env[b"loadstring"](source, b"@drivers.lua")(self.ns)

    def call(self, driver: str, *arguments: Any) -> tuple[Any, ...]:
        """Calls a driver with Python values; its results come back as Python values, strings as bytes."""
        results = self.drivers[driver.encode()](*(self.to_lua(argument) for argument in arguments))
        return tuple(map(self.to_python, results if isinstance(results, tuple) else (results,)))

    def to_lua(self, value: Any) -> Any:
        if isinstance(value, str):
            return value.encode()
        if isinstance(value, dict):
            return self.lua.table_from({self.to_lua(key): self.to_lua(item) for key, item in value.items()})
        if isinstance(value, list | tuple):
            return self.lua.table_from([self.to_lua(item) for item in value])
        return value

    def to_python(self, value: Any) -> Any:
        if not hasattr(value, "items"):
            return value
        pairs = {key: self.to_python(item) for key, item in value.items()}
        if set(pairs) == set(range(1, len(pairs) + 1)):
            return [pairs[index] for index in range(1, len(pairs) + 1)]
        return {key.decode() if isinstance(key, bytes) else key: item for key, item in pairs.items()}


@pytest.fixture(scope="session", params=REVISIONS)
def lower(request: pytest.FixtureRequest) -> Lower:
    return Lower(request.param)


@pytest.fixture(scope="session")
def default_lower() -> Lower:
    return Lower(REVISIONS[0])
