"""Who touched whom in a run, and whether the profile came."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.world.player import Player
from generator.world.scenarios import watch
from generator.world.session import Session

#: The parts a touch asks for: with the page open all of them, by a look or an emote the first ones.
PARTS = {"look": "ABCD", "target": "ABC", "mouseover": "AB", "emote": "AB"}


@dataclass
class Touch:
    """One touch. ``path`` says whether requests and answers could set out then; ``arrived`` is in seconds."""

    time: float
    reader: Player
    owner: Player
    parts: str
    path: bool
    reader_session: Session | None
    owner_session: Session | None
    arrived: float | None = None
    compared: int = -1

    @property
    def disturbed(self) -> bool:
        """Whether one of the two has not been online all the time since."""
        return self.reader.session is not self.reader_session or self.owner.session is not self.owner_session

    @property
    def names(self) -> str:
        """Such as "Tammya of Catnia at 30.0 s"."""
        return f"{self.reader.name} of {self.owner.name} at {self.time:.1f} s"


@dataclass
class Touches:
    """The touches of one run, in order."""

    all: list[Touch] = field(default_factory=list)
    twice: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _waiting: list[Touch] = field(default_factory=list)

    def add(self, time: float, reader: Player, owner: Player, how: str) -> None:
        """Somebody was touched just now."""
        path = self._path(reader, owner)
        touch = Touch(time, reader, owner, PARTS[how], path, reader.session, owner.session)
        self.all.append(touch)
        self._waiting.append(touch)

    def look(self, now: float) -> None:
        """See what has arrived since the last time."""
        readers: dict[Player, list[Touch]] = {}
        for touch in self._waiting:
            if not touch.disturbed:
                readers.setdefault(touch.reader, []).append(touch)
        for reader, touches in readers.items():
            if watch.has_watch(reader):
                counts = watch.arrivals(reader, [touch.owner for touch in touches])
                for touch, count in zip(touches, counts, strict=True):
                    self._compare(touch, count, now)
        self._waiting = [touch for touch in self._waiting if touch.arrived is None and not touch.disturbed]

    def _compare(self, touch: Touch, count: int, now: float) -> None:
        """Compare the profiles when something has arrived since they were compared last."""
        if count != touch.compared:
            touch.compared = count
            if not watch.differing(touch.reader, touch.owner, touch.parts):
                touch.arrived = now

    def look_at(self, reader: Player) -> None:
        """See what arrived twice at a client that is about to lose its memory, or at the end."""
        if watch.has_watch(reader):
            found = watch.twice(reader)
            if found:
                self.twice[reader.name] = found

    def has_path(self, touch: Touch) -> bool:
        """Whether the two could reach each other just now, and nothing forbids the reader to ask."""
        return not touch.disturbed and self._path(touch.reader, touch.owner)

    def _path(self, reader: Player, owner: Player) -> bool:
        if reader.session is None or owner.session is None or not watch.has_watch(reader) or not watch.has_watch(owner):
            return False
        session = reader.session
        if session.in_instance or session.in_combat or any(session.restrictions.states):
            return False
        return watch.can_reach(reader, owner) and watch.can_reach(owner, reader)
