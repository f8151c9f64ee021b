"""What a packet is, by the specification: its message, its fields, or which page of which message.

Every revision has an addon prefix of its own, so the prefix alone tells by which revision a packet is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.codec import Codec, Decoded, DecodeError
from generator.codec.packets import Assembler, PacketError, PageSeen, Whole
from generator.codec.readable import plain
from generator.spec.catalog import REVISIONS
from generator.spec.model import Constant, Framing, Layout, Revision

if TYPE_CHECKING:
    from generator.virtual.faults import Packet
    from generator.world.trace import Record

#: The world's names of media that the specification calls otherwise.
MEDIA = {"CHANNEL": "BROADCAST"}
ROUTED = "ROUTED"
#: Longer texts are cut in a description; the packets have them whole.
TEXT_LENGTH = 200

_Names = tuple[str, ...]


def by_prefix() -> dict[str, Revision]:
    """The revisions of Cross RP by the prefix their packets carry."""
    found = {}
    for revision in REVISIONS.values():
        prefix = revision.all(Constant).get("prefix")
        if prefix is not None and revision.all(Framing):
            found[prefix.text] = revision
    return found


class _Language:
    """One revision: its codec, and where the parts of a packet are."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision
        self.codec = Codec(revision)
        self.framing = next(iter(revision.all(Framing).values()))
        self._layouts = revision.all(Layout)

    def layout(self, medium: str) -> Layout | None:
        """How packets of a medium are laid out; None for a medium the revision does not have."""
        known = self.revision.media.get(MEDIA.get(medium, medium))
        return None if known is None else self._layouts.get(known.framing)

    def decode(self, data: bytes, medium: str) -> Decoded:
        """A whole message. Raises DecodeError."""
        return self.codec.decode(data, MEDIA.get(medium, medium))

    def inside(self, message: Decoded) -> bytes | None:
        """What a routed message carries."""
        carried = message.values.get("message")
        return carried if isinstance(carried, bytes) else None

    def names(self, head: bytes, medium: str) -> _Names:
        """The names at the beginning of a message, of which the end may be missing: ("R2", "TD")."""
        try:
            message = self.decode(head, medium)
        except DecodeError as error:
            return (error.message,) if error.message else ()
        carried = self.inside(message)
        if not carried:
            return (message.name,)
        command = carried.split(b" ", 1)[0].decode("latin-1")
        return (message.name, command) if self.revision.commands.get(command) else (message.name,)


class Naming:
    """Names the message each packet belongs to. Pages are named by the first page seen in their slot."""

    def __init__(self) -> None:
        self._languages = {prefix: _Language(revision) for prefix, revision in by_prefix().items()}
        self._slots: dict[tuple[str, str, str, str, bytes], _Names] = {}

    def language(self, prefix: str) -> _Language | None:
        """The revision that uses a prefix."""
        return self._languages.get(prefix)

    def names(self, prefix: str, medium: str, sender: str, receiver: str, text: bytes) -> _Names:
        """Such as ("R1", "TR"), the routed message second; empty for what is none of ours."""
        language = self._languages.get(prefix)
        layout = None if language is None else language.layout(medium)
        if language is None or layout is None or not text.startswith(language.framing.version):
            return ()
        framing = language.framing
        mark, body = text[len(framing.version) :][:1], text[len(framing.version) + 1 :]
        if mark == framing.whole:
            return language.names(body, medium)
        slot = (prefix, medium, sender, receiver, body[: layout.slot_bytes])
        if mark == framing.first:
            self._slots[slot] = language.names(body[layout.slot_bytes + layout.number_bytes :], medium)
        return self._slots.get(slot, ())

    def of_packet(self, packet: Packet) -> _Names:
        """The names of a packet on its way to one receiver."""
        return self.names(packet.prefix, packet.medium, packet.sender, packet.receiver, packet.text)


class Describer:
    """Describes the records of one trace, in their order. Deliveries, drops and faults repeat their send."""

    def __init__(self) -> None:
        self._naming = Naming()
        self._assemblers: dict[str, Assembler] = {}
        self._sent: dict[int, tuple[bytes, dict[str, Any] | None]] = {}

    def describe(self, record: Record) -> dict[str, Any] | None:
        """A description as JSON, or None for a record that carries no packet of ours.

        ``message``, ``fields`` and ``inner`` for a whole message; ``page`` (slot, number, total) and ``of``, the
        names, for a page, with the message on the page that makes it whole; ``error`` for what cannot be read.
        """
        language = self._naming.language(record.prefix)
        if language is None or not record.medium or language.layout(record.medium) is None:
            return None
        known = self._sent.get(record.packet)
        if known is not None and known[0] == record.text:
            return known[1]
        described = self._packet(language, record, record.kind == "send")
        if record.kind == "send":
            self._sent[record.packet] = (record.text, described)
        return described

    def _packet(self, language: _Language, record: Record, first_sight: bool) -> dict[str, Any]:
        # Only sends are put together; a corrupted delivery, or one whose send is not in the trace, stands alone.
        assembler = self._assembler(record.prefix, language) if first_sight else Assembler(language.revision)
        parties = f"{record.medium}\n{record.sender}\n{record.receiver}"
        family = language.revision.media[MEDIA.get(record.medium, record.medium)].framing
        names = self._naming.names(record.prefix, record.medium, record.sender, record.receiver, record.text)
        try:
            if not assembler.is_packet(record.text):
                return {"error": "no packet"}
            got = assembler.add(record.text, family=family, sender=parties)
        except PacketError as error:
            return {"of": list(names), "error": str(error)}
        assembler.lost()
        if isinstance(got, PageSeen):
            return {"of": list(names), "page": {"slot": got.slot, "number": got.number, "total": got.total or None}}
        return {**_pages(got, names), **_message(language, got.data, record.medium)}

    def _assembler(self, prefix: str, language: _Language) -> Assembler:
        return self._assemblers.setdefault(prefix, Assembler(language.revision))


def _pages(whole: Whole, names: _Names) -> dict[str, Any]:
    return {"of": list(names), "pages": whole.pages} if whole.pages else {}


def _message(language: _Language, data: bytes, medium: str) -> dict[str, Any]:
    try:
        decoded = language.decode(data, medium)
    except DecodeError as error:
        return {"message": error.message, "error": f"{error.field}: {error.why}" if error.field else error.why}
    described: dict[str, Any] = {"message": decoded.name, "fields": _short(plain(decoded.values))}
    carried = language.inside(decoded)
    if carried:
        described["inner"] = _inner(language, carried)
    return described


def _inner(language: _Language, carried: bytes) -> dict[str, Any]:
    command = carried.split(b" ", 1)[0].decode("latin-1")
    if not language.revision.commands.get(command):
        return {"text": _short(plain(carried))}
    try:
        inner = language.codec.decode(carried, ROUTED)
    except DecodeError as error:
        return {"message": error.message, "error": f"{error.field}: {error.why}" if error.field else error.why}
    return {"message": inner.name, "fields": _short(plain(inner.values))}


def _short(value: Any) -> Any:
    if isinstance(value, str) and len(value) > TEXT_LENGTH:
        return f"{value[:TEXT_LENGTH]}... ({len(value)} characters)"
    if isinstance(value, dict):
        return {key: _short(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_short(item) for item in value]
    return value
