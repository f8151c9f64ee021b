"""`crossrp docs`: what it writes, what it leaves alone, and how it ends."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import generator
from generator.cli import documents

DOCS = Path(generator.__file__).parent.parent / "docs"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with the pages and diagrams, up to date; its folder of pages."""
    target = tmp_path / "docs"
    target.mkdir()
    for name in documents.PAGES:
        shutil.copy(DOCS / name, target)
    shutil.copytree(DOCS / documents.DIAGRAMS, target / documents.DIAGRAMS)
    monkeypatch.setattr("generator.lua.resources.checkout", lambda: tmp_path)
    return target


def spoil(folder: Path) -> None:
    """A stale page, and a diagram stale, one missing and one of nothing."""
    page = folder / "protocol.md"
    page.write_text(page.read_text("utf-8").replace("| `probe_wait` | 2.5 s |", "| `probe_wait` | 9 s |"), "utf-8")
    (folder / "diagrams" / "flow-route.svg").write_text("<svg/>")
    (folder / "diagrams" / "flow-link.svg").unlink()
    (folder / "diagrams" / "flow-gone.svg").write_text("<svg/>")


LISTED = """\
stale   protocol.md
extra   diagrams/flow-gone.svg
missing diagrams/flow-link.svg
stale   diagrams/flow-route.svg
"""


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_up_to_date_pages_are_left_alone(crossrp: Callable[..., Result], folder: Path) -> None:
    times = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    for arguments in ((), ("--check",)):
        result = crossrp("docs", *arguments)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.endswith("docs is up to date\n")
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == times


def test_check_lists_what_is_old_and_writes_nothing(crossrp: Callable[..., Result], folder: Path) -> None:
    spoil(folder)
    before = files(folder)
    result = crossrp("docs", "--check")
    assert result.exit_code == 1
    assert result.stdout == LISTED
    assert "docs is not up to date: run crossrp docs" in result.stderr
    assert files(folder) == before


def test_what_is_old_is_written_anew(crossrp: Callable[..., Result], folder: Path) -> None:
    fresh = files(folder)
    spoil(folder)
    result = crossrp("docs")
    done = LISTED.replace("stale  ", "written").replace("missing", "written").replace("extra  ", "removed")
    assert (result.exit_code, result.stdout) == (0, done)
    assert files(folder) == fresh
    shutil.rmtree(folder / "diagrams")
    assert crossrp("docs").exit_code == 0
    assert files(folder) == fresh


def test_sentences_written_by_hand_stay(crossrp: Callable[..., Result], folder: Path) -> None:
    page = folder / "protocol.md"
    text = page.read_text("utf-8").replace("## Timers\n", "## Timers\n\nA remark of mine.\n")
    page.write_text(text, "utf-8")
    assert crossrp("docs").exit_code == 0
    assert page.read_text("utf-8") == text


def test_a_page_that_is_gone_or_asks_for_nothing_known(crossrp: Callable[..., Result], folder: Path) -> None:
    page = folder / "citrus-protocol.md"
    page.write_text("<!-- made: nonsense -->\n<!-- end -->\n")
    result = crossrp("docs")
    assert result.exit_code == 2
    assert f"{page}: nothing makes the block 'nonsense'" in result.stderr
    page.unlink()
    result = crossrp("docs")
    assert result.exit_code == 2
    assert f"{page}: there is no such page" in result.stderr


def test_without_a_checkout_there_are_no_pages(crossrp: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.lua.resources.checkout", lambda: None)
    result = crossrp("docs")
    assert result.exit_code == 2
    assert "run it in a clone of the repository" in result.stderr
