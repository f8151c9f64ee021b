"""What the hand-written pages say can be done."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import generator
from generator.cli.main import cli
from generator.codec.codec import Codec
from generator.lua.check import compile_findings
from generator.lua.render import render_addon

ROOT = Path(generator.__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def commands() -> list[tuple[str, str]]:
    """Every line of a page that begins with the program's name, with the page's."""
    start = re.compile(r"^(?:    |\$ )?(?:\.venv/bin/)?crossrp (.*)$", re.MULTILINE)
    return [(page.name, line) for page in PAGES for line in start.findall(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("page", "line"), commands())
def test_every_command_on_a_page_can_be_given(page: str, line: str) -> None:
    words = shlex.split(line.partition(" | ")[0], comments=True, posix="\\" not in line)
    context = click.Context(cli)
    name, command, rest = cli.resolve_command(context, words)
    while isinstance(command, click.Group):
        name, command, rest = command.resolve_command(context, rest)
    assert command is not None, f"{page} names {name}"
    command.make_parser(click.Context(command)).parse_args(list(rest))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    for target in _LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_revision_the_page_writes_works() -> None:
    text = (ROOT / "docs" / "writing-a-revision.md").read_text(encoding="utf-8")
    (source,) = (body for language, body in _BLOCK.findall(text) if language == "python")
    module = {"__name__": "generator.spec.crossrp.alliance_3", "__package__": "generator.spec.crossrp"}
    exec(compile(source, "generator/spec/crossrp/alliance_3.py", "exec"), module)
    revision = module["ALLIANCE_3"]
    files = render_addon(revision)
    assert compile_findings(files) == []
    assert b"bridge_clients = 8" in files["Spec.lua"]
    decoded = Codec(revision).decode(b"BYE lockdown")
    assert decoded.values["reason"] == b"lockdown"


def test_the_readme_shows_what_demo_prints() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (shown,) = (body for _, body in _BLOCK.findall(text) if body.startswith("Parts\n"))
    printed = CliRunner().invoke(cli, ["demo"]).stdout
    assert printed.endswith(shown), "put the end of what `crossrp demo` prints into README.md"


def test_the_readme_shows_what_decode_prints() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (given,) = re.findall(r'^echo "(.*)" \| crossrp decode$', text, re.MULTILINE)
    result = CliRunner().invoke(cli, ["decode"], input=f"{given}\n")
    assert f"prints `{result.stdout.strip()}` and exits {result.exit_code}" in text
