"""Battle.net between real clients: friend lists, handles, game data both ways, coming and going."""

import pytest

from generator.world import BattleNet, Match, Settings, Throttle


def friends(made):
    tammya, tammya_probe = made.player("Tammya", login=False)
    borin, borin_probe = made.player("Borin", "Horde", made.wyrmrest, login=False)
    made.world.befriend(tammya, borin)
    for player in (tammya, borin):
        player.login()
    made.world.run(5)
    return tammya_probe, borin_probe


def test_game_data_goes_both_ways_and_each_sees_ids_of_its_own(stage):
    made = stage()
    tammya, borin = friends(made)
    of_borin, of_tammya = tammya("friend()"), borin("friend()")
    assert of_borin != of_tammya
    assert tammya('bnet("to Borin")') == 0
    assert borin('bnet("to Tammya")') == 0
    made.world.run(0.5)
    assert borin.heard == [f"BNET,PRB,to Borin,WHISPER,{of_tammya}"]
    assert tammya.heard == [f"BNET,PRB,to Tammya,WHISPER,{of_borin}"]


def test_two_viewers_know_one_friend_by_different_ids(stage):
    made = stage()
    tammya, borin = friends(made)
    catnia, catnia_probe = made.player("Catnia")
    made.world.befriend(catnia, borin.player)
    made.world.run(2)
    assert catnia_probe("friend()") not in (None, 0, tammya("friend()"))
    assert catnia_probe('bnet("hello")') == 0
    made.world.run(1)
    assert [line.split(",")[2] for line in borin.heard] == ["hello"]


def test_the_friend_list_says_who_and_where(stage):
    made = stage()
    tammya, borin = friends(made)
    fields = tammya.player.lua(
        "local i = C_BattleNet.GetFriendAccountInfo(1) local g = i.gameAccountInfo "
        "return i.battleTag, g.isOnline, g.clientProgram, g.characterName, g.realmName, g.realmID, "
        "g.factionName, g.playerGuid, g.wowProjectID, g.isInCurrentRegion"
    )
    assert fields == (
        borin.player.battletag,
        True,
        "WoW",
        "Borin",
        "Wyrmrest Accord",
        1369,
        "Horde",
        borin.player.guid,
        1,
        True,
    )
    assert tammya.player.lua("return BNGetNumFriends()")[:2] == (1, 1)


def test_logout_and_login_are_told_and_change_the_handle(stage):
    made = stage()
    tammya, borin = friends(made)
    old = tammya("friend()")
    account = tammya.player.lua("return C_BattleNet.GetFriendAccountInfo(1).bnetAccountID")
    borin.player.logout()
    made.world.run(0.4)
    assert tammya("friend()") == old
    assert tammya('bnet("into the gap")') == 0
    made.world.run(1)
    assert tammya.saw("BN_FRIEND_ACCOUNT_OFFLINE") == [f"BN_FRIEND_ACCOUNT_OFFLINE,{account},false"]
    assert [r.detail for r in made.world.trace if r.kind == "drop"] == ["offline"]
    assert tammya.player.lua(f"return C_BattleNet.GetGameAccountInfoByID({old})") is None
    assert tammya(f'bnet("x", {old})') == 12
    assert tammya('bnet("x", 1)') == 9
    borin.player.login()
    made.world.run(1)
    assert len(tammya.saw("BN_FRIEND_ACCOUNT_ONLINE")) == 2
    assert tammya("friend()") not in (None, 0, old)
    assert tammya('bnet("again")') == 0
    made.world.run(1)
    assert [line.split(",")[2] for line in borin.heard] == ["again"]


def test_news_of_a_friend_keep_its_handle(stage):
    made = stage()
    tammya, borin = friends(made)
    before = tammya("friend()")
    told = len(tammya.saw("BN_FRIEND_INFO_CHANGED"))
    borin.player.move("Orgrimmar")
    made.world.run(1)
    assert tammya("friend()") == before
    assert tammya.player.lua("return C_BattleNet.GetFriendAccountInfo(1).gameAccountInfo.areaName") == "Orgrimmar"
    assert len(tammya.saw("BN_FRIEND_INFO_CHANGED")) == told + 1


def test_unfriending_empties_both_lists(stage):
    made = stage()
    tammya, borin = friends(made)
    old = tammya("friend()")
    made.world.unfriend(tammya.player, borin.player)
    made.world.run(1)
    assert tammya.player.lua("return (BNGetNumFriends())") == 0
    assert borin.player.lua("return (BNGetNumFriends())") == 0
    assert tammya(f'bnet("x", {old})') != 0


