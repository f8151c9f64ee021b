"""Animations play in virtual time and tell of it."""

from __future__ import annotations

import pytest

from tests.client.conftest import Seat

MAKE = """
    log, start = {}, GetTime()
    local function note(what)
        return function(_, ...)
            log[#log + 1] = strjoin(" ", ("%.1f"):format(GetTime() - start), what, tostringall(...))
        end
    end
    g = CreateFrame("Frame", "Lamp"):CreateAnimationGroup()
    a, b, c = g:CreateAnimation("Alpha"), g:CreateAnimation("Translation"), g:CreateAnimation("Alpha")
    a:SetDuration(1) a:SetOrder(1) a:SetFromAlpha(1) a:SetToAlpha(0.5)
    b:SetDuration(0.5) b:SetStartDelay(1) b:SetEndDelay(0.5) b:SetOrder(1)
    c:SetDuration(2) c:SetOrder(2) c:SetToAlpha(0.25)
    for script in ("OnPlay OnPause OnStop OnFinished OnLoop"):gmatch("%S+") do g:SetScript(script, note(script)) end
"""


@pytest.fixture
def lamp(seat: Seat) -> Seat:
    seat.lua(MAKE)
    return seat


def log(seat: Seat) -> list[str]:
    return list(seat.lua("return log").values())


def test_it_takes_its_time(lamp: Seat) -> None:
    assert lamp.lua("g:Play() return g:GetDuration(), g:IsPlaying(), g:IsDone(), g:GetProgress()") == (
        4,
        True,
        False,
        0,
    )
    lamp.host.advance(3)
    assert lamp.lua("g:Play() return g:GetElapsed(), g:GetProgress(), a:GetProgress(), c:GetProgress()") == (
        3,
        0.75,
        1,
        0.5,
    )
    lamp.host.advance(1.5)
    assert log(lamp) == ["0.0 OnPlay", "4.0 OnFinished false"]
    assert lamp.lua("return g:IsPlaying(), g:IsDone(), g:GetProgress(), Lamp:GetAlpha()") == (False, True, 1, 1)


def test_each_animation_tells_of_itself(lamp: Seat) -> None:
    lamp.lua("""
        for name, one in pairs({ a = a, b = b, c = c }) do
            for _, script in ipairs({ "OnPlay", "OnFinished" }) do
                local at = function() return ("%.1f %s %s"):format(GetTime() - start, name, script) end
                one:SetScript(script, function() log[#log + 1] = at() end)
            end
        end
        g:Play()
    """)
    lamp.host.advance(5)
    assert log(lamp) == [
        "0.0 OnPlay",
        "0.0 a OnPlay",
        "0.0 b OnPlay",
        "1.0 a OnFinished",
        "2.0 b OnFinished",
        "2.0 c OnPlay",
        "4.0 c OnFinished",
        "4.0 OnFinished false",
    ]


@pytest.mark.parametrize(
    ("looping", "loops"),
    [("REPEAT", ["FORWARD", "FORWARD"]), ("BOUNCE", ["REVERSE", "FORWARD"])],
)
def test_it_loops_until_told(lamp: Seat, looping: str, loops: list[str]) -> None:
    lamp.lua(f"g:SetLooping('{looping}') g:Play()")
    lamp.host.advance(9)
    assert lamp.lua("return g:IsPlaying(), g:GetLoopState()") == (True, loops[1])
    lamp.lua("g:Finish()")
    assert lamp.lua("return g:IsPendingFinish(), g:IsPlaying()") == (True, True)
    lamp.host.advance(4)
    assert log(lamp) == ["0.0 OnPlay", f"4.0 OnLoop {loops[0]}", f"8.0 OnLoop {loops[1]}", "12.0 OnFinished true"]


def test_a_silent_loop_costs_nothing(lamp: Seat) -> None:
    lamp.lua("g:SetLooping('REPEAT') g:SetScript('OnLoop', nil) g:Play()")
    assert lamp.host.pending == 0
    lamp.host.advance(9)
    assert lamp.lua("return g:IsPlaying(), g:GetElapsed()") == (True, 1)
    lamp.lua("g:Finish()")
    lamp.host.advance(3.5)
    assert log(lamp) == ["0.0 OnPlay", "12.0 OnFinished true"]


def test_it_stops_and_pauses(lamp: Seat) -> None:
    lamp.lua("g:Play()")
    lamp.host.advance(1)
    lamp.lua("g:Pause() assert(g:IsPaused() and not g:IsPlaying())")
    lamp.host.advance(10)
    assert lamp.lua("g:Play() return g:GetElapsed()") == 1
    lamp.host.advance(1)
    lamp.lua("g:Stop() g:Stop()")
    lamp.host.advance(10)
    assert log(lamp) == ["0.0 OnPlay", "1.0 OnPause", "11.0 OnPlay", "12.0 OnStop true"]
    lamp.lua("g:Play() Lamp:StopAnimating()")
    assert lamp.lua("return g:IsDone(), g:IsPlaying(), Lamp:GetAnimationGroups() == g") == (False, False, True)


def test_it_may_end_with_the_alpha_of_its_last_fade(lamp: Seat) -> None:
    lamp.lua("g:SetToFinalAlpha(true) g:SetAnimationSpeedMultiplier(2) g:Play()")
    lamp.host.advance(1.9)
    assert lamp.lua("return Lamp:GetAlpha(), g:IsPlaying()") == (1, True)
    lamp.host.advance(0.2)
    assert lamp.lua("return Lamp:GetAlpha(), g:IsPlaying(), g:GetDuration()") == (0.25, False, 2)


def test_it_updates_while_it_plays(lamp: Seat) -> None:
    lamp.lua("count = 0 g:SetScript('OnUpdate', function(_, elapsed) count = count + elapsed end)")
    lamp.host.advance(1)
    assert lamp.lua("return count") == 0
    lamp.lua("g:Play()")
    lamp.host.advance(6)
    assert lamp.lua("return math.abs(count - 4) < 0.1") is True
    assert lamp.host.pending == 0


def test_what_an_animation_moves(lamp: Seat) -> None:
    assert lamp.lua("""
        Lamp.Glow = Lamp:CreateTexture()
        a:SetChildKey("Glow")
        b:SetTargetKey("$parent.$parent.Glow")
        return a:GetTarget() == Lamp.Glow, b:GetTarget() == Lamp.Glow, c:GetTarget() == Lamp
    """) == (True, True, True)


def test_no_animation_outlives_its_session(lamp: Seat) -> None:
    lamp.lua("g:Play()")
    lamp.client.reload()
    lamp.host.advance(9)
    assert lamp.lua("return Lamp") is None
    assert lamp.messages == []
