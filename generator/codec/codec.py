"""A codec interpreted from a revision: bytes to values and values to bytes. No I/O, no state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..spec.model import Grammar, Message, Narrow, Own, Owned, Pairs, Revision, Rule
from ..spec.types import Nullable, Struct, takes_rest
from .errors import DecodeError, EncodeError, Fault
from .quick import Quick, narrowed, quick, tag_reader, tag_writer
from .tokens import Value, read, write

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Decoded:
    """A message: its name, values by field (absent optional fields are left out), tags, and the field whose
    value is tolerated though no sender should write it."""

    name: str
    values: dict[str, Value]
    tags: dict[str, Value] = field(default_factory=dict)
    deviation: str = ""


class _Quick(dict[str, Quick | None]):
    """The quick forms by message, made when first asked for: who has a codec often needs one message of it."""

    def __init__(self, grammar: Grammar, messages: Mapping[str, Message]) -> None:
        self._grammar, self._messages = grammar, messages

    def __missing__(self, name: str) -> Quick | None:
        form = self[name] = quick(self._grammar, self._messages[name])
        return form


class Codec:
    """Encodes and decodes the messages of one revision."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision
        self._grammar = revision.grammar
        self._separator = revision.grammar.separator
        self._commands = {command.encode(): found for command, found in revision.commands.items()}
        self._quick = _Quick(self._grammar, revision.messages)
        self._quick_tags = tag_reader(self._grammar)
        self._put_tags = tag_writer(self._grammar)
        self._narrows = {
            id(rule): narrowed(rule.type)
            for message in revision.messages.values()
            for rule in message.rules
            if isinstance(rule, Narrow)
        }

    def decode(self, data: bytes, medium: str | None = None) -> Decoded:
        """The message in ``data``; with ``medium``, only a message that travels there.

        Raises DecodeError and nothing else, whatever the bytes.
        """
        line = self._without_line_end(data)
        tags: dict[str, Value] = {}
        if self._grammar.tags is not None and line[:1] == b"@":
            block, separator, line = line.partition(self._separator)
            tags = self._read_tags(self._grammar.tags, block, separator)
        if len(line) > self._grammar.message_bytes:
            raise DecodeError("", "", "too_long")
        if b"\0" in line:
            raise DecodeError("", "", "nul")
        found = self._decode_quickly(line, medium)
        if found is not None:
            message, values = found
            deviation = self._check_rules(message, values, DecodeError) if message.rules else ""
            return Decoded(message.name, values, tags, deviation)
        first, rest = self._split_source(line)
        message, after = self._find(rest, medium)
        values = self._read_fields(message, first, after)
        deviation = self._check_rules(message, values, DecodeError)
        return Decoded(message.name, values, tags, deviation)

    def encode(self, name: str, values: Values, *, medium: str | None = None, tags: Values | None = None) -> bytes:
        """The bytes of a message, without the line end.

        Raises EncodeError for a value that would not decode to itself, an unknown field or message, and a
        medium the message does not travel on.
        """
        message = self.revision.messages.get(name)
        if message is None:
            raise EncodeError(name, "", "unknown_command")
        if medium is not None and medium not in message.media:
            raise EncodeError(name, "", "wrong_medium")
        form = self._quick[name]
        found = form.encode(values) if form is not None else None
        if found is not None and len(found[0]) <= self._grammar.message_bytes and b"\0" not in found[0]:
            if message.rules and (wrong := self._check_rules(message, found[1], EncodeError)):
                raise EncodeError(name, wrong, "rule")
            return self._write_tags(name, tags) + found[0]
        known = {item.name for item in message.fields}
        for given in values:
            if given not in known:
                raise EncodeError(name, given, "unknown_field")
        tokens, canonical = self._write_fields(message, values)
        if self._check_rules(message, canonical, EncodeError):
            raise EncodeError(name, self._check_rules(message, canonical, EncodeError), "rule")
        tokens.insert(1 if self._grammar.source_first else 0, message.command.encode())
        data = self._separator.join(tokens)
        if len(data) > self._grammar.message_bytes:
            raise EncodeError(name, "", "too_long")
        return self._write_tags(name, tags) + data

    def _decode_quickly(self, line: bytes, medium: str | None) -> tuple[Message, dict[str, Value]] | None:
        parts = line.split(self._separator, 2)
        place = 1 if self._grammar.source_first else 0
        for message in self._commands.get(parts[place], ()) if len(parts) > place else ():
            form = self._quick[message.name]
            if form is not None and (medium is None or medium in message.media):
                values = form.decode(line)
                if values is not None:
                    return message, values
        return None

    def _without_line_end(self, data: bytes) -> bytes:
        if not self._grammar.line_end:
            return data
        for end in (self._grammar.line_end, b"\n"):
            if data.endswith(end):
                return data[: -len(end)]
        return data

    def _read_tags(self, kind: Struct, block: bytes, separator: bytes) -> dict[str, Value]:
        if not separator:
            raise DecodeError("", "tags", "shape")
        if len(block) > self._grammar.message_bytes:
            raise DecodeError("", "tags", "too_long")
        try:
            value = self._quick_tags(block) if self._quick_tags else read(kind, block)
        except Fault as fault:
            raise DecodeError("", "tags", fault.why) from None
        assert isinstance(value, dict)
        return value

    def _write_tags(self, name: str, tags: Values | None) -> bytes:
        if tags is None:
            return b""
        if self._grammar.tags is None or self._put_tags is None:
            raise EncodeError(name, "tags", "unknown_field")
        block = self._put_tags(tags)
        if block is not None:
            return block + self._separator
        try:
            return write(self._grammar.tags, dict(tags)) + self._separator
        except Fault as fault:
            raise EncodeError(name, "tags", fault.why) from None

    def _split_source(self, line: bytes) -> tuple[bytes | None, bytes]:
        if not self._grammar.source_first:
            return None, line
        first, separator, rest = line.partition(self._separator)
        if not separator:
            raise DecodeError("", "", "unknown_command")
        return first, rest

    def _find(self, rest: bytes, medium: str | None) -> tuple[Message, bytes | None]:
        """The message by command, medium and arity; and what follows the command, None when nothing does."""
        command, separator, tail = rest.partition(self._separator)
        found = self._commands.get(command)
        if found is None:
            raise DecodeError("", "", "unknown_command")
        if medium is not None and not any(medium in message.media for message in found):
            raise DecodeError(found[0].name, "", "wrong_medium")
        after = tail if separator else None
        if len(found) == 1:
            return found[0], after
        arity = 0 if after is None else after.count(self._separator) + 1
        arity += self._grammar.source_first
        for message in found:
            if len(message.fields) == arity:
                return message, after
        raise DecodeError(command.decode(), "", "arity")

    def _read_fields(self, message: Message, first: bytes | None, rest: bytes | None) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for item in message.fields:
            if first is not None:
                token: bytes | None = first
                first = None
            elif rest is not None and takes_rest(item.type):
                token, rest = rest, None
            elif rest is not None:
                token, separator, tail = rest.partition(self._separator)
                rest = tail if separator else None
            else:
                token = None
            if token is None:
                if item.optional:
                    continue
                raise DecodeError(message.name, item.name, "missing")
            try:
                values[item.name] = read(item.type, token)
            except Fault as fault:
                raise DecodeError(message.name, item.name, fault.why) from None
        if rest is not None:
            raise DecodeError(message.name, "", "extra")
        return values

    def _write_fields(self, message: Message, values: Values) -> tuple[list[bytes], dict[str, Value]]:
        tokens: list[bytes] = []
        canonical: dict[str, Value] = {}
        absent = ""
        for item in message.fields:
            value = values.get(item.name)
            if value is None and item.optional:
                absent = item.name
                continue
            if absent or (value is None and not isinstance(item.type, Nullable)):
                raise EncodeError(message.name, absent or item.name, "missing")
            try:
                token = write(item.type, value)
                canonical[item.name] = read(item.type, token)
            except Fault as fault:
                raise EncodeError(message.name, item.name, fault.why) from None
            tokens.append(token)
        return tokens, canonical

    def _check_rules(
        self, message: Message, values: dict[str, Value], error: type[DecodeError] | type[EncodeError]
    ) -> str:
        """The field of a tolerated pair, or nothing. Raises ``error`` when a rule is broken."""
        deviation = ""
        for rule in message.rules:
            if isinstance(rule, Pairs) and (values[rule.first], values[rule.second]) in rule.tolerated:
                deviation = rule.first
            elif not self._holds(rule, values):
                raise error(message.name, rule.first if isinstance(rule, Pairs) else rule.field, "rule")
        return deviation

    def _holds(self, rule: Rule, values: dict[str, Value]) -> bool:
        if isinstance(rule, Narrow):
            value = values[rule.when]
            if isinstance(value, bytes):
                if value not in rule.values:
                    return True
            elif not any(_condition(value, wanted) for wanted in rule.values):
                return True
            return self._narrows[id(rule)](values[rule.field])
        if isinstance(rule, Own):
            return values[rule.when] != rule.value or values[rule.field] in (rule.wildcard, values[rule.owner])
        if isinstance(rule, Owned):
            owner, owned = _at(values, rule.owner), _at(values, rule.field)
            return isinstance(owner, bytes) and isinstance(owned, bytes) and owned.startswith(owner)
        return (values[rule.first], values[rule.second]) in rule.allowed


def _at(values: dict[str, Value], path: str) -> Value:
    """The value of a field, or of a part of a struct field (``field.part``)."""
    name, _, part = path.partition(".")
    value = values.get(name)
    return value[part] if part and isinstance(value, dict) else value


def _condition(value: Value, wanted: bytes | str) -> bool:
    if isinstance(value, int):
        return value < 0 if wanted == "negative" else value >= 0
    return value == wanted
