"""Findings that are known and accepted: a fingerprint and a reason on each line of a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from .compare import Comparison

_LINE = re.compile(r"^([0-9a-f]{12})\s+(\S.*)$")


class BadSuppression(ValueError):
    """A line that cannot be used; the message says which, why, and what to do."""


def read(text: str, name: str) -> dict[str, str]:
    """Reasons by fingerprint. Empty lines and those that begin with ``#`` are passed over. Raises BadSuppression."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        match = _LINE.match(line)
        if match is None:
            raise BadSuppression(f"{name}:{number}: expected a fingerprint of 12 hexadecimal digits, then the reason")
        if match[1] in found:
            raise BadSuppression(f"{name}:{number}: {match[1]} is there twice; remove one")
        found[match[1]] = match[2]
    return found


def apply(comparison: Comparison, reasons: Mapping[str, str], name: str) -> Comparison:
    """The comparison without what is suppressed. Raises BadSuppression for a line that suppresses nothing."""
    there = {finding.fingerprint for finding in comparison.findings}
    stale = [fingerprint for fingerprint in reasons if fingerprint not in there]
    if stale:
        words = ", ".join(f"{fingerprint} ({reasons[fingerprint]})" for fingerprint in stale)
        raise BadSuppression(f"{name}: nothing has the fingerprint {words} any more; remove the line")
    return replace(comparison, findings=tuple(f for f in comparison.findings if f.fingerprint not in reasons))
