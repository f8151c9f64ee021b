"""Packets of the lower layer: told from bare messages, taken apart, and their pages put together."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ..spec.model import Framing, Layout, Revision

PACKET_WHY: Mapping[str, str] = MappingProxyType(
    {
        "version": "a packet of a version this revision does not know",
        "slot": "the packet ends before its slot and page number, or they are no numbers",
        "page": "a first page has number 1 and any other one a higher number",
        "first_missing": "a page of a message whose first page was not there",
        "conflict": "the same page came twice with different bytes",
        "total": "the number of pages on the last page does not fit the pages that came",
        "too_long": "the pages are more than the longest message",
        "replaced": "another message began in the same slot before this one was whole",
        "full": "too many half-built messages; this one was quiet longest",
        "unfinished": "the input ended before the message was whole",
    }
)

# What the smallest page costs to keep, in bytes, so that empty pages are bounded too.
_PAGE_COST = 64
# So many pages before the latest one are taken for pages that come twice, not for pages after a large loss.
_BEFORE = 8
# How many finished messages are remembered, to know a late duplicate of one of their pages.
_REMEMBERED = 64


class PacketError(ValueError):
    """A packet that is no part of any message; ``why`` is a key of :data:`PACKET_WHY`."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{PACKET_WHY[why]} ({why})")
        self.why = why


@dataclass(frozen=True, slots=True)
class Whole:
    """A message that is whole: its bytes, its number of pages (0: one whole packet), and where it began."""

    data: bytes
    pages: int
    began: int


@dataclass(frozen=True, slots=True)
class PageSeen:
    """A page of a message that is not whole yet; ``total`` is 0 when it is not known."""

    slot: int
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class Lost:
    """A half-built message that was given up."""

    slot: int
    began: int
    why: str


@dataclass(slots=True)
class _Building:
    """Pages by number, from 1. ADDON pages carry none, or count in their marks: they are numbered as they come."""

    slot: int
    began: int
    family: str
    pages: dict[int, bytes] = field(default_factory=dict)
    total: int = 0
    size: int = 0
    cost: int = 0


@dataclass(frozen=True, slots=True)
class _Page:
    kind: str
    slot: int
    number: int
    data: bytes
    rest: int | None = None


_Key = tuple[str, str, int]


def _kinds(framing: Framing) -> dict[bytes, tuple[str, int | None]]:
    """What each mark of a page stands for, and what it counts to."""
    kinds: dict[bytes, tuple[str, int | None]] = {
        framing.first: ("first", None),
        framing.middle: ("middle", None),
        framing.last: ("last", None),
    }
    for kind, marks in (("middle", framing.counted_middle), ("last", framing.counted_last)):
        kinds |= {bytes((mark,)): (kind, rest) for rest, mark in enumerate(marks)}
    return kinds


