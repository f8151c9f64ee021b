"""The Lua environment, one line for each thing the facts say of it (facts 5, first half)."""

from __future__ import annotations

from typing import Any

import pytest

from generator.client.convert import LuaFailure
from generator.client.products import PRODUCTS
from tests.client.conftest import Seat, SeatMaker

# ruff: noqa: E501 - a fact is a line

ABSENT = [
    "io",
    "os",
    "package",
    "require",
    "module",
    "debug",
    "dofile",
    "loadfile",
    "load",
    "string.dump",
    "math.randomseed",
    "coroutine.isyieldable",
    "utf8",
    "loadstring_untainted",
    "secretunwrap",
    "table.unpack",
    "table.pack",
    "table.move",
    "string.pack",
    "bit32",
    "coroutine.close",
    "rawlen",
]

PRESENT = [
    "bit.band",
    "bit.bor",
    "bit.bxor",
    "bit.bnot",
    "bit.lshift",
    "bit.rshift",
    "bit.arshift",
    "bit.mod",
    "strsplit",
    "strsplittable",
    "strjoin",
    "strconcat",
    "string.split",
    "string.join",
    "string.trim",
    "string.concat",
    "string.gfind",
    "strlenutf8",
    "strcmputf8i",
    "table.wipe",
    "table.create",
    "table.count",
    "table.removemulti",
    "table.freeze",
    "table.isfrozen",
    "table.getn",
    "table.setn",
    "table.foreach",
    "table.foreachi",
    "table.maxn",
    "fastrandom",
    "newproxy",
    "date",
    "time",
    "difftime",
    "debugstack",
    "debuglocals",
    "geterrorhandler",
    "seterrorhandler",
    "pcallwithenv",
    "mapvalues",
    "securecopy",
    "getfenv",
    "setfenv",
    "gcinfo",
    "collectgarbage",
    "coroutine.create",
    "coroutine.resume",
    "coroutine.running",
    "coroutine.status",
    "coroutine.wrap",
    "coroutine.yield",
    "wipe",
    "tinsert",
    "tremove",
    "sort",
    "getn",
    "foreach",
    "strsub",
    "strlen",
    "strlower",
    "strupper",
    "strfind",
    "strmatch",
    "gmatch",
    "gsub",
    "strbyte",
    "strchar",
    "strrep",
    "strrev",
    "strtrim",
    "format",
    "floor",
    "ceil",
    "abs",
    "max",
    "min",
    "mod",
    "random",
    "sqrt",
    "cos",
    "sin",
    "deg",
    "rad",
    "Mixin",
    "CreateFromMixins",
    "CopyTable",
    "tInvert",
    "tContains",
    "tIndexOf",
    "MergeTable",
    "GenerateClosure",
    "RunNextFrame",
    "CreateAndInitFromMixin",
    "GetUnitName",
    "print",
    "hooksecurefunc",
    "securecall",
    "securecallfunction",
    "secureexecuterange",
    "loadstring",
    "xpcall",
    "pcall",
    "select",
    "unpack",
    "rawequal",
    "rawget",
    "rawset",
    "next",
    "ipairs",
    "pairs",
    "type",
    "tostring",
    "tonumber",
    "error",
    "assert",
]


@pytest.mark.parametrize("name", ABSENT)
def test_absent(seat: Seat, name: str) -> None:
    assert seat.lua(f"return {name}") is None
    assert seat.client.unmodelled == {}


@pytest.mark.parametrize("name", PRESENT)
def test_present(seat: Seat, name: str) -> None:
    assert seat.lua(f"return type({name})") == "function"


@pytest.mark.parametrize("name", ["EventRegistry", "EventUtil", "Settings", "C_EncodingUtil", "C_Timer"])
def test_tables_of_the_game(seat: Seat, name: str) -> None:
    assert seat.lua(f"return type({name})") == "table"


@pytest.mark.parametrize(
    "source",
    ["goto done ::done::", "local x = 7 // 2", "local x = 7 & 2", "local x = 1 << 2", "local x <const> = 1", "x = ~1"],
)
def test_syntax_of_later_lua_is_refused(seat: Seat, source: str) -> None:
    why = seat.lua(f"return select(2, loadstring([=[{source}]=]))")
    assert isinstance(why, str)


