"""What players read: whole in every language, and nothing in it that nobody says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest
from luaparser import ast, astnodes

from generator.lua.addon import ADDON
from generator.lua.errors import BrokenAddon
from generator.lua.locales import DEFAULT, FALLBACKS, TOC, faults, locales, places, read
from generator.lua.render import render_addon
from generator.lua.resources import templates
from generator.lua.testing import load_modules
from generator.spec.catalog import revision

FILLED = ("enUS", "deDE", "esES", "frFR", "ruRU", "zhCN")
KEY = re.compile(r"[a-z]+(\.[a-z_]+)+")
MODULES = sorted(
    path.relative_to(templates() / "addon").as_posix()
    for folder in ("Player", "Interface")
    for path in (templates() / "addon" / folder).glob("*.lua")
)


def said(tree: astnodes.Chunk) -> Iterator[str]:
    """What `say` is called with, where that is a text."""
    for node in ast.walk(tree):
        if isinstance(node, astnodes.Invoke) and node.func.id == "say" and isinstance(node.args[0], astnodes.String):
            yield node.args[0].s.decode()


def literals(tree: astnodes.Chunk) -> Iterator[str]:
    """Every text of the form of a key, in one of the groups there are."""
    groups = {key.partition(".")[0] for key in locales()[DEFAULT]}
    for node in ast.walk(tree):
        if isinstance(node, astnodes.String):
            text = node.s.decode()
            if KEY.fullmatch(text) and text.partition(".")[0] in groups:
                yield text


def causes() -> list[str]:
    ns = load_modules("Player/Diagnosis").ns
    return [cause[b"name"].decode() for cause in ns[b"Diagnosis"][b"CAUSES"].values()]


def used() -> set[str]:
    """Every key that can be said: those in the modules, those of the causes, and those in the TOC."""
    found = {f"diag.{cause}.{what}" for cause in causes() for what in ("says", "todo")} | set(TOC)
    for module in MODULES:
        tree = ast.parse((templates() / "addon" / module).read_text("utf-8"))
        found.update(said(tree), literals(tree))
    return found


def test_every_language_is_there() -> None:
    assert tuple(locales()) == FILLED


def test_every_key_that_is_said_is_there_and_every_other_is_gone() -> None:
    found = used()
    known = set(locales()[DEFAULT])
    assert sorted(found - known) == [], "said, but in no language"
    assert sorted(known - found) == [], "never said"


def test_a_translation_is_not_the_english_text() -> None:
    """A text that was copied and never translated; words that are the same in both are short."""
    for name in FILLED[1:]:
        same = [key for key, text in locales()[name].items() if text == locales()[DEFAULT][key] and len(text) > 20]
        assert same == [], name


def wrong(other: str, default: str = '[a]\nb = "Sent {size} to {name}"\n') -> list[str]:
    return [str(fault) for fault in faults({DEFAULT: read(default, DEFAULT), "deDE": read(other, "deDE")})]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "locale/deDE.toml: a.b is missing; enUS has 'Sent {size} to {name}'"),
        ('[a]\nb = "{name}: {size}"\nc = "x"', "locale/deDE.toml: a.c is not in enUS"),
        ('[a]\nb = "{name}"', "locale/deDE.toml: a.b has the places {name}; enUS has {name}, {size}"),
        ('[a]\nb = "{name} {size} {sice}"', "locale/deDE.toml: a.b has the places {name}, {sice}, {size}; enUS has "),
        ('[a]\nb = "{name}\\n{size}"', "locale/deDE.toml: a.b may not hold '\\n'"),
        ('[a]\nb = "|cffff0000{name}|r {size}"', "locale/deDE.toml: a.b may not hold '|'"),
        ('[a]\nb = "]==] {name} {size}"', "locale/deDE.toml: a.b may not hold ']==]'"),
    ],
)
def test_a_fault_is_named_with_its_file_and_key(text: str, fault: str) -> None:
    found = wrong(text)
    assert len(found) == 1
    assert found[0].startswith(fault)


def test_a_sound_language_has_no_fault() -> None:
    assert wrong('[a]\nb = "An {name} gesendet: {size}"') == []


def test_an_empty_text_and_an_odd_key_are_faults() -> None:
    assert wrong('[a]\nb = " "', '[a]\nb = "x"') == ["locale/deDE.toml: a.b is empty"]
    odd = '[A]\n"b c" = "x"'
    assert "A.b c: a key is small letters" in wrong(odd, odd)[0]


@pytest.mark.parametrize(("toml", "message"), [("[a", "locale/deDE.toml: "), ("[a]\nb = 5", "a.b is no text")])
def test_a_file_that_cannot_be_read_is_refused(toml: str, message: str) -> None:
    with pytest.raises(BrokenAddon, match=re.escape(message)):
        read(toml, "deDE")


def test_places_are_words_in_braces() -> None:
    assert places("{name} has {sent_size} of {Total} {} { x } {name}") == {"name", "sent_size"}


def toc_lines() -> Mapping[str, str]:
    text = render_addon(revision("crossrp"))[ADDON.toc].decode()
    pairs = (line.removeprefix("## ").partition(": ") for line in text.splitlines() if line.startswith("## "))
    return {name: value for name, _, value in pairs}


def test_the_toc_has_the_same_texts() -> None:
    lines = toc_lines()
    for key, directive in TOC.items():
        assert lines[directive] == locales()[DEFAULT][key]
        for name in FILLED[1:]:
            text = locales()[name][key]
            assert lines.get(f"{directive}-{name}", lines[directive]) == text
    # The same text need not be said twice.
    assert "Title-deDE" not in lines


def test_languages_without_texts_of_their_own_read_others() -> None:
    lines = toc_lines()
    assert FALLBACKS == {"esMX": "esES"}
    assert lines["Notes-esMX"] == lines["Notes-esES"]
    assert "Notes-zhTW" not in lines


def test_the_lua_side_reads_what_is_written_here() -> None:
    lua, ns, _ = load_modules("Player/Locale", "Player/Text")
    for name, texts in locales().items():
        text = ns[b"Text"][b"new"](name.encode())
        for key, expected in texts.items():
            assert text[b"say"](text, key.encode()) == expected.encode()
    assert lua is not None
