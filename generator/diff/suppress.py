"""Findings of a comparison that are known and accepted; the lines of the file are those of every check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.findings.accepted import check

from .compare import Comparison


def apply(comparison: Comparison, reasons: Mapping[str, str], name: str) -> Comparison:
    """The comparison without what is accepted. Raises BadAcceptance for a line that accepts nothing."""
    check((finding.fingerprint for finding in comparison.findings), reasons, name)
    return replace(comparison, findings=tuple(f for f in comparison.findings if f.fingerprint not in reasons))
