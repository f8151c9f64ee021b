"""A small addon that stands in for the real one."""

from __future__ import annotations

import pytest

from generator.lua.addon import ADDON


@pytest.fixture
def addon_files() -> dict[str, bytes]:
    """Files that pass every check: a TOC, and each module it lists."""
    listed = "".join(f"{module}\n" for module in ADDON.modules).replace("/", "\\")
    files = dict.fromkeys(ADDON.modules, b"local _, ns = ...\n")
    return {ADDON.toc: f"## Version: 9.9.9\n\n{listed}".encode(), ADDON.icon: b"\0\1", **files}
