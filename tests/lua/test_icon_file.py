"""The icon is a picture the game can read."""

from __future__ import annotations

import struct

from generator.lua.icon import SIZE, icon_tga


def pixel(x: int, y: int) -> tuple[int, int, int, int]:
    """Red, green, blue and alpha, counted from the top left."""
    blue, green, red, alpha = icon_tga()[18:][((SIZE - 1 - y) * SIZE + x) * 4 :][:4]
    return red, green, blue, alpha


def test_it_is_an_uncompressed_square_of_32_bits() -> None:
    header = struct.unpack("<BBBHHBHHHHBB", icon_tga()[:18])
    assert header[2] == 2, "uncompressed true colour"
    assert header[8:11] == (SIZE, SIZE, 32)
    assert header[11] & 0x30 == 0, "rows from the bottom up"
    assert len(icon_tga()) == 18 + SIZE * SIZE * 4


def test_it_shows_blue_left_and_red_right_on_nothing() -> None:
    assert pixel(0, 0)[3] == 0
    red, _, blue, alpha = pixel(8, 32)
    assert blue > 2 * red
    assert alpha == 255
    red, _, blue, alpha = pixel(56, 32)
    assert red > 2 * blue
    assert alpha == 255
    assert any(0 < pixel(x, 10)[3] < 255 for x in range(32)), "the edge is smooth"
    assert pixel(27, 15)[:3] == (250, 244, 228), "the words are above the bridge"
