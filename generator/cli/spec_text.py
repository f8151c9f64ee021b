"""Pages that show the protocols, a revision and a message."""

from __future__ import annotations

from collections.abc import Iterable

from generator.codec import Codec
from generator.codec.readable import readable, value_words
from generator.spec.catalog import DEFAULT, REVISIONS
from generator.spec.changes import changes, message_changes
from generator.spec.flow import Flow
from generator.spec.item_words import item_words
from generator.spec.machine import Machine
from generator.spec.model import Item, Message, Procedure, Revision
from generator.spec.story_words import flow_step_words, move_words, step_words
from generator.spec.words import bytes_words, form, message_bytes, rule_words, type_bytes, type_note, type_words

from .page import Page

#: What a group of items of one kind is called, in the order of a revision's page.
KINDS = {
    "medium": ("Media", "media"),
    "framing": ("Framing", "framings"),
    "layout": ("Packets", "layouts"),
    "message": ("Messages", "messages"),
    "reserved": ("Reserved commands", "reserved commands"),
    "limit": ("Limits", "limits"),
    "timer": ("Timers", "timers"),
    "procedure": ("Procedures", "procedures"),
    "flow": ("Flows", "flows"),
    "machine": ("State machines", "machines"),
    "behaviour": ("Behaviour", "behaviours"),
    "result": ("Results of a send", "results"),
    "budget": ("Budgets", "budgets"),
    "quota": ("Quotas", "quotas"),
    "constant": ("Agreed texts", "texts"),
    "part": ("Parts of a profile", "parts"),
    "realm": ("Short realm numbers", "realms"),
    "status": ("Status levels", "levels"),
}


def list_page() -> Page:
    """Every protocol and revision, what each changes and how much it has."""
    page = Page()
    for protocol in dict.fromkeys(revision.protocol for revision in REVISIONS.values()):
        page.title(protocol)
        for revision in REVISIONS.values():
            if revision.protocol == protocol:
                page.text(_heading(revision), indent=2)
                page.table(_summary(revision), indent=4)
    page.title("More")
    page.table((("crossrp spec show REVISION", "a revision"), ("crossrp spec show REVISION MESSAGE", "a message")))
    return page


def _heading(revision: Revision) -> str:
    default = " (default)" if DEFAULT.get(revision.protocol) == revision.id else ""
    return f"{revision.id}{default}: {revision.title}"


def _summary(revision: Revision) -> list[tuple[str, str]]:
    rows = [("source", str(revision.source))]
    if revision.parent:
        made = changes(revision)
        rows.append(("parent", revision.parent.id))
        for verb, names in (("adds", made.added), ("changes", made.changed), ("drops", made.dropped)):
            rows += [(verb, _names(names))] if names else []
    rows.append(("has", counts(revision)))
    return rows


def _names(names: dict[str, tuple[str, ...]]) -> str:
    """Names by kind, in the order of a revision's page."""
    kinds = sorted(names, key=lambda kind: list(KINDS).index(kind) if kind in KINDS else len(KINDS))
    return "; ".join(f"{_kind(kind, len(names[kind]))} {', '.join(names[kind])}" for kind in kinds)


def _kind(kind: str, count: int) -> str:
    return kind if count == 1 or kind not in KINDS else KINDS[kind][1]


def counts(revision: Revision) -> str:
    """How many items of each kind a revision has."""
    kinds = [item.kind for item in revision.items]
    return ", ".join(f"{kinds.count(kind)} {_kind(kind, kinds.count(kind))}" for kind in _kinds(revision))


def _kinds(revision: Revision) -> list[str]:
    """The kinds a revision has, in the order of its page; new ones come last."""
    there = dict.fromkeys(item.kind for item in revision.items)
    return [kind for kind in KINDS if kind in there] + [kind for kind in there if kind not in KINDS]


def revision_page(revision: Revision) -> Page:
    """Everything a revision states or inherits, with its sources."""
    page = Page()
    page.title(_heading(revision))
    page.table([*_summary(revision), ("written", str(revision.place))])
    marks = _marks(revision)
    for kind in _kinds(revision):
        page.title(KINDS.get(kind, (kind,))[0])
        items = [item for item in revision.items if item.kind == kind]
        if kind == "message":
            page.table(_message_rows(revision, marks), wide=3, sourced=True)
        elif kind in ("procedure", "flow", "machine"):
            for item in items:
                _told_in_steps(page, item, marks)
        else:
            page.table(_item_rows(items, marks), sourced=True)
    if revision.parent:
        page.text("")
        page.text(f"+ new and ~ changed since {revision.parent.id}")
    return page


