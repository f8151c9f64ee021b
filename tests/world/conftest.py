"""A small addon that sends, and writes down what it hears; and worlds of players that run it.

The seed of every test is CROSSRP_SEED (1 unless set). A failing test says how to run it again with its seed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.world import Settings, World

SEED = int(os.environ.get("CROSSRP_SEED", "1"))

PROBE = """
Probe = { heard = {}, events = {} }
ProbeDB = ProbeDB or { starts = 0 }
local probe, frame = Probe, CreateFrame("Frame")

local function text(...)
	local parts = {}
	for i = 1, select("#", ...) do
		local value = select(i, ...)
		parts[i] = issecretvalue and issecretvalue(value) and "secret" or tostring(value)
	end
	return table.concat(parts, ",")
end

local handlers = {}
function handlers.CHAT_MSG_ADDON(...)
	probe.heard[#probe.heard + 1] = text("ADDON", ...)
end
function handlers.CHAT_MSG_ADDON_LOGGED(...)
	probe.heard[#probe.heard + 1] = text("LOGGED", ...)
end
function handlers.BN_CHAT_MSG_ADDON(...)
	probe.heard[#probe.heard + 1] = text("BNET", ...)
end
function handlers.ADDON_LOADED(name)
	if name == "Probe" then
		ProbeDB.starts = ProbeDB.starts + 1
	end
end

frame:SetScript("OnEvent", function(_, event, ...)
	probe.events[#probe.events + 1] = text(event, ...)
	if handlers[event] then
		handlers[event](...)
	end
end)
for _, event in ipairs({ "ADDON_LOADED", "CHAT_MSG_ADDON", "CHAT_MSG_ADDON_LOGGED", "BN_CHAT_MSG_ADDON",
	"BN_FRIEND_ACCOUNT_ONLINE", "BN_FRIEND_ACCOUNT_OFFLINE", "BN_FRIEND_INFO_CHANGED", "CHAT_MSG_SYSTEM",
	"BN_CONNECTED", "BN_DISCONNECTED", "CHAT_MSG_EMOTE", "UPDATE_MOUSEOVER_UNIT", "PLAYER_TARGET_CHANGED",
	"ADDON_RESTRICTION_STATE_CHANGED", "CHAT_MSG_CHANNEL_NOTICE", "CHAT_MSG_CHANNEL_JOIN",
	"CHAT_MSG_CHANNEL_LEAVE", "CHAT_MSG_CHANNEL_NOTICE_USER", "CHAT_MSG_CHANNEL_LIST", "CHAT_MSG_CHANNEL",
	"CHANNEL_INVITE_REQUEST", "CHANNEL_PASSWORD_REQUEST", "CHANNEL_LEFT",
	"GROUP_JOINED", "GROUP_LEFT", "GROUP_FORMED", "GROUP_ROSTER_UPDATE", "PARTY_LEADER_CHANGED", "UNIT_CONNECTION",
	"CHAT_MSG_PARTY", "CHAT_MSG_PARTY_LEADER", "CHAT_MSG_RAID", "CHAT_MSG_RAID_LEADER", "CHAT_MSG_SAY",
	"PLAYER_LOGIN", "PLAYER_LOGOUT", "PLAYER_ENTERING_WORLD" }) do
	frame:RegisterEvent(event)
end

function Probe.register()
	return C_ChatInfo.RegisterAddonMessagePrefix("PRB")
end
function Probe.whisper(target, message)
	return C_ChatInfo.SendAddonMessage("PRB", message, "WHISPER", target)
end
function Probe.logged(target, message)
	return C_ChatInfo.SendAddonMessageLogged("PRB", message, "WHISPER", target)
end
function Probe.send(chatType, target, message)
	return C_ChatInfo.SendAddonMessage("PRB", message, chatType, target)
end
function Probe.channel(name, message)
	return C_ChatInfo.SendAddonMessage("PRB", message, "CHANNEL", (GetChannelName(name)))
end
function Probe.friend(index)
	local info = C_BattleNet.GetFriendAccountInfo(index or 1)
	return info and info.gameAccountInfo and info.gameAccountInfo.gameAccountID
end
function Probe.bnet(message, id)
	return C_BattleNet.SendGameData(id or Probe.friend(), "PRB", message)
end
function Probe.all(list)
	return table.concat(list, "\\n")
end
if not ProbeSilent then
	Probe.register()
end
"""


class ProbeUser:
    """Reads a player's probe."""

    def __init__(self, player) -> None:
        self.player = player

    def __call__(self, source: str):
        return self.player.lua(f"return Probe.{source}")

    @property
    def heard(self) -> list[str]:
        """Addon messages: medium and event arguments, joined by commas."""
        return self._lines("heard")

    @property
    def events(self) -> list[str]:
        """Events with arguments, joined by commas."""
        return self._lines("events")

    def saw(self, event: str) -> list[str]:
        """The events of one name."""
        return [line for line in self.events if line.split(",")[0] == event]

    def _lines(self, name: str) -> list[str]:
        text = self.player.lua(f"return Probe.all(Probe.{name})")
        return text.split("\n") if text else []


@pytest.fixture
def probe_folder(tmp_path: Path) -> Path:
    """The addon."""
    folder = tmp_path / "Probe"
    folder.mkdir()
    toc = "## Interface: 120100\n## Title: Probe\n## SavedVariables: ProbeDB\nProbe.lua\n"
    (folder / "Probe.toc").write_text(toc)
    (folder / "Probe.lua").write_text(PROBE)
    return folder


class Stage:
    """A world with two realms that are not connected, and a way to put players with probes on them."""

    def __init__(self, folder: Path, settings: Settings | None = None) -> None:
        self.folder = folder
        self.world = World(SEED, settings)
        self.moon_guard = self.world.realm(1365, "Moon Guard")
        self.wyrmrest = self.world.realm(1369, "Wyrmrest Accord")

    def player(self, name: str, faction: str = "Alliance", realm=None, login: bool = True, **options):
        """A player with a probe, online unless told otherwise, and its probe."""
        player = self.world.player(name, realm or self.moon_guard, faction, **options)
        player.install(self.folder)
        if login:
            player.login()
        return player, ProbeUser(player)


@pytest.fixture
def stage(probe_folder: Path) -> Callable[..., Stage]:
    """Makes a stage; whatever happens on it, no client may end with an error nobody caught."""
    stages: list[Stage] = []

    def make(settings: Settings | None = None) -> Stage:
        stages.append(Stage(probe_folder, settings))
        return stages[-1]

    yield make
    for made in stages:
        assert [str(error) for error in made.world.errors] == []


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item):
    outcome = yield
    report = outcome.get_result()
    if report.failed:
        replay = f"CROSSRP_SEED={SEED} python -m pytest '{item.nodeid}'"
        report.sections.append(("replay with", replay))
