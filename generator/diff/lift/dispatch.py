"""Tables whose functions are called by what a message begins with, filled an entry at a time all over an addon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .records import Evidence, Unread

ENOUGH = 2
"""Entries under commands that make a table one of handlers; a single one may be about anything."""


@dataclass(slots=True)
class Dispatch:
    """What is stored in tables, by the last part of a table's name: entries that may show a command, and places where
    what something is stored under is worked out while the addon runs."""

    entries: dict[str, list[Evidence]] = field(default_factory=dict)
    worked_out: dict[str, list[Unread]] = field(default_factory=dict)

    def put(self, table: str, evidence: Evidence) -> None:
        self.entries.setdefault(table, []).append(evidence)

    def hide(self, table: str, unread: Unread) -> None:
        self.worked_out.setdefault(table, []).append(unread)

    def evidence(self) -> Iterator[Evidence]:
        """The entries of tables of handlers."""
        for table, found in self.entries.items():
            if self._is_one(table):
                yield from found

    def unread(self) -> Iterator[Unread]:
        """What else may be in tables of handlers."""
        for table, found in self.worked_out.items():
            if self._is_one(table):
                yield from found

    def _is_one(self, table: str) -> bool:
        return len({each.command for each in self.entries.get(table, ())}) >= ENOUGH
