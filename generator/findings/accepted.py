"""Findings that are known and accepted: a fingerprint and a reason on each line of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from .record import Report

_LINE = re.compile(r"^([0-9a-f]{12})\s+(\S.*)$")


class BadAcceptance(ValueError):
    """A line that cannot be used; the message says which, why, and what to do."""


def read(text: str, name: str) -> dict[str, str]:
    """Reasons by fingerprint. Empty lines and those that begin with ``#`` are passed over. Raises BadAcceptance."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        match = _LINE.match(line)
        if match is None:
            raise BadAcceptance(f"{name}:{number}: expected a fingerprint of 12 hexadecimal digits, then the reason")
        if match[1] in found:
            raise BadAcceptance(f"{name}:{number}: {match[1]} is there twice; remove one")
        found[match[1]] = match[2]
    return found


def apply(report: Report, reasons: Mapping[str, str], name: str) -> Report:
    """The report without what is accepted. Raises BadAcceptance for a line that accepts nothing."""
    check((finding.fingerprint for finding in report.findings), reasons, name)
    kept = tuple(finding for finding in report.findings if finding.fingerprint not in reasons)
    return replace(report, findings=kept, accepted=report.accepted + len(report.findings) - len(kept))


def check(fingerprints: Iterable[str], reasons: Mapping[str, str], name: str) -> None:
    """Raises BadAcceptance when one of the lines accepts none of what was found."""
    there = set(fingerprints)
    stale = [fingerprint for fingerprint in reasons if fingerprint not in there]
    if stale:
        words = ", ".join(f"{fingerprint} ({reasons[fingerprint]})" for fingerprint in stale)
        raise BadAcceptance(f"{name}: nothing has the fingerprint {words} any more; remove the line")
