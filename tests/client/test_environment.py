"""A client's code sees its own globals: nothing of another client, of the mock's inside, or of Python."""

from __future__ import annotations

import pytest

from generator.client.convert import LuaFailure
from tests.client.conftest import Seat, SeatMaker


@pytest.fixture
def other(new_seat: SeatMaker) -> Seat:
    return new_seat("Catnia").login()


def test_globals_are_ones_own(seat: Seat, other: Seat) -> None:
    seat.lua("shared = 'mine'; _G.also = 1")
    assert other.lua("return shared, also") == (None, None)
    assert seat.lua("return shared, also, _G._G == _G") == ("mine", 1, True)


@pytest.mark.parametrize("table", ["string", "table", "math", "bit", "coroutine", "C_ChatInfo", "Enum", "Settings"])
def test_additions_to_a_library_are_ones_own(seat: Seat, other: Seat, table: str) -> None:
    seat.lua(f"{table}.addition = function() return 1 end")
    assert seat.lua(f"return {table}.addition()") == 1
    assert other.lua(f"return rawget({table}, 'addition')") is None


def test_replaced_members_are_ones_own(seat: Seat, other: Seat) -> None:
    seat.lua("C_Timer.After = 5; Settings.VarType.Boolean = 'changed'; UIParent.SetSize = 1")
    assert other.lua("return type(C_Timer.After), Settings.VarType.Boolean, type(UIParent.SetSize)") == (
        "function",
        "boolean",
        "function",
    )


def test_string_methods_go_to_the_string_table_of_who_runs(seat: Seat, other: Seat) -> None:
    seat.lua("function string.shout(s) return s .. '!' end")
    assert seat.lua("return ('hey'):shout(), ('  x '):trim()") == ("hey!", "x")
    with pytest.raises(LuaFailure, match="attempt to call method 'shout'"):
        other.lua("return ('hey'):shout()")
    assert seat.lua("return ('hey'):shout()") == "hey!"


def test_the_string_methods_of_the_game_are_there_from_the_first_moment(new_seat: SeatMaker) -> None:
    seat = new_seat()
    seat.client.boot()
    assert seat.lua("return (' x '):trim()") == "x"


def test_the_string_metatable_is_not_shared(seat: Seat, other: Seat) -> None:
    seat.lua("getmetatable('').__index = nil; getmetatable('').__add = function() return 'leak' end")
    assert other.lua("return pcall(function() return 'a' + 'b' end)")[0] is False
    assert other.lua("return ('x'):upper()") == "X"


def test_widget_methods_are_ones_own_once_asked_for(seat: Seat, other: Seat) -> None:
    seat.lua("early = CreateFrame('Frame'); getmetatable(early).__index.Extra = function() return 7 end")
    assert seat.lua("return early:Extra(), CreateFrame('Frame'):Extra()") == (7, 7)
    assert other.lua("return CreateFrame('Frame').Extra") is None


@pytest.mark.parametrize(
    "expression",
    [
        "getfenv()",
        "getfenv(0)",
        "getfenv(1)",
        "getfenv(2)",
        "getfenv(pcall)",
        "getfenv(CreateFrame)",
        "getfenv(C_Timer.After)",
        "getfenv(UIParent.Show)",
        "getfenv(print)",
        "getfenv(coroutine.wrap(function() end))",
        "coroutine.wrap(function() return getfenv(0) end)()",
        "loadstring('return getfenv(1)')()",
        "setfenv(loadstring('return _G'), {_G = getfenv(0)})()",
    ],
)
def test_no_other_environment_can_be_had(seat: Seat, expression: str) -> None:
    assert seat.lua(f"return {expression} == _G") is True


def test_levels_up_the_stack_show_the_client(seat: Seat) -> None:
    seat.lua("""
        seen = {}
        frame = CreateFrame("Frame")
        frame:RegisterEvent("PLAYER_LOGIN")
        frame:SetScript("OnEvent", function()
            for level = 1, 12 do
                local ok, env = pcall(getfenv, level)
                seen[level] = not ok or env == _G
            end
        end)
    """)
    seat.client.fire_event("PLAYER_LOGIN")
    assert set(seat.lua("return seen").values()) == {True}


