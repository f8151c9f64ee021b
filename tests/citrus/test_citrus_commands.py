"""The commands: what they print, and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import cli


def crossrp(*words: str) -> Result:
    result = CliRunner().invoke(cli, ["citrus", *words])
    assert "Traceback" not in result.output
    return result


def test_the_demonstration_goes_around_the_slow_link_and_ends_with_equal_digests() -> None:
    result = crossrp("demo")
    assert result.exit_code == 0, result.output
    ways = [line.split(": ")[1].split(",")[0] for line in result.stdout.splitlines() if line.endswith(" ms")]
    assert ways == ["1AA > 3CC", "1AA > 2BB > 3CC", "1AA > 3CC", "1AA > 2BB > 3CC"]
    said = [line.strip() for line in result.stdout.splitlines() if "IRC" in line]
    assert sum(line.endswith(" in #inn") for line in said) == 4
    assert "IRC, at 1AA: Zulya QUIT harbour.citrus.example keep.citrus.example" in said
    assert "IRC, at 1AA: Zulya JOIN #inn" in said
    assert "Tammya has an account there and is logged in." in result.stdout
    assert result.stdout.count("one right and one wrong") == 3
    assert [line.split()[0] for line in result.stdout.splitlines()[-5:-1]] == ["1AA", "2BB", "3CC", "9SV"]
    assert result.stdout.endswith("The digests are equal.\n")


def test_a_configuration_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "hub.toml"
    path.write_text('[server]\nsid = "1AA"\nname = "hub.example"\n')
    assert crossrp("run", str(path), "--check").exit_code == 0
    path.write_text('[server]\nsid = "1AA"\nname = "hub"\n[[listen]]\naddress = "0.0.0.0:1"\n')
    result = crossrp("run", str(path))
    assert result.exit_code == 2
    assert "is no host name with a dot" in result.stderr


@pytest.mark.parametrize("words", [("status",), ("explain", "1AA", "2BB")])
def test_a_server_that_does_not_run_is_told(words: tuple[str, ...], tmp_path: Path) -> None:
    result = crossrp(*words, "--control", str(tmp_path / "none"))
    assert result.exit_code == 2
    assert "is it running?" in result.stderr


def test_a_simulated_mesh_is_judged() -> None:
    result = crossrp("simulate", "--seed", "8", "--format", "json")
    assert result.exit_code == 0
    (found,) = json.loads(result.stdout)
    assert found["findings"] == []
    assert found["delivered"] > 0
