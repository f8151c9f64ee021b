"""Where the boxes of a layered diagram go: their order in each layer, so that few lines cross, and their places.

A layered diagram has its nodes in rows, the layers, and lines between nodes of neighbouring layers only; a longer line
has a node of no width in every layer it passes. Nothing here depends on chance or on the order of a set.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

#: How often the layers are put in order, and how often the nodes are moved, each time down and up.
SWEEPS = 12


@dataclass(eq=False)
class Node:
    """A box in a layer: its size, its neighbours above and below, and, once placed, its middle.

    ``band`` is where its layer begins and ends: between the two nothing else is above or below the node.
    """

    layer: int
    wide: float
    high: float
    above: list[Node] = field(default_factory=list, repr=False)
    below: list[Node] = field(default_factory=list, repr=False)
    x: float = 0.0
    y: float = 0.0
    band: tuple[float, float] = (0.0, 0.0)

    @property
    def top(self) -> float:
        return self.y - self.high / 2

    @property
    def bottom(self) -> float:
        return self.y + self.high / 2


def join(upper: Node, lower: Node) -> None:
    """A line between nodes of neighbouring layers."""
    upper.below.append(lower)
    lower.above.append(upper)


def place(nodes: Iterable[Node], space: float, gap: float) -> tuple[float, float]:
    """Give every node its place; returns width and height of the whole.

    ``space`` is kept between nodes of a layer, ``gap`` between layers; more where lines go far to the side.
    """
    layers: list[list[Node]] = []
    for node in nodes:
        while len(layers) <= node.layer:
            layers.append([])
        layers[node.layer].append(node)
    layers = _ordered(layers)
    _across(layers, space)
    y = 0.0
    for layer in layers:
        high = max(node.high for node in layer)
        for node in layer:
            node.y, node.band = y + high / 2, (y, y + high)
        aside = max((abs(node.x - other.x) for node in layer for other in node.below), default=0.0)
        y += high + gap + min(gap, aside / 10)
    left = min(node.x - node.wide / 2 for layer in layers for node in layer)
    for layer in layers:
        for node in layer:
            node.x -= left
    wide = max(node.x + node.wide / 2 for layer in layers for node in layer)
    return wide, max(node.bottom for node in layers[-1])


def _ordered(layers: list[list[Node]]) -> list[list[Node]]:
    """The layers in the order with the fewest crossings found, the given one first."""
    best, fewest = layers, _crossings(layers)
    for _ in range(SWEEPS):
        layers = [list(layer) for layer in layers]
        for index in range(1, len(layers)):
            _sort(layers[index], layers[index - 1], above=True)
        if _crossings(layers) < fewest:
            best, fewest = [list(layer) for layer in layers], _crossings(layers)
        for index in range(len(layers) - 2, -1, -1):
            _sort(layers[index], layers[index + 1], above=False)
        if _crossings(layers) < fewest:
            best, fewest = [list(layer) for layer in layers], _crossings(layers)
    return best


def _sort(layer: list[Node], other: list[Node], above: bool) -> None:
    """Order a layer by the middle of each node's neighbours in another one; who has none stays where it is."""
    places = {id(node): index for index, node in enumerate(other)}
    keys = {}
    for index, node in enumerate(layer):
        found = [places[id(each)] for each in (node.above if above else node.below)]
        keys[id(node)] = sum(found) / len(found) if found else index
    layer.sort(key=lambda node: keys[id(node)])


def _crossings(layers: list[list[Node]]) -> int:
    count = 0
    for upper, lower in pairwise(layers):
        places = {id(node): index for index, node in enumerate(lower)}
        lines = [(index, places[id(other)]) for index, node in enumerate(upper) for other in node.below]
        count += sum((a - c) * (b - d) < 0 for number, (a, b) in enumerate(lines) for c, d in lines[number + 1 :])
    return count


def _across(layers: list[list[Node]], space: float) -> None:
    """The x of every node: near the middle of its neighbours, with ``space`` to those beside it."""
    for layer in layers:
        _spread(layer, [0.0] * len(layer), space)
    for sweep in range(2 * SWEEPS):
        down = sweep % 2 == 0
        for layer in layers if down else reversed(layers):
            wanted = []
            for node in layer:
                near = (node.above or node.below) if down else (node.below or node.above)
                wanted.append(sum(other.x for other in near) / len(near) if near else node.x)
            _spread(layer, wanted, space)


def _spread(layer: list[Node], wanted: list[float], space: float) -> None:
    """The places nearest to the wanted ones at which no two nodes come closer than ``space``.

    Blocks of touching nodes stand at the mean of what their nodes want; blocks that overlap become one.
    """
    offsets = [0.0]
    for left, right in pairwise(layer):
        offsets.append(offsets[-1] + left.wide / 2 + space + right.wide / 2)
    blocks: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        total, count = want - offset, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            before, many = blocks.pop()
            total, count = total + before, count + many
        blocks.append((total, count))
    start = 0
    for total, count in blocks:
        for node, offset in zip(layer[start : start + count], offsets[start : start + count], strict=True):
            node.x = total / count + offset
        start += count
