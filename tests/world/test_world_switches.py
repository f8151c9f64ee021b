"""Each switch of a world in both of its positions, where no other file of this folder has it."""

import re
from pathlib import Path

import pytest

from generator.client.client import ClientSettings
from generator.client.convert import LuaFailure
from generator.world import Allowance, BattleNet, Channels, Links, Lockdown, Names, Reach, Settings, Text, Throttle
from generator.world.settings import Flood
from generator.world.switches import switches

FOLDERS = (Path(__file__).parent, Path(__file__).parents[1] / "client")
BARE = Channels(join_seconds=1.0, join_jitter=0.0, zone=())


def pair(made, **options):
    tammya = made.player("Tammya", **options)[1]
    return tammya, made.player("Catnia", **options)[1]


def friends(made):
    tammya, borin = made.player("Tammya")[1], made.player("Borin", "Horde")[1]
    made.world.befriend(tammya.player, borin.player)
    made.world.run(1)
    return tammya, borin


@pytest.mark.parametrize("switch", [item.name for item in switches()])
def test_every_switch_is_set_in_some_test(switch):
    name = switch.rpartition(".")[2]
    text = "\n".join(path.read_text("utf-8") for folder in FOLDERS for path in sorted(folder.glob("*.py")))
    assert re.search(rf"\b{name}=", text)


# Sizes and bytes


@pytest.mark.parametrize(
    ("policy", "result", "arrives"), [("refuse", 2, 0), ("drop", 0, 0), ("truncate", 0, 255), ("deliver", 0, 300)]
)
def test_a_message_that_is_too_long(stage, policy, result, arrives):
    made = stage(Settings(text=Text(too_long=policy)))
    tammya, catnia = pair(made)
    assert tammya('whisper("Catnia", ("x"):rep(300))') == result
    assert tammya('whisper("Catnia", ("y"):rep(255))') == 0
    made.world.run(1)
    assert [len(line.split(",")[2]) for line in catnia.heard if "x" in line] == ([arrives] if arrives else [])
    assert len([line for line in catnia.heard if "yyy" in line]) == 1


@pytest.mark.parametrize(
    ("policy", "forbidden", "arrives"),
    [("truncate", b"\n", ["ab"]), ("drop", b"\n", []), ("truncate", b"x", ["ab\ncd"])],
)
def test_spoken_messages_obey_the_rules_of_speech(stage, policy, forbidden, arrives):
    made = stage(Settings(text=Text(spoken_dirty=policy, spoken_forbidden=forbidden), product="wow_classic_era"))
    (made.folder / "Probe_Classic.toc").write_text("## Interface: 11509\n## SavedVariables: ProbeDB\nProbe.lua\n")
    tammya, catnia = pair(made)
    assert tammya('send("YELL", nil, "ab\\ncd")') == 0
    made.world.run(1)
    heard = catnia.player.lua("return Probe.heard[1]")
    assert ([heard.split(",")[2]] if heard else []) == arrives


def test_what_a_logged_message_may_hold_can_be_changed(stage):
    for forbidden, arrives in ((b"|", 0), (b"", 1)):
        made = stage(Settings(text=Text(logged_forbidden=forbidden)))
        tammya, catnia = pair(made)
        tammya('logged("Catnia", "a|b")')
        made.world.run(1)
        assert len(catnia.heard) == arrives


@pytest.mark.parametrize(("bytes_", "online"), [(30, False), (0, True), (60, True)])
def test_a_name_that_is_too_long_may_disconnect_the_sender(stage, bytes_, online):
    made = stage(Settings(reach=Reach(long_name_bytes=bytes_)))
    tammya, _ = pair(made)
    made.player("Bartholomaeusofthesea", realm=made.wyrmrest)
    tammya('whisper("Bartholomaeusofthesea-WyrmrestAccord", "x")')
    made.world.run(1)
    assert tammya.player.online == online
    assert any(record.detail.startswith("disconnected") for record in made.world.trace) != online


@pytest.mark.parametrize(
    ("flood", "online"), [(None, True), (Flood(4000, 800.0, 40), False), (Flood(9000, 800.0, 40), True)]
)
def test_who_sends_too_much_is_disconnected_and_saves(stage, flood, online):
    made = stage(Settings(throttle=Throttle(flood=flood)))
    tammya, _ = pair(made)
    for _ in range(20):
        tammya('whisper("Catnia", ("x"):rep(250))')
    made.world.run(1)
    assert tammya.player.online == online
    if not online:
        assert tammya.player.client.saved("Probe")["ProbeDB"] == {"starts": 1}


