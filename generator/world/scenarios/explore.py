"""Many seeds of one scenario, in processes of their own where that is quicker."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.world.crossrp import keep_addons_below
from generator.world.scenarios.model import Scenario
from generator.world.scenarios.result import Result
from generator.world.scenarios.run import Run


def run(scenario: Scenario, seed: int) -> Result:
    """One run from beginning to end."""
    return Run(scenario, seed).finish()


def explore(scenario: Scenario, seeds: Sequence[int], jobs: int) -> Generator[Result, None, None]:
    """A run for each seed, as they end, at most ``jobs`` at a time. A seed's result does not depend on ``jobs``."""
    if jobs <= 1 or len(seeds) <= 1:
        yield from (run(scenario, seed) for seed in seeds)
        return
    # Fresh interpreters: a fork would share the state of Lua and of threads.
    context = multiprocessing.get_context("spawn")
    before = multiprocessing.active_children()
    with (
        TemporaryDirectory(prefix="crossrp-addons-", ignore_cleanup_errors=True) as folder,
        ProcessPoolExecutor(min(jobs, len(seeds)), context, _begin, (Path(folder),)) as pool,
    ):
        waiting: list[Future[Result]] = [pool.submit(run, scenario, seed) for seed in seeds]
        try:
            for done in as_completed(waiting):
                yield done.result()
        except BaseException:
            # Interrupted, or no longer wanted: nobody waits for runs that may take minutes.
            pool.shutdown(wait=False, cancel_futures=True)
            for child in multiprocessing.active_children():
                if child not in before:
                    child.terminate()
            raise


def _begin(folder: Path) -> None:
    """What a process does first. A terminal interrupts all processes in it; who started these ends them."""
    keep_addons_below(folder)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
