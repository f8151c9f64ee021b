"""Logging in and out, reloading, crashing, and what gets in the way of sending."""

import pytest

from generator.world import Links, Lockdown, Settings, World


def test_saved_variables_survive_logout_and_reload_but_not_a_crash(stage):
    made = stage()
    tammya, _ = made.player("Tammya", login=False)
    tammya.saved_variables("Probe", {"ProbeDB": {"starts": 5, "note": "old"}})
    tammya.login()
    assert tammya.lua("return ProbeDB.starts") == 6
    tammya.reload()
    assert tammya.lua("return ProbeDB.starts") == 7
    tammya.logout()
    assert tammya.saved("Probe")["ProbeDB"] == {"starts": 7, "note": "old"}
    tammya.login()
    tammya.lua("ProbeDB.note = 'new'")
    tammya.crash()
    tammya.login()
    assert tammya.lua("return ProbeDB.starts, ProbeDB.note") == (8, "old")


def test_saved_variables_may_be_text_of_the_game(stage):
    made = stage()
    tammya, _ = made.player("Tammya", login=False)
    tammya.saved_variables("Probe", '\nProbeDB = {\n["starts"] = 41,\n}\n')
    tammya.login()
    assert tammya.lua("return ProbeDB.starts") == 42


def test_a_reload_loses_prefixes_and_keeps_the_session(stage):
    made = stage()
    tammya, tammya_probe = made.player("Tammya", login=False)
    borin, borin_probe = made.player("Borin", "Horde", login=False)
    made.world.befriend(tammya, borin)
    for player in (tammya, borin):
        player.login()
    made.world.run(2)
    before = borin_probe("friend()")
    tammya.lua('C_ChatInfo.RegisterAddonMessagePrefix("EXTRA")')
    assert tammya.lua('return C_ChatInfo.IsAddonMessagePrefixRegistered("EXTRA")') is True
    tammya.reload()
    assert tammya.lua('return C_ChatInfo.IsAddonMessagePrefixRegistered("EXTRA")') is False
    made.world.run(2)
    assert borin_probe("friend()") == before
    assert borin_probe.saw("BN_FRIEND_ACCOUNT_OFFLINE") == []
    assert tammya_probe.saw("PLAYER_ENTERING_WORLD") == ["PLAYER_ENTERING_WORLD,false,true"]


def test_an_addon_may_reload_by_itself(stage):
    made = stage()
    tammya, _ = made.player("Tammya")
    tammya.lua("ReloadUI()")
    made.world.run(1)
    assert tammya.lua("return ProbeDB.starts") == 2


def test_timers_die_with_their_session(stage):
    made = stage()
    tammya, _ = made.player("Tammya")
    tammya.lua('C_Timer.After(5, function() C_ChatInfo.SendAddonMessage("PRB", "x", "WHISPER", "Tammya") end)')
    tammya.logout()
    tammya.login()
    made.world.run(10)
    assert made.world.counts.medium("WHISPER").packets == 0


def test_timers_run_on_virtual_time(stage):
    made = stage()
    tammya, _ = made.player("Tammya")
    tammya.lua("C_Timer.After(5, function() Fired = GetTime() end)")
    made.world.run(4.9)
    assert tammya.lua("return Fired") is None
    made.world.run(0.2)
    assert tammya.lua("return Fired") == pytest.approx(5.0, abs=0.1)


def test_a_packet_to_somebody_who_left_is_lost(stage):
    made = stage()
    _, tammya = made.player("Tammya")
    catnia, _ = made.player("Catnia")
    assert tammya('whisper("Catnia", "going?")') == 0
    made.world.run(0.2)
    catnia.logout()
    made.world.run(1)
    assert [(r.receiver, r.detail) for r in made.world.trace if r.kind == "drop"] == [("Catnia-MoonGuard", "offline")]


