"""`crossrp docs --out` and `--serve`: where a site is put, what is left alone, and how it is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from generator.cli import site
from generator.cli.serving import found
from generator.site.build import MARK

SMALL = {"index.html": b"<h1>One</h1>", "crossrp/index.html": b"<h1>Two</h1>", "site.js": b"1;", MARK: b"{}\n"}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Stands for the site, so that a test need not build it."""
    monkeypatch.setattr(site, "files", lambda _: SMALL)
    return SMALL


def there(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.usefixtures("small")
def test_a_site_is_put_there_and_takes_the_place_of_an_older_one(
    crossrp: Callable[..., Result], tmp_path: Path
) -> None:
    out = tmp_path / "deep" / "site"
    for _ in range(2):
        result = crossrp("docs", "--out", out)
        assert (result.exit_code, result.stderr) == (0, "")
        assert "4 files in " in result.stdout
        assert there(out) == SMALL
        (out / "old.html").write_text("of an older one")
    result = crossrp("docs", "--check", "--out", out)
    assert (result.exit_code, result.stdout) == (1, "extra   old.html\n")
    (out / "old.html").unlink()
    assert crossrp("docs", "--check", "--out", out).exit_code == 0
    assert [each.name for each in out.parent.iterdir()] == ["site"]


@pytest.mark.usefixtures("small")
def test_what_is_somebody_elses_is_left_alone(crossrp: Callable[..., Result], tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    other, copy, linked = tmp_path / "other", tmp_path / "copy", tmp_path / "linked"
    (other / "photos").mkdir(parents=True)
    (copy / ".git").mkdir(parents=True)
    linked.symlink_to(other)
    for target, words in (
        (file, "is a file; it was left alone"),
        (other, f"no {MARK}, so it is not a site of crossrp docs"),
        (copy, "somebody's working copy"),
        (linked, "is a link to"),
    ):
        result = crossrp("docs", "--out", target)
        assert result.exit_code == 2
        assert words in result.stderr
    assert there(tmp_path) == {"file": b"mine"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--port", "1"), "add --serve"),
        (("--serve", "--check"), "leave --serve out"),
        (("--serve", "--port", "70000"), "70000 is not in the range"),
    ],
)
def test_wrong_use(crossrp: Callable[..., Result], arguments: tuple[str, ...], words: str) -> None:
    result = crossrp("docs", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_request_finds_files_of_the_site_only() -> None:
    assert found(SMALL, "/") == "index.html"
    assert found(SMALL, "/?q=1") == "index.html"
    assert found(SMALL, "/crossrp/") == "crossrp/index.html"
    assert found(SMALL, "/crossrp/index.html#x") == "crossrp/index.html"
    for target in ("/../setup.py", "/%2e%2e/pyproject.toml", "//etc/passwd", "/gone.html", "/crossrp/../../x"):
        assert found(SMALL, target) is None
