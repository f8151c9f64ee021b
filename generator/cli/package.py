"""``crossrp package``."""

from __future__ import annotations

from pathlib import Path

import click

from .console import nearby, say
from .making import made_addon
from .options import revision_option


@click.command()
@revision_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("dist"),
    show_default=True,
    metavar="DIR",
    help="Where to put the two files.",
)
def package(revision: str, out: Path) -> None:
    """Make a release: CrossRP-VERSION.zip, to be unpacked into Interface/AddOns, and release.json, which addon
    managers read.

    The addon is made anew, checked and tried, whatever lies in its folder.

    \b
    Example:
      crossrp package
      crossrp package --out /tmp/release
    """
    from generator.lua.package import write_package

    for path in write_package(made_addon(revision, release=True), out):
        say(nearby(path))
