"""A whole comparison: every finding with what was seen when the codecs ran."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from ..spec.model import Revision
from .finding import Finding, Witness
from .framing_witness import with_packets
from .grammar import compare_grammar
from .grammar_witness import with_lines
from .items import compare_items
from .messages import compare_messages
from .rules import AREAS, LEVELS
from .witness import with_witnesses


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: what it was called, and which revision that is."""

    label: str
    revision: Revision


@dataclass(frozen=True, slots=True)
class Comparison:
    """Findings of a comparison, the worst first."""

    old: str
    new: str
    protocol: str
    findings: tuple[Finding, ...]

    def count(self, level: str) -> int:
        """How many findings have a level."""
        return sum(finding.level == level for finding in self.findings)


class OtherProtocol(ValueError):
    """The two are revisions of different protocols; the message says which."""


Worlds = Callable[[Finding], tuple[Witness, ...]]
"""Lets clients play and says what was seen about a finding; nothing when worlds have nothing to say about it."""


def compare(old: Side, new: Side, worlds: Worlds | None = None) -> Comparison:
    """Compare two revisions of one protocol; ``worlds`` adds what old and new clients do in one world.

    Raises OtherProtocol.
    """
    if old.revision.protocol != new.revision.protocol:
        raise OtherProtocol(
            f"{old.label} is {old.revision.protocol} and {new.label} is {new.revision.protocol}: "
            "only revisions of one protocol can be compared"
        )
    found = [
        *compare_messages(old.revision, new.revision),
        *compare_grammar(old.revision, new.revision),
        *compare_items(old.revision, new.revision),
    ]
    seen = [_seen(old.revision, new.revision, finding) for finding in found]
    if worlds is not None:
        seen = [replace(each, witnesses=(*each.witnesses, *worlds(each))) for each in seen]
    return Comparison(old.label, new.label, new.revision.protocol, tuple(ordered(seen)))


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """By level and area; within them as they were found."""
    return sorted(findings, key=lambda each: (LEVELS.index(each.level), AREAS.index(each.rule.area)))


def _seen(old: Revision, new: Revision, finding: Finding) -> Finding:
    return with_lines(old, new, with_packets(old, new, with_witnesses(old, new, finding)))
