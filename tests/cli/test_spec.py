"""`crossrp spec`: what it shows, in which shape, and how it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from generator.cli import coverage_text
from generator.spec import seeds
from generator.spec.catalog import REVISIONS
from generator.spec.model import Procedure

MESSAGES = [(revision.id, name) for revision in REVISIONS.values() for name in revision.messages]


@pytest.fixture(autouse=True)
def no_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The notes that may lie beside this checkout are of no concern here."""
    monkeypatch.setattr(coverage_text, "BESIDE", Path("nowhere"))


def plain(result: Result, code: int = 0) -> str:
    """What was shown: at most 80 columns, no colour, no trailing blanks."""
    assert result.exit_code == code, result.output
    for line in result.stdout.splitlines():
        assert len(line) <= 80, line
        assert line == line.rstrip()
    assert "\x1b" not in result.stdout
    return result.stdout


def words(text: str) -> str:
    """The text without its line breaks."""
    return " ".join(text.split())


def test_the_list_names_every_revision_with_its_parent_and_changes(crossrp: Callable[..., Result]) -> None:
    shown = plain(crossrp("spec", "list"))
    assert "alliance-2 (default): The next draft" in shown
    assert "parent   alliance-1" in shown
    assert "adds     messages RG, R0, A1, A2, A3, PQ, PR;" in shown
    assert "changes  framing pages; messages HI, ST, BYE, R1, R2, R3;" in shown
    assert "drops    message HO" in shown
    assert "25 messages" in shown
    for name, revision in REVISIONS.items():
        assert f"  {name}" in shown
        assert str(revision.source) in words(shown)


def test_the_list_as_json(crossrp: Callable[..., Result]) -> None:
    listed = json.loads(crossrp("spec", "list", "--format", "json").stdout)["revisions"]
    assert [each["id"] for each in listed] == list(REVISIONS)
    second = listed[1]
    assert (second["parent"], second["default"], second["drops"]) == ("alliance-1", True, {"message": ["HO"]})
    assert second["counts"]["message"] == len(REVISIONS["alliance-2"].messages)
    assert listed[0]["adds"] == {}


@pytest.mark.parametrize("name", REVISIONS)
def test_a_revision_is_shown_whole_with_the_source_of_every_item(crossrp: Callable[..., Result], name: str) -> None:
    revision = REVISIONS[name]
    shown = plain(crossrp("spec", "show", name))
    flat = words(shown)
    for item in revision.items:
        assert item.key in shown
        for source in (*item.source.lines, *item.source.decisions, *item.source.facts):
            assert str(source) in flat
        if isinstance(item, Procedure):
            for number, step in enumerate(item.steps, 1):
                assert re.search(rf"^ +{number}\. +{step.action.replace('_', ' ')}", shown, re.MULTILINE)
    assert str(revision.place) in flat


def test_a_derived_revision_marks_what_is_new_and_what_changed(crossrp: Callable[..., Result]) -> None:
    shown = plain(crossrp("spec", "show", "alliance-2"))
    assert re.search(r"^  \+ R0 ", shown, re.MULTILINE)
    assert re.search(r"^  ~ R1 ", shown, re.MULTILINE)
    assert re.search(r"^    TR ", shown, re.MULTILINE)
    assert "+ new and ~ changed since alliance-1" in shown
    assert "changed since" not in crossrp("spec", "show", "alliance-1").stdout


@pytest.mark.parametrize(("revision", "name"), MESSAGES)
def test_a_message_is_shown_with_fields_bounds_examples_and_places(
    crossrp: Callable[..., Result], revision: str, name: str
) -> None:
    message = REVISIONS[revision].messages[name]
    shown = plain(crossrp("spec", "show", revision, name))
    assert shown.startswith(f"{name}: {message.title}\n")
    assert str(message.place) in shown
    assert words(str(message.source)) in words(shown)
    fields = shown.partition("\nFields, in order\n")[2]
    places = [f"\n{fields}".index(f"\n  {field.name} ") for field in message.fields]
    assert places == sorted(places)
    for field in message.fields:
        assert f"({field.place})" in words(shown)
    for example in message.examples:
        assert words(example.decode()) in words(shown)
    for medium in message.media:
        assert medium in shown