@pytest.mark.parametrize(
    ("policy", "result", "text"),
    [("refuse", 2, None), ("drop", 0, None), ("truncate", 0, "ab"), ("deliver", 0, "ab|cd")],
)
def test_a_logged_message_that_is_not_clean(stage, policy, result, text):
    made = stage(Settings(text=Text(logged_dirty=policy)))
    tammya, catnia = pair(made)
    assert tammya('logged("Catnia", "ab|cd")') == result
    made.world.run(1)
    assert [line.split(",")[2] for line in catnia.heard] == ([text] if text else [])


@pytest.mark.parametrize(
    ("policy", "result", "text"),
    [("refuse", 2, None), ("drop", 0, None), ("truncate", 0, "ab"), ("deliver", 0, "ab\\255")],
)
def test_game_data_that_is_no_utf8(stage, policy, result, text):
    made = stage(Settings(bnet=BattleNet(not_utf8=policy)))
    tammya, borin = friends(made)
    assert tammya('bnet("ab\\255")') == result
    made.world.run(1)
    escaped = 'return (Probe.heard[1] or ""):gsub("\\255", "\\\\255")'
    heard = borin.player.lua(escaped)[0]
    assert ([heard.split(",")[2]] if heard else []) == ([text] if text else [])


# How long it takes


@pytest.mark.parametrize("hop", [0.1, 2.0])
def test_a_hop_takes_as_long_as_it_says(stage, hop):
    made = stage(Settings(links=Links(hop=hop, latency_ms=int(hop * 1000))))
    tammya, catnia = pair(made)
    tammya('whisper("Catnia", "x")')
    made.world.run(hop - 0.05)
    assert catnia.heard == []
    made.world.run(0.1)
    assert len(catnia.heard) == 1
    assert tammya.player.lua("return select(3, GetNetStats())") == (int(hop * 1000),) * 2


@pytest.mark.parametrize(("seconds", "mixed"), [(0.0, False), (5.0, True)])
def test_reordering_is_as_wide_as_it_says(stage, seconds, mixed):
    made = stage(Settings(bnet=BattleNet(reorder=True, reorder_seconds=seconds)))
    tammya, borin = friends(made)
    for number in range(10):
        tammya(f'bnet("{number}")')
    made.world.run(0.6)
    assert (len(borin.heard) == 10) != mixed
    made.world.run(5)
    order = [int(line.split(",")[2]) for line in borin.heard]
    assert (order != sorted(order)) == mixed
    assert len(order) == 10


@pytest.mark.parametrize("prefix", [None, Allowance(3, 1.0, 3)])
def test_the_allowance_of_a_prefix_may_be_another_or_none(stage, prefix):
    made = stage(Settings(throttle=Throttle(prefix=prefix, whispers_exempt=False)))
    tammya, _ = pair(made)
    results = [tammya('whisper("Catnia", "x")') for _ in range(30)]
    assert results == ([0] * 30 if prefix is None else [0] * 3 + [3] * 27)


@pytest.mark.parametrize("seconds", [1.0, 6.0])
def test_the_zone_channels_take_their_time(stage, seconds):
    made = stage(Settings(channels=Channels(zone_seconds=seconds)))
    tammya, _ = pair(made)
    made.world.run(seconds - 0.1)
    assert tammya.player.lua("return C_ChatInfo.GetNumActiveChannels()") == 0
    made.world.run(0.2)
    assert tammya.player.lua("return C_ChatInfo.GetNumActiveChannels()") == 3


@pytest.mark.parametrize("leaves", [True, False])
def test_a_reload_may_leave_temporary_channels(stage, leaves):
    made = stage(Settings(channels=Channels(join_seconds=1.0, join_jitter=0.0, zone=(), reload_leaves=leaves)))
    tammya, _ = pair(made)
    tammya.player.lua('JoinTemporaryChannel("xtest")')
    made.world.run(2)
    tammya.player.reload()
    assert (tammya.player.lua('return (GetChannelName("xtest"))') == 0) is leaves


# Whom messages reach

ALL = frozenset({"group", "guild", "community", "stranger"})


