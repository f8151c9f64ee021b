"""Hypothesis strategies built from the specification: valid values, spoilt encodings and noise, of any revision."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from generator.codec import Codec
from generator.codec.tokens import escaped_raw
from generator.spec.bytesets import ByteSet, _from_members
from generator.spec.model import Message, Narrow, Own, Owned, Pairs, Revision, Rule
from generator.spec.types import (
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

# Longer values than these are tried by tests of their own.
_RUN, _TEXT, _ITEMS = 12, 40, 5


@cache
def _onto(alphabet: ByteSet) -> bytes:
    """A table from any byte to one of the set. Bytes that mean something elsewhere come more often than others."""
    pool = sorted(alphabet.members)
    meaning = [byte for byte in b"-:;~?#|0@!./*<=>" if byte in alphabet]
    return bytes((meaning + pool)[byte % (len(meaning) + len(pool))] for byte in range(256))


@cache
def _bytes(alphabet: ByteSet, low: int, high: int):
    # Far quicker than a list of bytes of the set.
    return st.binary(min_size=low, max_size=max(low, high)).map(lambda data: data.translate(_onto(alphabet)))


@st.composite
def _shape(draw, kind: Shape):
    room = kind.high - sum(len(piece.text) if isinstance(piece, Lit) else piece.low for piece in kind.pieces)
    token = b""
    for piece in kind.pieces:
        if isinstance(piece, Lit):
            token += piece.text
            continue
        more = draw(st.integers(0, max(0, min(room, piece.high - piece.low, _RUN))))
        room -= more
        token += draw(_bytes(piece.alphabet, piece.low + more, piece.low + more))
    return token


def _escaped(kind: Escaped):
    raws = frozenset(raw[0] for raw, _ in kind.escapes)
    return _bytes(_from_members(escaped_raw(kind).members | raws), kind.low, kind.high)


def _number(kind: Number):
    edges = st.sampled_from(sorted({edge for bounds in kind.ranges for edge in bounds}))
    return st.one_of(edges, *(st.integers(low, high) for low, high in kind.ranges))


def _serials(kind: Serials):
    serial = st.one_of(st.just(kind.unknown), st.integers(0, kind.high), st.sampled_from([0, kind.high]))
    return st.lists(st.sampled_from(kind.parts), unique=True).flatmap(
        lambda parts: st.fixed_dictionaries({part: serial for part in kind.parts if part in parts})
    )


@cache
def values(kind: FieldType | Flag):
    """Valid values of a type, in the form ``decode`` gives them."""
    match kind:
        case Shape():
            return _shape(kind)
        case Number():
            return _number(kind)
        case Choice():
            return st.sampled_from([value for _, value in kind.options])
        case Escaped():
            return _escaped(kind)
        case Nullable():
            return st.one_of(st.none(), values(kind.inner))
        case Serials():
            return _serials(kind)
        case Flag():
            return st.booleans()
        case Struct():
            return st.fixed_dictionaries({part[0]: values(part[1]) for part in kind.parts if not isinstance(part, Lit)})
        case ListOf():
            return st.lists(values(kind.item), max_size=min(kind.high, _ITEMS))
        case AnyOf():
            return st.one_of(*map(values, kind.kinds))
        case Text():
            return _bytes(kind.alphabet, kind.low, min(kind.high, _TEXT))
    raise TypeError(f"no strategy for {type(kind).__name__}: write one")


def _obey(draw, rule: Rule, found: dict) -> None:
    """Change the values so that they keep a rule."""
    if isinstance(rule, Pairs):
        found[rule.first], found[rule.second] = draw(st.sampled_from(rule.allowed))
    elif isinstance(rule, Owned):
        name, _, part = rule.field.partition(".")
        owned = found[name][part] if part else found[name]
        found[rule.owner] = owned[: len(found[rule.owner])]
    elif isinstance(rule, Own):
        if found[rule.when] == rule.value:
            found[rule.field] = draw(st.sampled_from([found[rule.owner], rule.wildcard]))
    else:
        assert isinstance(rule, Narrow)
        value = found[rule.when]
        if isinstance(value, int):
            value = "negative" if value < 0 else "zero or more"
        if value in rule.values:
            found[rule.field] = draw(values(rule.type))


@st.composite
def fields(draw, message: Message):
    """Valid values of a message's fields; optional ones may be left out, from the last one on."""
    found = {item.name: draw(values(item.type)) for item in message.fields}
    for rule in message.rules:
        _obey(draw, rule, found)
    for item in reversed(message.fields):
        if not item.optional or not draw(st.booleans()):
            break
        del found[item.name]
    return found


