"""The protocols, a revision and a message as plain values for JSON."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from generator.codec import Codec
from generator.codec.readable import plain
from generator.spec.catalog import DEFAULT, REVISIONS
from generator.spec.changes import changes, message_changes
from generator.spec.coverage import Coverage
from generator.spec.item_words import item_words
from generator.spec.model import Item, Message, Revision
from generator.spec.place import Place, Source
from generator.spec.words import message_bytes, rule_words, type_bytes, type_note, type_words


def list_json() -> dict[str, Any]:
    return {"revisions": [_summary(revision) for revision in REVISIONS.values()]}


def _summary(revision: Revision) -> dict[str, Any]:
    made = changes(revision)
    kinds = [item.kind for item in revision.items]
    return {
        "id": revision.id,
        "protocol": revision.protocol,
        "title": revision.title,
        "default": DEFAULT.get(revision.protocol) == revision.id,
        "parent": revision.parent.id if revision.parent else None,
        "source": str(revision.source),
        "place": str(revision.place),
        "adds": made.added if revision.parent else {},
        "changes": made.changed,
        "drops": made.dropped,
        "counts": {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)},
    }


def revision_json(revision: Revision) -> dict[str, Any]:
    items: dict[str, list[dict[str, Any]]] = {}
    for item in revision.items:
        value = message_json(revision, item) if isinstance(item, Message) else _item(revision, item)
        items.setdefault(item.kind, []).append(value)
    return {**_summary(revision), "items": items}


def _item(revision: Revision, item: Item) -> dict[str, Any]:
    return {**_values(item), "words": item_words(item), "stated_in": _stated_in(revision, item)}


def _stated_in(revision: Revision, item: Item) -> str:
    """The revision that states the item as it is."""
    while not any(own is item for own in revision.own) and revision.parent:
        revision = revision.parent
    return revision.id


def message_json(revision: Revision, message: Message) -> dict[str, Any]:
    old = revision.parent.messages.get(message.name) if revision.parent else None
    return {
        "name": message.name,
        "command": message.command,
        "title": message.title,
        "note": message.note,
        "revision": revision.id,
        "stated_in": _stated_in(revision, message),
        "media": list(message.media),
        "bytes": list(message_bytes(revision, message)),
        "source": str(message.source),
        "place": str(message.place),
        "fields": [_field(message, index) for index in range(len(message.fields))],
        "rules": [{"words": rule_words(rule), "note": rule.note} for rule in message.rules],
        "examples": [_example(revision, example) for example in message.examples],
        "new": bool(revision.parent) and old is None,
        "differences": message_changes(old, message) if old else [],
    }


def _field(message: Message, index: int) -> dict[str, Any]:
    item = message.fields[index]
    return {
        "name": item.name,
        "type": type(item.type).__name__.lower(),
        "type_name": item.type.name,
        "words": type_words(item.type),
        "note": item.note or type_note(item.type),
        "bytes": list(type_bytes(item.type)),
        "optional": item.optional,
        "secret": item.secret,
        "place": str(item.place),
    }


def _example(revision: Revision, example: bytes) -> dict[str, Any]:
    return {"text": plain(example), "fields": plain(Codec(revision).decode(example).values)}


def coverage_json(found: Coverage, texts: list[str] | None) -> dict[str, Any]:
    """One text's coverage; ``text`` of a line only when the text is there."""
    return {
        "seed": found.seed.name,
        "sha256": found.seed.sha256,
        "text_checked": texts is not None,
        "uncarried": [line.number for line in found.uncarried],
        "mistakes": [str(mistake) for mistake in found.mistakes],
        "lines": [
            {
                "line": line.number,
                "kind": line.kind,
                "reason": line.reason,
                "carried_by": [_values(carrier) for carrier in line.items],
                **({"text": texts[line.number - 1]} if texts else {}),
            }
            for line in found.lines
        ],
    }


def _values(record: Any) -> Any:
    """A record field by field; places and sources as text."""
    if isinstance(record, (Place, Source)):
        return str(record)
    if is_dataclass(record):
        return {part.name: _values(getattr(record, part.name)) for part in fields(record)}
    if isinstance(record, (list, tuple)):
        return [_values(item) for item in record]
    return plain(record)
