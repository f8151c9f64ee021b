"""The game's folder is found where people point, and nothing else is taken for it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.lua.errors import Refused
from generator.lua.folder import read_folder, write_files
from generator.lua.install import find_addons, install, plan, read_addon


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


@pytest.fixture
def game(tmp_path: Path) -> Path:
    """A game folder that was played: another addon, settings, and other versions of the game."""
    root = tmp_path / "World of Warcraft"
    touch(root / "_retail_" / "Wow.exe")
    touch(root / "_retail_" / "Interface" / "AddOns" / "totalRP3" / "totalRP3.toc")
    touch(root / "_retail_" / "WTF" / "Account" / "SavedVariables" / "CrossRP.lua")
    touch(root / "_classic_era_" / "WowClassic.exe")
    return root


@pytest.fixture
def addons(game: Path) -> Path:
    return game / "_retail_" / "Interface" / "AddOns"


@pytest.mark.parametrize("way", ["", "_retail_", "_retail_/Interface", "_retail_/Interface/AddOns"])
def test_the_game_may_be_named_by_any_folder_on_the_way(game: Path, addons: Path, way: str) -> None:
    assert find_addons(str(game / way)) == addons


@pytest.mark.parametrize("mark", ["Wow.exe", ".flavor.info", "World of Warcraft.app/a", "WTF/Config.wtf"])
def test_a_game_that_was_never_started_has_no_interface_folder_yet(tmp_path: Path, mark: str) -> None:
    touch(tmp_path / "_retail_" / mark)
    assert find_addons(str(tmp_path)) == tmp_path / "_retail_" / "Interface" / "AddOns"


def test_a_stray_quote_from_the_windows_shell_is_forgiven(game: Path, addons: Path) -> None:
    assert find_addons(f'{game}"') == addons


def test_a_home_folder_may_be_abbreviated(game: Path, addons: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(game.parent))
    monkeypatch.setenv("USERPROFILE", str(game.parent))
    assert find_addons("~/World of Warcraft") == addons


def test_a_link_to_the_client_is_followed(game: Path, addons: Path, tmp_path: Path) -> None:
    link = tmp_path / "wow"
    link.symlink_to(game / "_retail_", target_is_directory=True)
    assert find_addons(str(link)) == addons


def test_case_does_not_matter_as_it_does_not_to_the_game(tmp_path: Path) -> None:
    touch(tmp_path / "_Retail_" / "interface" / "addons" / "other" / "other.toc")
    assert find_addons(str(tmp_path)) == tmp_path / "_Retail_" / "interface" / "addons"


def test_an_empty_folder_is_refused_with_what_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        find_addons(str(tmp_path))
    text = str(refusal.value)
    assert str(tmp_path) in text
    for word in ("_retail_", "Wow.exe", "Interface", "WTF", "Battle.net"):
        assert word in text


def test_an_empty_retail_folder_is_no_game(tmp_path: Path) -> None:
    (tmp_path / "_retail_").mkdir()
    with pytest.raises(Refused, match="not a World of Warcraft folder"):
        find_addons(str(tmp_path))


def test_a_folder_that_only_looks_like_the_client_is_refused(tmp_path: Path) -> None:
    touch(tmp_path / "Interface" / "AddOns" / "other" / "other.toc")
    with pytest.raises(Refused, match="not a World of Warcraft folder"):
        find_addons(str(tmp_path))


@pytest.mark.parametrize("way", ["_classic_era_", "_classic_era_/Interface/AddOns"])
def test_another_version_of_the_game_is_named(tmp_path: Path, way: str) -> None:
    touch(tmp_path / "_classic_era_" / "WowClassic.exe")
    (tmp_path / way).mkdir(parents=True, exist_ok=True)
    with pytest.raises(Refused, match=r"_classic_era_ is another version of the game; the addon is made for _retail_"):
        find_addons(str(tmp_path / way))


def test_a_game_with_other_versions_only_is_refused(tmp_path: Path) -> None:
    touch(tmp_path / "_classic_" / "WowClassic.exe")
    with pytest.raises(Refused, match="_classic_ is another version"):
        find_addons(str(tmp_path))


def test_a_file_or_nothing_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere", touch(tmp_path / "file")):
        with pytest.raises(Refused, match="is not a folder"):
            find_addons(str(path))


def test_the_first_installation_adds_one_folder_and_touches_nothing_else(
    game: Path, addons: Path, addon_files: dict[str, bytes]
) -> None:
    before = read_folder(game)
    todo = plan(addon_files, addons)
    assert (todo.target, todo.existing, todo.up_to_date) == (addons / "CrossRP", None, False)
    assert read_folder(game) == before
    install(addon_files, todo)
    after = read_folder(game)
    assert read_folder(addons / "CrossRP") == addon_files
    assert {name: data for name, data in after.items() if "/CrossRP/" not in name} == before
    assert sorted(os.listdir(addons)) == ["CrossRP", "totalRP3"]


def test_the_folder_for_addons_is_made_when_the_game_has_not(tmp_path: Path, addon_files: dict[str, bytes]) -> None:
    touch(tmp_path / "_retail_" / "Wow.exe")
    install(addon_files, plan(addon_files, find_addons(str(tmp_path))))
    assert read_folder(tmp_path / "_retail_" / "Interface" / "AddOns" / "CrossRP") == addon_files


def test_an_older_version_is_named_and_replaced(addons: Path, addon_files: dict[str, bytes]) -> None:
    write_files(
        addons / "CrossRP", {"CrossRP.toc": b"## Title: Cross RP\r\n## Version: 2.1.0\r\n", "libs/Old.lua": b""}
    )
    todo = plan(addon_files, addons)
    assert (todo.existing, todo.existing_version) == (addons / "CrossRP", "2.1.0")
    install(addon_files, todo)
    assert read_folder(addons / "CrossRP") == addon_files
    assert plan(addon_files, addons).up_to_date


def test_a_folder_of_another_spelling_makes_way(addons: Path, addon_files: dict[str, bytes]) -> None:
    write_files(addons / "crossrp", addon_files)
    todo = plan(addon_files, addons)
    assert todo.existing == addons / "crossrp"
    assert not todo.up_to_date
    install(addon_files, todo)
    assert sorted(os.listdir(addons)) == ["CrossRP", "totalRP3"]


def test_a_developers_link_is_left_alone(addons: Path, tmp_path: Path, addon_files: dict[str, bytes]) -> None:
    checkout = tmp_path / "checkout"
    write_files(checkout, {"CrossRP.toc": b"mine"})
    (addons / "CrossRP").symlink_to(checkout, target_is_directory=True)
    with pytest.raises(Refused, match="is a link to"):
        plan(addon_files, addons)
    assert read_folder(checkout) == {"CrossRP.toc": b"mine"}


def test_a_folder_that_cannot_be_written_is_refused(
    addons: Path, addon_files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.lua.install.os.access", lambda path, mode: not (path == addons and mode == os.W_OK))
    with pytest.raises(Refused, match="cannot be written to"):
        plan(addon_files, addons)


def test_a_file_in_the_way_is_refused(game: Path, addon_files: dict[str, bytes]) -> None:
    interface = game / "_classic_era_" / "Interface"
    touch(interface)
    with pytest.raises(Refused, match="is a file, where the game has a folder"):
        plan(addon_files, interface / "AddOns")


def test_only_a_whole_addon_is_installed(tmp_path: Path, addon_files: dict[str, bytes]) -> None:
    folder = tmp_path / "CrossRP"
    with pytest.raises(Refused, match=r"no CrossRP\.toc"):
        read_addon(folder)
    write_files(folder, addon_files)
    assert read_addon(folder) == addon_files
    (folder / "Core.lua").unlink()
    with pytest.raises(Refused, match=r"not whole: .*Core\.lua"):
        read_addon(folder)
