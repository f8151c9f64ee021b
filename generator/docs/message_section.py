"""What the pages say about messages, as markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..codec.readable import readable
from ..spec.model import Message, Revision
from ..spec.words import bytes_words
from .budget import Bounds, Budget
from .example import Span
from .facts import FieldFacts, MessageFacts, message_facts
from .markdown import code, link, plain, sentence, table
from .uses import Leg, Story, story_heading


def message_heading(revision: Revision, name: str) -> str:
    """The heading of a message's section."""
    return f"{name}: {revision.messages[name].title}"


def message_link(revision: Revision, name: str) -> str:
    """A message's name, leading to its section."""
    return link(code(name), message_heading(revision, name))


def use_links(uses: Iterable[Story]) -> str:
    """What something comes up in, leading there."""
    return ", ".join(link(plain(story_heading(item)), story_heading(item)) for item in uses)


def messages_table(revision: Revision) -> Iterator[str]:
    """All messages in one table."""
    facts = [message_facts(revision, message) for message in revision.messages.values()]
    rows = [
        (
            message_link(revision, each.name),
            plain(each.title),
            ", ".join(map(code, each.media)),
            bounds(each.low, each.high),
        )
        for each in facts
    ]
    yield from table(("Message", "What it is", "Travels on", "Bytes"), rows)


def message_section(revision: Revision, message: Message) -> Iterator[str]:
    """A message: form, senders and receivers, fields, rules, bytes, examples and source."""
    facts = message_facts(revision, message)
    yield f"#### {message_heading(revision, message.name)}"
    yield ""
    yield code(facts.form)
    yield ""
    if facts.note:
        yield plain(sentence(facts.note))
        yield ""
    yield from about_lines(facts)
    yield from field_lines(facts)
    yield from budget_lines(facts)
    for example, spans in facts.examples:
        yield from example_lines(example, spans)


def about_lines(facts: MessageFacts) -> Iterator[str]:
    """Who sends it and on what, where it comes up, how long it is and where it is from."""
    for medium in facts.media:
        roles = [_leg(leg) for leg in facts.legs if leg.medium == medium]
        yield f"- On {code(medium)}" + (f": {'; '.join(roles)}" if roles else "")
    if facts.uses:
        yield f"- Comes up in: {use_links(facts.uses)}"
    yield f"- Takes {bytes_words(facts.low, facts.high)}"
    yield f"- Source: {facts.source}"
    yield ""


def _leg(leg: Leg) -> str:
    return f"{leg.sender} to {', '.join(leg.receivers)}"


def field_lines(facts: MessageFacts) -> Iterator[str]:
    """Its fields in a table, and the rules between them."""
    if facts.fields:
        yield from table(("Field", "Bytes", "What it looks like", "What it means"), map(_field_row, facts.fields))
        yield ""
    for rule in facts.rules:
        yield f"- {plain(sentence(rule))}"
    if facts.rules:
        yield ""


def _field_row(field: FieldFacts) -> tuple[str, ...]:
    size = bounds(field.low, field.high) + (", may be left out" if field.optional else "")
    return code(field.name), size, plain(field.words), plain(field.meaning)


def budget_lines(facts: MessageFacts) -> Iterator[str]:
    """What a packet has room for; media with the same budget share a row."""
    groups: dict[tuple[int, Bounds, Bounds, int], list[Budget]] = {}
    for budget in facts.budgets:
        if budget.packet:
            groups.setdefault((budget.packet, budget.head, budget.room, budget.pages), []).append(budget)
    if not groups:
        return
    rows = []
    for (packet, head, room, pages), members in groups.items():
        media = ", ".join(code(budget.medium) for budget in members)
        rows.append((media, str(packet), bounds(*head), bounds(*room), str(pages)))
    yield "In bytes:"
    yield ""
    text = facts.budgets[0].text
    first, last = ("On", "A packet carries"), "Packets of the longest"
    if text:
        yield from table((*first, f"Before {code(text)}", f"Left for {code(text)}", last), rows)
    else:
        yield from table((*first, "The message", last), [(*row[:3], row[4]) for row in rows])
    yield ""


def example_lines(example: bytes, spans: tuple[Span, ...]) -> Iterator[str]:
    """An example, and every byte of it in a table."""
    whole = b"".join(span.data for span in spans)
    words = ", in a packet" if whole != example else ""
    yield f"For example{words}: {code(readable(whole))}"
    yield ""
    rows = [
        (
            bounds(span.start + 1, span.end + 1),
            code(readable(span.data)),
            code(span.name) if span.name else "",
            span.meaning,
        )
        for span in spans
        # Spaces are told of once, in the text above all messages.
        if span.data != b" "
    ]
    yield from table(("Bytes", "Text", "Field", "Meaning"), [(*row[:3], plain(row[3])) for row in rows])
    yield ""


def bounds(low: int, high: int) -> str:
    """A number, or from one to the other."""
    return str(low) if low == high else f"{low} to {high}"
