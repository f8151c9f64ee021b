"""What can be compared: a revision, one of another commit, an exported one. Reads files and runs git."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from ..spec import export
from ..spec.catalog import DEFAULT, REVISIONS, UnknownRevision
from ..spec.imported import BadExport, imported
from .compare import Side

_BASE = "merge-base:"
_SECONDS = 120


class BadInput(ValueError):
    """A side of a comparison that cannot be used; the message says why and what to do."""


def side(text: str, folder: Path) -> Side:
    """What ``text`` names, seen from ``folder``: see :data:`FORMS`. Raises BadInput, UnknownRevision."""
    if text in REVISIONS or text in DEFAULT:
        return Side(text, REVISIONS[DEFAULT.get(text, text)])
    path = folder / text
    if path.is_file():
        return Side(text, _from_json(path))
    if ":" in text:
        return _from_git(text, folder)
    if path.is_dir():
        raise BadInput(f"{text} is a folder; an addon can only be the new side of a comparison")
    raise UnknownRevision(text)


def is_addon(text: str, folder: Path) -> bool:
    """Whether ``text`` names a folder of Lua and no revision."""
    return text not in REVISIONS and text not in DEFAULT and (folder / text).is_dir()


FORMS = (
    ("alliance-2", "a revision of this version of crossrp"),
    ("HEAD~1:alliance-2", "a revision as it was at a commit, branch or tag"),
    ("merge-base:main:alliance-2", "the same, where this branch left another one"),
    ("alliance-2.json", "what `crossrp spec export` wrote"),
    ("path/to/Addon", "as NEW only: a folder with an addon, whoever wrote it"),
)


def _from_json(path: Path) -> Any:
    try:
        return imported(json.loads(path.read_text("utf-8")))
    except UnicodeDecodeError:
        raise BadInput(f"{path}: it is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        raise BadInput(f"{path}:{error.lineno}:{error.colno}: it is not JSON: {error.msg}") from None
    except BadExport as error:
        raise BadInput(f"{path}: {error}") from None
    except RecursionError:
        raise BadInput(f"{path}: it is nested too deeply to be a specification") from None


def _from_git(text: str, folder: Path) -> Side:
    based = text.startswith(_BASE)
    ref, _, name = text.removeprefix(_BASE).rpartition(":")
    if not ref or not name or ref.startswith("-"):
        raise BadInput(f"{text!r}: expected GIT_REF:REVISION or merge-base:GIT_REF:REVISION")
    root = Path(_git(folder, "rev-parse", "--show-toplevel").decode().strip())
    if based:
        _commit(folder, ref)
        ref = _git(folder, "merge-base", "HEAD", ref, why=f"HEAD and {ref} have no commit in common").decode().strip()
    commit = _commit(folder, ref)
    archive = _git(root, "archive", "--format=tar", commit, "generator", why=f"{ref} has no folder generator/")
    with tempfile.TemporaryDirectory(prefix="crossrp-spec-") as there:
        with tarfile.open(fileobj=BytesIO(archive)) as tar:
            tar.extractall(there, filter="data")
        data = _exported_there(there, name, ref)
    try:
        found = imported(data)
    except BadExport as error:
        raise BadInput(f"{text}: the specification of that commit cannot be read here: {error}") from None
    return Side(text, replace(found, id=found.id))


def _exported_there(there: str, name: str, ref: str) -> Any:
    """Run the specification of another commit in a process of its own, with our way of exporting it."""
    command = [sys.executable, "-I", "-B", export.__file__, there, name]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise BadInput(f"{ref}: reading its specification took more than {_SECONDS} s") from None
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines() or ["no word of why"]
        reason = lines[-1]
        raise BadInput(
            f"{ref}: {reason}" if done.returncode == 2 else f"{ref}: its specification does not load: {reason}"
        )
    return json.loads(done.stdout)


def _commit(folder: Path, ref: str) -> str:
    why = f"git knows no commit {ref!r}; a branch, tag or commit was expected (fetch it if it is elsewhere)"
    return _git(folder, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}", why=why).decode().strip()


def _git(folder: Path, *arguments: str, why: str = "") -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, timeout=_SECONDS, check=False
        )
    except FileNotFoundError:
        raise BadInput("git is not installed, and a revision of a commit was asked for") from None
    except subprocess.TimeoutExpired:
        raise BadInput(f"git {arguments[0]} took more than {_SECONDS} s") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise BadInput(why or (said[0] if said else f"git {arguments[0]} failed"))
    return done.stdout
