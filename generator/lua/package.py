"""A release: one archive to unpack into the game's folder for addons, and the file that describes it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from .addon import ADDON
from .folder import write_whole

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time an archive can state; a real one would change the bytes of every build."""

_MODE = 0o644 << 16
_UNIX = 3

_FLAVORS = ((11000, 11999, "classic"), (20000, 20999, "bcc"), (50000, 50999, "mists"))
"""The packager's word for the client an interface number belongs to; anything else is retail."""


def archive_name() -> str:
    """For instance ``CrossRP-3.0.0.zip``."""
    return f"{ADDON.folder}-{ADDON.version}.zip"


def archive(files: Mapping[str, bytes]) -> bytes:
    """A zip with the addon's folder at top level. The same files give the same bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in sorted(files):
            about = zipfile.ZipInfo(f"{ADDON.folder}/{name}", _EPOCH)
            about.external_attr = _MODE
            about.create_system = _UNIX
            about.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(about, files[name], compresslevel=9)
    return buffer.getvalue()


def release() -> dict[str, object]:
    """What addon managers read beside the archive (facts/wow-client.md section 6)."""
    metadata = [{"flavor": flavor(interface), "interface": interface} for interface in ADDON.interfaces]
    return {
        "releases": [
            {
                "name": ADDON.folder,
                "version": ADDON.version,
                "filename": archive_name(),
                "nolib": False,
                "metadata": metadata,
            }
        ]
    }


def flavor(interface: int) -> str:
    """For instance ``mainline`` for 120100."""
    return next((name for low, high, name in _FLAVORS if low <= interface <= high), "mainline")


def write_package(files: Mapping[str, bytes], out: Path) -> tuple[Path, Path]:
    """Write the archive and ``release.json`` into ``out``, each whole or not at all; their paths."""
    out.mkdir(parents=True, exist_ok=True)
    zipped, described = out / archive_name(), out / "release.json"
    write_whole(zipped, archive(files))
    write_whole(described, json.dumps(release(), indent=2).encode() + b"\n")
    return zipped, described
