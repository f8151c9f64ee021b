"""Sets of bytes, written once and readable by Python and Lua alike."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ByteSet:
    """A set of bytes, as sorted ranges with both ends included."""

    ranges: tuple[tuple[int, int], ...]
    members: frozenset[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        members = frozenset(byte for low, high in self.ranges for byte in range(low, high + 1))
        object.__setattr__(self, "members", members)

    def __contains__(self, byte: int) -> bool:
        return byte in self.members

    def isdisjoint(self, other: ByteSet) -> bool:
        return self.members.isdisjoint(other.members)

    def without(self, text: str) -> ByteSet:
        """The same set less the bytes of ``text``, written as in :func:`byteset`."""
        return _from_members(self.members - byteset(text).members)


def _from_members(members: frozenset[int]) -> ByteSet:
    ranges: list[tuple[int, int]] = []
    for byte in sorted(members):
        if ranges and ranges[-1][1] == byte - 1:
            ranges[-1] = (ranges[-1][0], byte)
        else:
            ranges.append((byte, byte))
    return ByteSet(tuple(ranges))


def byteset(text: str) -> ByteSet:
    """A set written as characters and ranges: ``0-9A-Za-z``; a ``-`` at either end stands for itself.

    Characters are Latin-1, so ``\\x80-\\xff`` is the upper half.
    """
    data = text.encode("latin-1")
    members: set[int] = set()
    at = 0
    while at < len(data):
        if at + 2 < len(data) and data[at + 1] == 0x2D:
            members.update(range(data[at], data[at + 2] + 1))
            at += 3
        else:
            members.add(data[at])
            at += 1
    return _from_members(frozenset(members))


DIGITS = byteset("0-9")
UPPER = byteset("A-Z")
LOWER = byteset("a-z")
ALNUM = byteset("0-9A-Za-z")
HEX = byteset("0-9a-f")
NOT_NUL = byteset("\x01-\xff")
LINE = NOT_NUL.without("\r\n")
GRAPHIC = byteset("\x21-\x7e\x80-\xff")
