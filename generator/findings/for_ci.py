"""Findings for what checks changes: JUnit's XML and GitHub's annotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from .escapes import in_command, in_property, in_xml

_COMMANDS = {"breaking": "error", "risky": "warning", "compatible": "notice"}


@dataclass(frozen=True)
class Case:
    """A finding: by rule, about what, how bad, and where; ``details`` are lines. Without a file it is nowhere."""

    rule: str
    subject: str
    level: str
    message: str
    details: tuple[str, ...]
    fingerprint: str
    file: str = ""
    line: int = 0
    column: int = 0

    @property
    def words(self) -> str:
        return "\n".join((self.message, *self.details))


def junit(name: str, clean: str, cases: Sequence[Case], failing: Sequence[str]) -> str:
    """A case for each finding, failed if its level is one of ``failing``; if there is none, ``clean`` is one."""
    failed = sum(case.level in failing for case in cases)
    name = in_xml(name)
    suite = ElementTree.Element("testsuite", name=name, tests=str(max(1, len(cases))), failures=str(failed))
    if not cases:
        ElementTree.SubElement(suite, "testcase", classname=name, name=in_xml(clean))
    for each in cases:
        title = f"{each.rule}: {each.subject} ({each.fingerprint})"
        case = ElementTree.SubElement(suite, "testcase", classname=name, name=in_xml(title))
        if each.level in failing:
            failure = ElementTree.SubElement(case, "failure", type=each.level, message=in_xml(each.message))
            failure.text = in_xml(each.words)
        else:
            ElementTree.SubElement(case, "system-out").text = in_xml(each.words)
    ElementTree.indent(suite)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(suite, encoding="unicode")}\n'


def github(cases: Sequence[Case]) -> str:
    """A workflow command a finding, which GitHub shows beside the line."""
    lines = []
    for case in cases:
        where = f"file={in_property(case.file)},line={case.line}," if case.file else ""
        where += f"col={case.column}," if case.column else ""
        title = in_property(f"{case.rule} {case.fingerprint}")
        lines.append(f"::{_COMMANDS[case.level]} {where}title={title}::{in_command(case.words)}")
    return "\n".join(lines) + "\n" if lines else ""
