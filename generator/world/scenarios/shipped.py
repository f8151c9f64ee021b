"""The scenarios that come with the program: the TOML files beside this module."""

from __future__ import annotations

from pathlib import Path

from generator.world.scenarios.load import load
from generator.world.scenarios.model import Scenario, ScenarioError
from generator.world.scenarios.options import near

FOLDER = Path(__file__).parent


def shipped() -> dict[str, Path]:
    """Their files by name, sorted."""
    return {path.stem: path for path in sorted(FOLDER.glob("*.toml"))}


def find(name: str) -> Scenario:
    """The scenario of a shipped name, or of a file. Raises ScenarioError when there is neither."""
    there = shipped()
    if name in there:
        return load(there[name])
    path = Path(name)
    if path.is_file():
        return load(path)
    raise ScenarioError("", f"there is no scenario {name!r} and no such file{near(name, there)}")
