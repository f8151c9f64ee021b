"""Examples taken apart: which bytes of a message are what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..codec import Codec
from ..codec.errors import Fault
from ..codec.readable import value_words
from ..codec.tokens import Value, write
from ..spec.model import Framing, Message, Revision
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
    Serials,
    Struct,
    Text,
)
from ..spec.words import type_note


@dataclass(frozen=True)
class Span:
    """Some bytes of a packet: from ``start`` (0-based) on, what they are part of, and what they mean."""

    start: int
    data: bytes
    name: str
    meaning: str

    @property
    def end(self) -> int:
        """The last of them."""
        return self.start + len(self.data) - 1


_Piece = tuple[bytes, str, str]
_SERIAL = Number("serial", ((0, UNBOUNDED),))


def spans(revision: Revision, message: Message, example: bytes) -> list[Span]:
    """Every byte of an example, in a packet of its own where its medium has packets; a separator's span has no name.

    Raises ValueError when an example is not what its own values are written as.
    """
    head = list(_packet_head(revision, message))
    pieces = [*head, *_message(revision, message, example)]
    found, at = [], 0
    for data, name, meaning in pieces:
        if data:
            found.append(Span(at, data, name, meaning))
            at += len(data)
    whole = b"".join(data for data, _, _ in head) + example
    if b"".join(span.data for span in found) != whole:
        raise ValueError(f"{message.name}: the example {example!r} is not written the way its values are")
    return found


def _packet_head(revision: Revision, message: Message) -> Iterator[_Piece]:
    framings = revision.all(Framing).values() if revision.media[message.media[0]].framing else ()
    for framing in framings:
        yield framing.version, "packet version", "of the form of packets"
        yield framing.whole, "packet mark", "the whole message is in this packet"


def _message(revision: Revision, message: Message, example: bytes) -> Iterator[_Piece]:
    decoded = Codec(revision).decode(example)
    tokens: list[list[_Piece]] = []
    for item in message.fields:
        if item.name in decoded.values:
            value = decoded.values[item.name]
            token = list(_token(item.type, value, item.name))
            tokens.append([(data, name, item.note or meaning) for data, name, meaning in token])
    command = (message.command.encode(), "command", message.title)
    tokens.insert(1 if revision.grammar.source_first else 0, [command])
    for index, token in enumerate(tokens):
        if index:
            yield revision.grammar.separator, "", "separates"
        yield from token


def _token(kind: FieldType, value: Value, name: str) -> Iterator[_Piece]:
    """The parts of a field's token."""
    data = write(kind, value)
    if isinstance(kind, Struct) and isinstance(value, dict):
        yield from _struct(kind, value)
    elif isinstance(kind, ListOf) and isinstance(value, list) and value:
        for index, item in enumerate(value):
            if index:
                yield kind.separator, "", f"separates {name}"
            yield from _token(kind.item, item, name)
    elif isinstance(kind, Serials) and isinstance(value, dict):
        yield from _serials(kind, value, name)
    elif isinstance(kind, Text) and kind.mark:
        yield kind.mark, name, "begins the text"
        yield data[len(kind.mark) :], name, kind.note
    else:
        yield data, name, _meaning(kind, value, data)


def _struct(kind: Struct, value: dict[str, Value]) -> Iterator[_Piece]:
    for part in kind.parts:
        if isinstance(part, Lit):
            yield part.text, "", "separates"
            continue
        name, inner = part
        if isinstance(inner, Flag):
            yield (inner.mark if value[name] else b""), name, "this mark is set"
        else:
            yield write(inner, value[name]), name, inner.note


def _serials(kind: Serials, value: dict[str, Value], name: str) -> Iterator[_Piece]:
    for index, part in enumerate(kind.parts):
        if index:
            yield kind.separator, "", f"separates {name}"
        given = value.get(part)
        if given is None:
            continue
        if given == kind.unknown:
            yield kind.unknown, name, f"part {part}: never seen"
        else:
            yield write(_SERIAL, given), name, f"part {part}: version {value_words(given)}"


def _meaning(kind: FieldType, value: Value, data: bytes) -> str:
    """What the bytes of a value mean."""
    note = type_note(kind)
    if isinstance(kind, Nullable):
        return f"none: {note}" if value is None else note
    if isinstance(kind, ListOf):
        return f"none: {note}"
    if isinstance(kind, Choice) and isinstance(value, (bool, bytes)) and value != data:
        return f"{value_words(value)}: {note}" if note else value_words(value)
    if isinstance(kind, Escaped) and value != data:
        return f"{value_words(value)}: {note}"
    if isinstance(kind, AnyOf):
        return next((shape.note for shape in kind.kinds if _fits(shape, value)), note) or note
    if isinstance(kind, Number):
        return note or str(value)
    return note


def _fits(kind: FieldType, value: Value) -> bool:
    try:
        write(kind, value)
    except Fault:
        return False
    return True
