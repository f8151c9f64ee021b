"""What a check finds, whatever it looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LEVELS = ("breaking", "risky", "compatible")
FAIL_ON = (*LEVELS[:2], "any")
"""The worst first. ``risky``: what was read does not hold enough to decide."""


def fingerprint(*parts: str) -> str:
    """12 hexadecimal digits that stay the same as long as ``parts`` do; lines must not be among them."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a file; ``line`` and ``column`` count from 1, a column of 0 is not known."""

    file: str
    line: int
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" + (f":{self.column}" if self.column else "")

    def as_json(self) -> dict[str, Any]:
        return {"file": self.file, "line": self.line, **({"column": self.column} if self.column else {})}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. ``id`` is the rule's, ``message`` one sentence, ``advice`` what to do.

    ``old`` and ``new`` are where it stands in what was compared; a check of one thing has ``new`` only. ``also`` are
    further places of the same finding. ``witness`` is evidence, in plain values.
    """

    id: str
    level: str
    area: str
    message: str
    advice: str
    fingerprint: str
    old: Spot | None = None
    new: Spot | None = None
    also: tuple[Spot, ...] = ()
    witness: tuple[Mapping[str, Any], ...] = ()

    @property
    def order(self) -> tuple[int, str, int, int, str, str]:
        """Sorts the worst first, then by place."""
        spot = self.new or self.old or Spot("", 0)
        return LEVELS.index(self.level), spot.file, spot.line, spot.column, self.id, self.message

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "level": self.level,
            "area": self.area,
            "message": self.message,
            "advice": self.advice,
            "old": self.old.as_json() if self.old else None,
            "new": self.new.as_json() if self.new else None,
            "also": [spot.as_json() for spot in self.also],
            "fingerprint": self.fingerprint,
            "witness": [dict(each) for each in self.witness],
        }


@dataclass(frozen=True)
class Report:
    """Findings with what a reader must know about them.

    ``tool`` is the command, ``subject`` what it looked at, ``titles`` what each level means here, ``notes`` sentences
    on what was read and what could not be, ``clean`` what to say when there is no finding. ``extra`` is further data of
    the machine-readable form; ``schema`` the JSON Schema of each of its keys.
    """

    tool: str
    subject: str
    findings: tuple[Finding, ...]
    titles: Mapping[str, str]
    clean: str = "Nothing found."
    notes: tuple[str, ...] = ()
    accepted: int = 0
    extra: Mapping[str, Any] = field(default_factory=dict)

    def count(self, level: str) -> int:
        return sum(finding.level == level for finding in self.findings)

    @property
    def headline(self) -> str:
        """What was found, in one sentence."""
        counts = [f"{self.count(level)} {level}" for level in LEVELS if self.count(level)]
        found = f"{', '.join(counts)}." if counts else self.clean
        return found + (f" {self.accepted} accepted and left out." if self.accepted else "")

    def fails(self, level: str) -> bool:
        """Whether there is a finding of ``level`` or a worse one."""
        return any(finding.level in worst(level) for finding in self.findings)


def worst(level: str) -> tuple[str, ...]:
    """A level and those worse than it; ``any`` is the mildest."""
    return LEVELS if level == "any" else LEVELS[: LEVELS.index(level) + 1]
