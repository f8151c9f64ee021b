"""A report as text for a terminal, and as Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import groupby

from .escapes import in_markdown
from .record import Finding, Report

_WIDTH = 100
_MOST_ALSO = 12
"""Further places named in the forms for people."""


def text(report: Report) -> str:
    """The report for a terminal or a pipe, without colour."""
    lines = [report.subject, report.headline]
    for level, found in groupby(report.findings, key=lambda each: each.level):
        lines += ["", f"{level.capitalize()}: {report.titles[level]}"]
        for finding in found:
            lines += _finding(finding)
    if report.notes:
        lines.append("")
    for note in report.notes:
        lines += _wrapped(note, "", "  ")
    return "\n".join(lines) + "\n"


def _finding(finding: Finding) -> Iterator[str]:
    yield ""
    yield f"  {place(finding)}"
    yield from _wrapped(finding.message, "    ", "      ")
    yield from _wrapped(f"Do: {finding.advice}", "    ", "        ")
    if finding.also:
        yield from _wrapped(f"Also at {also(finding)}", "    ", "        ")
    yield f"    {finding.id}  {finding.fingerprint}"


def place(finding: Finding) -> str:
    """Where it is, old before new."""
    if finding.old and finding.new and finding.old != finding.new:
        return f"{finding.old} -> {finding.new}"
    return str(finding.new or finding.old or "")


def also(finding: Finding) -> str:
    """The further places; of those in the same file only the line."""
    here = finding.new or finding.old
    named = [f"line {s.line}" if here and s.file == here.file else str(s) for s in finding.also[:_MOST_ALSO]]
    left = len(finding.also) - len(named)
    return ", ".join(named) + (f" and {left} more" if left else "")


def _wrapped(words: str, first: str, rest: str) -> list[str]:
    return textwrap.wrap(words, _WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def markdown(report: Report) -> str:
    """The report to keep in a repository or to attach to a change."""
    lines = [f"# {in_markdown(report.subject)}", "", in_markdown(report.headline)]
    for level, found in groupby(report.findings, key=lambda each: each.level):
        lines += ["", f"## {level.capitalize()}: {in_markdown(report.titles[level])}", ""]
        for finding in found:
            lines += _item(finding)
    if report.notes:
        lines += ["", *(f"- {in_markdown(note)}" for note in report.notes)]
    return "\n".join(lines) + "\n"


def _item(finding: Finding) -> Iterator[str]:
    yield f"- `{place(finding)}` {in_markdown(finding.message)}"
    yield f"  - To do: {in_markdown(finding.advice)}"
    if finding.also:
        yield f"  - Also at {in_markdown(also(finding))}"
    yield f"  - `{finding.id}` `{finding.fingerprint}`"
