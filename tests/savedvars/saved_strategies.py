"""Hypothesis strategies for Lua values, and the same values as real Lua 5.1 sees them."""

from __future__ import annotations

import functools

import lupa.lua51 as lua51
from hypothesis import strategies as st

from generator.client.luatable import LuaTable

numbers = st.one_of(
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([0.1, 1 / 3, 1e308, 5e-324, -1e-7, 2**53 + 2.0, 1e15, 123456789012345.6]),
)
strings = st.one_of(
    st.binary(max_size=40),
    st.text(max_size=20).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from([b"1", b'say "no"', b"C:\\x", b"a\nb\r\nc", b"\x007", b"]]", b"--", b"|cffff0000red|r"]),
)
keys = st.one_of(strings, numbers, st.booleans(), st.integers(1, 6))
odd_numbers = st.sampled_from([float("inf"), float("-inf"), float("nan")])


def _tables(values):
    arrays = st.lists(values, max_size=6).map(lambda items: LuaTable(enumerate(items, 1)))
    return st.one_of(arrays, st.lists(st.tuples(keys, values), max_size=6).map(LuaTable))


values = st.recursive(st.one_of(strings, numbers, st.booleans()), _tables, max_leaves=25)
values_with_odd = st.recursive(st.one_of(strings, numbers, odd_numbers, st.booleans()), _tables, max_leaves=25)
names = st.from_regex(r"\A[A-Z][A-Za-z0-9_]{0,8}\Z")


@functools.cache
def runtime():
    return lua51.LuaRuntime(encoding=None, unpack_returned_tuples=True)


def lua_reads(text: bytes, name: bytes = b"X"):
    """The variable as Lua 5.1 itself sets it when it runs `text`. Raises lupa's LuaSyntaxError / LuaError."""
    lua = runtime()
    run = lua.eval(
        b"function(text, name) local f, why = loadstring(text) if not f then error(why, 0) end"
        b" local env = {math = {huge = math.huge}} setfenv(f, env) f() return env[name] end"
    )
    return _to_python(run(text, name))


def _to_python(value):
    if lua51.lua_type(value) != "table":
        return value
    table = LuaTable()
    for key, item in value.items():
        table[key] = _to_python(item)
    return table
