"""Every shipped scenario with messages locked now and then and names kept secret, on each retail client: no Lua error.

By default each scenario runs once, the revision and the client taking turns; CROSSRP_LOCKED=all runs every combination.
"""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import product

import pytest

from generator.world.scenarios import Run, Scenario, load, shipped
from generator.world.scenarios.locked import locked

REVISIONS = ("alliance-2", "release-2")
RETAIL = ("wow", "wowxptr")
#: Addons of other people's play the tour.
NAMES = sorted(name for name in shipped() if name != "tour")
ALL = list(product(NAMES, REVISIONS, RETAIL))
TURNS = [(name, *list(product(REVISIONS, RETAIL))[number % 4]) for number, name in enumerate(NAMES)]


def chosen(name: str, revision: str, client: str) -> Scenario:
    scenario = load(shipped()[name])
    large = sum(crowd.count for crowd in scenario.crowds) > 50
    scenario = locked(scenario.scaled(0.06) if large else scenario)
    return replace(
        scenario,
        settings={**scenario.settings, "product": client},
        players=tuple(replace(player, crossrp=revision if player.crossrp else "") for player in scenario.players),
        crowds=tuple(replace(crowd, crossrp=revision if crowd.crossrp else "") for crowd in scenario.crowds),
    )


@pytest.mark.parametrize(("name", "revision", "client"), ALL if os.environ.get("CROSSRP_LOCKED") == "all" else TURNS)
def test_no_error_comes_of_locks_and_secrets(name: str, revision: str, client: str) -> None:
    run = Run(chosen(name, revision, client))
    result = run.finish()
    assert result.errors == (), f"crossrp simulate {name} --locked --product {client}"
    assert {player.product for player in run.players.values()} == {client}
    refused = sum(count.refused for count in run.world.counts.media.values())
    assert refused > 0, "nothing was locked"
    assert sum(count.delivered for count in run.world.counts.media.values()) > 0
