"""What makes a specification wrong. Every mistake is refused when the specification is loaded, with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .bytesets import DIGITS, byteset
from .flow import Flow
from .flow_check import flow_mistakes
from .machine import Machine
from .machine_check import machine_mistakes
from .model import (
    REACHES,
    Budget,
    Framing,
    Layout,
    Limit,
    Medium,
    Message,
    Procedure,
    Quota,
    Reserved,
    Revision,
    SendResult,
    Timer,
)
from .place import Place, SpecError
from .types import (
    UNBOUNDED,
    AnyOf,
    Choice,
    Escaped,
    FieldType,
    Flag,
    ListOf,
    Lit,
    Nullable,
    Number,
    Piece,
    Run,
    Serials,
    Shape,
    Struct,
    Text,
    takes_rest,
)

# Lua 5.1 patterns have no counts, so a run of "3 to 7 bytes" becomes optional bytes; many of them would make a
# failing match slow.
OPTIONAL_BYTES = 6

ALPHABETS = ("bytes", "utf8", "printable")
ACTIONS = ("sent", "retry", "hold", "offline", "failed")


def check(revision: Revision) -> Revision:
    """Return the revision when it is sound; raise SpecError at the first mistake."""
    for place, mistake in mistakes(revision):
        raise SpecError(place, f"{revision.id}: {mistake}")
    return revision


def mistakes(revision: Revision) -> Iterator[tuple[Place, str]]:
    """Every mistake of a revision, with its place."""
    yield from _duplicates(revision)
    for message in revision.messages.values():
        yield from _message(revision, message)
    yield from _commands(revision)
    yield from _results(revision)
    for item in revision.items:
        if isinstance(item, Layout):
            yield from _layout(revision, item)
        elif isinstance(item, Limit):
            yield from _limit(revision, item)
        elif isinstance(item, Procedure):
            yield from _procedure(revision, item)
        elif isinstance(item, Medium):
            yield from _medium(revision, item)
        elif isinstance(item, Reserved) and item.name in revision.commands:
            yield item.place, f"the command {item.name!r} is reserved, and a message takes it"
        elif isinstance(item, Flow):
            yield from flow_mistakes(revision, item)
        elif isinstance(item, Machine):
            yield from machine_mistakes(revision, item)
        elif isinstance(item, Timer) and item.seconds <= 0:
            yield item.place, f"timer {item.name!r} must be above zero"
        elif isinstance(item, Budget | Quota) and min(item.rate, item.burst) <= 0:
            yield item.place, f"budget {item.name!r} lets nothing through"


def _duplicates(revision: Revision) -> Iterator[tuple[Place, str]]:
    seen: set[tuple[str, str]] = set()
    for item in revision.own:
        if (item.kind, item.key) in seen:
            yield item.place, f"{item.kind} {item.key!r} is stated twice"
        seen.add((item.kind, item.key))


def _medium(revision: Revision, medium: Medium) -> Iterator[tuple[Place, str]]:
    if medium.alphabet not in ALPHABETS:
        yield medium.place, f"medium {medium.name!r} has the unknown alphabet {medium.alphabet!r}"
    if medium.framing and medium.framing not in revision.all(Layout):
        yield medium.place, f"medium {medium.name!r} names the unknown layout {medium.framing!r}"
    if medium.reach not in REACHES:
        yield medium.place, f"medium {medium.name!r} has the unknown reach {medium.reach!r}"


def _results(revision: Revision) -> Iterator[tuple[Place, str]]:
    names: dict[int, str] = {}
    for result in revision.all(SendResult).values():
        if result.code in names:
            yield result.place, f"results {names[result.code]!r} and {result.name!r} have the code {result.code}"
        if result.action not in ACTIONS:
            yield result.place, f"result {result.name!r} has the unknown action {result.action!r}"
        names[result.code] = result.name


def _commands(revision: Revision) -> Iterator[tuple[Place, str]]:
    for command, messages in revision.commands.items():
        if len(messages) == 1:
            continue
        arities = Counter(len(message.fields) for message in messages)
        for message in messages:
            variable = any(part.optional or takes_rest(part.type) for part in message.fields)
            if variable or arities[len(message.fields)] > 1:
                yield message.place, f"duplicate command {command!r}: nothing tells {message.name!r} from the other"
                break


def _message(revision: Revision, message: Message) -> Iterator[tuple[Place, str]]:
    where = f"message {message.name!r}"
    if not all(byte in b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" for byte in message.command.encode()):
        yield message.place, f"{where}: the command {message.command!r} is not made of capitals and digits"
    elif not message.command or len(message.command) > revision.grammar.command.high:
        yield message.place, f"{where}: a command has 1 to {revision.grammar.command.high} bytes"
    if not message.media:
        yield message.place, f"{where} names no medium"
    for medium in message.media:
        if medium not in revision.media:
            yield message.place, f"{where} names the unknown medium {medium!r}"
    names = Counter(part.name for part in message.fields)
    for name, count in names.items():
        if count > 1:
            yield message.place, f"{where} has {count} fields named {name!r}"
    optional = rest = ""
    for part in message.fields:
        if rest:
            yield part.place, f"{where}: field {part.name!r} comes after the free text {rest!r}"
        if optional and not part.optional:
            yield part.place, f"{where}: field {part.name!r} is required after the optional {optional!r}"
        optional = part.name if part.optional else optional
        rest = part.name if takes_rest(part.type) else rest
        yield from _type(revision, part.type, part.place, f"{where}, field {part.name!r}")
    if revision.grammar.source_first and (not message.fields or takes_rest(message.fields[0].type)):
        yield message.place, f"{where}: the grammar puts a source before the command, and the first field is none"
    for rule in message.rules:
        for name in _rule_fields(rule):
            if not _has_field(message, name):
                yield message.place, f"{where}: a rule names the unknown field {name!r}"


def _has_field(message: Message, path: str) -> bool:
    """Whether a rule's field exists; ``field.part`` names a part of a struct."""
    name, _, part = path.partition(".")
    kind = next((item.type for item in message.fields if item.name == name), None)
    if not part:
        return kind is not None
    return isinstance(kind, Struct) and any(not isinstance(p, Lit) and p[0] == part for p in kind.parts)


