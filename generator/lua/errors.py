"""What goes wrong outside the program: said in one message for the person who meets it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class Refused(ValueError):
    """A file, folder or name somebody gave cannot be used; the message says what, where and what to do."""


@dataclass(frozen=True)
class Finding:
    """Something wrong in a file of the addon. ``line`` and ``column`` count from 1; None when unknown."""

    file: str
    line: int | None
    column: int | None
    message: str

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Sorts by place, whole files first."""
        return self.file, self.line or 0, self.column or 0, self.message

    def __str__(self) -> str:
        place = [self.file, *(str(part) for part in (self.line, self.column) if part is not None)]
        return f"{':'.join(place)}: {self.message}"


class BrokenAddon(Exception):
    """The addon was made but must not be used; nothing was written."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(sorted(findings, key=lambda finding: finding.order))
        super().__init__("\n".join(map(str, self.findings)))
