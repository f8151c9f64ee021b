"""Every revision of a protocol against every other one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, permutations
from typing import Any

from ..spec.catalog import REVISIONS
from ..spec.model import Revision
from .compare import Comparison, Side, compare
from .rules import LEVELS


@dataclass(frozen=True, slots=True)
class Cell:
    """How many findings of each level there are from one revision to another."""

    protocol: str
    old: str
    new: str
    counts: tuple[int, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "protocol": self.protocol,
            "old": self.old,
            "new": self.new,
            **dict(zip(LEVELS, self.counts, strict=True)),
        }


def pairs() -> list[tuple[Revision, Revision]]:
    """All ordered pairs of revisions of one protocol; a protocol with a single one has none."""
    return [(old, new) for old, new in permutations(REVISIONS.values(), 2) if old.protocol == new.protocol]


def cells() -> list[Cell]:
    """A cell for each pair."""
    return [cell(compare(Side(old.id, old), Side(new.id, new))) for old, new in pairs()]


def cell(comparison: Comparison) -> Cell:
    """What is counted of a comparison."""
    counts = tuple(map(comparison.count, LEVELS))
    return Cell(comparison.protocol, comparison.old, comparison.new, counts)


def text(found: list[Cell]) -> str:
    """As columns; each cell counts breaking, risky and compatible findings."""
    lines = ["From the revision on the left to the one above: breaking / risky / compatible"]
    for names, table in _tables(found):
        width = max(14, *(len(name) + 2 for name in names))
        lines += ["", " " * width + "".join(f"{name:{width}}" for name in names).rstrip()]
        lines += [(f"{old:{width}}" + "".join(f"{cell:{width}}" for cell in row)).rstrip() for old, row in table]
    return "\n".join(lines) + "\n"


def markdown(found: list[Cell]) -> str:
    """As a Markdown table a protocol."""
    lines = ["From the revision on the left to the one above: breaking / risky / compatible."]
    for names, table in _tables(found):
        lines += ["", f"| | {' | '.join(names)} |", f"| --- {'| --- ' * len(names)}|"]
        lines += [f"| {old} | {' | '.join(row)} |" for old, row in table]
    return "\n".join(lines) + "\n"


def _tables(found: list[Cell]) -> list[tuple[list[str], list[tuple[str, list[str]]]]]:
    tables = []
    for _, group in groupby(found, key=lambda cell: cell.protocol):
        cells_here = {(cell.old, cell.new): cell for cell in group}
        names = list(dict.fromkeys(old for old, _ in cells_here))
        rows = [(old, [_words(cells_here.get((old, new))) for new in names]) for old in names]
        tables.append((names, rows))
    return tables


def _words(cell: Cell | None) -> str:
    return " / ".join(map(str, cell.counts)) if cell else "-"
