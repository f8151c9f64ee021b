"""What one file of an addon does, as plain values that do not depend on the client it runs in."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

FORMAT = 1
"""Rises when the same source would give other facts, so that kept ones are not used any more."""


@dataclass(slots=True)
class Use:
    """A name of the client, or a global of anybody, at one place.

    ``name`` is written with dots: "C_Timer.After". ``kind``: ``call``, ``read``, ``alias`` (read into a local that
    stands for it from there), ``write``, ``event``, ``cvar`` or ``method`` ("EditBox:SetText"). ``arguments`` is how
    many a call gives; with ``open_end`` there may be more. ``result`` of a call: ``used``, ``ignored`` or ``tested``.
    ``when`` lists what the code made sure of before: "C_X.Y" (it exists), "without:C_X.Y" (it does not),
    "event:NAME", "project==WOW_PROJECT_MAINLINE", "interface>=120000". ``explicit``: named through _G.
    ``inside``: the function it stands in, empty at file level.
    """

    name: str
    kind: str
    line: int
    column: int
    arguments: int = -1
    open_end: bool = False
    result: str = ""
    when: list[str] = field(default_factory=list)
    explicit: bool = False
    inside: str = ""
    value: str = ""


@dataclass(slots=True)
class Mark:
    """Something to judge that is not about whether a name exists. ``rule`` names the rule, ``about`` is its subject,
    ``detail`` where that comes from."""

    rule: str
    about: str
    line: int
    column: int
    detail: str = ""
    inside: str = ""


@dataclass(slots=True)
class Facts:
    """Everything of one file. ``faults`` are line, column (0: not known) and what is wrong there; a file with one was
    not read any further."""

    lines: int = 0
    uses: list[Use] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    faults: list[tuple[int, int, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Facts:
        return cls(
            kept["lines"],
            [Use(**use) for use in kept["uses"]],
            [Mark(**mark) for mark in kept["marks"]],
            [(line, column, why) for line, column, why in kept["faults"]],
        )
