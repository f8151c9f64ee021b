"""Cross RP in a simulated world: the addon of a revision, and the stand-ins for the profile addons it works with."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterable
from functools import cache
from itertools import count
from pathlib import Path

from generator.lua.addon import ADDON
from generator.lua.render import render_addon
from generator.spec.model import Revision
from generator.world.player import Player

_ADDONS = Path(__file__).parent.parent / "client" / "addons"


def stand_in_folder() -> Path:
    """The folder of the addon that plays Total RP 3's part."""
    return _ADDONS / "totalRP3"


def msp_stand_in_folder() -> Path:
    """The folder of the addon that plays the part of MyRolePlay, XRP and their like, and of their library."""
    return _ADDONS / "mspStandIn"


# A process runs many worlds with one addon, and rendering it takes longer than a short run.
rendered = cache(render_addon)


def write_addon(revision: Revision, folder: Path) -> Path:
    """Write the addon of a revision below ``folder`` and return its own folder."""
    addon = folder / ADDON.folder
    for name, data in rendered(revision).items():
        path = addon / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return addon


_numbers = count(1)
_kept: list[Path] = []


def keep_addons_below(folder: Path) -> None:
    """Have kept addons written below a folder that another process takes away: one that is ended cleans nothing up."""
    _kept[:] = [Path(tempfile.mkdtemp(dir=folder))]


def _kept_folder() -> Path:
    if not _kept:
        folder = tempfile.mkdtemp(prefix="crossrp-addons-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        _kept.append(Path(folder))
    return _kept[0]


@cache
def kept_addon(revision: Revision) -> Path:
    """The folder of the addon of a revision, written once and gone with the process. For worlds, which only read it."""
    return write_addon(revision, _kept_folder() / str(next(_numbers)))


def install_addon(players: Iterable[Player], revision: Revision, folder: Path) -> None:
    """Give players the addon of a revision, written below ``folder``."""
    addon = write_addon(revision, folder)
    for player in players:
        player.install(addon)
