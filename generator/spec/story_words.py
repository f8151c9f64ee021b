"""Steps of procedures and flows, and moves of state machines, in plain words; their notes are left to the reader."""

from __future__ import annotations

from .flow import Act, Flow, FlowStep, Send, Wait
from .machine import Machine, Move
from .model import Step


def step_words(step: Step) -> str:
    """One step of a procedure."""
    words = step.action.replace("_", " ")
    if step.timer:
        words += f" {step.timer}"
    if step.number:
        words += f" {step.number}"
    return words + (" and ask for theirs" if step.request else "")


def flow_step_words(step: FlowStep) -> str:
    """One step of a flow."""
    match step:
        case Send():
            return f"{step.sender} to {', '.join(step.to)}: {sent_words(step)} on {step.medium}"
        case Wait():
            return f"{step.party} waits {step.timer}"
        case Act():
            bounds = [name for name in (step.limit, step.timer) if name]
            return f"{step.party} {step.text}" + (f" ({', '.join(bounds)})" if bounds else "")


def sent_words(step: Send) -> str:
    """What is sent: the message, which page of it, what it carries, and the values that matter."""
    words = f"{step.page} page of {step.message}" if step.page else step.message
    words += f" carrying {step.carries}" if step.carries else ""
    given = ", ".join(f"{name} {given_words(value)}" for name, value in step.given)
    return words + (f" ({given})" if given else "")


def given_words(value: bytes | int | bool) -> str:
    """A value that matters in a step."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.decode() if isinstance(value, bytes) else str(value)


def flow_words(flow: Flow) -> str:
    return "; ".join((flow.title, *map(flow_step_words, flow.steps)))


def move_words(move: Move) -> str:
    """One move of a state machine, with what its cause names."""
    named = ", ".join((*move.messages, *move.timers, *move.limits))
    return f"{', '.join(move.before)} -> {move.after}: {move.cause}" + (f" ({named})" if named else "")


def machine_words(machine: Machine) -> str:
    return "; ".join((machine.title, *map(move_words, machine.moves)))
