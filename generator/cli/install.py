"""``crossrp install``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .console import good, nearby, say
from .making import made_addon
from .options import DEFAULT_REVISION

if TYPE_CHECKING:
    from generator.lua.install import Plan


@click.command()
@click.option("--wow-dir", required=True, metavar="DIR", help="The game's folder, the one with _retail_ in it.")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="A folder made by `crossrp build`. Default: the one it makes by default; when there is none, "
    "the addon is made on the way.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
def install(wow_dir: str, source: Path | None, dry_run: bool) -> None:
    """Put the addon into the game, in place of an older one.

    Only _retail_/Interface/AddOns/CrossRP is touched, and it is replaced as a whole. Your settings are elsewhere
    and stay.

    \b
    Example:
      crossrp install --wow-dir "C:\\Program Files (x86)\\World of Warcraft"
      crossrp install --wow-dir "/Applications/World of Warcraft" --dry-run
    """
    from generator.lua.install import find_addons, plan
    from generator.lua.install import install as put

    addons = find_addons(wow_dir)
    files, origin = _files(source)
    todo = plan(files, addons)
    if todo.up_to_date:
        say(f"{todo.target} is up to date; nothing to do")
        return
    say(_deed(todo, dry_run))
    say(f"  from  {origin}, {len(files)} files")
    say(f"  to    {todo.target}")
    if dry_run:
        say("Nothing was written.")
        return
    put(files, todo)
    say(f"{good('Installed.')} Start the game, or start it again when it is running.")


def _files(source: Path | None) -> tuple[dict[str, bytes], str]:
    """The addon's files, and where they are from."""
    from generator.lua.build import default_folder
    from generator.lua.install import read_addon

    folder = source or default_folder()
    if source or folder.is_dir():
        return read_addon(folder), nearby(folder)
    return made_addon(DEFAULT_REVISION), "the templates"


def _deed(todo: Plan, dry_run: bool) -> str:
    from generator.lua.addon import ADDON

    new = f"{ADDON.title} {ADDON.version}"
    if todo.existing is None:
        return f"{'Would install' if dry_run else 'Installing'} {new}"
    old = f"version {todo.existing_version}" if todo.existing_version else "an older one"
    return f"{'Would replace' if dry_run else 'Replacing'} {old} by {new}"
