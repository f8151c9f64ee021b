"""A page of text on stdout: titles, paragraphs and tables that fit the terminal, plain in a pipe."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from .console import say

#: Text wider than this is hard to read, however wide the terminal is.
_WIDEST = 110
#: Width of a column of sources.
_SOURCE = 24


class Page:
    """Collects what is shown; :meth:`show` puts it out in one piece."""

    def __init__(self) -> None:
        # In a pipe the width does not depend on whoever reads it.
        self._console = Console(highlight=False, markup=False, emoji=False, **_size())
        self._parts: list[Any] = []

    def title(self, text: str) -> None:
        """A title, with a blank line above unless it is the first."""
        if self._parts:
            self._parts.append("")
        self._parts.append(Text(text, style="bold"))

    def text(self, text: str, indent: int = 0) -> None:
        self._parts.append(Padding(Text(text), (0, 0, 0, indent)))

    def table(self, rows: Iterable[Sequence[str]], indent: int = 2, wide: int = 1, sourced: bool = False) -> None:
        """Rows in columns; those before column ``wide`` never wrap. The last one is subdued when it is a source."""
        rows = [tuple(row) for row in rows]
        if not rows:
            return
        grid = Table.grid(padding=(0, 2, 0, 0))
        last = len(rows[0]) - 1
        for index in range(last + 1):
            grid.add_column(
                no_wrap=index < wide,
                overflow="fold",
                style="dim" if sourced and index == last else "",
                max_width=_SOURCE if sourced and index == last else None,
            )
        for row in rows:
            grid.add_row(*(Text(cell) for cell in row))
        self._parts.append(Padding(grid, (0, 0, 0, indent)))

    def show(self) -> None:
        with self._console.capture() as captured:
            for part in self._parts:
                self._console.print(part)
        for line in captured.get().splitlines():
            say(line.rstrip())


def show_json(value: Any) -> None:
    """One JSON document."""
    say(json.dumps(value, indent=2))


def _size() -> dict[str, Any]:
    if not sys.stdout.isatty():
        return {"width": 80, "force_terminal": False, "color_system": None}
    width = Console().width
    return {"width": _WIDEST} if width > _WIDEST else {}