@pytest.mark.parametrize(
    "attempt",
    [
        "setfenv(CreateFrame, {})",
        "setfenv(C_ChatInfo.SendAddonMessage, {})",
        "setfenv(pcall, {})",
        "setfenv(0, {})",
        "pcallwithenv(CreateFrame, {}, 'Frame')",
        "setmetatable(_G, {})",
        "setmetatable(C_Timer, {})",
    ],
)
def test_the_mock_itself_cannot_be_changed(seat: Seat, other: Seat, attempt: str) -> None:
    assert seat.lua(f"return (pcall(function() {attempt} end))") is False
    assert other.lua("return type(CreateFrame('Frame'))") == "table"


def test_an_addon_may_set_environments_of_its_own_functions(seat: Seat) -> None:
    assert seat.lua("""
        local env = setmetatable({ answer = 42 }, { __index = _G })
        local function ask() return answer end
        setfenv(ask, env)
        local function level() setfenv(1, env) return answer end
        return ask(), level(), answer, getfenv(ask) == env
    """) == (42, 42, None, True)


@pytest.mark.parametrize("name", ["python", "io", "os", "package", "require", "module", "debug", "dofile", "load"])
def test_nothing_of_the_embedding_is_there(seat: Seat, name: str) -> None:
    assert seat.lua(f"return {name}, rawget(_G, '{name}'), getfenv(pcall).{name}") == (None, None, None)


def test_no_python_object_is_among_the_values_of_the_api(seat: Seat) -> None:
    found = seat.lua("""
        local seen, odd = {}, {}
        local function walk(value, path)
            if type(value) == "userdata" and not path:find("%.0$") then odd[#odd + 1] = path end
            if type(value) ~= "table" or seen[value] then return end
            seen[value] = true
            for key, item in pairs(value) do walk(item, path .. "." .. tostring(key)) end
        end
        walk(_G, "_G")
        walk(getmetatable(UIParent), "meta")
        return #odd, odd[1]
    """)
    assert found == (0, None)


@pytest.mark.parametrize("source", ["'\\27Lua'", "('\\27Lua'):rep(3)"])
def test_bytecode_is_refused(seat: Seat, source: str) -> None:
    assert seat.lua(f"return loadstring({source})") == (None, "attempt to load bytecode")


def test_loadstring_compiles_into_the_global_environment(seat: Seat) -> None:
    assert seat.lua("""
        here = "global"
        local chunk = loadstring("return here")
        local function inside()
            setfenv(1, { loadstring = loadstring, here = "local" })
            return loadstring("return here")()
        end
        return chunk(), inside()
    """) == ("global", "global")


def test_text_cannot_break_out_of_its_chunk(seat: Seat) -> None:
    with pytest.raises(LuaFailure, match="expected near 'end'"):
        seat.client.run_source(b"end leaked = true; function f()", "@broken.lua")
    assert seat.lua("return leaked") is None


def test_addresses_are_not_shown(seat: Seat, other: Seat) -> None:
    source = "local t = {}; return tostring(t), tostring(print), tostring(t)"
    first = seat.lua(source)
    assert first == ("table: 00000001", "function: 00000002", "table: 00000001")
    assert other.lua(source) == first


def test_finalizers_cannot_be_made(seat: Seat) -> None:
    assert seat.lua("""
        local proxy = newproxy(true)
        local meta = getmetatable(proxy)
        meta.__index, meta.__len = { x = 1 }, function() return 7 end
        local fine = pcall(function() meta.__gc = print end)
        return type(newproxy()), newproxy(proxy).x, #proxy, fine, getmetatable(meta)
    """) == ("userdata", 1, 7, False, None)
    assert list(seat.client.unmodelled) == ["__gc of a proxy"]


def test_pairs_over_the_globals_sees_the_api(seat: Seat) -> None:
    assert seat.lua("""
        local found = {}
        mine = true
        for name in pairs(_G) do found[name] = true end
        return found.CreateFrame, found.C_Timer, found.mine, found.io
    """) == (True, True, True, None)
