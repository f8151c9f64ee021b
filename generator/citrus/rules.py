"""The node's numbers, read from the specification."""

from __future__ import annotations

from ..codec import Codec
from ..spec.citrus import CITRUS
from ..spec.citrus_mesh import CITRUS_MESH

MESH = Codec(CITRUS_MESH)
SEED = Codec(CITRUS)

#: Messages that a neighbour without HI understands.
SEED_MESSAGES = frozenset(CITRUS.messages)


def limit(name: str) -> int:
    """A limit by name, in the unit it states."""
    return CITRUS_MESH.limits[name].value


def timer(name: str) -> float:
    """A timer by name, in seconds."""
    return CITRUS_MESH.timers[name].seconds


LINE_END = CITRUS_MESH.grammar.line_end
NEAR_HOPS = limit("route_hops")
FAR_HOPS = limit("far_hops")
