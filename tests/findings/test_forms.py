"""A report in each of its forms says the same, whatever is in it, and what is accepted stays honest."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from generator.findings import accepted
from generator.findings.for_machines import schema
from generator.findings.forms import FORMS, rendered
from generator.findings.record import Finding, Report, Spot, fingerprint

TITLES = {"breaking": "breaks", "risky": "may break", "compatible": "fine"}


def finding(level: str, message: str, line: int = 3) -> Finding:
    spot = Spot("Tide/Tide.lua", line, 7)
    return Finding(
        "tide-high",
        level,
        "tides",
        message,
        "Wait for `low` tide.",
        fingerprint(message),
        new=spot,
        also=(Spot("x", 1),),
    )


NASTY = '`<script>` & "quotes", 100 % | *stars* \x01 \n::error::no'
REPORT = Report(
    "audit",
    "Tide on wow",
    (finding("breaking", "The tide is high."), finding("risky", NASTY, 9)),
    TITLES,
    notes=("Read 1 file.",),
)
EMPTY = Report("audit", "Tide on wow", (), TITLES)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_names_place_rule_and_fingerprint(form: str) -> None:
    text = rendered(REPORT, form, "breaking")
    for part in ("Tide/Tide.lua", "tide-high", fingerprint("The tide is high."), "The tide is high.", "Wait for"):
        assert part in text
    assert text.endswith("\n")


@pytest.mark.parametrize("form", FORMS)
def test_a_report_without_findings_is_a_report(form: str) -> None:
    text = rendered(EMPTY, form, "any")
    assert "Tide/Tide.lua" not in text
    assert ("Nothing found." in text) == (form not in ("json", "github"))


def test_the_page_takes_nothing_for_markup_and_needs_nothing_else() -> None:
    page = rendered(REPORT, "html", "breaking")
    assert "<script" not in page
    assert 'src="' not in page
    assert "<code>low</code>" in page
    assert 'href="docs/audit.md#tide-high"' in page


def test_junit_fails_from_the_level_asked_for_on() -> None:
    for level, failures in (("breaking", "1"), ("risky", "2"), ("any", "2")):
        suite = ElementTree.fromstring(rendered(REPORT, "junit", level))
        assert (suite.get("tests"), suite.get("failures")) == ("2", failures)
    assert ElementTree.fromstring(rendered(EMPTY, "junit", "any")).get("tests") == "1"


def test_github_keeps_every_finding_on_one_line() -> None:
    lines = rendered(REPORT, "github", "any").splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["::error", "::warning"]
    assert "file=Tide/Tide.lua,line=3,col=7," in lines[0]


def test_the_json_form_is_as_its_schema_says() -> None:
    described = schema("crossrp audit", ["tide-high"], ["tides"])
    data = json.loads(rendered(REPORT, "json", "any"))
    assert set(data) == set(described["required"])
    entry = described["properties"]["findings"]["items"]
    for each in data["findings"]:
        assert set(each) == set(entry["required"])
        assert each["id"] in entry["properties"]["id"]["enum"]
        assert each["level"] in entry["properties"]["level"]["enum"]
    assert data["counts"] == {"breaking": 1, "risky": 1, "compatible": 0}


def test_what_is_accepted_is_left_out_and_counted() -> None:
    known = fingerprint(NASTY)
    reasons = accepted.read(f"# known\n\n{known}  the moon is to blame\n", "known.txt")
    report = accepted.apply(REPORT, reasons, "known.txt")
    assert [each.level for each in report.findings] == ["breaking"]
    assert report.headline == "1 breaking. 1 accepted and left out."
    assert not report.fails("breaking") == report.fails("any") is False


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("0123456789ab", "known.txt:1: expected"),
        ("xyz because", "known.txt:1: expected"),
        ("0123456789ab a\n0123456789ab b", "known.txt:2: 0123456789ab is there twice"),
        ("0123456789ab gone", "nothing has the fingerprint 0123456789ab (gone) any more"),
    ],
)
def test_a_line_that_accepts_nothing_is_an_error(text: str, why: str) -> None:
    with pytest.raises(accepted.BadAcceptance) as raised:
        accepted.apply(REPORT, accepted.read(text, "known.txt"), "known.txt")
    assert why in str(raised.value)
