"""Order and duplicates of lines for one server."""

from __future__ import annotations

from random import Random

from generator.citrus.streams import COUNTS, Counting, Ordering


def test_whatever_the_arrival_nothing_is_twice_or_out_of_order() -> None:
    for seed in range(200):
        random, counting, ordering = Random(seed), Counting(), Ordering[int]()
        sent = [counting.next() for _ in range(12)]
        arriving = [seq for seq in sent * 2 if random.random() < 0.9]
        random.shuffle(arriving)
        taken: list[int] = []
        for step, seq in enumerate(arriving):
            taken += ordering.take(1, seq, seq, step * 0.5)
            taken += ordering.overdue(step * 0.5)
        taken += ordering.overdue(1e9)
        assert taken == sorted(set(taken))
        assert not ordering.held


def test_an_early_line_waits_for_the_one_before_and_not_for_ever() -> None:
    counting, ordering = Counting(), Ordering[str]()
    first, second, third = (counting.next() for _ in range(3))
    assert list(ordering.take(1, second, "second", 0.0)) == []
    assert list(ordering.take(1, first, "first", 0.1)) == ["first", "second"]
    fourth = counting.next()
    assert list(ordering.take(1, fourth, "fourth", 1.0)) == []
    assert ordering.due() == 4.0
    assert list(ordering.overdue(3.9)) == []
    assert list(ordering.overdue(4.0)) == ["fourth"]
    assert list(ordering.take(1, third, "third", 5.0)) == []
    assert ordering.skipped == 1


def test_a_new_count_or_epoch_waits_for_nothing_of_the_old() -> None:
    counting, ordering = Counting(), Ordering[int]()
    old = [counting.next() for _ in range(3)]
    list(ordering.take(1, old[0], 0, 0.0))
    counting.renew()
    assert list(ordering.take(1, counting.next(), 9, 0.0)) == [9]
    assert list(ordering.take(1, old[1], 1, 0.0)) == []
    assert ordering.late == 1
    assert list(ordering.take(2, Counting().next(), 10, 0.0)) == [10]


def test_the_last_count_goes_on_for_ever() -> None:
    counting, ordering = Counting(count=COUNTS - 2), Ordering[int]()
    taken: list[int] = []
    for number in range(6):
        taken += ordering.take(1, counting.next(), number, 0.0)
        counting.renew()
    assert taken == list(range(6))
    assert ordering.duplicates == ordering.late == 0
    assert counting.count == COUNTS - 1
