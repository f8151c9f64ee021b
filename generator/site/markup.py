"""Markdown to HTML: headings with names, tables that can be read on a narrow page, diagrams in the page itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from ..docs.markdown import slug
from .links import BrokenLink, Links
from .page import Page

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")


def _table_open(self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    return f"{tokens[at].meta['box']}\n{self.renderToken(tokens, at, options, env)}"


def _table_close(*_: object) -> str:
    return "</table>\n</div>\n"


_MARKDOWN.add_render_rule("table_open", _table_open)
_MARKDOWN.add_render_rule("table_close", _table_close)
_ANCHOR = re.compile(r'<a id="([^"]+)">')
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
#: A table whose widest row has more letters than this is shown as a list of cards where the page is narrow.
_WIDE, _CELL = 64, 48
#: Levels of places below those of headings.
MARKED, ROW = 7, 8


@dataclass
class Place:
    """Something that can be found: a heading, a row or a marked line, and the text that belongs to it."""

    anchor: str
    title: str
    level: int
    words: list[str] = field(default_factory=list)


class Article:
    """The content of a page. Its places are known at once; its HTML can be made when all links are."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.places: list[Place] = [Place("", page.title, 1)]
        self._seen: dict[str, int] = {}
        self._parts: list[Markup | list[Token]] = []
        for part in page.parts:
            if isinstance(part, Markup):
                self._parts.append(part)
            else:
                tokens = _MARKDOWN.parse(_COMMENT.sub("", part))
                self._read(tokens)
                self._parts.append(tokens)

    def html(self, links: Links, images: Mapping[str, str]) -> str:
        """The content; ``images`` are SVG by the names Markdown gives them. Raises BrokenLink."""
        return "".join(self._part(part, links, images) for part in self._parts)

    def _part(self, part: Markup | list[Token], links: Links, images: Mapping[str, str]) -> str:
        if isinstance(part, Markup):
            return part
        for token in part:
            children = token.children or []
            for at, child in enumerate(children):
                if child.type == "link_open":
                    href = str(child.attrGet("href"))
                    child.attrSet("href", links.to(href, self.page.path, self.page.source))
                    if children[at + 1].content == href:
                        # Whoever reads the site knows pages by their titles, not by their files.
                        children[at + 1].content = links.title(href, self.page.source) or href
                elif child.type == "image":
                    _draw(child, images)
        html: str = _MARKDOWN.renderer.render(part, _MARKDOWN.options, {})
        return html.replace("<p><figure", "<figure").replace("</figure></p>", "</figure>")

    def _read(self, tokens: list[Token]) -> None:
        """Name the headings, and collect what is said under each."""
        for at, token in enumerate(tokens):
            if token.type == "heading_open":
                self._heading(token, tokens[at + 1])
            elif token.type == "inline" and tokens[at - 1].type != "heading_open":
                self._inline(token)
            elif token.type in ("fence", "code_block"):
                self._open.words.append(token.content)
                token.attrSet("tabindex", "0")
            elif token.type == "table_open":
                _Table(tokens, at).dress(self)

    def _heading(self, token: Token, inline: Token) -> None:
        words = plain_text(inline)
        anchor = self.unique(slug(words))
        token.attrSet("id", anchor)
        level = int(token.tag[1])
        if level == 1:
            self.places[0].anchor, self.places[0].title = anchor, words
        else:
            self.places.append(Place(anchor, words, level))

    def _inline(self, token: Token) -> None:
        words = plain_text(token)
        marked = [match[1] for child in token.children or () if (match := _ANCHOR.match(child.content))]
        for anchor in marked:
            self.unique(anchor)
            self.places.append(Place(anchor, anchor, MARKED))
        self._open.words.append(words)

    @property
    def _open(self) -> Place:
        """What is being told of; a row has its own words only."""
        return next(place for place in reversed(self.places) if place.level < ROW)

    def unique(self, anchor: str) -> str:
        """The anchor, with a number when there is such a one already."""
        count = self._seen.get(anchor, 0)
        self._seen[anchor] = count + 1
        return f"{anchor}-{count}" if count else anchor


