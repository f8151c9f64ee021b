"""The addon's SHA-256, on the client's bit library, against Python's."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.client.specs import embedded
from generator.lua.testing import load_modules, run_in

SIGNED = b"""
local bits, signed = ..., {}
for _, name in ipairs({ "band", "bxor", "lshift", "rshift" }) do
    signed[name] = function(...)
        local value = bits[name](...)
        return value >= 2 ^ 31 and value - 2 ^ 32 or value
    end
end
return signed
"""


@pytest.fixture(scope="module")
def digests() -> Iterator[list[Callable[[bytes], bytes]]]:
    """The digest with the client's bit library, and with one that gives negative numbers as some do."""
    before = run_in(embedded)
    lua, namespace, _ = load_modules("Sha256")
    _, _, client = embedded(0, new=False)
    digest, bits = namespace[b"Sha256"][b"digest"], client[b"bit"]
    signed = lua.globals()[b"loadstring"](SIGNED)(bits)
    yield [lambda text: digest(bits, text), lambda text: digest(signed, text)]
    run_in(before)


# A digest takes one more block from 56 bytes on, and from every 64 after that.
@settings(max_examples=25, deadline=None)
@given(text=st.binary(max_size=200))
@example(text=b"")
@example(text=b"abc")
@example(text=b"x" * 55)
@example(text=b"x" * 56)
@example(text=b"x" * 63)
@example(text=b"x" * 64)
@example(text=b"x" * 119)
@example(text=b"x" * 120)
@example(text=b"\xff" * 128)
@example(text=b"\x00" * 64)
def test_it_is_sha256(digests: list[Callable[[bytes], bytes]], text: bytes) -> None:
    for digest in digests:
        assert digest(text) == hashlib.sha256(text).digest()