class Assembler:
    """Puts the pages of one revision together, by sender, family and slot, within the revision's limits."""

    def __init__(self, revision: Revision) -> None:
        self._framing = next(iter(revision.all(Framing).values()), None)
        self._layouts = revision.all(Layout)
        self._message_bytes = revision.grammar.message_bytes
        limit = revision.limits.get("pending_total_bytes")
        self._total_bytes = limit.value if limit else self._message_bytes
        self._building: OrderedDict[_Key, _Building] = OrderedDict()
        self._over: OrderedDict[_Key, None] = OrderedDict()
        self._cost = 0
        self._lost: list[Lost] = []

    def is_packet(self, data: bytes) -> bool:
        """Whether the bytes begin with a version and a mark, as no message does."""
        return self._framing is not None and data[:1].isdigit() and data[1:2] in self._marks()

    def misses_head(self, data: bytes, family: str = "", sender: str = "") -> bool:
        """Whether a packet ends inside its slot or page number, so that one byte more may be the rest of it."""
        framing = self._framing
        if framing is None or not self.is_packet(data) or data[:1] != framing.version or data[1:2] == framing.whole:
            return False
        if len(data) < 5:
            return len(data) < 4
        return len(data) == 5 and self._family(data, family, sender) == "BNET"

    def add(self, packet: bytes, *, family: str = "", sender: str = "", at: int = 0) -> Whole | PageSeen:
        """Take one packet in. ``family`` is the layout's name; without it, it is found from the bytes.

        ``at`` is where the packet was seen, and comes back with the message. Raises PacketError.
        """
        framing = self._framing
        assert framing is not None
        if packet[:1] != framing.version:
            raise PacketError("version")
        if packet[1:2] == framing.whole:
            return Whole(packet[2:], 0, at)
        family = self._family(packet, family, sender)
        page = self._page(packet, family)
        key = (family, sender, page.slot)
        if page.kind == "first":
            self._begin(key, page, at)
        elif key in self._over:
            return PageSeen(page.slot, page.number, 0)
        elif key not in self._building:
            if page.number == 0 and page.rest is None:
                raise PacketError("first_missing")
            self._building[key] = _Building(page.slot, at, family)
        return self._put(key, page)

    def lost(self) -> list[Lost]:
        """The messages given up since the last call."""
        lost, self._lost = self._lost, []
        return lost

    def end(self) -> list[Lost]:
        """Give up what is not whole; the input is over."""
        while self._building:
            self._drop(next(iter(self._building)), "unfinished")
        return self.lost()

    def _marks(self) -> tuple[bytes, ...]:
        framing = self._framing
        return (framing.whole, *_kinds(framing)) if framing else ()

    def _family(self, packet: bytes, family: str, sender: str) -> str:
        """The layout of a page. A BNET page number is a byte no text begins with: its high digit is small."""
        if family:
            return family
        slot = self._number(packet, 2)
        known = [name for name in self._layouts if slot is not None and (name, sender, slot) in self._building]
        first = self._framing is not None and packet[1:2] == self._framing.first
        if len(known) == 1 and not first:
            return known[0]
        return "BNET" if packet[4:5] and packet[4] < 0x09 else "ADDON"

    def _number(self, packet: bytes, at: int) -> int | None:
        framing = self._framing
        assert framing is not None
        digits = [byte - framing.offset for byte in packet[at : at + 2]]
        if len(digits) < 2 or not all(0 <= digit < framing.base for digit in digits):
            return None
        return digits[0] * framing.base + digits[1]

    def _page(self, packet: bytes, family: str) -> _Page:
        framing, layout = self._framing, self._layouts[family]
        assert framing is not None
        slot, head = self._number(packet, 2), 2 + layout.slot_bytes + layout.number_bytes
        number = self._number(packet, 2 + layout.slot_bytes) if layout.number_bytes else 0
        if slot is None or number is None:
            raise PacketError("slot")
        kind, rest = _kinds(framing)[packet[1:2]]
        if layout.number_bytes and (rest is not None or number == 0 or (number == 1) != (kind == "first")):
            raise PacketError("page")
        return _Page(kind, slot, number, packet[head:], rest)

    def _begin(self, key: _Key, page: _Page, at: int) -> None:
        old = self._building.get(key)
        # On BNET later pages may have come before the first one, and the first one may come twice.
        if old is not None and (old.family != "BNET" or old.pages.get(1, page.data) != page.data):
            self._drop(key, "replaced")
        if key not in self._building:
            self._building[key] = _Building(page.slot, at, key[0])
        self._over.pop(key, None)

    def _put(self, key: _Key, page: _Page) -> Whole | PageSeen:
        message = self._building[key]
        self._building.move_to_end(key)
        number = page.number or self._counted(message, page) or len(message.pages) + 1
        last = page.kind == "last"
        if number in message.pages:
            if message.pages[number] != page.data:
                raise PacketError("conflict")
            return PageSeen(page.slot, number, message.total)
        highest = max(message.pages, default=0)
        if (last and highest > number) or (message.total and number > message.total):
            raise PacketError("total")
        message.total = number if last else message.total
        self._keep(message, number, page.data)
        if message.size > self._message_bytes:
            self._drop(key, "too_long")
        elif message.total == len(message.pages):
            return self._finish(key)
        while self._cost > self._total_bytes:
            self._drop(next(iter(self._building)), "full")
        return PageSeen(page.slot, number, message.total)

    def _counted(self, message: _Building, page: _Page) -> int:
        """The number a counted page has, going by those before it; 0 for a page that does not count."""
        if page.rest is None or self._framing is None:
            return 0
        highest, cycle = max(message.pages, default=0), len(self._framing.counted_middle)
        number = highest + (page.rest - highest + _BEFORE) % cycle - _BEFORE
        # The first page says that it is the first, so no other one has its number.
        return number if number >= 2 else number + cycle

    def _keep(self, message: _Building, number: int, data: bytes) -> None:
        cost = max(len(data), _PAGE_COST)
        message.pages[number] = data
        message.size += len(data)
        message.cost += cost
        self._cost += cost

    def _finish(self, key: _Key) -> Whole:
        message = self._building.pop(key)
        self._cost -= message.cost
        if message.family == "BNET":
            self._over[key] = None
            while len(self._over) > _REMEMBERED:
                self._over.popitem(last=False)
        data = b"".join(message.pages[number] for number in sorted(message.pages))
        return Whole(data, message.total, message.began)

    def _drop(self, key: _Key, why: str) -> None:
        message = self._building.pop(key)
        self._cost -= message.cost
        self._lost.append(Lost(message.slot, message.began, why))
