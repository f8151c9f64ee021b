"""`crossrp decode`: what it prints for good and bad lines, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

R1 = b"R1 W3e0d12 H Tammya1A RP1 Hello!"
BAD = b"R1 W3e0d12 X Tammya1A RP1 Hello!"
COMMAND = [sys.executable, "-m", "generator.cli.main", "decode"]


def records(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_fields_are_shown_as_text(crossrp: Callable[..., Result]) -> None:
    result = crossrp("decode", input=R1 + b"\nBYE\n")
    assert result.exit_code == 0
    assert result.stdout == (
        "1: R1, to a bridge\n"
        "    umid         W3e0d12\n"
        "    faction      H\n"
        "    destination  Tammya1A\n"
        "    message      RP1 Hello!\n"
        "2: BYE, leaving\n"
    )


def test_fields_as_json_lines(crossrp: Callable[..., Result]) -> None:
    result = crossrp("decode", "--format", "json", input=R1 + b"\nST 3 ? - - 1H1:#2A77\n")
    first, second = records(result)
    assert first == {
        "line": 1,
        "revision": "alliance-2",
        "message": "R1",
        "fields": {"umid": "W3e0d12", "faction": "H", "destination": "Tammya1A", "message": "RP1 Hello!"},
    }
    assert second["fields"] == {
        "version": "3",
        "request": True,
        "hash1": None,
        "hash2": None,
        "bands": [{"secure": False, "band": "1H", "load": 1}, {"secure": True, "band": "2A", "load": 77}],
    }


def test_a_bad_line_is_told_and_the_rest_is_read(crossrp: Callable[..., Result]) -> None:
    result = crossrp("decode", input=b"\n".join((BAD, b"nonsense", b"BYE")))
    assert result.exit_code == 1
    assert result.stdout == (
        "1: error: R1, field faction: not one of the words this field knows (choice)\n"
        "2: error: no message of this revision has this command (unknown_command)\n"
        "3: BYE, leaving\n"
    )
    found = crossrp("decode", "--format", "json", input=BAD)
    assert found.exit_code == 1
    assert records(found) == [
        {
            "line": 1,
            "error": {
                "message": "R1",
                "field": "faction",
                "why": "choice",
                "text": "not one of the words this field knows",
                "detail": "",
            },
        }
    ]


def test_bytes_that_are_no_text_are_escaped_and_given_in_hex(crossrp: Callable[..., Result]) -> None:
    line = b"R0 \xff\x1b[31m \\ \xc3\xbc\n"
    assert r"message  \xff\x1b[31m \\ ü" in crossrp("decode", input=line).stdout
    (record,) = records(crossrp("decode", "--format", "json", input=line))
    assert record["fields"] == {"message": {"text": r"\xff\x1b[31m \\ ü", "bytes": line[3:-1].hex()}}


def test_pages_and_what_they_carry(crossrp: Callable[..., Result]) -> None:
    lines = b"1<\x01\x02R3 Catnia1H TR 4f2\n1>\x01\x02 ? ?:::\n1-BYE\n"
    result = crossrp("decode", input=lines)
    assert result.exit_code == 0
    assert result.stdout == (
        "1: page 1, slot 1\n"
        "2: R3, delivery, 2 pages from line 1\n"
        "    source   Catnia1H\n"
        "    message  TR 4f2 ? ?:::\n"
        "    carries TR, profile request\n"
        "        slot        4f2\n"
        "        profile_id  ?\n"
        "        serials     A=?\n"
        "3: BYE, leaving\n"
    )
    page, message, _ = records(crossrp("decode", "--format", "json", input=lines))
    assert page == {"line": 1, "page": {"slot": 1, "number": 1, "total": None}}
    assert (message["pages"], message["began"]) == (2, 1)
    assert message["inner"] == {"message": "TR", "fields": {"slot": "4f2", "profile_id": "?", "serials": {"A": "?"}}}
    escaped = rb"1<\x01\x02R3 Catnia1H TR 4f2" + b"\n" + rb"1>\x01\x02 ? ?:::" + b"\n1-BYE\n"
    assert crossrp("decode", "--escaped", input=escaped).stdout == result.stdout


def test_a_file_and_a_dash_for_stdin(crossrp: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_bytes(R1)
    assert crossrp("decode", path).stdout == crossrp("decode", "-", input=R1).stdout
    assert crossrp("decode", path).exit_code == 0
    path.write_bytes(b"")
    assert (crossrp("decode", path).stdout, crossrp("decode", path).exit_code) == ("", 0)


def test_the_revision_and_the_protocol_decide(crossrp: Callable[..., Result]) -> None:
    line = b"R1 Tammya1A hi"
    assert crossrp("decode", input=line).exit_code == 1
    assert crossrp("decode", "--revision", "alliance-1", input=line).exit_code == 0
    citrus = b"@i=1AA-5-6;h=3 1AA C hub.x/2BB IRC D\r\n"
    shown = crossrp("decode", "--protocol", "citrus", input=citrus)
    assert shown.exit_code == 0
    assert "    server  name=hub.x sid=2BB\n" in shown.stdout
    assert "    @hops   3\n" in shown.stdout
    assert "note: encap is understood, but no sender should write it" in shown.stdout
    (record,) = records(crossrp("decode", "--revision", "citrus", "--format", "json", input=citrus))
    assert (record["tags"], record["deviation"]) == ({"sid": "1AA", "epoch": 5, "seq": 6, "hops": 3}, "encap")


def test_the_medium_is_checked_when_given(crossrp: Callable[..., Result]) -> None:
    assert crossrp("decode", "--medium", "WHISPER", input=R1).exit_code == 0
    result = crossrp("decode", "--medium", "BNET", input=R1)
    assert result.exit_code == 1
    assert "R1: the message does not travel on this medium (wrong_medium)" in result.stdout
    (record,) = records(crossrp("decode", "--format", "json", input=b'{"text": "BYE", "medium": "BNET"}'))
    assert record["medium"] == "BNET"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--revision", "aliance-2"), "did you mean 'alliance-2'?"),
        (("--protocol", "citron"), "there are crossrp, citrus"),
        (("--protocol", "citrus", "--revision", "alliance-2"), "revision alliance-2 is one of crossrp, not of citrus"),
        (("--medium", "SMOKE"), "alliance-2 has no medium 'SMOKE'; it has WHISPER"),
        (("--format", "xml"), "'xml'"),
        (("nowhere.txt",), "'nowhere.txt' does not exist"),
        ((".",), "is a directory"),
        (("one", "two"), "'one' does not exist"),
    ],
)
def test_wrong_use_says_what_there_is(crossrp: Callable[..., Result], arguments: tuple[str, ...], told: str) -> None:
    result = crossrp("decode", *arguments, input=b"BYE\n")
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())
    assert result.stdout == ""


def test_help_has_an_example(crossrp: Callable[..., Result]) -> None:
    text = crossrp("decode", "--help").stdout
    assert 'Example:\n    echo "R1 W3e0d12 H Tammya1A RP1 Hello!" | crossrp decode\n' in text
    assert r"\xNN" in text


def test_a_reader_that_leaves_is_no_error() -> None:
    """As in `crossrp decode | head -1`."""
    process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    try:
        process.stdin.write((R1 + b"\n") * 5000)
        process.stdin.close()
    except BrokenPipeError:
        pass
    assert process.stderr.read() == b""
    assert process.wait() in (0, -13, 141)


def test_output_comes_line_by_line_while_input_goes_on() -> None:
    process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"BYE\n")
    process.stdin.flush()
    assert process.stdout.readline() == b"1: BYE, leaving\n"
    process.stdin.close()
    assert process.wait() == 0
    process.stdout.close()


def test_memory_does_not_grow_with_the_input(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    limit = 200 * 1024 * 1024
    with (tmp_path / "out").open("wb") as out:
        process = subprocess.Popen(
            [*COMMAND, "--format", "json"],
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
        )
        assert process.stdin is not None
        assert process.stderr is not None
        # One line longer than the memory, then more half-built messages than are kept.
        for _ in range(250):
            process.stdin.write(b"x" * 1024 * 1024)
        process.stdin.write(b"\n")
        for number in range(16129):
            process.stdin.write(b"1<%c%cR0 %s\n" % (1 + number // 127, 1 + number % 127, b"y" * 240))
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1
    lines = (tmp_path / "out").read_bytes().splitlines()
    assert json.loads(lines[0])["error"]["why"] == "too_long"
    assert json.loads(lines[1]) == {"line": 2, "page": {"slot": 0, "number": 1, "total": None}}
    assert any(b'"why": "full"' in line for line in lines)
