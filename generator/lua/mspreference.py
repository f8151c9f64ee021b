"""The tables of docs/profiles.md, made from the addon's own mapping. Run as a program, it writes them into the page.

python -m generator.lua.mspreference docs/profiles.md
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.lua.testing import load_modules

_MODULES = (
    "Util",
    "Adapters/Senders",
    "Adapters/MSPText",
    "Adapters/MSPBlocks",
    "Adapters/MSPKinds",
    "Adapters/MSPFields",
)
_BLOCK = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_PARTS = {"A": "A character", "B": "B characteristics", "C": "C misc", "D": "D about"}


@dataclass(frozen=True)
class Row:
    """One record of the mapping: fields of MSP, fields of a part, which ones of these, and the kind of translation."""

    part: str
    msp: tuple[str, ...]
    trp3: tuple[str, ...]
    which: str
    kind: str


def rows() -> list[Row]:
    """The records of ``MSPFields.TABLE``, in their order."""
    _, ns = load_modules(*_MODULES)
    return [
        Row(
            _text(record[b"part"]),
            tuple(map(_text, record[b"msp"].values())),
            tuple(map(_text, record[b"trp3"].values())),
            _which(record),
            _text(record[b"kind"]),
        )
        for record in ns[b"MSPFields"][b"TABLE"].values()
    ]


def words() -> dict[str, str]:
    """What each kind of translation does, by its name."""
    _, ns = load_modules(*_MODULES)
    kinds = {_text(name): _text(kind[b"words"]) for name, kind in ns[b"MSPKinds"].items()}
    return dict(sorted(kinds.items()))


def filled(page: str) -> str:
    """The page with every block between ``<!-- made: NAME -->`` and ``<!-- end -->`` made anew."""
    makers = {"msp": _fields, "kinds": _kinds}
    return _BLOCK.sub(lambda match: match[1] + "\n".join(makers[match[2]]()) + "\n" + match[3], page)


def _fields() -> Iterator[str]:
    yield "| part | MSP | Total RP 3 | how |"
    yield "| --- | --- | --- | --- |"
    for row in rows():
        theirs = " ".join(f"`{name}`" for name in row.trp3) + (f", {row.which}" if row.which else "")
        yield f"| {_PARTS[row.part]} | {' '.join(f'`{code}`' for code in row.msp)} | {theirs} | {row.kind} |"


def _kinds() -> Iterator[str]:
    for name, meaning in words().items():
        yield f"- **{name}** {meaning}"


def _which(record: object) -> str:
    found = {_text(key): value for key, value in record.items()}  # type: ignore[attr-defined]
    if "id" in found:
        return f"number {found['id']}, {_text(found['label'])}"
    return f"`{_text(found['key'])}`, {_text(found['about'])}" if "key" in found else ""


def _text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(filled(target.read_text("utf-8")), "utf-8")
