"""What docs/raids.md says is so: its examples run, its figures are those of the specification."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import generator
from generator.spec.catalog import revision
from generator.spec.model import Quota
from generator.world.crossrp import write_addon
from generator.world.player import Player
from generator.world.world import World

PAGE = (Path(generator.__file__).parent.parent / "docs" / "raids.md").read_text(encoding="utf-8")
LINKING, TALKING, KEY = re.findall(r"^```lua\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
SPEC = revision("alliance-2")


@pytest.fixture
def leaders(tmp_path: Path) -> tuple[Player, Player]:
    """Tammya and Catnia, friends of two sides, each with a party."""
    world = World(seed=1)
    realm = world.realm(1365, "Moon Guard")
    addon = write_addon(SPEC, tmp_path)
    tammya, ann = world.player("Tammya", realm, "Alliance"), world.player("Ann", realm, "Alliance")
    catnia, grom = world.player("Catnia", realm, "Horde"), world.player("Grom", realm, "Horde")
    world.befriend(tammya, catnia)
    world.group(tammya, ann)
    world.group(catnia, grom)
    for player in (tammya, ann, catnia, grom):
        player.install(addon)
        player.login()
    world.run(20.0)
    return tammya, catnia


def test_the_examples_link_and_talk(leaders: tuple[Player, Player]) -> None:
    tammya, catnia = leaders
    for player in leaders:
        player.lua(TALKING)
    tammya.lua(LINKING)
    catnia.lua('CrossRP.LinkRaid("Tammya1A")')
    tammya.world.run(10.0)
    for player, source in ((tammya, "Catnia1H"), (catnia, "Tammya1A")):
        assert "the greeting: acked" in player.printed
        assert f"{source} calls: Greetings to all of you!" in player.printed
    tammya.lua(LINKING.replace("Catnia1H", "Grom1H"))
    assert "no link: busy" in tammya.printed
    assert tammya.world.errors == []


def test_the_example_of_a_key_sends_under_it(leaders: tuple[Player, Player]) -> None:
    tammya, catnia = leaders
    catnia.lua(KEY)
    catnia.lua("CrossRP.SetMessageHandler('WAVE', function(_, text, secure) print(text, secure) end)")
    catnia.world.run(5.0)
    tammya.lua(KEY)
    tammya.world.run(5.0)
    # Who has the key is told to the friend just after it was entered.
    tammya.lua(KEY)
    tammya.world.run(5.0)
    assert any("WAVE only between us" in line and "true" in line for line in catnia.printed)
    assert tammya.world.errors == []


def test_every_function_it_names_is_there(leaders: tuple[Player, Player]) -> None:
    for name in sorted(set(re.findall(r"CrossRP\.(\w+)", PAGE))):
        assert leaders[0].lua(f"return CrossRP.{name} ~= nil"), name
    status = leaders[0].lua("return CrossRP.GetRaidStatus()")
    assert isinstance(status, dict)
    assert {"kind", "leads", "offers", "secure", "state"} <= set(status)


def test_every_event_it_names_is_fired() -> None:
    addon = Path(generator.__file__).parent.parent / "templates" / "addon" / "Raid.lua"
    fired = set(re.findall(r'events:fire\("(RAID_\w+)"', addon.read_text(encoding="utf-8")))
    assert set(re.findall(r"^\| `(RAID_\w+)` \|", PAGE, re.MULTILINE)) == fired


def test_the_bounds_are_those_of_the_specification() -> None:
    rows = re.findall(r"^\| `(raid_\w+)` \| ([^|]+) \|", PAGE, re.MULTILINE)
    assert len(rows) == 8
    for name, shown in rows:
        if name in SPEC.timers:
            assert shown == f"{SPEC.timers[name].seconds:g} s", name
        elif name in SPEC.limits:
            assert shown == f"{SPEC.limits[name].value}", name
        else:
            quota = SPEC.all(Quota)[name]
            assert shown == f"{quota.rate:g} a second, {quota.burst:g} at once", name
    assert f"up to {SPEC.limits['key_bytes'].value} bytes" in PAGE
    assert f"up to {SPEC.limits['raid_text'].value} bytes" in PAGE
