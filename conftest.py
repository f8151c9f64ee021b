"""What concerns every test."""

from __future__ import annotations

import gc

import pytest


def pytest_collection_finish(session: pytest.Session) -> None:  # noqa: ARG001
    """What was imported and collected stays to the end: looking at it again and again takes a tenth of the time."""
    gc.collect()
    gc.freeze()
