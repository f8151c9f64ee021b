"""Sequence diagrams: the parties of a flow side by side, its steps from top to bottom, numbered as in the text."""

from __future__ import annotations

from ..spec.flow import Act, Flow, FlowStep, Party, Send, Wait
from ..spec.model import Revision
from ..spec.story_words import flow_step_words, given_words
from .lettering import width, wrapped
from .svg import Drawing, block_size, leading

#: Sizes of letters: names and messages, then everything else.
NAME, SMALL = 15.0, 12.5
#: The column of step numbers at the left, and room at the right.
LEFT, RIGHT = 40.0, 16.0
#: Between the lines of two parties, when nothing asks for more; many parties stand closer.
GAP, CLOSE_GAP, MANY = 172.0, 138.0, 5
#: The height of a party's box, of an arrow's row, and the space between rows.
HEAD, ARROW, SPACE = 52.0, 44.0, 12.0
#: The widest a note gets, in letters of its size.
NOTE_WIDTH = 176.0
PAD = 8.0


def sequence(revision: Revision, flow: Flow, name: str) -> Drawing:
    """The diagram of a flow."""
    return _Sequence(revision, flow, name).drawing


class _Sequence:
    def __init__(self, revision: Revision, flow: Flow, name: str) -> None:
        self._revision, self._flow = revision, flow
        gap = self._gap()
        first = LEFT + self._half(flow.parties[0])
        self._x = {party.name: first + index * gap for index, party in enumerate(flow.parties)}
        wide = max(self._x.values()) + self._half(flow.parties[-1]) + RIGHT
        words = "; ".join(f"{number}. {flow_step_words(step)}" for number, step in enumerate(flow.steps, 1))
        self.drawing = Drawing(name, flow.title, f"{words}.", wide)
        self._draw(wide)

    def _gap(self) -> float:
        """Parties stand so far apart that every arrow between neighbours has room for its words."""
        order = [party.name for party in self._flow.parties]
        gap = GAP if len(order) < MANY else CLOSE_GAP
        for party in self._flow.parties:
            gap = max(gap, _party_width(party.name, party.role) + PAD)
        for step in self._flow.sends:
            span = max(abs(order.index(step.sender) - order.index(other)) for other in step.to)
            gap = max(gap, (_label_width(step) + 4 * PAD) / span)
        return gap

    def _half(self, party: Party) -> float:
        """What a party takes on either side of its line."""
        notes = [
            self._note_width(step)
            for step in self._flow.steps
            if not isinstance(step, Send) and step.party == party.name
        ]
        return max(_party_width(party.name, party.role), *notes, 0.0) / 2

    def _note_width(self, step: Wait | Act) -> float:
        return block_size(self._lines(step), SMALL)[0] + 2 * PAD

    def _draw(self, wide: float) -> None:
        rows = [self._height(step) for step in self._flow.steps]
        top = PAD + HEAD
        end = top + SPACE + sum(row + SPACE for row in rows)
        for x in self._x.values():
            self.drawing.path("life", [(x, top), (x, end)])
        for party in self._flow.parties:
            self._party(party.name, party.role, party.side)
        y = top + SPACE
        for number, (step, height) in enumerate(zip(self._flow.steps, rows, strict=True), 1):
            self.drawing.text(str(number), (LEFT / 2, y + height / 2 + 5), SMALL, "muted")
            if isinstance(step, Send):
                self._arrow(step, y)
            else:
                self._note(step, y, height, wide)
            y += height + SPACE
        self.drawing.height = end + PAD

    def _party(self, name: str, role: str, side: str) -> None:
        x, wide = self._x[name], _party_width(name, role)
        self.drawing.box(side, (x - wide / 2, PAD), (wide, HEAD), 8)
        self.drawing.text(name, (x, PAD + 22), NAME, "light", bold=True)
        self.drawing.text(role, (x, PAD + 41), SMALL, "light")

    def _arrow(self, step: Send, y: float) -> None:
        start, ends = self._x[step.sender], [self._x[name] for name in step.to]
        low = y + ARROW - 4
        for end in ends:
            way = 1 if end > start else -1
            self.drawing.path("line", [(start, low), (end - 8 * way, low)])
            self.drawing.head((end, low), (way, 0))
        far = max(ends, key=lambda end: abs(end - start))
        middle = (start + far) / 2
        title, details = _label(step)
        if abs(far - start) > 1.5 * self._gap():
            # The lines of those in between must not run through the words.
            room = _label_width(step) + PAD
            self.drawing.box("paper", (middle - room / 2, y), (room, ARROW - PAD), 0)
        self.drawing.text(title, (middle, low - (8 + leading(SMALL))), NAME, bold=True)
        self.drawing.text(details, (middle, low - 8), SMALL, "muted")

    def _note(self, step: Wait | Act, y: float, height: float, wide: float) -> None:
        lines = self._lines(step)
        size = self._note_width(step)
        x = min(max(self._x[step.party], LEFT + size / 2), wide - RIGHT - size / 2)
        self.drawing.box("wait" if isinstance(step, Wait) else "act", (x - size / 2, y), (size, height))
        self.drawing.lines(lines, (x, y + PAD + SMALL - 1), SMALL)

    def _height(self, step: FlowStep) -> float:
        return ARROW if isinstance(step, Send) else block_size(self._lines(step), SMALL)[1] + 2 * PAD - 3

    def _lines(self, step: Wait | Act) -> tuple[str, ...]:
        if isinstance(step, Wait):
            return wrapped(f"waits {self._seconds(step.timer)}", SMALL, NOTE_WIDTH)
        bounds = [self._limit(step.limit)] if step.limit else []
        bounds += [self._seconds(step.timer)] if step.timer else []
        return wrapped(step.text + (f" ({', '.join(bounds)})" if bounds else ""), SMALL, NOTE_WIDTH)

    def _seconds(self, timer: str) -> str:
        return f"{timer}, {self._revision.timers[timer].seconds:g} s"

    def _limit(self, limit: str) -> str:
        return f"{limit}, {self._revision.limits[limit].value}"


def _label(step: Send) -> tuple[str, str]:
    """What stands on an arrow: the message, and in smaller letters the medium and what matters."""
    title = step.message + (f" [{step.carries}]" if step.carries else "")
    title += f", {step.page} page" if step.page else ""
    given = [f"{name} {given_words(value)}" for name, value in step.given]
    return title, ", ".join((step.medium, *given))


def _label_width(step: Send) -> float:
    title, details = _label(step)
    return max(width(title, NAME, bold=True), width(details, SMALL))


def _party_width(name: str, role: str) -> float:
    return max(width(name, NAME, bold=True), width(role, SMALL)) + 3 * PAD
