"""The packets of a trace, each with what became of it and, in words, what it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from generator.codec.readable import readable
from generator.spec.catalog import revision
from generator.spec.model import SendResult
from generator.world.decoding import Describer
from generator.world.trace import Record

#: The longest description of a packet, in characters.
TEXT_LENGTH = 400
#: Bytes shown of a packet that cannot be read.
RAW_BYTES = 80


@dataclass(frozen=True, slots=True)
class End:
    """Where a packet came to: ``kind`` is deliver or drop, ``changed`` when other bytes arrived than were sent."""

    time: float
    receiver: str
    kind: str
    detail: str
    changed: bool

    @property
    def arrived(self) -> bool:
        """Whether it was handed to its receiver."""
        return self.kind == "deliver"


@dataclass(slots=True)
class Seen:
    """One packet: a send with its deliveries and drops, or a refusal (``refused``) with its result code.

    ``names`` are the messages it belongs to, such as "R1 TD"; ``text`` says in words what it is; ``load`` is the
    highest load a status in it tells, None for any other packet.
    """

    number: int
    time: float
    medium: str
    sender: str
    receiver: str
    size: int
    result: int
    names: str
    text: str
    load: int | None
    ends: list[End] = field(default_factory=list)
    faults: list[Record] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether the client did not take it."""
        return self.result != 0

    @property
    def result_words(self) -> str:
        """The result code with its name."""
        return result_words(self.result)


def packets(records: Iterable[Record]) -> list[Seen]:
    """The packets of a trace in the order in which they were sent or refused. Describes them on the way."""
    describer = Describer()
    found: list[Seen] = []
    by_number: dict[int, tuple[Seen, bytes]] = {}
    for record in records:
        if record.kind in ("send", "refuse"):
            # A refusal is no page of anything that arrives: it must not disturb putting pages together.
            seen = _seen(record, describer.describe(record))
            found.append(seen)
            if record.kind == "send":
                by_number[record.packet] = (seen, record.text)
        elif record.packet in by_number:
            seen, text = by_number[record.packet]
            if record.kind == "fault":
                seen.faults.append(record)
            elif record.kind in ("deliver", "drop"):
                changed = record.text != text
                seen.ends.append(End(record.time, record.receiver, record.kind, record.detail, changed))
    return found


def result_words(code: int) -> str:
    """A result code as "3 AddonMessageThrottle"; the code alone where it has no name."""
    name = _results().get(code)
    return f"{code} {name}" if name else str(code)


@cache
def _results() -> Mapping[int, str]:
    return {result.code: result.name for result in revision("crossrp").all(SendResult).values()}


def _seen(record: Record, described: Mapping[str, Any] | None) -> Seen:
    return Seen(
        number=record.packet,
        time=record.time,
        medium=record.medium,
        sender=record.sender,
        receiver=record.receiver,
        size=len(record.text),
        result=record.result or 0,
        names=_names(described),
        text=_cut(_words(record, described), TEXT_LENGTH),
        load=_load(described),
    )


def _names(described: Mapping[str, Any] | None) -> str:
    if not described:
        return ""
    if described.get("of"):
        return " ".join(described["of"])
    inner = described.get("inner") or {}
    return " ".join(name for name in (described.get("message"), inner.get("message")) if name)


def _load(described: Mapping[str, Any] | None) -> int | None:
    fields = (described or {}).get("fields")
    bands = fields.get("bands") if isinstance(fields, dict) else None
    loads = [band["load"] for band in bands if isinstance(band, dict) and band.get("load")] if bands else []
    return max(loads, default=None)


def _words(record: Record, described: Mapping[str, Any] | None) -> str:
    if described is None:
        return readable(record.text[:RAW_BYTES])
    parts = []
    if page := described.get("page"):
        number = f" {page['number']}" if page["number"] else ""
        parts.append(f"page{number} of {_names(described) or 'a message'}, slot {page['slot']}")
    if described.get("pages"):
        parts.append(f"last of {described['pages']} pages")
    if described.get("message"):
        parts.append(_message(described))
    if described.get("inner"):
        parts.append(f"carrying {_message(described['inner'])}")
    if described.get("error") and not described.get("message"):
        parts.append(f"unreadable: {described['error']}")
    return "; ".join(parts)


def _message(described: Mapping[str, Any]) -> str:
    if "text" in described:
        return str(described["text"])
    if "error" in described:
        return f"{described['message'] or 'something'}, unreadable: {described['error']}"
    # What a routed message carries is told by itself.
    fields = {name: value for name, value in described["fields"].items() if name != "message"}
    return " ".join([str(described["message"]), *(f"{name}={_value(value)}" for name, value in fields.items())])


def _value(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        if set(value) == {"text", "bytes"}:
            return str(value["text"])
        return ":".join(_value(item) for item in value.values())
    if isinstance(value, list):
        return ",".join(_value(item) for item in value) or "-"
    return str(value)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 3]}..."
