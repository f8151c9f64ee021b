"""Captured lines of every form, good and bad, in one stream."""

from __future__ import annotations

import json

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from strategies import received
from test_packets import packets

from generator.codec.capture import CAPTURE_WHY, LINE_BYTES, Capture, Found, Problem, Waiting
from generator.codec.readable import plain, readable, unescaped, value_words
from generator.spec.catalog import REVISIONS
from generator.world.trace import Record

DEFAULT = REVISIONS["alliance-2"]
LONG = b"R3 Catnia1H TD 4f2 A 0902xyz " + b"^1" * 400


def read(*lines: bytes, revision=DEFAULT, **options):
    return list(Capture(revision, **options).read(line + b"\n" for line in lines))


def names(results):
    """Results in short: a message's name, a page's number, a problem's reason."""
    return [
        result.decoded.name
        if isinstance(result, Found)
        else result.page.number
        if isinstance(result, Waiting)
        else result.why
        for result in results
    ]


def test_lines_are_counted_and_blank_ones_passed_over():
    results = read(b"BYE", b"", b"A3 W3e0d12", b"\r", b"HO 2")
    assert [(result.line, name) for result, name in zip(results, names(results), strict=True)] == [
        (1, "BYE"),
        (3, "A3"),
        (5, "unknown_command"),
    ]


def test_crlf_and_a_byte_order_mark_are_no_part_of_a_line():
    assert names(read(b"\xef\xbb\xbfBYE\r", b"BYE\r")) == ["BYE", "BYE"]


def test_a_bad_line_says_message_field_and_why_and_the_next_is_read():
    (bad, good) = read(b"R1 W3e0d12 X Tammya1A hi", b"BYE")
    assert (bad.line, bad.message, bad.field, bad.why) == (1, "R1", "faction", "choice")
    assert str(bad) == "R1, field faction: not one of the words this field knows (choice)"
    assert good.decoded.name == "BYE"


@pytest.mark.parametrize("family", ["ADDON", "BNET"])
@pytest.mark.parametrize("slot", [0, 5, 9, 136, 9 * 127, 9 * 127 + 9, 126 * 127 + 9, 16128])
def test_pages_are_put_together_even_when_a_number_is_a_newline(family, slot):
    parts = packets(LONG * 4, family, slot)
    assert len(parts) > 12
    results = read(*parts, b"BYE")
    assert names(results) == [*range(1, len(parts)), "R3", "BYE"]
    found = results[-2]
    assert (found.began, found.pages) == (results[0].line, len(parts))
    assert found.decoded.values["message"] == (LONG * 4)[len(b"R3 Catnia1H ") :]


def test_pages_of_several_messages_may_mix():
    first, second = packets(LONG, slot=1), packets(b"R0 " + b"x" * 300, slot=2)
    assert names(read(first[0], second[0], first[1], second[1], *first[2:])) == [
        1,
        1,
        2,
        "R0",
        *range(3, len(first)),
        "R3",
    ]


def test_a_cut_packet_does_not_take_the_next_line_with_it():
    assert names(read(b"1<", b"BYE", b"1-", b"BYE", b"1>", b"1-BYE")) == [
        "slot",
        "BYE",
        "unknown_command",
        "BYE",
        "slot",
        "BYE",
    ]
    assert [result.line for result in read(b"1<", b"BYE")] == [1, 2]
    assert names(read(b"1<", b'{"text":"BYE"}', b"1<")) == ["slot", "BYE", "slot"]


def test_the_end_of_the_input_ends_half_built_messages():
    results = read(packets(LONG, slot=7)[0])
    assert names(results) == [1, "unfinished"]
    assert results[1].detail == "slot 7, begun on line 1"
    assert names(read(b"1<\x01")) == ["slot"]


def test_a_routed_message_is_opened_when_it_is_one_of_this_revision():
    opened, text, foreign = read(b"R3 Catnia1H TR 4f2 ? ?:::", b"R3 Catnia1H RP1 Hello!", b"R3 Catnia1H A3 W3e0d12")
    assert opened.inner.name == "TR"
    assert opened.inner.values["serials"] == {"A": b"?"}
    assert text.inner is None
    assert foreign.inner is None
    outer, problem = read(b"R3 Catnia1H TR 4f2 ? x:::")
    assert outer.decoded.name == "R3"
    assert (problem.message, problem.field, problem.why) == ("R3 > TR", "serials", "shape")


def test_a_medium_refuses_what_does_not_travel_there():
    assert names(read(b"R1 W3e0d12 H Tammya1A hi", medium="BNET")) == ["wrong_medium"]
    assert names(read(b"R1 W3e0d12 H Tammya1A hi", medium="WHISPER")) == ["R1"]
    assert names(read(b"TV 0902xyz :::", medium="ROUTED")) == ["TV"]
    assert names(read(b"1-TV 0902xyz :::", b"1<", b"x", medium="ROUTED")) == ["unknown_command"] * 3


def test_a_medium_says_how_pages_are_laid_out():
    # As ADDON pages these begin with control bytes, which would pass for page numbers.
    parts = [b"1<\x01\x01R0 \x01", b"1>\x01\x01\x01\x03x"]
    assert names(read(*parts, medium="WHISPER")) == [1, "R0"]


def test_escapes_stand_for_bytes_when_asked():
    assert read(rb"R0 a\x00b", escaped=True)[0].why == "nul"
    assert read(rb"R0 a\nb\x5c\\\q", escaped=True)[0].decoded.values["message"] == b"a\nb\\\\\\q"
    assert read(rb"R0 a\nb")[0].decoded.values["message"] == rb"a\nb"
    parts = [readable(part).encode() for part in packets(LONG, slot=9)]
    assert names(read(*parts, escaped=True))[-1] == "R3"


