"""Making the addon for a command that needs its files, not its folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .console import working

if TYPE_CHECKING:
    from generator.lua.errors import Finding


def made_addon(name: str, release: bool = False) -> dict[str, bytes]:
    """The files of the addon in a revision, checked and started like those of ``crossrp build``."""
    from generator.lua.build import make
    from generator.lua.check import usable_jobs
    from generator.lua.verdicts import Verdicts
    from generator.spec.catalog import revision

    with working("Making the addon"):
        return make(revision(name), start, usable_jobs(), Verdicts.of_user(), release)


def start(folder: Path) -> list[Finding]:
    """Start the addon in a folder. The world is loaded only now, while other processes read the files."""
    from generator.world.boot import boot_check

    return boot_check(folder)
