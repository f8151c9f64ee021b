"""The revisions of a protocol, and what each changes, as markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..spec.catalog import DEFAULT, REVISIONS
from ..spec.changes import changes, message_changes
from ..spec.item_words import item_words
from ..spec.model import Constant, Item, Message, Revision
from .markdown import code, plain, table

#: Told by their name: in words they would fill a page.
_LONG = ("flow", "machine")


def revisions(protocol: str) -> Iterator[str]:
    """The revisions of a protocol."""
    rows = []
    for revision in REVISIONS.values():
        if revision.protocol == protocol:
            name = code(revision.id) + (" (default)" if DEFAULT[protocol] == revision.id else "")
            prefix = revision.all(Constant).get("prefix")
            parent = code(revision.parent.id) if revision.parent else ""
            rows.append(
                (name, plain(revision.title), parent, code(prefix.text) if prefix else "", str(revision.source))
            )
    yield from table(("Revision", "What it is", "Derived from", "Addon prefix", "Source"), rows)


def differences(protocol: str) -> Iterator[str]:
    """What each revision of a protocol states otherwise than its parent."""
    for revision in REVISIONS.values():
        if revision.protocol == protocol and revision.parent:
            yield f"### {revision.id} since {revision.parent.id}"
            yield ""
            yield from _since(revision, revision.parent)
            yield ""


def _since(revision: Revision, parent: Revision) -> Iterator[str]:
    made = changes(revision)
    old = {(item.kind, item.key): item for item in parent.items}
    new = {(item.kind, item.key): item for item in revision.items}
    for kind, names in made.dropped.items():
        yield f"- Dropped: {kind} {_names(names)}"
    for kind, names in made.added.items():
        yield f"- Added: {kind} {_names(names)}"
    for kind, names in made.changed.items():
        if kind in _LONG:
            yield f"- Changed: {kind} {_names(names)}"
            continue
        for name in names:
            yield f"- Changed: {kind} {code(name)}: {_change(old[kind, name], new[kind, name])}"


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(code, names))


def _change(old: Item, new: Item) -> str:
    if isinstance(old, Message) and isinstance(new, Message):
        return plain("; ".join(message_changes(old, new)))
    return f"{plain(item_words(new))}; was {plain(item_words(old))}"