def test_a_crashed_client_may_count_as_online_for_a_while(stage):
    made = stage(Settings(links=Links(lost_seconds=20.0)))
    _, tammya = made.player("Tammya")
    catnia, _ = made.player("Catnia")
    catnia.crash()
    assert tammya('whisper("Catnia", "there?")') == 0
    made.world.run(1)
    assert [r.detail for r in made.world.trace if r.kind == "drop"] == ["connection lost"]
    made.world.run(20)
    assert tammya('whisper("Catnia", "there?")') == 12


def test_a_keystone_run_locks_messages_and_says_so_before_and_after(stage):
    made = stage()
    tammya, probe = made.player("Tammya")
    borin, _ = made.player("Borin", "Horde", login=False)
    made.world.befriend(tammya, borin)
    borin.login()
    catnia, catnia_probe = made.player("Catnia")
    made.world.run(3)
    tammya.enter_instance("Deadmines", map_id=36)
    assert probe('whisper("Catnia", "in a dungeon")') == 0
    tammya.keystone()
    assert tammya.lua("return C_ChatInfo.InChatMessagingLockdown()") is True
    assert probe('whisper("Catnia", "locked")') == 11
    assert probe('bnet("locked")') == 11
    assert catnia_probe('whisper("Tammya", "still heard")') == 0
    made.world.run(1)
    assert len(probe.heard) == 1
    tammya.keystone(False)
    assert probe('whisper("Catnia", "free")') == 0
    changes = [line.split(",")[1:] for line in probe.saw("ADDON_RESTRICTION_STATE_CHANGED")]
    assert changes == [["4", "1"], ["2", "1"], ["5", "1"], ["2", "0"], ["5", "0"]]
    catnia.combat()
    assert catnia.lua("return InCombatLockdown()") is True
    assert catnia_probe('whisper("Tammya", "combat is no lockdown")') == 0


def test_what_locks_is_a_switch(stage):
    made = stage(Settings(lockdown=Lockdown(triggers=frozenset({"Map"}), blocks_receiving=True)))
    tammya, probe = made.player("Tammya")
    _, catnia = made.player("Catnia")
    tammya.enter_instance("Deadmines")
    assert probe('whisper("Catnia", "x")') == 11
    assert catnia('whisper("Tammya", "x")') == 0
    made.world.run(1)
    assert probe.heard == []
    assert [r.detail for r in made.world.trace if r.kind == "drop"] == ["lockdown"]
    tammya.leave_instance()
    assert probe('whisper("Catnia", "x")') == 0


def test_leaving_the_instance_ends_what_went_on_there(stage):
    made = stage()
    tammya, probe = made.player("Tammya")
    made.player("Catnia")
    tammya.enter_instance("Deadmines")
    tammya.encounter()
    tammya.pvp_match()
    tammya.encounter(False)
    assert probe('whisper("Catnia", "the match goes on")') == 11
    tammya.leave_instance()
    assert tammya.lua("return (IsInInstance())") is False
    assert probe('whisper("Catnia", "out")') == 0


def test_sending_is_free_while_a_restriction_is_activating(stage):
    made = stage(Settings(lockdown=Lockdown(activating_seconds=2.0)))
    tammya, probe = made.player("Tammya")
    made.player("Catnia")
    tammya.enter_instance("Deadmines")
    tammya.encounter()
    assert probe('whisper("Catnia", "last words")') == 0
    made.world.run(2)
    assert probe('whisper("Catnia", "too late")') == 11


