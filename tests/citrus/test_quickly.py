"""Messages read and written in one go are as the codec reads and writes them, whatever comes."""

from __future__ import annotations

import pytest
from hostile import MESH, quick, valid
from hypothesis import given
from hypothesis import strategies as st
from strategies import received, values

from generator.citrus.quickly import read, read_in_channel, written
from generator.citrus.stamps import Stamp, stamp_of
from generator.spec.citrus_mesh import CITRUS_MESH

LINE = b"@i=1AA-1700000000-4294967297;h=2;t=1700000000000000 1AAAAAAAB B 2BBAAAAAC P :Hello!"
FIELDS = [item.name for item in CITRUS_MESH.messages["B"].fields]
STAMP = Stamp(b"1AA", 1_700_000_000, 4_294_967_297, 2, 1_700_000_000_000_000)


def judge(line: bytes) -> bool:
    found = read(line)
    if found is None:
        return False
    said = MESH.decode(line, "LINK")
    assert found == (stamp_of(said), said)
    return True


def test_an_ordinary_message_is_read_and_written() -> None:
    assert judge(LINE)
    assert written("B", STAMP, dict(zip(FIELDS, (b"1AAAAAAAB", b"2BBAAAAAC", b"P", b"Hello!"), strict=True))) == LINE


def test_a_line_for_one_server_is_read_and_written() -> None:
    inner = b"1AAAAAAAB B 1AA0AAAAA P :Hello, tavern!"
    line = LINE.rpartition(b" 1AA")[0] + b" 1AA VIA 2BB :" + inner
    assert judge(line)
    assert written("VIA", STAMP, {"source": b"1AA", "dest": b"2BB", "line": inner}) == line
    assert read_in_channel(inner) == MESH.decode(inner)
    for other in (inner.replace(b" P ", b" W "), inner + b"\0", b"@" + inner, inner.replace(b"1AA0", b"1AAA")):
        assert read_in_channel(other) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Hello!", b""),
        (b"Hello!", b"x" * 5000),
        (b"Hello!", b"a\0b"),
        (b" P ", b" SN "),
        (b" P ", b" W "),
        (b"h=2", b"h=9"),
        (b"h=2", b"h=02"),
        (b"1700000000-", b"4294967296-"),
        (b"4294967297", b"9007199254740992"),
        (b"2BBAAAAAC", b"2BB0AAAAC"),
        (b"1AAAAAAAB B", b":1AAAAAAAB B"),
        (b" P :", b" P "),
        (b" P ", b"  P "),
        (b";t=", b";x="),
    ],
)
def test_what_is_out_of_the_ordinary_is_left_to_the_codec(old: bytes, new: bytes) -> None:
    assert old in LINE
    assert read(LINE.replace(old, new, 1)) is None


@quick
@given(line=st.one_of(valid(), received(CITRUS_MESH)), cut=st.integers(0, len(LINE)), byte=st.integers(0, 255))
def test_what_is_read_is_what_the_codec_reads(line: bytes, cut: int, byte: int) -> None:
    judge(line)
    judge(LINE[:cut] + bytes((byte,)) + LINE[cut + 1 :])
    judge(LINE[:cut] + bytes((byte,)) + LINE[cut:])


@quick
@given(data=st.data(), name=st.sampled_from(("B", "VIA", "KI")))
def test_what_is_written_is_what_the_codec_writes(data: st.DataObject, name: str) -> None:
    found = {item.name: data.draw(values(item.type)) for item in CITRUS_MESH.messages[name].fields}
    tags = data.draw(values(CITRUS_MESH.grammar.tags))  # type: ignore[arg-type]
    line = written(name, Stamp(**tags), found)
    assert line is None or line == MESH.encode(name, found, tags=tags)


@pytest.mark.parametrize(
    "fields",
    [
        (b"1AAAAAAAB B 2BBAAAAAC P :x 1AAAAAAAB", b"2BBAAAAAC", b"P", b"Hello!"),
        (b"1AAAAAAAB", b"2BBAAAAAC P :x", b"P", b"Hello!"),
        (b"1AAAAAAAB", b"2BBAAAAAC", b"P :x", b"Hello!"),
        (b"1AAAAAAAB", b"2BBAAAAAC", b"P", b"a\r\nb"),
        (b"1AAAAAAAB", None, b"P", b"Hello!"),
    ],
)
def test_nothing_is_written_that_reads_as_something_else(fields: tuple[bytes, bytes, bytes, bytes]) -> None:
    assert written("B", STAMP, dict(zip(FIELDS, fields, strict=True))) is None
