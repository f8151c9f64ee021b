"""What is read of an addon, and that it makes no difference how."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.audit.addon import Script, read_addon
from generator.audit.facts import Facts
from generator.audit.reading import Kept, read_script, read_scripts
from generator.client.products import PRODUCTS

from .conftest import written

SOURCE = b"""local Send = C_ChatInfo.SendAddonMessage
local function told(...)
    return Send("X", ...)
end
function Quag_Do(frame)
    frame.text = UnitName("target") .. told(1)
end
"""


def names(facts: Facts, kind: str) -> list[tuple[str, int, int]]:
    return [(use.name, use.line, use.column) for use in facts.uses if use.kind == kind]


def test_a_local_stands_for_what_it_was_given() -> None:
    facts = read_script(SOURCE)
    assert names(facts, "alias") == [("C_ChatInfo.SendAddonMessage", 1, 14)]
    assert ("C_ChatInfo.SendAddonMessage", 3, 12) in names(facts, "call")
    assert names(facts, "write") == [("Quag_Do", 5, 10)]


def test_an_open_end_may_hold_any_number_of_arguments() -> None:
    call = next(use for use in read_script(SOURCE).uses if use.kind == "call" and use.line == 3)
    assert (call.arguments, call.open_end, call.result) == (2, True, "used")


def test_a_file_that_is_no_lua_says_where_and_others_are_read_all_the_same() -> None:
    scripts = [Script("a.lua", b"local x = = 1\n"), Script("b.lua", SOURCE)]
    broken, whole = read_scripts(scripts, Kept(None), jobs=1)
    assert [(line, column) for line, column, _ in broken.faults] == [(1, 11), (1, 0)]
    assert whole.faults == []
    assert whole.uses


def test_code_in_xml_is_placed_by_its_lines(tmp_path: Path) -> None:
    folder = written(tmp_path / "Quill")
    (folder / "Quill.toc").write_text("Quill.xml\n")
    (folder / "Quill.xml").write_text(
        "<Ui>\n<Frame name='Q'><Scripts>\n<OnLoad>GetTime()\n\tGetTime()</OnLoad>\n</Scripts></Frame></Ui>\n"
    )
    addon = read_addon(folder, [PRODUCTS["wow"]])
    (script,) = addon.scripts["Quill.xml"]
    assert names(read_script(script.source, script.line, script.inside), "call") == [
        ("GetTime", 3, 0),
        ("GetTime", 4, 2),
    ]


def test_other_processes_read_the_same(monkeypatch: object) -> None:
    scripts = [Script("a.lua", SOURCE), Script("b.lua", SOURCE * 3), Script("c.xml", SOURCE, 40, True)]
    alone = [read_script(each.source, each.line, each.inside) for each in scripts]
    monkeypatch.setattr("generator.audit.reading.FEW", 0)  # type: ignore[attr-defined]
    told: list[tuple[int, int]] = []
    assert read_scripts(scripts, Kept(None), 2, lambda done, total: told.append((done, total))) == alone
    assert sorted(told)[-1] == (sum(len(each.source) for each in scripts),) * 2


def test_what_was_read_is_kept_and_what_is_kept_may_be_broken_or_deleted(tmp_path: Path, monkeypatch: object) -> None:
    script = Script("a.lua", SOURCE)
    first = read_scripts([script], Kept(tmp_path), 1)

    def never(*_: object) -> None:
        raise AssertionError("read again")

    with monkeypatch.context() as patch:  # type: ignore[attr-defined]
        patch.setattr("generator.audit.reading.read_script", never)
        assert read_scripts([script], Kept(tmp_path), 1) == first
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) == 1
    kept[0].write_bytes(b'{"lines": "x"')
    assert read_scripts([script], Kept(tmp_path), 1) == first
    kept[0].unlink()
    assert read_scripts([script], Kept(tmp_path), 1) == first


@settings(max_examples=20, deadline=None)
@given(st.text(alphabet="=.:()[]{}\"'\n -+*/%#<>~,;xyif end then local", max_size=40))
def test_whatever_the_text_is_reading_it_never_fails(text: str) -> None:
    read_script(text.encode())
