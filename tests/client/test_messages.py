"""Addon messages and chat: what the client refuses by itself, and what it hands on (facts 1.1, 1.2, 2)."""

from __future__ import annotations

from typing import Any

import pytest

from generator.client.convert import LuaFailure
from tests.client.conftest import Seat

SUCCESS, INVALID_PREFIX, INVALID_MESSAGE, INVALID_CHAT_TYPE = 0, 1, 2, 4
TARGET_REQUIRED, INVALID_CHANNEL, LOCKDOWN, OFFLINE = 6, 7, 11, 12


@pytest.mark.parametrize(
    ("arguments", "sent"),
    [
        ("'X', 'hi', 'WHISPER', 'Catnia-MoonGuard'", ("X", b"hi", "WHISPER", "Catnia-MoonGuard", False)),
        ("'X', 'hi'", ("X", b"hi", "PARTY", None, False)),
        ("'X', 'hi', 'raid', 'ignored'", ("X", b"hi", "RAID", None, False)),
        ("'X', 'hi', 'CHANNEL', 3", ("X", b"hi", "CHANNEL", 3, False)),
        ("'X', 'hi', 'CHANNEL', '3'", ("X", b"hi", "CHANNEL", 3, False)),
        ("'X', '\\1\\255', 'GUILD'", ("X", b"\x01\xff", "GUILD", None, False)),
        ("'X', 12, 'OFFICER'", ("X", b"12", "OFFICER", None, False)),
        ("('p'):rep(16), ('x'):rep(255), 'PARTY'", ("p" * 16, b"x" * 255, "PARTY", None, False)),
    ],
)
def test_what_passes_goes_to_the_host(seat: Seat, arguments: str, sent: tuple[Any, ...]) -> None:
    assert seat.lua(f"return C_ChatInfo.SendAddonMessage({arguments})") == SUCCESS
    assert seat.host.sent == [sent]


def test_logged_messages_say_so(seat: Seat) -> None:
    assert seat.lua("return C_ChatInfo.SendAddonMessageLogged('X', 'hi', 'WHISPER', 'Borin')") == SUCCESS
    assert seat.host.sent == [("X", b"hi", "WHISPER", "Borin", True)]


@pytest.mark.parametrize(
    ("arguments", "result"),
    [
        ("'', 'hi', 'PARTY'", INVALID_PREFIX),
        ("('p'):rep(17), 'hi', 'PARTY'", INVALID_PREFIX),
        ("'X', '', 'PARTY'", INVALID_MESSAGE),
        ("'X', ('x'):rep(256), 'PARTY'", INVALID_MESSAGE),
        ("'X', 'a\\0b', 'PARTY'", INVALID_MESSAGE),
        ("'X', 'hi', 'SAY'", INVALID_CHAT_TYPE),
        ("'X', 'hi', 'NONSENSE'", INVALID_CHAT_TYPE),
        ("'X', 'hi', 'WHISPER'", TARGET_REQUIRED),
        ("'X', 'hi', 'WHISPER', ''", TARGET_REQUIRED),
        ("'X', 'hi', 'CHANNEL'", TARGET_REQUIRED),
        ("'X', 'hi', 'CHANNEL', 'General'", INVALID_CHANNEL),
    ],
)
def test_what_the_client_refuses(seat: Seat, arguments: str, result: int) -> None:
    assert seat.lua(f"return C_ChatInfo.SendAddonMessage({arguments})") == result
    assert seat.host.sent == []


@pytest.mark.parametrize(
    "arguments", ["nil, 'x'", "'X'", "'X', {}", "'X', true", "'X', 'x', {}", "'X', 'x', 'WHISPER', {}"]
)
def test_wrong_types_raise(seat: Seat, arguments: str) -> None:
    with pytest.raises(
        LuaFailure, match=r"^eval:1: bad argument #\d to '\?' \(Usage: local result = C_ChatInfo.SendAdd"
    ):
        seat.lua(f"C_ChatInfo.SendAddonMessage({arguments})")
    assert seat.host.sent == []


def test_the_host_decides_the_rest(seat: Seat) -> None:
    seat.host.result = OFFLINE
    assert seat.lua("return C_ChatInfo.SendAddonMessage('X', 'hi', 'WHISPER', 'Borin')") == OFFLINE
    assert seat.lua("return C_BattleNet.SendGameData(5, 'X', 'hi')") == OFFLINE


def test_results_have_names(seat: Seat) -> None:
    assert seat.lua("return Enum.SendAddonMessageResult.TargetOffline, Enum.SendAddonMessageResult.Success") == (12, 0)


