"""``crossrp lift``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .console import say, working

if TYPE_CHECKING:
    from generator.diff.lift.records import Lifted


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="DIR")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="Text for people or JSON for programs.",
)
def lift(folder: Path, form: str) -> None:
    """What an addon does on the wire, by its Lua and XML: prefixes, commands, media, fields, durations, sizes.

    Each with its file, line and how sure it is. What could not be read is told as well.

    \b
    Example:
      crossrp lift addon_out/CrossRP
      crossrp lift path/to/Addon --format json
      crossrp diff alliance-2 path/to/Addon
    """

    from generator.lua.errors import Refused

    from .lifting import lifted
    from .page import show_json

    with working(f"Reading {folder}"):
        found = lifted(folder)
    if not found.files and not found.unread:
        raise Refused(f"{folder}: there is no Lua file in it; name the folder of an addon")
    if form == "json":
        show_json(found.as_json())
    else:
        _show(found)


def _show(found: Lifted) -> None:
    from .page import Page

    page = Page()
    page.title(f"{found.name}, {found.files} file{'s' * (found.files != 1)}")
    page.table([(f"prefix {each.value}", str(each.place), f"{each.confidence:.0%}") for each in found.prefixes])
    page.title("Commands it handles")
    page.table(
        [
            (
                command.name,
                ", ".join(sorted(command.media)) or "media unknown",
                next((", ".join(e.fields) for e in command.handled if e.fields and all(e.fields)), ""),
                f"{command.best().place}, {command.best().how}",
                f"{command.confidence:.0%}",
            )
            for command in found.handled()
        ],
        wide=1,
    )
    only = [command for command in found.commands.values() if not command.handled]
    if only:
        page.title("Commands it only sends")
        page.table([(command.name, str(command.best().place), command.best().how) for command in only])
    for title, values in (("Durations, in seconds", found.timers), ("Sizes and limits", found.sizes)):
        if values:
            page.title(title)
            page.table(
                [
                    (each.name or "-", f"{float(each.value):g}", f"{each.place}", f"{each.confidence:.0%}")
                    for each in values
                ]
            )
    if found.unread:
        page.title("Not read")
        page.table([(str(each.place), each.why) for each in found.unread])
    page.show()
    if not list(found.handled()):
        say("No command was found.", stderr=True)
