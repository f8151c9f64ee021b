"""Pages before they are HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from markupsafe import Markup

Part: TypeAlias = str | Markup
"""Markdown, or HTML as it is. A link in Markdown is one of docs/ (``raids.md#for-players``) or of the site
(``/crossrp/index.html``)."""


@dataclass(frozen=True)
class Page:
    """``path`` is below the site's root, with one folder. ``name`` stands in the navigation, under ``group`` when there
    is one; ``kind`` says in the search what it is. ``source`` is the page of docs/ that its headings are known by,
    ``also`` what the first of them is called elsewhere. ``rows``: a row of a table can be found by the code in its
    first cell."""

    path: str
    title: str
    parts: tuple[Part, ...]
    name: str = ""
    group: str = ""
    kind: str = ""
    source: str = ""
    also: tuple[str, ...] = ()
    rows: bool = False

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def label(self) -> str:
        return self.name or self.title


def text(lines: Iterable[str]) -> str:
    """Lines of Markdown as a part."""
    return "\n".join(lines).strip("\n") + "\n"


SECTIONS = {
    "crossrp": "Cross RP",
    "citrus": "Citrus",
    "citrus-mesh": "Citrus mesh",
    "diff": "Revisions",
    "rules": "Rules",
    "commands": "Commands",
    "guides": "Guides",
}
"""The folders of the site, in the order of the navigation, and what they are called."""
