"""The overview reads like a table of contents, and every command has a page."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

import generator
from generator import __version__
from generator.cli.main import COMMANDS, EXIT_CODES, Entry, cli


def test_the_overview_lists_every_command_under_its_heading(crossrp: Callable[..., Result]) -> None:
    result = crossrp("--help")
    assert result.exit_code == 0
    lines = [line.strip() for line in result.stdout.splitlines()]
    heading = ""
    found = []
    for line in lines:
        heading = line.removesuffix(":") if line.endswith(":") else heading
        found += [(heading, entry.name) for entry in COMMANDS if line.split("  ")[0] == entry.name]
    assert found == [(entry.group, entry.name) for entry in COMMANDS]


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_the_overview_fits_a_terminal(crossrp: Callable[..., Result], option: str) -> None:
    result = crossrp(option, env={"COLUMNS": "200"})
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert all(entry.line in result.stdout for entry in COMMANDS), "none is cut short"


def test_the_overview_loads_no_command() -> None:
    code = (
        "import sys\n"
        "from generator.cli.main import cli\n"
        "try: cli(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'rich', 'jinja2', 'lupa', 'luaparser', 'generator.spec', 'generator.lua', 'generator.world'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_every_command_has_a_page_with_an_example(crossrp: Callable[..., Result], entry: Entry) -> None:
    result = crossrp(entry.name, "--help", env={"COLUMNS": "200"})
    assert result.exit_code == 0
    assert f"Usage: crossrp {entry.name} " in result.stdout
    assert "Example" in result.stdout
    assert f"crossrp {entry.name}" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_the_table_names_commands_that_are_there(entry: Entry) -> None:
    command = cli.get_command(click.Context(cli), entry.name)
    assert command is not None
    assert command.name == entry.name


def test_the_version_is_the_packages(crossrp: Callable[..., Result]) -> None:
    assert crossrp("--version").stdout == f"crossrp {__version__}\n"


def test_the_exit_codes_are_those_of_the_readme() -> None:
    readme = (Path(generator.__file__).parent.parent / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) \| (.+) \|$", readme.partition("### Exit codes")[2], re.MULTILINE)
    assert {int(number): words for number, words in rows} == EXIT_CODES
