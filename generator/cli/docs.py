"""``crossrp docs``."""

from __future__ import annotations

import click

from .console import nearby, own_name, say, working


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 and list the files that are not up to date.")
def docs(check: bool) -> None:
    """Write what is made in the pages of docs/: tables, examples and diagrams.

    The protocols' reference, the tables of the scenario files and those for players are made from the specification
    and the code. What stands around them in the pages is written by hand and stays as it is.

    \b
    Example:
      crossrp docs
      crossrp docs --check
    """
    from generator.lua.errors import Refused
    from generator.lua.resources import checkout

    from .documents import made, outdated, write

    root = checkout()
    if root is None:
        raise Refused("there is no checkout here, and the pages are not installed: run it in a clone of the repository")
    folder = root / "docs"
    with working("Making the pages"):
        files = made(folder)
        found = outdated(folder, files) if check else write(folder, files)
    for difference in found:
        done = "removed" if difference.kind == "extra" else "written"
        say(str(difference if check else f"{done:<8}{difference.path}"))
    if not found:
        say(f"{nearby(folder)} is up to date")
    elif check:
        say(f"{nearby(folder)} is not up to date: run {own_name()} docs", stderr=True)
        click.get_current_context().exit(1)
