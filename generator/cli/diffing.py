"""What ``crossrp diff`` puts together: inputs, worlds, and the forms of a report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.diff import matrix, report, report_ci, report_html, report_text, suppress
from generator.diff.addresses import Addresses, MarkdownPages, SitePages
from generator.diff.compare import Comparison, OtherProtocol, Side, compare
from generator.diff.drift import drift
from generator.diff.inputs import BadInput, is_addon, side
from generator.diff.prove import contradictions
from generator.findings.accepted import BadAcceptance
from generator.findings.accepted import read as read_accepted
from generator.lua.errors import Refused
from generator.lua.folder import write_whole
from generator.lua.resources import templates
from generator.world import judged
from generator.world.mixed import Conversation
from generator.world.profiles import synthetic_profile
from generator.world.witness import UNPLAYABLE, Worlds

from .console import complain, say, working
from .lifting import lifted

Table = list[dict[str, Any]]

ADDON_PROTOCOL = "crossrp"
PROFILE_ID, PROFILE_BYTES = "0902xyz", 2000
"""The profile that crosses in a mixed network: short, as only whether it comes counts."""


def compared(old: str, new: str, accepted: Path | None, mixed: bool, play: bool) -> tuple[Comparison, Table | None]:
    """The comparison, and the table of a mixed network when it was asked for. Raises Refused, UnknownRevision."""
    here = Path.cwd()
    try:
        comparison, table = _compared(old, new, here, mixed, play)
        if accepted is not None:
            reasons = read_accepted(accepted.read_text("utf-8"), str(accepted))
            comparison = suppress.apply(comparison, reasons, str(accepted))
    except (BadInput, OtherProtocol, BadAcceptance) as error:
        raise Refused(str(error)) from None
    except UnicodeDecodeError:
        raise Refused(f"{accepted}: it is not UTF-8 text") from None
    return comparison, table


def _compared(old: str, new: str, here: Path, mixed: bool, play: bool) -> tuple[Comparison, Table | None]:
    first = side(old, here)
    if is_addon(new, here):
        if mixed:
            raise Refused("--mixed lets two revisions play; a folder is only read")
        return drift(first, new, lifted(here / new)), None
    second = side(new, here)
    if second.revision.protocol != ADDON_PROTOCOL:
        if mixed:
            raise Refused(f"--mixed lets the addon play, which speaks {ADDON_PROTOCOL}, not {second.revision.protocol}")
        return compare(first, second), None
    worlds = _worlds(first, second)
    comparison = compare(first, second, worlds if play else None)
    if not mixed or worlds is None:
        return comparison, None
    try:
        return comparison, [each.as_json() for each in worlds.conversations]
    except UNPLAYABLE as error:
        raise Refused(
            f"--mixed: no addon of both revisions could be made to play: {type(error).__name__} {error}"
        ) from None


def _worlds(first: Side, second: Side) -> Worlds | None:
    if second.revision.protocol != ADDON_PROTOCOL:
        return None
    return Worlds(first.revision, second.revision, (PROFILE_ID, synthetic_profile(PROFILE_BYTES, seed=1)))


def _played(worlds: Worlds) -> tuple[Conversation, ...]:
    try:
        return worlds.conversations
    except UNPLAYABLE:
        return ()


def held_against(old: str, new: str, count: int, play: bool) -> list[str]:
    """What contradicts the verdicts on so many generated messages and in worlds; told on stderr, as is none.

    Worlds are for revisions the addon can be made of; where they cannot be played, their findings say so.
    """
    here = Path.cwd()
    if is_addon(new, here):
        raise Refused("--prove runs two codecs; a folder is only read")
    first, second = side(old, here), side(new, here)
    with working(f"Holding the verdicts against {count} messages"):
        worlds = _worlds(first, second) if play else None
        comparison = compare(first, second, worlds)
        found = contradictions(first.revision, second.revision, comparison, count)
        if worlds is not None:
            found += judged.contradictions(comparison, _played(worlds))
    for problem in found:
        complain(f"a verdict of crossrp is wrong, please report it: {problem}")
    if not found:
        say(
            f"{count} generated messages contradict no verdict{', nor do the worlds' if worlds is not None else ''}",
            stderr=True,
        )
    return found


def addresses(docs: str, site: str | None) -> Addresses:
    """Where the HTML form leads: to a site where one is named, else to the pages of docs/."""
    return SitePages(_folder(site)) if site is not None else MarkdownPages(_folder(docs))


def _folder(base: str) -> str:
    return base if base.endswith("/") or not base else f"{base}/"


def render(comparison: Comparison, table: Table | None, form: str, fail_on: tuple[str, ...], links: Addresses) -> str:
    """The report in one of the forms."""
    match form:
        case "text":
            return report_text.text(comparison, table)
        case "markdown":
            return report_text.markdown(comparison, table)
        case "html":
            return report_html.html(comparison, _template, links, table)
        case "json":
            return json.dumps(report.as_json(comparison, table), indent=2) + "\n"
        case "junit":
            return report_ci.junit(comparison, fail_on)
    return report_ci.github(comparison)


def _template(name: str, data: dict[str, Any]) -> str:
    environment = Environment(
        loader=FileSystemLoader(templates() / "reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["ticked"] = report_html.ticked
    return environment.get_template(name).render(data)


def matrix_text(form: str) -> str:
    """Every revision of each protocol against every other, as text, Markdown, HTML or JSON. Raises Refused."""
    if form not in ("text", "markdown", "html", "json"):
        raise Refused(f"the matrix has no form {form}: text, markdown, html and json are there")
    cells = matrix.cells()
    if form == "html":
        return report_html.matrix_html(cells, _template)
    if form == "json":
        return json.dumps({"cells": [cell.as_json() for cell in cells]}, indent=2) + "\n"
    return matrix.text(cells) if form == "text" else matrix.markdown(cells)


def schema_text() -> str:
    return json.dumps(report.schema(), indent=2)


def write(text: str, out: Path | None) -> None:
    """To a file as a whole, or to stdout."""
    if out is None:
        say(text.removesuffix("\n"))
    else:
        write_whole(out, text.encode())
        say(f"wrote {out}", stderr=True)