def test_prefixes(seat: Seat) -> None:
    register = "return C_ChatInfo.RegisterAddonMessagePrefix"
    assert [seat.lua(f"{register}('{prefix}')") for prefix in ("A", "A", "", "p" * 16, "p" * 17)] == [0, 1, 2, 0, 2]
    assert seat.lua("return C_ChatInfo.IsAddonMessagePrefixRegistered('A')") is True
    assert seat.lua("return C_ChatInfo.IsAddonMessagePrefixRegistered('B')") is False
    assert seat.lua("return C_ChatInfo.GetRegisteredAddonMessagePrefixes()") == {1: "A", 2: "p" * 16}
    with pytest.raises(LuaFailure, match=r"Usage: local result = C_ChatInfo\.Register"):
        seat.lua("C_ChatInfo.RegisterAddonMessagePrefix(nil)")


HEAR = """
    frame = CreateFrame("Frame")
    for _, event in ipairs({"CHAT_MSG_ADDON", "CHAT_MSG_ADDON_LOGGED", "BN_CHAT_MSG_ADDON"}) do
        frame:RegisterEvent(event)
    end
    frame:SetScript("OnEvent", function(_, ...) heard = strjoin(",", tostringall(...)) end)
"""


def test_only_registered_prefixes_are_heard(seat: Seat) -> None:
    seat.lua(HEAR)
    client = seat.client
    assert client.addon_message("X", b"hi", "WHISPER", "Borin-MoonGuard") is False
    assert seat.lua("return heard") is None
    seat.lua("C_ChatInfo.RegisterAddonMessagePrefix('X')")
    assert client.addon_message("X", b"a\xff", "CHANNEL", "Borin", "T", 1, 5, "xtensionxtooltip2", 7) is True
    assert seat.lua("return heard") == "CHAT_MSG_ADDON,X,a\udcff,CHANNEL,Borin,T,1,5,xtensionxtooltip2,7"
    assert client.addon_message("X", b"hi", "WHISPER", "Borin", logged=True) is True
    assert seat.lua("return heard") == "CHAT_MSG_ADDON_LOGGED,X,hi,WHISPER,Borin,,0,0,,0"
    assert client.game_data("X", b"data", 77) is True
    assert seat.lua("return heard") == "BN_CHAT_MSG_ADDON,X,data,WHISPER,77"


def test_prefixes_are_forgotten_on_reload(seat: Seat) -> None:
    seat.lua("C_ChatInfo.RegisterAddonMessagePrefix('X')")
    seat.client.reload()
    assert seat.client.addon_message("X", b"hi", "WHISPER", "Borin") is False


@pytest.mark.parametrize(
    ("arguments", "result"),
    [
        ("5, 'X', ('x'):rep(4078)", SUCCESS),
        ("5, 'X', ('x'):rep(4079)", INVALID_MESSAGE),
        ("5, 'X', 'a\\0'", INVALID_MESSAGE),
        ("5, 'X', ''", INVALID_MESSAGE),
        ("5, 'a:b', 'x'", INVALID_PREFIX),
        ("5, '', 'x'", INVALID_PREFIX),
        ("5, ('p'):rep(17), 'x'", INVALID_PREFIX),
    ],
)
def test_game_data(seat: Seat, arguments: str, result: int) -> None:
    assert seat.lua(f"return C_BattleNet.SendGameData({arguments})") == result
    assert len(seat.host.game_data_sent) == (result == SUCCESS)


def test_game_data_of_wrong_types_raises(seat: Seat) -> None:
    with pytest.raises(LuaFailure, match=r"bad argument #1.*C_BattleNet\.SendGameData"):
        seat.lua("C_BattleNet.SendGameData('Tammya#1111', 'X', 'x')")


def test_the_old_call_is_a_shim_without_result(seat: Seat) -> None:
    assert seat.lua("return select('#', BNSendGameData(5, 'X', 'hi'))") == 0
    assert seat.host.game_data_sent == [(5, "X", b"hi")]


def test_chat(seat: Seat) -> None:
    seat.lua(
        "C_ChatInfo.SendChatMessage('hi') C_ChatInfo.SendChatMessage('waves', 'EMOTE') C_ChatInfo.SendChatMessage('')"
    )
    seat.lua("SendChatMessage('psst', 'whisper', 7, 'Borin') C_ChatInfo.PerformEmote('WAVE')")
    assert seat.host.chat_sent == [
        (b"hi", "SAY", None, None),
        (b"waves", "EMOTE", None, None),
        (b"psst", "WHISPER", 7, "Borin"),
        (b"WAVE", "TEXT_EMOTE", None, None),
    ]


def test_chat_in_lockdown_is_blocked(seat: Seat) -> None:
    seat.host.lockdown = True
    seat.lua("""
        local f = CreateFrame("Frame")
        f:RegisterEvent("ADDON_ACTION_BLOCKED")
        f:SetScript("OnEvent", function() blocked = true end)
        C_ChatInfo.SendChatMessage("hi")
    """)
    assert seat.lua("return blocked") is True
    assert seat.host.chat_sent == []


def test_whisper_targets_can_be_asked_for(seat: Seat) -> None:
    seat.lua("C_ChatInfo.RequestCanLocalWhisperTarget('Player-1-00000001')")
    assert seat.host.wishes == [("whisper target", "Player-1-00000001")]
