"""Makes scenes for tests, and sees to it that none ends with a Lua error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from scene import Scene

from generator.world.settings import Settings


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Callable[..., Scene]]:
    """Makes scenes; none may end with a Lua error."""
    scenes: list[Scene] = []

    def make(revision_id: str = "alliance-2", *, settings: Settings | None = None, seed: int = 1) -> Scene:
        folder = tmp_path / f"addon{len(scenes)}"
        folder.mkdir()
        made = Scene(revision_id, folder, settings, seed)
        scenes.append(made)
        return made

    yield make
    for made in scenes:
        assert [str(error) for error in made.world.errors] == []
