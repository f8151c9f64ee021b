"""What a comparison finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.findings.record import fingerprint

from ..spec.model import Message
from ..spec.place import Place
from .rules import Rule


@dataclass(frozen=True, slots=True)
class Witness:
    """What was seen when the clients or codecs ran.

    ``kind``: ``bytes`` (a message and what the reader makes of it), ``packet``, ``check`` (many messages, all read the
    same), ``scenario`` (clients played in a world), ``unplayed`` (they did not; ``seen`` says why) or ``code``.
    ``direction`` says who wrote and who read; in a scenario, whom the other waits for and who waits. ``sent`` is the
    text for people, escaped as :func:`generator.codec.readable.readable` does; ``seen`` one sentence. ``whole``: made
    by the codecs of the two revisions as they are; else with this change alone, because others hide it. ``conflict``:
    a scenario in which the two did not get along.
    """

    kind: str
    direction: str
    sent: str
    seen: str
    whole: bool = True
    conflict: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "direction": self.direction,
            "sent": self.sent,
            "seen": self.seen,
            "whole": self.whole,
            "conflict": self.conflict,
        }


@dataclass(frozen=True, slots=True)
class Alone:
    """A message before and after one change, to see what that change does by itself."""

    before: Message
    after: Message
    renamed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One change. ``subject`` names the thing, such as ``message R1, field umid``; ``detail`` tells old from new.

    ``old`` and ``new`` are where it is written; an item that is gone or new has one of them.
    """

    rule: Rule
    subject: str
    message: str
    old: Place | None
    new: Place | None
    detail: str = ""
    alone: Alone | None = field(default=None, compare=False, repr=False)
    witnesses: tuple[Witness, ...] = ()

    @property
    def level(self) -> str:
        return self.rule.level

    @property
    def fingerprint(self) -> str:
        """12 hexadecimal digits that stay the same as long as the change itself does."""
        return fingerprint(self.rule.id, self.subject, self.detail)
