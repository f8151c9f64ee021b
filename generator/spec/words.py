"""Field types in words, and how many bytes they take on the wire."""

from __future__ import annotations

from .bytesets import GRAPHIC, LINE, NOT_NUL, ByteSet
from .model import Message, Narrow, Own, Owned, Pairs, Revision, Rule
from .types import (
    UNBOUNDED,
    AnyOf,
    Choice,
    Escaped,
    FieldType,
    Flag,
    ListOf,
    Lit,
    Nullable,
    Number,
    Piece,
    Serials,
    Shape,
    Struct,
    Text,
)

_NAMED = ((NOT_NUL, "any byte but NUL"), (LINE, "any byte but NUL, CR and LF"), (GRAPHIC, "any visible byte"))
# A set with this many bytes is told by what it lacks.
_MANY = 128


def type_words(kind: FieldType) -> str:
    """What the bytes of a value look like, in one sentence without its note."""
    if isinstance(kind, Shape):
        return ", then ".join(map(_piece_words, kind.pieces))
    if isinstance(kind, Number):
        return _number_words(kind)
    if isinstance(kind, Choice):
        return "one of " + ", ".join(_option_words(word, value) for word, value in kind.options)
    if isinstance(kind, Escaped):
        escapes = ", ".join(f"{_quote(raw)} as {(kind.mark + letter).decode()}" for raw, letter in kind.escapes)
        return f"visible bytes, {kind.low} to {kind.high} once unescaped; escaped are {escapes}"
    if isinstance(kind, Nullable):
        return f"{type_words(kind.inner)}; or {_quote(kind.mark)} for none"
    if isinstance(kind, Serials):
        parts = _quote(kind.separator).join(kind.parts)
        return f"{parts}, each a number from 0 to {kind.high}, {_quote(kind.unknown)} or nothing"
    if isinstance(kind, Struct):
        return ", then ".join(map(_part_words, kind.parts))
    if isinstance(kind, ListOf):
        empty = f"; {_quote(kind.empty)} for none"
        return f"up to {kind.high} items joined by {_quote(kind.separator)}, each {type_words(kind.item)}{empty}"
    if isinstance(kind, AnyOf):
        return " or ".join(f"{shape.name} ({shape.note or type_words(shape)})" for shape in kind.kinds)
    mark = f"{_quote(kind.mark)}, then " if kind.mark else ""
    return f"{mark}everything to the end, {set_words(kind.alphabet)}"


def type_note(kind: FieldType) -> str:
    """What a value of the type means, as far as the type says it."""
    return type_note(kind.inner) if isinstance(kind, Nullable) else kind.note


def type_bytes(kind: FieldType | Flag) -> tuple[int, int]:
    """The fewest and the most bytes a value takes on the wire."""
    if isinstance(kind, Shape):
        low, high = _sum([_piece_bytes(piece) for piece in kind.pieces])
        return low, min(high, kind.high)
    if isinstance(kind, Number):
        if kind.digits:
            return kind.digits, kind.digits + (kind.low < 0)
        sizes = [len(str(number)) for bounds in kind.ranges for number in (*bounds, *_shortest(bounds))]
        return min(sizes), max(sizes)
    if isinstance(kind, Choice):
        return min(len(word) for word, _ in kind.options), max(len(word) for word, _ in kind.options)
    if isinstance(kind, Escaped):
        return kind.low, kind.high * (len(kind.mark) + 1)
    if isinstance(kind, Nullable):
        low, high = type_bytes(kind.inner)
        return min(low, len(kind.mark)), max(high, len(kind.mark))
    if isinstance(kind, Serials):
        between = len(kind.separator) * (len(kind.parts) - 1)
        return between, between + len(kind.parts) * max(len(str(kind.high)), len(kind.unknown))
    if isinstance(kind, Flag):
        return 0, len(kind.mark)
    if isinstance(kind, Struct):
        return _sum([_piece_bytes(part) if isinstance(part, Lit) else type_bytes(part[1]) for part in kind.parts])
    if isinstance(kind, ListOf):
        low, high = type_bytes(kind.item)
        most = high * kind.high + len(kind.separator) * (kind.high - 1)
        return min(low, len(kind.empty)), max(most, len(kind.empty))
    if isinstance(kind, AnyOf):
        sizes = [size for shape in kind.kinds for size in type_bytes(shape)]
        return min(sizes), max(sizes)
    return len(kind.mark) + kind.low, len(kind.mark) + kind.high


def message_bytes(revision: Revision, message: Message) -> tuple[int, int]:
    """The fewest and the most bytes of a message, without tags and line end."""
    low = high = len(message.command)
    for item in message.fields:
        least, most = type_bytes(item.type)
        low += 0 if item.optional else least + len(revision.grammar.separator)
        high += most + len(revision.grammar.separator)
    return low, min(high, revision.grammar.message_bytes)


