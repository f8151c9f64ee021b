"""What there is to know about a message, as a record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..spec.changes import message_changes
from ..spec.model import Message, Revision
from ..spec.place import Source
from ..spec.words import form, message_bytes, rule_words, type_bytes, type_note, type_words
from .budget import Budget, budgets
from .example import Span, spans
from .uses import Leg, Story, legs, uses


@dataclass(frozen=True)
class FieldFacts:
    """A field: what its bytes look like, what they mean, and how many there are."""

    name: str
    words: str
    meaning: str
    low: int
    high: int
    optional: bool


@dataclass(frozen=True)
class MessageFacts:
    """A message of one revision. ``legs`` and ``uses`` are empty in a protocol without flows."""

    name: str
    command: str
    title: str
    note: str
    form: str
    low: int
    high: int
    media: tuple[str, ...]
    fields: tuple[FieldFacts, ...]
    rules: tuple[str, ...]
    budgets: tuple[Budget, ...]
    examples: tuple[tuple[bytes, tuple[Span, ...]], ...]
    legs: tuple[Leg, ...]
    uses: tuple[Story, ...]
    since: tuple[str, ...]
    source: Source


def message_facts(revision: Revision, message: Message) -> MessageFacts:
    """The facts of a message. ``since`` tells how it differs from the parent revision's."""
    low, high = message_bytes(revision, message)
    return MessageFacts(
        name=message.name,
        command=message.command,
        title=message.title,
        note=message.note,
        form=form(revision, message),
        low=low,
        high=high,
        media=message.media,
        fields=tuple(_fields(revision, message)),
        rules=tuple(rule_words(rule) + (f" ({rule.note})" if rule.note else "") for rule in message.rules),
        budgets=tuple(budgets(revision, message)),
        examples=tuple((example, tuple(spans(revision, message, example))) for example in message.examples),
        legs=tuple(legs(revision, message.name)),
        uses=tuple(uses(revision, message.name)),
        since=tuple(_since(revision, message)),
        source=message.source,
    )


def _fields(revision: Revision, message: Message) -> Iterator[FieldFacts]:
    for item in message.fields:
        low, high = type_bytes(item.type)
        secret = "never shown or logged" if item.secret else ""
        notes = dict.fromkeys(note for note in (item.note, type_note(item.type), secret) if note)
        high = min(high, revision.grammar.message_bytes)
        yield FieldFacts(item.name, type_words(item.type), "; ".join(notes), low, high, item.optional)


def _since(revision: Revision, message: Message) -> list[str]:
    if revision.parent is None:
        return []
    old = revision.parent.messages.get(message.name)
    return ["new"] if old is None else message_changes(old, message)
