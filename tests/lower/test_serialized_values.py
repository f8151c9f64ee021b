"""Any value survives being written and read, and nothing that is read does harm."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

LIMIT = 131072
QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

#: Pieces that have a meaning somewhere between a profile and the wire.
PIECES = [
    b"|cff",
    b"\\",
    b"^",
    b"~",
    b"~}",
    b"^^",
    b"\x7f",
    b"\x00",
    b"\xe5\x8d\x8d",
    b"\xe5\x8d\x90",
    b"\xe5\x8d",
    b"\x8d",
]
PIECES += [
    "é".encode(),
    "€".encode(),
    "🐺".encode(),
    b"\xed\xa0\x80",
    b"\xc0\xaf",
    b"\xef\xbf\xbe",
    b"\xf4\x90\x80\x80",
    b"\xff",
]

strings = st.one_of(
    st.binary(max_size=40),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(str.encode),
    st.lists(st.sampled_from(PIECES), max_size=8).map(b"".join),
)
numbers = st.one_of(
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([-0.0, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 0.1, 1e15, 1e16]),
)
scalars = st.one_of(strings, numbers, st.booleans())
keys = st.one_of(strings, numbers.filter(bool), st.booleans())
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=6), st.dictionaries(keys, inner, max_size=6)),
    max_leaves=25,
)


def check_clean(text: bytes) -> None:
    decoded = text.decode("utf-8", "strict")
    assert not any(byte < 32 or byte in b"|\\\x7f" for byte in text)
    assert not any(code in decoded for code in ("\u534d", "\u5350", "\ufffe", "\uffff"))


@QUICK
@given(value=st.one_of(st.none(), values))
def test_a_value_comes_back_from_clean_text(default_lower: Any, value: Any) -> None:
    text, *wrong = default_lower.call("round_trip", value)
    assert text is not None, wrong
    assert not wrong or wrong == [None]
    check_clean(text)


@QUICK
@given(text=st.one_of(st.binary(max_size=200), st.binary(max_size=100).map(lambda data: b"^1" + data + b"^^")))
def test_any_bytes_are_read_or_refused(default_lower: Any, text: bytes) -> None:
    assert default_lower.call("read_anything", text) == (None,)


@QUICK
@given(value=values, data=st.data())
def test_damaged_text_is_read_or_refused(default_lower: Any, value: Any, data: st.DataObject) -> None:
    text = bytearray(default_lower.call("round_trip", value)[0])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(0, len(text) - 1)))
        text[at : at + data.draw(st.integers(0, 3))] = data.draw(
            st.one_of(st.binary(max_size=2), st.sampled_from([b"^", b"^T", b"^t", b"~", b"^F", b"^f", b"^N", b"^^"]))
        )
    assert default_lower.call("read_anything", bytes(text)) == (None,)


def hostile() -> dict[str, bytes]:
    pieces = [b"^T", b"^", b"^S~", b"~", b"^N1", b"^F1^f1", b"^T^N1", b"^T^Sa^Sb^t", b"^B^B", b"\xff", b"^S\xe5"]
    long = {repr(piece): b"^1" + piece * ((LIMIT - 4) // len(piece)) for piece in pieces}
    long["digits"] = b"^1^N" + b"1" * (LIMIT - 10) + b"x^^"
    long["exponents"] = b"^1^N" + b"1e" * (LIMIT // 2 - 10) + b"^^"
    long["dots"] = b"^1^N" + b"." * (LIMIT - 10) + b"^^"
    long["escapes"] = b"^1^S" + b"~x00" * ((LIMIT - 10) // 4) + b"^^"
    long["keys"] = b"^1^T" + b"".join(b"^N%d^B" % (index * 65536) for index in range(9000)) + b"^t^^"
    return {name: text[:LIMIT] for name, text in long.items()}


@pytest.mark.parametrize("name", sorted(hostile()))
def test_hostile_text_of_full_length_takes_linear_time(default_lower: Any, name: str) -> None:
    text = hostile()[name]
    read = default_lower.ns[b"Serializer"][b"read"]
    started = time.process_time()
    read(text)
    # Some milliseconds when linear; a quadratic reader takes minutes for this length.
    assert time.process_time() - started < 2.0


@pytest.mark.parametrize("piece", [b"x", b"\xff", b"\xe2\x82\xac", b"\xe5\x8d\x8d", b"|", b"\xe2\x82"])
def test_hostile_strings_of_full_length_are_written_in_linear_time(default_lower: Any, piece: bytes) -> None:
    write = default_lower.ns[b"Serializer"][b"write"]
    started = time.process_time()
    write(piece * ((LIMIT - 10) // len(piece)))
    assert time.process_time() - started < 2.0


def test_text_does_not_depend_on_how_a_table_was_filled(default_lower: Any) -> None:
    pairs = [(f"key{index}", index) for index in range(50)] + [(index, "x") for index in range(1, 50)]
    one = default_lower.call("round_trip", dict(pairs))
    assert one == default_lower.call("round_trip", dict(reversed(pairs)))
