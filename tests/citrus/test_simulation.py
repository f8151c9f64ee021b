"""Simulated meshes: a few seeds here, thousands by ``crossrp citrus simulate --seeds 1000 --jobs 2``."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from generator.citrus import view as view_module
from generator.citrus.facts import User
from generator.citrus.simulation.explore import shrink
from generator.citrus.simulation.mesh import Mesh
from generator.citrus.simulation.plan import make_plan
from generator.citrus.simulation.play import play
from generator.citrus.streams import Ordering

SMALL = [seed for seed in range(60) if make_plan(seed).nodes <= 5][:2]


@pytest.mark.parametrize("seed", SMALL)
def test_a_mesh_ends_well(seed: int) -> None:
    assert play(make_plan(seed)).findings == ()


def test_a_plan_covers_what_it_should() -> None:
    plans = [make_plan(seed) for seed in range(300)]
    assert {plan.nodes for plan in plans} == set(range(3, 13))
    assert {action.what for plan in plans for action in plan.actions} >= {"cut", "heal", "stall", "slow", "restart"}
    assert any(plan.duplicates > 0.1 for plan in plans)


def test_the_same_seed_is_the_same_run_in_any_process() -> None:
    code = f"from generator.citrus.simulation.explore import run; print(run({SMALL[0]}))"
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1
    assert "findings=()" in found.pop()


def test_lines_taken_out_of_order_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(self: Ordering[object], epoch: int, seq: int, item: object, now: float) -> list[object]:  # noqa: ARG001
        return [item]

    monkeypatch.setattr(Ordering, "take", careless)
    failing = [seed for seed in range(60) if make_plan(seed).duplicates > 0.1 and make_plan(seed).nodes <= 6][:3]
    assert any("twice" in finding for seed in failing for finding in play(make_plan(seed)).findings)


def test_nodes_that_disagree_are_found_and_the_plan_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    def by_chance(claims: list[User], services: frozenset[bytes]) -> bytes:  # noqa: ARG001
        return claims[0].uid if claims else b""

    monkeypatch.setattr(view_module, "nick_winner", by_chance)
    plan = next(plan for plan in map(make_plan, SMALL) if play(plan).findings)
    looks = iter(range(3))
    smaller = shrink(plan, lambda: next(looks, None) is not None)
    assert len(smaller.actions) < len(plan.actions)
    assert play(smaller).findings


def test_a_wire_delivers_in_order_though_it_stands_still() -> None:
    mesh = Mesh(1, 2, [(0, 1, 0.05)])
    mesh.clock.run(2.0)
    mesh.stall(0, 3.0)
    uids = [mesh.nodes[0].add_user(b"U%d" % number, b"u", b"h", b"r") for number in range(5)]
    mesh.act(0)
    mesh.clock.run(1.0)
    assert mesh.nodes[1].state.view.users == {}
    mesh.clock.run(3.0)
    assert list(mesh.nodes[1].state.view.users) == uids
