"""Packets of one revision put together by the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..codec.packets import Assembler, PacketError, Whole
from ..codec.readable import readable
from ..spec.model import Framing, Layout, Revision
from .finding import Finding, Witness
from .witness import WORDS, directions

_RULES = ("framing-", "layout-head-", "layout-size-")
_SLOT = 4711
_TEXT = b"R1 Tammya1A RP1 " + b"and so on, " * 60
"""A text of some pages: long enough for a first, middle and last one in any layout."""


class NoFraming(ValueError):
    """The revision has no lower layer."""


def packets(revision: Revision, layout: str, data: bytes, slot: int = _SLOT) -> Iterator[bytes]:
    """The packets of a message as a revision lays them out, without regard to where characters end."""
    framing = next(iter(revision.all(Framing).values()), None)
    shape = revision.all(Layout).get(layout)
    if framing is None or shape is None:
        raise NoFraming(f"{revision.id} has no layout {layout}")
    if len(data) <= shape.whole:
        yield framing.version + framing.whole + data
        return
    pages = [data[at : at + shape.page] for at in range(0, len(data), shape.page)]
    for number, page in enumerate(pages, 1):
        mark = _mark(framing, shape, number, number == len(pages))
        count = _digits(framing, number) if shape.number_bytes else b""
        yield framing.version + mark + _digits(framing, slot) + count + page


def _mark(framing: Framing, shape: Layout, number: int, last: bool) -> bytes:
    if number == 1:
        return framing.first
    counted = framing.counted_last if last else framing.counted_middle
    if counted and not shape.number_bytes:
        at = number % len(counted)
        return counted[at : at + 1]
    return framing.last if last else framing.middle


def _digits(framing: Framing, number: int) -> bytes:
    high, low = divmod(number % framing.numbers, framing.base)
    return bytes((framing.offset + high, framing.offset + low))


def trouble(writer: Revision, reader: Revision, layout: str, data: bytes) -> tuple[bytes, str]:
    """The packet at which the reader fails, and how; the last packet and nothing when the message comes out whole."""
    assembler, packet = Assembler(reader), b""
    for packet in packets(writer, layout, data):
        if not assembler.is_packet(packet):
            return packet, "does not take it for a packet"
        try:
            found = assembler.add(packet, family=layout)
        except PacketError as error:
            return packet, f"drops it: {error}"
        if isinstance(found, Whole):
            return packet, "" if found.data == data else "puts other bytes together than were sent"
    return packet, "never has the whole message"


def with_packets(old: Revision, new: Revision, finding: Finding) -> Finding:
    """A finding about framing with what became of packets; any other as it is."""
    if not finding.rule.id.startswith(_RULES):
        return finding
    kind, _, name = finding.subject.partition(" ")
    layouts = [name] if kind == "layout" else list(new.all(Layout))
    both = [layout for layout in layouts if layout in old.all(Layout) and layout in new.all(Layout)]
    found = [_seen(old, new, finding, direction, both) for direction in directions(finding)]
    return replace(finding, witnesses=(*finding.witnesses, *(each for each in found if each is not None)))


def _seen(old: Revision, new: Revision, finding: Finding, direction: str, layouts: list[str]) -> Witness | None:
    writer, reader = (old, new) if direction == "old-to-new" else (new, old)
    told = WORDS[direction]
    longest = min((writer.all(Layout)[name].whole for name in layouts), default=0)
    for layout in layouts:
        for data in (_TEXT[:20], _TEXT[:longest], _TEXT):
            packet, why = trouble(writer, reader, layout, data)
            if why:
                return Witness("packet", direction, readable(packet[:60]), f"The {told[1]} {why} (layout {layout}).")
    if finding.level == "breaking" or not layouts:
        return None
    return Witness(
        "check", direction, "", f"Messages of the {told[0]}, short and long, come out whole at the {told[1]}."
    )