FACTS: list[tuple[str, Any]] = [
    ("math.huge > 1e308, math.pi > 3.14, PI == math.pi", (True, True, True)),
    ("10 / 4, 7 % 3, 2 ^ 10", (2.5, 1, 1024)),
    ("tostring(3.0), tostring(1e15), tostring(2^53)", ("3", "1e+15", "9.007199254741e+15")),
    ("#{n = 1}, getn({1, 2}), table.maxn({[7] = 1})", (0, 2, 7)),
    # Trigonometric globals take degrees, those of math take radians.
    ("floor(cos(60) * 10 + 0.5), floor(tan(45) + 0.5)", (5, 1)),
    ("floor(math.cos(math.pi) + 0.5), floor(deg(math.pi) + 0.5)", (-1, 180)),
    ("floor(asin(1) + 0.5), floor(atan2(1, 1) + 0.5)", (90, 45)),
    # string.format
    ("format('%2$s-%1$s', 'a', 'b'), string.format('%1$s%1$s', 'x')", ("b-a", "xx")),
    ("format('%99$s', " + ", ".join(f"'{n}'" for n in range(1, 100)) + ")", "99"),
    ("format('%d', nil), format('%d'), format('%i')", ("0", "0", "0")),
    ("pcall(format, '%s'), (pcall(format, '%s', nil))", (False, False)),
    ("format('%.1F', 2.25)", "2.2"),
    # Strings
    ("strsplit(',', 'a,b,c,d', 3)", ("a", "b", "c,d")),
    ("string.split(',', 'a,b'), (','):split('a,b')", ("a", "a", "b")),
    ("string.join('-', 'a', 'b'), string.concat('a', 1)", ("a-b", "a1")),
    ("string.trim('  x  '), string.trim('--x--', '-')", ("x", "x")),
    ("string.trim('\\r\\n\\t x \\n')", "x"),
    ("table.concat(strsplittable('.', 'a.b.c', 2), '|')", "a|b.c"),
    ("strlenutf8('\\228\\184\\173x')", 2),
    ("strcmputf8i('B', 'a') > 0, strcmputf8i('a', 'A')", (True, 0)),
    # Bits are of 32 bits and unsigned.
    ("bit.bnot(0), bit.band(-1, 15), bit.lshift(1, 32)", (4294967295, 15, 0)),
    ("bit.arshift(0x80000000, 4), bit.rshift(0x80000000, 4)", (0xF8000000, 0x08000000)),
    ("bit.mod(7, 3), bit.bxor(5, 1)", (1, 4)),
    # Tables
    ("#table.create(10), (table.count({1, 2, 3}))", (0, 0)),
    ("select(2, table.count({1, 2, 3, x = 1}))", (3, 3)),
    ("table.removemulti({'a', 'b', 'c'}, 1, 2)", ("a", "b")),
    ("(function() local t = {1, 2}; return table.wipe(t) == t, #t end)()", (True, 0)),
    (
        "(function() local t = {a = 1}; table.freeze(t); return table.isfrozen(t), (pcall(rawset, t, 'a', 1)), "
        "(pcall(function() t.b = 1 end)) end)()",
        (True, True, False),
    ),
    ("table.isfrozen({})", False),
    ("(function() local t = {}; t.t = t; local c = securecopy(t); return c ~= t, c.t == c end)()", (True, True)),
    ("mapvalues(function(x) return x and x * 2 end, 1, nil, 3)", (2, None, 6)),
    # Mixin and friends
    ("(function() local t = {}; return Mixin(t, {a = 1}, {a = 2}) == t, t.a end)()", (True, 2)),
    ("CreateFromMixins({a = 1}).a, CreateAndInitFromMixin({Init = function(s, x) s.x = x end}, 5).x", (1, 5)),
    ("(function() local t = {{}}; return CopyTable(t)[1] ~= t[1], CopyTable(t, true)[1] == t[1] end)()", (True, True)),
    # Calls
    ("xpcall(function(...) return select('#', ...) end, print, nil, nil)", (True, 2)),
    ("xpcall(function(x) error(x, 0) end, function(m) return m .. '!' end, 'no')", (False, "no!")),
    ("pcallwithenv(function() return answer end, {answer = 42})", (True, 42)),
    ("loadstring('return 1')(), loadstring('x =') == nil", (1, True)),
    (
        "(function() setfenv(1, {loadstring = loadstring, print = print}); return loadstring('return _G ~= nil')() end)()",
        True,
    ),
    ("select(2, loadstring('\\27Lua'))", "attempt to load bytecode"),
    (
        "(function() local ran; local t = {f = function(...) return 'kept', ... end}; "
        "hooksecurefunc(t, 'f', function(...) ran = select('#', ...) return 'lost' end); "
        "return t.f(1, nil), ran end)()",
        ("kept", 2),
    ),
    (
        "(function() local ran = false; local t = {f = function() error('x') end}; "
        "hooksecurefunc(t, 'f', function() ran = true end); pcall(t.f); return ran end)()",
        False,
    ),
    ("securecallfunction(function(...) return ... end, 1, nil, 3)", (1, None, 3)),
    ("securecall('strlen', 'abc')", 3),
    (
        "(function() local s = ''; secureexecuterange({'a', 'b'}, function(k, v, x) s = s .. k .. v .. x end, '-') return s end)()",
        "1a-2b-",
    ),
    (
        "type(newproxy()), type(debugstack()), type(debuglocals()), gcinfo(), collectgarbage('count')",
        ("userdata", "string", "string", 0, 0),
    ),
    ("difftime(5, 3), date('!%Y', 0), type(time())", (2, "1970", "number")),
    (
        "(function() local c = coroutine.wrap(function(a) local b = coroutine.yield(a + 1); return b * 2 end); return c(1), c(5) end)()",
        (2, 10),
    ),
    ("select('#', coroutine.running()), getfenv(0) == _G, _G._G == _G", (1, True, True)),
    ("(function() local r = fastrandom(3); return r >= 1 and r <= 3 end)()", True),
    ("GenerateClosure(strjoin, ',', 'a')('b')", "a,b"),
    ("tInvert({'a', 'b'}).b, tContains({1}, 2), tIndexOf({'x'}, 'x')", (2, False, 1)),
]


