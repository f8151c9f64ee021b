"""Whether an addon starts: one player, alone in a world, for a while."""

from __future__ import annotations

import re
from pathlib import Path

from generator.client.host import ErrorRecord
from generator.client.toc import TocError
from generator.lua.addon import ADDON
from generator.lua.errors import Finding
from generator.world.world import World

#: Virtual seconds the addon runs: longer than its startup with both of its waits.
SECONDS = 30.0

_PLACE = re.compile(r"^(?:Interface[/\\]AddOns[/\\])?(?:[^/\\:]+[/\\])?([^:]+):(\d+): (.*)$", re.DOTALL)


def boot_check(folder: Path) -> list[Finding]:
    """Log in with the addon in ``folder`` and nothing else, and say what went wrong within SECONDS."""
    world = World(seed=1)
    player = world.player("Tammya", world.realm(1365, "Moon Guard"), "Alliance")
    try:
        player.install(folder)
    except TocError as error:
        return [Finding(ADDON.toc, None, None, str(error))]
    player.login()
    world.run(SECONDS)
    return [_finding(error) for error in player.errors]


def _finding(error: ErrorRecord) -> Finding:
    when = f"at {error.time:.1f} s, in {error.source}"
    if place := _PLACE.match(error.message):
        return Finding(place[1], int(place[2]), None, f"{place[3]} ({when})")
    return Finding(ADDON.folder, None, None, f"{error.message} ({when})")
