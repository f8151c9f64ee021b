"""A report as one HTML page without anything from elsewhere."""

from __future__ import annotations

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.lua.resources import templates

from .escapes import in_html
from .for_machines import as_json
from .record import LEVELS, Report

TEMPLATE = "findings.html.j2"


def html(report: Report, docs: str) -> str:
    """The page. ``docs``: where the pages of docs/ are, a URL or path that ends with a slash."""
    environment = Environment(
        loader=FileSystemLoader(templates() / "reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["ticked"] = in_html
    return environment.get_template(TEMPLATE).render(
        {
            **as_json(report),
            "tool": report.tool,
            "headline": report.headline,
            "levels": LEVELS,
            "titles": report.titles,
            "rules": f"{docs}{report.tool}.md#",
        }
    )
