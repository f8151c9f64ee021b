"""Reading the Lua of an addon into trees, and telling what could not be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ...spec.place import Place
from .records import Lifted, Unread
from .scan import Scan
from .tree import Node, Unparsable, parsed

MOST_BYTES = 2_000_000
"""A longer file is data, not code, and is not read."""
_LIBRARIES = ("libs", "lib", "libraries", "embeds")


@dataclass(frozen=True, slots=True)
class Source:
    """Lua of an addon: a file, or what stands in another one. ``line`` is that of its first line in ``file``."""

    file: str
    text: bytes
    line: int = 1


def lift(folder: Path) -> Lifted:
    """What the Lua files below a folder do on the wire; see :func:`lift_sources`."""
    paths = sorted(folder.rglob("*.lua"))
    return lift_sources(
        folder.resolve().name, [Source(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths]
    )


def lift_sources(name: str, sources: Iterable[Source]) -> Lifted:
    """What an addon does on the wire, by its Lua in the order in which it is loaded.

    Texts that cannot be read are told of, and the rest goes on.
    """
    found = Lifted(name)
    trees: list[tuple[str, Node]] = []
    files: set[str] = set()
    for source in sources:
        if any(part.lower() in _LIBRARIES for part in source.file.split("/")[:-1]):
            found.unread.append(Unread(Place(source.file, 1), "a library, which is not looked at", False))
        elif len(source.text) > MOST_BYTES:
            found.unread.append(Unread(Place(source.file, 1), f"longer than {MOST_BYTES} bytes"))
        else:
            try:
                # Lines before it, so that those of the tree are the file's.
                lines = b"\n" * (source.line - 1)
                trees.append((source.file, parsed(lines + source.text.removeprefix(b"\xef\xbb\xbf"))))
                files.add(source.file)
            except Unparsable as error:
                found.unread.append(Unread(Place(source.file, error.line), f"no Lua that can be read: {error}"))
    found.files = len(files)
    Scan(found).run(trees)
    return found
