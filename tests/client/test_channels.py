"""Chat channels as the client shows them (facts 3)."""

from __future__ import annotations

import pytest

from generator.client.convert import LuaFailure
from generator.client.host import Channel, ChannelMember
from tests.client.conftest import Seat


@pytest.fixture
def joined(seat: Seat) -> Seat:
    seat.host.channel_list = [
        Channel(1, "General - Elwynn Forest", zone_channel_id=1),
        Channel(4, "CrossRPChannel", instance_id=9),
    ]
    seat.host.members = [ChannelMember("Tammya", "Player-1-1", owner=True), ChannelMember("Borin", "Player-1-2")]
    return seat


def test_joining_is_a_wish(seat: Seat) -> None:
    assert seat.lua("return JoinTemporaryChannel('crossrp', 'secret')") == (0, "crossrp")
    assert seat.lua("return JoinPermanentChannel('other')") == (0, "other")
    assert seat.lua("return GetChannelName('crossrp')") == (0, None, 0, False)
    assert seat.host.wishes == [("join", "crossrp", "secret", "False"), ("join", "other", "", "True")]


@pytest.mark.parametrize("name", ["''", "'1st'", "('x'):rep(32)"])
def test_names_that_cannot_be(seat: Seat, name: str) -> None:
    assert seat.lua(f"return JoinTemporaryChannel({name})") is None
    assert seat.host.wishes == []


@pytest.mark.parametrize("call", ["JoinTemporaryChannel()", "JoinTemporaryChannel('a', 5)", "GetChannelName()"])
def test_wrong_types_raise(seat: Seat, call: str) -> None:
    with pytest.raises(LuaFailure, match=r"^eval:1: "):
        seat.lua(call)


@pytest.mark.parametrize("which", ["'crossrpCHANNEL'", "4", "'4'"])
def test_looking_up(joined: Seat, which: str) -> None:
    assert joined.lua(f"return GetChannelName({which})") == (4, "CrossRPChannel", 9, False)
    assert joined.lua("return GetChannelName('nope')")[0] == 0
    assert joined.lua("return GetChannelName(2)")[0] == 0


def test_lists(joined: Seat) -> None:
    assert joined.lua("return GetChannelList()") == (1, "General - Elwynn Forest", False, 4, "CrossRPChannel", False)
    assert joined.lua("return GetNumDisplayChannels(), C_ChatInfo.GetNumActiveChannels()") == (2, 2)
    assert joined.lua("return C_ChatInfo.GetChannelShortcut(4), C_ChatInfo.GetChannelShortcut(2)") == (
        "CrossRPChannel",
        None,
    )
    assert joined.lua("return GetChannelDisplayInfo(2)") == (
        "CrossRPChannel", False, False, 4, 2, True, "CHANNEL_CATEGORY_CUSTOM", "None",
    )  # fmt: skip
    info = joined.lua("return C_ChatInfo.GetChannelInfoFromIdentifier('4')")
    assert (info["localID"], info["instanceID"], info["channelType"]) == (4, 9, 1)


def test_rosters(joined: Seat) -> None:
    assert joined.lua("return C_ChatInfo.GetChannelRosterInfo(2, 1)") == ("Tammya", True, False, "Player-1-1")
    assert joined.lua("return C_ChatInfo.GetChannelRosterInfo(2, 3)") == ()


def test_leaving_and_passwords(joined: Seat) -> None:
    joined.lua("LeaveChannelByName('crossrpchannel') LeaveChannelByName('unknown') LeaveChannelByLocalID(1)")
    joined.lua("SetChannelPassword('CrossRPChannel', '')")
    assert joined.host.wishes == [
        ("leave", "CrossRPChannel"),
        ("leave", "General - Elwynn Forest"),
        ("password", "CrossRPChannel", ""),
    ]
