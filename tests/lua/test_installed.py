"""The package works without a checkout: what the wheel carries is enough."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import generator
from generator.lua.build import default_folder
from generator.lua.folder import read_folder
from generator.lua.render import render_addon
from generator.lua.resources import checkout, templates
from generator.spec.catalog import revision

ROOT = Path(generator.__file__).parent.parent


def test_a_checkout_is_known_by_its_files() -> None:
    assert checkout() == ROOT
    assert templates() == ROOT / "templates"
    assert default_folder() == ROOT / "addon_out" / "CrossRP"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages with what the wheel is told to hold, beside things that are not ours."""
    site = tmp_path_factory.mktemp("site-packages")
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    ignore = shutil.ignore_patterns("__pycache__")
    for package in wheel["packages"]:
        shutil.copytree(ROOT / package, site / package, ignore=ignore)
    for source, target in wheel["force-include"].items():
        shutil.copytree(ROOT / source, site / target)
    (site / "templates" / "addon").mkdir(parents=True)
    (site / "pyproject.toml").touch()
    return site


def run(installed: Path, folder: Path, code: str) -> str:
    """Python started in ``folder``, with the installed package before the checkout's."""
    script = f"import sys; sys.path.insert(0, {str(installed)!r})\n{code}"
    done = subprocess.run(
        [sys.executable, "-P", "-c", script],
        cwd=folder,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_gives_the_same_addon(installed: Path, tmp_path: Path) -> None:
    code = (
        "from pathlib import Path\n"
        "import generator; from generator.lua import resources, render, build\n"
        "from generator.spec.catalog import revision\n"
        "from generator.lua.folder import write_files\n"
        "assert resources.checkout() is None\n"
        "assert resources.templates() == Path(generator.__file__).parent / '_templates'\n"
        "write_files(build.default_folder(), render.render_addon(revision('alliance-2')))\n"
    )
    run(installed, tmp_path, code)
    assert read_folder(tmp_path / "CrossRP") == render_addon(revision("alliance-2"))


def test_the_wheel_builds_into_the_working_directory(installed: Path, tmp_path: Path) -> None:
    code = "sys.argv = ['crossrp', 'build']\nfrom generator.cli.main import main\nmain()\n"
    output = run(installed, tmp_path, code)
    assert f"The folder is {tmp_path / 'CrossRP'}" in output
    assert read_folder(tmp_path / "CrossRP") == render_addon(revision("alliance-2"))
