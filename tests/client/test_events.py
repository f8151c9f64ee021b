"""Events: registering, dispatching, EventRegistry (facts 5)."""

from __future__ import annotations

import pytest

from generator.client.convert import LuaFailure
from tests.client.conftest import Seat

LISTEN = """
    log = {}
    function listener(name, ...)
        local f = CreateFrame("Frame")
        for _, event in ipairs({...}) do f:RegisterEvent(event) end
        f:SetScript("OnEvent", function(self, event, ...)
            log[#log + 1] = name .. ":" .. strjoin(",", tostringall(event, ...))
        end)
        return f
    end
"""


def test_events_reach_who_registered_in_that_order(seat: Seat) -> None:
    seat.lua(LISTEN + "listener('a', 'PLAYER_LOGIN', 'GROUP_ROSTER_UPDATE') listener('b', 'GROUP_ROSTER_UPDATE')")
    seat.client.fire_event("GROUP_ROSTER_UPDATE")
    seat.client.fire_event("FRIENDLIST_UPDATE")
    assert seat.lua("return log") == {1: "a:GROUP_ROSTER_UPDATE", 2: "b:GROUP_ROSTER_UPDATE"}


def test_arguments_arrive_as_they_are(seat: Seat) -> None:
    seat.lua("""
        local f = CreateFrame("Frame")
        f:RegisterEvent("ENCOUNTER_START")
        f:SetScript("OnEvent", function(_, _, ...) n, a, b, c, d = select("#", ...), ... end)
    """)
    seat.client.fire_event("ENCOUNTER_START", None, "é\udcff", b"\x01\xff", {"x": [True]})
    assert seat.lua("return n, a, #b, b:byte(-1), #c, d.x[1]") == (4, None, 3, 255, 2, True)


def test_unknown_events_are_refused(seat: Seat) -> None:
    with pytest.raises(LuaFailure, match='Attempt to register unknown event "NO_SUCH_EVENT"'):
        seat.lua("CreateFrame('Frame'):RegisterEvent('NO_SUCH_EVENT')")
    assert seat.client.unmodelled == {"event NO_SUCH_EVENT": "eval:1"}
    with pytest.raises(ValueError, match="NO_SUCH_EVENT is no event of wow"):
        seat.client.fire_event("NO_SUCH_EVENT")
    assert seat.lua("return C_EventUtils.IsEventValid('PLAYER_LOGIN'), C_EventUtils.IsEventValid('X')") == (True, False)


def test_registering_tells_whether_it_was_new(seat: Seat) -> None:
    assert seat.lua("""
        local f = CreateFrame("Frame")
        local one, two = f:RegisterEvent("PLAYER_LOGIN"), f:RegisterEvent("PLAYER_LOGIN")
        local is = f:IsEventRegistered("PLAYER_LOGIN")
        return one, two, is, f:UnregisterEvent("PLAYER_LOGIN"), f:UnregisterEvent("PLAYER_LOGIN")
    """) == (True, False, True, True, False)


def test_registering_twice_is_hearing_once(seat: Seat) -> None:
    seat.lua(LISTEN + "local f = listener('a', 'PLAYER_LOGIN', 'PLAYER_LOGIN')")
    seat.client.fire_event("PLAYER_LOGIN")
    assert seat.lua("return #log") == 1


def test_changes_while_an_event_is_on_its_way(seat: Seat) -> None:
    seat.lua(
        LISTEN
        + """
        local first, second, third = listener("first"), listener("second", "PLAYER_LOGIN"), nil
        first:RegisterEvent("PLAYER_LOGIN")
        second:SetScript("OnEvent", function()
            first:UnregisterEvent("PLAYER_LOGIN")
            third = third or listener("third", "PLAYER_LOGIN")
        end)
    """
    )
    seat.client.fire_event("PLAYER_LOGIN")
    assert seat.lua("return #log") == 0
    seat.client.fire_event("PLAYER_LOGIN")
    assert seat.lua("return log") == {1: "third:PLAYER_LOGIN"}


def test_unit_events_are_for_the_named_units(seat: Seat) -> None:
    seat.lua(LISTEN + "listener('a'):RegisterUnitEvent('UNIT_NAME_UPDATE', 'player', 'target')")
    for unit in ("target", "mouseover", "player"):
        seat.client.fire_event("UNIT_NAME_UPDATE", unit)
    assert seat.lua("return log") == {1: "a:UNIT_NAME_UPDATE,target", 2: "a:UNIT_NAME_UPDATE,player"}
    with pytest.raises(LuaFailure, match="unit1"):
        seat.lua("CreateFrame('Frame'):RegisterUnitEvent('UNIT_NAME_UPDATE')")


