"""A comparison as plain values: what every form of report is made from."""

from __future__ import annotations

from typing import Any

from ..spec.place import Place
from .compare import Comparison
from .finding import Finding
from .rules import AREAS, LEVELS, RULES

SCHEMA_VERSION = 1


def as_json(comparison: Comparison, mixed: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """The machine-readable form, described by :func:`schema`."""
    return {
        "version": SCHEMA_VERSION,
        "old": comparison.old,
        "new": comparison.new,
        "protocol": comparison.protocol,
        "counts": {level: comparison.count(level) for level in LEVELS},
        "findings": [finding_json(finding) for finding in comparison.findings],
        **({"mixed": mixed} if mixed is not None else {}),
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """One finding. ``id`` is the rule's."""
    return {
        "id": finding.rule.id,
        "level": finding.level,
        "area": finding.rule.area,
        "direction": finding.rule.direction,
        "subject": finding.subject,
        "message": finding.message,
        "advice": finding.rule.advice,
        "old": _place(finding.old),
        "new": _place(finding.new),
        "fingerprint": finding.fingerprint,
        "witness": [witness.as_json() for witness in finding.witnesses],
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    return {"file": place.file, "line": place.line} if place else None


def schema() -> dict[str, Any]:
    """A JSON Schema (2020-12) of the machine-readable form."""
    text, count = {"type": "string"}, {"type": "integer", "minimum": 0}
    place = _object({"file": text, "line": {"type": "integer", "minimum": 1}})
    witness = _object(
        {
            "kind": {"enum": ["bytes", "packet", "check", "scenario", "unplayed", "code"]},
            "direction": {"enum": ["old-to-new", "new-to-old", "both"]},
            "sent": text,
            "seen": text,
            "whole": {"type": "boolean"},
            "conflict": {"type": "boolean"},
        }
    )
    finding = _object(
        {
            "id": {"enum": list(RULES)},
            "level": {"enum": list(LEVELS)},
            "area": {"enum": list(AREAS)},
            "direction": {"enum": ["old-to-new", "new-to-old", "both", "none"]},
            "subject": text,
            "message": text,
            "advice": text,
            "old": {"oneOf": [place, {"type": "null"}]},
            "new": {"oneOf": [place, {"type": "null"}]},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{12}$"},
            "witness": {"type": "array", "items": witness},
        }
    )
    conversation = _object({"conversation": text, "network": text, "prefix": text, "works": text, "seen": text})
    whole = _object(
        {
            "version": {"const": SCHEMA_VERSION},
            "old": text,
            "new": text,
            "protocol": text,
            "counts": _object(dict.fromkeys(LEVELS, count)),
            "findings": {"type": "array", "items": finding},
        }
    )
    whole["properties"]["mixed"] = {"type": "array", "items": conversation}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "crossrp diff",
        **whole,
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def headline(comparison: Comparison) -> str:
    """What was found, in one sentence."""
    if not comparison.findings:
        return "Nothing differs."
    counts = ", ".join(f"{comparison.count(level)} {level}" for level in LEVELS)
    lead = "" if comparison.count("breaking") else "No breaking change, but they differ: "
    return f"{lead}{counts}."


PATHS = {"old-to-new": "old to new", "new-to-old": "new to old", "both": "either way", "none": ""}
"""Directions as people read them."""
