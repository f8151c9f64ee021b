"""What can be looked for: every page, heading, rule and named row, with the text that belongs to it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from .markup import Article

_SPACES = re.compile(r"\s+")
#: Letters kept of a long text; enough for every section of the reference but the longest tables.
_MOST = 4000


@dataclass(frozen=True)
class Entry:
    """``kind`` says what it is, ``url`` is seen from the site's root."""

    title: str
    kind: str
    url: str
    words: str


def entries(article: Article) -> list[Entry]:
    """The entries of a page that is made of Markdown."""
    page = article.page
    found = []
    for place in article.places:
        is_page = place.level == 1
        address = page.path if is_page else f"{page.path}#{place.anchor}"
        kind = page.kind if is_page else page.title
        found.append(
            Entry(page.title if is_page else place.title, kind, address, _SPACES.sub(" ", " ".join(place.words)))
        )
    return found


def index(found: Iterable[Entry]) -> str:
    """The script that brings the entries; it is no JSON file, which a page opened from a disk may not read."""
    rows = [[each.title, each.kind, each.url, each.words[:_MOST].strip()] for each in found]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    # A line a row, so that differences between two builds can be read.
    return "window.searchIndex = " + text.replace('"],["', '"],\n["') + ";\n"
