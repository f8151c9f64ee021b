"""Makes scenes for tests, and sees to it that none ends with a Lua error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from scene import Scene

from generator.spec.catalog import revision
from generator.world.crossrp import write_addon
from generator.world.settings import Settings


@pytest.fixture(scope="session")
def addons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where scenes find the addon, a folder a revision."""
    return tmp_path_factory.mktemp("addons")


@pytest.fixture
def scene(addons: Path) -> Iterator[Callable[..., Scene]]:
    """Makes scenes; none may end with a Lua error."""
    scenes: list[Scene] = []

    def make(revision_id: str = "alliance-2", *, settings: Settings | None = None, seed: int = 1) -> Scene:
        folder = addons / revision_id
        if not folder.exists():
            write_addon(revision(revision_id), folder)
        made = Scene(revision_id, folder, settings, seed)
        scenes.append(made)
        return made

    yield make
    for made in scenes:
        assert [str(error) for error in made.world.errors] == []
