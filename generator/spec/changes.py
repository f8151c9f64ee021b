"""What a revision changes in its parent, in names and in words."""

from __future__ import annotations

from dataclasses import dataclass, fields

from .model import Field, Item, Message, Revision
from .words import rule_words, type_words

# What an item says about itself; without it, only what it asks of an implementation is compared.
_ABOUT = frozenset(("source", "note", "place", "title", "examples"))


@dataclass(frozen=True, slots=True)
class Changes:
    """Names by kind: stated for the first time, stated differently, and left out."""

    added: dict[str, tuple[str, ...]]
    changed: dict[str, tuple[str, ...]]
    dropped: dict[str, tuple[str, ...]]


def changes(revision: Revision) -> Changes:
    """What a revision states that its parent does not. An item restated with the same content is no change."""
    inherited = {(item.kind, item.key): item for item in revision.parent.items} if revision.parent else {}
    added: dict[str, tuple[str, ...]] = {}
    changed: dict[str, tuple[str, ...]] = {}
    dropped: dict[str, tuple[str, ...]] = {}
    for item in revision.own:
        old = inherited.get((item.kind, item.key))
        if old is None:
            added[item.kind] = (*added.get(item.kind, ()), item.key)
        elif differs(old, item):
            changed[item.kind] = (*changed.get(item.kind, ()), item.key)
    for kind, name in revision.dropped:
        dropped[kind] = (*dropped.get(kind, ()), name)
    return Changes(added, changed, dropped)


def differs(old: Item, new: Item) -> bool:
    """Whether two items of one kind ask for different things."""
    if isinstance(old, Message) and isinstance(new, Message):
        return bool(message_changes(old, new))
    return any(getattr(old, part.name) != getattr(new, part.name) for part in fields(old) if part.name not in _ABOUT)


def message_changes(old: Message, new: Message) -> list[str]:
    """How a message differs from the one of the same name before, a sentence each; empty when it does not."""
    found: list[str] = []
    if old.command != new.command:
        found.append(f"the command is {new.command}, was {old.command}")
    found += [f"travels on {medium} too" for medium in new.media if medium not in old.media]
    found += [f"no longer travels on {medium}" for medium in old.media if medium not in new.media]
    found += _field_changes(old, new)
    before, after = list(map(rule_words, old.rules)), list(map(rule_words, new.rules))
    found += [f"new rule: {rule}" for rule in after if rule not in before]
    found += [f"rule gone: {rule}" for rule in before if rule not in after]
    return found


def _field_changes(old: Message, new: Message) -> list[str]:
    before = {item.name: item for item in old.fields}
    after = {item.name: item for item in new.fields}
    found = [f"field {name} is gone" for name in before if name not in after]
    for index, (name, item) in enumerate(after.items()):
        if name not in before:
            where = f"after {new.fields[index - 1].name}" if index else "at the beginning"
            found.append(f"field {name} is new, {where}")
        else:
            found += _one_field(before[name], item)
    common = [name for name in before if name in after]
    if common != [name for name in after if name in before]:
        found.append(f"the fields are in another order: {', '.join(after)}")
    return found


def _one_field(old: Field, new: Field) -> list[str]:
    found = []
    if old.type != new.type:
        found.append(f"field {new.name} is {type_words(new.type)}; was {type_words(old.type)}")
    if old.optional != new.optional:
        found.append(f"field {new.name} {'may be left out' if new.optional else 'must be there'} now")
    return found
