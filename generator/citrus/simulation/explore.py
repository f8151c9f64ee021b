"""Many seeds, in processes of their own; and the smallest part of a plan that still goes wrong."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace

from .plan import Action, Plan, Wire, make_plan
from .play import Result, play


def run(seed: int) -> Result:
    """One seed from beginning to end."""
    return play(make_plan(seed))


def explore(seeds: Sequence[int], jobs: int) -> Generator[Result, None, None]:
    """A result for each seed, as they end, at most ``jobs`` at a time."""
    if jobs <= 1 or len(seeds) <= 1:
        yield from map(run, seeds)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(seeds)), mp_context=context, initializer=_leave_interrupts_alone) as pool:
        try:
            for done in as_completed([pool.submit(run, seed) for seed in seeds]):
                yield done.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _leave_interrupts_alone() -> None:
    """A terminal interrupts all processes in it; who started these ends them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def shrink(plan: Plan, go_on: Callable[[], bool]) -> Plan:
    """A plan with as few actions and wires as still go wrong, found while ``go_on()``."""

    def fails(other: Plan) -> bool:
        return bool(play(other).findings)

    without = replace(plan, duplicates=0.0)
    if plan.duplicates and fails(without):
        plan = without
    size = max(1, len(plan.actions) // 2)
    while go_on():
        plan, smaller = _drop_actions(plan, size, fails, go_on)
        if size == 1 and not smaller:
            break
        size = max(1, size // 2)
    at = 0
    while go_on() and at < len(plan.wires):
        other = _without_wire(plan, at)
        if _connected(other) and fails(other):
            plan = other
        else:
            at += 1
    return plan


def _drop_actions(plan: Plan, size: int, fails: Callable[[Plan], bool], go_on: Callable[[], bool]) -> tuple[Plan, bool]:
    at, smaller = 0, False
    while at < len(plan.actions) and go_on():
        other = replace(plan, actions=plan.actions[:at] + plan.actions[at + size :])
        if fails(other):
            plan, smaller = other, True
        else:
            at += size
    return plan, smaller


def _without_wire(plan: Plan, gone: int) -> Plan:
    def moved(action: Action) -> Action | None:
        if action.what not in ("cut", "heal", "stall", "slow") or action.which < gone:
            return action
        return None if action.which == gone else replace(action, which=action.which - 1)

    actions = tuple(each for action in plan.actions if (each := moved(action)) is not None)
    return replace(plan, wires=plan.wires[:gone] + plan.wires[gone + 1 :], actions=actions)


def _connected(plan: Plan) -> bool:
    found, wires = {0}, list(plan.wires)
    while True:
        more: list[Wire] = [wire for wire in wires if (wire.first in found) != (wire.second in found)]
        if not more:
            return len(found) == plan.nodes
        found.update(node for wire in more for node in (wire.first, wire.second))
