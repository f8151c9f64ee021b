"""What differs between the clients: functions, shims, chat types, payloads, fields (facts 0, 1.2, 2.1, 7)."""

from __future__ import annotations

from typing import Any

import pytest

from generator.client.convert import LuaFailure
from generator.client.host import Friend, GameAccount
from generator.client.products import PRODUCTS, Product
from tests.client.conftest import AddonMaker, Seat, SeatMaker

MAINLINE = ("wow", "wowxptr", "wow_11_2")
CLASSIC = ("wow_classic", "wow_classic_era", "wow_anniversary")
NEW = ("wow", "wowxptr", *CLASSIC)
ALL = (*MAINLINE, *CLASSIC)


@pytest.fixture(params=ALL)
def product(request: pytest.FixtureRequest) -> Product:
    return PRODUCTS[request.param]


@pytest.fixture
def seat(new_seat: SeatMaker, product: Product) -> Seat:
    return new_seat(product=product).login()


@pytest.fixture
def bare(new_seat: SeatMaker, product: Product) -> Seat:
    """Without the deprecation fallbacks."""
    return new_seat(product=product, deprecation_fallbacks=False).login()


@pytest.mark.parametrize(
    ("name", "clients"),
    [
        ("C_ChatInfo.SendAddonMessage", ALL),
        ("C_ChatInfo.SendChatMessage", ALL),
        ("C_AutoComplete.GetAutoCompleteRealms", NEW),
        ("C_BattleNet.SendGameData", NEW),
        ("C_BattleNet.AreTitleFriendsEnabled", ("wow",)),
        ("C_ChatInfo.InChatMessagingLockdown", NEW),
        ("C_ChatInfo.RequestCanLocalWhisperTarget", MAINLINE),
        ("C_ChatInfo.CanPlayerSpeakLanguage", MAINLINE),
        ("C_PvP.IsMatchActive", MAINLINE),
        ("C_RestrictedActions", NEW),
        ("C_Secrets", NEW),
        ("issecretvalue", NEW),
        ("table.freeze", NEW),
        ("BNSendGameData", ("wow_11_2",)),
        ("BNSendWhisper", ("wow_11_2",)),
        ("GetAutoCompleteRealms", ("wow_11_2",)),
        ("IsEncounterInProgress", ("wow_11_2",)),
        ("SendChatMessage", ()),
        ("BNGetFriendInfo", CLASSIC),
        ("BNGetFriendGameAccountInfo", CLASSIC),
        ("RegionalUniqueNamesEnabled", ()),
        ("CopyTable", ALL),
        ("GetUnitName", ALL),
        ("ChatFrameUtil", NEW),
        ("ChatFrame_AddMessageEventFilter", ("wow_11_2",)),
        ("AddonCompartmentFrame", MAINLINE),
    ],
)
def test_who_has_it(bare: Seat, product: Product, name: str, clients: tuple[str, ...]) -> None:
    space = name.partition(".")[0]
    assert bare.lua(f"return {space} ~= nil and {name} ~= nil") == (product.key in clients)


@pytest.mark.parametrize("name", ["BNSendGameData", "GetAutoCompleteRealms", "SendChatMessage", "GetItemInfo"])
def test_shims_are_there_on_all(seat: Seat, name: str) -> None:
    assert seat.lua(f"return type({name})") == "function"


def test_both_ways_to_send_game_data_reach_the_same(seat: Seat) -> None:
    results = seat.lua("return select('#', BNSendGameData(5, 'X', 'hi'))")
    assert (results, seat.host.game_data_sent) == (0, [(5, "X", b"hi")])


@pytest.mark.parametrize(
    ("chat_type", "clients"), [("CHANNEL", MAINLINE), ("SAY", CLASSIC), ("YELL", CLASSIC), ("RAID", ALL)]
)
def test_chat_types(seat: Seat, product: Product, chat_type: str, clients: tuple[str, ...]) -> None:
    target = "1" if chat_type == "CHANNEL" else "nil"
    expected = 0 if product.key in clients else 4
    assert seat.lua(f"return C_ChatInfo.SendAddonMessage('X', 'hi', '{chat_type}', {target})") == expected


def test_what_channel_gives_on_classic_can_be_chosen(new_seat: SeatMaker) -> None:
    seat = new_seat(product=PRODUCTS["wow_classic"], channel_on_classic=9).login()
    assert seat.lua("return C_ChatInfo.SendAddonMessage('X', 'hi', 'CHANNEL', 1)") == 9


def test_who_is_offline_is_told_since_12_0(seat: Seat, product: Product) -> None:
    seat.host.result = 12
    assert seat.lua("return C_ChatInfo.SendAddonMessage('X', 'hi', 'WHISPER', 'Borin')") == (
        12 if product.secrets else 0
    )


HEAR = """
    local f = CreateFrame("Frame")
    f:RegisterEvent("%s")
    f:SetScript("OnEvent", function(_, _, ...) count, last = select("#", ...), (select(select("#", ...), ...)) end)
"""


