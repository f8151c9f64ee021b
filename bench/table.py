"""How every bench shows what it measured: a table for people, or one JSON object."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table


def arguments(description: str) -> argparse.ArgumentParser:
    """A parser with the options all benches share."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--rounds", type=int, default=7, help="how often everything is measured; medians are shown")
    return parser


def show(title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], form: str, **extra: Any) -> None:
    """Print rows as a table, or everything as one JSON object."""
    if form == "json":
        print(json.dumps({"bench": title, "rows": [dict(zip(columns, row, strict=True)) for row in rows], **extra}))
        return
    table = Table(title=title, box=box.SIMPLE, title_justify="left")
    for index, column in enumerate(columns):
        # Words may be broken over lines, figures never.
        widths = [len(_text(row[index])) for row in rows if not isinstance(row[index], str)]
        table.add_column(column, justify="left" if index == 0 else "right", min_width=max(widths, default=None))
    for row in rows:
        table.add_row(*map(_text, row))
    console = Console()
    console.print(table)
    for name, value in extra.items():
        console.print(f"{name.replace('_', ' ')}: {value}")


def _text(cell: Any) -> str:
    return f"{cell:,.2f}" if isinstance(cell, float) else f"{cell:,}" if isinstance(cell, int) else str(cell)
