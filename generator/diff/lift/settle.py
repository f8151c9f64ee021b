"""From which media a function hears, by way of the functions that call it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .records import Evidence

_STEPS = 4
"""Calls from an event to the function that knows the command, at most."""


def inside(table: str) -> str:
    """What the functions that a table holds are called here."""
    return f"[{table}]" if table else ""


@dataclass(slots=True)
class Calls:
    """Which function is called from which, and about which media: caller, called, media, whether those are all.

    ``by_name``: a caller, and how the names of all functions begin that it may call.
    """

    plain: list[tuple[str, str, frozenset[str], bool]] = field(default_factory=list)
    by_name: list[tuple[str, str]] = field(default_factory=list)

    def settled(self, evidence: Sequence[Evidence]) -> list[Evidence]:
        """The evidence with the media that reach the function it stands in."""
        media = self._media(dict.fromkeys(each.function for each in evidence))
        written = {each.command for each in evidence if each.confidence > 0.9}
        found = []
        for each in evidence:
            if written and each.command not in written and each.confidence < 0.9:
                # The addon has a table of its messages: what only looks like a command is none.
                continue
            if not each.media and not each.sent and each.function in media:
                about, sure = media[each.function]
                each = replace(each, media=about, exact=sure)
            found.append(each)
        return found

    def _media(self, functions: dict[str, None]) -> dict[str, tuple[frozenset[str], bool]]:
        media: dict[str, tuple[frozenset[str], bool]] = {}
        calls = self.plain + [
            (caller, name, frozenset[str](), False)
            for caller, beginning in self.by_name
            for name in functions
            if name.startswith(beginning)
        ]
        for _ in range(_STEPS):
            for caller, called, known, exact in calls:
                about, sure = (known, exact) if known else media.get(caller, (frozenset[str](), False))
                if about and called:
                    before, was = media.get(called, (frozenset[str](), True))
                    media[called] = (before | about, was and sure)
        return media
