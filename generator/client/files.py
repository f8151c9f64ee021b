"""Running one file of an addon: Lua, or XML with what it includes."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from generator.client.convert import LuaFailure, raw
from generator.client.documents import Document, Item, document
from generator.client.toc import Toc, TocError, resolve

if TYPE_CHECKING:
    from generator.client.client import Client

BOM = b"\xef\xbb\xbf"
ADDONS = "interface/addons/"


def run(
    client: Client, tocs: Mapping[str, Toc], toc: Toc, file: str, origin: str, around: tuple[Path, ...] = ()
) -> None:
    """Run a file of an addon by its path in the addon. `origin` is the line that names it: what cannot be run is an
    error there. `around` are the files that include it. Errors are recorded; nothing is raised."""
    where = f"Interface/AddOns/{toc.name}/{file}"
    try:
        path, source = _source(toc, file, around)
    except (TocError, OSError) as problem:
        client.note_load_error(f"{origin}: {problem}", where)
        return
    if path.suffix.lower() == ".lua":
        _run_lua(client, toc, where, source.removeprefix(BOM))
        return
    found = document(client.runtime, where, source)
    _run_xml(client, tocs, toc, file, found, (*around, path))


State = tuple[int, int, int, int]
"""What changes with a file: its times, size and number."""
_MOST_FILES = 2000
_kept: dict[str, tuple[State, Path, bytes]] = {}
"""Files as they were read last, by their names in the TOC's folder: one addon is loaded by many clients of a process,
and looking a file up and reading it takes as long as running it."""


def _source(toc: Toc, file: str, around: tuple[Path, ...]) -> tuple[Path, bytes]:
    named = f"{toc.folder}/{file}"
    state = _state(named)
    kept = _kept.get(named)
    if kept is not None and kept[0] == state and kept[1] not in around:
        return kept[1], kept[2]
    path = resolve(toc, file)
    if path.suffix.lower() not in (".lua", ".xml"):
        raise TocError(f"{file}: only .lua and .xml files are loaded")
    if path in around:
        raise TocError(f"{file}: includes itself")
    source = _read(path, file)
    if state is not None and path == Path(named):
        if len(_kept) >= _MOST_FILES:
            _kept.pop(next(iter(_kept)))
        _kept[named] = state, path, source
    return path, source


def _state(named: str) -> State | None:
    try:
        found = os.stat(named)
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def _read(path: Path, file: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        if path.is_dir():
            raise TocError(f"{file}: is a folder, no file") from None
        raise


def _run_lua(client: Client, toc: Toc, where: str, source: bytes) -> None:
    try:
        factory = client.runtime.factory(raw("@" + where), source)
    except LuaFailure as problem:
        client.note_load_error(str(problem), where)
        return
    client.call_kernel("run_file", factory, raw(toc.name), raw(where))


def _run_xml(
    client: Client, tocs: Mapping[str, Toc], toc: Toc, file: str, found: Document, around: tuple[Path, ...]
) -> None:
    where = f"Interface/AddOns/{toc.name}/{file}"
    for message in found.problems:
        client.note_load_error(message, where)
    for item in found.items:
        if item.file is not None:
            owner, path = _target(tocs, toc, file, item.file)
            run(client, tocs, owner, path, item.where, around)
        elif item.source is not None:
            _run_lua(client, toc, where, item.source)
        elif item.node is not None:
            _load_element(client, item, where)


def _load_element(client: Client, item: Item, where: str) -> None:
    client.call_kernel("load_element", item.node, raw(where))


def _target(tocs: Mapping[str, Toc], toc: Toc, file: str, named: str) -> tuple[Toc, str]:
    """The addon and the path in it that an XML file means by `named`: relative to itself, or from Interface on."""
    named = named.strip().replace("\\", "/")
    if named.lower().startswith(ADDONS):
        name, _, rest = named[len(ADDONS) :].partition("/")
        owner = next((other for key, other in tocs.items() if key.lower() == name.lower()), toc)
        return owner, posixpath.normpath(rest)
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(file), named))
    try:
        resolve(toc, beside)
    except TocError:
        return toc, posixpath.normpath(named)
    return toc, beside
