"""A folder is the old one or the new one, whatever goes wrong between."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from generator.lua import folder as folder_module
from generator.lua.errors import Refused
from generator.lua.folder import (
    Difference,
    differences,
    is_link,
    read_folder,
    refuse_precious,
    replace_folder,
)

OLD = {"CrossRP.toc": b"old", "Gone.lua": b"gone"}
NEW = {"CrossRP.toc": b"new", "Adapters/TotalRP3.lua": b"adapter"}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """The old addon."""
    folder = tmp_path / "AddOns" / "CrossRP"
    replace_folder(folder, OLD)
    return folder


def test_a_folder_that_was_not_there_is_made_with_those_above_it(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "CrossRP"
    replace_folder(target, NEW)
    assert read_folder(target) == NEW
    assert os.listdir(target.parent) == ["CrossRP"]


def test_an_old_folder_goes_with_all_its_files(target: Path) -> None:
    replace_folder(target, NEW)
    assert read_folder(target) == NEW
    assert os.listdir(target.parent) == ["CrossRP"]


def test_a_folder_of_another_spelling_is_replaced_not_joined(target: Path) -> None:
    lower = target.parent / "crossrp"
    target.rename(lower)
    replace_folder(target, NEW, lower)
    assert os.listdir(target.parent) == ["CrossRP"]
    assert read_folder(target) == NEW


def test_failing_to_write_leaves_the_old_folder(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []

    def full(path: Path, data: bytes) -> int:
        if written:
            raise OSError(28, "No space left on device", str(path))
        written.append(path)
        return len(data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        replace_folder(target, NEW)
    assert written
    assert read_folder(target) == OLD
    assert os.listdir(target.parent) == ["CrossRP"]


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), KeyboardInterrupt()])
def test_failing_between_the_renames_brings_the_old_folder_back(
    target: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    rename = os.rename
    calls: list[Path] = []

    def second_fails(source: Path, destination: Path) -> None:
        calls.append(destination)
        if len(calls) == 2:
            assert not target.exists()
            raise error
        rename(source, destination)

    monkeypatch.setattr(folder_module.os, "rename", second_fails)
    with pytest.raises(type(error)):
        replace_folder(target, NEW)
    assert read_folder(target) == OLD
    assert os.listdir(target.parent) == ["CrossRP"]


def test_what_a_killed_run_left_is_removed_by_a_later_one(target: Path) -> None:
    code = """
        import os, sys
        from pathlib import Path
        from generator.lua import folder
        folder._swap = lambda *_: os._exit(9)
        folder.replace_folder(Path(sys.argv[1]), {"CrossRP.toc": b"half"})
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code), str(target)], check=False)
    (left,) = (entry for entry in target.parent.iterdir() if entry != target)
    assert read_folder(target) == OLD

    replace_folder(target, NEW)
    assert left.exists(), "another run may still be using it"

    an_hour_ago = time.time() - 3601
    os.utime(left, (an_hour_ago, an_hour_ago))
    replace_folder(target, OLD)
    assert os.listdir(target.parent) == ["CrossRP"]


def test_differences_name_stale_missing_and_extra_files(target: Path) -> None:
    assert differences(OLD, target) == []
    assert differences(NEW, target) == [
        Difference("missing", "Adapters/TotalRP3.lua"),
        Difference("stale", "CrossRP.toc"),
        Difference("extra", "Gone.lua"),
    ]
    assert [each.kind for each in differences(NEW, target.parent / "nowhere")] == ["missing", "missing"]


def test_a_free_name_an_empty_folder_and_an_addon_may_be_replaced(target: Path) -> None:
    refuse_precious(target)
    refuse_precious(target.parent / "free")
    empty = target.parent / "empty"
    empty.mkdir()
    refuse_precious(empty)


def test_an_addon_with_a_toc_for_one_client_may_be_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "CrossRP"
    replace_folder(folder, {"CrossRP_Mainline.toc": b""})
    refuse_precious(folder)


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "CrossRP"
    replace_folder(folder, {"thesis.txt": b"years of work"})
    with pytest.raises(Refused, match=r"no CrossRP\.toc.*left alone"):
        refuse_precious(folder)


@pytest.mark.parametrize("kind", [".git", ".hg", ".svn"])
def test_a_working_copy_is_left_alone(target: Path, kind: str) -> None:
    (target / kind).mkdir()
    with pytest.raises(Refused, match="working copy"):
        refuse_precious(target)


def test_a_link_is_left_alone_and_so_is_what_it_points_to(target: Path) -> None:
    link = target.parent.parent / "CrossRP"
    link.symlink_to(target, target_is_directory=True)
    assert is_link(link)
    assert not is_link(target)
    with pytest.raises(Refused, match="is a link to"):
        refuse_precious(link)
    assert read_folder(target) == OLD


def test_a_link_to_nowhere_is_left_alone(tmp_path: Path) -> None:
    link = tmp_path / "CrossRP"
    link.symlink_to(tmp_path / "unplugged")
    with pytest.raises(Refused, match="is a link to"):
        refuse_precious(link)


def test_a_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "CrossRP"
    file.write_text("mine")
    with pytest.raises(Refused, match="is a file"):
        refuse_precious(file)
