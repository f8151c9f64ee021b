"""Which item carries which line of the two protocol notes, and which lines nothing carries.

Works without the notes: what their lines are is data (:mod:`.seeds`), and what items say about them is each
item's source.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from .model import Revision
from .place import Lines, Place, Source
from .seeds import SEEDS, Seed

STATING, HEADING, RULER, BLANK, LEFT_OUT = "stating", "heading", "ruler", "blank", "left out"


@dataclass(frozen=True, slots=True)
class Carrier:
    """An item, or a revision itself, whose source names a line."""

    revision: str
    kind: str
    name: str
    place: Place

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class SeedLine:
    """A line of a text: its 1-based number, what it is, why it is left out, and who carries it."""

    number: int
    kind: str
    reason: str
    carriers: tuple[Carrier, ...]

    @property
    def items(self) -> tuple[Carrier, ...]:
        """The carriers that are items; a revision as a whole carries no statement."""
        return tuple(carrier for carrier in self.carriers if carrier.kind != "revision")


@dataclass(frozen=True, slots=True)
class Mistake:
    """A source that names a line on which nothing is stated."""

    carrier: Carrier
    lines: Lines
    reason: str

    def __str__(self) -> str:
        return f"{self.carrier.place}: {self.carrier.revision}, {self.carrier}: source {self.lines} {self.reason}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """All lines of one text, and the sources that point at nothing."""

    seed: Seed
    lines: tuple[SeedLine, ...]
    mistakes: tuple[Mistake, ...]

    @property
    def uncarried(self) -> tuple[SeedLine, ...]:
        """Lines that state something and that no item carries."""
        return tuple(line for line in self.lines if line.kind == STATING and not line.items)

    def of_kind(self, kind: str) -> tuple[SeedLine, ...]:
        return tuple(line for line in self.lines if line.kind == kind)


class DifferentText(ValueError):
    """The text given is not the one the specification was written from."""


def coverage(seed: Seed, revisions: Iterable[Revision]) -> Coverage:
    """Match the lines of a text with the items of the revisions of its protocol."""
    sources = [found for revision in revisions if revision.protocol == seed.name for found in _sources(revision)]
    carriers: dict[int, list[Carrier]] = {}
    mistakes: list[Mistake] = []
    for carrier, source in sources:
        for lines in source.lines:
            reason = _mistake(lines)
            if reason:
                mistakes.append(Mistake(carrier, lines, reason))
            for number in range(lines.first, lines.last + 1) if lines.seed == seed.name else ():
                carriers.setdefault(number, []).append(carrier)
    kinds = line_kinds(seed)
    reasons = dict(left_out(seed))
    rows = tuple(
        SeedLine(number, kinds[number], reasons.get(number, ""), tuple(carriers.get(number, ())))
        for number in range(1, seed.lines + 1)
    )
    return Coverage(seed, rows, tuple(mistakes))


def text_lines(seed: Seed, data: bytes) -> list[str]:
    """The lines of the text. Raises DifferentText when it is not the one whose lines the seed describes."""
    data = data.replace(b"\r\n", b"\n")
    if hashlib.sha256(data).hexdigest() != seed.sha256:
        raise DifferentText(
            f"this is not the text of the {seed.title} notes that the specification was written from "
            f"(its SHA-256 does not begin with {seed.sha256[:12]}); its line numbers would mean nothing"
        )
    return data.decode().splitlines()


@cache
def line_kinds(seed: Seed) -> dict[int, str]:
    """What each line is. Raises ValueError when the seed's data name a line twice or one beyond the end."""
    kinds = dict.fromkeys(range(1, seed.lines + 1), STATING)
    listed = [(BLANK, number) for number in numbers(seed.blank)]
    listed += [(RULER, number) for number in numbers(seed.rulers)]
    listed += [(HEADING, number) for number in numbers(seed.headings)]
    listed += [(LEFT_OUT, number) for number, _ in left_out(seed)]
    for kind, number in listed:
        if kinds.get(number) != STATING:
            raise ValueError(f"seed {seed.name}: line {number} is listed as {kind}, but is {kinds.get(number)}")
        kinds[number] = kind
    return kinds


def left_out(seed: Seed) -> Iterator[tuple[int, str]]:
    """Lines left out on purpose, each with its reason."""
    for span, reason in seed.left_out:
        for number in numbers(span):
            yield number, reason


def numbers(text: str) -> Iterator[int]:
    """Line numbers written as ``4 6 11-13``."""
    for word in text.split():
        first, _, last = word.partition("-")
        yield from range(int(first), int(last or first) + 1)


def _sources(revision: Revision) -> Iterator[tuple[Carrier, Source]]:
    yield Carrier(revision.id, "revision", revision.id, revision.place), revision.source
    for item in revision.own:
        yield Carrier(revision.id, item.kind, item.key, item.place), item.source


def _mistake(lines: Lines) -> str:
    """What is wrong with a range of lines: its ends must have words, and no line in it may be left out."""
    kinds = line_kinds(SEEDS[lines.seed])
    if lines.last not in kinds:
        return f"ends beyond line {SEEDS[lines.seed].lines}, the last"
    for number in (lines.first, lines.last):
        if kinds[number] in (BLANK, RULER):
            return f"begins or ends at line {number}, which is a {kinds[number]} one"
    for number in range(lines.first, lines.last + 1):
        if kinds[number] == LEFT_OUT:
            return f"names line {number}, which is left out on purpose"
    return ""
