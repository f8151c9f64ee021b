"""Every modelled function and event against whole client data, six clients; skipped where there is none.

What does not agree is in known_gaps.txt with its reason. A gap that closed, changed or was not looked at fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.client import clientdata, declared, names, refresh, solo
from generator.client.client import ClientSettings
from generator.client.host import Channel, ChannelMember, Friend, GameAccount, Group, Guild, RaidMember, Unit
from generator.client.products import PRODUCTS
from generator.client.runtime import Runtime
from generator.client.signatures import ClientData, Parameter
from tests.client.conftest import Seat

FOLDER = Path(__file__).parents[3] / "shared" / "wow-client"
GAPS = Path(__file__).with_name("known_gaps.txt")
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="no client data beside the project")

CATNIA = Unit("Catnia", "Moon Guard", 1365, "Player-1365-00000002", in_group=True)
ACCOUNT = GameAccount(7, character_name="Borin", realm_name="Argent Dawn", player_guid="Player-75-00000003")

GIVEN = {
    "guid": "Player-1365-00000002",
    "whisperTarget": "Player-1365-00000002",
    "context": "short",
    "name": "Test",
    "category": "TestCVar",
    "unit": "player",
    "unitName": "player",
    "id": "1",
}
"""Arguments by name, where a plain value of their type would not be understood."""

SPECIAL = {
    "C_ChatInfo.SendAddonMessage": '"X", "hi", "PARTY", "Catnia"',
    "C_ChatInfo.SendAddonMessageLogged": '"X", "hi", "PARTY", "Catnia"',
    "C_CVar.SetCVar": '"TestCVar", "1"',
    "C_CVar.GetCVar": '"TestCVar"',
    "C_CVar.GetCVarBool": '"TestCVar"',
    "C_CVar.GetCVarDefault": '"TestCVar"',
    "C_ChatInfo.GetChannelInfoFromIdentifier": '"test"',
    "C_AddOns.GetAddOnMetadata": '"Test", "Title"',
    "C_ClassColor.GetClassColor": '"MAGE"',
    "CreateFrame": '"Frame", "TestFrame", UIParent, "BackdropTemplate", 1',
    "C_Timer.After": "1, function() end",
    "C_Timer.NewTimer": "1, function() end",
    "C_Timer.NewTicker": "1, function() end, 2",
    "mapvalues": "tostring, 1",
    "securecallmethod": "UIParent, 'GetName'",
    "table.count": "{}",
    "table.freeze": "{}",
    "C_EncodingUtil.DecodeBase64": '"eA==", 0',
    "C_EncodingUtil.DecodeHex": '"78"',
    "C_EncodingUtil.DeserializeJSON": '"[1]"',
    "C_EncodingUtil.DeserializeCBOR": '"\\129\\1"',
    "C_EventUtils.IsEventValid": '"PLAYER_LOGIN"',
}
"""Whole argument lists, where the types do not say enough."""


REFUSED = re.compile("Usage: |bad argument #|Couldn't find")
"""How a refusal reads: the API's own, or that of Lua's library."""


@cache
def clients() -> dict[str, ClientData]:
    found = clientdata.load_json(FOLDER)
    return {key: found[key] for key in PRODUCTS}


@pytest.fixture(scope="module")
def own_runtime() -> Runtime:
    return Runtime()


def booted(runtime: Runtime, key: str, folder: Path) -> Seat:
    """A client that has something to answer to every question."""
    client, host = solo.client(
        runtime=runtime,
        product=PRODUCTS[key],
        settings=ClientSettings(deprecation_fallbacks=False, load_out_of_date=True, cvars={"TestCVar": "1"}),
    )
    host.units.update(party1=CATNIA, raid2=CATNIA, target=CATNIA, mouseover=CATNIA)
    host.friend_list = [Friend(1, "Borin#1234", accounts=(ACCOUNT,))]
    host.channel_list = [Channel(1, "test")]
    host.members = [ChannelMember("Catnia", CATNIA.guid)]
    host.group_now = Group("raid", others=1, leader_guid=CATNIA.guid, near=1)
    host.raid = [RaidMember(CATNIA), RaidMember(CATNIA)]
    host.guild_now = Guild("Testers", realm="MoonGuard")
    addon = folder / "Test"
    addon.mkdir(exist_ok=True)
    (addon / "Test.toc").write_text(
        "## Interface: 120100\n## Title: Test\n## Notes: None\n## AllowAddOnTableAccess: 1\n"
    )
    client.install(addon)
    client.login()
    return Seat(client, host)


def modelled(runtime: Runtime) -> list[str]:
    """What there is code for and some client has as a native."""
    natives = frozenset().union(*(data.functions for data in clients().values()))
    return sorted(runtime.modelled() & natives)


def literal(data: ClientData, entry: Parameter) -> str:
    """A plausible value of a declared type, in Lua."""
    kind, _, name = entry.type.partition(":")
    if kind == "structure":
        fields = data.structures.get(name, ())
        return "{" + ", ".join(f"{field.name} = {literal(data, field)}" for field in fields if not field.nilable) + "}"
    if kind == "enum":
        return str(min(data.enums.get(name, {"": 0}).values()))
    if entry.type == "string" and entry.name in GIVEN:
        return f'"{GIVEN[entry.name]}"'
    if entry.type == "table" or entry.type.startswith("array<"):
        return "{}"
    plain = {
        "string": '"x"',
        "number": "1",
        "boolean": "true",
        "unit": '"player"',
        "uiAddon": '"Test"',
        "uiobject": "UIParent",
    }
    plain |= {"function": "function() end", "luaobject": "function() end", "unknown": "1", "any": "1", "oneornil": "1"}
    return plain.get(kind, "nil")


def fits(data: ClientData, entry: Parameter, value: Any) -> bool:
    """Whether a value, as `SHOW` gives it, is of the declared type."""
    if value is None:
        return entry.nilable or entry.type in ("nil", "unknown", "any", "oneornil")
    kind, _, name = entry.type.partition(":")
    if kind == "structure":
        fields = {field.name: field for field in data.structures[name]}
        return (
            isinstance(value, dict)
            and set(value) <= set(fields)
            and all(fits(data, field, value.get(key)) for key, field in fields.items())
        )
    if entry.type.startswith("array<"):
        inner = Parameter("", entry.type[6:-1])
        return isinstance(value, dict) and all(fits(data, inner, item) for item in value.values())
    if kind == "enum":
        return value in data.enums[name].values()
    if kind in ("table", "uiobject", "luaobject", "function", "userdata"):
        return isinstance(value, dict) or value in ("<function>", "<userdata>")
    expected = {"string": str, "unit": str, "boolean": bool, "number": int | float, "nil": type(None)}
    return kind not in expected or (isinstance(value, expected[kind]) and (kind != "number" or value is not True))


SHOW = """
local function show(value, depth)
    if issecretvalue and issecretvalue(value) then return "<secret>" end
    local kind = type(value)
    if kind == "function" or kind == "userdata" or kind == "thread" then return "<" .. kind .. ">" end
    if kind ~= "table" then return value end
    local copy = {}
    if depth < 4 and not (type(value[0]) == "userdata") then
        for key, item in pairs(value) do copy[tonumber(key) or tostring(key)] = show(item, depth + 1) end
    end
    return copy
