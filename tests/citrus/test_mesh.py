"""Meshes made from seeds: after all that was done to them every node sees the same, and nothing came twice.

``crossrp citrus simulate --seeds 1000 --jobs 2`` plays many more.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from generator.citrus.simulation.plan import make_plan
from generator.citrus.simulation.play import play

SEEDS = range(4)
RUN = "from generator.citrus.simulation.explore import run; print(run(3).digest)"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mesh_is_well_after_all_that_was_done_to_it(seed: int) -> None:
    result = play(make_plan(seed))
    assert list(result.findings) == [], f"crossrp citrus simulate --seed {seed}"
    assert result.delivered > 0


def test_fresh_processes_with_other_hash_seeds_agree() -> None:
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", RUN],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": hashseed},
        )
        for hashseed in ("1", "4242")
    ]
    first, second = (run.communicate()[0].strip() for run in runs)
    assert first
    assert first == second