@pytest.mark.parametrize("relation", ["group", "guild", "community", "stranger"])
@pytest.mark.parametrize("carries", [True, False])
def test_each_relation_may_carry_whispers_to_the_other_faction_and_far_realms(stage, relation, carries):
    """Of all they have in common only the one counts that is in the switch."""
    relations = frozenset({relation}) if carries else ALL - {relation, "stranger"}
    made = stage(Settings(reach=Reach(across_factions=relations, across_realms=relations)))
    _, tammya = made.player("Tammya")
    _, zulya = made.player("Zulya", "Horde")
    _, orla = made.player("Orla", realm=made.wyrmrest)
    everybody = (tammya.player, zulya.player, orla.player)
    if relation == "group":
        made.world.group(*everybody)
    elif relation == "guild":
        made.world.guild("Lantern", *everybody)
    elif relation == "community":
        made.world.community(*everybody)
    assert tammya('whisper("Zulya", "x")') == (0 if carries else 12)
    assert tammya('whisper("Orla-WyrmrestAccord", "x")') == 0
    made.world.run(1)
    assert (len(zulya.heard), len(orla.heard)) == ((1, 1) if carries else (0, 0))


@pytest.mark.parametrize(
    ("answer", "result", "lines"), [("result", 12, 0), ("system", 0, 1), ("both", 12, 1), ("silent", 0, 0)]
)
def test_the_answer_from_a_foreign_realm(stage, answer, result, lines):
    made = stage(Settings(reach=Reach(foreign=answer)))
    tammya, _ = pair(made)
    made.player("Orla", realm=made.wyrmrest)
    assert tammya('whisper("Orla-WyrmrestAccord", "x")') == result
    made.world.run(2)
    assert len(tammya.saw("CHAT_MSG_SYSTEM")) == lines


@pytest.mark.parametrize(("connected", "result"), [(True, 0), (False, 0)])
def test_connected_realms_may_be_broken(stage, connected, result):
    made = stage(Settings(reach=Reach(connected=connected)))
    near = made.world.realm(1370, "Azjol-Nerub", group=made.moon_guard)
    _, tammya = made.player("Tammya")
    _, catnia = made.player("Catnia", realm=near)
    assert tammya('whisper("Catnia-AzjolNerub", "x")') == result
    made.world.run(1)
    assert len(catnia.heard) == int(connected)


@pytest.mark.parametrize("result", [0, 9])
def test_who_may_not_speak_in_the_guild_sends_nothing_there(stage, result):
    made = stage(Settings(reach=Reach(guild_silent_result=result)))
    tammya, catnia = pair(made)
    made.world.guild("Lantern", tammya.player, catnia.player)
    assert tammya('send("GUILD", nil, "x")') == 0
    tammya.player.guild_speech(False)
    assert tammya('send("GUILD", nil, "y")') == result
    tammya.player.guild_speech(True)
    assert tammya('send("GUILD", nil, "z")') == 0
    made.world.run(1)
    assert [line.split(",")[2] for line in catnia.heard] == ["x", "z"]


LINES = """
Lines = {}
local frame = CreateFrame("Frame")
frame:RegisterEvent("CHAT_MSG_SYSTEM")
frame:RegisterEvent("ADDON_ACTION_BLOCKED")
frame:SetScript("OnEvent", function(_, event, text, what)
	table.insert(Lines, event == "CHAT_MSG_SYSTEM" and text or what)
end)
"""


def test_before_12_0_no_result_says_that_somebody_is_offline(stage):
    made = stage()
    old = made.world.player("Orla", made.moon_guard, "Alliance", product="wow_11_2")
    old.login()
    old.lua(LINES)
    assert old.lua("return C_ChatInfo.SendAddonMessage('X', 'x', 'WHISPER', 'Nobody')") == 0
    made.world.run(2)
    assert old.lua("return Lines[1]") == "No player named 'Nobody' is currently playing."


@pytest.mark.parametrize("allowance", [None, Allowance(2, 0.1, 2)])
def test_battlenet_whispers_may_be_limited(stage, allowance):
    made = stage(Settings(throttle=Throttle(bnet_whispers=allowance)))
    tammya, _ = friends(made)
    send = "return C_BattleNet.SendWhisper(C_BattleNet.GetFriendAccountInfo(1).bnetAccountID, 'hello')"
    assert [tammya.player.lua(send) for _ in range(3)] == [True, True, allowance is None]


@pytest.mark.parametrize("result", [12, 9])
def test_the_result_for_a_friend_that_is_gone(stage, result):
    made = stage(Settings(bnet=BattleNet(offline_result=result)))
    tammya, borin = friends(made)
    handle = tammya("friend()")
    borin.player.logout()
    made.world.run(1)
    assert tammya(f'bnet("x", {handle})') == result


