"""Many seeds of one scenario, in processes of their own where that is quicker."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed

from generator.world.scenarios.model import Scenario
from generator.world.scenarios.result import Result
from generator.world.scenarios.run import Run


def run(scenario: Scenario, seed: int) -> Result:
    """One run from beginning to end."""
    return Run(scenario, seed).finish()


def explore(scenario: Scenario, seeds: Sequence[int], jobs: int) -> Iterator[Result]:
    """A run for each seed, as they end, at most ``jobs`` at a time. A seed's result does not depend on ``jobs``."""
    if jobs <= 1 or len(seeds) <= 1:
        yield from (run(scenario, seed) for seed in seeds)
        return
    # Fresh interpreters: a fork would share the state of Lua and of threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(seeds)), mp_context=context) as pool:
        waiting: list[Future[Result]] = [pool.submit(run, scenario, seed) for seed in seeds]
        try:
            for done in as_completed(waiting):
                yield done.result()
        finally:
            for future in waiting:
                future.cancel()
