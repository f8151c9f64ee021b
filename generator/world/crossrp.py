"""Cross RP in a simulated world: the addon of a revision, and the stand-in for Total RP 3 it works with."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.lua.addon import ADDON
from generator.lua.render import render_addon
from generator.spec.model import Revision
from generator.world.player import Player


def stand_in_folder() -> Path:
    """The folder of the addon that plays Total RP 3's part."""
    return Path(__file__).parent.parent / "client" / "addons" / "totalRP3"


def write_addon(revision: Revision, folder: Path) -> Path:
    """Write the addon of a revision below ``folder`` and return its own folder."""
    addon = folder / ADDON.folder
    for name, data in render_addon(revision).items():
        path = addon / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return addon


def install_addon(players: Iterable[Player], revision: Revision, folder: Path) -> None:
    """Give players the addon of a revision, written below ``folder``."""
    addon = write_addon(revision, folder)
    for player in players:
        player.install(addon)