@pytest.mark.parametrize(("loss", "arrive"), [(0.0, 40), (1.0, 0)])
def test_game_data_may_be_lost(stage, loss, arrive):
    made = stage(Settings(bnet=BattleNet(loss=loss)))
    tammya, borin = friends(made)
    for _ in range(40):
        tammya('bnet("x")')
    made.world.run(1)
    assert len(borin.heard) == arrive


@pytest.mark.parametrize("result", [4, 9])
def test_the_result_where_channels_carry_nothing(stage, result):
    made = stage(Settings(channels=Channels(zone=(), addon_messages=False, unavailable_result=result)))
    tammya, _ = pair(made)
    assert tammya('send("CHANNEL", 1, "x")') == result


# Lockdowns and secrets

CHAT = """
local frame = CreateFrame("Frame")
frame:RegisterEvent("CHAT_MSG_SAY")
frame:SetScript("OnEvent", function(_, _, text) Heard = issecretvalue(text) end)
"""


@pytest.mark.parametrize(("triggers", "secret"), [(frozenset(), False), (frozenset({"Map"}), True)])
def test_chat_may_be_secret_while_nothing_is_locked(stage, triggers, secret):
    made = stage(Settings(lockdown=Lockdown(secret_triggers=triggers)))
    tammya, catnia = pair(made)
    tammya.player.lua(CHAT)
    tammya.player.enter_instance("Deadmines")
    tammya.player.lua("wipe(Probe.events)")
    catnia.player.say("hello")
    made.world.run(1)
    assert tammya.player.lua("return Heard, C_ChatInfo.InChatMessagingLockdown()") == (secret, False)
    tammya.player.lua("wipe(Probe.events)")


@pytest.mark.parametrize("secret", [True, False])
def test_chat_is_secret_in_a_lockdown_unless_the_client_is_told_otherwise(stage, secret):
    made = stage(Settings(client=ClientSettings(secret_chat_in_lockdown=secret)))
    tammya, catnia = pair(made)
    tammya.player.lua(CHAT)
    tammya.player.restrict("Chat")
    catnia.player.say("hello")
    made.world.run(1)
    assert tammya.player.lua("local heard = Heard wipe(Probe.events) return heard") is secret


@pytest.mark.parametrize(("who", "names"), [("marked", (False, False)), ("enemies", (False, True))])
def test_names_of_the_other_faction_may_be_secret(stage, who, names):
    made = stage(Settings(lockdown=Lockdown(secret_identities=who)))
    tammya, catnia = pair(made)
    _, zulya = made.player("Zulya", "Horde")
    found = []
    for other in (catnia, zulya):
        tammya.player.target(other.player)
        found.append(tammya.player.lua("return issecretvalue((UnitName('target')))"))
    assert tuple(found) == names
    catnia.player.secret = True
    tammya.player.target(catnia.player)
    assert tammya.player.lua("return issecretvalue((UnitName('target')))") is True
    old = made.world.player("Orla", made.moon_guard, "Alliance", product="wow_11_2")
    old.login()
    old.target(catnia.player)
    assert old.lua("return (UnitName('target'))") == "Catnia", "11.2 has no secrets"


@pytest.mark.parametrize(("product", "on_classic", "locked"), [
    ("wow", False, True), ("wow_classic_era", True, True), ("wow_classic_era", False, False),
])  # fmt: skip
def test_classic_clients_may_restrict_nothing(stage, product, on_classic, locked):
    made = stage(Settings(lockdown=Lockdown(on_classic=on_classic)))
    player = made.world.player("Tammya", made.moon_guard, "Alliance", product=product)
    player.login()
    player.encounter()
    assert player.lua("return C_ChatInfo.InChatMessagingLockdown()") is locked
    assert player.lua("return C_InstanceEncounter.IsEncounterInProgress()") is True


def test_a_client_without_restrictions_gets_into_everything_without_them(stage):
    made = stage()
    player = made.world.player("Tammya", made.moon_guard, "Alliance", product="wow_11_2")
    player.login()
    player.enter_instance("Deadmines")
    player.combat()
    player.encounter()
    player.keystone()
    assert player.lua("return C_ChatInfo.SendAddonMessage('X', 'x', 'WHISPER', 'Tammya')") == 0


