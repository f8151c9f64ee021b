"""A revision as plain values for JSON, with nothing left out, so that it can be read back.

As a program: ``python export.py FOLDER REVISION`` prints a revision of the specification in FOLDER, which may be an
older one than ours. For that it imports nothing of ours and takes records as they are.

A record is ``{"is": class, field: value}``, bytes are ``{"bytes": text}`` with a character for a byte (Latin-1), and
tuples are lists. Inherited items stand among the others, so a parent is not needed.
"""

from __future__ import annotations

import json
import sys
from dataclasses import fields, is_dataclass
from typing import Any

FORMAT = 1
"""Counts changes of this form."""


def exported(revision: Any) -> dict[str, Any]:
    """The revision as JSON values."""
    return {
        "crossrp_spec": FORMAT,
        "id": revision.id,
        "protocol": revision.protocol,
        "title": revision.title,
        "source": _plain(revision.source),
        "place": _plain(revision.place),
        "grammar": _plain(revision.grammar),
        "items": [_plain(item) for item in revision.items],
    }


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        named = {part.name: _plain(getattr(value, part.name)) for part in fields(value) if part.init}
        return {"is": type(value).__name__, **named}
    if isinstance(value, bytes):
        return {"bytes": value.decode("latin-1")}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _program(folder: str, name: str) -> int:
    sys.path.insert(0, folder)
    from generator.spec import catalog

    default = getattr(catalog, "DEFAULT", {})
    found = catalog.REVISIONS.get(default.get(name, name))
    if found is None:
        print(f"it has no revision {name!r}; it has {', '.join(catalog.REVISIONS)}", file=sys.stderr)
        return 2
    print(json.dumps(exported(found)))
    return 0


if __name__ == "__main__":
    sys.exit(_program(*sys.argv[1:3]))
