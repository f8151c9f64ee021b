"""One field on the wire: a token to a value and back, interpreted from its type.

``read`` and ``write`` raise :class:`Fault` and nothing else for wrong input. The order of checks is part of the
contract: the generated Lua makes the same ones and must name the same fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from ..spec.bytesets import GRAPHIC, ByteSet
from ..spec.check import struct_pieces
from ..spec.types import (
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
    StructPart,
    Text,
)
from .errors import Fault

_Made = TypeVar("_Made")


def _once(make: Callable[[Any], _Made]) -> Callable[[Any], _Made]:
    """Make something of a record once. Records are told apart by identity: to hash one takes longer than to use it."""
    made: dict[int, tuple[object, _Made]] = {}

    def get(record: Any) -> _Made:
        found = made.get(id(record))
        if found is None:
            # Keeping the record keeps its id from being given to another.
            found = made[id(record)] = (record, make(record))
        return found[1]

    return get


Value: TypeAlias = "bytes | int | bool | dict[str, Value] | list[Value] | None"


def read(kind: FieldType, token: bytes) -> Value:
    """The value of a token. Raises Fault."""
    if isinstance(kind, Shape):
        return _read_shape(kind, token)
    if isinstance(kind, Number):
        return _read_number(kind, token)
    if isinstance(kind, Choice):
        for word, value in kind.options:
            if word == token:
                return value
        raise Fault("choice")
    if isinstance(kind, Escaped):
        return _read_escaped(kind, token)
    if isinstance(kind, Nullable):
        return None if token == kind.mark else read(kind.inner, token)
    if isinstance(kind, Serials):
        return _read_serials(kind, token)
    if isinstance(kind, Struct):
        return _read_struct(kind, token)
    if isinstance(kind, ListOf):
        return _read_list(kind, token)
    if isinstance(kind, AnyOf):
        return _read_any(kind, token)
    return _read_text(kind, token)


def write(kind: FieldType, value: object) -> bytes:
    """The token of a value; str is taken as UTF-8. Raises Fault, also for a value that would not read back."""
    token = _token(kind, value)
    if read(kind, token) != canonical(kind, value):
        raise Fault("altered")
    return token


def canonical(kind: FieldType, value: object) -> Value:
    """The value as ``read`` would give it: bytes for str, absent flags False, absent serials left out."""
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    if isinstance(kind, Serials) and isinstance(value, dict):
        return {part: canonical(kind, value[part]) for part in kind.parts if value.get(part) is not None}
    if isinstance(kind, Struct) and isinstance(value, dict):
        return {name: _part_value(part, value.get(name)) for name, part in _named(kind)}
    if isinstance(kind, ListOf) and isinstance(value, (list, tuple)):
        return [canonical(kind.item, item) for item in value]
    return value  # type: ignore[return-value]


def _part_value(part: StructPart, value: object) -> Value:
    if isinstance(part, Flag):
        return bool(value)
    return canonical(part, value)


@_once
def _named(kind: Struct) -> list[tuple[str, StructPart]]:
    return [part for part in kind.parts if not isinstance(part, Lit)]


def byte_class(alphabet: ByteSet) -> bytes:
    """A set of bytes in a regular expression."""
    inside = b"".join(
        b"\\x%02x" % low if low == high else b"\\x%02x-\\x%02x" % (low, high) for low, high in alphabet.ranges
    )
    return b"[" + inside + b"]"


def _piece_regex(piece: Piece) -> bytes:
    if isinstance(piece, Lit):
        return re.escape(piece.text)
    count = b"{%d,}" % piece.low if piece.high == UNBOUNDED else b"{%d,%d}" % (piece.low, piece.high)
    return byte_class(piece.alphabet) + count


def pattern(kind: Shape | Number | Struct | AnyOf) -> bytes:
    """A regular expression for the tokens of a type, the parts of a struct as groups.

    It says less than ``read``, which also knows bounds; it is for telling at a glance what a token is.
    """
    if isinstance(kind, AnyOf):
        return b"(?:" + b"|".join(_regex(shape).pattern for shape in kind.kinds) + b")"
    return _struct_regex(kind).pattern if isinstance(kind, Struct) else _regex(kind).pattern


@_once
def _regex(kind: Shape | Number | Flag) -> re.Pattern[bytes]:
    return re.compile(b"".join(map(_piece_regex, struct_pieces(kind))))


@_once
def _struct_regex(kind: Struct) -> re.Pattern[bytes]:
    parts = [
        re.escape(part.text) if isinstance(part, Lit) else b"(" + _regex(part[1]).pattern + b")" for part in kind.parts
    ]
    return re.compile(b"".join(parts))


@_once
def _foreign(alphabet: ByteSet) -> re.Pattern[bytes]:
    """Matches a byte that is not in the set."""
    return re.compile(b"[^" + byte_class(alphabet)[1:])


def _read_shape(kind: Shape, token: bytes) -> bytes:
    if not _regex(kind).fullmatch(token):
        raise Fault("shape")
    if len(token) > kind.high:
        raise Fault("length")
    return token


@_once
def _longest(kind: Number) -> int:
    return max(len(str(bound)) for pair in kind.ranges for bound in pair)


def _read_number(kind: Number, token: bytes) -> int:
    if not _regex(kind).fullmatch(token):
        raise Fault("shape")
    if not kind.digits:
        digits = token.lstrip(b"-")
        if digits[0:1] == b"0" and token != b"0":
            raise Fault("shape")
        if len(token) > _longest(kind):
            raise Fault("range")
    value = int(token)
    if not any(low <= value <= high for low, high in kind.ranges):
        raise Fault("range")
    if value == 0 and token[0:1] == b"-":
        raise Fault("shape")
    return value


@_once
def escaped_raw(kind: Escaped) -> ByteSet:
    """The bytes that may stand in the token: graphic ones, less those that have an escape, plus the mark."""
    raws = b"".join(raw for raw, _ in kind.escapes if raw != kind.mark).decode("latin-1")
    return GRAPHIC.without(raws)


def _read_escaped(kind: Escaped, token: bytes) -> bytes:
    if _foreign(escaped_raw(kind)).search(token):
        raise Fault("bytes")
    letters = {letter: raw for raw, letter in kind.escapes}
    pieces = token.split(kind.mark)
    value = [pieces[0]]
    for piece in pieces[1:]:
        raw = letters.get(piece[:1])
        if raw is None:
            raise Fault("escape")
        value.append(raw + piece[1:])
    whole = b"".join(value)
    if not kind.low <= len(whole) <= kind.high:
        raise Fault("length")
    return whole


@_once
def _serial(kind: Serials) -> Number:
    return Number("serial", ((0, kind.high),))


def _read_serials(kind: Serials, token: bytes) -> Value:
    items = token.split(kind.separator)
    if len(items) != len(kind.parts):
        raise Fault("count")
    number = _serial(kind)
    value: dict[str, Value] = {}
    for part, item in zip(kind.parts, items, strict=True):
        if item == kind.unknown:
            value[part] = item
        elif item:
            value[part] = _read_number(number, item)
    return value


def _read_struct(kind: Struct, token: bytes) -> Value:
    match = _struct_regex(kind).fullmatch(token)
    if not match:
        raise Fault("shape")
    value: dict[str, Value] = {}
    for (name, part), text in zip(_named(kind), match.groups(), strict=True):
        value[name] = text != b"" if isinstance(part, Flag) else read(part, text)
    return value


def _read_list(kind: ListOf, token: bytes) -> Value:
    if token == kind.empty:
        return []
    items = token.split(kind.separator)
    if len(items) > kind.high:
        raise Fault("count")
    return [read(kind.item, item) for item in items]


def _read_any(kind: AnyOf, token: bytes) -> bytes:
    for shape in kind.kinds:
        if _regex(shape).fullmatch(token) and len(token) <= shape.high:
            return token
    raise Fault("shape")


def _read_text(kind: Text, token: bytes) -> bytes:
    if not token.startswith(kind.mark):
        raise Fault("mark")
    text = token[len(kind.mark) :]
    if not kind.low <= len(text) <= kind.high:
        raise Fault("length")
    if _foreign(kind.alphabet).search(text):
        raise Fault("bytes")
    return text


def _bytes(value: object) -> bytes:
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    if isinstance(value, bytes):
        return value
    raise Fault("type")


def _integer(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise Fault("type")


def _token(kind: FieldType, value: object) -> bytes:
    if isinstance(kind, Number):
        return _write_number(kind, _integer(value))
    if isinstance(kind, Choice):
        wanted = value if isinstance(value, bool) else _bytes(value)
        for word, option in kind.options:
            if option == wanted and isinstance(option, bool) == isinstance(wanted, bool):
                return word
        raise Fault("choice")
    if isinstance(kind, Escaped):
        escapes = {raw[0]: kind.mark + letter for raw, letter in kind.escapes}
        return b"".join(escapes.get(byte, bytes((byte,))) for byte in _bytes(value))
    if isinstance(kind, Nullable):
        return kind.mark if value is None else write(kind.inner, value)
    if isinstance(kind, Serials):
        return _write_serials(kind, value)
    if isinstance(kind, Struct):
        return _write_struct(kind, value)
    if isinstance(kind, ListOf):
        if not isinstance(value, (list, tuple)):
            raise Fault("type")
        return kind.separator.join([write(kind.item, item) for item in value]) if value else kind.empty
    return kind.mark + _bytes(value) if isinstance(kind, Text) else _bytes(value)


def _write_number(kind: Number, value: int) -> bytes:
    # A Lua number is a double; beyond 2^53 neither side could promise the same digits.
    if abs(value) > 2**53:
        raise Fault("range")
    sign = "-" if value < 0 else ""
    return f"{sign}{abs(value):0{kind.digits or 1}d}".encode()


def _write_serials(kind: Serials, value: object) -> bytes:
    if not isinstance(value, dict):
        raise Fault("type")
    if any(part not in kind.parts for part in value):
        raise Fault("unknown_field")
    items = []
    for part in kind.parts:
        serial = value.get(part)
        if serial is None:
            items.append(b"")
        elif isinstance(serial, int):
            items.append(b"%d" % _integer(serial))
        else:
            items.append(_bytes(serial))
            if items[-1] != kind.unknown:
                raise Fault("shape")
    return kind.separator.join(items)


def _write_flag(kind: Flag, value: object) -> bytes:
    if value is not None and not isinstance(value, bool):
        raise Fault("type")
    return kind.mark if value else b""


def _write_struct(kind: Struct, value: object) -> bytes:
    if not isinstance(value, dict):
        raise Fault("type")
    names = {name for name, _ in _named(kind)}
    if any(name not in names for name in value):
        raise Fault("unknown_field")
    pieces = []
    for part in kind.parts:
        if isinstance(part, Lit):
            pieces.append(part.text)
        elif isinstance(part[1], Flag):
            pieces.append(_write_flag(part[1], value.get(part[0])))
        else:
            pieces.append(write(part[1], value.get(part[0])))
    return b"".join(pieces)
