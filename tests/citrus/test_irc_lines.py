"""Lines, tags and masks, held against the cases the IRC documentation project publishes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parser_tests import data

from generator.citrus.irc.line import (
    Line,
    clean,
    cut,
    full_mask,
    is_utf8,
    join,
    matches,
    pieces,
    split,
    tags_of,
    tags_text,
    userhost,
)
from generator.codec.errors import Fault
from generator.codec.tokens import write
from generator.spec.citrus import server

quick = settings(max_examples=60, derandomize=True, deadline=None, database=None)


def line_of(atoms: dict[str, Any]) -> Line:
    tags = {key.encode(): (value or "").encode() for key, value in atoms.get("tags", {}).items()}
    params = [each.encode() for each in atoms.get("params", [])]
    return Line(atoms.get("verb", "").encode(), params, atoms.get("source", "").encode(), tags)


@pytest.mark.parametrize("case", data.msg_split["tests"], ids=lambda case: case["input"])
def test_a_line_is_taken_apart(case: dict[str, Any]) -> None:
    assert split(case["input"].encode()) == line_of(case["atoms"])


@pytest.mark.parametrize("case", data.msg_join["tests"], ids=lambda case: case["desc"])
def test_a_line_is_put_together(case: dict[str, Any]) -> None:
    assert join(line_of(case["atoms"])).decode() in case["matches"]


@pytest.mark.parametrize("case", data.mask_match["tests"], ids=lambda case: case["mask"])
def test_a_mask(case: dict[str, Any]) -> None:
    mask = case["mask"].encode()
    assert [text for text in case["matches"] if not matches(mask, text.encode())] == []
    assert [text for text in case["fails"] if matches(mask, text.encode())] == []


@pytest.mark.parametrize("case", data.userhost_split["tests"], ids=lambda case: case["source"])
def test_who_a_source_is(case: dict[str, Any]) -> None:
    atoms = case["atoms"]
    assert userhost(case["source"].encode()) == tuple(atoms.get(each, "").encode() for each in ("nick", "user", "host"))


@pytest.mark.parametrize("case", data.validate_hostname["tests"], ids=lambda case: case["host"])
def test_the_name_of_a_server(case: dict[str, Any]) -> None:
    def fits(name: str) -> bool:
        try:
            write(server, {"name": name, "sid": "1AA"})
        except Fault:
            return False
        return True

    assert fits(case["host"]) == case["valid"]


def test_a_hostile_mask_takes_no_time() -> None:
    assert not matches(b"*a" * 60 + b"b", b"a" * 300)


@quick
@given(st.dictionaries(st.from_regex(rb"\A[a-z]{1,8}\Z"), st.binary(max_size=12), max_size=4))
def test_tags_come_back(tags: dict[bytes, bytes]) -> None:
    kept = {key: value.replace(b"\0", b"") for key, value in tags.items()}
    assert tags_of(tags_text(kept)) == kept


@quick
@given(st.text(max_size=60), st.integers(8, 30))
def test_a_text_is_cut_between_characters(text: str, most: int) -> None:
    raw = text.encode("utf-8", "surrogatepass")
    if not is_utf8(raw):
        return
    assert len(cut(raw, most)) <= most
    assert raw.startswith(cut(raw, most))
    assert is_utf8(cut(raw, most))
    parts = list(pieces(raw, most))
    assert b"".join(parts) == raw
    assert all(is_utf8(part) and len(part) <= most for part in parts)


@quick
@given(st.binary(max_size=40))
def test_whatever_comes_of_the_mesh_fits_a_line(raw: bytes) -> None:
    text = clean(raw)
    assert is_utf8(text)
    assert not set(text) & set(b"\0\r\n")


def test_masks_as_people_write_them() -> None:
    assert full_mask(b"Tammya") == b"Tammya!*@*"
    assert full_mask(b"*.example") == b"*!*@*.example"
    assert full_mask(b"Tammya!t@") == b"Tammya!t@*"
    assert full_mask(b"@moon") == b"*!*@moon"
