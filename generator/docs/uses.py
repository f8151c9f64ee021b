"""Where a message, a timer or a limit comes up: in which procedure, flow and state machine of its revision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ..spec.flow import Act, Flow, Send, Wait
from ..spec.machine import Machine
from ..spec.model import Procedure, Revision

Story: TypeAlias = "Procedure | Flow | Machine"


@dataclass(frozen=True)
class Leg:
    """Who sends a message to whom: their roles, and on which medium."""

    sender: str
    receivers: tuple[str, ...]
    medium: str


def stories(revision: Revision) -> list[Story]:
    """What is told in steps, in the order of the revision."""
    return [item for item in revision.items if isinstance(item, (Procedure, Flow, Machine))]


def story_name(item: Story) -> str:
    """One word for a procedure, a flow or a state machine, that names its diagram too: ``flow-route``."""
    return f"{item.kind}-{item.name.replace('_', '-')}"


def story_heading(item: Story) -> str:
    """What the section of a procedure, a flow or a state machine is called."""
    return f"The procedure `{item.name}`" if isinstance(item, Procedure) else item.title


def uses(revision: Revision, name: str) -> list[Story]:
    """Where something of a name comes up, in the order of the revision."""
    return [item for item in stories(revision) if name in _names(item)]


def legs(revision: Revision, message: str) -> list[Leg]:
    """Who sends a message to whom in the flows, each pair of roles once."""
    found: dict[Leg, None] = {}
    for flow in revision.all(Flow).values():
        for step in flow.sends:
            if step.message == message:
                roles = tuple(flow.party(name).role for name in step.to)
                found[Leg(flow.party(step.sender).role, roles, step.medium)] = None
    return list(found)


def _names(item: Story) -> set[str]:
    if isinstance(item, Procedure):
        return {step.timer for step in item.steps}
    if isinstance(item, Machine):
        named = {name for move in item.moves for name in (*move.timers, *move.limits, *move.messages)}
        return named | {name for state in item.states for name in (*state.timers, *state.limits)}
    return {name for step in item.steps for name in _step_names(step)}


def _step_names(step: Send | Wait | Act) -> Iterator[str]:
    if isinstance(step, Send):
        yield from (step.message, step.carries)
    elif isinstance(step, Wait):
        yield step.timer
    else:
        yield from (step.limit, step.timer)