@st.composite
def tags(draw, revision: Revision):
    """Tags, or None; always None where the grammar has none."""
    kind = revision.grammar.tags
    return draw(st.one_of(st.none(), values(kind))) if kind else None


@st.composite
def named_fields(draw, revision: Revision):
    """A message's name, valid values for it, and tags or None."""
    message = draw(st.sampled_from(list(revision.messages.values())))
    return message.name, draw(fields(message)), draw(tags(revision))


@st.composite
def encoded(draw, revision: Revision):
    """The bytes of a valid message."""
    name, found, tagged = draw(named_fields(revision))
    return Codec(revision).encode(name, found, tags=tagged)


def _at(draw, data: bytes) -> int:
    return draw(st.integers(0, len(data)))


_ODD = st.sampled_from(
    [
        b"\0",
        b"\r",
        b"\n",
        b"\r\n",
        b" ",
        b"  ",
        b":",
        b"-",
        b"0",
        b"-0",
        b"+1",
        b"\xff",
        b"\xc3",
        b"~",
        b"@",
        b"\t",
        b"?",
    ]
)


@st.composite
def _spoil(draw, data: bytes):
    at = _at(draw, data)
    match draw(st.integers(0, 8)):
        case 0:
            return data[:at] + bytes((draw(st.integers(0, 255)),)) + data[at + 1 :]
        case 1:
            return data[:at] + draw(st.one_of(_ODD, st.binary(min_size=1, max_size=4))) + data[at:]
        case 2:
            return data[:at] + data[at + draw(st.integers(1, 4)) :]
        case 3:
            return data[:at]
        case 4:
            return data + draw(_ODD)
        case 5:
            return draw(_ODD) + data
        case 6:
            return data.replace(b" ", b"  ", 1)
        case 7:
            tokens = data.split(b" ")
            del tokens[draw(st.integers(0, len(tokens) - 1))]
            return b" ".join(tokens)
        case _:
            tokens = data.split(b" ")
            first, second = (draw(st.integers(0, len(tokens) - 1)) for _ in range(2))
            tokens[first], tokens[second] = tokens[second], draw(st.one_of(st.just(tokens[first]), _ODD))
            return b" ".join(tokens)


@st.composite
def mutated(draw, revision: Revision):
    """A valid message, spoilt in one to three ways; now and then it stays valid."""
    data = draw(encoded(revision))
    for _ in range(draw(st.integers(1, 3))):
        data = draw(_spoil(data))
    return data


def soup(revision: Revision):
    """Commands, tokens of the examples and odd bytes, in any order."""
    examples = [example for message in revision.messages.values() for example in message.examples]
    tokens = sorted(
        {token for example in examples for token in example.split(b" ")} | set(map(str.encode, revision.commands))
    )
    tokens += [b"", b"-", b"@i=1AA-1-1;h=3", b"*", b":"]
    return st.lists(st.one_of(st.sampled_from(tokens), _ODD), max_size=8).map(b" ".join)


def received(revision: Revision):
    """Whatever may arrive."""
    return st.one_of(mutated(revision), mutated(revision), soup(revision), st.binary(max_size=60), encoded(revision))


odd_values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**60), 2**60),
        st.floats(),
        st.binary(max_size=20),
        st.text(max_size=8),
        st.sampled_from([b"x" * 300, b"a\0b", b":a\0b", b"a b", b"-", b""]),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)),
    max_leaves=5,
)
"""What a careless caller might pass for a field."""
