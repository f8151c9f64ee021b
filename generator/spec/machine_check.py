"""What makes a state machine wrong: names of nothing, states without a way in or out, moves nobody can tell apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .machine import Machine
from .place import Place

if TYPE_CHECKING:
    from .model import Revision


def machine_mistakes(revision: Revision, machine: Machine) -> Iterator[tuple[Place, str]]:
    """Every mistake of a state machine, with its place."""
    for why in _mistakes(revision, machine):
        yield machine.place, f"machine {machine.name!r}: {why}"


def _mistakes(revision: Revision, machine: Machine) -> Iterator[str]:
    names = Counter(state.name for state in machine.states)
    yield from (f"the state {name!r} is there {count} times" for name, count in names.items() if count > 1)
    reasons = Counter(reason for state in machine.states for reason in state.reasons)
    yield from (f"{reason!r} stands for {count} states" for reason, count in reasons.items() if count > 1)
    unknown = {name for move in machine.moves for name in (*move.before, move.after) if name not in names}
    yield from (f"there is no state {name!r}" for name in sorted(unknown))
    yield from _named(revision, machine)
    yield from _ways(machine)


def _named(revision: Revision, machine: Machine) -> Iterator[str]:
    for move in machine.moves:
        for what, named, known in (
            ("timer", move.timers, revision.timers),
            ("limit", move.limits, revision.limits),
            ("message", move.messages, revision.messages),
        ):
            yield from (f"{move.cause!r}: there is no {what} {name!r}" for name in named if name not in known)
    for state in machine.states:
        yield from (
            f"{state.name!r}: there is no timer {name!r}" for name in state.timers if name not in revision.timers
        )
        yield from (
            f"{state.name!r}: there is no limit {name!r}" for name in state.limits if name not in revision.limits
        )


def _ways(machine: Machine) -> Iterator[str]:
    reached = [machine.states[0].name] if machine.states else []
    for name in reached:
        reached += [after for move in machine.from_state(name) if (after := move.after) not in reached]
    for state in machine.states:
        out = machine.from_state(state.name)
        if state.name not in reached:
            yield f"nothing leads to the state {state.name!r}"
        if state.final and out:
            yield f"the final state {state.name!r} has a way out"
        elif not state.final and not out:
            yield f"nothing leads out of the state {state.name!r}, which is not final"
        if any(move.after == state.name for move in out):
            yield f"a move from {state.name!r} to itself changes nothing"
        causes = Counter(move.cause for move in out)
        yield from (
            f"{cause!r} leads to {count} states from {state.name!r}" for cause, count in causes.items() if count > 1
        )
