"""Lenient mode answers for what nobody modelled, by client data a user gives, and says so; strict mode names it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.client import clientdata
from generator.client.clientdata import ClientDataError
from generator.client.convert import LuaFailure
from generator.client.signatures import ClientData, Parameter, Signature
from tests.client.conftest import AddonMaker, Seat, SeatMaker

GIVEN = {
    "functions": {
        "C_Weather.GetForecast": {
            "in": ["zone:number"],
            "out": ["kind:enum:WeatherKind", "info:structure:WeatherInfo", "wind:number?", "days:array<number>"],
        },
        "C_Weather.GetCurve": {"in": [], "out": ["curve:luaobject:LuaCurveObject", "frame:uiobject:Frame"]},
        "C_ChatInfo.Shout": {"in": [], "out": ["said:boolean", "what:string"]},
        "PraySilently": {},
    },
    "events": {"WEATHER_CHANGED": ["kind:enum:WeatherKind"], "PLAYER_LOGIN": None},
    "enums": {"WeatherKind": {"Rain": 3, "Sun": 2}, "Flags": {"Big": "0x10"}},
    "structures": {"WeatherInfo": ["name:string", "warm:boolean", "note:string?", "owner:uiobject:Frame"]},
}
"""What a client file holds."""


@pytest.fixture
def data(tmp_path: Path) -> dict[str, ClientData]:
    (tmp_path / "wow.json").write_text(json.dumps(GIVEN))
    return clientdata.load(tmp_path)


@pytest.fixture
def lenient(new_seat: SeatMaker, data: dict[str, ClientData]) -> Seat:
    return new_seat(lenient=True, client_data=data).login()


def test_answers_are_empty_values_of_the_declared_types(lenient: Seat) -> None:
    assert lenient.lua("return C_Weather.GetForecast(1)") == (2, {"name": "", "warm": False}, None, {})
    assert lenient.lua("return C_ChatInfo.Shout()") == (False, "")
    assert lenient.lua("return select('#', PraySilently())") == 0
    assert lenient.lua("return Enum.WeatherKind.Rain, Enum.Flags.Big") == (3, 16)


def test_objects_are_inert(lenient: Seat) -> None:
    assert lenient.lua("""
        local curve, frame = C_Weather.GetCurve()
        frame:Show()
        return frame:GetObjectType(), select("#", curve:Evaluate(1))
    """) == ("Frame", 0)
    assert list(lenient.client.assumed) == ["C_Weather.GetCurve", "LuaCurveObject:Evaluate"]


def test_each_is_listed_with_its_first_place_and_how_often(lenient: Seat) -> None:
    assert lenient.client.what_was_assumed() == "Nothing was assumed."
    lenient.lua("local f = C_Weather.GetForecast")
    assert lenient.client.assumed == {}
    lenient.lua("\nfor _ = 1, 3 do C_Weather.GetForecast() end")
    lenient.lua("C_Weather.GetForecast() PraySilently()")
    assert lenient.client.assumed == {"C_Weather.GetForecast": "eval:2", "PraySilently": "eval:1"}
    assert lenient.client.what_was_assumed().splitlines() == [
        "What was assumed:",
        "  C_Weather.GetForecast: 4 times, first at eval:2",
        "  PraySilently: 1 time, first at eval:1",
    ]
    assert lenient.client.unmodelled == {}


def test_events_nobody_fires_can_be_waited_for(lenient: Seat) -> None:
    assert lenient.lua("return CreateFrame('Frame'):RegisterEvent('WEATHER_CHANGED')") is True
    assert lenient.lua("return C_EventUtils.IsEventValid('WEATHER_CHANGED')") is True
    assert list(lenient.client.assumed) == ["event WEATHER_CHANGED"]
    with pytest.raises(LuaFailure, match='unknown event "NONSENSE"'):
        lenient.lua("CreateFrame('Frame'):RegisterEvent('NONSENSE')")


@pytest.mark.parametrize("name", ["NoSuchFunction", "C_Weather.Nonsense", "C_ChatInfo.Nonsense", "Enum.Nonsense"])
def test_what_the_data_lacks_is_nil_in_either_mode(lenient: Seat, name: str) -> None:
    assert lenient.lua(f"return {name}") is None


def test_what_is_modelled_is_not_assumed(lenient: Seat) -> None:
    assert lenient.lua("return C_ChatInfo.RegisterAddonMessagePrefix('X'), UnitName('player')") == (0, "Tammya", None)
    assert lenient.client.assumed == {}


def test_without_data_a_listed_native_gives_nothing(new_seat: SeatMaker) -> None:
    seat = new_seat(lenient=True).login()
    assert seat.lua("return select('#', C_Map.GetMapInfo(1))") == 0
    assert list(seat.client.assumed) == ["C_Map.GetMapInfo"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("C_Weather.GetForecast(1)", "C_Weather"),
        ("PraySilently()", "PraySilently"),
        ("C_ChatInfo.Shout()", "C_ChatInfo.Shout"),
        ("CreateFrame('Frame'):RegisterEvent('WEATHER_CHANGED')", "event WEATHER_CHANGED"),
    ],
)
def test_strict_mode_names_what_the_data_shows_to_be_a_gap(
    new_seat: SeatMaker, data: dict[str, ClientData], source: str, name: str
) -> None:
    seat = new_seat(client_data=data).login()
    with pytest.raises(LuaFailure, match=f"^eval:1: {name} is not modelled by this client$"):
        seat.lua(source)
    assert list(seat.client.unmodelled) == [name]


# The folders


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, r"no \.json file in it"),
        ({"wow.json": "{"}, r"wow\.json: is no client data"),
        ({"wow.json": "{}"}, r"wow\.json: has no 'functions'"),
        (
            {"wow.json": '{"functions": {"A": {"in": ["x"]}}, "events": {}, "enums": {}, "structures": {}}'},
            "'x' is not name",
        ),
        ({"wow.json": "[]"}, "is no client data"),
        ({"other.json": json.dumps(GIVEN)}, "no client of wow, wowxptr, .*it has other"),
    ],
)
def test_bad_json_folders(tmp_path: Path, files: dict[str, str], message: str) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(ClientDataError, match=message):
        clientdata.load(tmp_path)


WEATHER_DOCS = """
local Weather =
{
    Name = "Weather",
    Type = "System",
    Namespace = "C_Weather",
    Environment = "All",

    Functions =
    {
        {
            Name = "GetForecast",
            Type = "Function",
            MayReturnNothing = true,
            SecretArguments = "AllowedWhenUntainted",
            Documentation = { "What the sky will do." },

            Arguments =
            {
                { Name = "unit", Type = "UnitToken", Nilable = false },
                { Name = "days", Type = "luaIndex", Nilable = false, Default = 1 },
            },

            Returns =
            {
                { Name = "kind", Type = "WeatherKind", Nilable = false },
                { Name = "infos", Type = "table", InnerType = "WeatherInfo", Nilable = false },
                { Name = "odd", Type = "SomethingNew", Nilable = true },
            },
        },
    },

    Events =
    {
        {
            Name = "WeatherChanged",
            Type = "Event",
            LiteralName = "WEATHER_CHANGED",
            SynchronousEvent = true,
            Payload =
            {
                { Name = "guid", Type = "WOWGUID", Nilable = false },
            },
        },
    },

    Tables =
    {
        {
            Name = "WeatherInfo",
            Type = "Structure",
            Fields =
            {
                { Name = "title", Type = "cstring", Nilable = false },
                { Name = "color", Type = "colorRGB", Mixin = "ColorMixin", Nilable = true },
            },
        },
    },
};

