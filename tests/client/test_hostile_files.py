"""Addon files as nobody should write them: each is an error with its file and line, and nothing worse."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.client import toc
from generator.client.products import RETAIL
from tests.client.conftest import AddonMaker, Seat, SeatMaker

HERE = "Interface/AddOns/Foo/"
UTF_8_ONLY = "multi-byte encodings are not supported; write the file in UTF-8"


def load(seat: Seat, folder: Path) -> list[str]:
    seat.client.install(folder)
    seat.client.login()
    return seat.messages


@pytest.mark.parametrize(
    ("name", "source", "message"),
    [
        ("a.xml", b"<?xml version='1.0' encoding='x'?><Ui/>", "1: unknown encoding: x; write the file in UTF-8"),
        ("a.xml", b"<?xml version='1.0' encoding='shift_jis'?><Ui/>", f"1: {UTF_8_ONLY}"),
        ("a.xml", b"<Ui>\n<Frame name='caf\xe9'/></Ui>", "2: not well-formed (invalid token)"),
        ("a.xml", b"", "1: no element found"),
        ("a.xml", b"<Ui>\n<Frame>\n</Ui>", "3: mismatched tag"),
        ("a.xml", b"<Ui>\n<Frame name='a' Name='b'/></Ui>", "2: attribute Name is there twice"),
        ("a.xml", b"<Ui>\n&lol;</Ui>", "2: undefined entity"),
        ("a.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><Ui>&a;</Ui>", "1: a document type is not allowed here"),
        ("a.xml", b"<Ui>" + b"<Frame><Frames>" * 999, "1: elements nested deeper than 100 levels"),
        ("a.lua", b"\x1bLuaQ", "1: attempt to load bytecode"),
        ("a.lua", "A = 1".encode("utf-16"), "1: unexpected symbol near '\udcff'"),
        ("a.lua", b"A = " + b"(" * 9999, "1: chunk has too many syntax levels"),
        ("a.lua", b"A = 1\nend) B = 1 (function()", "2: '<eof>' expected near 'end'"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read(
    new_seat: SeatMaker, addon: AddonMaker, name: str, source: bytes, message: str
) -> None:
    seat = new_seat()
    assert load(seat, addon("Foo", {name: source, "last.lua": "print('last')"})) == [f"{HERE}{name}:{message}"]
    assert seat.client.printed == ["last"]


def test_files_that_include_one_another(new_seat: SeatMaker, addon: AddonMaker) -> None:
    """Each is read once: two files that include each other twice would double the work at each turn."""
    twice = "<Ui>\n<Include file='{0}.xml'/>\n<Include file='{0}.xml'/>\n</Ui>"
    files = {"a.xml": twice.format("b"), "b.xml": twice.format("a")}
    assert load(new_seat(), addon("Foo", files, toc="a.xml\n")) == [
        f"{HERE}b.xml:{line}: a.xml: includes itself" for line in (2, 3, 2, 3)
    ]


def test_a_file_may_be_included_again(new_seat: SeatMaker, addon: AddonMaker) -> None:
    files = {
        "a.xml": "<Ui><Include file='b.xml'/><Include file='b.xml'/></Ui>",
        "b.xml": "<Ui><Script>N = (N or 0) + 1</Script></Ui>",
    }
    seat = new_seat()
    assert load(seat, addon("Foo", files, toc="a.xml\nb.xml\n")) == []
    assert seat.lua("return N") == 3


def test_a_folder_is_no_file(new_seat: SeatMaker, addon: AddonMaker) -> None:
    folder = addon("Foo", {"a.lua/b.lua": ""}, toc="## Interface: 120100\na.lua\n")
    assert load(new_seat(), folder) == [f"{HERE}Foo.toc:2: a.lua: is a folder, no file"]


def test_an_error_deep_in_a_long_script_has_its_line(new_seat: SeatMaker, addon: AddonMaker) -> None:
    source = "<Ui>\n<Script>\n" + "A = 1 -- &lt;\n" * 30_000 + "error('here')\n</Script>\n</Ui>"
    assert load(new_seat(), addon("Foo", {"a.xml": source})) == [f"{HERE}a.xml:30003: here"]


def test_a_toc_in_another_encoding(addon: AddonMaker) -> None:
    folder = addon("Foo", {})
    (folder / "Foo.toc").write_bytes("## Interface: 120100\n".encode("utf-16"))
    with pytest.raises(toc.TocError, match=r"Foo\.toc: is UTF-16 text, which the client cannot read; save it as UTF-8"):
        toc.read(folder, RETAIL)


def test_only_line_ends_end_lines(addon: AddonMaker) -> None:
    text = "\ufeff## Title: a\u2028b\x0cc\r\na\x85.lua\rd.lua\n"
    found = toc.read(addon("Foo", {}, toc=text), RETAIL)
    assert found.directives["title"] == "a\u2028b\x0cc"
    assert dict(zip(found.lines, found.files, strict=True)) == {2: "a\x85.lua", 3: "d.lua"}


def test_the_place_of_what_is_missing_is_named_in_full(new_seat: SeatMaker, addon: AddonMaker) -> None:
    """Lua itself shortens a name of more than sixty bytes."""
    path = "Libraries-With-Long-Names/AVeryLongName-1.0/AVeryLongName-1.0.lua"
    seat = new_seat()
    folder = addon("Foo", {})
    (folder / path).parent.mkdir(parents=True)
    (folder / path).write_text("\nlocal x = C_Item.GetItemID")
    (folder / "Foo.toc").write_text(f"{path}\n")
    assert load(seat, folder) == [f"{HERE}{path}:2: C_Item.GetItemID is not modelled by this client"]
    assert seat.client.unmodelled == {"C_Item.GetItemID": f"{HERE}{path}:2"}


def test_variables_that_cannot_be_saved(new_seat: SeatMaker, addon: AddonMaker) -> None:
    source = "Deep = {} local t = Deep for i = 1, 50000 do t.x = {} t = t.x end Fine, No = { 1 }, false"
    seat = new_seat()
    load(seat, addon("Foo", source, SavedVariables="a-b, Deep, end, Fine, No"))
    seat.client.logout()
    assert seat.messages == [
        f"{HERE}Foo.toc: 'a-b' is not a variable name; use letters, digits and underscores",
        f"{HERE}Foo.toc: Deep is nested too deep to be saved; save a flatter table",
        f"{HERE}Foo.toc: 'end' is not a variable name; use letters, digits and underscores",
    ]
    assert seat.client.saved("Foo") == {"Fine": {1: 1}, "No": False}
