"""Running both codecs: what the reader of one revision makes of what the writer of another sends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from ..codec import WHY, Codec, DecodeError
from ..codec.readable import readable, value_words
from ..codec.tokens import Value
from ..spec.model import Message, Revision
from .finding import Alone, Finding, Witness
from .samples import messages, samples

TRIES = 400
"""Messages tried until one tells two revisions apart, or they count as read the same."""
_SHOWN = 100

WORDS = {"old-to-new": ("old client", "new client"), "new-to-old": ("new client", "old client")}


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of one message. ``trouble`` is empty when it was read as it was meant."""

    data: bytes
    trouble: str
    why: str = ""


def hear(
    data: bytes,
    name: str,
    meant: dict[str, Value],
    reader: Codec,
    *,
    medium: str | None = None,
    names: dict[str, str] | None = None,
) -> Heard:
    """Let ``reader`` read a message and compare with what its writer meant.

    Fields that one side does not have are left out of the comparison. ``names`` maps the writer's names of fields to
    the reader's, where they differ.
    """
    try:
        found = reader.decode(data, medium)
    except DecodeError as error:
        field = f" at the field {error.field}" if error.field else ""
        return Heard(data, f"drops it{field}: {WHY[error.why]}", error.why)
    if found.name != name:
        return Heard(data, f"takes it for {found.name}")
    for field, value in meant.items():
        theirs = (names or {}).get(field, field)
        if theirs in found.values and found.values[theirs] != value:
            return Heard(data, f"reads {theirs} as {_short(found.values[theirs])} instead of {_short(value)}")
    return Heard(data, "")


def heard_all(
    writer: Revision,
    reader: Revision,
    name: str,
    *,
    count: int,
    seed: str = "witness",
    medium: str | None = None,
    names: dict[str, str] | None = None,
) -> Iterator[Heard]:
    """What the reader makes of so many messages of one name."""
    codec = Codec(reader)
    made = samples(writer, name, seed).first(count) if count <= TRIES else islice(messages(writer, name, seed), count)
    for data, values in made:
        yield hear(data, name, values, codec, medium=medium, names=names)


def decided(old: Revision, alone: Alone, forward: bool | None, backward: bool | None) -> tuple[bool, bool, bool]:
    """For what the records do not tell: whether each side reads the other, and whether that rests on tries alone."""
    undecided = False
    answers = []
    for known, direction in ((forward, "old-to-new"), (backward, "new-to-old")):
        if known is None:
            known = _first_trouble(old, alone, direction) is None
            undecided = undecided or known
        answers.append(known)
    return answers[0], answers[1], undecided


def with_witnesses(old: Revision, new: Revision, finding: Finding) -> Finding:
    """The finding with what was seen when the codecs ran; as it is when it is about no bytes."""
    found = tuple(_witnesses(old, new, finding))
    return replace(finding, witnesses=(*finding.witnesses, *found)) if found else finding


def directions(finding: Finding) -> tuple[str, ...]:
    """Whose messages the finding is about."""
    return ("old-to-new", "new-to-old") if finding.rule.direction in ("both", "none") else (finding.rule.direction,)


def _witnesses(old: Revision, new: Revision, finding: Finding) -> Iterator[Witness]:
    name = finding.subject.removeprefix("message ").partition(",")[0]
    if not finding.subject.startswith("message "):
        return
    for direction in directions(finding):
        writer, reader = (old, new) if direction == "old-to-new" else (new, old)
        if finding.rule.id.startswith("message-medium-"):
            medium = finding.subject.rpartition(" ")[2]
            yield _witness(direction, heard_all(writer, reader, name, count=1, medium=medium))
        elif finding.alone is None and name in writer.messages and finding.rule.area == "message":
            yield _witness(direction, heard_all(writer, reader, name, count=1))
        elif finding.alone is not None:
            yield from _of_change(old, new, finding, direction, finding.alone)


def _of_change(old: Revision, new: Revision, finding: Finding, direction: str, alone: Alone) -> Iterator[Witness]:
    trouble = _first_trouble(old, alone, direction)
    if trouble is None:
        if finding.level != "breaking":
            told = WORDS[direction]
            yield Witness(
                "check", direction, "", f"{TRIES} messages of the {told[0]} are read the same by the {told[1]}."
            )
        return
    writer, reader = (old, new) if direction == "old-to-new" else (new, old)
    name = alone.before.name
    field = finding.subject.partition(", field ")[2]
    # Best is a message people know, so the examples; else one that fails at this very field and can be read.
    found = list(islice((each for each in heard_all(writer, reader, name, count=TRIES) if each.trouble), 40))
    examples = [each for each in found if each.data in writer.messages[name].examples]
    fitting = [each for each in found if f"field {field}:" in each.trouble or f"reads {field} " in each.trouble]
    shown = next(iter(examples), None) or min(fitting or found, key=_effort, default=None)
    yield _witness(direction, iter((shown or trouble,)), whole=shown is not None)


def _first_trouble(old: Revision, alone: Alone, direction: str) -> Heard | None:
    """The shortest of the first messages that this change alone makes unreadable."""
    before, after = _only(old, alone.before), _only(old, alone.after)
    writer, reader = (before, after) if direction == "old-to-new" else (after, before)
    troubles = (each for each in heard_all(writer, reader, alone.before.name, count=TRIES) if each.trouble)
    return min(islice(troubles, 40), key=_effort, default=None)


def _only(revision: Revision, message: Message) -> Revision:
    """The revision with nothing but one message; its examples may be of another form."""
    return replace(revision, own=(message,), parent=None, dropped=())


def _effort(heard: Heard) -> tuple[int, int]:
    """How hard a message is to read for people."""
    return sum(byte < 0x20 or byte > 0x7E for byte in heard.data), len(heard.data)


def _witness(direction: str, heard: Iterator[Heard], whole: bool = True) -> Witness:
    one = next(heard)
    told = WORDS[direction]
    if not one.trouble:
        return Witness("bytes", direction, _cut(readable(one.data)), f"The {told[1]} reads it as it was meant.", whole)
    return Witness("bytes", direction, _cut(readable(one.data)), f"The {told[1]} {one.trouble}.", whole)


def _short(value: Any) -> str:
    return _cut(value_words(value), 40)


def _cut(text: str, most: int = _SHOWN) -> str:
    return text if len(text) <= most else f"{text[: most - 12]}... ({len(text)})"
