"""What the pages say about messages is what the codec and the addon do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.codec import Codec
from generator.codec.tokens import write
from generator.docs.budget import budgets, head_bytes
from generator.docs.example import spans
from generator.docs.facts import message_facts
from generator.docs.uses import legs, stories, story_name, uses
from generator.lua.testing import load_modules
from generator.spec.catalog import REVISIONS
from generator.spec.catalog import revision as find
from generator.spec.flow import Flow
from generator.spec.model import Message, Procedure, Revision
from generator.spec.types import (
    UNBOUNDED,
    AnyOf,
    Choice,
    Escaped,
    FieldType,
    ListOf,
    Lit,
    Nullable,
    Number,
    Run,
    Serials,
    Shape,
    Struct,
    Text,
)

MESSAGES = [
    pytest.param(revision, message, id=f"{revision.id}-{message.name}")
    for revision in REVISIONS.values()
    for message in revision.messages.values()
]
SPOKEN = [revision for revision in REVISIONS.values() if revision.all(Flow)]


def first_byte(run: Run) -> bytes:
    return bytes([min(run.alphabet.members)])


def extreme(kind: FieldType, longest: bool) -> object:
    """The value of a type that takes most bytes, or fewest."""
    match kind:
        case Shape():
            return token(kind, longest)
        case Number():
            numbers = [number for pair in kind.ranges for number in (*pair, *((0,) if pair[0] <= 0 <= pair[1] else ()))]
            return (max if longest else min)(numbers, key=lambda number: len(write(kind, number)))
        case Choice():
            return (max if longest else min)(kind.options, key=lambda option: len(option[0]))[1]
        case Escaped():
            return kind.mark * kind.high if longest else b"x" * kind.low
        case Nullable():
            return extreme(kind.inner, True) if longest else None
        case Serials():
            return dict.fromkeys(kind.parts, kind.high) if longest else {}
        case Struct():
            return {part[0]: extreme_part(part[1], longest) for part in kind.parts if not isinstance(part, Lit)}
        case ListOf():
            return [extreme(kind.item, True)] * kind.high if longest else []
        case AnyOf():
            values = [token(shape, longest) for shape in kind.kinds]
            return (max if longest else min)(values, key=len)
        case Text():
            return b"x" * kind.low
    raise AssertionError(kind)


def extreme_part(kind: object, longest: bool) -> object:
    return longest if not isinstance(kind, (Shape, Number)) else extreme(kind, longest)


def token(kind: Shape, longest: bool) -> bytes:
    """A token of a shape: every run as short as it may be, or the first one without an end as long as it may be."""
    pieces = [piece.text if isinstance(piece, Lit) else first_byte(piece) * piece.low for piece in kind.pieces]
    if longest:
        for index, piece in enumerate(kind.pieces):
            if isinstance(piece, Run):
                room = kind.high - len(b"".join(pieces))
                more = room if piece.high == UNBOUNDED else min(room, piece.high - piece.low)
                pieces[index] += first_byte(piece) * more
    return b"".join(pieces)


@pytest.mark.parametrize("longest", [False, True], ids=["shortest", "longest"])
@pytest.mark.parametrize(("revision", "message"), MESSAGES)
def test_the_head_of_a_message_is_as_long_as_told(revision: Revision, message: Message, longest: bool):
    """Written and put together here: an extreme message need not keep the rules between its fields."""
    fields = [item for item in message.fields if longest or not item.optional]
    tokens = [write(item.type, extreme(item.type, longest)) for item in fields]
    tokens.insert(1 if revision.grammar.source_first else 0, message.command.encode())
    data = revision.grammar.separator.join(tokens)
    last = message.fields[-1].type if message.fields else None
    text = len(tokens[-1]) - len(last.mark) if isinstance(last, Text) else 0
    assert len(data) - text == head_bytes(revision, message)[longest]


@pytest.mark.parametrize("revision", SPOKEN, ids=lambda each: each.id)
def test_what_is_left_of_a_packet_is_left_by_the_addon(revision: Revision):
    """A message as long as the packet goes out whole, one more byte makes pages; the longest takes as many as told."""
    lua, ns, _ = load_modules("Util", "Framing", revision_id=revision.id)
    packets = lua.globals().loadstring(
        b"local ns = ...; return function(family, size) local message, count = ns.Framing.outgoing(family), 0; "
        b"message.slot = 1; message:add(('x'):rep(size)); message.finished = true; "
        b"repeat local _, _, ends = message:take(); count = count + 1 until ends; return count end"
    )(ns)
    told = [(message, budget) for message in revision.messages.values() for budget in budgets(revision, message)]
    for message, budget in (each for each in told if each[1].packet):
        family = revision.media[budget.medium].framing.encode()
        assert packets(family, budget.packet) == 1
        assert packets(family, budget.packet + 1) == 2
        assert packets(family, message_facts(revision, message).high) == budget.pages
        assert not budget.text or budget.room == tuple(budget.packet - size for size in reversed(budget.head))


@pytest.mark.parametrize(("revision", "message"), MESSAGES)
def test_every_byte_of_an_example_is_explained(revision: Revision, message: Message):
    assert message.examples
    for example in message.examples:
        found = spans(revision, message, example)
        assert b"".join(span.data for span in found).endswith(example)
        assert [span.start for span in found[1:]] == [span.end + 1 for span in found[:-1]]
        assert all(span.meaning for span in found)
        values = Codec(revision).decode(example).values
        simple = [item.name for item in message.fields if item.name in values and not is_made_of_parts(item.type)]
        assert set(simple) <= {span.name for span in found}


def is_made_of_parts(kind: FieldType) -> bool:
    return isinstance(kind, (Struct, ListOf))


def test_parts_of_a_token_are_told_apart():
    revision = REVISIONS["alliance-2"]
    found = spans(revision, revision.messages["ST"], b"ST 3.0.0 ? - - 1H1:#2A77")
    assert [(span.data, span.name) for span in found if span.start >= 17] == [
        (b"1H", "band"),
        (b"1", "load"),
        (b":", ""),
        (b"#", "secure"),
        (b"2A", "band"),
        (b"77", "load"),
    ]
    asked = spans(revision, revision.messages["TR"], b"TR 4f2 a~4b ?:12::")
    assert [(span.data, span.meaning) for span in asked if span.name] == [
        (b"TR", "profile request"),
        (b"4f2", "opened by the request; an answer without it is dropped"),
        (b"a~4b", "a~b: the profile's id; ? in a request when it is not known"),
        (b"?", "part A: never seen"),
        (b"12", "part B: version 12"),
    ]


def test_an_example_that_is_written_otherwise_is_refused():
    revision = REVISIONS["citrus"]
    message = replace(revision.messages["D"], name="D")
    with pytest.raises(ValueError, match="is not written the way its values are"):
        spans(revision, message, b"1AAAAAAAB D 1AA0AAAAA #tavern\r\n")


def test_who_sends_a_message_to_whom():
    found = legs(REVISIONS["alliance-2"], "R2")
    assert [(leg.sender, leg.receivers, leg.medium) for leg in found] == [("bridge", ("link",), "BNET")]
    assert {leg.medium for leg in legs(REVISIONS["alliance-2"], "R0")} == {"WHISPER", "LOGGED", "BROADCAST"}


def test_every_timer_comes_up_somewhere():
    """But one that is about the game's loading screen, which no flow tells of."""
    revision = find("crossrp")
    assert [name for name in revision.timers if not uses(revision, name)] == ["world_entry"]
    assert all(timer.note for timer in revision.timers.values())


def test_uses_name_procedures_flows_and_machines():
    revision = REVISIONS["alliance-2"]
    found = [story_name(item) for item in uses(revision, "probe_wait")]
    assert found == ["procedure-startup", "flow-startup"]
    assert [story_name(item) for item in uses(revision, "BYE")] == [
        "flow-link",
        "flow-bridge",
        "machine-link",
        "machine-bridge",
    ]
    assert any(isinstance(item, Procedure) for item in stories(revision))