end
local function pack(...)
    local out = { n = select("#", ...), ... }
    for i = 1, out.n do out[i] = show(out[i], 0) end
    return out
end
"""


def answers(seat: Seat, calls: dict[str, str]) -> dict[str, dict[Any, Any]]:
    """What each call gives: n, and pcall's results by number."""
    lines = [SHOW, "local out = {}"]
    lines += [f'out["{name}"] = pack(pcall(function() return {name}({args}) end))' for name, args in calls.items()]
    found: dict[str, dict[Any, Any]] = {}
    for start in range(2, len(lines), 50):
        found |= seat.lua("\n".join((*lines[:2], *lines[start : start + 50], "return out")))
    return found


def arguments(data: ClientData, name: str) -> str:
    given = data.functions[name].arguments
    return SPECIAL.get(name) or ", ".join(literal(data, entry) for entry in given or ())


def wrong_answers(data: ClientData, name: str, answer: dict[Any, Any]) -> Iterator[str]:
    results = data.functions[name].results
    if answer.get(1) is not True:
        yield f"raises {answer.get(2)}"
        return
    count = answer["n"] - 1
    if results is None or (count == 0 and data.functions[name].may_return_nothing):
        return
    if count != len(results):
        yield f"gives {count} results for {len(results)}"
        return
    for index, entry in enumerate(results, 2):
        if not fits(data, entry, answer.get(index)):
            value = answer.get(index)
            shown = f"a table of {' '.join(sorted(map(str, value)))}" if isinstance(value, dict) else repr(value)
            yield f"{entry.name} is {shown}, no {entry.type}"


def unrefused(data: ClientData, name: str) -> str:
    """A call whose first checkable argument is of a wrong type, or nothing."""
    given = data.functions[name].arguments or ()
    for index, entry in enumerate(given):
        if entry.type in ("string", "number", "unit", "table", "function") or entry.type.startswith(
            ("enum:", "array<")
        ):
            before = [literal(data, earlier) for earlier in given[:index]]
            wrong = "1" if entry.type in ("table", "function") or entry.type.startswith("array<") else "{}"
            return ", ".join((*before, wrong))
    return ""


