"""The pages of ``docs/`` with made parts, from every room that makes some."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from generator.audit import catalogue
from generator.citrus.irc import page as irc_page
from generator.diff import page as diff_page
from generator.docs import citrus_mesh_page, citrus_page, protocol_page
from generator.docs.blocks import UnknownBlock, filled
from generator.lua import mapping, playing
from generator.lua.errors import Refused
from generator.lua.folder import Difference, differences, write_whole
from generator.world import scene_page
from generator.world.scenarios import reference

_Makers = Mapping[str, Callable[[], Iterable[str]]]

#: The pages, and what makes their blocks.
PAGES: Mapping[str, Callable[[], _Makers]] = {
    "protocol.md": protocol_page.makers,
    "citrus-protocol.md": citrus_page.makers,
    "citrus-mesh.md": citrus_mesh_page.makers,
    "citrus-irc.md": irc_page.makers,
    "diff.md": lambda: {**diff_page.makers(), **scene_page.makers()},
    "simulating.md": reference.makers,
    "playing.md": playing.makers,
    "profiles.md": mapping.makers,
    "audit.md": catalogue.makers,
}
DIAGRAMS = "diagrams"
"""The folder of diagrams; nothing in it is written by hand."""


def made(folder: Path) -> dict[str, bytes]:
    """Every page with its blocks made anew, and every diagram, by path in ``folder``.

    Raises Refused for a page that is not there or asks for a block nothing makes.
    """
    files: dict[str, bytes] = {}
    for name, makers in PAGES.items():
        path = folder / name
        if not path.is_file():
            raise Refused(
                f"{path}: there is no such page. What stands around the made parts is kept there; restore it."
            )
        try:
            files[name] = filled(path.read_text("utf-8"), makers()).encode()
        except UnknownBlock as error:
            raise Refused(f"{path}: {error}") from None
    for name, text in protocol_page.diagrams().items():
        files[f"{DIAGRAMS}/{name}"] = text.encode()
    return files


def outdated(folder: Path, files: Mapping[str, bytes]) -> list[Difference]:
    """How the pages and diagrams in ``folder`` differ from what they should be."""
    pages = [Difference("stale", name) for name in PAGES if (folder / name).read_bytes() != files[name]]
    begin = f"{DIAGRAMS}/"
    drawn = {name.removeprefix(begin): data for name, data in files.items() if name.startswith(begin)}
    found = [Difference(each.kind, begin + each.path) for each in differences(drawn, folder / DIAGRAMS)]
    return pages + found


def write(folder: Path, files: Mapping[str, bytes]) -> list[Difference]:
    """Write what differs, each file as a whole, and remove diagrams of nothing; returns what differed."""
    found = outdated(folder, files)
    (folder / DIAGRAMS).mkdir(exist_ok=True)
    for each in found:
        if each.kind == "extra":
            (folder / each.path).unlink()
        else:
            write_whole(folder / each.path, files[each.path])
    return found
