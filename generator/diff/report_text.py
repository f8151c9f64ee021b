"""A comparison as text for a terminal, and as Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from generator.findings.escapes import in_markdown

from ..spec.place import Place
from .compare import Comparison
from .finding import Finding, Witness
from .report import PATHS, headline

_WIDTH = 80
_TITLES = {
    "breaking": "Breaking: clients of one revision are not understood by clients of the other",
    "risky": "Risky: the specification does not say enough to decide",
    "compatible": "Compatible: both understand each other",
}

CAST = "Four clients play: a sender, the bridge of its side, the bridge of the other side, and a receiver there."
_LEADS = {"scenario": "played:", "unplayed": ""}
"""What stands before what was seen; a scenario says by itself who waited for whom."""


def text(comparison: Comparison, mixed: list[dict[str, Any]] | None = None) -> str:
    """The report for a terminal or a pipe, without colour."""
    lines = [f"{comparison.old} -> {comparison.new} ({comparison.protocol})", headline(comparison)]
    for level, found in groupby(comparison.findings, key=lambda each: each.level):
        lines += ["", _TITLES[level]]
        for finding in found:
            lines += _finding(finding)
    if mixed is not None:
        lines += ["", *mixed_lines(mixed)]
    return "\n".join(lines) + "\n"


def _finding(finding: Finding) -> Iterator[str]:
    yield ""
    yield from _wrapped(finding.message, "  ", "    ")
    yield from _facts(finding)
    for witness in finding.witnesses:
        yield from _witness(witness)
    if finding.level != "compatible":
        yield from _wrapped(f"Do: {finding.rule.advice}", "    ", "        ")


def _facts(finding: Finding) -> Iterator[str]:
    """The rule, the fingerprint and the places; these on lines of their own where one is too short."""
    known, places = f"    {finding.rule.id}  {finding.fingerprint}", _where(finding)
    if len(known) + 2 + len(places) <= _WIDTH:
        yield f"{known}  {places}"
        return
    yield known
    before, arrow, after = places.partition(" -> ")
    if len(places) + 4 <= _WIDTH or not arrow:
        yield f"    {places}"
    else:
        yield from (f"    {before}", f"    -> {after}")


def _witness(witness: Witness) -> Iterator[str]:
    alone = "" if witness.whole else " (this change alone)"
    path = PATHS[witness.direction]
    if witness.sent:
        yield f"    {path}{alone}: {witness.sent}"
        yield from _wrapped(witness.seen, "        ", "        ")
    else:
        lead = _LEADS.get(witness.kind, f"{path}:")
        yield from _wrapped(f"{lead} {witness.seen}".strip(), "    ", "        ")


def _where(finding: Finding) -> str:
    if finding.rule.id.startswith("addon-") and finding.old and not finding.new:
        return f"specified at {finding.old}"
    return _places(finding.old, finding.new)


def _places(old: Place | None, new: Place | None) -> str:
    if old and new and old != new:
        return f"{old} -> {new}"
    if old and new:
        return str(new)
    return f"was at {old}" if old else f"at {new}"


def _wrapped(words: str, first: str, rest: str) -> list[str]:
    return textwrap.wrap(words, _WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def mixed_lines(mixed: list[dict[str, Any]]) -> list[str]:
    """The table of conversations for a terminal."""
    lines = [
        "What old and new clients can still do together, as seen in simulated worlds",
        "",
        *_wrapped(CAST, "  ", "  "),
    ]
    for prefix, rows in groupby(mixed, key=lambda row: row["prefix"]):
        found = list(rows)
        networks = list(dict.fromkeys(row["network"] for row in found))
        lines += ["", f"  {prefix}", *(f"    {chr(97 + at)}  {name}" for at, name in enumerate(networks))]
        width = max(len(row["conversation"]) for row in found)
        lines.append("    " + " " * width + "".join(f"  {chr(97 + at):5}" for at in range(len(networks))).rstrip())
        for name, cells in groupby(sorted(found, key=lambda row: _order(found, row)), key=lambda r: r["conversation"]):
            works = {cell["network"]: cell["works"] for cell in cells}
            row = "".join(f"  {works.get(network, ''):5}" for network in networks)
            lines.append(f"    {name:{width}}{row}".rstrip())
    return lines


def _order(rows: list[dict[str, Any]], row: dict[str, Any]) -> int:
    return [each["conversation"] for each in rows].index(row["conversation"])


def markdown(comparison: Comparison, mixed: list[dict[str, Any]] | None = None) -> str:
    """The report to keep in a repository or to attach to a change."""
    lines = [f"# {comparison.old} to {comparison.new} ({comparison.protocol})", "", headline(comparison)]
    for level, found in groupby(comparison.findings, key=lambda each: each.level):
        lines += ["", f"## {_TITLES[level]}", ""]
        for finding in found:
            lines += _item(finding)
    if mixed is not None:
        lines += ["", "## What old and new clients can still do together", "", CAST, "", *_mixed_table(mixed)]
    return "\n".join(lines) + "\n"


def _item(finding: Finding) -> Iterator[str]:
    yield f"- {in_markdown(finding.message)}"
    yield f"  `{finding.rule.id}` `{finding.fingerprint}` {_where(finding)}"
    for witness in finding.witnesses:
        sent = f" {_code(witness.sent)}:" if witness.sent else ""
        alone = "" if witness.whole else " (this change alone)"
        lead = _LEADS.get(witness.kind, f"{PATHS[witness.direction]}{alone}:")
        yield f"  - {lead}{sent} {in_markdown(witness.seen)}".replace("-  ", "- ")
    if finding.level != "compatible":
        yield f"  - To do: {in_markdown(finding.rule.advice)}"


def _mixed_table(mixed: list[dict[str, Any]]) -> Iterator[str]:
    yield "| Prefix | Who is who | Conversation | Works |"
    yield "| --- | --- | --- | --- |"
    for row in mixed:
        yield f"| {row['prefix']} | {row['network']} | {row['conversation']} | {row['works']} |"


def _code(sent: str) -> str:
    ticks = "``" if "`" in sent else "`"
    pad = " " if "`" in sent else ""
    return f"{ticks}{pad}{sent}{pad}{ticks}"