def disagreements(runtime: Runtime, folder: Path) -> Iterator[tuple[str, str]]:
    """(what, where it disagrees) of everything modelled on every client."""
    functions = modelled(runtime)
    for key, data in clients().items():
        seat = booted(runtime, key, folder)
        there = seat.lua(
            "local out = {}\n"
            + "\n".join(f'out["{name}"] = pcall(function() assert({name}) end)' for name in functions)
            + "\nreturn out"
        )
        for name in functions:
            if there[name] != (name in data.functions):
                yield f"{name} exists", f"{key}: {'exists' if there[name] else 'lacks'}"
        calls = {name: arguments(data, name) for name in functions if name in data.functions and there[name]}
        declared_calls = {name: args for name, args in calls.items() if data.functions[name].results is not None}
        for name, answer in answers(seat, declared_calls).items():
            for problem in wrong_answers(data, name, answer):
                yield f"{name} answers", f"{key}: {problem}"
        refusals = {name: unrefused(data, name) for name in declared_calls}
        for name, answer in answers(seat, {name: args for name, args in refusals.items() if args}).items():
            if answer.get(1) is True or not REFUSED.search(str(answer.get(2))):
                yield f"{name} refuses", f"{key}: takes {refusals[name]}"


def gaps_now(runtime: Runtime, folder: Path) -> dict[str, str]:
    """what -> where, as known_gaps.txt writes it."""
    found: dict[str, dict[str, list[str]]] = {}
    for what, where in disagreements(runtime, folder):
        key, _, problem = where.partition(": ")
        found.setdefault(what, {}).setdefault(problem, []).append(key)
    return {
        what: "; ".join(
            f"{'all' if len(keys) == len(PRODUCTS) else ' '.join(keys)}: {problem}" for problem, keys in where.items()
        )
        for what, where in found.items()
    }


def known_gaps() -> dict[str, tuple[str, str]]:
    """what -> (where, why). A line is: what | where it disagrees, first client first | why."""
    lines = [line for line in GAPS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return {what.strip(): (where.strip(), why.strip()) for what, where, why in (line.split(" | ") for line in lines)}


def test_functions(own_runtime: Runtime, tmp_path: Path) -> None:
    assert gaps_now(own_runtime, tmp_path) == {what: where for what, (where, why) in known_gaps().items() if why}


@pytest.mark.parametrize("key", PRODUCTS)
def test_events(own_runtime: Runtime, tmp_path: Path, key: str) -> None:
    """Each arrives with as many arguments as it has on that client, of the declared types."""
    data, seat = clients()[key], booted(own_runtime, key, tmp_path)
    seat.lua(
        SHOW + "frame = CreateFrame('Frame') frame:RegisterAllEvents()"
        "frame:SetScript('OnEvent', function(_, event, ...) got[event] = pack(...) end)"
    )
    for name in sorted(PRODUCTS[key].names.events):
        assert declared.known()[key].events[name] == data.events[name], name
        seat.lua("got = {}")
        seat.client.fire_event(name)
        got = seat.lua("return got")[name]
        assert got["n"] == len(data.events[name]), name
        for index, entry in enumerate(data.events[name], 1):
            assert fits(data, entry, got.get(index)), (name, entry, got.get(index))


def test_an_event_with_fewer_arguments_on_a_client_lacks_the_last() -> None:
    """Firing relies on it: who fires gives all there are, in order."""
    for name in sorted(frozenset().union(*(product.names.events for product in PRODUCTS.values()))):
        payloads = [data.events[name] for data in clients().values() if name in data.events]
        longest = max(payloads, key=len)
        for payload in payloads:
            assert [entry.type for entry in payload] == [entry.type for entry in longest[: len(payload)]], name


@pytest.mark.parametrize("key", PRODUCTS)
def test_enumerations(own_runtime: Runtime, tmp_path: Path, key: str) -> None:
    seat = booted(own_runtime, key, tmp_path)
    for name in sorted(PRODUCTS[key].names.enums):
        assert seat.lua(f"return Enum.{name}") == clients()[key].enums[name], name


def test_the_kept_data_is_what_refreshing_gives(own_runtime: Runtime) -> None:
    texts = {file.name: file.read_text("utf-8") for file in refresh.DATA.iterdir()}
    modelled_now = own_runtime.modelled()
    assert refresh.modelled_names(clients(), modelled_now, ()) == texts["names.txt"]
    assert refresh.declarations(clients(), modelled_now) == texts["declared.txt"]


def test_products_agree_with_the_names() -> None:
    for key, product in PRODUCTS.items():
        assert names.known()[key].functions == product.names.functions
        assert product.names.functions <= clients()[key].functions.keys()
        assert product.names.events <= clients()[key].events.keys()
