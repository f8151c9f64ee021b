"""Making the addon for a command that needs its files, not its folder."""

from __future__ import annotations

from .console import working


def made_addon(name: str) -> dict[str, bytes]:
    """The files of the addon in a revision, checked and started like those of ``crossrp build``."""
    from generator.lua.build import make
    from generator.lua.check import usable_jobs
    from generator.lua.verdicts import Verdicts
    from generator.spec.catalog import revision
    from generator.world.boot import boot_check

    with working("Making the addon"):
        return make(revision(name), boot_check, usable_jobs(), Verdicts.of_user())
