"""What the reader takes, and how it refuses the rest."""

import math
import re

import pytest

from generator.client.luatable import LuaTable, from_python, same
from generator.client.savedvars import Limits, SavedVariablesError, load, parse


def value_of(text: str | bytes):
    source = text.encode() if isinstance(text, str) else text
    return parse(b"X = " + source)["X"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"plain"', b"plain"),
        ("'it \\' is'", b"it ' is"),
        (r'"a\nb\tc\\d\"e"', b'a\nb\tc\\d"e'),
        (r'"\0\65\0667\255"', b"\x00AB7\xff"),
        (r'"\a\b\f\r\v\q"', b"\a\b\f\r\vq"),
        ('"line \\\nnext \\\r\nlast"', b"line \nnext \nlast"),
        ("[[long\nstring]]", b"long\nstring"),
        ("[==[\r\nfirst ]] newline goes]==]", b"first ]] newline goes"),
        ("12", 12),
        ("-3", -3),
        ("- 3", -3),
        ("0.5", 0.5),
        (".5", 0.5),
        ("5.", 5),
        ("1e+308", 1e308),
        ("-1.5E-3", -0.0015),
        ("0x1F", 31),
        ("1e999", math.inf),
        ("inf", math.inf),
        ("-inf", -math.inf),
        ("1.#INF", math.inf),
        ("-1.#INF", -math.inf),
        ("math.huge", math.inf),
        ("-math.huge", -math.inf),
        ("1/0", math.inf),
        ("-1/0", -math.inf),
        ("(1/0)", math.inf),
        ("-(1/0)", -math.inf),
        ("nan", math.nan),
        ("-nan", math.nan),
        ("nan(ind)", math.nan),
        ("-1.#IND", math.nan),
        ("0/0", math.nan),
        ("-(0/0)", math.nan),
        ("true", True),
        ("false", False),
        ("nil", None),
    ],
)
def test_literals(text, value):
    assert same(value_of(text), value)


def test_whole_numbers_come_back_as_int_and_the_rest_as_float():
    assert isinstance(value_of("5.0"), int)
    assert isinstance(value_of("1e+308"), float)
    assert isinstance(value_of("9007199254740992"), int)
    assert isinstance(value_of("9007199254740994"), float)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{}", {}),
        ("{ 1, 2, 3 }", [1, 2, 3]),
        ('{\n"a", -- [1]\n"b", -- [2]\n}', ["a", "b"]),
        ("{ 1; 2, 3; }", [1, 2, 3]),
        ('{ ["a"] = 1, b = 2 }', {"a": 1, "b": 2}),
        ("{ [-1.5] = 1, [ 2 ] = 3 }", {-1.5: 1, 2: 3}),
        ("{ 1, nil, 3 }", {1: 1, 3: 3}),
        ("{ {}, { {} } }", [{}, [{}]]),
        ("{ inf = 1, nan = 2, math = 3 }", {"inf": 1, "nan": 2, "math": 3}),
        ("{ inf, x = true }", {1: math.inf, "x": True}),
        ("{ --[[ a comment ]] 1 --[==[ more\n]]]==] , 2 -- end\n}", [1, 2]),
        ("{ [1] = 'keyed', 'positional' }", ["positional"]),
        ("{ 'positional', [1] = 'keyed' }", ["positional"]),
        ("{ a = 1, a = nil }", {}),
        ("{ [ [[k]] ] = 1 }", {"k": 1}),
    ],
)
def test_tables(text, value):
    assert value_of(text) == from_python(value)


def test_a_keyed_entry_after_a_full_batch_of_positional_ones_wins():
    many = ",".join(["0"] * 50)
    assert value_of(f"{{ {many}, [1] = 'keyed' }}")[1] == b"keyed"
    assert value_of(f"{{ {many[:-2]}, [1] = 'keyed' }}")[1] == 0


def test_string_one_number_one_and_true_are_three_keys():
    table = value_of('{ ["1"] = "string", [1] = "number", [true] = "boolean" }')
    assert isinstance(table, LuaTable)
    assert (table[b"1"], table[1], table[True]) == (b"string", b"number", b"boolean")
    assert table["1"] == b"string"


def test_a_whole_file():
    text = (
        b"\xef\xbb\xbf\r\nTRP3_Profiles = {\r\n"
        b'["0102"] = {\r\n["profileName"] = "\xc3\x89lo\xc3\xafse",\r\n["v"] = 3,\r\n},\r\n}\r\n'
        b"TRP3_Flag = true; TRP3_None = nil\r\n-- the end"
    )
    found = parse(text)
    assert list(found) == ["TRP3_Profiles", "TRP3_Flag", "TRP3_None"]
    assert found["TRP3_Profiles"] == from_python({"0102": {"profileName": "Éloïse", "v": 3}})
    assert found["TRP3_Flag"] is True
    assert found["TRP3_None"] is None
    assert parse(text.decode()) == found
    assert parse(b"") == {}
    assert parse("  -- only a comment") == {}