@pytest.mark.parametrize(
    ("event", "given", "counts"),
    [
        ("CHAT_MSG_SAY", ("hi", "Borin"), dict.fromkeys(ALL, 17) | {"wow": 18}),
        ("BN_CONNECTED", (True,), dict.fromkeys(MAINLINE, 1) | dict.fromkeys(CLASSIC, 0)),
        ("BN_CONNECTED", (), dict.fromkeys(MAINLINE, 1) | dict.fromkeys(CLASSIC, 0)),
        ("BN_DISCONNECTED", (True, False), dict.fromkeys(MAINLINE, 2) | dict.fromkeys(CLASSIC, 1)),
        ("PLAYER_ENTERING_WORLD", (True, False), dict.fromkeys(ALL, 2)),
    ],
)
def test_payloads(seat: Seat, product: Product, event: str, given: tuple[Any, ...], counts: dict[str, int]) -> None:
    seat.lua(HEAR.replace('(select(select("#", ...), ...))', "nil") % event)
    seat.client.fire_event(event, *given)
    assert seat.lua("return count") == counts[product.key]


def test_discord_tells_of_itself_since_12_1(new_seat: SeatMaker) -> None:
    seat = new_seat().login()
    seat.lua(HEAR % "CHAT_MSG_SAY")
    seat.client.fire_event("CHAT_MSG_SAY", "hi", "Borin")
    assert seat.lua("return last.fromDiscord, last.globalName, last.type") == (False, "", None)


def test_more_than_any_client_has_is_refused(seat: Seat) -> None:
    with pytest.raises(ValueError, match="BN_CONNECTED has 1 arguments at most, and 2 were given"):
        seat.client.fire_event("BN_CONNECTED", True, True)


def test_fields_of_friends(seat: Seat, product: Product) -> None:
    account = GameAccount(7, character_name="Borin", class_filename="PRIEST")
    seat.host.friend_list = [Friend(1, "Borin#1234", accounts=(account,))]
    assert seat.lua("""
        local friend = C_BattleNet.GetFriendAccountInfo(1)
        local account = friend.gameAccountInfo
        return account.characterName, friend.friendLevel, account.classFilename, account.isAppearOffline
    """) == (("Borin", 1, "PRIEST", False) if product.key == "wow" else ("Borin", None, None, None))


def test_the_old_friend_info_of_the_classics(new_seat: SeatMaker) -> None:
    seat = new_seat(product=PRODUCTS["wow_classic_era"]).login()
    seat.host.friend_list = [Friend(1, "Borin#1234", accounts=(GameAccount(7, character_name="Borin"),))]
    assert seat.lua("return select(3, BNGetFriendInfo(1))")[:6] == ("Borin#1234", True, "Borin", 7, "WoW", True)
    assert seat.lua("return select(16, BNGetFriendGameAccountInfo(1, 1))")[0] == 7
    assert seat.lua("return select('#', BNGetFriendInfo(2))") == 0


@pytest.mark.parametrize(
    ("key", "project", "expansion", "interface"),
    [
        ("wow", 1, 11, 120100),
        ("wowxptr", 1, 11, 120007),
        ("wow_11_2", 1, 10, 110200),
        ("wow_classic", 19, 4, 50504),
        ("wow_classic_era", 2, 0, 11509),
        ("wow_anniversary", 5, 1, 20506),
    ],
)
def test_which_game_it_is(new_seat: SeatMaker, key: str, project: int, expansion: int, interface: int) -> None:
    seat = new_seat(product=PRODUCTS[key]).login()
    found = seat.lua("return WOW_PROJECT_ID, LE_EXPANSION_LEVEL_CURRENT, (select(4, GetBuildInfo()))")
    assert found == (project, expansion, interface)


def test_restrictions_are_unknown_before_12_0(new_seat: SeatMaker) -> None:
    seat = new_seat(product=PRODUCTS["wow_11_2"]).login()
    assert seat.lua("return C_CVar.GetCVar('addonChatRestrictionsForced'), Enum.AddOnRestrictionType") == (None, None)
    assert seat.lua("return Enum.SendAddonMessageResult.TargetOffline, Enum.SendAddonMessageResult.NotInGuild") == (
        None,
        10,
    )
    seat.lua(HEAR % "CHAT_MSG_SAY")
    seat.host.lockdown = True
    seat.client.fire_event("CHAT_MSG_SAY", "hi", "Borin")
    assert seat.client.errors == []


def test_an_addon_for_several_clients_takes_what_there_is(seat: Seat, new_seat: SeatMaker, addon: AddonMaker) -> None:
    source = "local send = C_BattleNet.SendGameData or BNSendGameData; send(5, 'X', 'hi'); print(WOW_PROJECT_ID)"
    toc = "## Interface: 120100, 120007, 110200, 50504, 20506, 11509\nFoo.lua\n"
    again = new_seat(product=seat.client.product)
    again.client.install(addon("Foo", source, toc=toc))
    again.login()
    assert again.client.printed == [str(seat.client.product.project_id)]
    assert again.host.game_data_sent == [(5, "X", b"hi")]


def test_a_namespace_of_which_nothing_is_modelled_is_there(new_seat: SeatMaker) -> None:
    seat = new_seat(product=PRODUCTS["wow_classic"]).login()
    assert seat.lua("return type(C_PvP), C_PvP.IsMatchActive") == ("table", None)
    with pytest.raises(LuaFailure, match=r"C_PvP\.IsPVPMap is not modelled by this client"):
        seat.lua("C_PvP.IsPVPMap()")
