"""The addon's icon: a golden bridge between a blue half and a red one, and words above it, as a 64 x 64 TGA."""

from __future__ import annotations

import struct
from collections.abc import Callable
from functools import cache
from typing import TypeAlias

#: Side of the picture in pixels; the game wants a power of two.
SIZE = 64
#: Points tried along each side of a pixel, so that edges come out smooth.
_SAMPLES = 4

Colour: TypeAlias = tuple[int, int, int]
Inside: TypeAlias = Callable[[float, float], bool]


def _disc(x: float, y: float, radius: float) -> Inside:
    return lambda px, py: (px - x) ** 2 + (py - y) ** 2 <= radius * radius


def _box(left: float, top: float, right: float, bottom: float) -> Inside:
    return lambda px, py: left <= px <= right and top <= py <= bottom


def _both(first: Inside, second: Inside) -> Inside:
    return lambda px, py: first(px, py) and second(px, py)


def _either(first: Inside, second: Inside) -> Inside:
    return lambda px, py: first(px, py) or second(px, py)


def _without(first: Inside, second: Inside) -> Inside:
    return lambda px, py: first(px, py) and not second(px, py)


_GOLD = (240, 196, 92)
_PAPER = (250, 244, 228)
_DARK = (44, 36, 30)
_FACE = _disc(32, 32, 28)
_SPAN = _without(_box(0, 42, 64, 53), _disc(32, 58, 14))
_BUBBLE = _either(_disc(22, 22, 9), _either(_disc(42, 22, 9), _box(22, 13, 42, 31)))

#: Painted in this order, later shapes over earlier ones. Coordinates are pixels from the top left corner.
_DRAWING: tuple[tuple[Inside, Colour], ...] = (
    (_disc(32, 32, 31), _DARK),
    (_both(_FACE, _box(0, 0, 32, 64)), (36, 82, 156)),
    (_both(_FACE, _box(32, 0, 64, 64)), (158, 38, 34)),
    (_both(_FACE, _SPAN), _GOLD),
    (_both(_FACE, _box(0, 39, 64, 43)), (255, 222, 140)),
    (_BUBBLE, _PAPER),
    (_disc(22, 22, 3), _DARK),
    (_disc(32, 22, 3), _DARK),
    (_disc(42, 22, 3), _DARK),
)


@cache
def _colour(x: float, y: float) -> Colour | None:
    return next((colour for inside, colour in reversed(_DRAWING) if inside(x, y)), None)


def _samples(x: int, y: int) -> list[Colour | None]:
    """What a pixel shows: one answer when its corners agree, which most do, else a grid of them."""
    corners = {_colour(x + dx, y + dy) for dx in (0, 1) for dy in (0, 1)}
    if len(corners) == 1:
        return list(corners)
    points = [(i + 0.5) / _SAMPLES for i in range(_SAMPLES)]
    return [_colour(x + dx, y + dy) for dy in points for dx in points]


def _pixel(x: int, y: int) -> bytes:
    """Blue, green, red and alpha: the mean of the samples that hit something, and how many did."""
    samples = _samples(x, y)
    hits = [colour for colour in samples if colour]
    if not hits:
        return bytes(4)
    red, green, blue = (sum(channel) // len(hits) for channel in zip(*hits, strict=True))
    return bytes((blue, green, red, 255 * len(hits) // len(samples)))


@cache
def icon_tga() -> bytes:
    """The icon as an uncompressed 32 bit TGA, rows from the bottom up: the form every client reads."""
    header = struct.pack("<BBBHHBHHHHBB", 0, 0, 2, 0, 0, 0, 0, 0, SIZE, SIZE, 32, 8)
    return header + b"".join(_pixel(x, y) for y in reversed(range(SIZE)) for x in range(SIZE))
