"""The tables of docs/profiles.md, from the addon's own mapping of MSP; ``crossrp docs`` writes them into the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from .testing import load_modules

_MODULES = (
    "Util",
    "Adapters/Senders",
    "Adapters/MSPText",
    "Adapters/MSPBlocks",
    "Adapters/MSPKinds",
    "Adapters/MSPFields",
)
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
    ns = load_modules(*_MODULES).ns
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
    ns = load_modules(*_MODULES).ns
    kinds = {_text(name): _text(kind[b"words"]) for name, kind in ns[b"MSPKinds"].items()}
    return dict(sorted(kinds.items()))


def makers() -> Mapping[str, Callable[[], Iterator[str]]]:
    """What makes the lines of each block of the page."""
    return {"msp": _fields, "kinds": _kinds}


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
