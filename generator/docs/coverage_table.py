"""Which item carries which line of a protocol's notes, as markdown."""

from __future__ import annotations

from collections.abc import Iterator

from ..spec.catalog import REVISIONS
from ..spec.coverage import LEFT_OUT, STATING, SeedLine, coverage
from ..spec.seeds import SEEDS
from .markdown import code, plain, table


def seed_coverage(protocol: str) -> Iterator[str]:
    """The stating lines of a protocol's notes and what carries them, lines with the same carriers together."""
    seed = SEEDS[protocol]
    found = coverage(seed, REVISIONS.values())
    rows: list[tuple[int, int, str]] = []
    for line in found.of_kind(STATING):
        carriers = _carriers(line)
        if rows and rows[-1][2] == carriers and _between(found.lines, rows[-1][1], line.number):
            rows[-1] = (rows[-1][0], line.number, carriers)
        else:
            rows.append((line.number, line.number, carriers))
    yield from table(("Lines", "Carried by"), [(_lines(first, last), carriers) for first, last, carriers in rows])
    left_out = found.of_kind(LEFT_OUT)
    if left_out:
        yield ""
        yield (
            "Left out on purpose: " + "; ".join(f"line {line.number}, {plain(line.reason)}" for line in left_out) + "."
        )


def _carriers(line: SeedLine) -> str:
    kinds: dict[str, dict[str, None]] = {}
    for carrier in line.items:
        kinds.setdefault(carrier.kind, {})[carrier.name] = None
    return "; ".join(f"{kind} {', '.join(map(code, names))}" for kind, names in kinds.items()) or "nothing"


def _between(lines: tuple[SeedLine, ...], first: int, last: int) -> bool:
    """Whether nothing is stated between two lines."""
    return all(line.kind != STATING for line in lines[first : last - 1])


def _lines(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"
