"""A report for programs: JSON and its schema, and what those who check changes are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .for_ci import Case
from .for_people import also
from .record import LEVELS, Finding, Report

FORMAT = 1
"""Version of the JSON form; it rises when something in it changes its meaning."""


def as_json(report: Report) -> dict[str, Any]:
    """The machine-readable form, described by :func:`schema`."""
    return {
        "version": FORMAT,
        "subject": report.subject,
        "counts": {level: report.count(level) for level in LEVELS},
        "accepted": report.accepted,
        "findings": [finding.as_json() for finding in report.findings],
        "notes": list(report.notes),
        **report.extra,
    }


def schema(
    title: str, rules: Iterable[str], areas: Iterable[str], extra: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A JSON Schema (2020-12) of the machine-readable form; ``extra`` describes what a report adds to it."""
    text, count = {"type": "string"}, {"type": "integer", "minimum": 0}
    spot = _object({"file": text, "line": {"type": "integer", "minimum": 1}})
    spot["properties"]["column"] = {"type": "integer", "minimum": 1}
    maybe = {"oneOf": [spot, {"type": "null"}]}
    finding = _object(
        {
            "id": {"enum": sorted(rules)},
            "level": {"enum": list(LEVELS)},
            "area": {"enum": sorted(set(areas))},
            "message": text,
            "advice": text,
            "old": maybe,
            "new": maybe,
            "also": {"type": "array", "items": spot},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{12}$"},
            "witness": {"type": "array", "items": {"type": "object"}},
        }
    )
    whole = _object(
        {
            "version": {"const": FORMAT},
            "subject": text,
            "counts": _object(dict.fromkeys(LEVELS, count)),
            "accepted": count,
            "findings": {"type": "array", "items": finding},
            "notes": {"type": "array", "items": text},
            **(extra or {}),
        }
    )
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **whole}


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def cases(report: Report) -> list[Case]:
    """The findings for what checks changes."""
    return [_case(finding) for finding in report.findings]


def _case(finding: Finding) -> Case:
    spot = finding.new or finding.old
    further = (f"Also at {also(finding)}",) if finding.also else ()
    return Case(
        finding.id,
        str(spot),
        finding.level,
        finding.message,
        (f"Do: {finding.advice}", *further),
        finding.fingerprint,
        *((spot.file, spot.line, spot.column) if spot else ()),
    )
