"""What is recovered from addons in three styles and from our own, and how it is held against a revision."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli.lifting import lifted as lifted_from
from generator.diff.compare import Comparison, Side
from generator.diff.drift import drift
from generator.diff.lift import Lifted, Source, lift, lift_sources
from generator.diff.rules import RULES
from generator.lua.render import render_addon
from generator.spec.catalog import revision

WRITTEN = {
    "OneFile": "BYE HI HO R1 R2 R3 ST",
    "AceStyle": "A1 A2 A3 BYE HI PQ PR R0 R1 R2 R3 RG ST TD TR TV",
    "PatternTable": "A1 A2 A3 BYE HI PQ PR R0 R1 R2 R3 RG ST TD TR TV",
}
"""The commands each addon handles, by looking at it."""

LOADED = {
    "Quill": ("A1 A2 A3 BYE HI R0 R1 R2 R3 ST", [("Parts/Network.xml:29", True), ("Unused.lua:1", False)]),
    "Tinker": ("BYE HI R1 R2 R3 ST TD TR TV", [("Tinker.lua:43", True)]),
    "Ravenpost": ("A1 A2 A3 BYE HI R1 R2 R3 ST TD TR TV", [("Ravenpost.lua:47", True)]),
    "Choir": ("A3 BYE HI R1 R2 R3 ST TD TR", [("Libs/AceComm-3.0/AceComm-3.0.lua:1", False), ("Choir.lua:44", True)]),
}
"""The same of addons with a TOC, and what cannot be read: where, and whether a command may hide there."""


def against(revision_id: str, lifted: Lifted) -> Comparison:
    return drift(Side(revision_id, revision(revision_id)), lifted.name, lifted)


def test_at_least_nine_commands_of_ten_are_recovered_and_nothing_else(addons: Path) -> None:
    for name, words in WRITTEN.items():
        found = {command.name for command in lift(addons / name).handled()}
        assert len(found & set(words.split())) >= 0.9 * len(words.split()), name
        assert found <= set(words.split()), name


@pytest.mark.parametrize("name", LOADED)
def test_what_the_toc_and_xml_load_is_read_and_the_rest_is_told(addons: Path, name: str) -> None:
    words, unread = LOADED[name]
    found = lifted_from(addons / name)
    assert {command.name for command in found.handled()} == set(words.split())
    assert [(str(each.place), each.hides) for each in found.unread] == unread


def test_code_in_xml_has_the_lines_of_its_file(addons: Path) -> None:
    found = lifted_from(addons / "Quill")
    assert str(found.commands["R2"].best().place) == "Parts/Network.xml:8"
    assert [str(each.place) for each in found.prefixes] == ["Parts/Network.xml:18"]
    # By a name that another file gives to the command, which is loaded before.
    assert str(found.commands["HI"].best().place) == "Quill.lua:4"


WAYS = {
    'local h = {} h["HI"] = hello h["BYE"] = goodbye': ["BYE", "HI"],
    'local h = {} h["HI"] = hello': [],
    "local h = { HI = hello, BYE = goodbye, other = anything }": ["BYE", "HI"],
    "local sizes = { HI = hello, low = 1, mid = 2, high = 3, BYE = 2 }": [],
    "function Net:HI() end function Net:BYE() end": ["BYE", "HI"],
    "function Net:HI() end function Other:BYE() end": [],
    'local C = { HELLO = "HI" } if command == C.HELLO then end': ["HI"],
    'local text = "HI" if command == other.text then end': [],
    'return word ~= "HI" and strsub(text, 1, 2) == "BYE"': ["BYE", "HI"],
    'if prefix == "CRP2" and UnitName("player") == "BOB" then end': [],
    'return text:find("HI ", 1, true) == 1 or find(text, "BYE") == 1': ["BYE", "HI"],
    'return text:match("^(HI) (%d+)$")': ["HI"],
}
"""Ways to handle a command, and what comes close to them."""


@pytest.mark.parametrize("text", WAYS)
def test_a_way_to_handle_a_command_is_known_and_what_is_near_it_is_none(text: str) -> None:
    found = lift_sources("Addon", [Source("Addon.lua", text.encode())])
    assert [command.name for command in found.handled()] == WAYS[text]


def test_a_command_that_is_captured_is_no_field() -> None:
    found = lift_sources("A", [Source("A.lua", b'local cmd, load = text:match("^(HI) (%d+)$")')])
    assert found.commands["HI"].best().fields == ("load",)


def test_media_come_from_events_channels_and_calls(addons: Path) -> None:
    found = lift(addons / "OneFile").commands
    media = {name: ("=" if command.exact else "~", *sorted(command.media)) for name, command in found.items()}
    assert media == {
        "HI": ("=", "BNET"),
        "BYE": ("=", "BNET"),
        "HO": ("=", "BNET"),
        "R1": ("=", "WHISPER"),
        "R2": ("=", "BNET"),
        "ST": ("=", "BROADCAST"),
        "R3": ("~", "BROADCAST", "RAID", "WHISPER"),
    }
    # By a table that its handler looks into.
    assert {lift(addons / "Choir").commands[name].media for name in ("HI", "TR", "R3", "A3")} == {
        frozenset(("WHISPER", "BROADCAST", "RAID"))
    }
    # By a name that is put together: self["On_" .. command].
    assert lift(addons / "AceStyle").commands["R1"].media == {"WHISPER", "BROADCAST", "RAID"}


def test_fields_durations_sizes_and_prefixes_have_their_place(addons: Path) -> None:
    one = lift(addons / "OneFile")
    assert [(each.value, str(each.place)) for each in one.prefixes] == [("CRP1", "OneFile.lua:57")]
    assert ("R2", ("source", "destination", "message")) in [(e.command, e.fields) for e in one.commands["R2"].handled]
    assert {each.value for each in one.timers} == {2.5}
    assert [(each.name, each.value) for each in lift(addons / "PatternTable").sizes] == [("MAX_PACKET", 255.0)]


def test_it_says_what_it_could_not_read(addons: Path) -> None:
    assert [(str(each.place), each.hides) for each in lift(addons / "PatternTable").unread] == [
        ("Broken.lua:1", True),
        ("Patterns.lua:32", True),
        ("Patterns.lua:37", True),
    ]


ADDON = """
local _, ns = ...
ns.limits = { tries = 5 }
ns.timers = { status_wait = 3 }
ns.messages = {
	{
		command = "ST",
		media = { WHISPER = true, BROADCAST = true },
		fields = { "version", "request", "hash1", "hash2", "bands" },
	},
	{ command = "A3", media = { "WHISPER" }, fields = { "umid" } },
}
C_ChatInfo.RegisterAddonMessagePrefix("CRP2")
"""

DRIFTS = {
    "addon-command-missing": ('command = "A3"', 'command = "Z3"'),
    "addon-command-added": ('command = "A3"', 'command = "Z3"'),
    "addon-medium-missing": ("WHISPER = true, ", ""),
    "addon-medium-added": ('{ "WHISPER" }', '{ "WHISPER", "BNET" }'),
    "addon-fields-differ": ('"version", "request"', '"request", "version"'),
    "addon-prefix-differs": ("CRP2", "CRP7"),
    "addon-timer-differs": ("status_wait = 3", "status_wait = 2"),
    "addon-limit-differs": ("tries = 5", "tries = 6"),
    "addon-unread": ('"CRP2"', "ns.worked_out()"),
}


def found_in(folder: Path, text: str) -> list[tuple[str, str]]:
    folder.mkdir(exist_ok=True)
    (folder / "Addon.lua").write_text(text, encoding="utf-8")
    return [(finding.rule.id, finding.subject) for finding in against("alliance-2", lift(folder)).findings]


@pytest.mark.parametrize("id", DRIFTS)
def test_each_rule_of_code_is_triggered_by_its_change_and_not_without(id: str, tmp_path: Path) -> None:
    before = found_in(tmp_path, ADDON)
    assert {rule for rule, _ in before} == {"addon-command-missing"}
    after = found_in(tmp_path, ADDON.replace(*DRIFTS[id]))
    assert [(rule, subject) for rule, subject in after if (rule, subject) not in before and rule == id]
    assert ("addon-command-missing", "message A3") not in before


def test_every_rule_of_code_is_tried() -> None:
    assert set(DRIFTS) == {id for id in RULES if id.startswith("addon-")}


def test_our_own_addon_is_what_its_revision_says(tmp_path: Path) -> None:
    """Only the files that speak of messages, as reading all of them takes long; `crossrp diff` reads all."""
    for name, data in render_addon(revision("release-2")).items():
        if name in ("Codec.lua", "Spec.lua", "Relay.lua", "Dispatch.lua"):
            (tmp_path / name).write_bytes(data)
    (tmp_path / "Client.lua").write_text("C_ChatInfo.RegisterAddonMessagePrefix(Spec.constants.prefix)")
    lifted = lift(tmp_path)
    assert {command.name for command in lifted.handled()} == set(revision("release-2").commands)
    assert [finding.message for finding in against("release-2", lifted).findings] == []
    assert sorted((each.rule.id, each.subject) for each in against("alliance-2", lifted).findings) == [
        ("addon-fields-differ", "message R1"),
        ("addon-fields-differ", "message R2"),
        ("addon-fields-differ", "message R3"),
        ("addon-medium-missing", "message R0, medium LOGGED"),
        ("addon-medium-missing", "message R3, medium LOGGED"),
        ("addon-prefix-differs", "constant prefix"),
    ]
