"""A report as one HTML page without anything from elsewhere."""

from __future__ import annotations

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from generator.lua.resources import templates

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
    environment.filters["ticked"] = ticked
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


def ticked(words: str) -> Markup:
    """Text in which what stands between backquotes is code."""
    parts = words.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if at % 2 and len(parts) % 2 else escape(part)
        for at, part in enumerate(parts)
    )
