"""State diagrams: states as boxes from top to bottom, moves as arrows, each with its number and cause on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..spec.machine import Machine, Move, State
from ..spec.model import Revision
from ..spec.story_words import move_words
from .layers import Node, join, place
from .lettering import wrapped
from .svg import Drawing, Point, block_size, leading

NAME, SMALL = 14.5, 12.0
STATE_WIDTH, CAUSE_WIDTH = 104.0, 112.0
PAD, MARGIN, SPACE = 10.0, 16.0, 10.0
#: Between a layer of states and one of causes, and between two causes of one arrow.
GAP, BETWEEN = 24.0, 4.0
#: The mark above the first state.
MARK = 30.0


def chart(revision: Revision, machine: Machine, name: str, numbered: bool = True) -> Drawing:
    """The diagram of a state machine; its moves are ``numbered`` when a text lists them by number."""
    return _Chart(revision, machine, name, numbered).drawing


@dataclass
class _Arrow:
    """All moves from one state to another: the nodes it passes from top to bottom, and which of them has its words."""

    before: str
    after: str
    causes: list[tuple[str, ...]] = field(default_factory=list)
    upward: bool = False
    nodes: list[Node] = field(default_factory=list)
    words: Node | None = None

    @property
    def size(self) -> Point:
        """Of its words."""
        wide, high = block_size([line for cause in self.causes for line in cause], SMALL)
        return wide, high + BETWEEN * (len(self.causes) - 1)


class _Chart:
    def __init__(self, revision: Revision, machine: Machine, name: str, numbered: bool) -> None:
        self._revision, self._machine, self._numbered = revision, machine, numbered
        self._names = {state.name: wrapped(state.name, NAME, STATE_WIDTH, bold=True) for state in machine.states}
        self._layers = layers_of(machine)
        self._states = {state.name: self._state_node(state) for state in machine.states}
        self._nodes = list(self._states.values())
        self._arrows = self._make_arrows()
        wide, high = place(self._nodes, SPACE, GAP)
        self._shift(MARGIN, MARK + MARGIN / 2)
        words = "; ".join(f"{number}. {move_words(move)}" for number, move in enumerate(machine.moves, 1))
        self.drawing = Drawing(name, machine.title, f"{words}.", wide + 2 * MARGIN, high + MARK + 1.5 * MARGIN)
        self._draw()

    def _state_node(self, state: State) -> Node:
        wide, high = block_size(self._names[state.name], NAME, bold=True)
        return Node(2 * self._layers[state.name], max(wide + 2 * PAD, 84), high + 1.6 * PAD)

    def _make_arrows(self) -> list[_Arrow]:
        arrows: dict[tuple[str, str], _Arrow] = {}
        for number, move in enumerate(self._machine.moves, 1):
            for before in move.before:
                arrow = arrows.setdefault((before, move.after), _Arrow(before, move.after))
                arrow.causes.append(wrapped(f"{number}. " * self._numbered + self._cause(move), SMALL, CAUSE_WIDTH))
        for arrow in arrows.values():
            self._lead(arrow, list(arrows.values()))
        return list(arrows.values())

    def _cause(self, move: Move) -> str:
        words = move.cause.replace("`", "")
        if not move.timers:
            return words
        more = " and more" if len(move.timers) > 1 else ""
        return f"{words} ({self._revision.timers[move.timers[0]].seconds:g} s{more})"

    def _lead(self, arrow: _Arrow, all_arrows: list[_Arrow]) -> None:
        """Make the nodes between two states: one for the words, the others only keep the way free."""
        arrow.upward = self._layers[arrow.before] > self._layers[arrow.after]
        upper, lower = (arrow.after, arrow.before) if arrow.upward else (arrow.before, arrow.after)
        first, last = self._states[upper].layer + 1, self._states[lower].layer - 1
        at_upper = sum(upper in (each.before, each.after) for each in all_arrows)
        at_lower = sum(lower in (each.before, each.after) for each in all_arrows)
        spoken = last if at_upper >= at_lower else first
        arrow.nodes = [self._states[upper]]
        for layer in range(first, last + 1):
            node = Node(layer, *(arrow.size if layer == spoken else (2.0, 2.0)))
            self._nodes.append(node)
            join(arrow.nodes[-1], node)
            arrow.nodes.append(node)
            arrow.words = node if layer == spoken else arrow.words
        join(arrow.nodes[-1], self._states[lower])
        arrow.nodes.append(self._states[lower])

    def _shift(self, right: float, down: float) -> None:
        for node in self._nodes:
            node.x += right
            node.y += down
            node.band = (node.band[0] + down, node.band[1] + down)

    def _draw(self) -> None:
        first = self._states[self._machine.states[0].name]
        self.drawing.path("line", [(first.x, first.top - 22), (first.x, first.top - 8)])
        self.drawing.head((first.x, first.top), (0, 1))
        self.drawing.box("head", (first.x - 6, first.top - 32), (12, 12), 6)
        for arrow in self._arrows:
            self._draw_arrow(arrow)
        for state in self._machine.states:
            self._draw_state(state)

    def _draw_arrow(self, arrow: _Arrow) -> None:
        (x, top), (end, bottom) = self._port(arrow, lower_end=False), self._port(arrow, lower_end=True)
        points: list[Point] = [(x, top + (8 if arrow.upward else 0)), (x, arrow.nodes[0].band[1])]
        pieces = [points]
        for node in arrow.nodes[1:-1]:
            points.append((node.x, node.band[0]))
            if node is arrow.words:
                points.append((node.x, node.top - 1))
                points = [(node.x, node.bottom + 1)]
                pieces.append(points)
            points.append((node.x, node.band[1]))
        points += [(end, arrow.nodes[-1].band[0]), (end, bottom - (0 if arrow.upward else 8))]
        for piece in pieces:
            self.drawing.path("line", piece, curved=True)
        self.drawing.head((x, top) if arrow.upward else (end, bottom), (0, -1 if arrow.upward else 1))
        self._draw_words(arrow)

    def _draw_words(self, arrow: _Arrow) -> None:
        assert arrow.words is not None
        y = arrow.words.top + SMALL
        for cause in arrow.causes:
            self.drawing.lines(cause, (arrow.words.x, y), SMALL)
            y += len(cause) * leading(SMALL) + BETWEEN

    def _port(self, arrow: _Arrow, lower_end: bool) -> Point:
        """Where an arrow touches a state: its arrows share the side in the order of where they come from."""
        state, near = (arrow.nodes[-1], arrow.nodes[-2]) if lower_end else (arrow.nodes[0], arrow.nodes[1])
        side = sorted(state.above if lower_end else state.below, key=lambda node: node.x)
        index = next(place for place, node in enumerate(side) if node is near)
        step = min(30.0, (state.wide - 24) / max(1, len(side) - 1))
        x = state.x + (index - (len(side) - 1) / 2) * step
        return x, state.top if lower_end else state.bottom

    def _draw_state(self, state: State) -> None:
        node = self._states[state.name]
        style = "final" if state.final else "momentary" if state.momentary else "state"
        corner, size = (node.x - node.wide / 2, node.top), (node.wide, node.high)
        self.drawing.box(style, corner, size, 14)
        if state.final:
            self.drawing.box("final", (corner[0] + 3, corner[1] + 3), (size[0] - 6, size[1] - 6), 11)
        lines = self._names[state.name]
        for index, line in enumerate(lines):
            at = (node.x, node.top + 0.8 * PAD + NAME - 1 + index * leading(NAME))
            self.drawing.text(line, at, NAME, bold=True)


def layers_of(machine: Machine) -> dict[str, int]:
    """The layer of each state: below all from which something leads to it, moves back to earlier states left out."""
    back = _moves_back(machine)
    layers = dict.fromkeys((state.name for state in machine.states), 0)
    for _ in machine.states:
        for move in machine.moves:
            for before in move.before:
                if (before, move.after) not in back:
                    layers[move.after] = max(layers[move.after], layers[before] + 1)
    return layers


def _moves_back(machine: Machine) -> set[tuple[str, str]]:
    """Moves to a state through which one came, when all are followed from the first in their order."""
    back: set[tuple[str, str]] = set()
    seen: set[str] = set()

    def follow(name: str, path: tuple[str, ...]) -> None:
        seen.add(name)
        for move in machine.from_state(name):
            if move.after in (*path, name):
                back.add((name, move.after))
            elif move.after not in seen:
                follow(move.after, (*path, name))

    follow(machine.states[0].name, ())
    return back
