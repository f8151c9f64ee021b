"""A comparison as one HTML page without anything from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from generator.findings.escapes import in_html

from .addresses import Addresses
from .compare import Comparison
from .matrix import Cell
from .report import PATHS, as_json, headline
from .report_text import _TITLES as TITLES
from .rules import LEVELS

ticked = in_html
TEMPLATE, MATRIX = "diff.html.j2", "matrix.html.j2"
Render = Callable[[str, dict[str, Any]], str]
"""Gives the text of a template by name and what it may name."""


def html(
    comparison: Comparison, render: Render, addresses: Addresses, mixed: list[dict[str, Any]] | None = None
) -> str:
    """The page, with links to ``addresses``."""
    return render(TEMPLATE, page_data(comparison, addresses, mixed))


def page_data(
    comparison: Comparison, addresses: Addresses, mixed: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    """What the template of a comparison names."""
    data = as_json(comparison)
    for finding in data["findings"]:
        finding["page"] = addresses.subject(comparison.protocol, finding["subject"])
        finding["rule_page"] = addresses.rule(finding["id"])
    return {
        **data,
        "headline": headline(comparison),
        "levels": LEVELS,
        "titles": {level: title.partition(": ")[2] for level, title in TITLES.items()},
        "paths": PATHS,
        "mixed": mixed_tables(mixed or []),
    }


def matrix_html(cells: list[Cell], render: Render) -> str:
    """All revisions against each other as one page."""
    return render(MATRIX, matrix_data(cells))


def matrix_data(cells: list[Cell], comparison: Callable[[str, str], str] | None = None) -> dict[str, Any]:
    """What the template of the matrix names; ``comparison`` gives the page of two revisions, if there are such."""
    tables = []
    for protocol, group in groupby(cells, key=lambda cell: cell.protocol):
        members = {(cell.old, cell.new): cell for cell in group}
        names = list(dict.fromkeys(old for old, _ in members))
        rows = [{"old": old, "cells": [_cell(members.get((old, new)), comparison) for new in names]} for old in names]
        tables.append({"protocol": protocol, "names": names, "rows": rows})
    return {"tables": tables, "levels": LEVELS}


def _cell(cell: Cell | None, comparison: Callable[[str, str], str] | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    return {
        "new": cell.new,
        "counts": dict(zip(LEVELS, cell.counts, strict=True)),
        "page": comparison(cell.old, cell.new) if comparison else "",
    }


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
