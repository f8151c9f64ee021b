"""The Lua of the game: what is missing, what is added, what behaves otherwise than plain 5.1 (facts 5)."""

from __future__ import annotations

import re
from typing import Any

import pytest

from generator.client.convert import LuaFailure
from generator.client.products import PRODUCTS
from tests.client.conftest import Seat, SeatMaker


@pytest.mark.parametrize(
    "name", ["string.dump", "math.randomseed", "coroutine.isyieldable", "utf8", "loadfile", "table.unpack"]
)
def test_absent(seat: Seat, name: str) -> None:
    assert seat.lua(f"return {name}") is None


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("strsplit(',', 'a,b,,c')", ("a", "b", "", "c")),
        ("strsplit(',', 'a,b,c', 2)", ("a", "b,c")),
        ("strsplit(',;', 'a;b,c')", ("a", "b", "c")),
        ("strsplit(',', '')", ""),
        ("#strsplittable(' ', 'x y z')", 3),
        ("strjoin('-', 'a', 1, 'c')", "a-1-c"),
        ("strjoin('-')", ""),
        ("strconcat('a', 2, 'b')", "a2b"),
        ("strtrim('  a b\\n')", "a b"),
        ("strtrim('xxaxx', 'x')", "a"),
        ("('-a-'):trim('-')", "a"),
        ("(' '):split('a b')", ("a", "b")),
        ("strlenutf8('h\\195\\169!')", 3),
        ("strcmputf8i('ABC', 'abc')", 0),
        ("format('%2$s %1$s', 'a', 'b')", "b a"),
        ("format('%2$03d|%1$-4s|', 'a', 7)", "007|a   |"),
        ("format('%d')", "0"),
        ("format('%d|%s', nil, 'x')", "0|x"),
        ("format('%5.2F', 1.5)", " 1.50"),
        ("format('100%%')", "100%"),
        ("('%s'):format('x')", "x"),
        ("tostringall(1, nil, 'x')", ("1", "nil", "x")),
        ("select('#', strsplit('.', 'a.b'))", 2),
        ("mod(7, 4)", 3),
        ("floor(sin(90) + 0.5)", 1),
        ("floor(math.sin(90) * 100)", 89),
        ("floor(acos(0) + 0.5)", 90),
        ("bit.band(0xff, 0x0f, 0x3c)", 12),
        ("bit.bor(1, 2, 4)", 7),
        ("bit.bxor(0xffffffff, 1)", 4294967294),
        ("bit.bnot(0)", 4294967295),
        ("bit.lshift(1, 31)", 2147483648),
        ("bit.lshift(3, 31)", 2147483648),
        ("bit.rshift(0x80000000, 31)", 1),
        ("bit.arshift(0x80000000, 31)", 4294967295),
        ("bit.band(-1, 255)", 255),
        ("tContains({'a', 'b'}, 'b')", True),
        ("tIndexOf({'a', 'b'}, 'b')", 2),
        ("tInvert({'a'}).a", 1),
        ("CountTable({1, 2, x = 3})", 3),
        ("Mixin({a = 1}, {b = 2}, {b = 3}).b", 3),
        ("CreateFromMixins({a = 1}, {b = 2}).a", 1),
        ("CopyTable({a = {b = 1}}).a.b", 1),
        ("GenerateClosure(strjoin, '+', 'a')('b', 'c')", "a+b+c"),
        ("table.removemulti({1, 2, 3, 4}, 2, 2)", (2, 3)),
        ("#wipe({1, 2})", 0),
        ("xpcall(function(a, b) return a + b end, print, 1, 2)", (True, 3)),
        ("pcall(error, 'x', 0)", (False, "x")),
        ("type(debugstack())", "string"),
        ("collectgarbage('count')", 0),
        ("Clamp(7, 1, 5)", 5),
    ],
)
def test_value(seat: Seat, source: str, expected: Any) -> None:
    assert seat.lua(f"return {source}") == expected


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("format('%s')", "string expected, got nil"),
        ("format('%s', nil)", "string expected, got nil"),
        ("format('%y', 1)", "invalid option"),
        ("strsplit(nil, 'x')", "bad argument #1 to 'strsplit'"),
        ("strjoin(',', {})", "bad argument #2 to 'strjoin'"),
        ("wipe(nil)", "table expected, got nil"),
        ("random(2, 1)", "interval is empty"),
    ],
)
def test_wrong_arguments(seat: Seat, source: str, message: str) -> None:
    with pytest.raises(LuaFailure, match=message):
        seat.lua(f"return {source}")