def _rule_fields(rule: object) -> list[str]:
    keys = ("when", "field", "first", "second", "owner")
    return [str(getattr(rule, key)) for key in keys if hasattr(rule, key)]


def _type(revision: Revision, kind: FieldType, place: Place, where: str) -> Iterator[tuple[Place, str]]:
    separator = revision.grammar.separator
    if isinstance(kind, Text):
        if not 0 <= kind.low <= kind.high:
            yield place, f"{where}: a text of {kind.low} to {kind.high} bytes cannot be"
        if kind.high > revision.grammar.message_bytes:
            yield place, f"{where}: {kind.high} bytes are above the message's {revision.grammar.message_bytes}"
    elif isinstance(kind, ListOf):
        if kind.high < 1:
            yield place, f"{where}: a list of at most {kind.high} items cannot be"
        yield from _type(revision, kind.item, place, where)
    elif isinstance(kind, Nullable):
        yield from _type(revision, kind.inner, place, where)
    elif isinstance(kind, AnyOf):
        for shape in kind.kinds:
            yield from _type(revision, shape, place, where)
    elif isinstance(kind, Choice):
        words = [word for word, _ in kind.options]
        values = [value for _, value in kind.options]
        if len(set(words)) < len(words) or len(set(values)) < len(values):
            yield place, f"{where}: a word or value of the choice is there twice"
        if any(not word or separator in word for word in words):
            yield place, f"{where}: a word of the choice is empty or holds the separator"
    elif isinstance(kind, Escaped):
        raws, letters = {raw for raw, _ in kind.escapes}, {letter for _, letter in kind.escapes}
        if len(raws) < len(kind.escapes) or len(letters) < len(kind.escapes):
            yield place, f"{where}: an escape is there twice"
        if not {kind.mark, separator} <= raws:
            yield place, f"{where}: the mark and the separator must be escaped"
    elif isinstance(kind, Number):
        yield from _number(kind, place, where)
    elif isinstance(kind, Serials):
        if kind.unknown.isdigit() or kind.separator in kind.unknown:
            yield place, f"{where}: the mark for unknown reads as a serial"
    elif isinstance(kind, (Shape, Struct)):
        yield from _pieces(kind, place, where, separator)


def _number(kind: Number, place: Place, where: str) -> Iterator[tuple[Place, str]]:
    for low, high in kind.ranges:
        if low > high:
            yield place, f"{where}: the range {low} to {high} is empty"
        if kind.digits and max(abs(low), abs(high)) >= 10**kind.digits:
            yield place, f"{where}: {low} to {high} does not fit {kind.digits} digits"
        if max(abs(low), abs(high)) > 2**53:
            yield place, f"{where}: {low} to {high} is beyond what a Lua number holds exactly"


