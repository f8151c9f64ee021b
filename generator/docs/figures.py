"""The diagrams of a revision, by name: one for each flow, state machine and procedure."""

from __future__ import annotations

from ..spec.flow import Flow
from ..spec.machine import Machine, Move, State
from ..spec.model import Procedure, Revision, Step
from ..spec.story_words import step_words
from .chart import chart
from .sequence import sequence
from .svg import Drawing
from .uses import Story, stories, story_name


def figures(revision: Revision) -> dict[str, Drawing]:
    """Every diagram by its name, in the order of the revision's items."""
    return {story_name(item): figure(revision, item, story_name(item)) for item in stories(revision)}


def figure(revision: Revision, item: Story, name: str) -> Drawing:
    """The diagram of one of them; ``name`` begins the ids in it."""
    if isinstance(item, Flow):
        return sequence(revision, item, name)
    if isinstance(item, Machine):
        return chart(revision, item, name)
    return chart(revision, machine_of(item), name, numbered=False)


def machine_of(procedure: Procedure) -> Machine:
    """A procedure as a state machine: what is done at once is one state, and a wait leads to the next."""
    groups: list[list[str]] = [[]]
    waits: list[Step] = []
    for step in procedure.steps:
        if step.timer:
            waits.append(step)
            groups.append([])
        else:
            groups[-1].append(step_words(step))
    names = [", then ".join(group) for group in groups]
    states = [State(name, name, final=index == len(names) - 1) for index, name in enumerate(names)]
    moves = [
        Move((before,), after, wait.timer, timers=(wait.timer,))
        for before, after, wait in zip(names, names[1:], waits, strict=False)
    ]
    title = f"The procedure {procedure.name}"
    return Machine(name=procedure.name, title=title, states=tuple(states), moves=tuple(moves), source=procedure.source)
