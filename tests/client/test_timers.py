"""C_Timer on the host's time (facts 5)."""

from __future__ import annotations

import pytest

from generator.client.convert import LuaFailure
from tests.client.conftest import Seat, SeatMaker

FRAME = 1 / 30


def test_a_timer_fires_once_when_due_and_never_at_once(seat: Seat) -> None:
    seat.lua("fired = {}; C_Timer.After(2, function(...) fired[#fired + 1] = GetTime() + select('#', ...) end)")
    assert seat.lua("return #fired") == 0
    seat.host.advance(1.9)
    assert seat.lua("return #fired") == 0
    seat.host.advance(5)
    assert seat.lua("return fired") == {1: 2}
    assert seat.host.pending == 0


def test_after_zero_waits_for_the_next_frame(seat: Seat) -> None:
    seat.lua("C_Timer.After(0, function() fired = GetTime() end); now = fired")
    assert seat.lua("return now, fired") == (None, None)
    seat.host.advance(1)
    assert seat.lua("return fired") == pytest.approx(FRAME)


def test_equal_times_keep_their_order(seat: Seat) -> None:
    seat.lua("order = ''; for i = 1, 5 do C_Timer.After(1, function() order = order .. i end) end")
    seat.host.advance(1)
    assert seat.lua("return order") == "12345"


def test_a_ticker_counts_its_turns(seat: Seat) -> None:
    seat.lua("turns = 0; ticker = C_Timer.NewTicker(1, function(self) turns = turns + 1 same = self == ticker end, 3)")
    seat.host.advance(10)
    assert seat.lua("return turns, same, ticker:IsCancelled(), type(ticker)") == (3, True, True, "userdata")
    assert seat.host.pending == 0


def test_a_ticker_without_end_goes_on_until_cancelled_even_by_itself(seat: Seat) -> None:
    seat.lua("""
        turns = 0
        ticker = C_Timer.NewTicker(0.5, function(self)
            turns = turns + 1
            if turns == 7 then self:Cancel() end
        end)
    """)
    seat.host.advance(100)
    assert seat.lua("return turns") == 7
    assert seat.host.pending == 0


def test_a_cancelled_timer_does_not_fire(seat: Seat) -> None:
    seat.lua("local t = C_Timer.NewTimer(1, function() fired = true end); t:Cancel(); gone = t:IsCancelled()")
    assert seat.host.pending == 0
    seat.host.advance(5)
    assert seat.lua("return gone, fired") == (True, None)


def test_an_error_goes_to_the_handler_and_stops_nothing(seat: Seat) -> None:
    seat.lua("turns = 0; C_Timer.NewTicker(1, function() turns = turns + 1 error('turn ' .. turns) end, 2)")
    seat.lua("C_Timer.After(1.5, function() after = true end)")
    seat.host.advance(5)
    assert seat.messages == ["eval:1: turn 1", "eval:1: turn 2"]
    assert seat.client.errors[0].source == "timer"
    assert seat.client.errors[0].time == 1
    assert seat.lua("return turns, after") == (2, True)


def test_a_container_can_be_invoked_and_used_again(seat: Seat) -> None:
    assert (
        seat.lua("""
        local got
        local container = C_FunctionContainers.CreateCallback(function(x) got = x end)
        container:Invoke(5)
        local first = got
        C_Timer.After(1, container)
        return first
    """)
        == 5
    )
    seat.host.advance(2)
    assert seat.messages == []


@pytest.mark.parametrize(
    "call",
    [
        "C_Timer.After(-1, function() end)",
        "C_Timer.After(4294967.295, function() end)",
        "C_Timer.After(0/0, function() end)",
        "C_Timer.After('1', function() end)",
        "C_Timer.After(1)",
        "C_Timer.After(1, pcall)",
        "C_Timer.NewTimer(1, {})",
        "C_Timer.NewTicker(nil, function() end)",
    ],
)
def test_refused(seat: Seat, call: str) -> None:
    with pytest.raises(LuaFailure, match=r"^eval:1: bad argument #[12] to '\?' \(Usage: C_Timer\."):
        seat.lua(call)


def test_timers_end_with_the_session(seat: Seat) -> None:
    seat.lua("C_Timer.After(5, function() print('too late') end)")
    seat.client.reload()
    assert seat.host.pending == 0
    seat.lua("C_Timer.After(5, function() print('in time') end)")
    seat.host.advance(6)
    assert seat.client.printed == ["in time"]


def test_a_timer_of_an_earlier_session_does_nothing_even_if_it_comes(seat: Seat) -> None:
    seat.lua("C_Timer.After(5, function() print('old') end)")
    seat.client.logout()
    seat.client.login()
    seat.lua("C_Timer.After(5, function() print('new') end)")
    seat.client.run_timer(1)
    assert seat.client.printed == []
    seat.host.advance(5)
    assert seat.client.printed == ["new"]


def test_run_next_frame(seat: Seat, new_seat: SeatMaker) -> None:
    slow = new_seat("Catnia", frame_seconds=0.5).login()
    for one in (seat, slow):
        one.lua("RunNextFrame(function() at = GetTime() end)")
        one.host.advance(1)
    assert seat.lua("return at") == pytest.approx(FRAME)
    assert slow.lua("return at") == 0.5


@pytest.mark.parametrize(
    ("callback", "taken"),
    [
        ("function() end", True),
        ("print", True),  # Lua of the game's own
        ("GenerateClosure(print, 1)", True),
        ("Settings.OpenToCategory", True),
        ("string.upper", False),
        ("collectgarbage", False),
        ("GetTime", False),
        ("C_AddOns.LoadAddOn", False),
        ("UIParent.Hide", False),
    ],
)
def test_only_lua_functions_are_called_back(seat: Seat, callback: str, taken: bool) -> None:
    assert seat.lua(f"return (pcall(C_Timer.After, 1, {callback}))") is taken
