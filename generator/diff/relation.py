"""Whether all that one field type writes is read the same by another, decided from the records alone."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from ..spec.types import (
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

# What a type says about itself.
_ABOUT = ("note", "name")


def same_bytes(old: FieldType, new: FieldType) -> bool:
    """Whether two types differ in names and notes only. The names inside a struct are part of its value."""
    return bool(_bare(old) == _bare(new))


def within(writer: FieldType | Flag, reader: FieldType | Flag) -> bool | None:
    """Whether ``reader`` takes every value of ``writer`` for the same; None when the records do not tell."""
    if isinstance(writer, Flag) or isinstance(reader, Flag):
        return writer == reader
    if same_bytes(writer, reader):
        return True
    match writer, reader:
        case Shape(), Shape():
            return _shape(writer, reader)
        case Number(), Number():
            if writer.digits != reader.digits:
                return None
            return all(_covered(low, high, reader) for low, high in writer.ranges)
        case Choice(), Choice():
            return set(writer.options) <= set(reader.options)
        case Escaped(), Escaped():
            if (writer.mark, writer.escapes) != (reader.mark, reader.escapes):
                return None
            return reader.low <= writer.low and writer.high <= reader.high
        case Nullable(), Nullable() if writer.mark == reader.mark:
            return within(writer.inner, reader.inner)
        case Serials(), Serials():
            if (writer.parts, writer.separator, writer.unknown) != (reader.parts, reader.separator, reader.unknown):
                return None
            return writer.high <= reader.high
        case Struct(), Struct():
            return _struct(writer, reader)
        case ListOf(), ListOf() if (writer.separator, writer.empty) == (reader.separator, reader.empty):
            inner = within(writer.item, reader.item)
            return writer.high <= reader.high if inner else inner
        case Text(), Text() if writer.mark == reader.mark:
            fits = reader.low <= writer.low and writer.high <= reader.high
            return fits and writer.alphabet.members <= reader.alphabet.members
    return None


def _shape(writer: Shape, reader: Shape) -> bool | None:
    if len(writer.pieces) != len(reader.pieces):
        return None
    answers = [_piece(ours, theirs) for ours, theirs in zip(writer.pieces, reader.pieces, strict=True)]
    if None in answers:
        return None
    longest = min(writer.high, sum(len(p.text) if isinstance(p, Lit) else p.high for p in writer.pieces))
    if all(answers):
        return longest <= reader.high
    # What one run does not take, its neighbour may.
    return None if len(answers) > 1 else _single(writer, reader)


def _single(writer: Shape, reader: Shape) -> bool:
    ours, theirs = writer.pieces[0], reader.pieces[0]
    if isinstance(ours, Lit) or isinstance(theirs, Lit):
        return ours == theirs
    fits = theirs.low <= ours.low and min(ours.high, writer.high) <= min(theirs.high, reader.high)
    return fits and ours.alphabet.members <= theirs.alphabet.members


def _piece(ours: Piece, theirs: Piece) -> bool | None:
    if isinstance(ours, Lit) or isinstance(theirs, Lit):
        return ours == theirs or None
    return ours.alphabet.members <= theirs.alphabet.members and theirs.low <= ours.low and ours.high <= theirs.high


def _struct(writer: Struct, reader: Struct) -> bool | None:
    if len(writer.parts) != len(reader.parts):
        return None
    for ours, theirs in zip(writer.parts, reader.parts, strict=True):
        if isinstance(ours, Lit) or isinstance(theirs, Lit):
            if ours != theirs:
                return None
        elif ours[0] != theirs[0] or within(ours[1], theirs[1]) is not True:
            return None
    return True


def _covered(low: int, high: int, reader: Number) -> bool:
    """Whether a range of numbers lies inside the ranges of the reader, which may touch each other."""
    at = low
    for first, last in sorted(reader.ranges):
        if first <= at <= last:
            at = last + 1
    return at > high


def _bare(value: Any) -> Any:
    """A type without what it says about itself."""
    if isinstance(value, tuple):
        return tuple(_bare(each) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    known = {part.name for part in fields(value) if part.init}
    inner = {name: _bare(getattr(value, name)) for name in known if name not in (*_ABOUT, "place")}
    about = {name: "" for name in _ABOUT if name in known}
    return replace(value, **inner, **about)
