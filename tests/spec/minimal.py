"""The smallest revision there can be, to be spoilt in one way a test."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator.spec.bytesets import ALNUM, DIGITS, NOT_NUL, UPPER
from generator.spec.model import Field, Framing, Grammar, Item, Layout, Medium, Message, Revision, src
from generator.spec.types import FieldType, Run, Shape, Text

SOURCE = src("C1")
COMMAND = Shape("command", (Run(UPPER, 1),), high=4)
WORD = Shape("word", (Run(ALNUM, 1),), high=8)
REST = Text("rest", NOT_NUL, 0, 100)
DIGIT_RUN = Run(DIGITS, 1)

WIRE = Medium(name="WIRE", max_bytes=255, alphabet="bytes", framing="PAGES", source=SOURCE)
FRAMING = Framing(
    name="pages", version=b"1", whole=b"-", first=b"<", middle=b"=", last=b">", base=127, offset=1, source=SOURCE
)


def layout(**changes: Any) -> Layout:
    sizes = {"packet": 255, "whole": 253, "page": 251, "slot_bytes": 2, "number_bytes": 0}
    return Layout(name="PAGES", source=SOURCE, **{**sizes, **changes})


def message(name: str = "M", *types: FieldType, **more: Any) -> Message:
    """A message with fields a, b, c ... of these types."""
    fields = tuple(Field("abcdefgh"[index], kind) for index, kind in enumerate(types))
    return Message(**{"name": name, "command": name, "media": ("WIRE",), "fields": fields, "source": SOURCE, **more})


def revision(*own: Item, grammar: Grammar | None = None, **more: Any) -> Revision:
    # Without a layout there is nothing for the medium's framing to name.
    wire = WIRE if any(isinstance(item, Layout) for item in own) else replace(WIRE, framing="")
    return Revision(
        id="test-1",
        protocol="crossrp",
        title="Test",
        grammar=grammar or Grammar(command=COMMAND, message_bytes=1000),
        own=(wire, *own),
        source=SOURCE,
        **more,
    )
