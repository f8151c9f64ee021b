"""Imports point one way: a room of the package asks only for the rooms it may know."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent.parent / "generator"
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "spec": (),
    "codec": ("spec",),
    "docs": ("spec", "codec"),
    "lua": ("spec", "codec"),
    "findings": ("lua",),
    "diff": ("spec", "codec", "lua", "findings"),
    "client": ("spec", "codec", "lua"),
    "virtual": (),
    "audit": ("lua", "findings", "client"),
    "world": ("spec", "codec", "lua", "diff", "client", "virtual"),
    "citrus": ("spec", "codec", "virtual"),
    "site": ("spec", "codec", "docs", "lua", "diff", "audit"),
    "cli": (
        *("spec", "codec", "docs", "lua", "findings", "diff", "client", "audit", "world", "citrus", "site", "virtual"),
    ),
}
"""The rooms and what each may import besides itself; none may be imported by one it imports."""


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of every module of the package that a file imports, inside functions too."""
    package = ("generator", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            yield node.lineno, ".".join((*base, *filter(None, [node.module])))
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_it_may(room: str) -> None:
    forbidden = {f"generator.{name}" for name in MAY_IMPORT if name not in (room, *MAY_IMPORT[room])}
    files = sorted((PACKAGE / room).rglob("*.py"))
    assert files
    upward = [
        f"{path.relative_to(PACKAGE)}:{line} imports {name}"
        for path in files
        for line, name in imported(path)
        if ".".join(name.split(".")[:2]) in forbidden
    ]
    assert upward == []


def test_every_room_is_told_of_and_no_two_import_each_other() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if any(path.glob("*.py"))}
    assert rooms == set(MAY_IMPORT)
    order = list(MAY_IMPORT)
    assert [
        (room, other)
        for room, others in MAY_IMPORT.items()
        for other in others
        if other not in order[: order.index(room)]
    ] == []
