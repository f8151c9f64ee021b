"""build, install and package: what they write, what they say and how they end."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from generator import __version__
from generator.lua.errors import Finding
from generator.lua.folder import read_folder, write_files

Run = Callable[..., Result]


def test_build_says_where_the_folder_is_and_how_to_install_it(
    crossrp: Run, small_addon: dict[str, bytes], tmp_path: Path
) -> None:
    result = crossrp("build")
    assert (result.exit_code, result.stderr) == (0, "")
    folder = tmp_path / "checkout" / "addon_out" / "CrossRP"
    assert read_folder(folder) == small_addon
    *_, where, how, command = result.stdout.splitlines()
    assert where == f"The folder is {folder}"
    assert how == "To install it:"
    assert command.startswith('  crossrp install --wow-dir "')
    assert "--from" not in command


def test_what_build_says_of_another_folder_installs_that_one(
    crossrp: Run, small_addon: dict[str, bytes], tmp_path: Path, game: Path
) -> None:
    result = crossrp("build", "--out", tmp_path)
    assert f'--from "{tmp_path / "CrossRP"}"' in result.stdout.splitlines()[-1]
    result = crossrp("install", "--wow-dir", game, "--from", tmp_path / "CrossRP")
    assert result.exit_code == 0
    assert read_folder(game / "_retail_/Interface/AddOns/CrossRP") == small_addon


def test_build_tells_what_changed(crossrp: Run, small_addon: dict[str, bytes]) -> None:
    assert f"{len(small_addon)} of them new or changed" in crossrp("build").stdout
    assert "none of them changed" in crossrp("build").stdout


@pytest.mark.usefixtures("small_addon")
def test_a_faulty_addon_is_findings_and_writes_nothing(
    crossrp: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.world.boot.boot_check", lambda _: [Finding("Core.lua", 7, None, "nil")])
    result = crossrp("build")
    assert result.exit_code == 1
    assert "Core.lua:7: nil" in result.stderr
    assert "nothing was written" in result.stderr
    assert list((tmp_path / "checkout").iterdir()) == []


@pytest.mark.usefixtures("small_addon")
def test_check_lists_what_is_not_up_to_date_and_writes_nothing(crossrp: Run, tmp_path: Path) -> None:
    folder = tmp_path / "checkout" / "addon_out" / "CrossRP"
    crossrp("build")
    assert crossrp("build", "--check").exit_code == 0
    (folder / "Core.lua").write_bytes(b"edited")
    (folder / "Util.lua").unlink()
    (folder / "Adapters" / "Extra.lua").touch()
    before = read_folder(folder)
    result = crossrp("build", "--check")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == ["extra   Adapters/Extra.lua", "stale   Core.lua", "missing Util.lua"]
    assert "crossrp build" in result.stderr
    assert read_folder(folder) == before


def test_check_of_nothing_lists_everything(crossrp: Run, small_addon: dict[str, bytes], tmp_path: Path) -> None:
    result = crossrp("build", "--check", "--out", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert result.stdout.count("missing") == len(small_addon)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.usefixtures("small_addon")
def test_build_leaves_a_folder_that_is_not_the_addon(crossrp: Run, tmp_path: Path) -> None:
    write_files(tmp_path / "CrossRP", {"notes.txt": b"mine"})
    result = crossrp("build", "--out", tmp_path)
    assert result.exit_code == 2
    assert "left alone" in result.stderr
    assert read_folder(tmp_path / "CrossRP") == {"notes.txt": b"mine"}


def test_install_takes_what_was_built(crossrp: Run, small_addon: dict[str, bytes], game: Path) -> None:
    crossrp("build")
    result = crossrp("install", "--wow-dir", game)
    target = game / "_retail_" / "Interface" / "AddOns" / "CrossRP"
    assert result.exit_code == 0
    assert f"Installing Cross RP {__version__}" in result.stdout
    assert str(target) in result.stdout
    assert read_folder(target) == small_addon
    assert "nothing to do" in crossrp("install", "--wow-dir", game).stdout


def test_install_makes_the_addon_when_nothing_was_built(
    crossrp: Run, small_addon: dict[str, bytes], game: Path, tmp_path: Path
) -> None:
    result = crossrp("install", "--wow-dir", game)
    assert result.exit_code == 0
    assert "from  the templates" in result.stdout
    assert read_folder(game / "_retail_" / "Interface" / "AddOns" / "CrossRP") == small_addon
    assert list((tmp_path / "checkout").iterdir()) == []


@pytest.mark.usefixtures("small_addon")
def test_a_dry_run_says_what_would_be_done_and_does_nothing(crossrp: Run, game: Path) -> None:
    old = game / "_retail_" / "Interface" / "AddOns" / "CrossRP"
    before = read_folder(game)
    result = crossrp("install", "--wow-dir", game, "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Would install Cross RP {__version__}\n")
    assert result.stdout.endswith("Nothing was written.\n")
    write_files(old, {"CrossRP.toc": b"## Version: 2.1.0\n"})
    result = crossrp("install", "--wow-dir", game, "--dry-run")
    assert result.stdout.startswith(f"Would replace version 2.1.0 by Cross RP {__version__}\n")
    assert {name: data for name, data in read_folder(game).items() if "/CrossRP/" not in name} == before
    assert read_folder(old) == {"CrossRP.toc": b"## Version: 2.1.0\n"}


@pytest.mark.usefixtures("small_addon")
def test_install_refuses_a_folder_that_is_no_game(crossrp: Run, tmp_path: Path) -> None:
    result = crossrp("install", "--wow-dir", tmp_path)
    assert result.exit_code == 2
    assert "Looked for _retail_" in result.stderr


@pytest.mark.usefixtures("small_addon")
def test_install_refuses_half_an_addon(crossrp: Run, game: Path, tmp_path: Path) -> None:
    crossrp("build", "--out", tmp_path)
    (tmp_path / "CrossRP" / "Core.lua").unlink()
    result = crossrp("install", "--wow-dir", game, "--from", tmp_path / "CrossRP")
    assert result.exit_code == 2
    assert "Core.lua" in result.stderr
    assert read_folder(game / "_retail_" / "Interface") == {}


def test_package_writes_both_files_and_names_them(
    crossrp: Run, small_addon: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = crossrp("package")
    name = f"CrossRP-{__version__}.zip"
    assert result.exit_code == 0
    assert result.stdout.split() == [str(Path("dist") / name), str(Path("dist") / "release.json")]
    with zipfile.ZipFile(tmp_path / "dist" / name) as file:
        assert file.namelist() == [f"CrossRP/{each}" for each in sorted(small_addon)]
    assert json.loads((tmp_path / "dist" / "release.json").read_text())["releases"][0]["filename"] == name
