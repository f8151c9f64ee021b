"""The Battle.net friend list (facts 2.1)."""

from __future__ import annotations

import pytest

from generator.client.convert import LuaFailure
from generator.client.host import Friend, GameAccount
from tests.client.conftest import Seat

CATNIA = GameAccount(
    11,
    character_name="Catnia",
    realm_name="Moon Guard",
    realm_id=1365,
    faction_name="Horde",
    player_guid="Player-1365-0000000C",
    class_filename="DRUID",
    rich_presence="Orgrimmar",
)


@pytest.fixture
def social(seat: Seat) -> Seat:
    seat.host.friend_list = [
        Friend(101, "Catnia#2222", "|Kp1|k", is_favorite=True, accounts=(GameAccount(10, "App"), CATNIA)),
        Friend(102, "Borin#3333", note="dwarf"),
    ]
    return seat


def test_counts_and_self(social: Seat) -> None:
    assert social.lua("return BNGetNumFriends()") == (2, 1, 1, 1)
    assert social.lua("return BNConnected(), BNFeaturesEnabledAndConnected(), BNGetFriendIndex(102)") == (True, True, 2)
    assert social.lua("return select(2, BNGetInfo())") == ("Tammya#1111", 0, "", False, False, True)


def test_a_friend(social: Seat) -> None:
    info = social.lua("return C_BattleNet.GetFriendAccountInfo(1)")
    assert (info["bnetAccountID"], info["battleTag"], info["isFavorite"]) == (101, "Catnia#2222", True)
    assert (info["friendLevel"], info["rafLinkType"], info["friendTags"]) == (1, 0, {})
    assert info["gameAccountInfo"]["clientProgram"] == "App"
    offline = social.lua("return C_BattleNet.GetFriendAccountInfo(2)")
    assert offline["note"] == "dwarf"
    assert offline["gameAccountInfo"]["isOnline"] is False
    assert social.lua("return C_BattleNet.GetFriendAccountInfo(3), C_BattleNet.GetFriendAccountInfo(0)") == (None, None)


def test_game_accounts(social: Seat) -> None:
    assert social.lua("local n = C_BattleNet.GetFriendNumGameAccounts; return n(1), n(2), n(3)") == (2, 0, 0)
    info = social.lua("return C_BattleNet.GetFriendGameAccountInfo(1, 2)")
    assert info == {
        "gameAccountID": 11,
        "clientProgram": "WoW",
        "isOnline": True,
        "isGameBusy": False,
        "isGameAFK": False,
        "wowProjectID": 1,
        "characterName": "Catnia",
        "realmName": "Moon Guard",
        "realmID": 1365,
        "factionName": "Horde",
        "classFilename": "DRUID",
        "richPresence": "Orgrimmar",
        "playerGuid": "Player-1365-0000000C",
        "canSummon": False,
        "hasFocus": True,
        "regionID": 1,
        "isInCurrentRegion": True,
        "isAppearOffline": False,
    }
    assert social.lua("return C_BattleNet.GetFriendGameAccountInfo(1, 3)") is None


def test_looking_up(social: Seat) -> None:
    assert social.lua("""
        local b = C_BattleNet
        return b.GetGameAccountInfoByID(11).characterName, b.GetGameAccountInfoByID(99),
            b.GetGameAccountInfoByGUID("Player-1365-0000000C").gameAccountID,
            b.GetAccountInfoByID(102).battleTag, b.GetAccountInfoByID(5),
            b.GetAccountInfoByGUID("Player-1365-0000000C").gameAccountInfo.gameAccountID, b.GetAccountInfoByGUID("x")
    """) == ("Catnia", None, 11, "Borin#3333", None, 11, None)


def test_each_answer_is_a_fresh_table(social: Seat) -> None:
    social.lua("C_BattleNet.GetFriendAccountInfo(1).battleTag = 'changed'")
    assert social.lua("return C_BattleNet.GetFriendAccountInfo(1).battleTag") == "Catnia#2222"


def test_whispers(social: Seat) -> None:
    assert social.lua("return C_BattleNet.SendWhisper(101, 'hi')") is True
    assert social.host.wishes == [("bnet", "101", "hi")]


def test_wrong_types_raise(social: Seat) -> None:
    with pytest.raises(LuaFailure, match=r"C_BattleNet\.GetFriendAccountInfo"):
        social.lua("C_BattleNet.GetFriendAccountInfo('Catnia')")
