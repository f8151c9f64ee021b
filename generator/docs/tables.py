"""The tables of the pages: everything of a revision that is neither a message nor a story, as markdown."""

from __future__ import annotations

from collections.abc import Iterator

from ..spec.item_words import ALPHABETS
from ..spec.model import (
    REACHES,
    Behaviour,
    Budget,
    Constant,
    Framing,
    Layout,
    Medium,
    Part,
    Quota,
    RealmAlias,
    Revision,
    SendResult,
)
from .markdown import code, plain, sentence, table
from .message_section import use_links
from .uses import stories, uses

#: Numbers that show how two digits are written.
_NUMBERS = (0, 1, 126, 127, 128)


def media(revision: Revision) -> Iterator[str]:
    """What messages travel on."""
    rows: list[tuple[str, ...]] = [
        (
            code(name),
            plain(REACHES[medium.reach]),
            str(medium.max_bytes),
            plain(ALPHABETS[medium.alphabet]),
            code(medium.framing) if medium.framing else "",
            plain(sentence(medium.note)),
            str(medium.source),
        )
        for name, medium in revision.all(Medium).items()
    ]
    yield from table(("Medium", "Who hears it", "Most bytes", "Which bytes", "Pages", "Remark", "Source"), rows)


def packets(revision: Revision) -> Iterator[str]:
    """How packets of each family are laid out."""
    rows = [
        row
        for framing in revision.all(Framing).values()
        for name, layout in revision.all(Layout).items()
        for row in _packet_rows(framing, layout, name)
    ]
    yield from table(("Family", "Packet", "Begins with", "Then, with the bytes of each"), rows)
    yield ""
    for name, layout in revision.all(Layout).items():
        if layout.note:
            yield f"- {code(name)}: {plain(sentence(layout.note))}"


def _packet_rows(framing: Framing, layout: Layout, name: str) -> Iterator[tuple[str, ...]]:
    version = framing.version.decode()
    yield code(name), "whole message", code(version + framing.whole.decode()), f"message (to {layout.whole})"
    counted = {"middle page": framing.counted_middle, "last page": framing.counted_last}
    for what, mark in (("first page", framing.first), ("middle page", framing.middle), ("last page", framing.last)):
        begins = code(version + mark.decode())
        parts = [f"slot ({layout.slot_bytes})", f"message (to {layout.page})"]
        if layout.number_bytes:
            number = "number of pages" if what == "last page" else "page number"
            parts.insert(1, f"{number} ({layout.number_bytes})")
        elif marks := counted.get(what, b"").decode():
            begins = f"{code(version + marks[0])} to {code(version + marks[-1])}, or {begins}"
        yield code(name), what, begins, ", ".join(parts)


def two_digits(revision: Revision) -> Iterator[str]:
    """Slots and page numbers as bytes."""
    for framing in revision.all(Framing).values():
        rows = []
        for number in (*_NUMBERS, framing.numbers - 1):
            high, low = divmod(number, framing.base)
            rows.append((str(number), f"{framing.offset + high:02x} {framing.offset + low:02x}"))
        yield from table(("Number", "Bytes, in hexadecimal"), rows)
        yield ""
        yield plain(sentence(framing.note))


def timers(revision: Revision) -> Iterator[str]:
    """Every timer, and where it comes up."""
    rows: list[tuple[str, ...]] = [
        (code(name), f"{timer.seconds:g} s", plain(sentence(timer.note)), str(timer.source))
        for name, timer in revision.timers.items()
    ]
    yield from _with_uses(revision, ("Timer", "Time", "What for", "Source"), rows, list(revision.timers))


def limits(revision: Revision) -> Iterator[str]:
    """Every limit, and where it comes up."""
    rows: list[tuple[str, ...]] = []
    for name, limit in revision.limits.items():
        words = sentence(plain(limit.unit + (f"; {limit.note}" if limit.note else "")))
        rows.append((code(name), f"{limit.value:,}", words, str(limit.source)))
    yield from _with_uses(revision, ("Limit", "Most", "Of what", "Source"), rows, list(revision.limits))


def _with_uses(
    revision: Revision, titles: tuple[str, ...], rows: list[tuple[str, ...]], names: list[str]
) -> Iterator[str]:
    """A table with one more column before the last, for a protocol that has flows and state machines."""
    if not stories(revision):
        yield from table(titles, rows)
        return
    links = [use_links(uses(revision, name)) for name in names]
    wide = [(*row[:-1], found, row[-1]) for row, found in zip(rows, links, strict=True)]
    yield from table((*titles[:-1], "Comes up in", titles[-1]), wide)


def results(revision: Revision) -> Iterator[str]:
    """What the game answers to a send."""
    rows = [(str(result.code), code(name), code(result.action)) for name, result in revision.all(SendResult).items()]
    yield from table(("Code", "Name", "Action"), rows)


def send_budgets(revision: Revision) -> Iterator[str]:
    """How fast a client may send."""
    rows: list[tuple[str, ...]] = [
        (
            code(name),
            *map(str, (each.rate, each.burst, each.overhead, each.reserve)),
            plain(sentence(each.note)),
            str(each.source),
        )
        for name, each in revision.all(Budget).items()
    ]
    titles = ("Bytes a second", "Saved up at most", "Counted a packet", "Left for short messages")
    yield from table(("Budget", *titles, "Remark", "Source"), rows)


def quotas(revision: Revision) -> Iterator[str]:
    """What is taken of one sender."""
    rows = [
        (
            code(name),
            f"{each.rate:g}",
            f"{each.burst:g}",
            plain(sentence(each.unit)),
            plain(sentence(each.note)),
            str(each.source),
        )
        for name, each in revision.all(Quota).items()
    ]
    yield from table(("Quota", "A second", "Saved up at most", "Of what", "Remark", "Source"), rows)


def parts(revision: Revision) -> Iterator[str]:
    """The parts of a profile."""
    rows: list[tuple[str, ...]] = [
        (code(name), plain(part.data), plain(", ".join(part.touched_by)), str(part.source))
        for name, part in revision.all(Part).items()
    ]
    yield from table(("Part", "What Total RP 3 calls it", "Asked for on", "Source"), rows)


def constants(revision: Revision) -> Iterator[str]:
    """Texts both sides must agree on."""
    rows = [
        (code(name), code(constant.text), plain(sentence(constant.note)), str(constant.source))
        for name, constant in revision.all(Constant).items()
    ]
    yield from table(("Name", "Text", "Remark", "Source"), rows)


def realms(revision: Revision) -> Iterator[str]:
    """Realms with a short number."""
    regions = {1: "US", 3: "EU"}
    rows: list[tuple[str, ...]] = [
        (code(name), str(realm.realm_id), regions.get(realm.region, str(realm.region)), plain(realm.note))
        for name, realm in revision.all(RealmAlias).items()
    ]
    yield from table(("Number", "Stands for", "Region", "Realm"), rows)


def behaviours(revision: Revision) -> Iterator[str]:
    """What an implementation does, in sentences."""
    for name, behaviour in revision.all(Behaviour).items():
        yield f"- **{plain(name.replace('_', ' '))}**: {plain(behaviour.text)} ({behaviour.source})"
