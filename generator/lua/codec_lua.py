"""The Lua codec of a revision: what `templates/addon/Codec.lua.j2` needs to be filled in.

Every message gets a reader that matches the whole line with one pattern; whatever it does not accept goes to a
generic walk over the fields, which finds the fault or, rarely, a message the pattern was too narrow for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from ..codec.tokens import escaped_raw
from ..spec.bytesets import NOT_NUL, ByteSet
from ..spec.check import struct_pieces
from ..spec.model import Message, Narrow, Own, Owned, Pairs, Revision, Rule
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
    Text,
    takes_rest,
)
from .literal import lua_string, lua_value

_SPECIAL = frozenset(b"^$()%.[]*+-?")
_AnyType: TypeAlias = "FieldType | Flag"


def byte_class(alphabet: ByteSet, *, negated: bool = False) -> str:
    """A Lua pattern class (as raw text of Latin-1 characters) of the bytes of a set, or of all others."""
    pieces: list[str] = []
    # Lua tries the ranges of a class in turn, and letters are what is met most.
    for low, high in sorted(alphabet.ranges, key=lambda pair: not pair[0] <= ord("a") <= pair[1]):
        # A byte with a meaning in patterns can be escaped, but not as the end of a range.
        while low <= high and low in _SPECIAL:
            pieces.append("%" + chr(low))
            low += 1
        tail: list[str] = []
        while high >= low and high in _SPECIAL:
            tail.insert(0, "%" + chr(high))
            high -= 1
        if low < high:
            pieces.append(f"{chr(low)}-{chr(high)}")
        elif low == high:
            pieces.append(chr(low))
        pieces.extend(tail)
    return "[" + ("^" if negated else "") + "".join(pieces) + "]"


def _escape(text: bytes) -> str:
    return "".join(f"%{chr(byte)}" if byte in _SPECIAL else chr(byte) for byte in text)


def _fragment(piece: Piece) -> str:
    if isinstance(piece, Lit):
        return _escape(piece.text)
    one = byte_class(piece.alphabet)
    if piece.high == UNBOUNDED:
        return one * (piece.low - 1) + one + "+" if piece.low else one + "*"
    return one * piece.low + (one + "?") * (piece.high - piece.low)


def pattern(kind: Shape | Number | Flag) -> str:
    """The Lua pattern fragment of a token, without anchors."""
    return "".join(map(_fragment, struct_pieces(kind)))


def _struct_pattern(kind: Struct) -> str:
    parts = [_escape(part.text) if isinstance(part, Lit) else f"({pattern(part[1])})" for part in kind.parts]
    return "^" + "".join(parts) + "$"


def _quote(text: str) -> str:
    return lua_string(text.encode("latin-1"))


def _longest(kind: Number) -> int:
    return max(len(str(bound)) for pair in kind.ranges for bound in pair)


class Types:
    """Field types used by a revision, each with the Lua name it got."""

    def __init__(self) -> None:
        self._names: dict[_AnyType, str] = {}
        self.tables: dict[str, str] = {}
        self.declared: list[dict[str, Any]] = []
        self.readers: dict[str, str] = {}

    def name(self, kind: _AnyType) -> str:
        """The Lua expression for a type; declares it and what it is made of on first use."""
        if kind not in self._names:
            declaration = self._struct(kind) if isinstance(kind, Struct) else {"expression": self._expression(kind)}
            base = (
                "".join(char if char.isalnum() else "_" for char in getattr(kind, "name", "flag")).strip("_") or "star"
            )
            name, number = base, 2
            while name in self._names.values():
                name, number = f"{base}_{number}", number + 1
            self._names[kind] = name
            self.declared.append({"name": name, **declaration})
        return f"types.{self._names[kind]}"

    def reader(self, kind: FieldType) -> str:
        """The name of a local that holds a type's reader."""
        name = self.name(kind)
        local = "read_" + name.split(".")[1]
        self.readers[local] = name + ".read"
        return local

    def words(self, kind: FieldType | Flag) -> str:
        """The name of the table of all words of a type that has only a few; empty for other types."""
        words = _words(kind)
        if not words:
            return ""
        name = "words_" + self.name(kind).split(".")[1]
        self.tables[name] = lua_value(words)
        return name

    def _struct(self, kind: Struct) -> dict[str, Any]:
        """A struct's generated reader: its pattern, and for each part how its capture becomes a value."""
        named = [part for part in kind.parts if not isinstance(part, Lit)]
        parts = ", ".join(
            f"{{ literal = {lua_value(part.text)} }}"
            if isinstance(part, Lit)
            else f"{{ name = {lua_value(part[0])}, type = {self.name(part[1])} }}"
            for part in kind.parts
        )
        return {
            "pattern": _quote(_struct_pattern(kind)),
            "captures": [f"f{index}" for index in range(1, len(named) + 1)],
            "converts": [line for index, part in enumerate(named, 1) for line in self._convert(part[1], f"f{index}")],
            "names": [name for name, _ in named],
            "parts": parts,
        }

    def _convert(self, kind: Shape | Number | Flag, capture: str) -> list[str]:
        if isinstance(kind, Flag):
            return [f'{capture} = {capture} ~= ""']
        if isinstance(kind, Shape):
            return [] if _is_tight(kind) else [f'if #{capture} > {kind.high} then return nil, "length" end']
        words = self.words(kind)
        if not words:
            return [f"{capture}, why = {self.name(kind)}.read({capture})", "if why then return nil, why end"]
        return [
            f"local word = {words}[{capture}]",
            f"if word == nil then word, why = {self.name(kind)}.read({capture}) end",
            "if why then return nil, why end",
            f"{capture} = word",
        ]

    def _expression(self, kind: FieldType | Flag) -> str:
        if isinstance(kind, Shape):
            bound = "" if _is_tight(kind) else f", {kind.high}"
            return f"Fields.shape({_quote('^' + pattern(kind) + '$')}{bound})"
        if isinstance(kind, Number):
            ranges = lua_value([list(pair) for pair in kind.ranges])
            return f"Fields.number({_quote('^' + pattern(kind) + '$')}, {ranges}, {kind.digits}, {_longest(kind)})"
        if isinstance(kind, Choice):
            return f"Fields.choice({lua_value(dict(kind.options))})"
        if isinstance(kind, Escaped):
            raws = lua_value({letter: raw for raw, letter in kind.escapes})
            foreign = _quote(byte_class(escaped_raw(kind), negated=True))
            return f"Fields.escaped({lua_value(kind.mark)}, {raws}, {foreign}, {kind.low}, {kind.high})"
        if isinstance(kind, Nullable):
            return f"Fields.nullable({self.name(kind.inner)}, {lua_value(kind.mark)})"
        if isinstance(kind, Serials):
            number = self.name(Number("serial", ((0, kind.high),)))
            parts, separator, unknown = map(lua_value, (list(kind.parts), kind.separator, kind.unknown))
            return f"Fields.serials({parts}, {number}, {separator}, {unknown})"
        if isinstance(kind, Flag):
            return f"Fields.flag({lua_value(kind.mark)})"
        if isinstance(kind, ListOf):
            item = self.name(kind.item)
            return f"Fields.list({item}, {lua_value(kind.separator)}, {lua_value(kind.empty)}, {kind.high})"
        if isinstance(kind, AnyOf):
            return f"Fields.any({{ {', '.join(map(self.name, kind.kinds))} }})"
        assert isinstance(kind, Text)
        foreign = "nil" if kind.alphabet == NOT_NUL else _quote(byte_class(kind.alphabet, negated=True))
        return f"Fields.text({lua_value(kind.mark)}, {foreign}, {kind.low}, {kind.high})"


