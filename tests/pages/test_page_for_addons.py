"""What docs/for-addons.md shows works between players of two sides."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import generator
from generator.spec.catalog import revision
from generator.world.crossrp import install_addon
from generator.world.player import Player
from generator.world.world import World

PAGE = (Path(generator.__file__).parent.parent / "docs" / "for-addons.md").read_text(encoding="utf-8")
RECEIVING, SENDING, EVENTS, STATUS = re.findall(r"^```lua\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture
def players(tmp_path: Path) -> dict[str, Player]:
    """Tammya and Catnia of two sides, and the friends Borin and Zulya between them; all have started."""
    world = World(seed=1)
    realm = world.realm(1365, "Moon Guard")
    sides = {"Tammya": "Alliance", "Borin": "Alliance", "Zulya": "Horde", "Catnia": "Horde"}
    found = {name: world.player(name, realm, side) for name, side in sides.items()}  # type: ignore[arg-type]
    install_addon(found.values(), revision("alliance-2"), tmp_path)
    world.befriend(found["Borin"], found["Zulya"])
    for player in found.values():
        player.login()
    world.run(20.0)
    return found


def test_the_examples_send_and_receive(players: dict[str, Player]) -> None:
    tammya, catnia = players["Tammya"], players["Catnia"]
    tammya.lua(RECEIVING)
    catnia.lua(SENDING)
    tammya.world.run(5.0)
    assert [line for line in tammya.printed if "WAVE" in line] == ["Catnia1H says WAVE hello!"]
    assert any(line.startswith("acked") for line in catnia.printed)
    assert tammya.world.errors == []


def test_the_example_hears_of_a_band(players: dict[str, Player]) -> None:
    tammya = players["Tammya"]
    tammya.lua(EVENTS)
    tammya.target(players["Catnia"])
    tammya.world.run(5.0)
    assert "There is somebody of 1H" in tammya.printed
    assert tammya.world.errors == []


def test_the_example_tells_of_the_network(players: dict[str, Player]) -> None:
    tammya, borin = players["Tammya"], players["Borin"]
    tammya.target(players["Catnia"])
    tammya.lua(STATUS)
    borin.lua(STATUS)
    assert [line.split() for line in tammya.printed if "1H" in line] == [["1H", "true", "0", "1", "2"]]
    assert [line.split() for line in borin.printed if "1H" in line] == [["1H", "false", "1", "0", "2"]]


def test_every_function_and_outcome_it_names_is_there(players: dict[str, Player]) -> None:
    tammya = players["Tammya"]
    for name in sorted(set(re.findall(r"CrossRP\.(\w+)", PAGE))):
        assert tammya.lua(f"return CrossRP.{name} ~= nil"), name
