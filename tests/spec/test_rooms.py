"""Imports point one way: no room of the package asks for one above it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent.parent / "generator"
ROOMS = ("spec", "codec", "lua", "client", "world", "cli")
"""From the ground up; a room may import those before it."""


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of every module of the package that a file imports, inside functions too."""
    package = ("generator", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            yield node.lineno, ".".join((*base, *filter(None, [node.module])))
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_nothing_above_it(room: str) -> None:
    above = {f"generator.{name}" for name in ROOMS[ROOMS.index(room) + 1 :]}
    files = sorted((PACKAGE / room).rglob("*.py"))
    assert files
    upward = [
        f"{path.relative_to(PACKAGE)}:{line} imports {name}"
        for path in files
        for line, name in imported(path)
        if ".".join(name.split(".")[:2]) in above
    ]
    assert upward == []