def _marks(revision: Revision) -> dict[tuple[str, str], str]:
    if revision.parent is None:
        return {}
    made = changes(revision)
    marks = {(kind, name): "+ " for kind, names in made.added.items() for name in names}
    marks |= {(kind, name): "~ " for kind, names in made.changed.items() for name in names}
    return {(item.kind, item.key): marks.get((item.kind, item.key), "  ") for item in revision.items}


def _item_rows(items: Iterable[Item], marks: dict[tuple[str, str], str]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for item in items:
        words = "\n".join(text for text in (item_words(item), item.note) if text)
        rows.append((marks.get((item.kind, item.key), "") + item.key, words, str(item.source)))
    return rows


def _message_rows(revision: Revision, marks: dict[tuple[str, str], str]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for message in revision.messages.values():
        low, high = message_bytes(revision, message)
        size = str(low) if low == high else f"{low}-{high}"
        mark = marks.get((message.kind, message.key), "")
        rows.append((mark + message.name, size, "\n".join(message.media), message.title, str(message.source)))
    return [("  " * bool(marks) + "name", "bytes", "media", "what", "source"), *rows]


def _told_in_steps(page: Page, item: Item, marks: dict[tuple[str, str], str]) -> None:
    """A procedure, a flow or a state machine: a heading with its source, and a row a step or move."""
    rows: list[tuple[str, str]] = []
    title = ""
    if isinstance(item, Procedure):
        rows = [(step_words(step), step.note) for step in item.steps]
    elif isinstance(item, Flow):
        rows = [(flow_step_words(step), getattr(step, "note", "")) for step in item.steps]
        title = f": {item.title}"
    elif isinstance(item, Machine):
        rows = [(move_words(move), move.note) for move in item.moves]
        title = f": {item.title}"
    page.text(f"{marks.get((item.kind, item.key), '')}{item.key}{title} ({item.source})", indent=2)
    numbered = [(f"{number}.", f"{words}: {note}" if note else words) for number, (words, note) in enumerate(rows, 1)]
    page.table(numbered, indent=4)


def message_page(revision: Revision, message: Message) -> Page:
    """A message: form, fields, rules, examples, and how it differs from the parent's."""
    page = Page()
    page.title(f"{message.name}: {message.title}")
    page.text(form(revision, message), indent=2)
    page.table(_message_summary(revision, message))
    if message.fields:
        page.title("Fields, in order")
        page.table(_field_rows(revision, message))
    if message.rules:
        page.title("Rules")
        page.table([(rule_words(rule) + (f" ({rule.note})" if rule.note else ""),) for rule in message.rules], wide=0)
    if message.examples:
        page.title("Examples")
        codec = Codec(revision)
        for example in message.examples:
            page.text(readable(example), indent=2)
            decoded = codec.decode(example)
            page.table([(name, value_words(value)) for name, value in decoded.values.items()], indent=4)
    if revision.parent:
        page.title(f"Since {revision.parent.id}")
        page.table([(line,) for line in _since(revision.parent, message)], wide=0)
    return page


def _message_summary(revision: Revision, message: Message) -> list[tuple[str, str]]:
    rows = [("note", message.note)] if message.note else []
    rows.append(("revision", f"{revision.id}, {revision.title}"))
    rows.append(("media", ", ".join(message.media)))
    rows.append(("bytes", bytes_words(*message_bytes(revision, message)).removesuffix(" bytes")))
    rows.append(("source", str(message.source)))
    rows.append(("written", str(message.place)))
    return rows


def _field_rows(revision: Revision, message: Message) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for item in message.fields:
        low, high = type_bytes(item.type)
        size = bytes_words(low, min(high, revision.grammar.message_bytes))
        size += ", may be left out" if item.optional else ""
        notes = dict.fromkeys(note for note in (item.note, type_note(item.type)) if note)
        rows.append((item.name, "\n".join((*notes, type_words(item.type), f"{size} ({item.place})"))))
    return rows


def _since(parent: Revision, message: Message) -> list[str]:
    old = parent.messages.get(message.name)
    if old is None:
        return ["new"]
    return message_changes(old, message) or ["the same"]
