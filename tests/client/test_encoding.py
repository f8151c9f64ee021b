"""C_EncodingUtil: what goes through comes back, limits, and what bad input gives (facts 5)."""

from __future__ import annotations

from typing import Any

import pytest

from generator.client import encoding
from generator.client.convert import LuaFailure
from tests.client.conftest import Seat


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("EncodeBase64('\\255\\254hi')", "//5oaQ=="),
        ("EncodeBase64('\\255\\254hi', Enum.Base64Variant.StandardUrlSafe)", "__5oaQ=="),
        ("DecodeBase64('//5oaQ') == '\\255\\254hi'", True),
        ("DecodeBase64('__5oaQ==', 1) == '\\255\\254hi'", True),
        ("EncodeHex('\\0\\171')", "00AB"),
        ("DecodeHex('00aB') == '\\0\\171'", True),
        ("EncodeBase64(12)", "MTI="),
        ("SerializeJSON({1, 'a', {x = true}})", '[1,"a",{"x":true}]'),
        ("SerializeJSON({b = 1.5, a = 2, [7] = 'é'})", '{"7":"é","a":2,"b":1.5}'),
        ("SerializeJSON({})", "[]"),
        ("SerializeJSON('x')", '"x"'),
        ("SerializeJSON({print, 1, x = print}, {ignoreSerializationErrors = true})", '{"1":null,"2":1,"x":null}'),
        ("DeserializeJSON('[1, {\"a\": [true, null]}]')[2].a[1]", True),
        ("DeserializeJSON('null')", None),
        ("EncodeHex(C_EncodingUtil.SerializeCBOR({1, 'a', {x = 1.5}}))", "83016161A16178FB3FF8000000000000"),
        ("EncodeHex(C_EncodingUtil.SerializeCBOR({-1, 1000, '\\255', false}))", "84201903E841FFF4"),
        ("DeserializeCBOR('\\159\\1\\2\\255')[2]", 2),
        ("DeserializeCBOR('\\249\\60\\0')", 1.0),
    ],
)
def test_encoding(seat: Seat, source: str, expected: Any) -> None:
    assert seat.lua(f"return C_EncodingUtil.{source}") == expected


@pytest.mark.parametrize("method", ["Deflate", "Zlib", "Gzip"])
@pytest.mark.parametrize("level", ["Default", "OptimizeForSpeed", "OptimizeForSize"])
def test_what_was_compressed_comes_back(seat: Seat, method: str, level: str) -> None:
    assert seat.lua(f"""
        local text = ("round and "):rep(500)
        local method, level = Enum.CompressionMethod.{method}, Enum.CompressionLevel.{level}
        local packed = C_EncodingUtil.CompressString(text, method, level)
        return #packed < 200, C_EncodingUtil.DecompressString(packed, method) == text
    """) == (True, True)


@pytest.mark.parametrize(
    "call",
    ["DecodeBase64('a*b')", "DecodeBase64('_-', 0)", "DecodeHex('1')", "DecodeHex('zz')", "DecompressString('x')"],
)
def test_bad_input_gives_nothing(seat: Seat, call: str) -> None:
    assert seat.lua(f"return select('#', C_EncodingUtil.{call})") == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("SerializeJSON({print})", "SerializeJSON: attempted to serialize a value of type function"),
        ("SerializeJSON({0/0})", "a number that JSON has no form for"),
        ("SerializeJSON({'\\255'})", "no UTF-8"),
        ("SerializeCBOR({[true] = 1})", "a key that is no string or number"),
        ("SerializeCBOR(endless)", "contains itself"),
        ("SerializeCBOR(deep)", "nested too deep"),
        ("SerializeCBOR({secretwrap(1)})", "a secret value"),
        ("DeserializeJSON('[1,')", "DeserializeJSON: invalid JSON at character 4"),
        ("DeserializeJSON('\\255')", "DeserializeJSON: invalid JSON"),
        ("DeserializeJSON(('['):rep(100000))", "nested too deep"),
        ("DeserializeJSON('NaN')", "invalid JSON"),
        ("DeserializeJSON(('['):rep(200) .. (']'):rep(200))", "nested too deep"),
        ("DeserializeCBOR('')", "cut short"),
        ("DeserializeCBOR('\\155\\255\\255\\255\\255\\255\\255\\255\\255')", "cut short"),
        ("DeserializeCBOR(('\\129'):rep(500))", "nested too deep"),
        ("DeserializeCBOR('\\1\\1')", "more than one value"),
        ("DeserializeCBOR('\\161\\244\\1')", "a key that is no string or number"),
        ("DeserializeCBOR('\\28')", "malformed"),
        ("CompressString('x', 3)", r"bad argument #2 to '\?' \(Usage: local output = C_EncodingUtil.CompressString"),
        ("EncodeHex()", r"bad argument #1 to '\?' \(Usage: local output = C_EncodingUtil.EncodeHex\(source\)\)"),
        ("EncodeHex(secretwrap('x'))", "bad argument #1"),
    ],
)
def test_refusals(seat: Seat, call: str, message: str) -> None:
    seat.lua("endless = {} endless[1] = endless; deep = {} local t = deep for _ = 1, 150 do t[1] = {} t = t[1] end")
    with pytest.raises(LuaFailure, match=message):
        seat.lua(f"return C_EncodingUtil.{call}")
    assert seat.client.errors == []


def test_no_more_is_unpacked_than_the_limit_allows(monkeypatch: pytest.MonkeyPatch, seat: Seat) -> None:
    monkeypatch.setattr(encoding, "MOST_BYTES", 1000)
    unpack = "return #C_EncodingUtil.DecompressString(C_EncodingUtil.CompressString(('x'):rep(%d)))"
    assert seat.lua(unpack % 1000) == 1000
    with pytest.raises(LuaFailure, match="attempt to get length of a nil"):
        seat.lua(unpack.replace("#C_", "#(C_").replace("))))", ")))))") % 1001 + ")")
