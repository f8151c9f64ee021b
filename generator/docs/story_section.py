"""What the pages say about procedures, flows and state machines, as markdown, each with its diagram."""

from __future__ import annotations

from collections.abc import Iterator

from ..spec.flow import Flow, FlowStep, Send, Wait
from ..spec.machine import Machine, Move, State
from ..spec.model import Procedure, Revision
from ..spec.story_words import given_words, step_words
from .markdown import code, plain, sentence, table
from .message_section import message_link
from .uses import Story, story_heading, story_name

#: Where the diagrams are, seen from a page.
FOLDER = "diagrams"


def story_section(revision: Revision, item: Story) -> Iterator[str]:
    """The section of any of the three."""
    if isinstance(item, Flow):
        return flow_section(revision, item)
    return machine_section(revision, item) if isinstance(item, Machine) else procedure_section(revision, item)


def procedure_section(revision: Revision, procedure: Procedure) -> Iterator[str]:
    """A procedure: its steps in order."""
    yield f"#### {story_heading(procedure)}"
    yield ""
    yield from _introduction(procedure, f"State diagram: the steps of {procedure.name}, with the waits between them.")
    for number, step in enumerate(procedure.steps, 1):
        words = f"Wait {_timer(revision, step.timer)}" if step.timer else plain(step_words(step))
        yield f"{number}. {_with_note(sentence(words), step.note)}"
    yield from _source(procedure)


def flow_section(revision: Revision, flow: Flow) -> Iterator[str]:
    """A flow: its steps in order."""
    yield f"#### {story_heading(flow)}"
    yield ""
    names = ", ".join(f"{party.name} ({party.role})" for party in flow.parties)
    yield from _introduction(flow, f"Sequence diagram between {names}. Its {len(flow.steps)} steps are listed below.")
    for number, step in enumerate(flow.steps, 1):
        yield f"{number}. {_with_note(_flow_step(revision, step), getattr(step, 'note', ''))}"
    yield from _source(flow)


def machine_section(revision: Revision, machine: Machine) -> Iterator[str]:
    """A state machine: its states, and its moves."""
    yield f"#### {story_heading(machine)}"
    yield ""
    names = ", ".join(state.name for state in machine.states)
    words = f"State diagram of: {names}. Its {len(machine.moves)} moves are listed below."
    yield from _introduction(machine, words)
    spoken = any(state.reasons for state in machine.states)
    titles = ("State", "What it means", *(["The addon's words"] if spoken else []))
    yield from table(titles, [_state_row(revision, state, spoken) for state in machine.states])
    yield ""
    rows = [_move_row(revision, number, move) for number, move in enumerate(machine.moves, 1)]
    yield from table(("No.", "From", "To", "When", "Named"), rows)
    yield from _source(machine)


def _introduction(item: Story, words: str) -> Iterator[str]:
    if item.note:
        yield sentence(plain(item.note))
        yield ""
    yield f"![{words}]({FOLDER}/{story_name(item)}.svg)"
    yield ""


def _source(item: Story) -> Iterator[str]:
    yield ""
    yield f"Source: {item.source}"
    yield ""


def _with_note(words: str, note: str) -> str:
    return f"{words} {sentence(plain(note))}" if note else words


def _flow_step(revision: Revision, step: FlowStep) -> str:
    if isinstance(step, Send):
        return f"**{step.sender} → {', '.join(step.to)}:** {_sent(revision, step)} on {code(step.medium)}."
    return f"**{step.party}** {done(revision, step)}."


def done(revision: Revision, step: FlowStep) -> str:
    """What a party does in a step, without its name."""
    if isinstance(step, Send):
        return f"sends {_sent(revision, step)} on {code(step.medium)}"
    if isinstance(step, Wait):
        return f"waits {_timer(revision, step.timer)}"
    bounds = [f"{code(step.limit)}, {revision.limits[step.limit].value}"] if step.limit else []
    bounds += [_timer(revision, step.timer)] if step.timer else []
    return plain(step.text) + (f" ({'; '.join(bounds)})" if bounds else "")


def _sent(revision: Revision, step: Send) -> str:
    words = f"the {step.page} page of " if step.page else ""
    words += message_link(revision, step.message)
    words += f" carrying {message_link(revision, step.carries)}" if step.carries else ""
    given = ", ".join(f"{code(name)} {plain(given_words(value))}" for name, value in step.given)
    return words + (f", {given}," if given else "")


def _timer(revision: Revision, name: str) -> str:
    return f"{code(name)}, {revision.timers[name].seconds:g} s"


def _state_row(revision: Revision, state: State, spoken: bool) -> tuple[str, ...]:
    kind = " (the end)" if state.final else " (left at once)" if state.momentary else ""
    named = "; ".join(_named(revision, state))
    row = (plain(state.name) + kind, sentence(plain(state.text) + (f" ({named})" if named else "")))
    return (*row, ", ".join(map(code, state.reasons))) if spoken else row


def _named(revision: Revision, item: State | Move) -> list[str]:
    """The timers and limits of a state or a move, with their values."""
    limits = [f"{code(name)}, {revision.limits[name].value}" for name in item.limits]
    return [_timer(revision, name) for name in item.timers] + limits


def _move_row(revision: Revision, number: int, move: Move) -> tuple[str, ...]:
    named = [message_link(revision, name) for name in move.messages] + _named(revision, move)
    when = _with_note(sentence(plain(move.cause)), move.note)
    return str(number), plain(", ".join(move.before)), plain(move.after), when, "; ".join(named)
