"""Whatever a person gives, the answer is a sentence and an exit code."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from generator.cli import console
from generator.cli.main import explain
from generator.lua.errors import BrokenAddon, Finding, Refused
from generator.spec.catalog import UnknownRevision
from generator.spec.place import Place, SpecError


def test_a_misspelt_command_is_guessed(crossrp: Callable[..., Result]) -> None:
    result = crossrp("biuld")
    assert result.exit_code == 2
    assert "there is no command 'biuld'; did you mean 'build'?" in result.stderr
    assert "--help" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("--frobnicate",),
        ("build", "--frobnicate"),
        ("build", "extra"),
        ("build", "--revision", "alliance-9"),
        ("build", "--revision", "citrus"),
        ("install",),
        ("install", "--wow-dir", "/nowhere"),
        ("install", "--wow-dir", ""),
        ("install", "--wow-dir", "/", "--from", "/nowhere"),
        ("package", "--revision", ""),
        ("package", "--out", __file__),
        ("test", "/nowhere_spec.lua"),
    ],
)
def test_wrong_use_exits_2_with_a_sentence(crossrp: Callable[..., Result], arguments: tuple[str, ...]) -> None:
    result = crossrp(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("crossrp: ")


def test_an_unknown_revision_is_told_the_known_ones(crossrp: Callable[..., Result]) -> None:
    result = crossrp("build", "--revision", "alliance-9")
    for name in ("alliance-1", "alliance-2", "release-2"):
        assert name in result.stderr


@pytest.mark.parametrize(
    ("error", "code", "text"),
    [
        (Refused("no"), 2, "crossrp: no\n"),
        (UnknownRevision("x"), 2, "there is no revision 'x'"),
        (SpecError(Place("spec/a.py", 3), "bad"), 2, "crossrp: spec/a.py:3: bad\n"),
        (PermissionError(13, "Permission denied", "/x"), 2, "crossrp: /x: Permission denied\n"),
        (OSError(18, "Cross-device link", "/x", None, "/y"), 2, "crossrp: /x -> /y: Cross-device link\n"),
        (click.ClickException("no"), 2, "crossrp: no\n"),
        (BrokenAddon([Finding("A.lua", 3, 4, "bad")]), 1, "  A.lua:3:4: bad\n"),
        (ZeroDivisionError("1/0"), 3, "a fault of crossrp itself: ZeroDivisionError: 1/0\n"),
    ],
)
def test_every_error_has_a_message_and_a_code(
    capsys: pytest.CaptureFixture[str], error: Exception, code: int, text: str
) -> None:
    assert explain(error) == code
    output, errors = capsys.readouterr()
    assert output == ""
    assert text in errors


def test_a_fault_of_ours_can_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSRP_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        explain(ZeroDivisionError())


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
@pytest.mark.parametrize("words", [["--help"], ["citrus", "demo"]], ids=" ".join)
def test_a_reader_that_goes_away_ends_it_without_a_word(words: list[str]) -> None:
    code = f"import sys; sys.argv[1:] = {words}; from generator.cli.main import main; main()"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == -signal.SIGPIPE


def test_colour_is_for_terminals_without_no_color(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    console.say(console.bad("no"))
    assert capsys.readouterr().out == "no\n"
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda _, color: color is False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    console.say(console.bad("no"))
    assert capsys.readouterr().out == "\x1b[31mno\x1b[0m\n"
    monkeypatch.setenv("NO_COLOR", "1")
    console.say(console.bad("no"))
    assert capsys.readouterr().out == "no\n"


def test_the_program_is_named_as_it_was_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / ".venv" / "bin" / "crossrp"
    program.parent.mkdir(parents=True)
    program.touch(mode=0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", [str(program)])
    monkeypatch.setenv("PATH", os.devnull)
    assert console.own_name() == os.path.join(".venv", "bin", "crossrp")
    monkeypatch.setenv("PATH", str(program.parent))
    assert console.own_name() == "crossrp"
