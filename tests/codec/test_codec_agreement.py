"""The generated Lua codec and the Python codec give the same verdict, fields, bytes and reasons."""

from __future__ import annotations

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from lua_codec import LuaCodec, python_decode, python_encode
from strategies import named_fields, odd_values, received
from test_codec_refusals import BAD_LINES, GOOD, REFUSED

from generator.codec import Codec
from generator.lua.render import render_addon
from generator.spec.catalog import REVISIONS
from generator.spec.types import ListOf, Lit, Number, Serials, Struct

PAIRS = {name: (Codec(revision), LuaCodec(revision)) for name, revision in REVISIONS.items()}
each_revision = pytest.mark.parametrize(("python", "lua"), PAIRS.values(), ids=PAIRS)


def same(python, lua, line, medium=None):
    assert lua.decode(line, medium) == python_decode(python, line, medium)


@each_revision
@examples(70)
@given(data=st.data())
def test_whatever_arrives_is_judged_alike(python, lua, data):
    line = data.draw(received(python.revision))
    medium = data.draw(st.sampled_from([None, *python.revision.media, "NOWHERE"]))
    same(python, lua, line, medium)


@each_revision
@examples(80)
@given(data=st.data())
def test_valid_values_give_the_same_bytes(python, lua, data):
    name, fields, tags = data.draw(named_fields(python.revision))
    line = python.encode(name, fields, tags=tags)
    assert lua.encode(name, fields, tags) == line
    same(python, lua, line)


def comparable(kind, value) -> bool:
    """Whether Python and Lua see the same thing in a careless value.

    Lua has one type for numbers and one for lists and dicts, and nothing is in a table that is nil.
    """
    if isinstance(value, float):
        return value != value or not value.is_integer()
    if isinstance(value, (dict, list)):
        if isinstance(kind, Serials) and isinstance(value, dict):
            return all(item is not None and comparable(Number("serial", ()), item) for item in value.values())
        if isinstance(kind, Struct) and isinstance(value, dict):
            parts = dict(part for part in kind.parts if not isinstance(part, Lit))
            return all(item is not None and comparable(parts.get(name), item) for name, item in value.items())
        if isinstance(kind, ListOf):
            items = value if isinstance(value, list) else [*value.values()]
            there = all(item is not None and comparable(kind.item, item) for item in items)
            return there and (bool(items) or isinstance(value, list))
        return not isinstance(kind, (Serials, Struct, ListOf))
    return True


@each_revision
@examples(80)
@given(data=st.data())
def test_careless_values_are_refused_alike(python, lua, data):
    name, fields, tags = data.draw(named_fields(python.revision))
    if not fields:
        return
    changed = data.draw(st.sampled_from(list(fields)))
    kind = python.revision.messages[name].field(changed).type
    fields[changed] = data.draw(odd_values.filter(lambda value: comparable(kind, value)))
    assert lua.encode(name, fields, tags) == python_encode(python, name, fields, tags)


# Lines of every kind, each put into every revision.
LINES = [
    b"",
    b" ",
    b"\0",
    b"R1",
    b"R1 ",
    b"R1  ",
    b"R0 \0",
    b"R0 \xff\xfe\x80",
    b"R0 a\r\nb",
    b"R0 a\r\n",
    b"BYE\r\n",
    b"BYE\n",
    b"HI \r",
    b"1AA B * SN :x\r\n",
    b"1AA B * SN :x\n",
    b"1AA B * SN :x\r\r\n",
    b"1AA B * SN :x\n\n",
    b"@i=1AA-1-1;h=3 1AA B * SN :x\0y",
    b"@\0 1AA B * SN :x",
    b"@i=1AA-1-1;h=3  1AA B * SN :x",
    b"@",
    b"@ ",
    b"1AA\0 B * SN :x",
    b"ST " + b"1H1 " * 63 + b"1H1",
    b"ST " + b"1H1 " * 64 + b"1H1",
    b"ST 3 ? - - " + b":".join([b"1H1"] * 64),
    b"ST 3 ? - - " + b":".join([b"1H1"] * 65),
    b"TR a ~ :::",
    b"TR a ~~ :::",
    b"TR a ~4~4 9:9:9:9",
    b"TR a b 00:::",
    b"TR a b 99999999999999999999999:::",
    b"1AA PI 2BB 00c0ffee00c0ffee 9007199254740993",
    b"1AA PI 2BB 00c0ffee00c0ffee 9007199254740991",
    b"HI 3 ? 1e1 - -",
    b"HI 3 ? 0x1 - -",
    *(bytes((byte,)) * length for byte in (0, 32, 49, 65, 255) for length in (256, 4097, 131073)),
    b"R0 " + b"\xf0\x9f\x90\x89" * 4000,
    b"R1 " + b"a" * 131000,
    b"R1 " + b"a " * 65000,
    b"R3 " + b"1" * 131000,
    b"1AA B * SN :" + b"x" * 4084,
    b"1AA C " + b"a." * 2000 + b"/2BB C C",
    b"9SV F " + b"!@" * 2000 + b" -0010",
    b"x" * (1 << 20),
    b"R0 " + bytes(range(256)) * 4096,
]