def test_bytes_that_are_no_utf8_survive():
    assert value_of(b'"\xff\xc3"') == b"\xff\xc3"
    assert parse(b'X = "\xff"'.decode("utf-8", "surrogateescape")) == {"X": b"\xff"}


@pytest.mark.parametrize(
    ("text", "line", "column", "problem"),
    [
        ("X = os.exit()", 1, 5, "expected a value, found 'os.exit'"),
        ("X = 1 + 2", 1, 7, "expected NAME = value"),
        ("X = -true", 1, 6, "expected a number"),
        ('X = "a" .. "b"', 1, 9, "expected NAME = value"),
        ("X = {\n1,\nf(),\n}", 3, 1, "expected a value, found 'f'"),
        ("X = {\n1\n2\n}", 3, 1, "opened on line 1, found '2'"),
        ('X = {\n["a"] = 1,\n', 3, 1, "expected a value, found the end of the file"),
        ('X = {\r\n["a"] = 1', 2, 10, "found the end of the file"),
        ('X = "abc', 1, 5, "does not end on its line"),
        ('X = {\n\t"abc\n"}', 2, 2, "does not end on its line"),
        ("X = 'abc\\", 1, 5, "does not end on its line"),
        (r'X = "\256"', 1, 5, "is not a byte"),
        ("X = [[abc", 1, 5, "a long string is never closed"),
        ("X = 1 --[[ abc", 1, 7, "a long comment is never closed"),
        ("X = 12abc", 1, 5, "'12abc' is not a number"),
        ("X = 1.2.3", 1, 5, "is not a number"),
        ("X = { [nil] = 1 }", 1, 8, "cannot be keys"),
        ("X = { [0/0] = 1 }", 1, 8, "cannot be keys"),
        ("X = { [{}] = 1 }", 1, 8, "expected a value, found '{'"),
        ("X = { ['a' = 1 }", 1, 12, "expected ']'"),
        ("X = { ['a'] 1 }", 1, 13, "expected '='"),
        ("X = ((1))", 1, 6, "brackets within brackets"),
        ("X = (1", 1, 7, "expected ')'"),
        ("X = {,}", 1, 6, "expected a value, found ','"),
        ("X = { 1,, 2 }", 1, 9, "expected a value, found ','"),
        ("X", 1, 2, "expected '=' after X"),
        ("X =", 1, 4, "expected a value, found the end of the file"),
        ("local X = 1", 1, 1, "expected NAME = value, found 'local'"),
        ("return {}", 1, 1, "expected NAME = value"),
        ("X.y = 1", 1, 2, "expected '=' after X"),
        ("X = }", 1, 5, "expected a value"),
        ("X = {}}", 1, 7, "expected NAME = value"),
        ("X = \x00", 1, 5, "expected a value"),
    ],
)
def test_refusals_say_where_and_what(text, line, column, problem):
    with pytest.raises(SavedVariablesError) as caught:
        parse(text, filename="TRP3.lua")
    error = caught.value
    assert (error.filename, error.line, error.column) == ("TRP3.lua", line, column)
    assert problem in error.problem
    assert error.advice
    assert str(error).startswith(f"TRP3.lua:{line}:{column}: ")


def test_utf16_is_named():
    with pytest.raises(SavedVariablesError, match="UTF-16"):
        parse("X = 1".encode("utf-16"))


@pytest.mark.parametrize("opening", ["{", "{{},", "{a=", "{[1]=", "("])
def test_depth_is_limited_without_exhausting_the_stack(opening):
    with pytest.raises(SavedVariablesError):
        value_of(opening * 200_000)


def test_nesting_up_to_the_limit_is_read_and_compared():
    text = "{" * 180 + "}" * 180
    assert value_of(text) == value_of(text)
    with pytest.raises(SavedVariablesError, match="more than 180 deep"):
        value_of("{" + text + "}")


def test_size_limits():
    with pytest.raises(SavedVariablesError, match="more than 10"):
        parse("X = '0123456789'", limits=Limits(bytes=10))
    assert len(parse("X = {1,2,3}", limits=Limits(items=3))["X"]) == 3
    with pytest.raises(SavedVariablesError, match="more than 3 entries"):
        parse("X = {1,2,3,4}", limits=Limits(items=3))


def test_load_names_the_file(tmp_path):
    path = tmp_path / "totalRP3.lua"
    path.write_bytes(b"X = {\n")
    with pytest.raises(SavedVariablesError, match=re.escape(f"{path}:2:1")):
        load(path)
    with pytest.raises(SavedVariablesError, match="cannot be read"):
        load(tmp_path / "nothing.lua")
    with pytest.raises(SavedVariablesError, match="cannot be read"):
        load(tmp_path)
    path.write_bytes(b"X = 1\n")
    assert load(path) == {"X": 1}