def form(revision: Revision, message: Message) -> str:
    """The message with its fields in angle brackets, optional ones in square ones too."""
    words = [f"[<{item.name}>]" if item.optional else f"<{item.name}>" for item in message.fields]
    words.insert(1 if revision.grammar.source_first else 0, message.command)
    return " ".join(words)


def bytes_words(low: int, high: int) -> str:
    """A byte bound for people."""
    return f"{low} to {high} bytes" if low != high else f"{low} byte" + "s" * (low != 1)


def set_words(alphabet: ByteSet) -> str:
    """A set of bytes as ranges, or as what it lacks when it is nearly everything."""
    for known, words in _NAMED:
        if alphabet == known:
            return words
    if len(alphabet.members) < _MANY or not alphabet.members <= GRAPHIC.members:
        return _ranges_words(alphabet)
    lacking = [chr(byte) for byte in sorted(GRAPHIC.members - alphabet.members)]
    return f"any visible byte but {_listed(lacking)}"


def rule_words(rule: Rule) -> str:
    """What a rule asks of the fields it names, without its note."""
    if isinstance(rule, Pairs):
        allowed = ", ".join(f"{first.decode()} {second.decode()}" for first, second in rule.allowed)
        tolerated = ", ".join(f"{first.decode()} {second.decode()}" for first, second in rule.tolerated)
        also = f"; read but never written: {tolerated}" if tolerated else ""
        return f"{rule.first} and {rule.second} are one of: {allowed}{also}"
    if isinstance(rule, Owned):
        return f"{rule.field} begins with {rule.owner}"
    if isinstance(rule, Own):
        return f"when {rule.when} is {rule.value.decode()}, {rule.field} is {rule.owner} or {rule.wildcard.decode()}"
    assert isinstance(rule, Narrow)
    values = " or ".join(value.decode() if isinstance(value, bytes) else value for value in rule.values)
    low, high = type_bytes(rule.type)
    size = f", {bytes_words(low, high)}" if isinstance(rule.type, Text) else ""
    return f"when {rule.when} is {values}, {rule.field} is {rule.type.name}{size}"


def _shortest(bounds: tuple[int, int]) -> tuple[int, ...]:
    """The numbers of a range nearest to zero on either side: the ones written with the fewest digits."""
    low, high = bounds
    return tuple(number for number in (-1, 0) if low <= number <= high)


def _sum(sizes: list[tuple[int, int]]) -> tuple[int, int]:
    return sum(low for low, _ in sizes), sum(high for _, high in sizes)


def _piece_bytes(piece: Piece) -> tuple[int, int]:
    return (len(piece.text), len(piece.text)) if isinstance(piece, Lit) else (piece.low, piece.high)


def _piece_words(piece: Piece) -> str:
    if isinstance(piece, Lit):
        return _quote(piece.text)
    if piece.fixed:
        count = "one" if piece.low == 1 else f"{piece.low}"
    elif piece.high == UNBOUNDED:
        count = f"{piece.low} or more"
    else:
        count = f"{piece.low} to {piece.high}"
    return f"{count} of {set_words(piece.alphabet)}"


def _number_words(kind: Number) -> str:
    ranges = " or ".join(str(low) if low == high else f"{low} to {high}" for low, high in kind.ranges)
    if kind.digits:
        return f"a number, {ranges}, written with {kind.digits} digits"
    return f"a number, {ranges}"


def _option_words(word: bytes, value: bytes | bool) -> str:
    if word == value:
        return word.decode()
    return f"{word.decode()} ({str(value).lower() if isinstance(value, bool) else value.decode()})"


def _part_words(part: tuple[str, Shape | Number | Flag] | Lit) -> str:
    if isinstance(part, Lit):
        return _quote(part.text)
    name, kind = part
    if isinstance(kind, Flag):
        return f"{_quote(kind.mark)} if {name}"
    return f"{name} ({type_words(kind)})"


def _quote(text: bytes) -> str:
    return "a space" if text == b" " else f"`{text.decode()}`"


def _listed(characters: list[str]) -> str:
    digits = [character for character in characters if character.isdigit()]
    rest = [character for character in characters if not character.isdigit()]
    return " ".join((["0-9"] if len(digits) == 10 else digits) + rest)


def _ranges_words(alphabet: ByteSet) -> str:
    return " ".join(
        _char(low) if low == high else f"{_char(low)}{'-' if high - low > 1 else ' '}{_char(high)}"
        for low, high in alphabet.ranges
    )


def _char(byte: int) -> str:
    return chr(byte) if 0x20 < byte < 0x7F else f"\\x{byte:02x}"
