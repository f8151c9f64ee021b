"""The reader and Lua 5.1 itself see the same values in the same text."""

import lupa.lua51 as lua51
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from saved_strategies import lua_reads

from generator.client.luatable import same
from generator.client.savedvars import SavedVariablesError, parse

# Pieces of Lua text, joined at random: most results are errors, and then both sides must refuse.
PIECES = [
    "{", "}", "[", "]", "=", ",", ";", " ", "\n", "\r\n", '"a"', "'b\\'c'", '"\\65\\n\\"\\\\"', '"x\\\ny"', "[[l\no]]",
    "[==[m]]]==]", "--c\n", "--[[c]]", "1", "2.5", "-", "1e3", "0x10", ".5", "nil", "true", "false", "key", '["k"]=',
    "[1]=", "[2]=", "name=", "\\", '"', "'",
]  # fmt: skip

ENTRY_KEYS = st.sampled_from(["", "", "a = ", "[1] = ", "[3]=", '["a"]=', "['b c'] = ", "[-1]="])
SEPARATORS = st.sampled_from([",", ";", " ,\n", ", -- [1]\r\n", ";--[[x]]"])
SCALARS = ['"s"', "'q\\34'", "1", "-2.5", "1e-3", "true", "false", "nil", "[[x\ny]]", "0x1f", ".25"]


def tables(inner):
    entries = st.lists(st.tuples(ENTRY_KEYS, inner), max_size=6)
    return st.builds(table_text, entries, SEPARATORS, st.booleans())


def table_text(entries, separator, trailing):
    end = separator if trailing and entries else ""
    return "{" + separator.join(key + value for key, value in entries) + end + "}"


data = st.recursive(st.sampled_from(SCALARS), tables, max_leaves=30)


def outcomes(text: bytes):
    try:
        ours = parse(text).get("X")
    except SavedVariablesError as problem:
        ours = problem
    try:
        lua = lua_reads(text)
    except lua51.LuaError as problem:
        lua = problem
    return ours, lua


@given(data)
def test_well_formed_text(text):
    source = f"X = {text}".encode()
    ours, lua = outcomes(source)
    assert not isinstance(lua, Exception), lua
    assert same(ours, lua)


@settings(max_examples=200)
@example(["[", "[", "[[l\no]]"])
@example(["[=[[[l\no]]]=]"])
@given(st.lists(st.sampled_from(PIECES), max_size=9))
def test_any_text_lua_accepts_as_data_is_read_alike_and_the_rest_refused(pieces):
    ours, lua = outcomes(("X = {" + "".join(pieces) + "}").encode())
    if isinstance(ours, SavedVariablesError):
        # We refuse more than Lua does: variables, calls and operators are no data.
        return
    assert not isinstance(lua, Exception), lua
    assert same(ours, lua)


@given(st.lists(st.sampled_from(['"a"', "nil", "[1]=9", "[51]=9", "[2]=nil", "x=1"]), min_size=40, max_size=120))
def test_who_wins_when_entries_meet(entries):
    ours, lua = outcomes(("X = {" + ",".join(entries) + "}").encode())
    assert same(ours, lua)


@given(st.binary(max_size=60))
def test_no_bytes_give_anything_but_values_or_the_one_error(junk):
    for source in (junk, b"X = " + junk, b'X = {["' + junk):
        try:
            parse(source)
        except SavedVariablesError as problem:
            assert problem.problem  # noqa: PT017


@pytest.mark.parametrize("text", ["X = {1 2}", 'X = "a', "X = {", "X = 1e", "X = 0x", 'X = "\\300"', "X = {[nil]=1}"])
def test_both_refuse(text):
    ours, lua = outcomes(text.encode())
    assert isinstance(ours, SavedVariablesError)
    assert isinstance(lua, lua51.LuaError)
