"""A comparison for machines that check changes: JUnit's XML and GitHub's annotations."""

from __future__ import annotations

from xml.etree import ElementTree

from generator.findings.escapes import in_command, in_property, in_xml

from .compare import Comparison
from .finding import Finding

_COMMANDS = {"breaking": "error", "risky": "warning", "compatible": "notice"}


def junit(comparison: Comparison, fail_on: tuple[str, ...]) -> str:
    """One test case a finding; it fails when its level is one of ``fail_on``."""
    failed = [finding for finding in comparison.findings if finding.level in fail_on]
    name = in_xml(f"{comparison.old} to {comparison.new}")
    suite = ElementTree.Element(
        "testsuite", name=name, tests=str(max(1, len(comparison.findings))), failures=str(len(failed))
    )
    if not comparison.findings:
        ElementTree.SubElement(suite, "testcase", classname=name, name="nothing differs")
    for finding in comparison.findings:
        title = f"{finding.rule.id}: {finding.subject} ({finding.fingerprint})"
        case = ElementTree.SubElement(suite, "testcase", classname=name, name=in_xml(title))
        if finding.level in fail_on:
            failure = ElementTree.SubElement(case, "failure", type=finding.level, message=in_xml(finding.message))
            failure.text = in_xml(_details(finding))
        else:
            ElementTree.SubElement(case, "system-out").text = in_xml(_details(finding))
    ElementTree.indent(suite)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(suite, encoding="unicode")}\n'


def github(comparison: Comparison) -> str:
    """A workflow command a finding, which GitHub shows beside the line."""
    lines = []
    for finding in comparison.findings:
        place = finding.new or finding.old
        where = f"file={in_property(place.file)},line={place.line}," if place else ""
        title = in_property(f"{finding.rule.id} {finding.fingerprint}")
        lines.append(f"::{_COMMANDS[finding.level]} {where}title={title}::{in_command(_details(finding))}")
    return "\n".join(lines) + "\n" if lines else ""


def _details(finding: Finding) -> str:
    seen = [f"{witness.direction}: {witness.sent} {witness.seen}".replace(":  ", ": ") for witness in finding.witnesses]
    return "\n".join([finding.message, *seen, f"Do: {finding.rule.advice}"])
