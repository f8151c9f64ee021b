"""Ways: the bound along the way, hysteresis, long ways, explanations."""

from __future__ import annotations

import itertools
from random import Random

import pytest

from generator.citrus.lag import Distrust, Lag, cost, worth_telling
from generator.citrus.routes import Routes

A, B, C, D, E = b"1AA", b"2BB", b"3CC", b"4DD", b"5EE"


def graph(*edges: tuple[bytes, bytes, int]) -> dict[bytes, dict[bytes, int]]:
    found: dict[bytes, dict[bytes, int]] = {}
    for one, other, price in edges:
        found.setdefault(one, {})[other] = price
        found.setdefault(other, {})[one] = price
    return found


def routes(me: bytes, mesh: dict[bytes, dict[bytes, int]], now: float = 0.0) -> Routes:
    made = Routes(me)
    made.update(mesh, now)
    return made


def test_a_slow_link_is_bypassed_by_a_longer_faster_way() -> None:
    found = routes(A, graph((A, B, 90_000), (A, C, 5_000), (C, B, 5_000)))
    way = found.way(B)
    assert way is not None
    assert way.path == (C, B)
    told = found.explain(A, B)
    assert told["direct"] == 90_000
    assert told["why"] == "80,000 µs faster than the link between the two"


def test_the_bound_holds_along_the_way() -> None:
    """The fastest way A B C D E has 4 hops; B alone would go on along it, so the table asks for the hops left."""
    mesh = graph((A, B, 1_000), (B, C, 1_000), (C, D, 1_000), (D, E, 1_000), (B, E, 50_000))
    assert routes(A, mesh).way(E).path == (B, E)  # type: ignore[union-attr]
    assert routes(B, mesh).way(E).path == (C, D, E)  # type: ignore[union-attr]
    assert routes(B, mesh).way(E, 2).path == (E,)  # type: ignore[union-attr]


@pytest.mark.parametrize("seed", range(40))
def test_no_walk_takes_more_hops_than_it_may(seed: int) -> None:
    random = Random(seed)
    sids = [b"%dAA" % number for number in range(random.randint(4, 10))]
    edges = [(sid, random.choice(sids[:at]), random.randint(1_000, 99_000)) for at, sid in enumerate(sids) if at]
    edges += [(*random.sample(sids, 2), random.randint(1_000, 99_000)) for _ in range(len(sids))]
    mesh = graph(*edges)
    tables = {sid: routes(sid, mesh) for sid in sids}
    for start in sids:
        for end in sids:
            way = tables[start].way(end)
            if start == end or way is None:
                continue
            left, at, hops = max(3, len(way.path)), start, 0
            while at != end:
                step = tables[at].way(end, left)
                assert step is not None
                at, left, hops = step.path[0], left - 1, hops + 1
            assert hops <= max(3, len(way.path))
            assert way.long == (len(way.path) > 3)


def test_a_server_far_away_is_reached_the_long_way() -> None:
    sids = [b"%dAA" % number for number in range(6)]
    found = routes(sids[0], graph(*[(one, other, 1_000) for one, other in itertools.pairwise(sids)]))
    way = found.way(sids[5])
    assert way is not None
    assert way.long
    assert len(way.path) == 5
    assert found.way(sids[5], 4) is None


def test_a_way_is_kept_until_another_is_clearly_and_lastingly_better() -> None:
    def mesh(direct: int) -> dict[bytes, dict[bytes, int]]:
        return graph((A, B, direct), (A, C, 10_000), (C, B, 10_000))

    found = routes(A, mesh(15_000))
    found.update(mesh(22_000), 100.0)
    assert found.way(B).path == (B,), "not better by a fifth"  # type: ignore[union-attr]
    found.update(mesh(60_000), 101.0)
    assert found.way(B).path == (C, B)  # type: ignore[union-attr]
    found.update(mesh(12_000), 102.0)
    assert found.way(B).path == (C, B), "changed a moment ago"  # type: ignore[union-attr]
    assert found.again == pytest.approx(103.0)
    found.update(mesh(12_000), 103.0)
    assert found.way(B).path == (B,)  # type: ignore[union-attr]
    found.update(mesh(60_000), 103.1)
    assert found.way(B).path == (C, B), "so much better does not wait"  # type: ignore[union-attr]
    found.update(graph((A, B, 10_000)), 103.2)
    assert found.way(B).path == (B,)  # type: ignore[union-attr]
    found.update(graph((A, C, 10_000), (C, B, 10_000)), 103.3)
    assert found.way(B).path == (C, B), "a way that is gone is left at once"  # type: ignore[union-attr]


def test_a_sample_that_cannot_be_changes_nothing() -> None:
    lag = Lag()
    assert not lag.sample(-1, 0.0)
    assert not lag.sample(600_000_001, 0.0)
    assert lag.mean is None
    assert lag.sample(20_000, 0.0)
    assert lag.sample(40_000, 1.0)
    assert lag.mean == 25_000


def test_a_link_that_was_lost_often_is_the_last_choice_for_a_while() -> None:
    distrust = Distrust()
    for second in range(3):
        distrust.lost(float(second))
    assert distrust.holds(3.0)
    assert not distrust.holds(120.0)
    assert cost(5_000, 0, True) > 1_000_000 > cost(5_000, 0, False)


def test_a_waiting_probe_is_news_too() -> None:
    assert cost(5_000.0, 900_000.0, False) == 900_000
    assert cost(10.0, 0.0, False) == 1_000, "no link costs less"
    assert worth_telling(5_000, 50_000, 0.6)
    assert not worth_telling(5_000, 50_000, 0.1)
    assert not worth_telling(50_000, 5_000, 1.0)
    assert not worth_telling(50_000, 45_000, 99.0)
