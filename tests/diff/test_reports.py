"""The forms of a report say the same, in the form each reader needs."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator
from pairs import BASE, PAIRS, PING, of

import generator
from generator.cli.diffing import addresses, matrix_text, render
from generator.diff import report, suppress
from generator.diff.addresses import MarkdownPages, SitePages
from generator.diff.compare import Comparison, OtherProtocol, Side, compare
from generator.diff.drift import drift
from generator.diff.finding import Witness
from generator.diff.lift import lift
from generator.diff.matrix import Cell
from generator.findings import accepted
from generator.spec.catalog import REVISIONS

LINKS = MarkdownPages("docs/")
FAIL = ("breaking",)


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(Side("alliance-2", REVISIONS["alliance-2"]), Side("release-2", REVISIONS["release-2"]))


def test_every_finding_is_whole_and_has_a_fingerprint_of_its_own(comparison: Comparison) -> None:
    prints = [finding.fingerprint for finding in comparison.findings]
    assert len(prints) == len(set(prints)) > 10
    for finding in comparison.findings:
        assert finding.old or finding.new
        if finding.level == "breaking" and finding.rule.area in ("message", "field", "type"):
            assert finding.witnesses


def test_a_fingerprint_stays_when_lines_move_and_changes_with_the_change() -> None:
    from generator.spec.place import Place

    old, new = PAIRS["limit-decreased"]
    moved = of(new, *(replace(item, place=Place("elsewhere.py", 7)) for item in new.items))
    other = of(new, *(replace(i, value=3) if i.key == "tries" and i.kind == "limit" else i for i in new.items))
    first, second, third = (
        compare(Side("a", old), Side("b", each)).findings[0].fingerprint for each in (new, moved, other)
    )
    assert first == second != third


def valid(data: object) -> bool:
    """Whether a report keeps to the schema that the tool prints."""
    Draft202012Validator.check_schema(report.schema())
    return bool(Draft202012Validator(report.schema()).is_valid(data))


def test_json_keeps_to_its_schema(comparison: Comparison, addons: Path) -> None:
    data = json.loads(render(comparison, [], "json", FAIL, LINKS))
    assert valid(data)
    assert not valid({**data, "more": 1})
    del data["findings"][0]["witness"]
    assert not valid(data)
    addon = drift(Side("alliance-2", BASE), "Tinker", lift(addons / "Tinker"))
    assert valid(json.loads(render(addon, None, "json", FAIL, LINKS)))


def test_what_was_played_and_what_was_not_is_told_in_each_form(comparison: Comparison) -> None:
    seen = (
        Witness("scenario", "new-to-old", "", "The old newcomer waits 3.0 s.", conflict=True),
        Witness("unplayed", "both", "", "Not played: no client of a scene has a group key."),
    )
    played = replace(comparison, findings=(replace(comparison.findings[-1], witnesses=seen),))
    assert valid(json.loads(render(played, None, "json", FAIL, LINKS)))
    assert "    played: The old newcomer waits 3.0 s.\n    Not played: no" in render(played, None, "text", FAIL, LINKS)
    assert "  - played: The old newcomer waits 3.0 s.\n  - Not played: no" in render(
        played, None, "markdown", FAIL, LINKS
    )
    for form in ("html", "junit", "github"):
        text = render(played, None, form, FAIL, LINKS)
        assert all(witness.seen in text for witness in seen)


def test_text_markdown_and_html_tell_every_finding(comparison: Comparison) -> None:
    text, marked, html = (render(comparison, None, form, FAIL, LINKS) for form in ("text", "markdown", "html"))
    for finding in comparison.findings:
        for each in (text, marked, html):
            assert finding.fingerprint in each
            assert finding.rule.id in each
    assert "To do: " in marked
    assert "The new client drops it at the field part: not one of the words this field knows." in " ".join(text.split())
    assert max(len(line) for line in text.splitlines()) <= 80
    assert 'href="docs/protocol.md#td-profile-part"' in html
    assert "http://" not in html
    assert "https://" not in html


def test_junit_fails_what_it_was_asked_to_fail(comparison: Comparison) -> None:
    suite = ElementTree.fromstring(render(comparison, None, "junit", ("breaking", "risky"), LINKS))
    assert len(suite.findall("testcase")) == len(comparison.findings)
    assert int(suite.attrib["failures"]) == comparison.count("breaking") + comparison.count("risky")
    nothing = compare(Side("a", BASE), Side("a", BASE))
    assert ElementTree.fromstring(render(nothing, None, "junit", FAIL, LINKS)).attrib["failures"] == "0"


def test_github_has_a_line_a_finding(comparison: Comparison) -> None:
    lines = render(comparison, None, "github", FAIL, LINKS).splitlines()
    assert len(lines) == len(comparison.findings)
    assert lines[0].startswith("::error file=generator/spec/crossrp/")
    assert all(re.match(r"::(error|warning|notice) file=[^:,]+,line=\d+,title=[^:,]+::", line) for line in lines)


def test_what_a_message_says_cannot_become_html_or_a_command() -> None:
    wild = of(BASE, replace(PING, title="<script>alert(1)</script>\n::error::x"))
    comparison = compare(Side("<b>", of(BASE)), Side("n", wild))
    assert "<script>alert" not in render(comparison, None, "html", FAIL, LINKS)
    assert "<b>" not in render(comparison, None, "html", FAIL, LINKS)
    assert len(render(comparison, None, "github", FAIL, LINKS).splitlines()) == 1


def test_suppression_takes_findings_out_and_a_stale_one_is_refused(comparison: Comparison) -> None:
    first = comparison.findings[0].fingerprint
    reasons = accepted.read(f"# accepted\n\n{first} the addon never logs there\n", "known.txt")
    assert first not in [each.fingerprint for each in suppress.apply(comparison, reasons, "known.txt").findings]
    with pytest.raises(accepted.BadAcceptance, match=r"known.txt: nothing has the fingerprint 0{12} \(old\)"):
        suppress.apply(comparison, {"0" * 12: "old"}, "known.txt")


@pytest.mark.parametrize("line", ["abc because", "0123456789ab", "0123456789ab  ", "0123456789AB reason"])
def test_a_suppression_needs_a_fingerprint_and_a_reason(line: str) -> None:
    with pytest.raises(accepted.BadAcceptance, match=r"known\.txt:1: expected a fingerprint"):
        accepted.read(line, "known.txt")


def test_two_protocols_are_not_compared() -> None:
    with pytest.raises(OtherProtocol, match="only revisions of one protocol"):
        compare(Side("alliance-2", BASE), Side("citrus", REVISIONS["citrus"]))


def test_a_report_links_only_to_places_that_are_there(comparison: Comparison) -> None:
    docs = Path(generator.__file__).parent.parent / "docs"
    headings = re.findall(r"^#+ (.+)$", (docs / "protocol.md").read_text("utf-8"), re.MULTILINE)
    there = {"".join(c for c in each.lower() if c.isalnum() or c in " -_").replace(" ", "-") for each in headings}
    whole = compare(Side("alliance-1", REVISIONS["alliance-1"]), Side("alliance-2", REVISIONS["alliance-2"]))
    html = render(comparison, None, "html", FAIL, LINKS) + render(whole, None, "html", FAIL, LINKS)
    linked = set(re.findall(r'href="docs/protocol.md#([^"]+)"', html))
    assert len(linked) > 10
    assert linked <= there
    rules = (docs / "diff.md").read_text("utf-8")
    for id in re.findall(r'href="docs/diff.md#([^"]+)"', html):
        assert f'<a id="{id}">' in rules


def test_a_report_can_link_to_a_site(comparison: Comparison) -> None:
    """Wherever that is; that its pages are there is a test of the site."""
    html = render(comparison, None, "html", FAIL, addresses("docs/", "https://example.org/crossrp"))
    assert 'href="https://example.org/crossrp/crossrp/message-TD.html"' in html
    assert 'href="https://example.org/crossrp/rules/diff.html#' in html
    assert "protocol.md" not in html
    site = SitePages("")
    assert site.subject("citrus", "message TO, field text") == "citrus-mesh/message-TO.html"
    assert site.subject("crossrp", "machine page") == "crossrp/machine-page.html"
    assert site.subject("crossrp", "constant prefix") == "crossrp/rules.html#agreed-texts"
    assert site.subject("crossrp", "message NONE") == "crossrp/messages.html"
    assert site.subject("unheard-of", "message R1") == LINKS.subject("unheard-of", "message R1") == ""


def test_the_matrix_is_a_page_with_a_cell_a_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = [
        Cell("crossrp", "a", "b", (1, 0, 2)),
        Cell("crossrp", "b", "a", (0, 3, 2)),
        Cell("other", "c", "<d>", (0, 0, 0)),
        Cell("other", "<d>", "c", (0, 0, 0)),
    ]
    monkeypatch.setattr("generator.diff.matrix.cells", lambda: cells)
    page = matrix_text("html")
    assert page.count("<table") == 2
    assert page.count('<th scope="row">') == 4
    assert page.count('<span class="quiet">the same</span>') == 4
    assert '<li class="breaking"><strong>1</strong> breaking</li>' in page
    assert "&lt;d&gt;" in page
    assert "<d>" not in page
