"""A report for programs: JSON and its schema, JUnit's XML and GitHub's annotations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree import ElementTree

from .escapes import in_command, in_property, in_xml
from .for_people import also
from .record import LEVELS, Finding, Report

FORMAT = 1
"""Version of the JSON form; it rises when something in it changes its meaning."""
_COMMANDS = {"breaking": "error", "risky": "warning", "compatible": "notice"}


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


def junit(report: Report, fail_on: str) -> str:
    """One test case a finding; it fails when its level is ``fail_on`` or worse."""
    worst = LEVELS if fail_on == "any" else LEVELS[: LEVELS.index(fail_on) + 1]
    failed = sum(finding.level in worst for finding in report.findings)
    name = in_xml(report.subject)
    total = str(max(1, len(report.findings)))
    suite = ElementTree.Element("testsuite", name=name, tests=total, failures=str(failed))
    if not report.findings:
        ElementTree.SubElement(suite, "testcase", classname=name, name=in_xml(report.clean))
    for finding in report.findings:
        title = f"{finding.id}: {finding.new or finding.old} ({finding.fingerprint})"
        case = ElementTree.SubElement(suite, "testcase", classname=name, name=in_xml(title))
        if finding.level in worst:
            failure = ElementTree.SubElement(case, "failure", type=finding.level, message=in_xml(finding.message))
            failure.text = in_xml(_details(finding))
        else:
            ElementTree.SubElement(case, "system-out").text = in_xml(_details(finding))
    ElementTree.indent(suite)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(suite, encoding="unicode")}\n'


def github(report: Report) -> str:
    """A workflow command a finding, which GitHub shows beside the line."""
    lines = []
    for finding in report.findings:
        spot = finding.new or finding.old
        where = f"file={in_property(spot.file)},line={spot.line}," if spot else ""
        column = f"col={spot.column}," if spot and spot.column else ""
        title = in_property(f"{finding.id} {finding.fingerprint}")
        lines.append(f"::{_COMMANDS[finding.level]} {where}{column}title={title}::{in_command(_details(finding))}")
    return "\n".join(lines) + "\n" if lines else ""


def _details(finding: Finding) -> str:
    further = [f"Also at {also(finding)}"] if finding.also else []
    return "\n".join([finding.message, f"Do: {finding.advice}", *further])