@dataclass(frozen=True)
class _Capture:
    """What the fast reader of a message does with one field."""

    pattern: str
    convert: str = ""
    conditions: tuple[str, ...] = ()


def _is_tight(kind: Shape) -> bool:
    """Whether what the pattern lets through is never above the shape's own bound."""
    return sum(len(piece.text) if isinstance(piece, Lit) else piece.high for piece in kind.pieces) <= kind.high


def _capture(kind: FieldType, name: str, types: Types) -> _Capture:
    if isinstance(kind, Shape):
        return _Capture(f"({pattern(kind)})", conditions=() if _is_tight(kind) else (f"#{name} <= {kind.high}",))
    if isinstance(kind, Text):
        conditions = [f"#{name} >= {kind.low}"] if kind.low else []
        if kind.alphabet != NOT_NUL:
            conditions.append(f"not find({name}, {_quote(byte_class(kind.alphabet, negated=True))})")
        # The message as a whole is bounded before any reader is asked.
        return _Capture(f"{_escape(kind.mark)}(.*)", conditions=tuple(conditions))
    words = types.words(kind)
    if words:
        return _Capture("([^ ]*)", f"{name} = {words}[{name}]", (f"{name} ~= nil",))
    whole = "(.*)" if takes_rest(kind) else "([^ ]*)"
    reader = types.reader(kind)
    if isinstance(kind, Nullable):
        return _Capture(whole, f"local {name}_why\n{name}, {name}_why = {reader}({name})", (f"not {name}_why",))
    return _Capture(whole, f"{name} = {reader}({name})", (name,))


