"""Field types: what a value looks like on the wire.

A type is a record; the codecs interpret it (Python) or are generated from it (Lua). Every type but
:class:`Text` and :class:`ListOf` separated by a space stands for one token, a run of bytes without a space.

Values are bytes for whatever is text, int for numbers, bool for flags, None for "nothing there", a dict for a
:class:`Struct`, a dict of part to serial for :class:`Serials`, a list for :class:`ListOf`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from .bytesets import ByteSet
from .place import Place, here

UNBOUNDED = 1 << 30


@dataclass(frozen=True, slots=True)
class Run:
    """Between ``low`` and ``high`` bytes of one set."""

    alphabet: ByteSet
    low: int = 1
    high: int = UNBOUNDED

    @property
    def fixed(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Lit:
    """Exactly these bytes."""

    text: bytes


Piece: TypeAlias = Run | Lit


@dataclass(frozen=True, slots=True)
class Shape:
    """A token made of runs and literals, at most ``high`` bytes in all; its value is the whole token."""

    name: str
    pieces: tuple[Piece, ...]
    high: int
    note: str = ""
    place: Place = field(default_factory=here, compare=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal integer in one of ``ranges`` (both ends included).

    Canonical: no sign but ``-``, no leading zero, unless ``digits`` fixes the width (then zero-padded).
    """

    name: str
    ranges: tuple[tuple[int, int], ...]
    digits: int = 0
    note: str = ""
    place: Place = field(default_factory=here, compare=False)

    @property
    def low(self) -> int:
        return min(low for low, _ in self.ranges)

    @property
    def high(self) -> int:
        return max(high for _, high in self.ranges)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words; ``options`` maps each word on the wire to its value."""

    name: str
    options: tuple[tuple[bytes, bytes | bool], ...]
    note: str = ""
    place: Place = field(default_factory=here, compare=False)


@dataclass(frozen=True, slots=True)
class Escaped:
    """A token in which ``escapes`` stand for bytes that may not appear raw; the value is unescaped.

    ``low`` and ``high`` bound the value in bytes. NUL never appears.
    """

    name: str
    mark: bytes
    escapes: tuple[tuple[bytes, bytes], ...]  # (raw byte, letter that follows the mark)
    low: int
    high: int
    note: str = ""
    place: Place = field(default_factory=here, compare=False)


@dataclass(frozen=True, slots=True)
class Nullable:
    """The inner type, or ``mark`` for nothing (None)."""

    inner: Shape | Number
    mark: bytes = b"-"

    @property
    def name(self) -> str:
        return f"{self.inner.name} or {self.mark.decode()}"


@dataclass(frozen=True, slots=True)
class Serials:
    """One serial a part, joined: a number, ``unknown`` (bytes), or nothing (the part is not in the value)."""

    name: str
    parts: tuple[str, ...]
    high: int
    separator: bytes = b":"
    unknown: bytes = b"?"
    note: str = ""
    place: Place = field(default_factory=here, compare=False)


@dataclass(frozen=True, slots=True)
class Flag:
    """The mark when set (True), nothing when not (False). Only inside a :class:`Struct`."""

    mark: bytes


StructPart: TypeAlias = Shape | Number | Flag


@dataclass(frozen=True, slots=True)
class Struct:
    """Parts written one after the other; a part without a name is a literal."""

    name: str
    parts: tuple[tuple[str, StructPart] | Lit, ...]
    note: str = ""
    place: Place = field(default_factory=here, compare=False)


@dataclass(frozen=True, slots=True)
class ListOf:
    """Items joined by ``separator``; ``empty`` stands for a list without items. At most ``high`` items."""

    name: str
    item: Struct | Shape
    separator: bytes
    high: int
    empty: bytes = b"-"
    note: str = ""
    place: Place = field(default_factory=here, compare=False)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The first of several shapes that fits; the value is the whole token."""

    name: str
    kinds: tuple[Shape, ...]
    note: str = ""
    place: Place = field(default_factory=here, compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """Everything to the end of the message, ``low`` to ``high`` bytes of one set, after an optional ``mark``."""

    name: str
    alphabet: ByteSet
    low: int
    high: int
    mark: bytes = b""
    note: str = ""
    place: Place = field(default_factory=here, compare=False)


FieldType: TypeAlias = Shape | Number | Choice | Escaped | Nullable | Serials | Struct | ListOf | AnyOf | Text


def takes_rest(kind: FieldType) -> bool:
    """Whether the type takes everything to the end of the message, spaces included."""
    return isinstance(kind, Text) or (isinstance(kind, ListOf) and kind.separator == b" ")
