"""Friends who are not simply there: in the app, in another game, region or product, of one game only, or hidden."""

import pytest

from generator.world import BattleNet, Settings

SHOWN = (
    "local i = C_BattleNet.GetFriendAccountInfo(1) local g = i.gameAccountInfo "
    "return g.isOnline, g.clientProgram, g.wowProjectID, g.characterName, g.regionID, g.isInCurrentRegion"
)


def with_contact(made, program="App", **options):
    """Tammya and a contact, friends and online."""
    tammya, probe = made.player("Tammya")
    contact = made.world.contact("Mira", program, **options)
    made.world.befriend(tammya, contact)
    contact.login()
    made.world.run(1)
    return probe, contact


@pytest.mark.parametrize("program", ["App", "BSAp"])
def test_a_friend_in_the_app_is_online_without_a_character(stage, program):
    probe, contact = with_contact(stage(), program)
    assert probe.player.lua(SHOWN) == (True, program, None, None, 1, True)
    assert probe.player.lua("return (select(2, BNGetNumFriends()))") == 1
    account = probe.player.lua("return C_BattleNet.GetFriendAccountInfo(1).bnetAccountID")
    assert probe.saw("BN_FRIEND_ACCOUNT_ONLINE") == [f"BN_FRIEND_ACCOUNT_ONLINE,{account},true"]
    contact.logout()
    probe.player.world.run(1)
    assert probe.saw("BN_FRIEND_ACCOUNT_OFFLINE") == [f"BN_FRIEND_ACCOUNT_OFFLINE,{account},true"]
    assert probe.player.lua(SHOWN)[0] is False


@pytest.mark.parametrize("result", [0, 9])
def test_game_data_does_not_reach_the_app(stage, result):
    made = stage(Settings(bnet=BattleNet(elsewhere_result=result)))
    probe, contact = with_contact(made)
    assert probe('bnet("hello")') == result
    last = made.world.trace[-1]
    assert (last.kind, last.receiver) == ("refuse" if result else "drop", contact.fullname)
    assert last.detail == ("" if result else "not in the game")


def test_the_app_beside_the_game_is_one_more_game_account(stage):
    made = stage()
    _, tammya = made.player("Tammya")
    borin, heard = made.player("Borin", "Horde")
    made.world.befriend(tammya.player, borin)
    app = made.world.contact("Phone", "BSAp", battletag=borin.battletag)
    app.login()
    made.world.run(1)
    assert tammya.player.lua("return C_BattleNet.GetFriendNumGameAccounts(1)") == 2
    programs = "return C_BattleNet.GetFriendGameAccountInfo(1, %d).clientProgram"
    assert [tammya.player.lua(programs % number) for number in (1, 2)] == ["WoW", "BSAp"]
    assert tammya('bnet("to the game")') == 0
    made.world.run(1)
    assert len(heard.heard) == 1
    borin.logout()
    made.world.run(1)
    assert tammya.player.lua(SHOWN)[:2] == (True, "BSAp")
    assert tammya.saw("BN_FRIEND_ACCOUNT_OFFLINE") == [], "the account is still online"


@pytest.mark.parametrize("across", [False, True])
def test_friends_in_another_region_are_seen_and_reached_if_the_switch_says_so(stage, across):
    made = stage(Settings(bnet=BattleNet(across_regions=across)))
    _, tammya = made.player("Tammya")
    far = made.world.realm(3674, "Argent Dawn", region=3)
    borin, heard = made.player("Borin", realm=far)
    made.world.befriend(tammya.player, borin)
    made.world.run(1)
    assert tammya.player.lua(SHOWN) == (True, "WoW", 1, "Borin", 3, False)
    assert borin.lua("return GetCurrentRegion(), GetCurrentRegionName()") == (3, "EU")
    assert tammya('bnet("far away")') == 0
    assert tammya('whisper("Borin-ArgentDawn", "x")') == 12
    borin.say("hello")
    made.world.run(1)
    assert [line.split(",")[2] for line in heard.heard] == (["far away"] if across else [])
    assert (
        [record.detail for record in made.world.trace if record.kind == "drop"] == [] if across else ["another region"]
    )
    assert tammya.saw("CHAT_MSG_SAY") == [], "one place in two regions is two places"


