"""Parties and raids: leaders, assistants, subgroups, and what their members see and may do."""

import pytest

from generator.world import Settings
from generator.world.leading import ORDERS
from generator.world.settings import Grouping

NAMES = ("Tammya", "Catnia", "Borin", "Zulya", "Orla", "Anduvar", "Gromka")


def players(made, count=3, **options):
    return [made.player(name, **options)[1] for name in NAMES[:count]]


def roster(probe):
    """name, rank and subgroup of every row of the raid's roster."""
    count = probe.player.lua("return GetNumGroupMembers()")
    return [probe.player.lua(f"return GetRaidRosterInfo({row})")[:3] for row in range(1, count + 1)]


def leader(probe):
    found = "for i = 1, GetNumGroupMembers() do local n, r = GetRaidRosterInfo(i) if r == 2 then return n end end"
    return probe.player.lua(found)


def test_everybody_of_a_raid_sees_the_same_roster_in_subgroups_of_five(stage):
    made = stage()
    probes = players(made, 7)
    made.world.group(*(probe.player for probe in probes), kind="raid")
    expected = [(name, 2 if name == "Tammya" else 0, 1 if name in NAMES[:5] else 2) for name in NAMES]
    assert [roster(probe) for probe in probes] == [expected] * 7
    assert probes[3].player.lua("return (UnitName('raid1')), UnitInRaid('player')") == ("Tammya", 4)
    assert [probe.player.lua("return GetNumSubgroupMembers()") for probe in probes] == [4] * 5 + [1] * 2
    assert probes[6].player.lua("return (UnitName('party1')), UnitExists('party2')") == ("Anduvar", False)
    assert probes[6].player.lua("return UnitInSubgroup('Anduvar'), UnitInSubgroup('Tammya')") == (True, False)


def test_a_name_of_another_realm_carries_it_and_who_is_away_is_offline(stage):
    made = stage()
    tammya = players(made, 1)[0]
    _, orla = made.player("Orla", realm=made.wyrmrest)
    made.world.group(tammya.player, orla.player, kind="raid")
    orla.player.logout()
    row = tammya.player.lua("return GetRaidRosterInfo(2)")
    assert (row[0], row[6], row[7]) == ("Orla-WyrmrestAccord", "Offline", None)
    assert tammya.saw("UNIT_CONNECTION") == ["UNIT_CONNECTION,raid2,false"]


def test_a_group_holds_five_or_forty(stage):
    made = stage()
    everybody = [made.world.player(f"Guest{chr(97 + n // 26)}{chr(97 + n % 26)}", made.moon_guard, "Alliance")
                 for n in range(42)]  # fmt: skip
    with pytest.raises(ValueError, match="a party has 1 to 5 players, not 6"):
        made.world.group(*everybody[:6])
    with pytest.raises(ValueError, match="a raid has 1 to 40"):
        made.world.group(*everybody[:41], kind="raid")
    raid = made.world.group(*everybody[:40], kind="raid")
    assert [len(raid.near(number)) for number in range(1, 9)] == [5] * 8
    assert not made.world.groups.join(everybody[40], everybody[0])
    party = made.world.group(*everybody[:5])
    assert not made.world.groups.join(everybody[41], everybody[0])
    assert party.members == everybody[:5]
    assert len(raid.members) == 35


def test_whoever_leaves_hands_the_lead_to_an_assistant(stage):
    made = stage()
    tammya, catnia, borin = players(made)
    raid = made.world.group(tammya.player, catnia.player, borin.player, kind="raid")
    borin.player.lua("C_PartyInfo.PromoteToAssistant('Catnia')")
    made.world.run(1)
    assert [row[1] for row in roster(borin)] == [2, 0, 0], "only the leader may"
    tammya.player.lua("C_PartyInfo.PromoteToAssistant('raid3')")
    made.world.run(1)
    assert [row[1] for row in roster(catnia)] == [2, 0, 1]
    assert catnia.player.lua("return UnitIsGroupAssistant('Borin'), UnitIsGroupLeader('Tammya')") == (True, True)
    tammya.player.lua("C_PartyInfo.LeaveParty()")
    made.world.run(1)
    assert (leader(catnia), raid.assistants) == ("Borin", [])
    assert catnia.saw("PARTY_LEADER_CHANGED") == ["PARTY_LEADER_CHANGED"]
    assert len(tammya.saw("GROUP_LEFT")) == 1
    assert tammya.player.lua("return IsInGroup()") is False


def test_a_group_of_one_is_none(stage):
    made = stage()
    tammya, catnia = players(made, 2)
    made.world.group(tammya.player, catnia.player)
    assert [line.split(",")[0] for line in tammya.events[-3:]] == [
        "GROUP_FORMED", "GROUP_JOINED", "GROUP_ROSTER_UPDATE"]  # fmt: skip
    tammya.player.lua("C_PartyInfo.UninviteUnit('party1')")
    made.world.run(1)
    assert tammya.player.lua("return IsInGroup()") is False
    assert catnia.player.lua("return IsInGroup()") is False
    assert len(tammya.saw("GROUP_LEFT")) == len(catnia.saw("GROUP_LEFT")) == 1


@pytest.mark.parametrize(
    ("patience", "after", "leads"), [(60.0, 61, "Catnia"), (60.0, 59, "Tammya"), (None, 900, "Tammya")]
)
def test_a_leader_who_stays_away_leads_no_longer(stage, patience, after, leads):
    made = stage(Settings(groups=Grouping(leader_seconds=patience)))
    tammya, catnia, borin = players(made)
    made.world.group(tammya.player, catnia.player, borin.player, kind="raid")
    tammya.player.logout()
    made.world.run(after)
    assert leader(borin) == leads


