"""``crossrp build``."""

from __future__ import annotations

from pathlib import Path

import click

from .console import good, nearby, own_name, say, working, wow_example
from .making import start
from .options import revision_option


@click.command()
@revision_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to put the folder CrossRP. Default: addon_out of the checkout, else here.",
)
@click.option(
    "--release",
    is_flag=True,
    help="Without debug calls and dead branches. Goes to dist/CrossRP when there is no --out.",
)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 and list the files that are not up to date.")
def build(revision: str, out: Path | None, release: bool, check: bool) -> None:
    """Generate the addon's folder, check it and try it.

    Every file is read, compiled as Lua 5.1 and started in a simulated game. Only then is the folder replaced, as
    a whole; a faulty addon leaves it as it was.

    \b
    Example:
      crossrp build
      crossrp build --revision release-2 --out /tmp
      crossrp build --release
    """
    from generator.lua.build import addon_folder, default_folder

    out = out or (Path("dist") if release else None)
    folder = addon_folder(out) if out else default_folder()
    if check:
        _check(revision, folder, release)
    else:
        _build(revision, folder, release)


def _build(name: str, folder: Path, release: bool) -> None:
    from generator.lua.addon import ADDON
    from generator.lua.build import build as make
    from generator.lua.check import lua_files, usable_jobs
    from generator.lua.verdicts import Verdicts
    from generator.spec.catalog import revision

    chosen = revision(name)
    with working("Building the addon"):
        built = make(chosen, folder, start, usable_jobs(), Verdicts.of_user(), release)
    from generator.world.boot import SECONDS

    changed = f"{len(built.changed)} of them new or changed" if built.changed else "none of them changed"
    say(f"{ADDON.title} {ADDON.version}, protocol {chosen.id}")
    say(f"  read and compiled  {len(lua_files(built.files))} Lua files, {built.lua_lines:,} lines")
    say(f"  started            {SECONDS:g} seconds in a simulated game, no error")
    say(f"  {good('ready')}              {len(built.files)} files, {changed}")
    say()
    say(f"The folder is {built.folder}")
    say("To install it:")
    say(f'  {own_name()} install --wow-dir "{wow_example()}"{_source(folder)}')


def _source(folder: Path) -> str:
    from generator.lua.build import default_folder

    return "" if folder == default_folder() else f' --from "{nearby(folder)}"'


def _check(name: str, folder: Path, release: bool) -> None:
    from generator.lua.folder import differences
    from generator.lua.render import render_addon
    from generator.spec.catalog import revision

    found = differences(render_addon(revision(name), release) if release else render_addon(revision(name)), folder)
    if not found:
        say(f"{nearby(folder)} is up to date")
        return
    for difference in found:
        say(str(difference))
    say(f"{nearby(folder)} is not up to date: run {own_name()} build", stderr=True)
    click.get_current_context().exit(1)