class _Table:
    """A table in a list of tokens: what its cells say, and what makes it fit."""

    def __init__(self, tokens: list[Token], start: int) -> None:
        self._tokens, self._start = tokens, start
        self._end = next(at for at in range(start, len(tokens)) if tokens[at].type == "table_close")
        self._titles: list[str] = []

    def dress(self, article: Article) -> None:
        rows = list(self._rows())
        self._titles = [plain_text(self._tokens[at + 1]) for at in rows[0]]
        for at in rows[0]:
            self._tokens[at].attrSet("scope", "col")
        wide = self._is_wide(rows)
        for row in rows[1:]:
            for column, at in enumerate(row):
                self._tokens[at].attrSet("data-label", self._titles[column])
            if article.page.rows and row:
                self._name(row, article)
        self._wrap(article, wide)

    def _rows(self) -> Iterator[list[int]]:
        """Where the cells of each row begin."""
        row: list[int] = []
        for at in range(self._start, self._end):
            kind = self._tokens[at].type
            if kind == "tr_open":
                row = []
            elif kind in ("th_open", "td_open"):
                row.append(at)
            elif kind == "tr_close":
                yield row

    def _is_wide(self, rows: list[list[int]]) -> bool:
        widths = [
            max((min(_CELL, self._letters(at)) for at in column), default=0) for column in zip(*rows[1:], strict=True)
        ]
        return sum(widths) > _WIDE and len(widths) > 2

    def _letters(self, at: int) -> int:
        return len(plain_text(self._tokens[at + 1]))

    def _name(self, row: list[int], article: Article) -> None:
        """Let a row be found by the code in its first cell."""
        cell = self._tokens[row[0] + 1]
        codes = [child.content for child in cell.children or () if child.type == "code_inline"]
        if len(codes) != 1 or plain_text(cell) != codes[0]:
            return
        anchor = article.unique(f"row-{slug(codes[0])}")
        self._tokens[row[0] - 1].attrSet("id", anchor)
        words = [plain_text(self._tokens[at + 1]) for at in row[1:]]
        article.places.append(Place(anchor, codes[0], ROW, words))

    def _wrap(self, article: Article, wide: bool) -> None:
        """Scroll in a box of its own; the box has a name, and the keyboard reaches it."""
        title = next(place.title for place in reversed(article.places) if place.level < MARKED)
        name = escape(f"{title}: {', '.join(title for title in self._titles if title)}")
        kind = "scroll wide" if wide else "scroll"
        self._tokens[self._start].meta["box"] = f'<div class="{kind}" tabindex="0" role="region" aria-label="{name}">'
        if wide:
            for token in self._tokens[self._start : self._end + 1]:
                if role := _ROLES.get(token.type):
                    token.attrSet("role", role)


#: Cards are no table to a browser's eyes; these say that they still are one.
_ROLES = {
    "table_open": "table",
    "thead_open": "rowgroup",
    "tbody_open": "rowgroup",
    "tr_open": "row",
    "th_open": "columnheader",
    "td_open": "cell",
}


def plain_text(inline: Token) -> str:
    """What a reader sees of an inline token."""
    words = []
    for child in inline.children or ():
        if child.type in ("text", "code_inline"):
            words.append(child.content)
        elif child.type in ("softbreak", "hardbreak") or child.content == "<br>":
            words.append(" ")
    return "".join(words).strip()


def _draw(image: Token, images: Mapping[str, str]) -> None:
    """Put the drawing itself in the place of the image."""
    source = str(image.attrGet("src"))
    if source not in images:
        raise BrokenLink(f"there is no drawing {source}")
    words = escape(image.content)
    image.type = "html_inline"
    image.content = (
        f'<figure><div class="scroll drawing" tabindex="0" role="region" aria-label="{words}">'
        f"{images[source].strip()}</div></figure>"
    )