def test_seeing_and_hearing_others(stage):
    made = stage()
    tammya, probe = made.player("Tammya")
    borin, _ = made.player("Borin", "Horde", made.wyrmrest)
    _, orla_probe = made.player("Orla", place="Stormwind City")
    tammya.mouseover(borin)
    tammya.target(borin)
    assert tammya.lua("return UnitName('mouseover')") == ("Borin", "WyrmrestAccord")
    assert tammya.lua("return UnitGUID('target')") == borin.guid
    assert tammya.lua("return (UnitFactionGroup('target'))") == "Horde"
    assert tammya.lua("return UnitRealmRelationship('target')") == 2
    assert tammya.lua(f"return (select(6, GetPlayerInfoByGUID('{borin.guid}')))") == "Borin"
    borin.emote("waves.")
    made.world.run(1)
    assert [line.split(",")[2] for line in probe.saw("CHAT_MSG_EMOTE")] == ["Borin-WyrmrestAccord"]
    assert orla_probe.saw("CHAT_MSG_EMOTE") == []
    assert [line.split(",")[1] for line in probe.saw("CHAT_MSG_EMOTE")] == ["makes strange gestures."]
    borin.secret = True
    assert tammya.lua("return issecretvalue((UnitName('target')))") is True
    tammya.mouseover(None)
    assert tammya.lua("return UnitExists('mouseover')") is False


def test_script_errors_are_collected_with_the_player(probe_folder):
    from generator.world import World

    world = World()
    tammya = world.player("Tammya", world.realm(1365, "Moon Guard"), "Alliance")
    tammya.install(probe_folder)
    tammya.login()
    tammya.lua("C_Timer.After(1, function() local x = nil; return x.y end)")
    world.run(2)
    assert [error.player for error in world.errors] == ["Tammya-MoonGuard"]
    assert "index" in str(world.errors[0])
    assert world.counts.errors == 1
    assert [record.kind for record in world.trace if record.kind == "error"] == ["error"]


def test_wrong_use_is_explained():
    from generator.world import World

    world = World()
    realm = world.realm(1365, "Moon Guard")
    tammya = world.player("Tammya", realm, "Alliance")
    with pytest.raises(RuntimeError, match="call login"):
        tammya.lua("return 1")
    with pytest.raises(ValueError, match="exists already"):
        world.player("tammya", realm, "Horde")
    with pytest.raises(ValueError, match="no character name"):
        world.player("Tam-mya", realm, "Horde")
    with pytest.raises(ValueError, match="exists already: Moon Guard"):
        world.realm(1365, "Again")
    tammya.login()
    with pytest.raises(ValueError, match="use one of Combat"):
        tammya.restrict("Boredom")


def test_group_members_are_units(stage):
    made = stage()
    tammya, _ = made.player("Tammya")
    catnia, _ = made.player("Catnia")
    borin, _ = made.player("Borin", "Horde", made.wyrmrest)
    made.world.group(tammya, catnia, borin, kind="raid")
    assert tammya.lua("return (UnitName('raid3')), (UnitName('party1'))") == ("Borin", "Catnia")
    assert tammya.lua("return UnitIsGroupLeader('player'), GetNumGroupMembers()") == (True, 3)
    made.world.ungroup(borin)
    assert tammya.lua("return UnitExists('raid3'), GetNumGroupMembers()") == (False, 2)


def test_connected_realms_are_listed_by_normalized_name(stage):
    made = stage()
    made.world.realm(1370, "Azjol-Nerub", group=made.moon_guard)
    tammya, _ = made.player("Tammya")
    borin, _ = made.player("Borin", realm=made.wyrmrest)
    assert tammya.lua("return table.concat(C_AutoComplete.GetAutoCompleteRealms(), ',')") == "MoonGuard,AzjolNerub"
    assert borin.lua("return #C_AutoComplete.GetAutoCompleteRealms()") == 0


def test_a_client_that_starts_again_draws_other_numbers_and_the_same_ones_in_every_run():
    def drawn() -> list[object]:
        world = World(seed=4)
        tammya = world.player("Tammya", world.realm(1365, "Moon Guard"), "Alliance")
        numbers = []
        for start in (tammya.login, tammya.reload, tammya.reload):
            start()
            numbers.append(tammya.lua("return math.random(1000000)"))
        return numbers

    assert len(set(drawn())) == 3
    assert drawn() == drawn()
