import pytest

from generator.virtual.clock import Clock, ClockStuck


def test_events_run_by_time_and_then_in_the_order_they_were_scheduled():
    clock, ran = Clock(), []
    clock.at(2.0, lambda: ran.append("c"))
    clock.at(1.0, lambda: ran.append("a"))
    clock.at(1.0, lambda: ran.append("b"))
    clock.run(2.0)
    assert ran == ["a", "b", "c"]
    assert clock.now == 2.0


def test_run_stops_at_the_last_instant_and_keeps_what_is_later():
    clock, ran = Clock(), []
    clock.after(1.0, lambda: ran.append("due"))
    clock.after(1.5, lambda: ran.append("later"))
    clock.run(1.0)
    assert ran == ["due"]
    clock.run(0.5)
    assert ran == ["due", "later"]


def test_a_cancelled_timer_does_not_run():
    clock, ran = Clock(), []
    timer = clock.after(1.0, lambda: ran.append("no"))
    timer.cancel()
    assert not timer.pending
    clock.run(2.0)
    assert ran == []


def test_run_until_stops_at_the_instant_the_predicate_holds():
    clock, ran = Clock(), []
    for second in (1.0, 2.0, 3.0):
        clock.at(second, lambda second=second: ran.append(second))
    assert clock.run_until(lambda: len(ran) == 2, limit=10.0)
    assert clock.now == 2.0
    assert not clock.run_until(lambda: len(ran) == 9, limit=5.0)
    assert clock.now == 7.0


def test_run_until_asks_only_after_a_whole_instant():
    clock, ran = Clock(), []
    clock.at(1.0, lambda: ran.append("a"))
    clock.at(1.0, lambda: ran.append("b"))
    assert clock.run_until(lambda: bool(ran), limit=5.0)
    assert ran == ["a", "b"]


def test_a_loop_without_delay_is_reported():
    clock = Clock()

    def again() -> None:
        clock.after(0.0, again)

    again()
    with pytest.raises(ClockStuck, match="give it one"):
        clock.run(1.0)
