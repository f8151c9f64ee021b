"""A comparison as one HTML page without anything from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from ..spec.catalog import DEFAULT, REVISIONS
from .compare import Comparison
from .report import PATHS, as_json, headline
from .report_text import _TITLES as TITLES
from .rules import LEVELS

TEMPLATE = "diff.html.j2"
_REFERENCE = {"crossrp": "protocol.md", "citrus": "citrus-protocol.md"}
_SECTIONS = {
    "timer": "timers",
    "limit": "limits",
    "medium": "what-messages-travel-on",
    "behaviour": "rules",
    "constant": "agreed-texts",
    "realm": "short-realm-numbers",
    "layout": "packets-and-pages",
    "framing": "packets-and-pages",
    "budget": "sending",
    "result": "sending",
    "quota": "limits",
    "machine": "states",
    "flow": "what-happens",
    "procedure": "at-the-start",
}
"""Sections of the reference of Cross RP by what a finding is about."""

Render = Callable[[str, dict[str, Any]], str]
"""Gives the text of a template by name and what it may name."""


def html(comparison: Comparison, render: Render, docs: str, mixed: list[dict[str, Any]] | None = None) -> str:
    """The page. ``docs``: where the pages of docs/ are, a URL or path that ends with a slash."""
    data = as_json(comparison)
    for finding in data["findings"]:
        finding["page"] = reference(comparison.protocol, finding["subject"], docs)
        finding["rule_page"] = f"{docs}diff.md#{finding['id']}"
    return render(
        TEMPLATE,
        {
            **data,
            "headline": headline(comparison),
            "levels": LEVELS,
            "titles": {level: title.partition(": ")[2] for level, title in TITLES.items()},
            "paths": PATHS,
            "mixed": mixed_tables(mixed or []),
        },
    )


def reference(protocol: str, subject: str, docs: str) -> str:
    """The place in the reference of what a finding is about; its page when it has no place of its own there."""
    page = f"{docs}{_REFERENCE.get(protocol, 'protocol.md')}"
    kind, _, name = subject.partition(" ")
    if protocol != "crossrp":
        return page
    if kind == "message":
        message = REVISIONS[DEFAULT[protocol]].messages.get(name.partition(",")[0])
        return f"{page}#{_slug(f'{message.name}: {message.title}')}" if message else f"{page}#messages"
    return f"{page}#{_SECTIONS[kind]}" if kind in _SECTIONS else page


def _slug(heading: str) -> str:
    """The name a heading has in links."""
    kept = "".join(char for char in heading.lower() if char.isalnum() or char in " -_")
    return kept.replace(" ", "-")


def mixed_tables(mixed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a mixed network as a table a prefix."""
    tables = []
    for prefix, found in groupby(mixed, key=lambda row: row["prefix"]):
        rows = list(found)
        networks = list(dict.fromkeys(row["network"] for row in rows))
        works = {(row["conversation"], row["network"]): row["works"] for row in rows}
        names = dict.fromkeys(row["conversation"] for row in rows)
        table = [{"conversation": n, "cells": [works.get((n, w), "") for w in networks]} for n in names]
        tables.append({"prefix": prefix, "networks": networks, "rows": table})
    return tables


def ticked(words: str) -> Markup:
    """Text in which what stands between backquotes is code."""
    parts = words.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if at % 2 and len(parts) % 2 else escape(part)
        for at, part in enumerate(parts)
    )
