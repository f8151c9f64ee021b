"""Single rules: what makes sure of a name, and what a newer client changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from generator.audit.addon import read_addon
from generator.audit.audit import audit, gathered, patch_day
from generator.audit.known import Known, known
from generator.audit.reading import read_script
from generator.client.products import PRODUCTS
from generator.client.signatures import Parameter, Signature, parameters
from generator.findings.record import Report

from .conftest import read, written

RETAIL, ERA = (known(PRODUCTS[key]) for key in ("wow", "wow_classic_era"))
ABSENT = "C_ChatInfo.RequestCanLocalWhisperTarget"


def judged(line: str, client: Known = ERA) -> list[str]:
    """The rules one line breaks, judged by its facts alone."""
    from generator.audit.checks import check, globals_of

    facts = {"x.lua": read_script(line.encode())}
    assert not facts["x.lua"].faults
    return [hit.rule for hit in check("x.lua", facts["x.lua"], globals_of(facts, set()), client)]


@pytest.mark.parametrize(
    "line",
    [
        f"if {ABSENT} then {ABSENT}('x') end",
        f"if C_ChatInfo and {ABSENT} then {ABSENT}('x') end",
        f"local x = {ABSENT} and {ABSENT}('x')",
        f"local x = not {ABSENT} or {ABSENT}('x')",
        f"if type({ABSENT}) == 'function' then {ABSENT}('x') end",
        f"if {ABSENT} ~= nil then {ABSENT}('x') end",
        f"if not {ABSENT} then return end {ABSENT}('x')",
        f"if {ABSENT} == nil then return elseif {ABSENT}('x') then return end",
        f"assert({ABSENT}) {ABSENT}('x')",
        f"local ask = {ABSENT} if ask then ask('x') end",
        f"local can = C_ChatInfo and {ABSENT} if can then {ABSENT}('x') end",
        f"while {ABSENT} do {ABSENT}('x') end",
        f"if WOW_PROJECT_ID == WOW_PROJECT_MAINLINE then {ABSENT}('x') end",
        f"if WOW_PROJECT_ID ~= WOW_PROJECT_MAINLINE then return end {ABSENT}('x')",
        f"local _, _, _, toc = GetBuildInfo() if toc >= 120000 then {ABSENT}('x') end",
        f"if C_Nowhere then C_Nowhere.Do() {ABSENT.replace('C_ChatInfo', 'C_Nowhere')}('x') end",
    ],
)
def test_a_name_that_was_made_sure_of_is_fine(line: str) -> None:
    assert judged(line) == []


@pytest.mark.parametrize(
    "line",
    [
        f"if C_ChatInfo then {ABSENT}('x') end",
        f"if not {ABSENT} then {ABSENT}('x') end",
        f"if {ABSENT} or true then {ABSENT}('x') end",
        f"if {ABSENT} then return end {ABSENT}('x')",
        f"if WOW_PROJECT_ID == WOW_PROJECT_CLASSIC then {ABSENT}('x') end",
        f"local _, _, _, toc = GetBuildInfo() if toc < 120000 then {ABSENT}('x') end",
        f"local ask = {ABSENT} ask('x')",
        f"local x = {ABSENT} x = x or nil {ABSENT}('x')",
    ],
)
def test_a_name_nobody_made_sure_of_is_missing(line: str) -> None:
    assert "function-missing" in judged(line)
    assert judged(line, RETAIL) == []


def test_a_fallback_is_judged_only_where_it_is_taken() -> None:
    assert judged("local send = C_BattleNet and C_BattleNet.SendGameData or BNSendGameData") == []
    assert judged("local send = BNSendGameData") == []
    assert judged("return BNSendGameData(1, 'a', 'b')") == ["shim-used"]


def with_data(client: Known, **more: Mapping[str, object]) -> Known:
    return replace(client, **{key: {**getattr(client, key), **value} for key, value in more.items()})  # type: ignore[arg-type]


def changed(tmp_path: Path, line: str, old: Known, new: Known) -> Report:
    folder = written(tmp_path / "Quill", Quill=line)
    found = read(folder)
    return patch_day(found, old, new)


def one(*arguments: str, results: tuple[str, ...] = ()) -> dict[str, Signature]:
    return {"UnitSex": Signature(parameters(arguments), parameters(results))}


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (one("unit:unit"), one("unit:unit", "more:number"), True),
        (one("unit:unit"), one("unit:unit", "more:number?"), False),
        (one("unit:unit"), one("token:unit"), False),
        (one("unit:unit?"), one("unit:unit"), True),
        (one("unit:unit", results=("sex:number",)), one("unit:unit", results=("sex:number?",)), True),
        (one("unit:unit", results=("sex:number",)), one("unit:unit", results=("sex:number", "x:string")), False),
        (one("unit:unit", results=("sex:number", "x:string")), one("unit:unit", results=("sex:number",)), True),
    ],
)
def test_a_signature_has_changed_when_old_code_is_not_right_any_more(
    tmp_path: Path, before: dict[str, Signature], after: dict[str, Signature], found: bool
) -> None:
    old, new = with_data(RETAIL, signatures=before), with_data(RETAIL, signatures=after)
    report = changed(tmp_path, "local sex = UnitSex(...)\n", old, new)
    assert [each.id for each in report.findings] == (["signature-changed"] if found else [])


def test_payloads_and_values_that_changed_are_told(tmp_path: Path) -> None:
    text = "CreateFrame('Frame'):RegisterEvent('PLAYER_LOGIN')\nlocal code = 0 == Enum.Tide.High\n"
    payload: tuple[Parameter, ...] = parameters(["first:string"])
    old = with_data(RETAIL, payloads={"PLAYER_LOGIN": payload}, enums={"Tide": {"High": 1}})
    new = with_data(RETAIL, payloads={"PLAYER_LOGIN": ()}, enums={"Tide": {"High": 2}})
    report = changed(tmp_path, text, old, new)
    assert [(each.id, each.new.line if each.new else 0) for each in report.findings] == [
        ("payload-changed", 1),
        ("value-changed", 2),
    ]


def test_what_was_wrong_before_is_no_news_on_patch_day(tmp_path: Path) -> None:
    text = "BNGetFriendInfo(1)\nC_ChatInfo.GetWarmth()\n"
    old, new = known(PRODUCTS["wow_classic"]), RETAIL
    folder = written(tmp_path / "Quill", Quill=text)
    read_both = gathered(
        read_addon(folder, [PRODUCTS["wow_classic"], PRODUCTS["wow"]]), [("Quill.lua", read_script(text.encode()))], ""
    )
    assert [each.message for each in patch_day(read_both, old, new).findings] == [
        "`BNGetFriendInfo` is not there on wow (12.1.0)."
    ]
    assert len(audit(read_both, [new]).findings) == 2


def test_a_fingerprint_outlives_lines_before_it(tmp_path: Path) -> None:
    prints = []
    for name, before in (("one", ""), ("two", "\n\n-- more\n")):
        (tmp_path / name).mkdir()
        found = read(written(tmp_path / name / "Quill", Quill=f"{before}UnitFaxtionGroup()\n"))
        prints.append([each.fingerprint for each in audit(found, [RETAIL]).findings])
    assert prints[0] == prints[1]
    assert len(prints[0]) == 1
