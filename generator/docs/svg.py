"""A small SVG writer: shapes and lines of text in a few named styles, for light and dark pages.

Colours are attributes, which every viewer knows; a style sheet changes them where the reader prefers a dark page. The
drawing has a background of its own, so it can be read on any page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from .lettering import width

Point = tuple[float, float]


@dataclass(frozen=True)
class Style:
    """What a class of shapes looks like: its colours on light and on dark pages. An empty colour is none."""

    fill: str = "none"
    dark_fill: str = "none"
    stroke: str = "none"
    dark_stroke: str = "none"
    thickness: float = 1.5
    dashes: str = ""


PAPER = ("#fbf8f2", "#1d1a17")
INK = ("#2f2720", "#f1eadf")
MUTED = ("#645648", "#bfb1a0")
LINE = ("#5a4d41", "#b3a493")
STYLES: dict[str, Style] = {
    "paper": Style(*PAPER),
    "ink": Style(*INK),
    "muted": Style(*MUTED),
    "light": Style("#ffffff", "#ffffff"),
    "line": Style(stroke=LINE[0], dark_stroke=LINE[1]),
    "head": Style(*LINE),
    "life": Style(stroke="#b9ad9e", dark_stroke="#5d5348", thickness=1.2, dashes="4 4"),
    "Alliance": Style("#24529c", "#2f5fae"),
    "Horde": Style("#9e2622", "#a8332e"),
    "Group": Style("#5b3a8c", "#6a479c"),
    "wait": Style("#ece7dd", "#332d27", "#b9ad9e", "#6a5f53", 1.0),
    "act": Style("#fff1cf", "#3b3120", "#d3b877", "#7d6a3c", 1.0),
    "state": Style("#ffffff", "#2a2521", *LINE),
    "first": Style("#ffffff", "#2a2521", *LINE, thickness=3.0),
    "final": Style("#e4ede0", "#24321f", "#5f7d55", "#86a67b"),
    "momentary": Style("#fbf8f2", "#1d1a17", *LINE, dashes="5 4"),
}
#: Text styles by the shapes they may stand on; for whoever checks that they can be read.
TEXT_ON: dict[str, tuple[str, ...]] = {
    "ink": ("paper", "wait", "act", "state", "first", "final", "momentary"),
    "muted": ("paper", "state", "first", "final", "momentary"),
    "light": ("Alliance", "Horde", "Group"),
}
FONT = "Segoe UI, Helvetica, Arial, sans-serif"


@dataclass
class Drawing:
    """Collects shapes. ``name`` begins the ids in it, so that several drawings can stand in one page."""

    name: str
    title: str
    description: str
    width: float
    height: float = 0.0
    _parts: list[str] = field(default_factory=list)
    _used: list[str] = field(default_factory=lambda: ["paper"])

    def box(self, style: str, at: Point, size: Point, radius: float = 6) -> None:
        """A rectangle; ``at`` is its upper left corner."""
        x, y = at
        wide, high = size
        place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="{_n(high)}" rx="{_n(radius)}"'
        self._parts.append(f"<rect {place} {self._look(style)}/>")

    def path(self, style: str, points: Sequence[Point], curved: bool = False) -> None:
        """A line through points; ``curved`` makes it leave and reach each of them upright."""
        words = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
        for (x0, y0), (x1, y1) in pairwise(points):
            middle = (y0 + y1) / 2
            bend = f"C{_n(x0)} {_n(middle)} {_n(x1)} {_n(middle)} {_n(x1)} {_n(y1)}"
            words.append(bend if curved and x0 != x1 else f"L{_n(x1)} {_n(y1)}")
        self._parts.append(f'<path d="{" ".join(words)}" {self._look(style)}/>')

    def head(self, tip: Point, direction: Point) -> None:
        """An arrowhead; ``direction`` is one of the four unit vectors."""
        (x, y), (dx, dy) = tip, direction
        back = (x - 9 * dx, y - 9 * dy)
        corners = (tip, (back[0] - 5 * dy, back[1] - 5 * dx), (back[0] + 5 * dy, back[1] + 5 * dx))
        shape = " ".join(f"{_n(a)},{_n(b)}" for a, b in corners)
        self._parts.append(f'<polygon points="{shape}" {self._look("head")}/>')

    def text(
        self, words: str, at: Point, size: float = 14, style: str = "ink", bold: bool = False, anchor: str = "middle"
    ) -> None:
        """One line; ``at`` is the middle (or start, end) of its baseline."""
        weight = ' font-weight="600"' if bold else ""
        place = f'x="{_n(at[0])}" y="{_n(at[1])}" font-size="{_n(size)}" text-anchor="{anchor}"'
        self._parts.append(f"<text {place}{weight} {self._look(style)}>{escape(words)}</text>")

    def lines(self, lines: Iterable[str], at: Point, size: float, style: str = "ink") -> None:
        """Centred lines; ``at`` is the middle of the first baseline."""
        for index, line in enumerate(lines):
            self.text(line, (at[0], at[1] + index * leading(size)), size, style)

    def svg(self) -> str:
        """The whole drawing."""
        title, text = f"{self.name}-title", f"{self.name}-text"
        wide, high = _n(self.width), _n(self.height)
        head = [
            f'<svg xmlns="http://www.w3.org/2000/svg" id="{self.name}" viewBox="0 0 {wide} {high}" width="{wide}" '
            f'height="{high}" role="img" aria-labelledby="{title} {text}" font-family={quoteattr(FONT)}>',
            f'<title id="{title}">{escape(self.title)}</title>',
            f'<desc id="{text}">{escape(self.description)}</desc>',
            f"<style>@media (prefers-color-scheme: dark) {{ {self._dark()} }}</style>",
            f'<rect width="{wide}" height="{high}" rx="10" {self._look("paper")}/>',
        ]
        return "\n".join([*head, *self._parts, "</svg>", ""])

    def _look(self, name: str) -> str:
        style = STYLES[name]
        if name not in self._used:
            self._used.append(name)
        stroke = f' stroke="{style.stroke}" stroke-width="{_n(style.thickness)}"' if style.stroke != "none" else ""
        dashes = f' stroke-dasharray="{style.dashes}"' if style.dashes else ""
        return f'class="{name}" fill="{style.fill}"{stroke}{dashes}'

    def _dark(self) -> str:
        rules = []
        for name in sorted(self._used):
            style = STYLES[name]
            stroke = f" stroke: {style.dark_stroke}" if style.stroke != "none" else ""
            rules.append(f"#{self.name} .{name} {{ fill: {style.dark_fill};{stroke} }}")
        return " ".join(rules)


def leading(size: float) -> float:
    """From one line to the next."""
    return round(size * 1.3, 1)


def block_size(lines: Sequence[str], size: float, bold: bool = False) -> Point:
    """Width and height of lines of text."""
    return max((width(line, size, bold) for line in lines), default=0), len(lines) * leading(size)


def _n(number: float) -> str:
    """A number without digits nobody sees."""
    return f"{number:.1f}".removesuffix(".0")
