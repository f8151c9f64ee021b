"""What the writer writes, and that reading it gives the same values again."""

import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from saved_strategies import lua_reads, names, values, values_with_odd

from generator.client.luatable import LuaTable, from_python, same
from generator.client.savedvars import SavedVariablesError, parse, write


def test_the_game_s_own_form():
    saved = {
        "TRP3_Profiles": {
            "0102": {
                "profileName": 'Say "hi"\nC:\\',
                "v": 3,
                "on": True,
                "list": ["a", {"x": 0.1}],
                7: -1.5,
                "none": {},
            },
        },
        "TRP3_Nothing": None,
    }
    assert write(saved).decode() == (
        "\n"
        "TRP3_Profiles = {\n"
        '["0102"] = {\n'
        '["profileName"] = "Say \\"hi\\"\\nC:\\\\",\n'
        '["v"] = 3,\n'
        '["on"] = true,\n'
        '["list"] = {\n"a",\n{\n["x"] = 0.1,\n},\n},\n'
        "[7] = -1.5,\n"
        '["none"] = {\n},\n'
        "},\n"
        "}\n"
        "TRP3_Nothing = nil\n"
    )


def test_the_array_part_comes_first_and_without_keys():
    table = LuaTable([(b"x", True), (2, b"two"), (1, b"one"), (4, b"four"), (True, 1)])
    assert write({"X": table}) == b'\nX = {\n"one",\n"two",\n["x"] = true,\n[4] = "four",\n[true] = 1,\n}\n'


@given(st.dictionaries(names, values_with_odd, max_size=4))
@example({"X": LuaTable([(b"1", 1), (1, b"1"), (True, 2.5)])})
def test_what_is_written_reads_back_equal(saved):
    again = parse(write(saved))
    assert list(again) == list(saved)
    assert all(same(again[name], value) for name, value in saved.items())
    assert write(again) == write(saved)


@settings(max_examples=60)
@given(values)
def test_lua_reads_what_is_written(value):
    assert same(lua_reads(write({"X": value})), value)


def test_lua_reads_infinities_and_nan():
    table = lua_reads(write({"X": [math.inf, -math.inf, math.nan]}))
    assert same(table, from_python([math.inf, -math.inf, math.nan]))


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"a b": 1}, "is not a variable name"),
        ({"end": 1}, "is not a variable name"),
        ({"": 1}, "is not a variable name"),
        ({"é": 1}, "is not a variable name"),
        ({"X": {"f": print}}, "X cannot be saved"),
        ({"X": {None: 1}}, "X cannot be saved"),
        ({"X": {math.nan: 1}}, "X cannot be saved"),
        ({"X": {(1, 2): 1}}, "X cannot be saved"),
        ({"X": 10**400}, "X cannot be saved"),
        ({"X": {"\ud800": 1}}, "X cannot be saved"),
    ],
)
def test_what_cannot_be_saved(values, problem):
    with pytest.raises(SavedVariablesError, match=problem):
        write(values)


def test_a_table_that_contains_itself_is_refused():
    table = LuaTable()
    table["self"] = table
    with pytest.raises(SavedVariablesError, match="contains itself"):
        write({"X": table})
    loop: list[object] = []
    loop.append(loop)
    with pytest.raises(SavedVariablesError, match="contains itself"):
        write({"X": loop})
    assert "..." in repr(table)
