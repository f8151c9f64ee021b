"""Items in words, one sentence each, without their note."""

from __future__ import annotations

from dataclasses import fields

from .flow import Flow
from .machine import Machine
from .model import (
    Behaviour,
    Budget,
    Constant,
    Framing,
    Item,
    Layout,
    Limit,
    Medium,
    Message,
    Part,
    Procedure,
    Quota,
    RealmAlias,
    Reserved,
    SendResult,
    StatusBand,
    Timer,
)
from .story_words import flow_words, machine_words, step_words

ALPHABETS = {
    "bytes": "bytes 1 to 255",
    "utf8": "well-formed UTF-8 without NUL",
    "printable": "well-formed UTF-8 without control bytes",
}
_ABOUT = frozenset(("source", "note", "place", "name"))


def item_words(item: Item) -> str:
    """What an item says. A kind that has no wording of its own is told field by field."""
    match item:
        case Medium():
            pages = f"; longer messages in pages ({item.framing})" if item.framing else "; whole messages"
            return f"up to {item.max_bytes} bytes, {ALPHABETS[item.alphabet]}{pages}"
        case Layout():
            head = f"{item.slot_bytes} bytes of slot"
            head += f" and {item.number_bytes} of page number" if item.number_bytes else ""
            return f"packets of {item.packet} bytes: {item.whole} of a whole message, or {head}, then {item.page}"
        case Framing():
            marks = ", ".join(
                f"{mark.decode()} {word}"
                for mark, word in (
                    (item.whole, "whole"),
                    (item.first, "first page"),
                    (item.middle, "middle page"),
                    (item.last, "last page"),
                )
            )
            if item.counted_middle:
                middle, last = item.counted_middle.decode(), item.counted_last.decode()
                marks += f"; a page without a number counts in its mark, {middle} or {last} for the last one"
            numbers = f"numbers 0 to {item.numbers - 1}: two digits of base {item.base}, plus {item.offset}"
            return f"version {item.version.decode()}, then {marks}; {numbers}"
        case Message():
            return item.title
        case Reserved():
            return "never taken again"
        case Limit():
            return f"{item.value} {item.unit}{f' on {item.medium}' if item.medium else ''}"
        case Timer():
            return f"{item.seconds:g} s"
        case Procedure():
            return "; ".join(step_words(step) for step in item.steps)
        case Behaviour():
            return item.text
        case SendResult():
            return f"{item.code}, {item.action}"
        case Budget():
            words = f"{item.rate} bytes a second, {item.burst} saved up at most, {item.overhead} counted a packet"
            return f"{words}, {item.reserve} left for short messages"
        case Quota():
            return f"{item.rate:g} a second, {item.burst:g} saved up at most: {item.unit}"
        case Constant():
            return f"`{item.text}`"
        case RealmAlias():
            return f"realm {item.realm_id} of region {item.region}"
        case Part():
            return f"{item.data}; asked for on {', '.join(item.touched_by)}"
        case StatusBand():
            return _status_words(item)
        case Flow():
            return flow_words(item)
        case Machine():
            return machine_words(item)
    values = [(part.name, getattr(item, part.name)) for part in fields(item) if part.name not in _ABOUT]
    return ", ".join(f"{name} {value}" for name, value in values)


def _status_words(item: StatusBand) -> str:
    modes = f", {' '.join(item.modes)}" if item.modes else ""
    shown = f", shown as {item.client_prefix}" if item.client_prefix else ""
    protected = f"; protected from {item.protected[0]} to {item.protected[1]}" if item.protected else ""
    literal = ""
    if item.literal_high != item.high or item.literal_protected != item.protected:
        guard = item.literal_protected
        literal = f"; written as {item.low} to {item.literal_high}"
        literal += f", protected from {guard[0]} to {guard[1]}" if guard else ""
    return f"{item.low} to {item.high}: {item.right}{modes}{shown}{protected}{literal}"