def test_json_lines_bring_their_medium_and_sender():
    lines = [
        {"text": "BYE", "medium": "BNET"},
        {"bytes": b"R0 \xff".hex(), "medium": "WHISPER"},
        {"text": "BYE", "medium": "WHISPER"},
        {"text": "BYE", "medium": "CHANNEL"},
        {"text": "BYE", "medium": "SMOKE"},
        {"medium": "BNET"},
        {"text": 5},
        {"bytes": "0g"},
        {"text": "\ud800"},
    ]
    results = read(*(json.dumps(line).encode() for line in lines), b"{", b'{"text": "BYE"} x', b"[" * 9)
    assert names(results)[:5] == ["BYE", "R0", "wrong_medium", "BYE", "medium"]
    assert names(results)[5:] == ["json"] * 6 + ["unknown_command"]
    assert results[1].decoded.values["message"] == b"\xff"
    assert "'SMOKE'; it has WHISPER" in str(results[4])


def test_deep_json_is_no_json():
    assert names(read(b'{"text":' + b"[" * 200000)) == ["json"]


def test_pages_in_json_are_kept_apart_by_sender():
    first, second = packets(LONG, slot=1), packets(LONG.replace(b"A", b"B"), slot=1)
    lines = [
        json.dumps({"text": part.decode(), "sender": sender, "medium": "WHISPER"}).encode()
        for pair in zip(first, second, strict=True)
        for sender, part in zip(("Tammya", "Catnia"), pair, strict=True)
    ]
    assert names(read(*lines))[-2:] == ["R3", "R3"]


def record(**changes):
    values = {
        "time": 1.0,
        "kind": "send",
        "medium": "WHISPER",
        "sender": "Tammya-MoonGuard",
        "prefix": "CRP2",
        **changes,
    }
    return Record(**values).json().encode()


def test_of_a_trace_what_was_sent_is_read():
    lines = [
        record(text=b"1-R0 \xff hi"),
        record(text=b"1-R0 hi", kind="deliver"),
        record(text=b"1-R0 hi", kind="refuse", result=3),
        record(kind="session", detail="login"),
        record(text=b"something else", prefix="OTHER"),
        record(text=b"1-BYE", medium="CHANNEL", receiver="crossrp"),
    ]
    results = read(*lines)
    assert [(result.line, result.medium) for result in results] == [(1, "WHISPER"), (6, "BROADCAST")]
    assert results[0].decoded.values["message"] == b"\xff hi"


def test_a_secure_prefix_is_the_revisions_too():
    line = record(text=b"1-R0 hi", prefix="ABCDEFGHIJ+RP")
    assert names(read(line, revision=REVISIONS["release-2"])) == ["R0"]


def test_a_line_too_long_is_said_to_be():
    assert names(read(b"R0 " + b"x" * LINE_BYTES, b"{" + b" " * LINE_BYTES, b"BYE")) == ["too_long", "too_long", "BYE"]


def test_citrus_lines_are_read_whole():
    results = read(b"@i=1AA-5-6;h=3 1AA B * SN :hi\r", b"1-x", revision=REVISIONS["citrus"])
    assert names(results) == ["B", "unknown_command"]
    assert results[0].decoded.tags["hops"] == 3


@pytest.mark.parametrize("name", REVISIONS)
@examples(60)
@given(data=st.data())
def test_nothing_stops_the_reading(name, data):
    odd = st.one_of(
        received(REVISIONS[name]), st.binary(max_size=20), st.binary(max_size=8).map(lambda tail: b"1<" + tail)
    )
    lines = data.draw(st.lists(odd, max_size=6))
    # A packet that a line break cuts in its head takes the next line along, so that is not the one looked for.
    results = read(*lines, b"BYE", b"{", revision=REVISIONS[name], escaped=data.draw(st.booleans()))
    assert "json" in names(results)
    for result in results:
        if isinstance(result, Problem):
            assert CAPTURE_WHY[result.why] in str(result)


@examples(150)
@given(st.one_of(st.binary(max_size=30), st.text(max_size=20).map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_readable_text_is_one_safe_line_and_reads_back(data):
    text = readable(data)
    assert unescaped(text.encode()) == data
    assert text.isprintable() or not any(character < " " or "\x7f" <= character <= "\x9f" for character in text)
    assert text.splitlines() in ([], [text])


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"Hello!", "Hello!"),
        ("Grüße 🐉".encode(), "Grüße 🐉"),
        (b"a\xffb", r"a\xffb"),
        (b"\x1b[31m\r\n\t\0", r"\x1b[31m\x0d\x0a\x09\x00"),
        (b"a\\x41", r"a\\x41"),
        ("\u202eabc\x85".encode(), r"\xe2\x80\xaeabc\xc2\x85"),
        ("\u2067a\u200f".encode(), r"\xe2\x81\xa7a\xe2\x80\x8f"),
    ],
)
def test_text_for_people(data, text):
    assert readable(data) == text


def test_values_for_people_and_programs():
    assert value_words([{"secure": True, "band": b"1A", "load": 2}, {"secure": False, "band": b"1H", "load": 3}]) == (
        "secure band=1A load=2, band=1H load=3"
    )
    assert [value_words(value) for value in (None, True, False, 7, b"x", [], {})] == [
        "(none)", "yes", "no", "7", "x", "(none)", "(none)",
    ]  # fmt: skip
    assert plain({"a": b"\xff", "b": [b"x", None, 3], "c": {"d": "ü".encode()}}) == {
        "a": {"text": r"\xff", "bytes": "ff"},
        "b": ["x", None, 3],
        "c": {"d": "ü"},
    }
