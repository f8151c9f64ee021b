"""Markdown: tables, links and text in which nothing is taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_CODE = re.compile(r"(`+)(.+?)\1")
_MARKUP = re.compile(r"([\\*_<>~\[\]#|])")
_NO_WORD = re.compile(r"[^\w\- ]")


def plain(text: str) -> str:
    """Text as markdown that shows it as it is; what stands between backticks stays code."""
    parts, at = [], 0
    for match in _CODE.finditer(text):
        parts += [_escaped(text[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*parts, _escaped(text[at:])])


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def code(text: str) -> str:
    """Text as code, whatever it has in it."""
    if "`" not in text:
        return f"`{text}`"
    return f"`` {text} ``"


def slug(heading: str) -> str:
    """The anchor of a heading."""
    return _NO_WORD.sub("", heading.lower()).replace(" ", "-")


def link(words: str, heading: str) -> str:
    """A link to a heading of the same page; ``words`` are markdown."""
    return f"[{words}](#{slug(heading)})"


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table; cells are markdown."""
    yield f"| {' | '.join(titles)} |"
    yield f"|{' --- |' * len(titles)}"
    for row in rows:
        yield f"| {' | '.join(map(_cell, row))} |"


def _cell(text: str) -> str:
    """Within a table every | has to be escaped, in code too; those of plain text are already."""
    return re.sub(r"(?<!\\)\|", r"\\|", text).replace("\n", "<br>")


def sentence(text: str) -> str:
    """Text with a capital letter and a full stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", ":")) else ".") if text else ""
