"""What concerns every test."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest


def pytest_collection_finish(session: pytest.Session) -> None:  # noqa: ARG001
    """What was imported and collected stays to the end: looking at it again and again takes a tenth of the time. Of the
    rest, most goes without the collector's help."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(500_000, 20, 100)


@pytest.fixture(scope="session")
def site_files() -> dict[str, bytes]:
    """Every file of the reference as a site, built once for all that look at it."""
    from generator.cli.site import files

    return files(Path(__file__).parent / "docs")
