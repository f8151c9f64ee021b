"""Messages read and written in one go are as the codec reads and writes them, whatever comes."""

from __future__ import annotations

import pytest
from hostile import MESH, quick, valid
from hypothesis import given
from hypothesis import strategies as st
from strategies import received, values

from generator.citrus.quickly import read, written
from generator.citrus.stamps import Stamp, stamp_of
from generator.spec.citrus_mesh import CITRUS_MESH

LINE = b"@i=1AA-1700000000-4294967297;h=2;t=1700000000000000 1AAAAAAAB B 2BBAAAAAC P :Hello!"
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
    assert written(STAMP, b"1AAAAAAAB", b"2BBAAAAAC", b"P", b"Hello!") == LINE


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
@given(
    fields=st.tuples(*(values(item.type) for item in CITRUS_MESH.messages["B"].fields)),
    tags=values(CITRUS_MESH.grammar.tags),  # type: ignore[arg-type]
)
def test_what_is_written_is_what_the_codec_writes(fields: tuple[bytes, ...], tags: dict[str, int]) -> None:
    stamp = Stamp(**tags)  # type: ignore[arg-type]
    line = written(stamp, *fields)
    names = [item.name for item in CITRUS_MESH.messages["B"].fields]
    assert line is None or line == MESH.encode("B", dict(zip(names, fields, strict=True)), tags=tags)


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
    assert written(STAMP, *fields) is None