@pytest.mark.parametrize(("triggers", "map_locks"), [
    (frozenset({"Encounter"}), False), (frozenset({"Encounter", "Map"}), True),
])  # fmt: skip
@pytest.mark.parametrize("data", [True, False])
def test_testing_cvars_lock_what_the_world_says_they_lock(stage, triggers, map_locks, data):
    made = stage(Settings(lockdown=Lockdown(triggers=triggers), bnet=BattleNet(in_lockdown=data)))
    tammya, _ = friends(made)
    tammya.player.lua("C_CVar.SetCVar('addonMapRestrictionsForced', '1')")
    assert tammya('whisper("Tammya", "x")') == (11 if map_locks else 0)
    tammya.player.lua("C_CVar.SetCVar('addonEncounterRestrictionsForced', '1')")
    assert tammya('whisper("Tammya", "x")') == 11
    assert tammya('bnet("x")') == (11 if data else 0)


@pytest.mark.parametrize("seconds", [0.0, 3.0])
def test_a_restriction_may_take_a_while_to_become_active(stage, seconds):
    made = stage(Settings(lockdown=Lockdown(activating_seconds=seconds)))
    tammya, _ = pair(made)
    tammya.player.encounter()
    state = "return C_RestrictedActions.GetAddOnRestrictionState(1)"
    assert tammya.player.lua(state) == (1 if seconds else 2)
    assert tammya('whisper("Catnia", "x")') == (0 if seconds else 11)
    made.world.run(4)
    assert tammya.player.lua(state) == 2


@pytest.mark.parametrize("policy", [True, False])
def test_a_realms_policy_is_only_told(stage, policy):
    made = stage(Settings(lockdown=Lockdown(outgoing_policy=policy)))
    tammya, _ = pair(made)
    assert tammya.player.lua("return C_ChatInfo.AreOutgoingAddonChatMessagesRestricted()") is policy
    assert tammya('whisper("Catnia", "x")') == 0


@pytest.mark.parametrize("blocked", [True, False])
def test_what_arrives_in_a_lockdown_may_be_lost(stage, blocked):
    made = stage(Settings(lockdown=Lockdown(blocks_receiving=blocked)))
    tammya, catnia = pair(made)
    catnia.player.encounter()
    tammya('whisper("Catnia", "x")')
    made.world.run(1)
    assert len(catnia.heard) == int(not blocked)


@pytest.mark.parametrize("allowed", [True, False])
def test_channels_may_be_out_of_reach_in_a_lockdown(stage, allowed):
    made = stage(Settings(channels=BARE, client=ClientSettings(channels_in_lockdown=allowed)))
    tammya, _ = pair(made)
    tammya.player.lua('JoinTemporaryChannel("xbefore")')
    made.world.run(2)
    tammya.player.restrict("Chat")
    tammya.player.lua(LINES)
    tammya.player.lua('JoinTemporaryChannel("xtest") SetChannelPassword("xbefore", "x") LeaveChannelByName("xbefore")')
    made.world.run(2)
    calls = ["JoinTemporaryChannel()", "SetChannelPassword()", "LeaveChannelByName()"]
    assert tammya.player.lua("return table.concat(Lines, ' ')") == ("" if allowed else " ".join(calls))
    assert tammya.player.lua('return (GetChannelName("xtest")) > 0, (GetChannelName("xbefore")) > 0') == (
        allowed,
        not allowed,
    )


# Names and clients


@pytest.mark.parametrize("host", [True, False])
def test_guids_may_carry_the_number_of_no_realm(stage, host):
    made = stage(Settings(names=Names(guid_of_host=host)))
    near = made.world.realm(1370, "Azjol-Nerub", group=made.moon_guard)
    players = [
        made.player("Tammya")[0],
        made.player("Catnia", realm=near)[0],
        made.player("Orla", realm=made.wyrmrest)[0],
    ]
    numbers = [int(player.guid.split("-")[1]) for player in players]
    if host:
        assert numbers[0] == numbers[1] != numbers[2]
        assert not set(numbers) & {1365, 1370, 1369}
    else:
        assert numbers == [1365, 1370, 1369]


