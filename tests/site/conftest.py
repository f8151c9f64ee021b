"""The site, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

import generator
from generator.cli import site

DOCS = Path(generator.__file__).parent.parent / "docs"


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    """Every file of the site by its path."""
    return site.files(DOCS)
