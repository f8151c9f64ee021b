"""crossrp test: Lua tests, their failures and an exit code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

SPEC = """\
describe("numbers", function()
\tit("add", function()
\t\tassert_equal(3, 1 + 2)
\tend)
\tit("divide", function()
\t\tassert_equal(2, 5 / 2)
\tend)
end)
"""


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """A spec file with one test that passes and one that fails."""
    path = tmp_path / "numbers_spec.lua"
    path.write_text(SPEC)
    return path


def test_failures_are_told_with_their_place(crossrp: Run, spec: Path) -> None:
    result = crossrp("test", spec)
    assert result.exit_code == 1
    assert f"FAIL {spec}:6: numbers divide" in result.stdout
    assert result.stdout.splitlines()[-1] == "1 passed, 1 failed"
    assert "numbers add" not in result.stdout


def test_those_that_passed_are_named_when_asked(crossrp: Run, spec: Path) -> None:
    assert f"ok   {spec}:2: numbers add" in crossrp("test", "--verbose", spec.parent).stdout


def test_passing_is_one_line(crossrp: Run, spec: Path) -> None:
    spec.write_text(SPEC.replace("5 / 2", "4 / 2"))
    result = crossrp("test", spec)
    assert (result.exit_code, result.stdout) == (0, "2 passed\n")


def test_a_spec_file_that_is_no_lua_fails(crossrp: Run, spec: Path) -> None:
    spec.write_text("describe(")
    result = crossrp("test", spec)
    assert result.exit_code == 1
    assert "numbers_spec.lua:1" in result.stdout


def test_no_tests_at_all_is_wrong_use(crossrp: Run, tmp_path: Path) -> None:
    result = crossrp("test", tmp_path)
    assert result.exit_code == 2
    assert "*_spec.lua" in result.stderr
