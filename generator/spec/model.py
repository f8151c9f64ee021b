"""What a protocol is made of: records only, no behaviour.

A revision is a tuple of items. A child revision names its parent and states only the items that differ
(:func:`derive`); everything else is inherited. Every item knows its :class:`Source` (why it is so) and its
place (where it is written).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias, TypeVar

from .flow import Flow
from .item import Item as _Item
from .item import src as src
from .machine import Machine
from .place import Place, Source, SpecError, here, source
from .types import FieldType, Shape, Struct

REACHES = {
    "character": "one character of the own side",
    "side": "everybody of the own side who has joined the channel",
    "group": "everybody of the own raid",
    "friend": "one friend, whatever their side",
    "destination": "whoever it is addressed to, by way of other messages",
    "neighbour": "the server at the other end",
}
"""Who hears what is sent on a medium."""


@dataclass(frozen=True, kw_only=True)
class Medium(_Item, kind="medium"):
    """A way bytes travel: ``max_bytes`` a packet, and which bytes it carries.

    ``alphabet``: ``bytes`` (1-255), ``utf8`` (well-formed UTF-8 without NUL), ``printable`` (the same without
    control bytes). ``framing`` names the layout that splits longer messages; empty when it carries whole messages.
    ``reach``: who hears it, one of :data:`REACHES`.
    """

    name: str
    max_bytes: int
    alphabet: str
    framing: str = ""
    reach: str = "character"


@dataclass(frozen=True, kw_only=True)
class Layout(_Item, kind="layout"):
    """How a packet of one framing is laid out: payload bytes of a whole packet and of a page."""

    name: str
    packet: int
    whole: int
    page: int
    slot_bytes: int
    number_bytes: int


@dataclass(frozen=True, kw_only=True)
class Framing(_Item, kind="framing"):
    """The lower layer: version byte, marks, and 2-byte numbers in ``base`` with digits offset by ``offset``.

    ``counted_middle`` and ``counted_last`` are marks of pages that carry no number otherwise: the mark of page n is
    the one at n modulo their count, so that a page that was lost shows. Empty in a revision that does not count.
    """

    name: str
    version: bytes
    whole: bytes
    first: bytes
    middle: bytes
    last: bytes
    counted_middle: bytes = b""
    counted_last: bytes = b""
    base: int
    offset: int

    @property
    def numbers(self) -> int:
        """How many values two digits can hold."""
        return self.base * self.base


@dataclass(frozen=True)
class Field:
    """A named value of a message. ``optional``: may be left out, only at the end. ``secret``: never shown or logged."""

    name: str
    type: FieldType
    note: str = ""
    optional: bool = False
    secret: bool = False
    place: Place = field(default_factory=here, compare=False, repr=False)


@dataclass(frozen=True)
class Narrow:
    """When ``when`` holds one of ``values``, ``field`` must also fit ``type``; None allows only absence."""

    when: str
    values: tuple[bytes | str, ...]
    field: str
    type: FieldType
    note: str = ""


@dataclass(frozen=True)
class Pairs:
    """Two fields whose values go together. ``tolerated`` pairs are read, reported, and never written."""

    first: str
    second: str
    allowed: tuple[tuple[bytes, bytes], ...]
    tolerated: tuple[tuple[bytes, bytes], ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Owned:
    """``field`` must begin with the value of ``owner``."""

    owner: str
    field: str
    note: str = ""


@dataclass(frozen=True)
class Own:
    """When ``when`` holds ``value``, ``field`` must equal ``owner`` or the ``wildcard``."""

    when: str
    value: bytes
    field: str
    owner: str
    wildcard: bytes
    note: str = ""


Rule: TypeAlias = Narrow | Pairs | Owned | Own


@dataclass(frozen=True, kw_only=True)
class Message(_Item, kind="message"):
    """A command, the media it travels on, and its fields in order."""

    name: str
    command: str
    media: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    rules: tuple[Rule, ...] = ()
    title: str = ""
    examples: tuple[bytes, ...] = ()

    @property
    def required(self) -> int:
        return sum(1 for item in self.fields if not item.optional)

    def field(self, name: str) -> Field:
        return next(item for item in self.fields if item.name == name)


@dataclass(frozen=True, kw_only=True)
class Reserved(_Item, kind="reserved"):
    """A command that no message may take again: an older revision used it. ``note`` says what for."""

    name: str


@dataclass(frozen=True, kw_only=True)
class Limit(_Item, kind="limit"):
    """A bound the implementation keeps. With ``medium``, it may not be above what the medium carries."""

    name: str
    value: int
    unit: str
    medium: str = ""


@dataclass(frozen=True, kw_only=True)
class Timer(_Item, kind="timer"):
    """A duration in seconds."""

    name: str
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a procedure; ``timer`` names the duration of a wait, ``number`` a callback."""

    action: str
    timer: str = ""
    number: int = 0
    request: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Procedure(_Item, kind="procedure"):
    """Steps done in order."""

    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class Behaviour(_Item, kind="behaviour"):
    """What an implementation does, said in a sentence; its numbers are limits and timers."""

    name: str
    text: str


