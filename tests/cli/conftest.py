"""The command line, run here, with a small addon in place of the real one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import cli
from generator.lua import build as build_module
from generator.lua.addon import ADDON


@pytest.fixture
def crossrp(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command; what it says is in ``stdout`` and ``stderr``, how it ended in ``exit_code``."""
    monkeypatch.setattr("sys.argv", ["crossrp"])
    runner = CliRunner()

    def run(*args: str | Path, **options: object) -> Result:
        result = runner.invoke(cli, [str(arg) for arg in args], **options)  # type: ignore[arg-type]
        assert "Traceback" not in result.output
        return result

    return run


@pytest.fixture
def small_addon(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, bytes]:
    """Files that pass every check, made whatever the templates give; the default folder is below tmp_path."""
    listed = "".join(f"{module}\n" for module in ADDON.modules)
    files = {
        ADDON.toc: f"## Version: 9.9.9\n\n{listed}".encode(),
        **dict.fromkeys(ADDON.modules, b"local _, ns = ...\n"),
    }
    root = tmp_path / "checkout"
    root.mkdir()
    monkeypatch.setattr(build_module, "render_addon", lambda *_: files)
    monkeypatch.setattr("generator.lua.render.render_addon", lambda *_: files)
    monkeypatch.setattr(build_module, "checkout", lambda: root)
    monkeypatch.setattr("generator.world.boot.boot_check", lambda _: [])
    monkeypatch.setattr("generator.lua.check.usable_jobs", lambda: 1)
    monkeypatch.setattr("generator.lua.verdicts.Verdicts.of_user", lambda: None)
    return files


@pytest.fixture
def game(tmp_path: Path) -> Path:
    """A game folder as a player has it."""
    root = tmp_path / "World of Warcraft"
    (root / "_retail_" / "Interface" / "AddOns").mkdir(parents=True)
    (root / "_retail_" / "Wow.exe").touch()
    return root
