"""State machines: what something can be, and what makes it something else."""

from __future__ import annotations

from dataclasses import dataclass

from .item import Item


@dataclass(frozen=True)
class State:
    """``text`` says what it means to be in it; ``reasons`` are the words the addon uses for it.

    ``final``: nothing comes after it. ``momentary``: left at once, by the first move that fits. ``timers`` and
    ``limits`` are what happens in it without ending it.
    """

    name: str
    text: str
    reasons: tuple[str, ...] = ()
    final: bool = False
    momentary: bool = False
    timers: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Move:
    """From one of ``before`` to ``after``, and why. ``timers``, ``limits``, ``messages``: what the cause is about."""

    before: tuple[str, ...]
    after: str
    cause: str
    timers: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Machine(Item, kind="machine"):
    """The first state is the one everything starts in."""

    name: str
    title: str
    states: tuple[State, ...]
    moves: tuple[Move, ...]

    def state(self, name: str) -> State:
        """The state of a name that is one's."""
        return next(state for state in self.states if state.name == name)

    def from_state(self, name: str) -> tuple[Move, ...]:
        """The moves out of a state."""
        return tuple(move for move in self.moves if name in move.before)