def test_a_message_says_its_form_its_bytes_and_its_differences(crossrp: Callable[..., Result]) -> None:
    shown = plain(crossrp("spec", "show", "alliance-2", "R1"))
    assert "  R1 <umid> <faction> <destination> <message>\n" in shown
    assert "bytes     16 to 131072" in shown
    assert "one of A, H" in shown
    assert "source    crossrp:154-156, C4, C6" in shown
    assert "    destination  Tammya1A\n" in shown
    assert "Since alliance-1\n  field umid is new, at the beginning\n  field faction is new, after umid\n" in shown
    assert "Since alliance-2\n  the same\n" in crossrp("spec", "show", "release-2", "HI").stdout
    assert "Since alliance-1\n  new\n" in crossrp("spec", "show", "alliance-2", "A1").stdout
    assert "<source> F <dest> <level> [<channel>]" in crossrp("spec", "show", "citrus", "F").stdout


def test_a_command_of_two_messages_shows_both_and_case_is_forgiven(crossrp: Callable[..., Result]) -> None:
    shown = plain(crossrp("spec", "show", "citrus", "a"))
    assert "A.query: account query" in shown
    assert "A.reply: account reply" in shown
    assert crossrp("spec", "show", "alliance-2", "r1").stdout.startswith("R1: ")


def test_a_protocols_name_shows_its_default_revision(crossrp: Callable[..., Result]) -> None:
    assert crossrp("spec", "show", "crossrp").stdout == crossrp("spec", "show", "alliance-2").stdout


@pytest.mark.parametrize("name", REVISIONS)
def test_a_revision_as_json_has_every_item(crossrp: Callable[..., Result], name: str) -> None:
    shown = json.loads(crossrp("spec", "show", name, "--format", "json").stdout)
    found = [(kind, item["name"]) for kind, items in shown["items"].items() for item in items]
    assert sorted(found) == sorted((item.kind, item.key) for item in REVISIONS[name].items)
    assert all(item["source"] and item["place"] for items in shown["items"].values() for item in items)


def test_a_message_as_json(crossrp: Callable[..., Result]) -> None:
    shown = json.loads(crossrp("spec", "show", "release-2", "TD", "--format", "json").stdout)
    assert [field["name"] for field in shown["fields"]] == ["slot", "part", "profile_id", "data"]
    assert shown["fields"][0]["bytes"] == [1, 16]
    assert shown["examples"][0]["fields"]["part"] == "A"
    assert shown["differences"] == ["field part is one of 1 (A), 2 (B), 3 (C), 4 (D); was one of A, B, C, D"]
    assert shown["stated_in"] == "release-2"
    inherited = json.loads(crossrp("spec", "show", "release-2", "HI", "--format", "json").stdout)
    assert inherited["stated_in"] == "alliance-2"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("show", "aliance-2"), "did you mean 'alliance-2'?"),
        (("show", "aliance-2", "R1"), "alliance-1, alliance-2, release-2, citrus"),
        (("show", "alliance-2", "R11"), "did you mean 'R1'?"),
        (("show", "alliance-2", "R11"), "TV, LO, LA, LX, LH, LM, LN, LR, LS, LQ, RG, R0, A1, A2, A3, PQ, PR"),
        (("show", "alliance-2", "HO"), "alliance-2 has no message 'HO'"),
        (("show", "citrus", "zzzzzz"), "it has A.query, A.reply, B, C, D, E, F, PI, PO"),
        (("show",), "Missing argument"),
        (("list", "--format", "xml"), "'xml'"),
        (("coverage", "--seeds", "/nowhere"), "'/nowhere'"),
    ],
)
def test_wrong_use_says_what_there_is(crossrp: Callable[..., Result], arguments: tuple[str, ...], told: str) -> None:
    result = crossrp("spec", *arguments)
    assert result.exit_code == 2
    assert told in words(result.stderr)
    assert result.stdout == ""


@pytest.mark.parametrize("arguments", [(), ("--help",), ("list", "--help"), ("show", "--help"), ("coverage", "--help")])
def test_every_command_explains_itself(crossrp: Callable[..., Result], arguments: tuple[str, ...]) -> None:
    text = crossrp("spec", *arguments).output
    assert "Usage: " in text
    if arguments[:1] not in ((), ("--help",)):
        assert "Example:\n" in text


def test_the_notes_are_covered_without_their_text(crossrp: Callable[..., Result]) -> None:
    shown = plain(crossrp("spec", "coverage"))
    assert re.search(r"^ +12 +behaviour links$", shown, re.MULTILINE)
    assert "Cross RP: left out on purpose\n  38  breaks off before it says anything\n" in shown
    assert shown.count("every line is carried or left out on purpose") == 2
    assert "without the text" in shown


