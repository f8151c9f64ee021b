"""The catalogues of rules: of comparisons and of audits, each rule with what it means and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from ..audit import catalogue
from ..audit import rules as audit
from ..diff import rules as diff
from ..diff.report import PATHS
from .page import Page
from .templates import render


def rule_pages() -> Iterator[Page]:
    """A page for all catalogues, and one for each."""
    introduction = (
        "# Rules\n\n"
        f"- [What a comparison looks for](/rules/diff.html): {len(diff.RULES)} rules of `crossrp diff`\n"
        f"- [What an audit looks for](/rules/audit.html): {len(audit.RULES)} rules of `crossrp audit`\n\n"
        "## Levels\n\n"
        "- **breaking**: whoever keeps to one side is not understood by the other; of an addon, it raises an error or "
        "does not do what it should\n"
        "- **risky**: what is known does not decide it\n"
        "- **compatible**: nothing has to be done\n"
    )
    yield Page("rules/index.html", "Rules", (introduction,), "Overview", kind="rules")
    yield _page("diff", "What a comparison looks for", "diff.md", list(_diff_areas()))
    yield _page("audit", "What an audit looks for", "audit.md", list(_audit_areas()))


def _page(name: str, title: str, source: str, areas: list[dict[str, Any]]) -> Page:
    levels = [level for level in diff.LEVELS if any(rule["level"] == level for area in areas for rule in area["rules"])]
    html = render(
        "rules.html.j2", {"areas": areas, "levels": levels, "total": sum(len(area["rules"]) for area in areas)}
    )
    introduction = f"# {title}\n\nRules of `crossrp {name}`; [the guide]({source}) tells how to use it.\n"
    return Page(f"rules/{name}.html", title, (introduction, Markup(html)), f"Rules of {name}", kind="rules")


def _diff_areas() -> Iterator[dict[str, Any]]:
    for area in diff.AREAS:
        members = sorted((r for r in diff.RULES.values() if r.area == area), key=lambda r: diff.LEVELS.index(r.level))
        rules = [
            {
                "id": rule.id,
                "level": rule.level,
                "about": ", ".join(filter(None, (PATHS[rule.direction], f"since {rule.since}"))),
                "text": rule.purpose,
                "advice": rule.advice,
                "note": diff.WAIVERS.get(rule.id, ""),
            }
            for rule in members
        ]
        yield {"name": area, "title": area.capitalize(), "rules": rules}


def _audit_areas() -> Iterator[dict[str, Any]]:
    for area, title in audit.AREAS.items():
        rules = [
            {
                "id": rule.id,
                "level": rule.level,
                "about": "",
                "text": rule.when,
                "advice": catalogue.shown(rule.advice),
                "note": "",
            }
            for rule in audit.RULES.values()
            if rule.area == area
        ]
        yield {"name": area, "title": title[0].upper() + title[1:], "rules": rules}


def rule_places() -> Iterator[tuple[str, str, str, str]]:
    """For the search and for links of docs/: the page of docs/, the rule, its page in the site, what it says."""
    for rule in diff.RULES.values():
        yield "diff.md", rule.id, "rules/diff.html", f"{rule.level} {rule.area} {rule.purpose} {rule.advice}"
    for each in audit.RULES.values():
        yield "audit.md", each.id, "rules/audit.html", f"{each.level} {each.area} {each.when} {each.advice}"
