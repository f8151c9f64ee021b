"""Faulty Lua is found before the game finds it, with its place."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from generator.lua.addon import ADDON
from generator.lua.check import (
    compile_findings,
    listed_files,
    reading,
    toc_findings,
)
from generator.lua.errors import BrokenAddon, Finding
from generator.lua.folder import write_files
from generator.lua.syntax import syntax_fault


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        (b"local x = = 1\n", 1, 11),
        (b"local a = 1\nlocal function f() return a end end\n", 2, 33),
        (b"local a\nlocal s = 'abc\n", 2, 11),
        (b"x = 1 $ 2\n", 1, 7),
        (b"for i=1 do end\n", 1, 9),
        (b"local a = 1\n  local b = '\xff'\n", 2, 14),
    ],
)
def test_a_file_that_is_no_lua_is_named_with_line_and_column(source: bytes, line: int, column: int) -> None:
    fault = syntax_fault(source)
    assert fault is not None
    assert fault[:2] == (line, column)


@pytest.mark.parametrize("source", [b"local function f(\n", b"x = 'abc\n"])
def test_nothing_is_printed_but_the_finding(capsys: pytest.CaptureFixture[str], source: bytes) -> None:
    fault = syntax_fault(source)
    assert fault is not None
    assert fault[2]
    assert capsys.readouterr() == ("", "")


def test_a_number_luaparser_cannot_read_is_a_finding_too() -> None:
    assert syntax_fault(b"x = 0x1p4\n") is not None


@pytest.mark.parametrize("source", [b"goto done\n::done::\n", b"local a = 3 // 2\n", b"local a <const> = 1\n"])
def test_lua_newer_than_the_games_does_not_compile(source: bytes) -> None:
    (finding,) = compile_findings({"Util.lua": b"return 1\n", "Router.lua": source})
    assert (finding.file, finding.line) == ("Router.lua", 1)
    assert "near" in finding.message


def test_compiled_lua_is_not_source() -> None:
    (finding,) = compile_findings({"Router.lua": b"\x1bLua"})
    assert "not source" in finding.message


def test_compiling_runs_nothing() -> None:
    assert compile_findings({"Router.lua": b"error('it ran')\nwhile true do end\n"}) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_file_is_read_whatever_the_number_of_processes(tmp_path: Path, jobs: int) -> None:
    files = {"A.lua": b"x = = 1\n", "B.lua": b"x = 1\n", "Adapters/C.lua": b"y y\n"}
    write_files(tmp_path, files)
    with reading(tmp_path, files, jobs) as unreadable:
        found = unreadable()
    assert sorted(str(finding) for finding in found) == [
        "A.lua:1:5: no viable alternative at input '='",
        "Adapters/C.lua:1:3: no viable alternative at input 'y y'",
    ]


def test_files_are_read_here_when_no_process_can_be_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"A.lua": b"x = = 1\n"})
    failing = shutil.which("false")
    assert failing
    monkeypatch.setattr("generator.lua.check.sys.executable", failing)
    with reading(tmp_path, ["A.lua"], 2) as unreadable:
        (finding,) = unreadable()
    assert finding.file == "A.lua"


def test_readers_end_with_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def start(*args: Any, **options: Any) -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen(*args, **options))
        return started[0]

    monkeypatch.setattr("generator.lua.check.Popen", start)
    write_files(tmp_path, {"A.lua": b"x = 1\n" * 20_000})
    with reading(tmp_path, ["A.lua"], 2):
        pass
    assert [each.returncode is not None for each in started] == [True]


def test_a_whole_addon_has_no_findings(addon_files: dict[str, bytes]) -> None:
    assert toc_findings(addon_files) == []


def test_the_toc_and_the_files_must_agree(addon_files: dict[str, bytes]) -> None:
    del addon_files["Adapters/TotalRP3.lua"]
    addon_files["Forgotten.lua"] = b""
    missing, unlisted = toc_findings(addon_files)
    assert "lists Adapters/TotalRP3.lua, which is not there" in missing.message
    assert addon_files[ADDON.toc].decode().splitlines()[missing.line - 1] == "Adapters\\TotalRP3.lua"
    assert "does not list Forgotten.lua" in unlisted.message


def test_an_addon_needs_a_toc(addon_files: dict[str, bytes]) -> None:
    del addon_files[ADDON.toc]
    (finding,) = toc_findings(addon_files)
    assert finding.file == "CrossRP.toc"


def test_listed_files_are_the_lines_that_are_no_comments() -> None:
    toc = "## Title: Cross RP\n# a comment\n\n  Core.lua  \nAdapters\\TotalRP3.lua\n"
    assert listed_files(toc) == [(4, "Core.lua"), (5, "Adapters/TotalRP3.lua")]


def test_findings_are_told_by_place() -> None:
    late, early, whole = (
        Finding("B.lua", 9, 1, "late"),
        Finding("A.lua", 10, None, "early"),
        Finding("A.lua", None, None, "whole"),
    )
    error = BrokenAddon([late, early, whole])
    assert error.findings == (whole, early, late)
    assert str(error) == "A.lua: whole\nA.lua:10: early\nB.lua:9:1: late"