def test_regions_share_no_realm_and_no_name(stage):
    made = stage()
    with pytest.raises(ValueError, match="of two regions"):
        made.world.realm(3674, "Argent Dawn", group=made.moon_guard, region=3)
    with pytest.raises(ValueError, match="exists already"):
        made.world.realm(3675, "Moon-Guard", region=3)


@pytest.mark.parametrize("across", [True, False])
def test_friends_on_another_product_are_reached_unless_the_switch_says_no(stage, across):
    made = stage(Settings(bnet=BattleNet(across_products=across)))
    _, tammya = made.player("Tammya")
    borin, heard = made.player("Borin", product="wow_classic_era")
    made.world.befriend(tammya.player, borin)
    made.world.run(1)
    assert tammya.player.lua(SHOWN)[:3] == (True, "WoW", 2)
    assert tammya('bnet("to the old world")') == 0
    made.world.run(1)
    assert len(heard.heard) == int(across)
    contact = made.world.contact("Mira", "WoW", product="wow_classic")
    made.world.befriend(tammya.player, contact)
    contact.login()
    made.world.run(1)
    found = (
        "for i = 1, 2 do local f = C_BattleNet.GetFriendAccountInfo(i) "
        "if f.battleTag:find('Mira') then return f.gameAccountInfo.%s end end"
    )
    assert tammya.player.lua(found % "wowProjectID") == 19
    assert tammya(f'bnet("x", {tammya.player.lua(found % "gameAccountID")})') == 0
    assert made.world.trace[-1].detail == ("runs no client" if across else "another product")


@pytest.mark.parametrize(("switch", "listed", "level"), [(True, 1, 3), (False, 0, None)])
def test_title_friends_are_listed_where_there_are_any(stage, switch, listed, level):
    made = stage(Settings(bnet=BattleNet(title_friends=switch)))
    _, tammya = made.player("Tammya")
    borin, _ = made.player("Borin", "Horde")
    made.world.befriend(tammya.player, borin, "title")
    made.world.run(1)
    assert tammya.player.lua("return C_BattleNet.AreTitleFriendsEnabled(), (BNGetNumFriends())") == (switch, listed)
    told = "local f = C_BattleNet.GetFriendAccountInfo(1) return f and f.friendLevel, f and f.isBattleTagFriend"
    assert tammya.player.lua(told) == ((3, False) if level else (None, None))
    older = made.world.player("Orla", made.moon_guard, "Alliance", product="wowxptr")
    made.world.befriend(older, borin, "title")
    older.login()
    assert older.lua("return (BNGetNumFriends())") == 0, "12.0 knows no title friends"


@pytest.mark.parametrize("data", [True, False])
def test_game_data_may_not_reach_title_friends(stage, data):
    made = stage(Settings(bnet=BattleNet(title_friends=True, title_data=data)))
    _, tammya = made.player("Tammya")
    borin, heard = made.player("Borin", "Horde")
    made.world.befriend(tammya.player, borin, "title")
    made.world.run(1)
    assert tammya('bnet("x")') == 0
    made.world.run(1)
    assert len(heard.heard) == int(data)


def test_other_friends_are_neither(stage):
    made = stage()
    _, tammya = made.player("Tammya")
    borin, _ = made.player("Borin")
    made.world.befriend(tammya.player, borin, "real_id", favourite=True)
    made.world.run(1)
    told = "local f = C_BattleNet.GetFriendAccountInfo(1) return f.friendLevel, f.isBattleTagFriend, f.isFavorite"
    assert tammya.player.lua(told) == (2, False, True)
    assert tammya.player.lua("return BNGetNumFriends()") == (1, 1, 1, 1)
    with pytest.raises(ValueError, match="use one of battletag, real_id, title"):
        made.world.befriend(tammya.player, made.world.contact("Mira"), "pen")


