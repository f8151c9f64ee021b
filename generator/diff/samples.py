"""Values and messages made from a revision, the same for the same seed; bounds come often, as mistakes sit there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import cache, lru_cache
from random import Random

from ..codec import Codec, DecodeError, EncodeError
from ..codec.tokens import Value, escaped_raw
from ..spec.bytesets import ByteSet
from ..spec.model import Message, Narrow, Own, Owned, Pairs, Revision, Rule
from ..spec.types import (
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
    Shape,
    Struct,
    Text,
)

# The usual length of what has no short bound, and how seldom a value is as long as it may be.
_USUAL, _SELDOM = 24, 24
# A longer value than this is made once in a thousand, or it would take most of the time.
_LONG, _RARELY = 4096, 1000
# Bytes that mean something somewhere, so that they come more often than chance has them.
_MEANING = b"-:;~?#|0@!./*<=>\\ 19AZaz\r\n\x01\xff"


def value(kind: FieldType | Flag, chance: Random) -> Value:
    """A value the type writes, as ``read`` gives it."""
    match kind:
        case Shape():
            return _shape(kind, chance)
        case Number():
            low, high = chance.choice(kind.ranges)
            return chance.choice((low, high, min(low + 1, high), chance.randint(low, high)))
        case Choice():
            return chance.choice(kind.options)[1]
        case Escaped():
            raws = frozenset(raw[0] for raw, _ in kind.escapes)
            return _bytes(escaped_raw(kind).members | raws, _length(kind.low, kind.high, chance), chance)
        case Nullable():
            return None if chance.random() < 0.3 else value(kind.inner, chance)
        case Serials():
            return _serials(kind, chance)
        case Flag():
            return chance.random() < 0.5
        case Struct():
            return {part[0]: value(part[1], chance) for part in kind.parts if not isinstance(part, Lit)}
        case ListOf():
            return [value(kind.item, chance) for _ in range(_length(0, kind.high, chance, usual=4))]
        case AnyOf():
            return value(chance.choice(kind.kinds), chance)
        case Text():
            return _bytes(kind.alphabet.members, _length(kind.low, kind.high, chance), chance)
    raise TypeError(f"nothing makes values of {type(kind).__name__}")


def message_values(message: Message, chance: Random) -> dict[str, Value]:
    """Values of a message's fields; optional ones may be left out, from the last one on."""
    found = {item.name: value(item.type, chance) for item in message.fields}
    for rule in message.rules:
        _obey(rule, found, chance)
    for item in reversed(message.fields):
        if not item.optional or chance.random() < 0.5:
            break
        del found[item.name]
    return found


class Samples:
    """The first of some messages, made when first asked for and kept: a comparison asks for the same ones for each
    change of a message, and again for each direction. What they say must be left as it is."""

    def __init__(self, revision: Revision, name: str, seed: str) -> None:
        self._made: list[tuple[bytes, dict[str, Value]]] = []
        self._more = messages(revision, name, seed)

    def first(self, count: int) -> Iterator[tuple[bytes, dict[str, Value]]]:
        """So many of them."""
        for at in range(count):
            if at == len(self._made):
                self._made.append(next(self._more))
            yield self._made[at]


samples = lru_cache(64)(Samples)
"""The samples of a revision, by its content, a message's name and a seed."""


def messages(revision: Revision, name: str, seed: str) -> Iterator[tuple[bytes, dict[str, Value]]]:
    """Encoded messages of one name without end, its examples first, each with what it says."""
    codec, message = Codec(revision), revision.messages[name]
    for example in message.examples:
        with suppress(DecodeError):
            yield example, codec.decode(example).values
    chance = Random(f"{seed}:{name}")
    while True:
        values = message_values(message, chance)
        try:
            data = codec.encode(name, values)
        except EncodeError as error:
            # A message of longest values may be longer than the longest message.
            if error.why not in ("too_long", "altered"):
                raise
            continue
        yield data, codec.decode(data).values


def _length(low: int, high: int, chance: Random, usual: int = _USUAL) -> int:
    draw = chance.random()
    if draw < 1 / _SELDOM:
        return low
    if draw < 2 / _SELDOM and (high <= _LONG or chance.randrange(_RARELY) == 0):
        return high
    return chance.randint(low, max(low, min(high, low + usual)))


def _shape(kind: Shape, chance: Random) -> bytes:
    room = kind.high - sum(len(piece.text) if isinstance(piece, Lit) else piece.low for piece in kind.pieces)
    token = b""
    for piece in kind.pieces:
        if isinstance(piece, Lit):
            token += piece.text
            continue
        most = max(0, min(room, piece.high - piece.low))
        more = chance.choice((0, min(1, most), most, chance.randint(0, most)))
        room -= more
        token += _bytes(piece.alphabet.members, piece.low + more, chance)
    return token


def _serials(kind: Serials, chance: Random) -> Value:
    found: dict[str, Value] = {}
    for part in kind.parts:
        draw = chance.random()
        if draw < 0.25:
            found[part] = kind.unknown
        elif draw < 0.75:
            found[part] = chance.choice((0, kind.high, chance.randint(0, kind.high)))
    return found


@cache
def _pool(members: frozenset[int]) -> bytes:
    return bytes(sorted(members)) + bytes(byte for byte in _MEANING if byte in members) * 3


@cache
def _plain(members: frozenset[int]) -> bytes:
    """The letters and digits of a set: what people write, and can read in a report."""
    return bytes(byte for byte in sorted(members) if chr(byte).isascii() and chr(byte).isalnum())


def _bytes(members: frozenset[int], length: int, chance: Random) -> bytes:
    pool = (_plain(members) if chance.random() < 0.5 else b"") or _pool(members)
    return bytes(chance.choices(pool, k=length))


def alphabet_bytes(alphabet: ByteSet, length: int, chance: Random) -> bytes:
    """So many bytes of a set."""
    return _bytes(alphabet.members, length, chance)


def _obey(rule: Rule, found: dict[str, Value], chance: Random) -> None:
    """Change the values so that they keep a rule."""
    if isinstance(rule, Pairs):
        found[rule.first], found[rule.second] = chance.choice(rule.allowed)
    elif isinstance(rule, Owned):
        name, _, part = rule.field.partition(".")
        whole, owner = found[name], found[rule.owner]
        owned = whole[part] if part and isinstance(whole, dict) else whole
        assert isinstance(owned, bytes)
        assert isinstance(owner, bytes)
        found[rule.owner] = owned[: len(owner)]
    elif isinstance(rule, Own):
        if found[rule.when] == rule.value:
            found[rule.field] = chance.choice((found[rule.owner], rule.wildcard))
    else:
        assert isinstance(rule, Narrow)
        value_there = found[rule.when]
        wanted = ("negative" if value_there < 0 else "zero or more") if isinstance(value_there, int) else value_there
        if wanted in rule.values:
            found[rule.field] = value(rule.type, chance)