def test_coverage_as_json(crossrp: Callable[..., Result]) -> None:
    found = json.loads(crossrp("spec", "coverage", "--format", "json").stdout)["seeds"]
    assert [each["seed"] for each in found] == ["crossrp", "citrus"]
    assert [len(each["lines"]) for each in found] == [237, 91]
    line = found[0]["lines"][11]
    assert (line["line"], line["kind"]) == (12, "stating")
    assert [(carrier["kind"], carrier["name"]) for carrier in line["carried_by"]] == [("behaviour", "links")]
    assert line["carried_by"][0]["place"].startswith("generator/spec/crossrp/alliance_1.py:")
    assert "text" not in line


@pytest.fixture
def small_notes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Notes of four lines, of which the items carry two, in a folder."""
    text = b"Title\nFirst thing.\n\nSecond  thing, in quite a few more words than fit beside what carries it.\n"
    from hashlib import sha256

    small = seeds.Seed(
        name="crossrp",
        title="Small",
        lines=4,
        sha256=sha256(text).hexdigest(),
        blank="3",
        rulers="",
        headings="1",
        left_out=(),
    )
    known = {"crossrp": small}
    for module in (seeds, coverage_text):
        monkeypatch.setattr(module, "SEEDS", known)
    monkeypatch.setattr("generator.spec.coverage.SEEDS", known)
    revision = replace(REVISIONS["alliance-1"], own=(), parent=None, source=REVISIONS["alliance-1"].source)
    monkeypatch.setattr("generator.spec.catalog.REVISIONS", {"small": replace(revision, source=_source("crossrp:1"))})
    (tmp_path / small.file).write_bytes(text)
    return tmp_path


def _source(text: str) -> object:
    from generator.spec.place import source

    return source(text)


def test_an_uncarried_line_exits_1_and_is_named(crossrp: Callable[..., Result], small_notes: Path) -> None:
    shown = plain(crossrp("spec", "coverage", "--seeds", small_notes), code=1)
    assert "2  First thing." in shown
    assert "NOTHING" in shown
    assert "Small: 2 carried by nothing" in shown
    assert "line 4  carried by nothing" in shown
    assert "the text is the one the specification was written from" in shown
    found = crossrp("spec", "coverage", "--seeds", small_notes, "--format", "json")
    assert found.exit_code == 1
    assert json.loads(found.stdout)["seeds"][0]["uncarried"] == [2, 4]
    assert json.loads(found.stdout)["seeds"][0]["lines"][1]["text"] == "First thing."


def test_another_text_is_refused(crossrp: Callable[..., Result], small_notes: Path) -> None:
    path = small_notes / "crossrp-protocol.txt"
    path.write_bytes(path.read_bytes() + b"More.\n")
    result = crossrp("spec", "coverage", "--seeds", small_notes)
    assert result.exit_code == 2
    assert f"{path}: this is not the text of the Small notes" in result.stderr
    assert result.stdout == ""
    path.unlink()
    missing = crossrp("spec", "coverage", "--seeds", small_notes)
    assert missing.exit_code == 2
    assert str(path) in missing.stderr


def test_notes_beside_the_checkout_are_read_without_being_named(
    crossrp: Callable[..., Result], small_notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coverage_text, "BESIDE", small_notes)
    assert "First thing." in crossrp("spec", "coverage").stdout


def test_no_colour_is_forced_into_a_pipe(crossrp: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE", "COLORTERM"):
        monkeypatch.setitem(os.environ, name, "1")
    monkeypatch.setitem(os.environ, "COLUMNS", "200")
    plain(crossrp("spec", "show", "alliance-2"))


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What a command writes to a terminal of 60 columns."""
    pty = pytest.importorskip("pty")
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 60, 0, 0))
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS", "LINES")}
    command = [sys.executable, "-m", "generator.cli.main", *arguments]
    process = subprocess.Popen(command, stdout=theirs, stdin=theirs, env={**kept, "TERM": "xterm", **environment})
    os.close(theirs)
    data = b""
    try:
        while more := os.read(ours, 65536):
            data += more
    except OSError:
        # The other end has closed.
        pass
    os.close(ours)
    assert process.wait() == 0
    return data.decode()


def test_a_terminal_gets_its_width_and_colour_unless_it_wants_none() -> None:
    shown = on_a_terminal("spec", "show", "alliance-2", "R1")
    assert "\x1b[1m" in shown
    bare = re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()
    assert max(map(len, bare)) <= 60
    assert "\x1b" not in on_a_terminal("spec", "show", "alliance-2", "R1", NO_COLOR="1")
