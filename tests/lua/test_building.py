"""An addon takes the old one's place only when it is sound."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.lua import build as build_module
from generator.lua import render as render_module
from generator.lua.addon import ADDON
from generator.lua.build import addon_folder, build, default_folder, make
from generator.lua.errors import BrokenAddon, Finding, Refused
from generator.lua.folder import Difference, read_folder, write_files
from generator.lua.render import render_addon
from generator.spec.catalog import revision

ALLIANCE_2 = revision("alliance-2")
OLD = {"CrossRP.toc": b"old"}


def no_boot(folder: Path) -> list[Finding]:
    assert folder.name == "CrossRP"
    assert (folder / ADDON.toc).is_file()
    return []


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "CrossRP"
    write_files(folder, OLD)
    return folder


@pytest.fixture
def rendering(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, bytes]], None]:
    """Have these files made, whatever the templates give."""
    return lambda files: monkeypatch.setattr(build_module, "render_addon", lambda _: files)


def test_a_sound_addon_replaces_the_old_one(
    target: Path, addon_files: dict[str, bytes], rendering: Callable[[dict[str, bytes]], None]
) -> None:
    rendering(addon_files)
    built = build(ALLIANCE_2, target, no_boot)
    assert read_folder(target) == addon_files
    assert built.lua_lines == len(ADDON.modules)
    assert Difference("stale", "CrossRP.toc") in built.changed
    assert build(ALLIANCE_2, target, no_boot).changed == ()


@pytest.mark.parametrize(
    ("name", "source", "found"),
    [
        ("Core.lua", b"local x = = 1\n", ["Core.lua:1: unexpected symbol near '='", "Core.lua:1:11: "]),
        ("Core.lua", b"goto done\n::done::\n", ["Core.lua:1: '=' expected near 'done'"]),
        ("Stray.lua", b"return\n", ["CrossRP.toc: does not list Stray.lua"]),
    ],
)
def test_a_faulty_file_leaves_the_old_addon(
    target: Path,
    addon_files: dict[str, bytes],
    rendering: Callable[[dict[str, bytes]], None],
    name: str,
    source: bytes,
    found: list[str],
) -> None:
    rendering({**addon_files, name: source})

    def never(_: Path) -> list[Finding]:
        raise AssertionError("a faulty addon must not be started")

    with pytest.raises(BrokenAddon) as broken:
        build(ALLIANCE_2, target, never)
    for expected, finding in zip(found, broken.value.findings, strict=True):
        assert str(finding).startswith(expected)
    assert read_folder(target.parent) == {"CrossRP/CrossRP.toc": b"old"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_addon_that_does_not_start_leaves_the_old_one(
    target: Path, addon_files: dict[str, bytes], rendering: Callable[[dict[str, bytes]], None], jobs: int
) -> None:
    rendering(addon_files)
    finding = Finding("Core.lua", 3, None, "attempt to index a nil value")
    with pytest.raises(BrokenAddon) as broken:
        build(ALLIANCE_2, target, lambda _: [finding], jobs)
    assert broken.value.findings == (finding,)
    assert read_folder(target) == OLD


def test_an_interrupted_build_leaves_the_old_addon(
    target: Path, addon_files: dict[str, bytes], rendering: Callable[[dict[str, bytes]], None]
) -> None:
    rendering(addon_files)

    def interrupted(_: Path) -> list[Finding]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(ALLIANCE_2, target, interrupted, 2)
    assert read_folder(target.parent) == {"CrossRP/CrossRP.toc": b"old"}


def test_a_folder_that_is_not_ours_is_refused_before_any_work(
    tmp_path: Path, rendering: Callable[[dict[str, bytes]], None]
) -> None:
    folder = tmp_path / "CrossRP"
    write_files(folder, {"pyproject.toml": b""})
    rendering({})
    with pytest.raises(Refused):
        build(ALLIANCE_2, folder, no_boot)
    assert read_folder(folder) == {"pyproject.toml": b""}


def test_the_folder_is_always_called_as_the_game_needs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert addon_folder(Path("out")) == tmp_path / "out" / "CrossRP"
    assert addon_folder(Path("out/CrossRP")) == tmp_path / "out" / "CrossRP"
    assert default_folder().parts[-2:] == ("addon_out", "CrossRP")
    monkeypatch.setattr(build_module, "checkout", lambda: None)
    assert default_folder() == tmp_path / "CrossRP"


def test_the_same_revision_gives_the_same_bytes() -> None:
    assert render_addon(ALLIANCE_2) == render_addon(ALLIANCE_2)


def test_a_protocol_the_addon_does_not_speak_is_refused() -> None:
    with pytest.raises(Refused, match="citrus is no revision of the addon's protocol"):
        make(revision("citrus"), no_boot)


def test_templates_with_windows_line_ends_give_the_same_addon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = render_addon(ALLIANCE_2)
    for name, data in read_folder(render_module.templates()).items():
        write_files(tmp_path, {name: data.replace(b"\n", b"\r\n")})
    monkeypatch.setattr(render_module, "templates", lambda: tmp_path)
    assert render_addon(ALLIANCE_2) == expected


@pytest.mark.parametrize(
    ("template", "place"),
    [
        (b"local a = 1\nlocal limit = {{ limitt }}\n", "Core.lua.j2:2: 'limitt' is undefined"),
        (b"local a = 1\n\n{% if %}\n", "Core.lua.j2:3: "),
        (b"local a = {{ addon.colour }}\n", "Core.lua.j2:1: "),
    ],
)
def test_a_faulty_template_is_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, template: bytes, place: str
) -> None:
    write_files(tmp_path, {"addon/Core.lua.j2": template})
    monkeypatch.setattr(render_module, "templates", lambda: tmp_path)
    with pytest.raises(BrokenAddon) as broken:
        render_addon(ALLIANCE_2)
    assert str(broken.value).startswith(place)
