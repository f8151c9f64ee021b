"""Contents that were read into a syntax tree before. Losing them costs time, nothing else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from .folder import write_whole

_MOST = 1000
"""Contents remembered, the latest: some forty builds in which every file is new."""


class Verdicts:
    """Hashes of contents the installed luaparser read without a fault, kept in a file from one run to the next."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._reader = version("luaparser").encode()
        # A dict keeps the order in which they came.
        self._known: dict[str, None] = dict.fromkeys(self._load())

    @classmethod
    def of_user(cls) -> Verdicts | None:
        """Those in the user's cache folder; None for a user without one."""
        folder = cache_folder()
        return cls(folder / "crossrp" / "read-files.txt") if folder else None

    def know(self, content: bytes) -> bool:
        """Whether exactly this content was read before."""
        return self._key(content) in self._known

    def add(self, contents: Iterable[bytes]) -> None:
        """Remember contents that were read without a fault. Nothing goes wrong when they cannot be kept."""
        keys = {self._key(content): None for content in contents}
        if not keys.keys() - self._known.keys():
            return
        self._known = {**dict.fromkeys(self._load()), **self._known, **keys}
        latest = list(self._known)[-_MOST:]
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, "".join(f"{key}\n" for key in latest).encode())

    def _key(self, content: bytes) -> str:
        return sha256(self._reader + b"\0" + content).hexdigest()

    def _load(self) -> list[str]:
        try:
            return self._path.read_bytes().decode("ascii", "replace").split()
        except OSError:
            return []


def cache_folder() -> Path | None:
    """Where this system keeps what may be deleted at any time."""
    with suppress(RuntimeError):  # There are users without a home.
        if sys.platform == "win32":
            return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches"
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return None
