"""Where an item of the specification was written, and where it comes from."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import PurePath
from types import FrameType


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """File and line (1-based) at which an item was written."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def here() -> Place:
    """The place of the code that constructs the dataclass whose default factory this is."""
    return _place(sys._getframe(2))


def written() -> Place:
    """The place of the code that calls this: for an item made of another one, which would keep that one's place."""
    return _place(sys._getframe(1))


def _place(frame: FrameType) -> Place:
    parts = PurePath(frame.f_code.co_filename).parts
    start = parts.index("generator") if "generator" in parts else len(parts) - 1
    return Place("/".join(parts[start:]), frame.f_lineno)


class SpecError(ValueError):
    """A mistake in a specification, with the place of the item that has it."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
        self.reason = message


SEEDS = ("crossrp", "citrus")
FACTS = ("wire-release-2", "wow-client", "trp3-and-msp", "citrus", "demand")

_LINES = re.compile(r"^(crossrp|citrus):(\d+)(?:-(\d+))?$")
_DECISION = re.compile(r"^[CTP]\d{1,2}$")
_FACT = re.compile(r"^facts/([a-z0-9-]+)(?:#[A-Za-z0-9. -]+)?$")


@dataclass(frozen=True, slots=True)
class Lines:
    """A range of lines of a seed, both ends included, 1-based."""

    seed: str
    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.seed}:{self.first}" if self.first == self.last else f"{self.seed}:{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class Source:
    """Why an item is as it is: seed lines, decisions (C1-C16, T1-T11, P1 and on: docs/decisions.md) and fact files."""

    lines: tuple[Lines, ...]
    decisions: tuple[str, ...]
    facts: tuple[str, ...]

    def __str__(self) -> str:
        return ", ".join([*map(str, self.lines), *self.decisions, *self.facts])


def source(text: str) -> Source:
    """Read a source written as words: ``crossrp:101-109 C4 facts/wire-release-2``.

    Raises ValueError for a word of another form or an unknown fact file.
    """
    lines: list[Lines] = []
    decisions: list[str] = []
    facts: list[str] = []
    for word in text.split():
        if match := _LINES.match(word):
            first = int(match[2])
            last = int(match[3] or first)
            if not 1 <= first <= last:
                raise ValueError(f"source {word!r}: the lines do not go forward")
            lines.append(Lines(match[1], first, last))
        elif _DECISION.match(word):
            decisions.append(word)
        elif (match := _FACT.match(word)) and match[1] in FACTS:
            facts.append(word)
        else:
            raise ValueError(f"source {word!r}: expected seed:line, a decision such as C4, or facts/<file>")
    if not (lines or decisions or facts):
        raise ValueError("a source must name at least one line, decision or fact file")
    return Source(tuple(lines), tuple(decisions), tuple(facts))
