"""Folders of addons that others might have written."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def addons() -> Path:
    return Path(__file__).parent / "addons"