@pytest.mark.parametrize(("source", "expected"), FACTS, ids=[str(number) for number in range(len(FACTS))])
def test_fact(seat: Seat, source: str, expected: Any) -> None:
    assert seat.lua(f"return {source}") == expected
    assert seat.client.errors == []


def test_errors_in_secure_calls_go_to_the_handler_and_nowhere_else(seat: Seat) -> None:
    assert seat.lua("""
        seterrorhandler(function(message) heard = message end)
        local n = select("#", securecallfunction(error, "oops", 0))
        return n, heard, geterrorhandler() ~= nil
    """) == (0, "oops", True)
    assert seat.messages == ["oops"]


@pytest.mark.parametrize(
    ("call", "number", "usage"),
    [
        ("UnitName()", 1, "local unitName, unitServer = UnitName(unit)"),
        (
            "C_ChatInfo.SendAddonMessage('X')",
            2,
            "local result = C_ChatInfo.SendAddonMessage(prefix, message [, chatType [, target]])",
        ),
        (
            "C_BattleNet.SendGameData('x', 'X', 'y')",
            1,
            "local result = C_BattleNet.SendGameData(gameAccountID, prefix, data)",
        ),
        ("C_AddOns.IsAddOnLoaded({})", 1, "local loadedOrLoading, loaded = C_AddOns.IsAddOnLoaded(name)"),
        (
            "C_ChatInfo.SwapChatChannelsByChannelIndex(1)",
            2,
            "C_ChatInfo.SwapChatChannelsByChannelIndex(firstChannelIndex, secondChannelIndex)",
        ),
        ("Mixin(1)", 1, "local outObject = Mixin(object, mixins)"),
    ],
)
def test_wrong_types_raise_with_the_usage(seat: Seat, call: str, number: int, usage: str) -> None:
    with pytest.raises(LuaFailure) as caught:
        seat.lua(call)
    assert str(caught.value) == f"eval:1: bad argument #{number} to '?' (Usage: {usage})"


def test_numbers_pass_as_strings_and_back(seat: Seat) -> None:
    assert seat.lua("return C_EncodingUtil.EncodeHex(12), C_BattleNet.SendGameData('5', 'X', 7)") == ("3132", 0)
    assert seat.host.game_data_sent == [(5, "X", b"7")]


def test_before_12_0_5_tables_could_not_be_frozen(new_seat: SeatMaker) -> None:
    seat = new_seat(product=PRODUCTS["wow_11_2"]).login()
    assert seat.lua("return table.freeze, table.isfrozen") == (None, None)
