"""pytest passes over folders of certain names without a word; none of ours may have one."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

import pytest

import generator

ROOT = Path(generator.__file__).parent.parent


def test_no_folder_of_tests_is_passed_over(pytestconfig: pytest.Config) -> None:
    skipped = pytestconfig.getini("norecursedirs")
    folders = {path.parent for name in ("tests", "lua_tests") for path in (ROOT / name).rglob("*.*")}
    parts = {part for folder in folders for part in folder.relative_to(ROOT).parts}
    assert [part for part in sorted(parts) if any(fnmatch(part, pattern) for pattern in skipped)] == []