def number_pieces(kind: Number) -> tuple[Piece, ...]:
    """A number as runs: an optional sign, then digits."""
    digits = Run(DIGITS, kind.digits, kind.digits) if kind.digits else Run(DIGITS)
    return (Run(byteset("-"), 0, 1), digits) if kind.low < 0 else (digits,)


def struct_pieces(kind: Shape | Struct | Number | Flag) -> tuple[Piece, ...]:
    """The runs and literals a token is made of."""
    if isinstance(kind, Shape):
        return kind.pieces
    if isinstance(kind, Number):
        return number_pieces(kind)
    if isinstance(kind, Flag):
        return (Run(byteset(kind.mark.decode("latin-1")), 0, 1),)
    pieces: list[Piece] = []
    for part in kind.parts:
        pieces.extend((part,) if isinstance(part, Lit) else struct_pieces(part[1]))
    return tuple(pieces)


def _first_bytes(piece: Piece) -> frozenset[int]:
    return frozenset(piece.text[:1]) if isinstance(piece, Lit) else piece.alphabet.members


def _pieces(kind: Shape | Struct, place: Place, where: str, separator: bytes) -> Iterator[tuple[Place, str]]:
    pieces = struct_pieces(kind)
    for index, piece in enumerate(pieces):
        if isinstance(piece, Lit):
            if not piece.text or separator in piece.text:
                yield place, f"{where}: a literal of {kind.name!r} is empty or holds the separator"
            continue
        if separator[0] in piece.alphabet or 0 in piece.alphabet:
            yield place, f"{where}: {kind.name!r} may hold a separator or a NUL"
        if not 0 <= piece.low <= piece.high:
            yield place, f"{where}: a run of {piece.low} to {piece.high} bytes cannot be"
        if piece.fixed:
            continue
        if piece.high != UNBOUNDED and piece.high - piece.low > OPTIONAL_BYTES:
            yield place, f"{where}: bound {kind.name!r} as a whole, not a run of {piece.low} to {piece.high} bytes"
        for follower in pieces[index + 1 :]:
            if not piece.alphabet.members.isdisjoint(_first_bytes(follower)):
                yield place, f"{where}: in {kind.name!r} nothing tells where a run ends and the next piece begins"
            if isinstance(follower, Lit) or follower.low > 0:
                break


def _layout(revision: Revision, layout: Layout) -> Iterator[tuple[Place, str]]:
    where = f"layout {layout.name!r}"
    framing = next((item for item in revision.items if isinstance(item, Framing)), None)
    if framing is None:
        yield layout.place, f"{where} has no framing to belong to"
        return
    if len(framing.counted_middle) != len(framing.counted_last):
        yield framing.place, f"{where}: there are not as many counted marks of last pages as of middle ones"
    marks = (
        framing.whole + framing.first + framing.middle + framing.last + framing.counted_middle + framing.counted_last
    )
    if len(set(marks)) != len(marks):
        yield framing.place, f"{where}: one mark stands for two kinds of pages"
    head = len(framing.version) + 1
    page_head = head + layout.slot_bytes + layout.number_bytes
    for name, size, limit in (
        ("whole", layout.whole + head, layout.packet),
        ("page", layout.page + page_head, layout.packet),
    ):
        if size > limit:
            yield layout.place, f"{where}: a {name} packet takes {size} bytes, above its {limit}"
    for medium in revision.media.values():
        if medium.framing == layout.name and layout.packet > medium.max_bytes:
            yield (
                layout.place,
                f"{where}: {layout.packet} bytes are above the {medium.max_bytes} of medium {medium.name!r}",
            )


def _limit(revision: Revision, limit: Limit) -> Iterator[tuple[Place, str]]:
    if limit.value <= 0:
        yield limit.place, f"limit {limit.name!r} must be above zero"
    if limit.medium:
        medium = revision.media.get(limit.medium)
        if medium is None:
            yield limit.place, f"limit {limit.name!r} names the unknown medium {limit.medium!r}"
        elif limit.value > medium.max_bytes:
            yield (
                limit.place,
                f"limit {limit.name!r} of {limit.value} is above the {medium.max_bytes} of medium {medium.name!r}",
            )


def _procedure(revision: Revision, procedure: Procedure) -> Iterator[tuple[Place, str]]:
    for step in procedure.steps:
        if step.timer and step.timer not in revision.timers:
            yield procedure.place, f"procedure {procedure.name!r} waits for the unknown timer {step.timer!r}"
        if step.action == "wait" and not step.timer:
            yield procedure.place, f"procedure {procedure.name!r} has a wait without a timer"