@pytest.mark.parametrize("arrives", [True, False])
def test_somebody_who_appears_offline_sees_others_and_is_not_seen(stage, arrives):
    made = stage(Settings(bnet=BattleNet(hidden_data=arrives)))
    _, tammya = made.player("Tammya")
    borin, hidden = made.player("Borin", "Horde")
    made.world.befriend(tammya.player, borin)
    made.world.run(1)
    old = tammya("friend()")
    borin.appear_offline()
    made.world.run(1)
    assert tammya.player.lua(SHOWN)[0] is False
    assert len(tammya.saw("BN_FRIEND_ACCOUNT_OFFLINE")) == 1
    assert tammya(f'bnet("x", {old})') == 12
    assert hidden('bnet("from nowhere")') == 0
    assert hidden('bnet("again")') == 0
    made.world.run(1)
    ids = [line.split(",")[-1] for line in tammya.heard]
    assert len(ids) == (2 if arrives else 0)
    assert len(set(ids)) <= 1
    assert str(old) not in ids
    drops = [record.detail for record in made.world.trace if record.kind == "drop"]
    assert drops == ([] if arrives else ["not known to be online"] * 2)
    borin.appear_offline(False)
    made.world.run(1)
    assert tammya.player.lua(SHOWN)[0] is True


def test_the_order_of_the_list_is_nothing_to_rely_on(stage):
    def orders(order):
        made = stage(Settings(bnet=BattleNet(order=order)))
        _, tammya = made.player("Tammya")
        contacts = [made.world.contact(name) for name in ("Ada", "Bea", "Cleo", "Dora", "Eva")]
        for contact in contacts:
            made.world.befriend(tammya.player, contact)
        found = []
        for contact in contacts:
            contact.login()
            made.world.run(1)
            tags = "local t = {} for i = 1, 5 do t[i] = C_BattleNet.GetFriendAccountInfo(i).battleTag:sub(1, 3) end "
            found.append(tammya.player.lua(tags + "return table.concat(t, ' ')"))
        return found

    assert orders("online")[1:] == ["Ada Bea Cle Dor Eva"] * 4
    shuffled = orders("shuffled")
    assert len(set(shuffled)) > 2
    assert orders("shuffled") == shuffled


@pytest.mark.parametrize("protected", [False, True])
def test_account_names_may_be_tokens(stage, protected):
    made = stage(Settings(bnet=BattleNet(protected_names=protected)))
    probe, _ = with_contact(made)
    name = probe.player.lua("return C_BattleNet.GetFriendAccountInfo(1).accountName")
    assert name.startswith("|Kp") == protected
    assert (name == "Mira") != protected


@pytest.mark.parametrize(
    ("policy", "result", "arrives"), [("refuse", 2, 0), ("drop", 0, 0), ("truncate", 0, 4078), ("deliver", 0, 5000)]
)
def test_game_data_that_is_too_long(stage, policy, result, arrives):
    made = stage(Settings(bnet=BattleNet(too_long=policy)))
    _, tammya = made.player("Tammya")
    borin, heard = made.player("Borin", "Horde")
    made.world.befriend(tammya.player, borin)
    made.world.run(1)
    assert tammya('bnet(("x"):rep(5000))') == result
    made.world.run(1)
    assert sum(len(line.split(",")[2]) for line in heard.heard) == arrives


@pytest.mark.parametrize("extra", [0.0, 2.0])
def test_game_data_may_take_longer_than_a_whisper(stage, extra):
    made = stage(Settings(bnet=BattleNet(extra_seconds=extra)))
    _, tammya = made.player("Tammya")
    borin, heard = made.player("Borin")
    made.world.befriend(tammya.player, borin)
    made.world.run(1)
    tammya('bnet("slow")')
    tammya('whisper("Borin", "quick")')
    made.world.run(0.6)
    assert [line.split(",")[2] for line in heard.heard] == (["slow", "quick"] if extra == 0 else ["quick"])
    made.world.run(2)
    assert len(heard.heard) == 2


@pytest.mark.parametrize("early", [False, True])
def test_friends_are_not_known_while_addons_load(stage, early, tmp_path):
    from generator.client.client import ClientSettings

    made = stage(Settings(client=ClientSettings(friends_while_loading=early)))
    folder = tmp_path / "Early"
    folder.mkdir()
    (folder / "Early.toc").write_text("## Interface: 120100\nEarly.lua\n")
    (folder / "Early.lua").write_text("Early = { BNGetNumFriends(), C_BattleNet.GetFriendAccountInfo(1) ~= nil }")
    tammya, _ = made.player("Tammya", login=False)
    made.world.befriend(tammya, made.world.contact("Mira"))
    tammya.install(folder)
    tammya.login()
    assert tammya.lua("return Early[1], Early[#Early]") == ((1, True) if early else (0, False))
    assert tammya.lua("return (BNGetNumFriends())") == 1
