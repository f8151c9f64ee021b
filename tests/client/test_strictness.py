"""What is not modelled says so; what the real client lacks is nil."""

from __future__ import annotations

import pytest

from generator.client import names
from generator.client.convert import LuaFailure
from generator.client.products import PRODUCTS, RETAIL
from tests.client.conftest import AddonMaker, Seat, SeatMaker


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("C_ChatInfo.GetChatTypeName", "C_ChatInfo.GetChatTypeName"),
        ("C_Item.GetItemID", "C_Item.GetItemID"),
        ("EventUtil.CreateCallbackHandleContainer", "EventUtil.CreateCallbackHandleContainer"),
    ],
)
def test_a_gap_is_named_and_remembered(seat: Seat, read: str, name: str) -> None:
    with pytest.raises(LuaFailure, match=f"^eval:1: {name} is not modelled by this client$"):
        seat.lua(f"local x = {read}")
    assert seat.client.unmodelled == {name: "eval:1"}


@pytest.mark.parametrize(
    "read",
    [
        "NoSuchGlobal",
        "C_NoSuchNamespace",
        "C_ChatInfo.NoSuchFunction",
        "Enum.NoSuchEnum",
        "SendAddonMessage",
        "RegisterAddonMessagePrefix",
        "BNGetFriendInfo",
        "RegionalUniqueNamesEnabled",
    ],
)
def test_what_the_client_lacks_is_nil(seat: Seat, read: str) -> None:
    assert seat.lua(f"return {read}") is None
    assert seat.client.unmodelled == {}


def test_a_call_far_from_what_is_modelled_names_what_is_missing(seat: Seat) -> None:
    with pytest.raises(LuaFailure, match="AcceptDuel"):
        seat.lua("AcceptDuel()")
    with pytest.raises(LuaFailure, match="C_NoSuchNamespace"):
        seat.lua("C_NoSuchNamespace.Do()")


def test_a_gap_inside_pcall_is_remembered_too(seat: Seat) -> None:
    seat.lua("pcall(function() return C_Map.GetMapInfo end)")
    assert list(seat.client.unmodelled) == ["C_Map.GetMapInfo"]
    assert seat.client.errors == []


def test_an_addon_may_define_what_is_not_there(seat: Seat) -> None:
    assert seat.lua("C_QuestLog = { own = 1 }; AcceptDuel = 5; return C_QuestLog.own, AcceptDuel") == (1, 5)


@pytest.mark.parametrize("shims", [True, False])
def test_shims_can_be_off(new_seat: SeatMaker, shims: bool) -> None:
    seat = new_seat(deprecation_fallbacks=shims).login()
    for name in (
        "BNSendGameData",
        "GetAutoCompleteRealms",
        "SendChatMessage",
        "ChatFrame_AddMessageEventFilter",
        "GetCVar",
    ):
        assert seat.lua(f"return type({name})") == ("function" if shims else "nil")
    assert seat.lua("return C_CVar.GetCVar('loadDeprecationFallbacks')") == ("1" if shims else "0")


def test_products_are_described() -> None:
    assert PRODUCTS["wow"] is RETAIL
    assert "CHAT_MSG_ADDON" in RETAIL.names.events
    assert "C_ChatInfo.SendAddonMessage" in RETAIL.names.functions


def test_every_modelled_function_of_a_native_namespace_is_real(seat: Seat) -> None:
    """A function we made up would let an addon pass that fails in the game."""
    found = seat.lua("""
        local found = {}
        for name, space in pairs(_G) do
            if type(name) == "string" and name:find("^C_") and type(space) == "table" then
                for member in pairs(space) do found[#found + 1] = name .. "." .. member end
            end
        end
        return found
    """)
    assert len(found) > 60
    assert set(found.values()) <= RETAIL.names.functions


def test_names_survive_being_written_and_read() -> None:
    clients = {
        "one": {"functions": ["A", "C_X.a", "C_X.b"], "events": ["E"], "enums": []},
        "two": {"functions": ["A", "C_X.b", "B"], "events": ["E", "F"], "enums": ["G"]},
    }
    assert names.parse(names.compose(clients, "a header\n\nof lines")) == {
        key: names.Names(*(frozenset(data[kind]) for kind in names.KINDS)) for key, data in clients.items()
    }
    with pytest.raises(ValueError, match="line 2: a name before the first section"):
        names.parse("clients one\nOops\n")


def test_addon_errors_carry_on_to_the_next_addon(new_seat: SeatMaker, addon: AddonMaker) -> None:
    seat = new_seat()
    seat.client.install(addon("A", "C_Map.GetBestMapForUnit('player')"))
    seat.client.install(addon("B", "print('B')"))
    seat.client.login()
    assert seat.client.printed == ["B"]
    assert seat.messages == ["Interface/AddOns/A/A.lua:1: C_Map.GetBestMapForUnit is not modelled by this client"]