def _words(kind: FieldType | Flag) -> dict[bytes, object]:
    """Every word of a type that has only a few, with its value."""
    if isinstance(kind, Choice):
        return dict(kind.options)
    if isinstance(kind, Number) and not kind.digits and kind.low == 0 and kind.high < 256:
        return {str(number).encode(): number for number in range(kind.high + 1)}
    return {}


def _reader(message: Message, revision: Revision, types: Types) -> dict[str, Any] | None:
    """The pattern, conversions and conditions of a message's fast reader; None when only the walk can read it."""
    if any(item.optional for item in message.fields):
        return None
    captures = [_capture(item.type, f"f{index}", types) for index, item in enumerate(message.fields, 1)]
    patterns = [capture.pattern for capture in captures]
    patterns.insert(1 if revision.grammar.source_first else 0, message.command)
    limit = revision.grammar.message_bytes
    bounded = [
        f"#f{index} <= {item.type.high}"
        for index, item in enumerate(message.fields, 1)
        if isinstance(item.type, Text) and item.type.high < limit
    ]
    return {
        "pattern": _quote("^" + " ".join(patterns) + "$"),
        "names": [f"f{index}" for index in range(1, len(captures) + 1)],
        "converts": [line for capture in captures for line in capture.convert.split("\n") if line],
        "conditions": [condition for capture in captures for condition in capture.conditions] + bounded,
    }


def _rule(rule: Rule, types: Types) -> dict[str, str]:
    if isinstance(rule, Pairs):
        allowed = lua_value({first + b" " + second: "allowed" for first, second in rule.allowed})
        tolerated = lua_value({first + b" " + second: "tolerated" for first, second in rule.tolerated})
        return {"kind": "pairs", "first": rule.first, "second": rule.second, "allowed": allowed, "tolerated": tolerated}
    if isinstance(rule, Owned):
        return {"kind": "owned", "owner": _path(rule.owner), "owned": _path(rule.field), "field": rule.field}
    if isinstance(rule, Own):
        return {
            "kind": "own",
            "when": f"values.{rule.when} == {lua_value(rule.value)}",
            "field": rule.field,
            "owner": rule.owner,
            "wildcard": lua_value(rule.wildcard),
        }
    assert isinstance(rule, Narrow)
    conditions = [_condition(rule.when, wanted) for wanted in rule.values]
    return {"kind": "narrow", "when": " or ".join(conditions), "field": rule.field, "type": types.name(rule.type)}


def _condition(name: str, wanted: bytes | str) -> str:
    if isinstance(wanted, bytes):
        return f"values.{name} == {lua_value(wanted)}"
    return f"values.{name} < 0" if wanted == "negative" else f"values.{name} >= 0"


def _path(path: str) -> str:
    return "values." + path


def codec_context(revision: Revision) -> dict[str, Any]:
    """Everything the codec template asks for, as Lua source fragments."""
    types = Types()
    messages = []
    for message in revision.messages.values():
        messages.append(
            {
                "name": message.name,
                "command": message.command,
                "media": message.media,
                "fields": [
                    {
                        "name": item.name,
                        "type": types.name(item.type),
                        "optional": item.optional,
                        "rest": takes_rest(item.type),
                    }
                    for item in message.fields
                ],
                "rules": [_rule(rule, types) for rule in message.rules],
                "reader": _reader(message, revision, types),
            }
        )
    tags = revision.grammar.tags
    return {
        "messages": messages,
        "commands": {command: [m.name for m in found] for command, found in revision.commands.items()},
        "source_first": revision.grammar.source_first,
        "tags": types.name(tags) if tags else "",
        "line_end": bool(revision.grammar.line_end),
        "message_bytes": revision.grammar.message_bytes,
        "types": types.declared,
        "tables": types.tables,
        "readers": types.readers,
    }
