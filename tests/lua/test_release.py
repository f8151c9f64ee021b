"""A release: what is taken out, what stays, and that it does the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.lua import testing
from generator.lua.addon import ADDON
from generator.lua.errors import BrokenAddon
from generator.lua.release import projects, released
from generator.lua.render import render_addon
from generator.spec.catalog import revision

HEAD = "-- SPDX-License-Identifier: MIT\nlocal _, ns = ...\n"
RETAIL, SEVERAL = frozenset({"WOW_PROJECT_MAINLINE"}), frozenset({"WOW_PROJECT_MAINLINE", "WOW_PROJECT_CLASSIC"})


def release(text: str, possible: frozenset[str] = RETAIL) -> str:
    """What is left, without how it is laid out."""
    made = released("x.lua", (HEAD + text).encode(), possible).decode()
    assert made.startswith(HEAD)
    assert made.count("\n") == (HEAD + text).count("\n")
    return " ".join(made.removeprefix(HEAD).split())


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('ns.debug("a", x)\nns.go()', "ns.go()"),
        ('ns.debug(("%d"):format(1), tostring(x), string.format("%s", x));ns.go()', ";ns.go()"),
        ('local f = function()\n\tns.trace("a")\n\treturn 1\nend', "local f = function() return 1 end"),
        ("if ns.DEBUG then\n\tns.check()\nend\nns.go()", "ns.go()"),
        ("if not ns.DEBUG then ns.go() end", "do ns.go() end"),
        ("if ns.DEBUG and x() then a() else b() end", "do b() end"),
        ("if x() and ns.DEBUG then a() end", "if x() and ns.DEBUG then a() end"),
        ("if ns.DEBUG or x() then a() end", "if ns.DEBUG or x() then a() end"),
        ("if WOW_PROJECT_ID == WOW_PROJECT_MAINLINE then a() else b() end", "do a() end"),
        ("if WOW_PROJECT_ID ~= WOW_PROJECT_MAINLINE then a() end b()", "b()"),
        (
            "if WOW_PROJECT_CLASSIC == WOW_PROJECT_ID then a() elseif y then b() else c() end",
            "if y then b() else c() end",
        ),
        ("if WOW_PROJECT_ID == WOW_PROJECT_MAINLINE then local a = 1 else b() end", "do local a = 1 end"),
        ("if WOW_PROJECT_ID == ns.project then a() end", "if WOW_PROJECT_ID == ns.project then a() end"),
        ("if x then if ns.DEBUG then a() end b() end", "if x then b() end"),
        ("if not ns.DEBUG then ns.debug('x') return 1 end", "do return 1 end"),
        ("if ns.DEBUG then else end", ""),
        ("local text = 'ns.debug(1)' -- ns.debug(2)", "local text = 'ns.debug(1)' -- ns.debug(2)"),
    ],
)
def test_what_is_left(text: str, left: str) -> None:
    assert release(text) == left


def test_a_branch_some_client_may_take_stays() -> None:
    text = "if WOW_PROJECT_ID == WOW_PROJECT_MAINLINE then a() else b() end"
    assert release(text, SEVERAL) == text
    assert release("if WOW_PROJECT_ID == WOW_PROJECT_MISTS_CLASSIC then a() else b() end", SEVERAL) == "do b() end"


def test_a_debug_call_that_does_something_is_a_mistake() -> None:
    for text in ("ns.debug(ns.next_number())", "ns.debug(queue:pop())"):
        with pytest.raises(BrokenAddon, match=r"^x\.lua:3: a debug call asks"):
            release(text)


def test_a_module_that_is_no_lua_says_where() -> None:
    with pytest.raises(BrokenAddon, match=r"^x\.lua:4:6: "):
        release("\nif x = 1 then ns.debug(1) end")


def test_projects_are_those_of_the_interfaces() -> None:
    assert projects([120100, 11509, 20506, 50504]) == {
        "WOW_PROJECT_MAINLINE",
        "WOW_PROJECT_CLASSIC",
        "WOW_PROJECT_BURNING_CRUSADE_CLASSIC",
        "WOW_PROJECT_MISTS_CLASSIC",
    }
    assert projects(ADDON.interfaces)


def noisy(source: bytes) -> bytes:
    """The module with a debug call and dead branches at the beginning of every function."""
    extra = (
        r" ns.debug('in', 1) if ns.DEBUG then error('debug') end"
        r" if WOW_PROJECT_ID ~= WOW_PROJECT_MAINLINE then error('flavour') elseif not ns then error('ns') end"
    )
    return re.sub(r"^((?:local )?function [\w.:]+\([^()\n]*\))$", rf"\1{extra}", source.decode(), flags=re.M).encode()


NOISY = ("Limiter.lua", "Bands.lua")
SPECS = ("limiter_spec.lua", "bands_spec.lua")


def test_a_release_passes_the_tests_the_source_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Little is taken out of the addon, so these modules have much to take out, and fail as they are.

    ``crossrp test --release`` runs every test on the whole of a release.
    """
    folder = Path(__file__).parent.parent.parent / "lua_tests"
    plain = render_addon(revision("crossrp"))
    loud = {**plain, **{name: noisy(plain[name]) for name in NOISY}}
    quiet = {**plain, **{name: released(name, loud[name]) for name in NOISY}}
    verdicts = []
    for files in (plain, loud, quiet):
        monkeypatch.setattr(testing, "_rendered", lambda _, files=files: files)
        verdicts.append([(each.name, each.passed) for each in testing.run([folder / spec for spec in SPECS])])
    assert verdicts[0] == verdicts[2]
    assert all(passed for _, passed in verdicts[0])
    assert not all(passed for _, passed in verdicts[1])


def test_a_release_of_the_addon_has_the_same_modules() -> None:
    plain, made = render_addon(revision("crossrp")), render_addon(revision("crossrp"), release=True)
    assert made.keys() == plain.keys()
    assert all(made[name].count(b"\n") == plain[name].count(b"\n") for name in plain if name.endswith(".lua"))
