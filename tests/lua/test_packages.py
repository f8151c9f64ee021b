"""A release is what the game and addon managers expect, and the same bytes every time."""

from __future__ import annotations

import json
import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from generator import __version__
from generator.lua.package import archive, flavor, write_package


def test_the_archive_holds_the_folder_at_top_level(addon_files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(BytesIO(archive(addon_files))) as file:
        names = file.namelist()
        assert names == [f"CrossRP/{name}" for name in sorted(addon_files)]
        assert "CrossRP/Adapters/TotalRP3.lua" in names
        assert file.read("CrossRP/CrossRP.toc") == addon_files["CrossRP.toc"]
        assert {about.date_time for about in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {about.external_attr >> 16 for about in file.infolist()} == {0o644}


def test_the_archive_does_not_depend_on_order(addon_files: dict[str, bytes]) -> None:
    backwards = dict(reversed(addon_files.items()))
    assert archive(addon_files) == archive(backwards)


def test_release_json_describes_the_archive(addon_files: dict[str, bytes], tmp_path: Path) -> None:
    zipped, described = write_package(addon_files, tmp_path / "out")
    assert zipped == tmp_path / "out" / f"CrossRP-{__version__}.zip"
    assert zipped.read_bytes() == archive(addon_files)
    assert json.loads(described.read_text()) == {
        "releases": [
            {
                "name": "CrossRP",
                "version": __version__,
                "filename": zipped.name,
                "nolib": False,
                "metadata": [{"flavor": "mainline", "interface": 120100}],
            }
        ]
    }
    assert sorted(os.listdir(zipped.parent)) == [zipped.name, "release.json"]
    if os.name == "posix":
        assert zipped.stat().st_mode & 0o777 == 0o644


def test_an_older_package_is_replaced_or_kept_whole(
    addon_files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zipped, _ = write_package(addon_files, tmp_path)
    before = zipped.read_bytes()

    def fail(_: str, target: Path) -> None:
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr("generator.lua.folder.os.replace", fail)
    with pytest.raises(PermissionError):
        write_package({"CrossRP.toc": b"other"}, tmp_path)
    assert zipped.read_bytes() == before
    assert sorted(os.listdir(tmp_path)) == [zipped.name, "release.json"]


@pytest.mark.parametrize(
    ("interface", "expected"),
    [(120100, "mainline"), (11509, "classic"), (20506, "bcc"), (50504, "mists"), (16001, "mainline")],
)
def test_the_packagers_word_for_a_client(interface: int, expected: str) -> None:
    assert flavor(interface) == expected
