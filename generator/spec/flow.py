"""Flows: who sends what to whom, and in which order, when something happens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from .item import Item


@dataclass(frozen=True)
class Party:
    """Who takes part: a character's name, what they are in this flow, and whose side they are on.

    Parties with the same ``side`` can whisper to each other; a side is any word.
    """

    name: str
    role: str
    side: str


@dataclass(frozen=True)
class Send:
    """A message goes from one party to others.

    ``carries``: the message inside a routed one. ``page``: ``first``, ``middle`` or ``last`` when only that page of
    it is meant. ``given``: fields whose value matters here, of the carried message where there is one.
    """

    sender: str
    to: tuple[str, ...]
    message: str
    medium: str
    carries: str = ""
    page: str = ""
    given: tuple[tuple[str, bytes | int | bool], ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Wait:
    """A party waits for a timer."""

    party: str
    timer: str
    note: str = ""


@dataclass(frozen=True)
class Act:
    """Something a party does or meets, said in a few words; ``limit`` and ``timer`` bound it."""

    party: str
    text: str
    limit: str = ""
    timer: str = ""


FlowStep: TypeAlias = Send | Wait | Act


@dataclass(frozen=True, kw_only=True)
class Flow(Item, kind="flow"):
    """Steps in their order. What else happens meanwhile is left out."""

    name: str
    title: str
    parties: tuple[Party, ...]
    steps: tuple[FlowStep, ...]

    @property
    def sends(self) -> tuple[Send, ...]:
        """The steps that are messages."""
        return tuple(step for step in self.steps if isinstance(step, Send))

    def party(self, name: str) -> Party:
        """The party of a name that is one's."""
        return next(party for party in self.parties if party.name == name)
