"""The site of ``crossrp docs --out``: what it is made of, and where it may be put."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator import __version__
from generator.lua.errors import Refused
from generator.lua.folder import Difference, differences, refuse_foreign, replace_folder
from generator.site.build import MARK, build
from generator.site.links import BrokenLink

from .documents import made
from .reference import command_pages


def files(docs: Path) -> dict[str, bytes]:
    """Every file of the site by its path. Raises Refused for a page of docs/ that cannot be used."""
    pages = {path.name: path.read_text("utf-8") for path in sorted(docs.glob("*.md"))}
    pages |= {name: data.decode() for name, data in made(docs).items() if name.endswith(".md")}
    drawings = {path.name: path.read_text("utf-8") for path in sorted(docs.glob("*.svg"))}
    try:
        return build(pages, drawings, command_pages(), __version__)
    except (BrokenLink, ValueError) as error:
        raise Refused(f"{docs}: {error}") from None


def check_target(out: Path) -> None:
    """Raise Refused unless ``out`` is free, empty, or a site that was made before."""
    refuse_foreign(out, MARK, "a site of crossrp docs")


def outdated(out: Path, made_now: Mapping[str, bytes]) -> list[Difference]:
    """How what is there differs from what would be written."""
    return differences(made_now, out)


def place(out: Path, made_now: Mapping[str, bytes]) -> None:
    """Put the site there as a whole."""
    replace_folder(out, made_now)
