"""The page of a message: fields, examples byte by byte, what happens around it, and what each revision says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from ..codec.readable import readable
from ..diff.addresses import message_file
from ..diff.compare import Comparison
from ..docs.behaviour import Sending, behaviours_about, caused_moves, sendings, timers_beside
from ..docs.example import Span
from ..docs.facts import MessageFacts, message_facts
from ..docs.markdown import code, link, plain, sentence, table
from ..docs.message_section import about_lines, budget_lines, example_lines, field_lines, message_heading
from ..docs.story_section import done
from ..docs.uses import story_heading
from ..spec.catalog import DEFAULT
from ..spec.changes import message_changes
from ..spec.machine import Machine, Move
from ..spec.model import Message, Revision
from ..spec.words import form
from .page import Page, Part, text


def message_page(
    home: Revision,
    message: Message,
    family: Sequence[Revision],
    comparisons: Sequence[Comparison],
    place: tuple[str, str],
) -> Page:
    """A message as ``home`` has it; ``family``: the revisions of its protocol, ``place``: folder and page of docs/."""
    folder, source = place
    facts = message_facts(home, message)
    parts: list[Part] = [
        text([f"# {message_heading(home, message.name)}", "", code(facts.form), "", plain(sentence(facts.note)), ""]),
        text(["", *about_lines(facts)]),
        *_whole(facts, 2),
        text(_around(home, message)),
        text(_history(message.name, family, comparisons)),
        *_elsewhere(home, message, family),
    ]
    return Page(
        f"{folder}/{message_file(message.name)}",
        message_heading(home, message.name),
        tuple(parts),
        message.name,
        "Messages",
        kind=f"message of {home.id}",
        source=source,
        also=tuple(message_heading(each, message.name) for each in family if message.name in each.messages),
    )


def _whole(facts: MessageFacts, level: int) -> Iterator[Part]:
    """Fields, bytes and examples."""
    mark = "#" * level
    yield text([f"{mark} Fields", "", *(field_lines(facts) if facts.fields else ["It has none."])])
    budget = list(budget_lines(facts))
    if budget:
        yield text([f"{mark} Byte budget", "", *budget[2:]])
    for number, (example, spans) in enumerate(facts.examples, 1):
        several = f" {number}" if len(facts.examples) > 1 else ""
        lines = list(example_lines(example, spans))
        yield text([f"{mark} Example{several}, byte by byte", "", *lines[:2]])
        yield byte_strip(spans)
        yield text(lines[2:])


def byte_strip(spans: Iterable[Span]) -> Markup:
    """An example as a row of pieces, each with the name of its field; a screen reader has the table below instead."""
    pieces = []
    colour = 0
    for span in spans:
        words = readable(span.data)
        if not span.name:
            pieces.append(Markup('<span class="gap"><code>{}</code></span>').format(words.replace(" ", "␣")))
            continue
        colour = colour % 5 + 1
        where = f"{span.start + 1}" if span.start == span.end else f"{span.start + 1}–{span.end + 1}"
        piece = Markup('<span class="piece c{}"><code>{}</code><b>{}</b><i>{}</i></span>')
        pieces.append(piece.format(colour, words, span.name, where))
    return Markup('<div class="bytes" aria-hidden="true">{}</div>\n').format(Markup("").join(pieces))


def _around(revision: Revision, message: Message) -> Iterator[str]:
    """Who sends it when, what that moves, and which timers and rules there are."""
    sent = list(sendings(revision, message.name))
    if sent:
        yield "## Sender and receiver"
        yield ""
        titles = ("Flow", "Who to whom", "On", "Remark", "What the receiver does next")
        yield from table(titles, [_sending(revision, message, each) for each in sent])
        yield ""
    moves = list(caused_moves(revision, message.name))
    if moves:
        yield "## States it changes"
        yield ""
        yield from table(("State diagram", "From", "To", "When"), map(_move, moves))
        yield ""
    timers = timers_beside(revision, message.name)
    if timers:
        yield "## Timers"
        yield ""
        for name in timers:
            timer = revision.timers[name]
            yield f"- {code(name)}, {timer.seconds:g} s: {plain(sentence(timer.note))}"
        yield ""
    rules = list(behaviours_about(revision, message.name))
    if rules:
        yield "## Rules that name it"
        yield ""
        for name, rule in rules:
            yield f"- **{plain(name.replace('_', ' '))}**: {plain(rule.text)} ({rule.source})"
        yield ""


def _sending(revision: Revision, message: Message, sending: Sending) -> tuple[str, ...]:
    step = sending.step
    where = link(plain(sending.flow.title), story_heading(sending.flow)) + f", step {sending.number}"
    carried = step.message != message.name
    inside = f"carried by {code(step.message)}" if carried else f"carrying {code(step.carries)}" if step.carries else ""
    remark = sentence(", ".join(filter(None, (f"{step.page} page" if step.page else "", inside))))
    then = "; ".join(done(revision, each) for each in sending.following)
    roles = f"{plain(sending.sender)} → {plain(', '.join(sending.receivers))}"
    return where, roles, code(step.medium), f"{remark} {plain(sentence(step.note))}".strip(), then


def _move(caused: tuple[Machine, Move]) -> tuple[str, ...]:
    machine, move = caused
    where = link(plain(machine.title), story_heading(machine))
    return where, plain(", ".join(move.before)), plain(move.after), plain(sentence(move.cause))


def _history(name: str, family: Sequence[Revision], comparisons: Sequence[Comparison]) -> Iterator[str]:
    """What became of it from revision to revision, and where they are compared."""
    yield "## In each revision"
    yield ""
    rows = []
    for revision in family:
        here = revision.messages.get(name)
        before = revision.parent.messages.get(name) if revision.parent else None
        usual = " (default)" if revision.id == DEFAULT[revision.protocol] else ""
        rows.append(
            (code(revision.id) + usual, code(form(revision, here)) if here else "–", _change(revision, before, here))
        )
    yield from table(("Revision", "Form", "Since its parent"), rows)
    yield ""
    found = [(each, _about(each, name)) for each in comparisons]
    lines = [
        f"- [{each.old} to {each.new}](/diff/{each.old}-to-{each.new}.html#f-{print_}): {words}"
        for each, (print_, words) in found
        if words
    ]
    if lines:
        yield "What that means for clients of both:"
        yield ""
        yield from lines


def _change(revision: Revision, before: Message | None, here: Message | None) -> str:
    if here is None:
        return "dropped" if before else ""
    if before is None:
        return "new" if revision.parent else "the first"
    return plain("; ".join(message_changes(before, here))) or "the same"


def _about(comparison: Comparison, name: str) -> tuple[str, str]:
    """The first finding about a message, and how many there are of each level."""
    mine = [each for each in comparison.findings if each.subject.partition(",")[0] == f"message {name}"]
    counts: dict[str, int] = {}
    for each in mine:
        counts[each.level] = counts.get(each.level, 0) + 1
    words = ", ".join(f"{count} {level}" for level, count in counts.items())
    return (mine[0].fingerprint, words) if mine else ("", "")


def _elsewhere(home: Revision, message: Message, family: Sequence[Revision]) -> Iterator[Part]:
    """The message of other revisions that have another one, each folded up."""
    for revision in family:
        other = revision.messages.get(message.name)
        if revision is home or other is None or not message_changes(message, other):
            continue
        yield Markup('<details class="other"><summary>All of it in <code>{}</code></summary>\n').format(revision.id)
        facts = message_facts(revision, other)
        yield text([code(facts.form), "", plain(sentence(facts.note))])
        yield from _whole(facts, 3)
        yield Markup("</details>\n")