def test_names_may_be_unique_in_the_region_and_carry_no_realm(stage):
    made = stage(Settings(names=Names(regional=True)))
    tammya, probe = made.player("Tammya Reedwater")
    catnia, heard = made.player("Catnia Ashfell")
    assert probe('whisper("catnia ashfell", "x")') == 0
    assert probe('whisper("Catnia", "x")') == 12
    made.world.run(1)
    assert [line.split(",")[4] for line in heard.heard] == ["Tammya Reedwater"]
    tammya.target(catnia)
    assert tammya.lua("return UnitName('target')") == ("Catnia", "Ashfell")
    assert tammya.lua("return GetUnitName('target', true), RegionalUniqueNamesEnabled()") == ("Catnia Ashfell", True)
    made.world.group(tammya, catnia, kind="raid")
    assert tammya.lua("return (GetRaidRosterInfo(2))") == "Catnia Ashfell"
    tammya.lua("C_PartyInfo.PromoteToLeader('raid2')")
    made.world.run(1)
    assert catnia.lua("return UnitIsGroupLeader('player')") is True
    with pytest.raises(ValueError, match="no character name"):
        made.world.player("Tammya von Reedwater", made.moon_guard, "Alliance")
    plain = stage()
    assert plain.player("Tammya")[0].lua("return RegionalUniqueNamesEnabled") is None


@pytest.mark.parametrize("empty", [True, False])
def test_the_own_realm_is_nil_or_empty(stage, empty):
    made = stage(Settings(client=ClientSettings(own_realm_is_empty=empty)))
    tammya, catnia = pair(made)
    tammya.player.target(catnia.player)
    assert tammya.player.lua("return (select(2, UnitName('target')))") == ("" if empty else None)


@pytest.mark.parametrize(("most", "results"), [(0, [0, 0, 0]), (2, [0, 3, 3])])
def test_prefixes_may_run_out(stage, most, results):
    made = stage(Settings(client=ClientSettings(most_prefixes=most)))
    tammya, _ = pair(made)
    register = "return C_ChatInfo.RegisterAddonMessagePrefix('%s')"
    assert [tammya.player.lua(register % name) for name in ("A", "B", "C")] == results
    assert tammya.player.lua(register % "A") == 1


@pytest.mark.parametrize("region", [1, 3])
def test_the_region_and_the_clock_are_those_of_the_settings(stage, region):
    made = stage(Settings(region=region, epoch=1_800_000_000 + region))
    tammya, _ = pair(made)
    assert tammya.player.lua("return GetCurrentRegion(), GetServerTime()") == (region, 1_800_000_000 + region)


@pytest.mark.parametrize("traced", [True, False])
def test_what_addons_print_may_be_traced(stage, traced):
    made = stage(Settings(print_lines=traced))
    tammya, _ = pair(made)
    tammya.player.lua("print('hello')")
    assert [record.detail for record in made.world.trace if record.kind == "print"] == (["hello"] if traced else [])


@pytest.mark.parametrize("most", [0, 20_000_000])
def test_a_script_may_run_too_long(stage, most):
    made = stage(Settings(client=ClientSettings(most_steps=most)))
    tammya, _ = pair(made)
    long = "for _ = 1, 40000000 do end return 2"
    if most:
        with pytest.raises(LuaFailure, match="eval:1: script ran too long"):
            tammya.player.lua(long)
    else:
        assert tammya.player.lua(long) == 2
    assert tammya.player.lua("for _ = 1, 1000 do end return 1") == 1


def test_no_handler_of_its_own_keeps_a_script_going(stage):
    made = stage(Settings(client=ClientSettings(most_steps=10_000_000)))
    tammya, _ = pair(made)
    for endless in ("while true do pcall(f) end", "while true do xpcall(f, f) end"):
        with pytest.raises(LuaFailure, match="script ran too long"):
            tammya.player.lua(f"local function f() local x = 1 end {endless}")
        made.world.run(1)


def test_a_reload_at_every_start_does_not_stop_the_clock(stage, tmp_path):
    made = stage()
    folder = tmp_path / "Again"
    folder.mkdir()
    (folder / "Again.toc").write_text("## Interface: 120100\nAgain.lua\n")
    (folder / "Again.lua").write_text("C_Timer.After(0.1, ReloadUI)")
    tammya, _ = made.player("Tammya", login=False)
    tammya.install(folder)
    tammya.login()
    made.world.run(20)
    assert 10 < sum(record.detail == "reload" for record in made.world.trace) < 20


def test_who_is_being_disconnected_fills_no_trace(stage):
    made = stage(Settings(throttle=Throttle(flood=Flood(4000, 800.0, 40))))
    tammya, _ = pair(made)
    for _ in range(500):
        tammya('whisper("Catnia", "x")')
    made.world.run(1)
    assert sum(record.kind == "send" for record in made.world.trace) < 110
    assert not tammya.player.online
