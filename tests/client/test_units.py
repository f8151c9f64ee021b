"""Units, realms, groups and places (facts 4)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.client.convert import LuaFailure
from generator.client.host import Group, Guild, Instance, RaidMember, Unit
from tests.client.conftest import Seat

CATNIA = Unit("Catnia", "Moon Guard", 1365, "Player-1365-0000000C", "Horde", "DRUID", "Tauren", 3, 70)
BORIN = Unit("Borin", "Argent Dawn", 3702, "Player-3702-0000000B", relation=2, class_file="PRIEST", race_file="Dwarf")


@pytest.fixture
def crowd(seat: Seat) -> Seat:
    seat.host.units = {"target": CATNIA, "mouseover": BORIN}
    return seat


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("UnitName('player')", ("Tammya", None)),
        ("UnitName('PLAYER')", ("Tammya", None)),
        ("UnitName('tammya')", ("Tammya", None)),
        ("UnitFullName('player')", ("Tammya", "MoonGuard")),
        ("UnitName('target')", ("Catnia", None)),
        ("UnitFullName('target')", ("Catnia", None)),
        ("UnitName('mouseover')", ("Borin", "ArgentDawn")),
        ("UnitNameUnmodified('mouseover')", ("Borin", "ArgentDawn")),
        ("UnitName('focus')", None),
        ("GetUnitName('mouseover', true)", "Borin-ArgentDawn"),
        ("GetUnitName('mouseover')", "Borin (*)"),
        ("UnitGUID('target')", "Player-1365-0000000C"),
        ("UnitGUID('party1')", None),
        ("UnitFactionGroup('player')", ("Alliance", "Alliance")),
        ("UnitFactionGroup('target')", ("Horde", "Horde")),
        ("select('#', UnitFactionGroup('focus'))", 0),
        ("UnitRealmRelationship('target')", 1),
        ("UnitRealmRelationship('mouseover') == LE_REALM_RELATION_COALESCED", True),
        ("UnitIsSameServer('mouseover')", False),
        ("UnitExists('target')", True),
        ("UnitExists('focus')", False),
        ("UnitIsPlayer('mouseover')", True),
        ("UnitClass('target')", ("Druid", "DRUID", 11)),
        ("UnitClassBase('player')", ("MAGE", 8)),
        ("UnitRace('target')", ("Tauren", "Tauren", 6)),
        ("UnitSex('target')", 3),
        ("UnitLevel('target')", 70),
        ("UnitIsUnit('target', 'mouseover')", False),
        ("UnitIsUnit('player', 'Tammya')", True),
        ("UnitIsFriend('player', 'target')", False),
        ("GetPlayerInfoByGUID('Player-1365-0000000C')", ("Druid", "DRUID", "Tauren", "Tauren", 3, "Catnia", "")),
        (
            "GetPlayerInfoByGUID('Player-3702-0000000B')",
            ("Priest", "PRIEST", "Dwarf", "Dwarf", 2, "Borin", "ArgentDawn"),
        ),
        ("select('#', GetPlayerInfoByGUID('Player-1-00000000'))", 0),
        ("C_PlayerInfo.GUIDIsPlayer('Player-1-0A'), C_PlayerInfo.GUIDIsPlayer('Creature-0-1')", (True, False)),
        ("GetRealmName()", "Moon Guard"),
        ("GetNormalizedRealmName()", "MoonGuard"),
        ("GetRealmID()", 1365),
        ("GetCurrentRegion(), GetCurrentRegionName(), GetLocale()", (1, "US", "enUS")),
        ("Ambiguate('Borin-ArgentDawn', 'none')", "Borin-ArgentDawn"),
        ("Ambiguate('Catnia-MoonGuard', 'none')", "Catnia"),
        ("Ambiguate('Borin-ArgentDawn', 'short')", "Borin"),
        ("Ambiguate('Borin', 'all')", "Borin"),
        ("C_AutoComplete.GetAutoCompleteRealms()", {}),
        ("GetNetStats()", (0, 0, 30, 30)),
        ("select(4, GetBuildInfo())", (120100, "", " ")),
        ("GetBuildInfo()", ("12.1.0", "69404", "Aug 18 2026", 120100, "", " ")),
        ("WOW_PROJECT_ID == WOW_PROJECT_MAINLINE", True),
        ("LOCALIZED_CLASS_NAMES_MALE.DEATHKNIGHT", "Death Knight"),
        ("RAID_CLASS_COLORS.MAGE.colorStr", "ff3fc7eb"),
    ],
)
def test_answer(crowd: Seat, call: str, expected: Any) -> None:
    assert crowd.lua(f"return {call}") == expected


@pytest.mark.parametrize("call", ["UnitName()", "UnitGUID({})", "GetPlayerInfoByGUID()", "Ambiguate('x')"])
def test_wrong_types_raise(crowd: Seat, call: str) -> None:
    with pytest.raises(LuaFailure, match=r"^eval:1: bad argument #\d to '\?' \(Usage: "):
        crowd.lua(call)


TAMMYA = Unit("Tammya", "Moon Guard", 1365, "Player-1365-00000001")


def test_connected_realms(seat: Seat) -> None:
    seat.host.realms = ["MoonGuard", "WyrmrestAccord"]
    assert seat.lua("return C_AutoComplete.GetAutoCompleteRealms()") == {1: "MoonGuard", 2: "WyrmrestAccord"}
    assert seat.lua("return GetAutoCompleteRealms()[2]") == "WyrmrestAccord"


def test_groups(seat: Seat) -> None:
    assert seat.lua("return IsInGroup(), IsInRaid(), GetNumGroupMembers(), UnitInParty('player')") == (
        False, False, 0, False,
    )  # fmt: skip
    member = replace(CATNIA, in_group=True)
    seat.host.group_now = Group("party", others=1, leader_guid=CATNIA.guid, near=1)
    seat.host.assistants = [CATNIA.guid]
    seat.host.units = {"party1": member, "Catnia": member}
    assert seat.lua("return IsInGroup(), IsInRaid(), GetNumGroupMembers(), GetNumSubgroupMembers()") == (
        True,
        False,
        2,
        1,
    )
    assert seat.lua("return UnitIsGroupLeader('party1'), UnitIsGroupLeader('player')") == (True, False)
    assert seat.lua("return UnitInParty('Catnia'), UnitInParty('player'), UnitIsGroupAssistant('party1')") == (
        True, True, True,
    )  # fmt: skip
    assert seat.lua("return IsInGroup(LE_PARTY_CATEGORY_INSTANCE), IsInGroup(LE_PARTY_CATEGORY_HOME)") == (False, True)
    seat.host.group_now = Group("raid", instance=True, others=1, near=0)
    seat.host.raid = [RaidMember(TAMMYA), RaidMember(member, rank=1, subgroup=2, zone="Elwynn Forest")]
    seat.host.units = {"raid2": member, "target": member}
    assert seat.lua("return IsInRaid(2), IsInRaid(1), UnitInRaid('target')") == (True, False, 2)
    assert seat.lua("return GetNumGroupMembers(), GetNumSubgroupMembers()") == (2, 0)
    assert seat.lua("return GetRaidRosterInfo(2)") == (
        "Catnia", 1, 2, CATNIA.level, "Druid", "DRUID", "Elwynn Forest", 1, None, "", None, "NONE",
    )  # fmt: skip
    assert seat.lua("return GetRaidRosterInfo(3)") == ()
    assert seat.lua("return UnitInSubgroup('target'), UnitInSubgroup('player')") == (False, True)


def test_orders_of_a_group_name_members_by_token_or_name(seat: Seat) -> None:
    seat.host.raid = [RaidMember(TAMMYA), RaidMember(CATNIA)]
    seat.host.units = {"raid2": CATNIA, "Catnia": CATNIA}
    seat.lua("C_PartyInfo.PromoteToLeader('raid2') C_PartyInfo.PromoteToAssistant('Catnia') SetRaidSubgroup(2, 8)")
    seat.lua("SwapRaidSubgroup(2, 1) C_PartyInfo.LeaveParty() C_PartyInfo.ConvertToRaid()")
    assert seat.host.wishes == [
        ("leader", "Catnia-MoonGuard", "0"),
        ("assistant", "Catnia-MoonGuard", "0"),
        ("subgroup", "Catnia-MoonGuard", "8"),
        ("swap", "Catnia-MoonGuard", "1"),
        ("leave", "", "0"),
        ("raid", "", "0"),
    ]
    with pytest.raises(LuaFailure, match="Usage: SetRaidSubgroup"):
        seat.lua("SetRaidSubgroup('raid2', 1)")


def test_guilds(seat: Seat) -> None:
    assert seat.lua("return IsInGuild(), GetGuildInfo('player')") == (False, None)
    seat.host.guild_now = Guild("Argent Crusade", "Knight", 2)
    assert seat.lua("return IsInGuild()") is True
    assert seat.lua("return GetGuildInfo('player')") == ("Argent Crusade", "Knight", 2, None)


def test_places(seat: Seat) -> None:
    assert seat.lua("return IsInInstance()") == (False, "none")
    seat.host.instance_now = Instance("Deadmines", "party", 1, "Normal", 5, 36, encounter=True, challenge_mode=True)
    assert seat.lua("return IsInInstance()") == (True, "party")
    assert seat.lua("return GetInstanceInfo()") == ("Deadmines", "party", 1, "Normal", 5, 0, False, 36, 5, None, False)
    assert seat.lua("return C_InstanceEncounter.IsEncounterInProgress(), C_ChallengeMode.IsChallengeModeActive()") == (
        True, True,
    )  # fmt: skip
    assert seat.lua("return C_PvP.IsMatchActive(), InCombatLockdown()") == (False, False)
    seat.host.combat = True
    assert seat.lua("return InCombatLockdown(), UnitAffectingCombat('player')") == (True, True)
