"""A client keeps what its host answered; it must notice every change. Held against one that asks each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.world import Settings
from generator.world.playerhost import PlayerHost
from generator.world.settings import Lockdown

# Asks everything that is kept, at login and whenever anything happens.
ASK = """
local function words(...)
	local list = {}
	for i = 1, select("#", ...) do
		list[i] = tostring((select(i, ...)))
	end
	return table.concat(list, " ")
end
function Answers()
	return table.concat({
		words(InCombatLockdown(), UnitAffectingCombat("player")), words(C_ChatInfo.InChatMessagingLockdown()),
		words(BNConnected(), BNFeaturesEnabledAndConnected(), (select(2, BNGetInfo()))),
		words(GetNetStats()), words(BNGetNumFriends()), words(IsInInstance()), words(GetInstanceInfo()),
		words(C_InstanceEncounter.IsEncounterInProgress(), C_ChallengeMode.IsChallengeModeActive()),
		words(C_PvP.IsMatchActive()), words(GetChannelList()), words(GetChannelName("xTest")),
	}, "; ")
end
local log = ProbeDB.log or {}
ProbeDB.log = log
local ear = CreateFrame("Frame")
ear:RegisterAllEvents()
ear:SetScript("OnEvent", function(_, event)
	log[#log + 1] = event .. ": " .. Answers()
end)
"""


@pytest.fixture
def probe_folder(probe_folder: Path) -> Path:
    """The probe, and the questions."""
    with (probe_folder / "Probe.lua").open("a") as file:
        file.write(ASK)
    return probe_folder


def play(made) -> list[str]:
    """Everything that changes an answer, with questions before, after, and from the events in between."""
    tammya, _ = made.player("Tammya")
    borin, _ = made.player("Borin", "Horde", login=False)
    world = made.world
    asked = []

    def step(change, *values, wait: float = 0.0) -> None:
        change(*values)
        asked.append(f"{change.__name__}{values}: {tammya.lua('return Answers()')}")
        if wait:
            world.run(wait)
            asked.append(f"{wait} s later: {tammya.lua('return Answers()')}")

    step(world.run, 3.0)
    step(world.befriend, tammya, borin, wait=1.0)
    step(borin.login, wait=1.0)
    step(tammya.set_latency, 250)
    step(tammya.combat, wait=1.0)
    step(tammya.combat, False, wait=1.0)
    step(tammya.enter_instance, "Deadmines", "party", wait=1.0)
    for happens in (tammya.encounter, tammya.keystone, tammya.pvp_match):
        step(happens, True, wait=1.0)
        step(happens, False, wait=1.0)
    # A restriction without its cause, and the cause when the restriction is there already.
    step(tammya.restrict, "Encounter", wait=1.0)
    step(tammya.encounter, True)
    step(tammya.restrict, "Encounter", False)
    step(tammya.leave_instance, wait=1.0)
    step(tammya.lua, 'JoinTemporaryChannel("xtest")', wait=5.0)
    step(tammya.lua, 'JoinTemporaryChannel("xother")', wait=5.0)
    step(
        tammya.lua,
        "C_ChatInfo.SwapChatChannelsByChannelIndex(GetChannelName('xtest'), GetChannelName('xother'))",
        wait=1.0,
    )
    step(tammya.lua, 'LeaveChannelByName("xtest")', wait=2.0)
    step(tammya.lua, 'JoinTemporaryChannel("xtest")', wait=5.0)
    step(tammya.reload, wait=3.0)
    step(tammya.battlenet, False, wait=1.0)
    step(tammya.battlenet, True, wait=1.0)
    step(borin.appear_offline, wait=1.0)
    step(borin.appear_offline, False, wait=1.0)
    step(borin.logout, wait=1.0)
    step(world.unfriend, tammya, borin, wait=1.0)
    step(tammya.lua, 'SetCVar("addonChatRestrictionsForced", 1)')
    step(tammya.lua, 'SetCVar("addonChatRestrictionsForced", 0)')
    tammya.logout()
    return [*asked, *tammya.saved("Probe")["ProbeDB"]["log"].values()]


@pytest.mark.parametrize("activating", [0.0, 0.5])
def test_kept_answers_are_those_the_host_would_give(stage, monkeypatch, activating: float):
    settings = Settings(lockdown=Lockdown(activating_seconds=activating))
    kept = play(stage(settings))
    assert len(set(kept)) > 40  # much has happened
    monkeypatch.setattr(PlayerHost, "tells_changes", False)
    assert kept == play(stage(settings))


def test_a_kept_answer_is_not_asked_for_again(stage, monkeypatch):
    made = stage()
    tammya, _ = made.player("Tammya")
    made.world.run(3)
    asked = []
    channels = PlayerHost.channels
    monkeypatch.setattr(PlayerHost, "channels", lambda host: asked.append(host) or channels(host))
    tammya.client.forget_answers()
    tammya.lua('for _ = 1, 10 do GetChannelName("General") end')
    assert len(asked) == 1
