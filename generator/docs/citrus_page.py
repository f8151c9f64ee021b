"""The made parts of docs/citrus-protocol.md."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..spec.catalog import DEFAULT, revision
from ..spec.model import Revision, StatusBand
from ..spec.words import bytes_words, type_bytes, type_words
from . import tables
from .blocks import Maker
from .coverage_table import seed_coverage
from .markdown import code, plain, sentence, table
from .message_section import message_section, messages_table

CITRUS = revision(DEFAULT["citrus"])


def makers() -> dict[str, Maker]:
    """What makes each block of the page."""
    return {
        **{f"message-{name}": partial(message_section, CITRUS, item) for name, item in CITRUS.messages.items()},
        "media": partial(tables.media, CITRUS),
        "tags": partial(tags, CITRUS),
        "messages": partial(messages_table, CITRUS),
        "status": status,
        "limits": partial(tables.limits, CITRUS),
        "timers": partial(tables.timers, CITRUS),
        "behaviours": partial(tables.behaviours, CITRUS),
        "coverage": partial(seed_coverage, "citrus"),
    }


def tags(revision: Revision) -> Iterator[str]:
    """The block that may stand before a line."""
    kind = revision.grammar.tags
    assert kind is not None
    yield f"- Looks like: {plain(type_words(kind))}"
    yield f"- Takes {bytes_words(*type_bytes(kind))}"
    yield f"- {plain(sentence(kind.note))}"


def status() -> Iterator[str]:
    """The status table; where the notes are read otherwise than they are written, both."""
    rows = []
    for band in CITRUS.all(StatusBand).values():
        written = [f"to {band.literal_high}"] if band.literal_high != band.high else []
        if band.literal_protected != band.protected:
            written.append(f"protected from {_levels(band.literal_protected) or 'nobody'}")
        rows.append(
            (
                f"{band.low} to {band.high}",
                plain(band.right),
                " ".join(map(code, band.modes)),
                code(band.client_prefix) if band.client_prefix else "",
                _levels(band.protected),
                plain(", ".join(written)),
                plain(sentence(band.note)),
                str(band.source),
            )
        )
    titles = ("Levels", "Right", "Modes", "Shown as", "Protected from", "In the notes", "Remark", "Source")
    yield from table(titles, rows)


def _levels(pair: tuple[int, int] | None) -> str:
    return f"{pair[0]} to {pair[1]}" if pair else ""
