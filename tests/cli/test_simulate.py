"""crossrp simulate: one run, many seeds, what a failure leaves behind, and exit codes."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from generator.world.scenarios import load, shipped

Run = Callable[..., Result]

SCENARIO = """
name = "Two and two"
seconds = 90
friends = [["Borin", "Zulya"]]
[[realm]]
id = 1365
name = "Moon Guard"
[[player]]
name = "Tammya"
realm = "Moon Guard"
faction = "Alliance"
[[player]]
name = "Borin"
realm = "Moon Guard"
faction = "Alliance"
[[player]]
name = "Zulya"
realm = "Moon Guard"
faction = "Horde"
[[player]]
name = "Catnia"
realm = "Moon Guard"
faction = "Horde"
profile = 600
[[player]]
name = "Orla"
realm = "Moon Guard"
faction = "Horde"
[[action]]
do = "touch"
at = 40
player = "Tammya"
target = "Catnia"
[[expect]]
that = "profile"
name = "the profile arrives"
reader = "Tammya"
owner = "Catnia"
"""
LOSS = '[[fault]]\nrule = "drop"\nname = "loss"\nmessage = "TD"\n'


@pytest.fixture
def fine(tmp_path: Path) -> Path:
    """A scenario that passes."""
    path = tmp_path / "fine.toml"
    path.write_text(SCENARIO)
    return path


@pytest.fixture
def failing(tmp_path: Path) -> Path:
    """The same with every answer lost."""
    path = tmp_path / "failing.toml"
    path.write_text(SCENARIO + LOSS)
    return path


def test_a_run_that_passes(crossrp: Run, fine: Path, tmp_path: Path) -> None:
    result = crossrp("simulate", fine, "--trace", tmp_path / "trace.jsonl")
    assert result.exit_code == 0, result.output
    assert "ok: the profile arrives: identical after" in result.stdout
    assert result.stdout.splitlines()[-1] == "Pass"
    lines = [json.loads(line) for line in (tmp_path / "trace.jsonl").read_text("utf-8").splitlines()]
    named = [line["decoded"] for line in lines if line["decoded"]]
    assert {"message", "fields"} <= set(named[0])
    assert any(item.get("inner", {}).get("message") == "TD" for item in named)


def test_a_failing_run_is_told_replayed_and_shrunk(crossrp: Run, failing: Path, tmp_path: Path) -> None:
    small = tmp_path / "small.toml"
    result = crossrp("simulate", failing, "--seed", "4", "--shrunk", small)
    assert result.exit_code == 1
    assert "broken: the profile arrives: not identical at the deadline" in result.stdout
    assert "loss" in result.stdout
    assert f"crossrp simulate {failing} --seed 4" in result.stdout
    assert "4 players, 1 action, 1 fault" in result.stderr
    assert [player.name for player in load(small).players] == ["Tammya", "Borin", "Zulya", "Catnia"]
    assert crossrp("simulate", small).exit_code == 1


def test_an_undecided_run_exits_with_one_too(crossrp: Run, tmp_path: Path) -> None:
    path = tmp_path / "never.toml"
    path.write_text(SCENARIO + '[[fault]]\nrule = "drop"\nname = "never"\nmedium = "RAID"\n')
    result = crossrp("simulate", path)
    assert result.exit_code == 1
    assert "'never' never fired" in result.stdout
    assert "Undecided" in result.stdout


def test_many_seeds_are_counted_and_the_failing_ones_named(crossrp: Run, fine: Path, tmp_path: Path) -> None:
    result = crossrp("simulate", fine, "--seeds", "3", "--seed", "5")
    assert (result.exit_code, result.stdout.strip()) == (0, "3 of 3 seeds passed")
    sometimes = tmp_path / "sometimes.toml"
    sometimes.write_text(SCENARIO + LOSS + "chance = 0.45\ntimes = 40\nmay_miss = true\n")
    command = ("simulate", sometimes, "--seeds", "4", "--shrunk", tmp_path / "small.toml", "--shrink-seconds", "1")
    report = json.loads(crossrp(*command, "--format", "json").stdout)
    assert report["seeds"] == 4
    assert report["passed"] + len(report["others"]) == 4
    for other in report["others"]:
        again = crossrp("simulate", sometimes, "--seed", str(other["seed"]), "--format", "json")
        assert json.loads(again.stdout)["verdict"] == other["verdict"]
        assert f"--seed {other['seed']}" in other["replay"]


def test_a_run_as_json(crossrp: Run, fine: Path) -> None:
    result = crossrp("simulate", fine, "--format", "json")
    report = json.loads(result.stdout)
    assert (report["verdict"], report["seed"], report["players"]) == ("pass", 1, 5)
    assert report["expectations"][0]["state"] == "met"
    assert len(report["digest"]) == 64


def test_the_list_has_every_shipped_scenario(crossrp: Run) -> None:
    listed = json.loads(crossrp("simulate", "--list", "--format", "json").stdout)
    assert [row["name"] for row in listed] == list(shipped())
    text = crossrp("simulate", "--list")
    assert text.exit_code == 0
    assert all(name in text.stdout for name in shipped())


def test_a_report_is_a_page_with_the_verdict_and_the_way_to_repeat_it(crossrp: Run, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    result = crossrp("simulate", "quiet-evening", "--seed", "4", "--report", page)
    assert result.exit_code == 0
    text = page.read_text("utf-8")
    assert text.startswith("<!doctype html>")
    assert "simulate quiet-evening --seed 4" in text
    assert "R1" in text
    assert ">pass<" in text.lower()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "name a scenario; --list"),
        (("quiet-evning",), "did you mean 'quiet-evening'?"),
        (("quiet-evening", "--seeds", "2", "--trace", "x"), "--trace and --report are of one run"),
        (("quiet-evening", "--seeds", "0"), "0 is not in the range"),
    ],
)
def test_wrong_use_exits_with_two(crossrp: Run, arguments: tuple[str, ...], words: str) -> None:
    result = crossrp("simulate", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_mistake_in_a_file_is_told_with_its_place(crossrp: Run, tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(SCENARIO.replace("target", "taget"))
    result = crossrp("simulate", path)
    assert result.exit_code == 2
    assert f"{path}: [[action]] 1 (touch), key 'taget': is not known here; did you mean 'target'?" in result.stderr


@pytest.mark.parametrize("option", ["--trace", "--report", "--shrunk"])
def test_a_file_in_a_folder_that_is_not_there_is_told_before_anything_is_played(
    crossrp: Run, fine: Path, tmp_path: Path, option: str
) -> None:
    result = crossrp("simulate", fine, option, tmp_path / "nowhere" / "file")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{option}: there is no folder {tmp_path / 'nowhere'}; make it first" in result.stderr


def test_a_trace_is_there_as_a_whole_or_not_at_all(
    crossrp: Run, fine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = tmp_path / "trace.jsonl"
    trace.write_text("old")
    monkeypatch.setattr(
        "generator.world.trace.Trace.write", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left"))
    )
    result = crossrp("simulate", fine, "--trace", trace)
    assert (result.exit_code, trace.read_text()) == (2, "old")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_what_cannot_be_written_small_leaves_the_verdict(
    crossrp: Run, failing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.cli.simulate.writing", full)
    result = crossrp("simulate", failing, "--seeds", "1", "--shrink-seconds", "1")
    assert result.exit_code == 1
    assert "No space left on device; the smaller scenario was not written" in result.stderr


def test_a_mistake_that_shows_when_played_is_told_from_any_process(
    crossrp: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(SCENARIO.replace('name = "Orla"', 'name = "Orla"\naddons = "nowhere"'))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for options in ((), ("--seeds", "2", "--jobs", "2")):
        result = crossrp("simulate", path, *options)
        assert result.exit_code == 2
        assert "player Orla, key 'addons'" in result.stderr
        monkeypatch.setenv("TMPDIR", str(temporary))
        monkeypatch.setattr(tempfile, "tempdir", None)
    # The processes that were ended leave nothing behind.
    assert list(temporary.iterdir()) == []


def test_a_scale_that_is_no_number(crossrp: Run) -> None:
    result = crossrp("simulate", "rush-hour", "--scale", "nan")
    assert result.exit_code == 2
    assert "is no number" in result.stderr
