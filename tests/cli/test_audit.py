"""``crossrp audit`` on the command line: forms, exit codes, and what it says to wrong use."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from generator.audit.rules import RULES


@pytest.fixture
def quill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An addon with one finding of each level."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))
    folder = tmp_path / "Quill"
    folder.mkdir()
    (folder / "Quill.toc").write_text("## Interface: 120100\nQuill.lua\n")
    (folder / "Quill.lua").write_text("local x = ...\nC_ChatInfo.GetWarmth(x)\nSendChatMessage('x', 'SAY')\n")
    return folder


def test_findings_are_exit_code_1_from_the_level_asked_for_on(crossrp: Callable[..., Result], quill: Path) -> None:
    assert crossrp("audit", quill).exit_code == 1
    (quill / "Quill.lua").write_text("SendChatMessage('x', 'SAY')\n")
    assert crossrp("audit", quill).exit_code == 0
    assert crossrp("audit", quill, "--fail-on", "risky").exit_code == 1
    (quill / "Quill.lua").write_text("local x = GetTime()\n")
    assert crossrp("audit", quill, "--fail-on", "any").exit_code == 0


def test_json_has_findings_and_uses_with_places(crossrp: Callable[..., Result], quill: Path) -> None:
    data = json.loads(crossrp("audit", quill, "--format", "json").stdout)
    assert [(each["id"], each["new"]["line"]) for each in data["findings"]] == [
        ("function-missing", 2),
        ("shim-used", 3),
    ]
    assert [each["name"] for each in data["uses"]] == ["SendChatMessage", "C_ChatInfo.GetWarmth"]
    assert data["uses"][0]["places"][0].endswith("Quill.lua:3")


def test_the_report_is_written_as_a_whole(crossrp: Callable[..., Result], quill: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    assert crossrp("audit", quill, "--format", "html", "--out", out).exit_code == 1
    assert out.read_text("utf-8").endswith("</html>\n")


def test_accepted_findings_do_not_count_and_stale_ones_are_an_error(
    crossrp: Callable[..., Result], quill: Path, tmp_path: Path
) -> None:
    data = json.loads(crossrp("audit", quill, "--format", "json").stdout)
    known = tmp_path / "known.txt"
    known.write_text("".join(f"{each['fingerprint']}  known\n" for each in data["findings"]))
    assert crossrp("audit", quill, "--fail-on", "any", "--suppress", known).exit_code == 0
    (quill / "Quill.lua").write_text("local x = GetTime()\n")
    result = crossrp("audit", quill, "--suppress", known)
    assert result.exit_code == 2
    assert "any more; remove the line" in result.stderr


def test_patch_day_wants_both_clients(crossrp: Callable[..., Result], quill: Path) -> None:
    assert crossrp("audit", quill, "--from", "wow_11_2").exit_code == 2
    assert crossrp("audit", quill, "--from", "wow_11_2", "--to", "wow", "--product", "wow").exit_code == 2
    result = crossrp("audit", quill, "--from", "wow_11_2", "--to", "wow")
    assert result.exit_code == 0
    assert "Quill from wow_11_2 (11.2.0) to wow (12.1.0)" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "a folder is needed"),
        (("FOLDER", "--product", "wow_wrath"), "there is no client 'wow_wrath'"),
        (("FOLDER", "--product", "wow_classic", "--client-data", "FOLDER"), "no .json file in it"),
        (("PARENT",), "an addon's TOC file is named like its folder"),
    ],
)
def test_wrong_use_is_said(crossrp: Callable[..., Result], quill: Path, arguments: tuple[str, ...], says: str) -> None:
    places = {"FOLDER": quill, "PARENT": quill.parent}
    result = crossrp("audit", *(places.get(each, each) for each in arguments))
    assert result.exit_code == 2
    assert says in result.stderr


def test_the_schema_names_every_rule(crossrp: Callable[..., Result]) -> None:
    described = json.loads(crossrp("audit", "--schema").stdout)
    assert described["properties"]["findings"]["items"]["properties"]["id"]["enum"] == sorted(RULES)


def test_uses_are_listed_with_places(crossrp: Callable[..., Result], quill: Path) -> None:
    lines = crossrp("audit", quill, "--uses").stdout.splitlines()
    assert any(line.startswith("game      SendChatMessage") and line.endswith("Quill.lua:3") for line in lines)


def test_whole_client_data_lets_what_nobody_knew_be_judged(
    crossrp: Callable[..., Result], quill: Path, tmp_path: Path
) -> None:
    (quill / "Quill.lua").write_text(
        "C_Weather.GetWarmth(1)\nC_Weather.GetRain()\nlocal f = CreateFrame('Frame')\nf:RegisterEvent('TIDE_HIGH')\n"
        "f:RegisterEvent('TIDE_LOW')\nlocal tide = Enum.Tide.High == Enum.Tide.Spring\n"
    )
    assert json.loads(crossrp("audit", quill, "--format", "json").stdout)["findings"] == []
    clients, docs = tmp_path / "clients", tmp_path / "docs"
    clients.mkdir()
    docs.mkdir()
    whole = {
        "functions": {"C_Weather.GetWarmth": {"in": [], "out": []}, "CreateFrame": {}},
        "events": {"TIDE_HIGH": []},
        "enums": {"Tide": {"High": 1}},
        "structures": {},
    }
    (clients / "wow.json").write_text(json.dumps(whole))
    (docs / "Weather.lua").write_text(
        'APIDocumentation:AddDocumentationTable({ Name = "Weather", Namespace = "C_Weather", Functions = {\n'
        '{ Name = "GetWarmth", Type = "Function" }, { Name = "GetSnow", Type = "Function" } }, Events = {\n'
        '{ Name = "TideHigh", Type = "Event", LiteralName = "TIDE_HIGH" } }, Tables = {\n'
        '{ Name = "Tide", Type = "Enumeration", Fields = { { Name = "High", EnumValue = 1 } } } } })\n'
    )
    for given in (("--client-data", clients), ("--client-docs", docs)):
        data = json.loads(crossrp("audit", quill, "--format", "json", *given).stdout)
        assert sorted((each["id"], each["new"]["line"]) for each in data["findings"]) == [
            ("arguments-many", 1),
            ("enum-missing", 6),
            ("event-missing", 5),
            ("function-missing", 2),
        ]
