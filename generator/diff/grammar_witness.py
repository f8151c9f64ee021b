"""Lines of one grammar read by the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from ..codec import Codec, DecodeError, EncodeError
from ..codec.readable import readable
from ..codec.tokens import Value
from ..spec.model import Message, Revision
from ..spec.types import Text
from .finding import Finding, Witness
from .samples import alphabet_bytes, message_values, value
from .witness import WORDS, directions, hear

_TRIES = 50
_SHOWN = 80


def with_lines(old: Revision, new: Revision, finding: Finding) -> Finding:
    """A finding about the grammar with what the other side made of a line; any other as it is."""
    if finding.subject != "grammar" or finding.level != "breaking":
        return finding
    found = []
    for direction in directions(finding):
        writer, reader = (old, new) if direction == "old-to-new" else (new, old)
        if witness := _first(writer, reader, finding.rule.id, direction):
            found.append(witness)
    return replace(finding, witnesses=(*finding.witnesses, *found))


def _first(writer: Revision, reader: Revision, rule: str, direction: str) -> Witness | None:
    codec, told = Codec(reader), WORDS[direction]
    for name, data, values in _lines(writer, rule):
        if name not in reader.messages:
            continue
        heard = hear(data, name, values, codec)
        if heard.trouble:
            text = readable(data[:_SHOWN]) + (f"... ({len(data)} bytes)" if len(data) > _SHOWN else "")
            return Witness("bytes", direction, text, f"The {told[1]} {heard.trouble}.")
    return None


def _lines(writer: Revision, rule: str) -> Iterator[tuple[str, bytes, dict[str, Value]]]:
    codec, chance = Codec(writer), Random(rule)
    for message in writer.messages.values():
        for _ in range(_TRIES if "tags" in rule else 4):
            values = message_values(message, chance)
            if rule.startswith("grammar-size"):
                values |= _longest(writer, message, values, chance)
            tags = value(writer.grammar.tags, chance) if writer.grammar.tags and "tags" in rule else None
            try:
                data = codec.encode(message.name, values, tags=tags if isinstance(tags, dict) else None)
                yield message.name, data, codec.decode(data).values
            except (EncodeError, DecodeError):
                continue


def _longest(writer: Revision, message: Message, values: dict[str, Value], chance: Random) -> dict[str, Value]:
    """The last field's text as long as the longest message lets it be."""
    last = message.fields[-1] if message.fields else None
    if last is None or not isinstance(last.type, Text):
        return {}
    least = alphabet_bytes(last.type.alphabet, max(1, last.type.low), chance)
    bare = len(Codec(writer).encode(message.name, {**values, last.name: least})) - len(least)
    room = min(writer.grammar.message_bytes - bare, last.type.high)
    return {last.name: alphabet_bytes(last.type.alphabet, room, chance)}
