"""A comparison for machines that check changes."""

from __future__ import annotations

from generator.findings import for_ci
from generator.findings.for_ci import Case

from .compare import Comparison
from .finding import Finding


def junit(comparison: Comparison, fail_on: tuple[str, ...]) -> str:
    """One test case a finding; it fails when its level is one of ``fail_on``."""
    return for_ci.junit(f"{comparison.old} to {comparison.new}", "nothing differs", _cases(comparison), fail_on)


def github(comparison: Comparison) -> str:
    """A workflow command a finding, which GitHub shows beside the line."""
    return for_ci.github(_cases(comparison))


def _cases(comparison: Comparison) -> list[Case]:
    return [_case(finding) for finding in comparison.findings]


def _case(finding: Finding) -> Case:
    place = finding.new or finding.old
    seen = [f"{witness.direction}: {witness.sent} {witness.seen}".replace(":  ", ": ") for witness in finding.witnesses]
    return Case(
        finding.rule.id,
        finding.subject,
        finding.level,
        finding.message,
        (*seen, f"Do: {finding.rule.advice}"),
        finding.fingerprint,
        *((place.file, place.line) if place else ()),
    )
