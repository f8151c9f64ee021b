"""What is recovered from an addon. A confidence is from 0 (a guess) to 1 (it is written there)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ...spec.place import Place

ADDON_MEDIA = ("WHISPER", "BROADCAST", "RAID")
"""What one event of the game brings; without a look at the channel a handler takes all of them."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place that shows a command. ``how`` in a few words; ``fields``: names in their order, or empty ones.

    ``media`` are those the place is about; ``exact`` when they are all there are. ``text``: a pattern or format string.
    ``partial``: it may look at the beginning of the message only, or its last field may be missing.
    """

    command: str
    place: Place
    how: str
    confidence: float
    sent: bool = False
    fields: tuple[str, ...] | None = None
    partial: bool = False
    media: frozenset[str] = frozenset()
    exact: bool = False
    text: str = ""
    function: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A text or number of the addon with its place. ``name`` is how the addon calls it, empty for a bare one."""

    name: str
    value: str | float
    place: Place
    confidence: float


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that could not be read, and why. ``hides``: what the addon does on the wire may hide behind it."""

    place: Place
    why: str
    hides: bool = True


@dataclass(slots=True)
class Command:
    """A command the addon handles or sends, by all the places that show it."""

    name: str
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def handled(self) -> list[Evidence]:
        return [each for each in self.evidence if not each.sent]

    @property
    def confidence(self) -> float:
        """Of its being handled: the best place, a little better with each further one."""
        found = sorted((each.confidence for each in self.handled), reverse=True)
        doubt = 1.0
        for each in found:
            doubt *= 1 - each
        return round(1 - doubt, 2)

    @property
    def media(self) -> frozenset[str]:
        """Media it is taken from as far as is known; empty when nothing tells."""
        return frozenset(medium for each in self._telling() for medium in each.media)

    @property
    def exact(self) -> bool:
        """Whether all media are known."""
        return bool(self.media) and all(each.exact for each in self._telling() if each.media)

    def _telling(self) -> list[Evidence]:
        """The places that tell of media: a record of the message alone where there is one."""
        return [each for each in self.handled if each.confidence == 1 and each.media] or self.handled

    def best(self) -> Evidence:
        """The place that shows it best."""
        return max(self.handled or self.evidence, key=lambda each: each.confidence)


@dataclass(slots=True)
class Lifted:
    """Everything recovered from one addon."""

    name: str
    files: int = 0
    prefixes: list[Value] = field(default_factory=list)
    commands: dict[str, Command] = field(default_factory=dict)
    timers: list[Value] = field(default_factory=list)
    sizes: list[Value] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def handled(self) -> Iterator[Command]:
        """The commands it takes, by name."""
        return (command for _, command in sorted(self.commands.items()) if command.handled)

    def as_json(self) -> dict[str, Any]:
        return {
            "addon": self.name,
            "files": self.files,
            "prefixes": [_value(each) for each in self.prefixes],
            "commands": [_command(each) for _, each in sorted(self.commands.items())],
            "timers": [_value(each) for each in self.timers],
            "sizes": [_value(each) for each in self.sizes],
            "unread": [{"file": each.place.file, "line": each.place.line, "why": each.why} for each in self.unread],
        }


def _value(value: Value) -> dict[str, Any]:
    place = {"file": value.place.file, "line": value.place.line}
    return {"name": value.name, "value": value.value, **place, "confidence": value.confidence}


def _command(command: Command) -> dict[str, Any]:
    return {
        "command": command.name,
        "handled": bool(command.handled),
        "confidence": command.confidence,
        "media": sorted(command.media),
        "media_exact": command.exact,
        "places": [
            {
                "file": each.place.file,
                "line": each.place.line,
                "how": each.how,
                "sent": each.sent,
                "fields": list(each.fields) if each.fields is not None else None,
                "media": sorted(each.media),
                "text": each.text,
                "confidence": each.confidence,
            }
            for each in command.evidence
        ],
    }
