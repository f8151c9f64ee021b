"""From a revision to a folder the game can load: made, looked at, tried, and only then put in place."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from generator.spec.model import Revision

from .addon import ADDON
from .check import compile_findings, lua_files, reading, toc_findings
from .errors import BrokenAddon, Finding
from .folder import Difference, differences, refuse_precious, replace_folder, write_files
from .render import render_addon
from .resources import checkout
from .verdicts import Verdicts

#: Starts the addon in the folder it is given and says what went wrong.
Boot: TypeAlias = Callable[[Path], list[Finding]]


@dataclass(frozen=True)
class Built:
    """A build that succeeded. ``changed`` is what had to change in ``folder``; empty when it was up to date."""

    folder: Path
    files: Mapping[str, bytes]
    changed: tuple[Difference, ...]

    @property
    def lua_lines(self) -> int:
        return sum(data.count(b"\n") for data in lua_files(self.files).values())


def default_folder() -> Path:
    """``addon_out/CrossRP`` of the checkout, or ``CrossRP`` in the working directory when there is no checkout."""
    root = checkout()
    return root / "addon_out" / ADDON.folder if root else Path.cwd() / ADDON.folder


def addon_folder(out: Path) -> Path:
    """The addon's folder for ``--out``: ``out`` itself when it is called CrossRP, else CrossRP inside it.

    The game loads an addon only from a folder of its name.
    """
    out = out.expanduser().absolute()
    return out if out.name == ADDON.folder else out / ADDON.folder


def make(
    revision: Revision, boot: Boot, jobs: int = 1, verdicts: Verdicts | None = None, release: bool = False
) -> dict[str, bytes]:
    """The addon's files, read, compiled and started. Raises BrokenAddon.

    With ``release`` they are without what players do not need. ``jobs`` processes share the reading; ``verdicts``
    spare it for what was read in an earlier run.
    """
    files = render_addon(revision, release) if release else render_addon(revision)
    with tempfile.TemporaryDirectory(prefix="crossrp-") as room:
        folder = Path(room) / ADDON.folder
        write_files(folder, files)
        unread = {name: data for name, data in lua_files(files).items() if not (verdicts and verdicts.know(data))}
        with reading(folder, unread, jobs) as unreadable:
            findings = toc_findings(files) + compile_findings(files)
            if not findings:
                findings = boot(folder)
            faults = unreadable()
    if verdicts and not faults:
        verdicts.add(unread.values())
    if faults or findings:
        raise BrokenAddon(faults + findings)
    return files


def build(
    revision: Revision,
    folder: Path,
    boot: Boot,
    jobs: int = 1,
    verdicts: Verdicts | None = None,
    release: bool = False,
) -> Built:
    """Make the addon (see :func:`make`) and replace ``folder`` with it, unless it holds exactly that already.

    Raises BrokenAddon when the addon is faulty and Refused when the folder is not ours to replace; either way the
    folder is as it was.
    """
    refuse_precious(folder)
    files = make(revision, boot, jobs, verdicts, release)
    changed = tuple(differences(files, folder))
    if changed:
        replace_folder(folder, files)
    return Built(folder, files, changed)
