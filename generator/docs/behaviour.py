"""What happens around a message: the steps that send it, the moves it causes, and the timers beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..spec.flow import Flow, FlowStep, Send
from ..spec.machine import Machine, Move
from ..spec.model import Behaviour, Revision


@dataclass(frozen=True)
class Sending:
    """A step of a flow in which a message is sent; ``number`` counts from 1."""

    flow: Flow
    number: int
    step: Send

    @property
    def sender(self) -> str:
        return self.flow.party(self.step.sender).role

    @property
    def receivers(self) -> tuple[str, ...]:
        return tuple(self.flow.party(name).role for name in self.step.to)

    @property
    def following(self) -> tuple[FlowStep, ...]:
        """What its receivers do next, up to and with the next message of theirs."""
        found: list[FlowStep] = []
        for step in self.flow.steps[self.number :]:
            if (step.sender if isinstance(step, Send) else step.party) in self.step.to:
                found.append(step)
                if isinstance(step, Send):
                    break
        return tuple(found)


def sendings(revision: Revision, message: str) -> Iterator[Sending]:
    """Where a message is sent, by itself or inside another."""
    for flow in revision.all(Flow).values():
        for number, step in enumerate(flow.steps, 1):
            if isinstance(step, Send) and message in (step.message, step.carries):
                yield Sending(flow, number, step)


def caused_moves(revision: Revision, message: str) -> Iterator[tuple[Machine, Move]]:
    """The moves of state machines that are about a message."""
    for machine in revision.all(Machine).values():
        for move in machine.moves:
            if message in move.messages:
                yield machine, move


def timers_beside(revision: Revision, message: str) -> dict[str, None]:
    """Timers that moves about a message name, that run right before or after it in a flow, or that name it."""
    found: dict[str, None] = {}
    for _, move in caused_moves(revision, message):
        found.update(dict.fromkeys(move.timers))
    for sending in sendings(revision, message):
        around = sending.flow.steps[max(0, sending.number - 2) : sending.number - 1] + sending.following
        for step in around:
            if not isinstance(step, Send) and step.timer:
                found[step.timer] = None
    for name, timer in revision.timers.items():
        if _names(timer.note, message):
            found[name] = None
    return found


def behaviours_about(revision: Revision, message: str) -> Iterator[tuple[str, Behaviour]]:
    """The rules for implementations that name a message."""
    for name, behaviour in revision.all(Behaviour).items():
        if _names(behaviour.text, message):
            yield name, behaviour


def _names(text: str, message: str) -> bool:
    """Whether a text names a message. A single letter is a word of its own too often; it counts as code only."""
    name = re.escape(message)
    return re.search(rf"`{name}\b" if len(message) == 1 else rf"(?<![\w-]){name}(?![\w-])", text) is not None