def test_recycled_ids_may_become_somebody_else(stage):
    made = stage(Settings(bnet=BattleNet(recycle_ids=True)))
    tammya, borin = friends(made)
    catnia, _ = made.player("Catnia", login=False)
    made.world.befriend(tammya.player, catnia)
    old = tammya("friend()")
    borin.player.logout()
    made.world.run(1)
    catnia.login()
    made.world.run(1)
    assert tammya("friend()") == old
    name = "return C_BattleNet.GetFriendAccountInfo(1).gameAccountInfo.characterName"
    assert tammya.player.lua(name) == "Catnia"


def test_nul_and_oversize_are_refused_and_broken_utf8_is_lost(stage):
    made = stage()
    tammya, borin = friends(made)
    assert tammya('bnet("a\\0b")') == 2
    assert tammya('bnet(("x"):rep(4079))') == 2
    assert tammya('bnet("broken \\255")') == 0
    assert tammya('bnet(("x"):rep(4078))') == 0
    made.world.run(1)
    assert [len(line.split(",")[2]) for line in borin.heard] == [4078]
    assert [r.detail for r in made.world.trace if r.kind == "drop"] == ["malformed UTF-8"]


def test_order_is_kept_unless_the_switch_says_otherwise(stage):
    def arrivals(settings):
        made = stage(settings)
        tammya, borin = friends(made)
        for number in range(20):
            tammya(f'bnet("{number}")')
        made.world.run(3)
        return [int(line.split(",")[2]) for line in borin.heard]

    assert arrivals(Settings()) == list(range(20))
    shuffled = arrivals(Settings(bnet=BattleNet(reorder=True)))
    assert shuffled != list(range(20))
    assert sorted(shuffled) == list(range(20))


def test_game_data_takes_no_allowance_unless_it_counts(stage):
    made = stage()
    tammya, _ = friends(made)
    assert [tammya('bnet("x")') for _ in range(12)] == [0] * 12
    counted = stage(Settings(throttle=Throttle(bnet_counts=True)))
    tammya, _ = friends(counted)
    assert [tammya('bnet("x")') for _ in range(12)] == [0] * 10 + [3, 3]


def test_losing_battlenet_empties_the_list_and_shows_the_player_offline(stage):
    made = stage()
    tammya, borin = friends(made)
    borin.player.battlenet(False)
    made.world.run(1)
    assert borin.player.lua("return BNConnected()") is False
    assert borin.saw("BN_DISCONNECTED")
    assert tammya.saw("BN_FRIEND_ACCOUNT_OFFLINE")
    assert tammya("friend()") == 0
    borin.player.battlenet(True)
    made.world.run(1)
    assert borin('bnet("back")') == 0
    made.world.run(1)
    assert [line.split(",")[2] for line in tammya.heard] == ["back"]


@pytest.mark.parametrize("seconds", [0.0, 3.0])
def test_the_list_may_be_late(stage, seconds):
    made = stage(Settings(bnet=BattleNet(connect_seconds=seconds)))
    tammya, _ = made.player("Tammya", login=False)
    borin, _ = made.player("Borin")
    made.world.befriend(tammya, borin)
    made.world.run(4)
    tammya.login()
    made.world.run(1)
    assert tammya.lua("return BNConnected()") is (seconds == 0)
    made.world.run(3)
    assert tammya.lua("return Probe.friend()") is not None


def test_a_friend_may_be_online_before_its_character_is_known(stage):
    made = stage(Settings(bnet=BattleNet(info_seconds=5.0)))
    tammya, _ = made.player("Tammya")
    borin, _ = made.player("Borin", login=False)
    made.world.befriend(tammya, borin)
    made.world.run(5)
    borin.login()
    made.world.run(1)
    fields = "local g = C_BattleNet.GetFriendAccountInfo(1).gameAccountInfo return g.isOnline, g.characterName"
    assert tammya.lua(fields) == (True, None)
    made.world.run(5)
    assert tammya.lua(fields) == (True, "Borin")


def test_lost_and_doubled_packets_are_counted_by_their_rule(stage):
    made = stage()
    tammya, borin = friends(made)
    lose = made.world.faults.drop(Match(medium="BNET", sender="Tammya-MoonGuard"), times=1)
    twice = made.world.faults.duplicate(gap=0.25)
    tammya('bnet("first")')
    tammya('bnet("second")')
    made.world.run(2)
    assert [line.split(",")[2] for line in borin.heard] == ["second", "second"]
    assert (lose.counts["Drop"], twice.counts["Duplicate"]) == (1, 1)
    assert [r.detail for r in made.world.trace if r.kind == "drop"] == ["lost on the way"]
