"""What a message leaves of a packet: how long it is before its text, and how much text fits."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from ..spec.model import Layout, Medium, Message, Revision
from ..spec.types import Text
from ..spec.words import message_bytes, type_bytes

Bounds = tuple[int, int]


@dataclass(frozen=True)
class Budget:
    """A message on one medium, in bytes, each bound as (shortest, longest).

    ``text`` names the field that takes the rest, empty when there is none; ``head`` is everything before it, or the
    whole message. ``packet`` is what a packet carries of a message that is sent whole (0: the medium has no packets of
    its own), ``room`` what a head leaves of it for the text, ``pages`` how many packets the longest message takes when
    every page is full.
    """

    medium: str
    text: str
    head: Bounds
    packet: int
    room: Bounds
    pages: int


def budgets(revision: Revision, message: Message) -> Iterator[Budget]:
    """The budget of a message on each medium it travels on."""
    last = message.fields[-1] if message.fields else None
    text = last.name if last and isinstance(last.type, Text) else ""
    head = head_bytes(revision, message)
    longest = message_bytes(revision, message)[1]
    for name in message.media:
        packet, pages = _packets(revision, revision.media[name], longest)
        room = (max(0, packet - head[1]), max(0, packet - head[0])) if packet and text else (0, 0)
        yield Budget(name, text, head, packet, room, pages)


def head_bytes(revision: Revision, message: Message) -> Bounds:
    """The fewest and the most bytes before the text at the end; without one, of the whole message."""
    low, high = message_bytes(revision, message)
    last = message.fields[-1].type if message.fields else None
    if not isinstance(last, Text):
        return low, high
    fields = [(item, type_bytes(item.type)) for item in message.fields[:-1]]
    between = len(revision.grammar.separator)
    command = len(message.command) + between + len(last.mark)
    return (
        command + sum(between + size[0] for item, size in fields if not item.optional),
        command + sum(between + size[1] for _, size in fields),
    )


def _packets(revision: Revision, medium: Medium, longest: int) -> tuple[int, int]:
    """What one packet carries of a whole message, and how many packets the longest takes; 0 and 0 without packets."""
    layout = revision.all(Layout).get(medium.framing)
    if layout is None:
        return 0, 0
    return layout.whole, 1 if longest <= layout.whole else math.ceil(longest / layout.page)