@dataclass(frozen=True, kw_only=True)
class SendResult(_Item, kind="result"):
    """A result code of the client's sending calls and what the sender makes of it.

    ``action``: ``sent``, ``retry`` (later, in order), ``hold`` (until the restriction ends), ``offline``, ``failed``.
    """

    name: str
    code: int
    action: str


@dataclass(frozen=True, kw_only=True)
class Budget(_Item, kind="budget"):
    """A token bucket in bytes: ``rate`` a second, at most ``burst`` saved up, ``overhead`` counted a packet.

    ``reserve`` bytes of it are left for short messages that others wait for.
    """

    name: str
    rate: int
    burst: int
    overhead: int
    reserve: int = 0


@dataclass(frozen=True, kw_only=True)
class Quota(_Item, kind="quota"):
    """What is taken of one sender: ``rate`` of the unit a second, at most ``burst`` saved up; more is dropped."""

    name: str
    rate: float
    burst: float
    unit: str


@dataclass(frozen=True, kw_only=True)
class Constant(_Item, kind="constant"):
    """A text both sides must agree on."""

    name: str
    text: str


@dataclass(frozen=True, kw_only=True)
class RealmAlias(_Item, kind="realm"):
    """A short number that stands for a realm's id in band names. ``region`` as the client counts: 1 US, 3 EU."""

    name: str
    realm_id: int
    region: int


@dataclass(frozen=True, kw_only=True)
class Part(_Item, kind="part"):
    """A part of a profile: its letter, and what Total RP 3 calls it."""

    name: str
    data: str
    touched_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StatusBand(_Item, kind="status"):
    """A row of a status table: levels ``low`` to ``high``, and the levels whose actions it is protected from.

    ``literal_high`` and ``literal_protected`` keep what the seed says where the reading differs.
    """

    name: str
    low: int
    high: int
    right: str
    modes: tuple[str, ...]
    client_prefix: str
    protected: tuple[int, int] | None
    literal_high: int
    literal_protected: tuple[int, int] | None


Item: TypeAlias = (
    Medium
    | Layout
    | Framing
    | Message
    | Reserved
    | Limit
    | Timer
    | Procedure
    | Behaviour
    | SendResult
    | Budget
    | Quota
    | Constant
    | RealmAlias
    | Part
    | StatusBand
    | Flow
    | Machine
)

_T = TypeVar("_T", bound=_Item)


@dataclass(frozen=True, kw_only=True)
class Grammar:
    """How fields and command stand in a message.

    ``source_first``: the first field comes before the command (as in P10). ``tags``: an optional block before
    everything, followed by a space. ``line_end`` closes a line on a stream and is not part of the message.
    """

    separator: bytes = b" "
    source_first: bool = False
    tags: Struct | None = None
    line_end: bytes = b""
    command: Shape
    message_bytes: int
    place: Place = field(default_factory=here, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class Revision:
    """One version of a protocol. ``own`` are the items it states itself, ``dropped`` what it leaves out."""

    id: str
    protocol: str
    title: str
    grammar: Grammar
    own: tuple[Item, ...]
    parent: Revision | None = None
    dropped: tuple[tuple[str, str], ...] = ()
    source: Source = field(default_factory=lambda: source("C16"))
    place: Place = field(default_factory=here, compare=False, repr=False)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Inherited and own items; a changed item keeps its parent's position."""
        own = {(item.kind, item.key): item for item in self.own}
        inherited = self.parent.items if self.parent else ()
        kept = [own.pop((item.kind, item.key), item) for item in inherited if (item.kind, item.key) not in self.dropped]
        return (*kept, *own.values())

    def all(self, kind: type[_T]) -> dict[str, _T]:
        """Items of one kind by name, in order."""
        return {item.key: item for item in self.items if isinstance(item, kind)}

    @cached_property
    def messages(self) -> dict[str, Message]:
        return self.all(Message)

    @cached_property
    def media(self) -> dict[str, Medium]:
        return self.all(Medium)

    @cached_property
    def limits(self) -> dict[str, Limit]:
        return self.all(Limit)

    @cached_property
    def timers(self) -> dict[str, Timer]:
        return self.all(Timer)

    @cached_property
    def commands(self) -> dict[str, tuple[Message, ...]]:
        """Messages by command; more than one when arity tells them apart."""
        found: dict[str, list[Message]] = {}
        for message in self.messages.values():
            found.setdefault(message.command, []).append(message)
        return {command: tuple(messages) for command, messages in found.items()}


def derive(
    parent: Revision,
    *own: Item,
    id: str,
    title: str,
    source: Source,
    drop: Iterable[tuple[str, str]] = (),
    grammar: Grammar | None = None,
) -> Revision:
    """A child of ``parent`` that states only how it differs; ``grammar`` is the parent's unless given.

    Raises SpecError when it drops an item the parent does not have.
    """
    known = {(item.kind, item.key) for item in parent.items}
    dropped = tuple(drop)
    place = here()
    for kind, name in dropped:
        if (kind, name) not in known:
            raise SpecError(place, f"{id} drops {kind} {name!r}, which {parent.id} does not have")
    return Revision(
        id=id,
        protocol=parent.protocol,
        title=title,
        grammar=grammar or parent.grammar,
        own=own,
        parent=parent,
        dropped=dropped,
        source=source,
        place=place,
    )
