"""Captured lines to messages: bare messages, packets with their pages, and records of a trace.

A line is one of

- a message, as its bytes;
- a packet (``1-...``, ``1<..``), when the protocol has a lower layer; pages are put together;
- a JSON object with ``text`` (a string; bytes that are not UTF-8 as lone surrogates U+DC80..U+DCFF) or ``bytes``
  (hex), and maybe ``medium``, ``sender``, ``receiver``, ``prefix``, ``kind``. Of a trace, what was sent is read.

A bad line is a :class:`Problem`, and reading goes on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..spec.model import Constant, Medium, Revision
from ..spec.types import Text
from .codec import Codec, Decoded
from .errors import WHY, DecodeError
from .packets import PACKET_WHY, Assembler, PacketError, PageSeen, Whole
from .readable import unescaped

LINE_BYTES = 1 << 20
"""The longest line worth reading: a longest message with every byte escaped fits. Longer ones may come cut."""

# How a simulated world's trace names the media that the protocol names otherwise.
_TRACE_MEDIA = {"CHANNEL": "BROADCAST"}

CAPTURE_WHY = {
    **WHY,
    **PACKET_WHY,
    "json": "neither a message nor a JSON object with `text` or `bytes`",
    "medium": "the revision has no medium of this name",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A message: the line it ended on and the one it began on, its number of pages (0: none), and, for a routed
    one, the message inside or what is wrong with it."""

    line: int
    began: int
    pages: int
    medium: str
    decoded: Decoded
    inner: Decoded | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page whose message is not whole yet."""

    line: int
    page: PageSeen


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that is no message: message and field as far as known, and ``why``, a key of CAPTURE_WHY."""

    line: int
    message: str
    field: str
    why: str
    detail: str = ""

    def __str__(self) -> str:
        where = f"{self.message}, field {self.field}" if self.field and self.message else self.message or self.field
        place = f"{where}: " if where else ""
        return f"{place}{CAPTURE_WHY[self.why]} ({self.why}){f'; {self.detail}' if self.detail else ''}"


Result = Found | Waiting | Problem


@dataclass(frozen=True, slots=True)
class _Entry:
    data: bytes
    medium: str = ""
    sender: str = ""


