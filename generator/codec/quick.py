"""The quick way through the codec: one regular expression for a whole message, made from its record.

It takes what is right and usual, and gives the same as the slow way. Whatever it does not take, because it is wrong or
of a rare kind, it leaves to the slow way, which alone knows what to say about it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..spec.check import struct_pieces
from ..spec.model import Grammar, Message
from ..spec.types import AnyOf, Choice, FieldType, Flag, Lit, Number, Shape, Struct, StructPart, Text, takes_rest
from .errors import Fault
from .tokens import Value, byte_class, pattern, read, write

Read = Callable[[bytes], Value]


@dataclass(frozen=True, slots=True)
class Quick:
    """One message. ``fields`` are names with how to read a token, None where it is the value, and how to write one."""

    message: Message
    line: re.Pattern[bytes]
    fields: tuple[tuple[str, FieldType, Read | None, bool], ...]
    before: int
    command: bytes
    separator: bytes

    def decode(self, line: bytes) -> dict[str, Value] | None:
        """The values of a line without tags, or None."""
        found = self.line.fullmatch(line)
        if found is None:
            return None
        values: dict[str, Value] = {}
        try:
            for (name, _, take, _), token in zip(self.fields, found.groups(), strict=True):
                if token is not None:
                    values[name] = token if take is None else take(token)
        except Fault:
            return None
        return values

    def encode(self, values: Mapping[str, object]) -> tuple[bytes, dict[str, Value]] | None:
        """A line and its values as they would be decoded, or None."""
        tokens: list[bytes] = []
        left = len(values)
        try:
            for name, kind, take, optional in self.fields:
                value = values.get(name)
                if value is None:
                    if optional:
                        break
                    return None
                left -= 1
                if take is None and isinstance(value, bytes):
                    tokens.append(kind.mark + value if isinstance(kind, Text) else value)
                else:
                    tokens.append(write(kind, value))
        except Fault:
            return None
        if left:
            return None
        line = self.separator.join((*tokens[: self.before], self.command, *tokens[self.before :]))
        found = self.decode(line)
        if found is None or len(found) != len(tokens):
            return None
        for name, _, take, _ in self.fields[: len(tokens)]:
            if take is None and found[name] != values[name]:
                return None
        return line, found


def quick(grammar: Grammar, message: Message) -> Quick | None:
    """How to take a message quickly; None for one with a list of tokens."""
    if any(takes_rest(item.type) and not isinstance(item.type, Text) for item in message.fields):
        return None
    separator = re.escape(grammar.separator)
    before = 1 if grammar.source_first else 0
    parts = [_group(item.type) for item in message.fields]
    command = re.escape(message.command.encode())
    whole = separator.join([*parts[:before], command])
    for item, part in zip(message.fields[before:], parts[before:], strict=True):
        whole += b"(?:" + separator + part + b")?" if item.optional else separator + part
    fields = tuple((item.name, item.type, _reader(item.type), item.optional) for item in message.fields)
    optional = [item.optional for item in message.fields]
    if sum(optional) > 1:
        return None
    return Quick(message, re.compile(whole), fields, before, message.command.encode(), grammar.separator)


def tag_reader(grammar: Grammar) -> Callable[[bytes], Value] | None:
    """How to read a tag block quickly; it raises Fault for one that is not right."""
    if grammar.tags is None:
        return None
    kind: Struct = grammar.tags
    whole = re.compile(pattern(kind))
    parts = tuple((part[0], _part(part[1])) for part in kind.parts if not isinstance(part, Lit))

    def take(block: bytes) -> Value:
        found = whole.fullmatch(block)
        if found is None:
            raise Fault("shape")
        return {
            name: token if reader is None else reader(token)
            for (name, reader), token in zip(parts, found.groups(), strict=True)
        }

    return take


def _part(kind: StructPart) -> Read | None:
    if isinstance(kind, Flag):
        return lambda token: token != b""
    if isinstance(kind, Shape) and _bounded(kind):
        return None
    if isinstance(kind, Number):
        return _number(kind)
    return lambda token: read(kind, token)


def _group(kind: FieldType) -> bytes:
    if isinstance(kind, Text):
        return b"(" + re.escape(kind.mark) + byte_class(kind.alphabet) + b"{%d,%d})" % (kind.low, kind.high)
    if isinstance(kind, AnyOf):
        return b"(" + b"|".join(map(_shape, kind.kinds)) + b")"
    if isinstance(kind, Shape):
        return b"(" + _shape(kind) + b")"
    if isinstance(kind, Choice):
        return b"(" + b"|".join(re.escape(word) for word, _ in kind.options) + b")"
    return b"([^ ]*)"


def _shape(kind: Shape) -> bytes:
    if _bounded(kind):
        return pattern(kind)
    return b"(?=[^ ]{0,%d}(?: |\\Z))" % kind.high + pattern(kind)


def _bounded(kind: Shape) -> bool:
    """Whether its runs alone keep it within its length."""
    return sum(len(piece.text) if isinstance(piece, Lit) else piece.high for piece in struct_pieces(kind)) <= kind.high


def _reader(kind: FieldType) -> Read | None:
    """None where the token is the value."""
    if isinstance(kind, (Shape, AnyOf)):
        return None
    if isinstance(kind, Text):
        mark = len(kind.mark)
        return None if not mark else lambda token: token[mark:]
    if isinstance(kind, Choice) and all(word == value for word, value in kind.options):
        return None
    if isinstance(kind, Number):
        return _number(kind)
    return lambda token: read(kind, token)


def _number(kind: Number) -> Read:
    """A number without a sign, of one range; the rest is left to the slow way."""
    if kind.digits or len(kind.ranges) != 1 or kind.low < 0:
        return lambda token: read(kind, token)
    ((low, high),) = kind.ranges
    longest = len(str(high))

    def take(token: bytes) -> int:
        if not token.isdigit() or len(token) > longest or (token[:1] == b"0" and token != b"0"):
            return int(read(kind, token))  # type: ignore[arg-type]
        value = int(token)
        if not low <= value <= high:
            raise Fault("range")
        return value

    return take


def narrowed(kind: FieldType) -> Callable[[Value], bool]:
    """Whether a decoded value also fits a narrower type."""
    if isinstance(kind, Text):
        alphabet = re.compile(byte_class(kind.alphabet) + b"{%d,%d}" % (kind.low, kind.high))
        return lambda value: isinstance(value, bytes) and alphabet.fullmatch(value) is not None
    if isinstance(kind, (Shape, AnyOf)):
        whole = re.compile(_group(kind))
        return lambda value: isinstance(value, bytes) and whole.fullmatch(value) is not None

    def fits(value: Value) -> bool:
        try:
            write(kind, value)
        except Fault:
            return False
        return True

    return fits


def tag_writer(grammar: Grammar) -> Callable[[Mapping[str, object]], bytes | None] | None:
    """How to write a tag block quickly; it gives None for what the slow way has to judge."""
    if grammar.tags is None:
        return None
    form = b"".join(part.text.replace(b"%", b"%%") if isinstance(part, Lit) else b"%b" for part in grammar.tags.parts)
    names = tuple(part[0] for part in grammar.tags.parts if not isinstance(part, Lit))
    take = tag_reader(grammar)
    assert take is not None

    def put(tags: Mapping[str, object]) -> bytes | None:
        try:
            values = [tags[name] for name in names]
            block = form % tuple(b"%d" % value if type(value) is int else value for value in values)
            return block if len(tags) == len(names) and take(block) == tags else None
        except (KeyError, TypeError, Fault):
            return None

    return put
