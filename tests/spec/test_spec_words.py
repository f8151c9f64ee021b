"""Types in words, and the bytes they take."""

from __future__ import annotations

import pytest

from generator.codec import Codec
from generator.spec.bytesets import DIGITS, GRAPHIC, LINE, NOT_NUL, byteset
from generator.spec.catalog import REVISIONS
from generator.spec.item_words import item_words
from generator.spec.model import Narrow, Own, Owned, Pairs
from generator.spec.types import (
    AnyOf,
    Choice,
    Escaped,
    Flag,
    ListOf,
    Lit,
    Nullable,
    Number,
    Run,
    Serials,
    Shape,
    Struct,
    Text,
)
from generator.spec.words import bytes_words, message_bytes, rule_words, set_words, type_bytes, type_note, type_words

CODE = Shape("code", (Run(DIGITS, 2, 4), Lit(b"-"), Run(byteset("x"), 1)), high=9, note="a code")
DIGIT = Number("digit", ((0, 9),))


@pytest.mark.parametrize(
    ("kind", "size", "words"),
    [
        (CODE, (4, 9), "2 to 4 of 0-9, then `-`, then 1 or more of x"),
        (Shape("s", (Run(DIGITS, 1, 1),), high=1), (1, 1), "one of 0-9"),
        (DIGIT, (1, 1), "a number, 0 to 9"),
        (Number("n", ((5, 123),)), (1, 3), "a number, 5 to 123"),
        (Number("n", ((100, 100), (-12, -10))), (3, 3), "a number, 100 or -12 to -10"),
        (Number("n", ((-100, 100),)), (1, 4), "a number, -100 to 100"),
        (Number("n", ((0, 99), (-9, -1)), digits=4), (4, 5), "a number, 0 to 99 or -9 to -1, written with 4 digits"),
        (Choice("c", ((b"yes", True), (b"n", b"n"))), (1, 3), "one of yes (true), n"),
        (Nullable(CODE), (1, 9), "2 to 4 of 0-9, then `-`, then 1 or more of x; or `-` for none"),
        (Serials("s", ("A", "B"), 99), (1, 5), "A`:`B, each a number from 0 to 99, `?` or nothing"),
        (Struct("s", (("n", DIGIT), Lit(b"/"), ("f", Flag(b"#")))), (2, 3), "n (a number, 0 to 9), then `/`, then `"),
        (ListOf("l", CODE, separator=b",", high=3), (1, 29), "up to 3 items joined by `,`, each 2 to 4"),
        (AnyOf("a", (CODE, Shape("s", (Lit(b"*"),), high=1))), (1, 9), "code (a code) or s (`*`)"),
        (Text("t", NOT_NUL, 1, 9), (1, 9), "everything to the end, any byte but NUL"),
        (Text("t", LINE, 0, 9, mark=b":"), (1, 10), "`:`, then everything to the end, any byte but NUL, CR and LF"),
        (Escaped("e", b"~", ((b"~", b"1"), (b" ", b"2")), 1, 4), (1, 8), "visible bytes, 1 to 4 once unescaped; "),
    ],
)  # fmt: skip
def test_a_type_says_what_it_looks_like_and_how_long_it_is(kind, size, words):
    assert type_bytes(kind) == size
    assert type_words(kind).startswith(words)


def test_sets_are_ranges_or_what_they_lack():
    assert set_words(byteset("0-9A-F_")) == "0-9 A-F _"
    assert set_words(byteset("ab")) == "a b"
    assert set_words(GRAPHIC) == "any visible byte"
    assert set_words(GRAPHIC.without("0-9|")) == "any visible byte but 0-9 |"
    assert set_words(byteset("\x01-\x03")) == "\\x01-\\x03"


def test_rules_are_sentences():
    assert rule_words(Owned("source", "lookup")) == "lookup begins with source"
    assert rule_words(Own("type", b"SN", "dest", "source", b"*")) == "when type is SN, dest is source or *"
    assert rule_words(Narrow("type", (b"N", b"P"), "to", CODE)) == "when type is N or P, to is code"
    pairs = Pairs("a", "b", allowed=((b"x", b"y"),), tolerated=((b"x", b"z"),))
    assert rule_words(pairs) == "a and b are one of: x y; read but never written: x z"


def test_a_bound_is_told_in_bytes():
    assert bytes_words(1, 1) == "1 byte"
    assert bytes_words(2, 2) == "2 bytes"
    assert bytes_words(1, 3) == "1 to 3 bytes"


def test_the_note_of_an_optional_value_is_the_values():
    assert type_note(Nullable(CODE)) == "a code"


@pytest.mark.parametrize("revision", REVISIONS.values(), ids=REVISIONS)
def test_every_item_and_type_has_words(revision):
    for item in revision.items:
        assert item_words(item)
    for message in revision.messages.values():
        for field in message.fields:
            assert type_words(field.type)
            low, high = type_bytes(field.type)
            assert 0 <= low <= high


@pytest.mark.parametrize("revision", REVISIONS.values(), ids=REVISIONS)
def test_examples_are_within_the_bounds_of_their_message(revision):
    codec = Codec(revision)
    for message in revision.messages.values():
        low, high = message_bytes(revision, message)
        for example in message.examples:
            assert low <= len(example) <= high
            values = codec.decode(example).values
            tokens = sum(type_bytes(item.type)[0] + 1 for item in message.fields if item.name in values)
            assert len(message.command) + tokens <= len(example)
