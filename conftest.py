"""What concerns every test."""

from __future__ import annotations

import gc
import os
import pickle
from pathlib import Path

import pytest


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:  # noqa: ARG001
    """One more than there are cores: some tests wait for servers, browsers and clocks most of the time."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + 1


def pytest_collection_finish(session: pytest.Session) -> None:  # noqa: ARG001
    """What was imported and collected stays to the end: looking at it again and again takes a tenth of the time. Of the
    rest, most goes without the collector's help."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(500_000, 20, 100)


@pytest.fixture(scope="session")
def site_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every file of the reference as a site, built once for all that look at it, by whichever process comes first."""
    from generator.cli.site import files

    # Processes of one run have their folders side by side.
    base = tmp_path_factory.getbasetemp()
    kept = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "site_files.pickle"
    if kept.exists():
        return pickle.loads(kept.read_bytes())
    built = files(Path(__file__).parent / "docs")
    own = base / "site_files.pickle"
    own.write_bytes(pickle.dumps(built))
    own.replace(kept)
    return built