def test_a_leader_who_comes_back_in_time_still_leads(stage):
    made = stage(Settings(groups=Grouping(leader_seconds=60.0)))
    tammya, catnia, borin = players(made)
    made.world.group(tammya.player, catnia.player, borin.player, kind="raid")
    tammya.player.logout()
    made.world.run(30)
    tammya.player.login()
    made.world.run(60)
    assert leader(borin) == "Tammya"
    tammya.player.crash()
    catnia.player.logout()
    made.world.run(61)
    assert leader(borin) == "Borin", "the first one who is there"


def test_subgroups_change_by_leader_and_assistants(stage):
    made = stage()
    probes = players(made, 7)
    made.world.group(*(probe.player for probe in probes), kind="raid")
    tammya, catnia, gromka = probes[0], probes[1], probes[6]
    catnia.player.lua("SetRaidSubgroup(7, 8)")
    made.world.run(1)
    assert roster(catnia)[6] == ("Gromka", 0, 2)
    tammya.player.lua("SetRaidSubgroup(7, 1) SetRaidSubgroup(6, 9) SetRaidSubgroup(40, 2)")
    made.world.run(1)
    assert [row[2] for row in roster(tammya)] == [1] * 5 + [2] * 2, "the first is full, and there is no ninth"
    tammya.player.lua("C_PartyInfo.SetEveryoneIsAssistant(true) SetRaidSubgroup(7, 8)")
    made.world.run(1)
    assert gromka.player.lua("return IsEveryoneAssistant(), UnitIsGroupAssistant('player')") == (True, True)
    gromka.player.lua("SwapRaidSubgroup(7, 1)")
    made.world.run(1)
    assert [row[2] for row in roster(tammya)] == [8, 1, 1, 1, 1, 2, 1]


def test_a_party_becomes_a_raid_and_a_small_raid_a_party(stage):
    made = stage()
    tammya, catnia, borin = players(made)
    made.world.group(tammya.player, catnia.player)
    assert made.world.groups.join(borin.player, catnia.player)
    assert tammya.player.lua("return IsInRaid(), GetRaidRosterInfo(1)") is False
    catnia.player.lua("C_PartyInfo.ConvertToRaid()")
    made.world.run(1.1)
    assert borin.player.lua("return IsInRaid()") is False
    tammya.player.lua("C_PartyInfo.ConvertToRaid()")
    made.world.run(1)
    assert borin.player.lua("return IsInRaid(), UnitInRaid('player')") == (True, 3)
    tammya.player.lua("C_PartyInfo.ConvertToParty()")
    made.world.run(1)
    assert borin.player.lua("return IsInRaid(), IsInGroup()") == (False, True)


def test_messages_reach_the_raid_or_the_subgroup(stage):
    made = stage()
    probes = players(made, 7)
    made.world.group(*(probe.player for probe in probes), kind="raid")
    assert probes[0]('send("RAID", nil, "all")') == 0
    assert probes[6]('send("PARTY", nil, "near")') == 0
    made.world.run(1)
    heard = [[line.split(",")[2] for line in probe.heard] for probe in probes]
    assert heard == [["all"]] * 5 + [["all", "near"]] * 2


def test_the_leaders_words_have_an_event_of_their_own_and_groups_understand_each_other(stage):
    made = stage()
    _, tammya = made.player("Tammya")
    _, zulya = made.player("Zulya", "Horde")
    _, gromka = made.player("Gromka", "Horde")
    made.world.group(tammya.player, zulya.player)
    for probe in (tammya, zulya):
        probe.player.say("to us", "PARTY")
    tammya.player.say("aloud")
    made.world.run(1)
    assert [line.split(",")[1] for line in zulya.saw("CHAT_MSG_PARTY_LEADER")] == ["to us"]
    assert [line.split(",")[2] for line in tammya.saw("CHAT_MSG_PARTY")] == ["Zulya-MoonGuard"]
    assert zulya.saw("CHAT_MSG_SAY")[0].split(",")[1] == "aloud"
    assert gromka.saw("CHAT_MSG_SAY")[0].split(",")[1] != "aloud"
    for kind in ("RAID", "GUILD", "OFFICER", "INSTANCE_CHAT"):
        tammya.player.say("anything", kind)
    made.world.run(1)


@pytest.mark.parametrize("name", ORDERS)
def test_every_order_is_refused_to_those_of_too_low_a_rank(stage, name):
    made = stage()
    tammya, catnia, borin = players(made)
    made.world.group(tammya.player, catnia.player, borin.player, kind="raid")
    before = roster(tammya)
    made.world.leading.ask(borin.player, name, "Catnia-MoonGuard", 2)
    made.world.run(1)
    told = [line.split(",")[1] for line in borin.saw("CHAT_MSG_SYSTEM")]
    assert told == (["You are not the party leader."] if ORDERS[name].rank else [])
    assert (roster(tammya) == before) == bool(ORDERS[name].rank)


def test_the_older_functions_do_the_same(stage):
    made = stage()
    tammya, catnia = (made.world.player(name, made.moon_guard, "Alliance", product="wow_11_2") for name in NAMES[:2])
    for player in (tammya, catnia):
        player.login()
    made.world.group(tammya, catnia)
    tammya.lua("PromoteToLeader('party1')")
    made.world.run(1)
    assert tammya.lua("return UnitIsGroupLeader('player'), UnitIsGroupLeader('party1')") == (False, True)
    with pytest.raises(ValueError, match="no group order"):
        made.world.leading.ask(tammya, "dance")