def test_errors_point_at_the_addon(seat: Seat) -> None:
    with pytest.raises(LuaFailure, match=r"^eval:2: bad argument #1 to 'strsplit'"):
        seat.lua("\nstrsplit(nil, 'x')")


def test_copies_are_deep_unless_asked_for(seat: Seat) -> None:
    assert seat.lua("local t = {a = {}}; return CopyTable(t).a == t.a, CopyTable(t, true).a == t.a") == (False, True)


def test_time_is_virtual_and_dates_are_utc(seat: Seat) -> None:
    seat.host.time = 12.5
    assert seat.lua("return GetTime(), GetTime() == GetTimePreciseSec()") == (12.5, True)
    assert seat.lua("return time(), GetServerTime()") == (1767225612, 1767225612)
    assert seat.lua("return date('%Y-%m-%d %H:%M:%S')") == "2026-01-01 00:00:12"
    assert seat.lua("return date('*t', 0).year, date('!%d', 86400)") == (1970, "02")


@pytest.mark.parametrize("moment", [0, 951782400, 1767225612, 4102444799])
def test_time_undoes_date(seat: Seat, moment: int) -> None:
    assert seat.lua(f"return time(date('*t', {moment}))") == moment


def test_time_fills_in_and_carries(seat: Seat) -> None:
    assert seat.lua("return time{year = 1970, month = 1, day = 1}") == 43200
    assert seat.lua("return time{year = 1969, month = 13, day = 2, hour = 0}") == 86400
    with pytest.raises(LuaFailure, match="field 'day' missing"):
        seat.lua("return time{year = 1970, month = 1}")


def test_chance_is_the_clients_own(new_seat: SeatMaker) -> None:
    source = "local t = {}; for i = 1, 50 do t[i] = random(100) end; return t"
    first, again, other = new_seat().login(), new_seat().login(), new_seat("Catnia").login()
    numbers = first.lua(source)
    assert numbers == again.lua(source)
    assert numbers != other.lua(source)
    assert min(numbers.values()) >= 1
    assert max(numbers.values()) <= 100
    assert len(set(numbers.values())) > 20


def test_random_covers_its_range(seat: Seat) -> None:
    assert seat.lua("""
        local seen, low, high = {}, 1, 0
        for i = 1, 400 do
            seen[math.random(3, 5)] = true
            local x = fastrandom()
            low, high = math.min(low, x), math.max(high, x)
        end
        return CountTable(seen), seen[3] and seen[4] and seen[5], low >= 0 and low < 0.1, high < 1 and high > 0.9
    """) == (3, True, True, True)


def test_hooks_run_after_and_cannot_change_the_result(seat: Seat) -> None:
    assert seat.lua("""
        order = {}
        function greet(name) order[#order + 1] = "greet " .. name return "hello", nil, "end" end
        hooksecurefunc("greet", function(name) order[#order + 1] = "hook " .. name return "other" end)
        local n, first = select("#", greet("Borin")), greet("Borin")
        return n, first, order[1], order[2]
    """) == (3, "hello", "greet Borin", "hook Borin")


def test_a_hook_sees_nothing_of_a_call_that_failed_and_may_fail_itself(seat: Seat) -> None:
    assert seat.lua("""
        ran = 0
        object = { go = function(x) if x then error("no") end return 1 end }
        hooksecurefunc(object, "go", function() ran = ran + 1 error("in the hook") end)
        return pcall(object.go, true), object.go(), ran
    """) == (False, 1, 1)
    assert seat.messages == ["eval:4: in the hook"]


def test_hooking_nothing_is_an_error(seat: Seat) -> None:
    with pytest.raises(LuaFailure, match="Nothing is not a function"):
        seat.lua("hooksecurefunc('Nothing', print)")


def test_secure_calls_keep_errors_to_themselves(seat: Seat) -> None:
    assert seat.lua("""
        local function bad() error("bad") end
        securecallfunction(bad)
        securecall("alsobad")
        local sum = 0
        secureexecuterange({1, 2, 3}, function(_, value, plus)
            if value == 2 then bad() end
            sum = sum + value + plus
        end, 10)
        return select("#", securecallfunction(bad)), sum, securecallfunction(strjoin, "-", 1, 2)
    """) == (0, 24, "1-2")
    assert [message.split(": ")[-1] for message in seat.messages] == [
        "bad",
        "attempt to call local 'f' (a nil value)",
        "bad",
        "bad",
    ]


