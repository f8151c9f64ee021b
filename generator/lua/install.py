"""Finding the game's folder for addons, and putting ours into it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .addon import ADDON
from .check import toc_findings
from .errors import Refused
from .folder import differences, read_folder, refuse_precious, replace_folder

#: The folder of the live retail client below the game's own folder.
CLIENT = "_retail_"

#: Any of these in the client's folder says that it is one.
MARKS = ("Wow.exe", "World of Warcraft.app", ".flavor.info", "Interface", "WTF")

_VERSION = re.compile(r"^##\s*Version\s*:\s*(.*?)\s*$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Plan:
    """What an installation would do: ``target`` gets the files; ``existing`` is what lies there now, if anything."""

    target: Path
    existing: Path | None
    existing_version: str
    up_to_date: bool


def find_addons(given: str) -> Path:
    """``Interface/AddOns`` of the retail client in, or around, the folder somebody named; it may not exist yet.

    Taken are the game's folder, its ``_retail_``, and ``Interface`` or ``AddOns`` in that. Raises Refused, saying
    what was looked for.
    """
    folder = _existing_folder(given)
    for client in _candidates(folder):
        if client.name.lower() == CLIENT and any(_child(client, mark).exists() for mark in MARKS):
            return _child(_child(client, "Interface"), "AddOns")
    raise Refused(_refusal(folder))


def _existing_folder(given: str) -> Path:
    # On Windows "C:\\Games\\" ends in an escaped quote, which the shell then hands over as part of the name.
    for text in (given, given.strip('"')):
        folder = Path(text).expanduser()
        if folder.is_dir():
            return folder.resolve()
    raise Refused(f"{given} is not a folder. {_LOOKED_FOR}")


def _candidates(folder: Path) -> list[Path]:
    """Folders that are the client's, if the given one is the game's, the client's, or one of those in it."""
    found = [_child(folder, CLIENT), folder]
    if folder.name.lower() == "interface":
        found.append(folder.parent)
    if folder.name.lower() == "addons" and folder.parent.name.lower() == "interface":
        found.append(folder.parent.parent)
    return found


def _child(folder: Path, name: str) -> Path:
    """``folder/name`` as it is written on disk: the game does not care about case, other systems do."""
    exact = folder / name
    if exact.exists() or not folder.is_dir():
        return exact
    return next((entry for entry in sorted(folder.iterdir()) if entry.name.lower() == name.lower()), exact)


_LOOKED_FOR = (
    f"Looked for {CLIENT} with one of {', '.join(MARKS)} in it, as the game's own folder has; "
    'the Battle.net app shows it: the cogwheel beside Play, then "Show in Explorer" or "Show in Finder".'
)


def _refusal(folder: Path) -> str:
    other = next(iter(_flavours(folder)), None)
    hint = f" {other} is another version of the game; the addon is made for {CLIENT}." if other else ""
    return f"{folder} is not a World of Warcraft folder.{hint} {_LOOKED_FOR}"


def _flavours(folder: Path) -> list[str]:
    """Folders of other versions of the game at, above or in the folder, e.g. ``_classic_era_``."""
    names = [folder.name, folder.parent.name, folder.parent.parent.name]
    names += sorted(entry.name for entry in folder.iterdir() if entry.is_dir())
    return [name for name in names if re.fullmatch(r"_[a-z_]+_", name) and name != CLIENT]


def plan(files: Mapping[str, bytes], addons: Path) -> Plan:
    """Look at what is there. Raises Refused when something stands in the way."""
    nearest = next(folder for folder in (addons, *addons.parents) if folder.exists())
    if not nearest.is_dir():
        raise Refused(f"{nearest} is a file, where the game has a folder; it was left alone")
    if not os.access(nearest, os.W_OK):
        raise Refused(f"{nearest} cannot be written to: run this as the user who may, or check the folder's rights")
    existing = _child(addons, ADDON.folder)
    refuse_precious(existing)
    target = addons / ADDON.folder
    there = existing.exists()
    same = there and existing.name == target.name and not differences(files, existing)
    return Plan(target, existing if there else None, _version(existing), same)


def _version(folder: Path) -> str:
    """The version the addon in a folder states, or nothing."""
    for toc in sorted(folder.glob("*.toc")) if folder.is_dir() else ():
        if found := _VERSION.search(toc.read_text(encoding="utf-8", errors="replace")):
            return found[1]
    return ""


def install(files: Mapping[str, bytes], todo: Plan) -> None:
    """Put the files at the plan's target, in place of what was there."""
    replace_folder(todo.target, files, todo.existing)


def read_addon(folder: Path) -> dict[str, bytes]:
    """The files of an addon somebody built. Raises Refused when it is none, or not all of it."""
    if not (folder / ADDON.toc).is_file():
        raise Refused(f"{folder} is not the addon: there is no {ADDON.toc} in it. Make one with crossrp build.")
    files = read_folder(folder)
    if findings := toc_findings(files):
        raise Refused(f"{folder} is not whole: {findings[0]}. Make it anew with crossrp build.")
    return files