@each_revision
@pytest.mark.parametrize("line", LINES, ids=[repr(line[:16]) + f"-{len(line)}" for line in LINES])
def test_odd_lines_are_judged_alike(python, lua, line):
    for medium in (None, *python.revision.media):
        same(python, lua, line, medium)


@each_revision
def test_every_single_byte_and_every_byte_in_a_text_is_judged_alike(python, lua):
    examples = [example for message in python.revision.messages.values() for example in message.examples]
    for byte in range(256):
        same(python, lua, bytes((byte,)))
        for example in examples:
            middle = len(example) * 2 // 3
            same(python, lua, example + bytes((byte,)))
            same(python, lua, example[:middle] + bytes((byte,)) + example[middle:])


@pytest.mark.parametrize(("revision", "line", "medium", "message", "field", "why"), BAD_LINES)
def test_the_known_bad_lines(revision, line, medium, message, field, why):
    assert PAIRS[revision][1].decode(line, medium) == (message, field, why)


@pytest.mark.parametrize(("name", "field", "value", "why"), REFUSED)
def test_the_known_bad_values(name, field, value, why):
    python, lua = PAIRS["citrus" if name in ("F", "B", "E") else "alliance-2"]
    kind = python.revision.messages[name].field(field).type
    if not comparable(kind, value):
        pytest.skip("Lua cannot tell this value from a good one")
    fields = {**GOOD[name], field: value}
    assert lua.encode(name, fields) == python_encode(python, name, fields)
    assert lua.encode(name, fields)[2] == why


def test_an_unknown_message_and_tags_where_there_are_none():
    python, lua = PAIRS["alliance-2"]
    assert lua.encode("HO", {}) == python_encode(python, "HO", {})
    assert lua.encode("BYE", {}, {"sid": b"1AA"}) == python_encode(python, "BYE", {}, {"sid": b"1AA"})


def test_the_addon_ignores_values_a_message_has_no_field_for_and_python_refuses_them():
    python, lua = PAIRS["alliance-1"]
    values = {"source": b"Catnia1H", "message": b"x", "umid": b"W3e0d12"}
    assert lua.encode("R3", values) == b"R3 Catnia1H x"
    assert python_encode(python, "R3", values) == ("R3", "umid", "unknown_field")


def test_numbers_only_lua_has_are_refused():
    _, lua = PAIRS["alliance-2"]
    values = {"version": b"3", "request": True, "hash1": None, "hash2": None}
    for number in (float("inf"), float("-inf"), float("nan"), 1.5, 2.0**60):
        message, field, why = lua.encode("HI", {**values, "load": number})
        assert (message, field) == ("HI", "load")
        assert why in ("type", "range")


@pytest.mark.parametrize("name", [name for name in REVISIONS if REVISIONS[name].protocol != "citrus"])
def test_the_codec_compared_is_the_one_in_the_addon(name):
    files = render_addon(REVISIONS[name])
    assert files["Codec.lua"] == LuaCodec.source(REVISIONS[name])


@each_revision
def test_the_addon_knows_the_same_messages_and_media(python, lua):
    for name, message in python.revision.messages.items():
        assert lua.codec[b"has"](name.encode()) is True
        for medium in (*python.revision.media, "NOWHERE"):
            assert lua.codec[b"travels"](name.encode(), medium.encode()) is (medium in message.media)
    assert lua.codec[b"has"](b"nothing") is False
    assert lua.codec[b"travels"](b"nothing", b"BNET") is False
