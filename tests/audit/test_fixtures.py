"""An addon full of planted faults, of which each is found where it is, and one without any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.audit.audit import audit
from generator.audit.rules import RULES
from generator.lua.build import default_folder

from .conftest import HERE, clients, read

FAULT = re.compile(rb"(next line has a )?fault: ([\w-]+)")


def planted(folder: Path) -> Iterator[tuple[str, str, int]]:
    """Rule, file and line of every fault a comment announces."""
    for path in sorted(folder.rglob("*.*")):
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            for following, rule in FAULT.findall(line):
                yield rule.decode(), path.relative_to(folder).as_posix(), number + bool(following)


def test_every_planted_fault_is_found_and_nothing_else() -> None:
    found = read(HERE / "Quagmire")
    report = audit(found, clients(found))
    spots = {(each.id, spot.file, spot.line) for each in report.findings for spot in (each.new, *each.also) if spot}
    expected = set(planted(HERE / "Quagmire"))
    assert len(expected) >= 30
    assert expected - spots == set()
    assert spots - expected == set()


def test_every_rule_about_one_client_has_a_planted_fault() -> None:
    rules = {rule for rule, _, _ in planted(HERE / "Quagmire")}
    assert rules == {rule.id for rule in RULES.values() if rule.area != "change"}


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    found = read(HERE / "Meadow")
    report = audit(found, clients(found))
    assert [f"{each.new} {each.message}" for each in report.findings] == []


def test_our_own_addon_is_clean_where_it_meets_the_game() -> None:
    """Nearly all of it that does is in a few files; ``crossrp audit`` in .ci/run reads every file."""
    found = read(default_folder(), lambda name: not name.startswith("Client"))
    report = audit(found, clients(found))
    assert any(use.name == "C_ChatInfo.SendAddonMessage" for use in found.facts["Client/Messages.lua"].uses)
    assert [f"{each.new} {each.message}" for each in report.findings] == []
