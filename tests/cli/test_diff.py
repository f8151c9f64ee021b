"""`crossrp diff`, `crossrp lift` and `crossrp spec export`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
QUICK = "--no-worlds"


@pytest.mark.parametrize("form", ["text", "html"])
def test_a_form_is_written_and_findings_end_with_one(crossrp: Run, form: str, tmp_path: Path) -> None:
    out = tmp_path / "report"
    result = crossrp("diff", "alliance-2", "release-2", QUICK, "--format", form, "--out", out)
    assert result.exit_code == 1
    assert "ceee109e494a" in out.read_text("utf-8")


def test_what_fails_is_chosen(crossrp: Run, tmp_path: Path) -> None:
    path = tmp_path / "changed.json"
    assert crossrp("spec", "export", "alliance-2", "--out", path).exit_code == 0
    assert crossrp("diff", path, "alliance-2", QUICK, "--fail-on", "any").exit_code == 0
    data = json.loads(path.read_text("utf-8"))
    timer = next(item for item in data["items"] if item["is"] == "Timer")
    timer["seconds"] += 1
    path.write_text(json.dumps(data), encoding="utf-8")
    codes = [
        crossrp("diff", path, "alliance-2", QUICK, "--fail-on", level).exit_code for level in ("breaking", "risky")
    ]
    assert codes == [0, 1]


def test_a_finding_that_is_accepted_is_left_out_and_a_stale_line_is_refused(crossrp: Run, tmp_path: Path) -> None:
    known = tmp_path / "known.txt"
    known.write_text("ceee109e494a nobody logs there\n")
    result = crossrp("diff", "alliance-2", "release-2", QUICK, "--suppress", known)
    assert "ceee109e494a" not in result.stdout
    known.write_text("000000000000 gone\n")
    result = crossrp("diff", "alliance-2", "release-2", QUICK, "--suppress", known)
    assert result.exit_code == 2
    assert "nothing has the fingerprint 000000000000 (gone) any more; remove the line" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("alliance-2",), "two sides are needed"),
        (("alliance-2", "alliance-9"), "there is no revision 'alliance-9'"),
        (("alliance-2", "citrus"), "only revisions of one protocol"),
        (("citrus", "citrus", "--mixed"), "which speaks crossrp"),
        (("alliance-2", "alliance-1", "--matrix"), "leave OLD and NEW out"),
        (("--matrix", "--format", "junit"), "the matrix has no form junit"),
    ],
)
def test_wrong_use_ends_with_two_and_says_what_to_do(crossrp: Run, arguments: tuple[str, ...], words: str) -> None:
    result = crossrp("diff", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_verdicts_are_held_against_messages(crossrp: Run) -> None:
    result = crossrp("diff", "alliance-2", "release-2", QUICK, "--prove", "200")
    assert result.exit_code == 1
    assert "200 generated messages contradict no verdict" in result.stderr


def test_the_schema_and_the_matrix(crossrp: Run) -> None:
    assert json.loads(crossrp("diff", "--schema").stdout)["title"] == "crossrp diff"
    assert crossrp("diff", "--matrix").stdout.count("alliance-2") == 2


def test_an_addon_is_lifted_and_held_against_a_revision(crossrp: Run, tmp_path: Path) -> None:
    (tmp_path / "A.lua").write_text('local P = { HI = "^HI (%S+)$", BYE = "^BYE$" }')
    assert [
        each["command"] for each in json.loads(crossrp("lift", tmp_path, "--format", "json").stdout)["commands"]
    ] == [
        "BYE",
        "HI",
    ]
    assert "a pattern by its command" in " ".join(crossrp("lift", tmp_path).stdout.split())
    result = crossrp("diff", "alliance-2", tmp_path)
    assert result.exit_code == 1
    words = " ".join(result.stdout.split())
    assert "The addon reads HI with 1 field; it is HI <version> <request> <load> <hash1> <hash2>." in words
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "there is no Lua file in it" in crossrp("lift", empty).stderr
