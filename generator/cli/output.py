"""Files a command writes because somebody asked for them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import click


def need_folder(option: str, path: Path | None) -> None:
    """Raise click.UsageError, before anything is done, for a file in a folder that is not there."""
    if path is not None and not path.absolute().parent.is_dir():
        raise click.UsageError(f"{option}: there is no folder {path.parent}; make it first, or name another")


@contextmanager
def writing(path: Path) -> Iterator[IO[str]]:
    """An open text file, UTF-8 with plain line ends, that takes the place of ``path`` once all of it is written.

    What is no plain file, such as /dev/stdout, is written to as it is.
    """
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.absolute().parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            yield file
        # A temporary file is for its owner only; this one is for whoever may read its folder.
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