APIDocumentation:AddDocumentationTable(Weather);
"""
SHARED_DOCS = """
local WeatherShared =
{
    Tables =
    {
        {
            Name = "WeatherKind",
            Type = "Enumeration",
            NumValues = 2,
            MinValue = 0,
            MaxValue = 1,
            Fields =
            {
                { Name = "Sun", Type = "WeatherKind", EnumValue = 0 },
                { Name = "Rain", Type = "WeatherKind", EnumValue = 1 },
            },
        },
        { Name = "Consts", Type = "Constants", Values = { { Name = "MAX", Type = "number", Value = Enum.Foo.Bar } } },
        { Name = "WeatherCallback", Type = "CallbackType", Arguments = { } },
    },
};

APIDocumentation:AddDocumentationTable(WeatherShared);
"""
METHODS_DOCS = """
APIDocumentation:AddDocumentationTable({
    Name = "CloudAPI", Type = "ScriptObject",
    Functions = { { Name = "Drift", Type = "Function", Arguments = { }, Returns = { } } },
});
"""


def write_docs(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}Documentation.lua").write_text(text)
    return folder


def test_exported_documentation(tmp_path: Path) -> None:
    folder = write_docs(tmp_path, Weather=WEATHER_DOCS, WeatherShared=SHARED_DOCS, Cloud=METHODS_DOCS)
    assert clientdata.load_docs(folder) == ClientData(
        functions={
            "C_Weather.GetForecast": Signature(
                (Parameter("unit", "unit"), Parameter("days", "number", nilable=True)),
                (
                    Parameter("kind", "enum:WeatherKind"),
                    Parameter("infos", "array<structure:WeatherInfo>"),
                    Parameter("odd", "unknown", nilable=True),
                ),
                may_return_nothing=True,
            )
        },
        events={"WEATHER_CHANGED": (Parameter("guid", "string"),)},
        enums={"WeatherKind": {"Sun": 0, "Rain": 1}},
        structures={"WeatherInfo": (Parameter("title", "string"), Parameter("color", "unknown", nilable=True))},
    )


def test_documentation_serves_a_lenient_client(new_seat: SeatMaker, tmp_path: Path) -> None:
    folder = write_docs(tmp_path, Weather=WEATHER_DOCS, WeatherShared=SHARED_DOCS)
    seat = new_seat(lenient=True, client_data=clientdata.load(docs_folder=folder)).login()
    assert seat.lua("return C_Weather.GetForecast('player')") == (0, {}, None)
    assert seat.lua("return Enum.WeatherKind.Rain") == 1


def test_the_json_counts_where_both_know_something(tmp_path: Path) -> None:
    (tmp_path / "wow.json").write_text(json.dumps(GIVEN))
    docs = tmp_path / "docs"
    docs.mkdir()
    write_docs(docs, Weather=WEATHER_DOCS, WeatherShared=SHARED_DOCS)
    found = clientdata.load(tmp_path, docs)
    assert found["wow"].enums["WeatherKind"] == {"Rain": 3, "Sun": 2}
    assert found["wow_classic"].enums["WeatherKind"] == {"Sun": 0, "Rain": 1}


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, r"no \.lua file in it"),
        ({"A": "x ="}, r"ADocumentation\.lua: .*unexpected symbol"),
        ({"A": "local x = nil + 1"}, "ADocumentation.lua:1: attempt to perform arithmetic"),
        ({"A": "while true do end"}, "ADocumentation.lua: it runs too long"),
        ({"A": "local x = {} while true do x[#x + 1] = ('x'):rep(1000000) .. #x end"}, "ADocumentation.lua"),
        ({"A": "x = 1"}, "documents no function"),
    ],
)
def test_bad_documentation(tmp_path: Path, files: dict[str, Any], message: str) -> None:
    with pytest.raises(ClientDataError, match=message):
        clientdata.load(docs_folder=write_docs(tmp_path, **files))


def test_addons_of_the_game_are_assumed_when_they_are_loaded(seat: Seat, new_seat: SeatMaker) -> None:
    with pytest.raises(LuaFailure, match=r"^eval:1: addon Blizzard_Calendar is not modelled by this client$"):
        seat.lua("C_AddOns.LoadAddOn('Blizzard_Calendar')")
    assert seat.lua("return C_AddOns.IsAddOnLoaded('Blizzard_Calendar')") == (False, False)
    lenient = new_seat(lenient=True).login()
    assert lenient.lua("return C_AddOns.LoadAddOn('Blizzard_Calendar')") == (True, None)
    assert lenient.lua("return C_AddOns.IsAddOnLoaded('blizzard_calendar')") == (True, True)
    assert lenient.client.assumed == {"addon Blizzard_Calendar": "in eval"}


def test_a_tail_call_leaves_no_line_but_what_was_running(new_seat: SeatMaker, addon: AddonMaker) -> None:
    seat = new_seat(lenient=True)
    source = """
        local f = CreateFrame("Frame")
        f:RegisterEvent("PLAYER_LOGIN")
        f:SetScript("OnEvent", function() return CompactUnitFrame_UpdateAll() end)
        return ToggleWorldMap()
    """
    seat.client.install(addon("Foo", source))
    seat.client.login()
    assert seat.client.assumed == {
        "ToggleWorldMap": "in Interface/AddOns/Foo/Foo.lua",
        "CompactUnitFrame_UpdateAll": "in PLAYER_LOGIN",
    }