class Capture:
    """Reads the lines of one capture. ``medium`` is that of every line that does not name its own."""

    def __init__(self, revision: Revision, *, medium: str = "", escaped: bool = False) -> None:
        self._revision = revision
        self._codec = Codec(revision)
        self._packets = Assembler(revision)
        self._media = revision.all(Medium)
        self._prefix = next((item.text for item in revision.all(Constant).values() if item.name == "prefix"), "")
        self._medium = medium
        self._escaped = escaped

    def read(self, lines: Iterable[bytes]) -> Iterator[Result]:
        """What is in the lines, each with its end of line. Blank lines are passed over."""
        number = 0
        held = b""
        for line in lines:
            number += 1
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if held and self._begins(held, line):
                yield from self._line(number - 1, _without_end(held))
                held = b""
            held += line
            # The newline may be a slot or page number and not the end of the line.
            if not self._is_cut(held):
                yield from self._line(number, _without_end(held))
                held = b""
        if held:
            yield from self._line(number, _without_end(held))
        for lost in self._packets.end():
            yield Problem(number, "", "", lost.why, f"slot {lost.slot}, begun on line {lost.began}")

    def _is_cut(self, line: bytes) -> bool:
        unframed = self._medium and not self._family(self._medium)
        if self._escaped or unframed or not line.endswith(b"\n"):
            return False
        return self._packets.misses_head(line[:-1], self._family(self._medium))

    def _begins(self, cut: bytes, line: bytes) -> bool:
        """Whether a line is one of its own and not the rest of a packet cut right behind its mark."""
        command = _without_end(line).split(b" ", 1)[0].decode("latin-1")
        starts = self._packets.is_packet(line) or line.startswith(b"{") or command in self._revision.commands
        return len(cut) == 3 and starts

    def _line(self, number: int, line: bytes) -> Iterator[Result]:
        if not line:
            return
        try:
            entry = self._entry(line)
            if entry is None:
                return
            if entry.medium and entry.medium not in self._media:
                yield Problem(number, "", "", "medium", f"{entry.medium!r}; it has {', '.join(self._media)}")
            elif self._is_packet(entry):
                yield from self._packet(number, entry)
            else:
                yield from self._message(number, number, 0, entry.data, entry.medium)
        except _NoEntry:
            yield Problem(number, "", "", "too_long" if len(line) >= LINE_BYTES else "json")

    def _entry(self, line: bytes) -> _Entry | None:
        """The bytes of a line; None for a record that is no sent packet of this protocol."""
        if not line.startswith(b"{"):
            return _Entry(unescaped(line) if self._escaped else line, self._medium)
        record = _record(line)
        if record.get("kind", "send") != "send":
            return None
        prefix = record.get("prefix")
        if prefix and self._prefix and not str(prefix).endswith(self._prefix):
            return None
        medium = str(record.get("medium") or self._medium)
        parties = "\n".join(str(record.get(key, "")) for key in ("medium", "sender", "receiver", "prefix"))
        return _Entry(_payload(record), _TRACE_MEDIA.get(medium, medium), parties)

    def _family(self, medium: str) -> str:
        return self._media[medium].framing if medium in self._media else ""

    def _is_packet(self, entry: _Entry) -> bool:
        carries_packets = not entry.medium or bool(self._family(entry.medium))
        return carries_packets and self._packets.is_packet(entry.data)

    def _packet(self, number: int, entry: _Entry) -> Iterator[Result]:
        try:
            got = self._packets.add(entry.data, family=self._family(entry.medium), sender=entry.sender, at=number)
        except PacketError as error:
            yield Problem(number, "", "", error.why)
        else:
            if isinstance(got, Whole):
                yield from self._message(number, got.began, got.pages, got.data, entry.medium)
            else:
                yield Waiting(number, got)
        for lost in self._packets.lost():
            yield Problem(number, "", "", lost.why, f"slot {lost.slot}, begun on line {lost.began}")

    def _message(self, line: int, began: int, pages: int, data: bytes, medium: str) -> Iterator[Result]:
        try:
            decoded = self._codec.decode(data, medium or None)
        except DecodeError as error:
            yield Problem(line, error.message, error.field, error.why)
            return
        inside = self._inside(decoded)
        try:
            inner = self._codec.decode(inside, self._routed) if inside is not None else None
        except DecodeError as error:
            yield Found(line, began, pages, medium, decoded)
            yield Problem(line, f"{decoded.name} > {error.message}", error.field, error.why)
            return
        yield Found(line, began, pages, medium, decoded, inner)

    @property
    def _routed(self) -> str | None:
        """The medium of messages inside messages: the one without packets, beside media that have them."""
        names = [name for name, medium in self._media.items() if not medium.framing]
        return names[0] if len(names) == 1 and len(self._media) > 1 else None

    def _inside(self, decoded: Decoded) -> bytes | None:
        """The message a routed message carries, when it is one of this revision; others pass as text."""
        message = self._revision.messages[decoded.name]
        last = message.fields[-1] if message.fields else None
        if self._routed is None or last is None or not isinstance(last.type, Text) or last.type.name != "message":
            return None
        data = decoded.values[last.name]
        assert isinstance(data, bytes)
        command = data.split(b" ", 1)[0].decode("latin-1")
        known = self._revision.commands.get(command, ())
        return data if any(self._routed in found.media for found in known) else None


class _NoEntry(ValueError):
    """A line that looked like JSON and is of no use."""


def _without_end(line: bytes) -> bytes:
    for end in (b"\r\n", b"\n"):
        if line.endswith(end):
            return line[: -len(end)]
    return line


def _record(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line)
    # Deep nesting exhausts the parser's stack.
    except (ValueError, RecursionError):
        raise _NoEntry from None
    if not isinstance(record, dict):
        raise _NoEntry
    return record


def _payload(record: dict[str, Any]) -> bytes:
    text, data = record.get("text"), record.get("bytes")
    try:
        if isinstance(data, str):
            return bytes.fromhex(data)
        if isinstance(text, str):
            return text.encode("utf-8", "surrogateescape")
    except ValueError:
        raise _NoEntry from None
    raise _NoEntry
