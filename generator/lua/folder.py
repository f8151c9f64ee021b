"""Folders and files replaced as a whole: afterwards it is the old one or the new one, never a mixture."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .errors import Refused

_JUNCTION = 0xA0000003
"""Windows' tag of a junction, a link to a folder that is not reported as a symbolic link."""

_ABANDONED = 3600.0
"""Seconds after which what a killed run left beside the folder is removed."""


@dataclass(frozen=True)
class Difference:
    """A path that keeps a folder from being what it should: ``stale``, ``missing`` or ``extra``."""

    kind: str
    path: str

    def __str__(self) -> str:
        return f"{self.kind:<8}{self.path}"


def read_folder(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` by its path with forward slashes; empty when there is no such folder."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def differences(files: Mapping[str, bytes], folder: Path) -> list[Difference]:
    """How ``folder`` differs from holding exactly ``files``, sorted by path."""
    there = read_folder(folder)
    found = [Difference("stale", name) for name in files if name in there and there[name] != files[name]]
    found += [Difference("missing", name) for name in files if name not in there]
    found += [Difference("extra", name) for name in there if name not in files]
    return sorted(found, key=lambda each: each.path)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files`` below ``folder``, making the folders between."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is the old one or the new one, never a part of either."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        # A temporary file is for its owner only; this one is for whoever may read its folder.
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def is_link(path: Path) -> bool:
    """Whether ``path`` itself is a link to somewhere else: a symbolic link, or a junction on Windows."""
    try:
        about = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISLNK(about.st_mode) or getattr(about, "st_reparse_tag", 0) == _JUNCTION


def refuse_precious(target: Path) -> None:
    """Raise Refused unless ``target`` is free, or a folder that holds an addon of its name and nothing dearer."""
    if is_link(target):
        raise Refused(
            f"{target} is a link to {os.path.realpath(target)}; it was left alone. "
            "Remove the link to have a copy in its place, or build into the folder it points to."
        )
    names = _names_in(target)
    stem = target.name.lower()
    if names and not any(name.lower().startswith(stem) and name.lower().endswith(".toc") for name in names):
        raise Refused(
            f"{target} has no {target.name}.toc, so it is not the addon; it was left alone. "
            "Move it away, or name another folder."
        )


def refuse_foreign(target: Path, mark: str, what: str) -> None:
    """Raise Refused unless ``target`` is free, empty, or a folder with the file ``mark``, by which it is ``what``."""
    if is_link(target):
        raise Refused(
            f"{target} is a link to {os.path.realpath(target)}; it was left alone. Name the folder it points to."
        )
    names = _names_in(target)
    if names and mark not in names:
        raise Refused(
            f"{target} holds other files and no {mark}, so it is not {what}; it was left alone. "
            "Move it away, or name another folder."
        )


def _names_in(target: Path) -> list[str]:
    """What is in a folder that may be replaced; raises Refused for a file and for a working copy."""
    if not target.exists():
        return []
    if not target.is_dir():
        raise Refused(f"{target} is a file; it was left alone. Move it away, or name another folder.")
    names = sorted(entry.name for entry in target.iterdir())
    if versioned := [name for name in names if name in (".git", ".hg", ".svn")]:
        raise Refused(
            f"{target} holds {versioned[0]}, so it is somebody's working copy; it was left alone. "
            "Move it away, or name another folder."
        )
    return names


def replace_folder(target: Path, files: Mapping[str, bytes], existing: Path | None = None) -> None:
    """Make ``target`` hold exactly ``files``. They are written beside it first; whatever fails, it stays as it was.

    ``existing`` is the folder to take away when its name is written otherwise than the target's.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target)
    room = Path(tempfile.mkdtemp(prefix=_prefix(target), dir=target.parent))
    try:
        fresh = room / target.name
        write_files(fresh, files)
        _swap(fresh, target, existing or target, room / "old")
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _swap(fresh: Path, target: Path, existing: Path, old: Path) -> None:
    """Two renames; when the second fails the first is undone."""
    try:
        if existing.exists():
            os.rename(existing, old)
        os.rename(fresh, target)
    except BaseException:
        # Also an interruption between the two: the one moment in which there is no folder.
        if old.exists() and not target.exists():
            os.rename(old, existing)
        raise


def _prefix(target: Path) -> str:
    return f".{target.name}-"


def _sweep(target: Path) -> None:
    """Remove what killed runs left beside the target, but not what another run may still be using."""
    for room in target.parent.glob(f"{_prefix(target)}*"):
        with suppress(OSError):
            if room.is_dir() and not is_link(room) and time.time() - room.stat().st_mtime > _ABANDONED:
                shutil.rmtree(room)
