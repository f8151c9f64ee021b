"""What every item of a specification has: why it is so, where it is written, and a note for people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from .place import Place, Source, here, source


def src(text: str) -> Source:
    """Short for :func:`source`, to be used where items are written."""
    return source(text)


@dataclass(frozen=True, kw_only=True)
class Item:
    """``source`` may be given as text, see :func:`generator.spec.place.source`. ``kind``: what it is, in one word."""

    kind: ClassVar[str]
    source: Source = field(repr=False)
    note: str = field(default="", repr=False)
    place: Place = field(default_factory=here, compare=False, repr=False)

    def __init_subclass__(cls, *, kind: str = "") -> None:
        cls.kind = kind

    def __post_init__(self) -> None:
        given: object = self.source
        object.__setattr__(self, "source", source(given) if isinstance(given, str) else given)

    @property
    def key(self) -> str:
        """The name that is its own among the items of its kind."""
        return str(getattr(self, "name", getattr(self, "id", "")))
