"""The templates of the site, and those it shares with the reports."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..diff.report_html import ticked
from ..lua.resources import templates


def render(name: str, data: dict[str, Any]) -> str:
    """The text of a template."""
    return _environment().get_template(name).render(data)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader([templates() / "site", templates() / "reports"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["ticked"] = ticked
    return environment
