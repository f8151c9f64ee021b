"""How wide a text is, and where to break it: enough to draw boxes around words in whatever font a reader has."""

from __future__ import annotations

#: Widths of characters in thousandths of the font size, as in the usual sans-serif fonts.
_WIDTHS = {
    **dict.fromkeys("ijl'|.,:;!`", 260),
    **dict.fromkeys("ftrI()[]{}-/ \\", 330),
    **dict.fromkeys("ckszvxyJ", 510),
    **dict.fromkeys("mM", 850),
    **dict.fromkeys("wWOQG@%", 790),
    **dict.fromkeys("ABCDEFHKLNPRSTUVXYZ&", 690),
    "→": 1000,
}
_OTHERS = 570
_BOLD = 1.08
#: Fonts differ; a reader's may be wider than the usual ones.
_SLACK = 1.09


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of a line in the unit of ``size``, a little more than most fonts take."""
    units = sum(_WIDTHS.get(character, _OTHERS) for character in text)
    return units / 1000 * size * _SLACK * (_BOLD if bold else 1)


def wrapped(text: str, size: float, most: float, bold: bool = False) -> tuple[str, ...]:
    """The text in lines of about one length, none wider than ``most``; a longer word has a line of its own."""
    lines = _filled(text, size, most, bold)
    while True:
        narrower = _filled(text, size, max((width(line, size, bold) for line in lines), default=0) - 1, bold)
        if len(narrower) > len(lines) or narrower == lines:
            return lines
        lines = narrower


def _filled(text: str, size: float, most: float, bold: bool) -> tuple[str, ...]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold) <= most:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