def test_all_events_and_none(seat: Seat) -> None:
    seat.lua(LISTEN + "frame = listener('a') frame:RegisterAllEvents()")
    seat.client.fire_event("PLAYER_LOGIN")
    seat.lua("frame:UnregisterAllEvents()")
    seat.client.fire_event("PLAYER_LOGIN")
    assert seat.lua("return log") == {1: "a:PLAYER_LOGIN"}


def test_callbacks_of_events(seat: Seat) -> None:
    seat.lua("CreateFrame('Frame'):RegisterEventCallback('CHANNEL_LEFT', function(...) got = strjoin(',', ...) end)")
    seat.client.fire_event("CHANNEL_LEFT", 3, "x")
    assert seat.lua("return got") == "3,x"


def test_hidden_frames_hear_and_one_error_stops_nobody(seat: Seat) -> None:
    seat.lua(LISTEN + "listener('bad', 'PLAYER_LOGIN'):SetScript('OnEvent', function() error('oops') end)")
    seat.lua("listener('hidden', 'PLAYER_LOGIN'):Hide()")
    seat.client.fire_event("PLAYER_LOGIN")
    assert seat.lua("return log") == {1: "hidden:PLAYER_LOGIN"}
    error = seat.client.errors[0]
    assert (error.message, error.source) == ("eval:11: oops", "PLAYER_LOGIN")
    assert "eval:11: in function <eval:11>" in error.traceback
    assert "(client)" not in error.traceback


def test_event_registry(seat: Seat) -> None:
    seat.lua("""
        log, owner = {}, {}
        local function note(text) log[#log + 1] = text end
        local function left(who, id) note(tostring(who == owner) .. id) end
        EventRegistry:RegisterFrameEventAndCallback("CHANNEL_LEFT", left, owner)
        EventRegistry:RegisterCallback("Mine.Event", function(_, bound, x) note(bound .. x) end, owner, "b")
        handle = EventRegistry:RegisterCallbackWithHandle("Mine.Event", function(_, x) note("handle" .. x) end)
        EventRegistry:TriggerEvent("Mine.Event", "1")
        handle:Unregister()
        EventRegistry:TriggerEvent("Mine.Event", "2")
    """)
    seat.client.fire_event("CHANNEL_LEFT", 4, "x")
    seat.lua("EventRegistry:UnregisterFrameEventAndCallback('CHANNEL_LEFT', owner)")
    seat.client.fire_event("CHANNEL_LEFT", 5, "x")
    assert list(seat.lua("return log").values()) == ["b1", "handle1", "b2", "true4"]


def test_own_callback_registries_know_their_events(seat: Seat) -> None:
    with pytest.raises(LuaFailure, match="'Other' is no event of this callback registry"):
        seat.lua("""
            local r = CreateFromMixins(CallbackRegistryMixin)
            r:OnLoad()
            r:GenerateCallbackEvents({ "Mine" })
            r:RegisterCallback(r.Event.Mine, function() heard = true end, "me")
            r:TriggerEvent("Mine")
            r:TriggerEvent("Other")
        """)
    assert seat.lua("return heard") is True


def test_waiting_for_an_addon_or_login(seat: Seat) -> None:
    seat.lua("EventUtil.ContinueOnPlayerLogin(function() at_once = true end)")
    seat.lua("EventUtil.ContinueOnAddOnLoaded('Later', function() later = true end)")
    assert seat.lua("return at_once, later") == (True, None)
    seat.client.fire_event("ADDON_LOADED", "Other", False)
    assert seat.lua("return later") is None
    seat.client.fire_event("ADDON_LOADED", "Later", False)
    assert seat.lua("return later") is True


def test_running_out_of_stack_is_recorded_once(seat: Seat) -> None:
    seat.lua("""
        local f = CreateFrame("Frame")
        f:RegisterEvent("PLAYER_LOGIN")
        f:SetScript("OnEvent", function() local function down() return 1 + down() end down() end)
        local g = CreateFrame("Frame")
        g:RegisterEvent("PLAYER_LOGIN")
        g:SetScript("OnEvent", function() local function gsub(s) return (s:gsub(".", gsub)) end gsub("x") end)
    """)
    seat.client.fire_event("PLAYER_LOGIN")
    assert len(seat.messages) == 2
    assert "stack overflow" in seat.messages[0]
    assert "overflow" in seat.messages[1]


def test_an_error_that_breaks_its_handling_is_recorded(seat: Seat) -> None:
    seat.lua("""
        local f = CreateFrame("Frame")
        f:RegisterEvent("PLAYER_LOGIN")
        f:SetScript("OnEvent", function() error(setmetatable({}, { __tostring = function() error("again") end })) end)
    """)
    seat.client.fire_event("PLAYER_LOGIN")
    assert seat.messages == ["eval:4: again"]