def test_the_error_handler_of_an_addon_hears_of_errors(seat: Seat) -> None:
    seat.lua("heard = {}; seterrorhandler(function(message) heard[#heard + 1] = message end)")
    seat.lua("securecallfunction(error, 'first', 0); geterrorhandler()('second')")
    assert seat.lua("return heard") == {1: "first", 2: "second"}
    assert seat.messages == ["first"]


def test_the_default_error_handler_records(seat: Seat) -> None:
    seat.lua("xpcall(function() error({}) end, geterrorhandler())")
    assert seat.messages == ["table: 00000001"]


def test_coroutines(seat: Seat) -> None:
    assert seat.lua("""
        local co = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) return UnitName("player") .. b end)
        return co(1), co("!")
    """) == (2, "Tammya!")


def test_a_long_stack_is_cut_in_the_middle(seat: Seat) -> None:
    assert seat.lua("""
        local function deep(n)
            if n > 0 then
                local short, long = deep(n - 1)
                return short, long
            end
            return debugstack(1, 2, 1), debugstack(2)
        end
        local short, long = deep(30)
        local _, lines = short:gsub("\\n", "")
        return lines, #long > #short, short:find("\\n...\\n", 1, true) ~= nil
    """) == (4, True, True)
    assert seat.lua("""
        local co = coroutine.create(function() local x = nil; x() end)
        coroutine.resume(co)
        return (debugstack(co):match("^[^\\n]+"))
    """).startswith("\teval:2: in function")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("string.format('%s')", "bad argument #2 to 'format' (string expected, got nil)"),
        ("('%x'):format({})", "bad argument #2 to 'format' (number expected, got table)"),
        ("format()", "bad argument #1 to 'format' (string expected, got nil)"),
        ("strsplit(nil, 'a')", "bad argument #1 to 'strsplit' (string expected, got nil)"),
        ("strjoin(',', 'a', nil)", "bad argument #3 to 'strjoin' (string expected, got nil)"),
    ],
)
def test_what_strings_refuse(seat: Seat, call: str, message: str) -> None:
    with pytest.raises(LuaFailure, match=f"^eval:1: {re.escape(message)}$"):
        seat.lua(f"local x = {call}")


@pytest.mark.parametrize("borders", ["-1/0, 1/0", "0/0, 1", "1, 1e7", "-2^31, 1", "2^31, 2^31"])
def test_unpack_far_apart_is_an_error_and_no_crash(seat: Seat, borders: str) -> None:
    with pytest.raises(LuaFailure, match="too many results to unpack"):
        seat.lua(f"local x = unpack({{}}, {borders})")


def test_unpack(seat: Seat) -> None:
    assert seat.lua("return unpack({ 1, 2, 3 }, 2)") == (2, 3)
    assert seat.lua("return unpack({ 1, 2, 3 }, '2', 2)") == 2
    assert seat.lua("return select('#', unpack({}, 5, 1)), select('#', unpack({}, 2^31, -1/0))") == (0, 0)
    with pytest.raises(LuaFailure, match=r"bad argument #1 to 'unpack' \(table expected, got nil\)"):
        seat.lua("local x = unpack(nil)")


@pytest.mark.parametrize(
    "call",
    [
        "print(odd)",
        "tostring(odd)",
        "geterrorhandler()(odd)",
        "DEFAULT_CHAT_FRAME:AddMessage(odd)",
        "CreateFrame(odd)",
        "C_BattleNet.SendWhisper(1, '\\255')",
        "debugstack(2^31)",
    ],
)
def test_odd_values_stay_in_lua(seat: Seat, call: str) -> None:
    """Whatever an addon hands over, it gets an answer or a Lua error."""
    seat.lua("odd = setmetatable({}, { __tostring = function() return 5 end })")
    seat.lua(f"pcall(function() {call} end)")


@pytest.mark.parametrize("name", ["BNGetFriendInfo", "BNGetFriendGameAccountInfo"])
def test_old_natives_check_their_arguments(new_seat: SeatMaker, name: str) -> None:
    seat = new_seat(product=PRODUCTS["wow_classic"]).login()
    for value in ("nil", "{}", "'x'", "print"):
        with pytest.raises(LuaFailure, match=rf"bad argument #1 to '\?' \(Usage: .*{name}\("):
            seat.lua(f"{name}({value})")
