"""What was read once need not be read again; nothing else is concluded from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.lua import build as build_module
from generator.lua import verdicts as verdicts_module
from generator.lua.build import make
from generator.lua.errors import BrokenAddon
from generator.lua.verdicts import Verdicts
from generator.spec.catalog import revision

ALLIANCE_2 = revision("alliance-2")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "read-files.txt"


def test_they_last_from_one_run_to_the_next(path: Path) -> None:
    Verdicts(path).add([b"return 1\n"])
    assert Verdicts(path).know(b"return 1\n")
    assert not Verdicts(path).know(b"return 2\n")


def test_another_luaparser_reads_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Verdicts(path).add([b"return 1\n"])
    monkeypatch.setattr(verdicts_module, "version", lambda _: "99.0")
    assert not Verdicts(path).know(b"return 1\n")


def test_two_runs_at_the_same_time_keep_what_both_read(path: Path) -> None:
    first, second = Verdicts(path), Verdicts(path)
    first.add([b"first"])
    second.add([b"second"])
    assert Verdicts(path).know(b"first")
    assert Verdicts(path).know(b"second")


def test_the_oldest_are_forgotten(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdicts_module, "_MOST", 2)
    for content in (b"1", b"2", b"3"):
        Verdicts(path).add([content])
    assert [Verdicts(path).know(content) for content in (b"1", b"2", b"3")] == [False, True, True]


@pytest.mark.parametrize("damage", [b"", b"\xff\0nonsense", b"[]"])
def test_a_damaged_file_is_as_good_as_none(path: Path, damage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    assert not Verdicts(path).know(b"return 1\n")
    Verdicts(path).add([b"return 1\n"])
    assert Verdicts(path).know(b"return 1\n")


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    Verdicts(tmp_path / "file" / "read-files.txt").add([b"return 1\n"])


def test_a_build_reads_only_what_is_new(
    path: Path, addon_files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    reading = build_module.reading

    def noted(folder: Path, names: dict[str, bytes], jobs: int) -> object:
        asked.append(sorted(names))
        return reading(folder, names, jobs)

    monkeypatch.setattr(build_module, "reading", noted)
    monkeypatch.setattr(build_module, "render_addon", lambda _: addon_files)
    make(ALLIANCE_2, lambda _: [], verdicts=Verdicts(path))
    assert len(asked.pop()) > 10
    addon_files["Core.lua"] = b"return 5\n"
    make(ALLIANCE_2, lambda _: [], verdicts=Verdicts(path))
    assert asked.pop() == ["Core.lua"]


def test_a_fault_is_found_every_time(
    path: Path, addon_files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_module, "render_addon", lambda _: addon_files)
    monkeypatch.setattr(build_module, "compile_findings", lambda _: [])
    addon_files["Core.lua"] = b"local x = = 1\n"
    for _ in range(2):
        with pytest.raises(BrokenAddon, match=r"Core\.lua:1:11"):
            make(ALLIANCE_2, lambda _: [], verdicts=Verdicts(path))


@pytest.mark.parametrize(
    ("platform", "variable", "expected"),
    [
        ("linux", "XDG_CACHE_HOME", "{set}/crossrp"),
        ("linux", "", "{home}/.cache/crossrp"),
        ("darwin", "", "{home}/Library/Caches/crossrp"),
        ("win32", "LOCALAPPDATA", "{set}/crossrp"),
        ("win32", "", "{home}/AppData/Local/crossrp"),
    ],
)
def test_they_are_kept_where_the_system_keeps_such_things(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, expected: str
) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    if variable:
        monkeypatch.setenv(variable, str(tmp_path / "set"))
    monkeypatch.setattr(verdicts_module.sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    kept = Verdicts.of_user()
    assert kept is not None
    kept.add([b""])
    folder = Path(expected.format(set=tmp_path / "set", home=tmp_path / "home"))
    assert (folder / "read-files.txt").is_file()
