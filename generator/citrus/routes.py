"""Ways through the mesh: at most 3 hops by lag where there is one, otherwise the fewest hops, marked long.

The table is indexed by destination and hops left. A neighbour that gets a message with h hops left has a way of at
most h hops by its own table, so the bound holds along the way, and hops that only go down leave no room for a loop.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .rules import FAR_HOPS, NEAR_HOPS, timer

Graph = Mapping[bytes, Mapping[bytes, int]]
"""Cost in microseconds from a server to each of its neighbours. A link stands here only if both its ends tell of it."""

#: A way is given up for another one only if that is this much shorter.
BETTER_SHARE, BETTER_US = 0.8, 2_000
#: One so many times shorter does not have to wait.
FAR_BETTER = 2
_HOLD = timer("route_hold")


@dataclass(frozen=True, slots=True)
class Way:
    """A path, without its first server, what it costs in microseconds, and since when it is taken."""

    path: tuple[bytes, ...]
    cost: int
    since: float = 0.0

    @property
    def long(self) -> bool:
        return len(self.path) > NEAR_HOPS


def _shortest(graph: Graph, start: bytes, hops: int) -> list[dict[bytes, Way]]:
    """For 0..``hops`` hops, the cheapest way to every server in at most so many; ties by fewer hops, then by SID."""
    layers: list[dict[bytes, Way]] = [{start: Way((), 0)}]
    for _ in range(hops):
        last, best = layers[-1], dict(layers[-1])
        for server, way in last.items():
            for neighbour, price in graph.get(server, {}).items():
                if neighbour == start or neighbour in way.path:
                    continue
                other = Way((*way.path, neighbour), way.cost + price)
                known = best.get(neighbour)
                if known is None or _rank(other) < _rank(known):
                    best[neighbour] = other
        layers.append(best)
    return layers


def _rank(way: Way) -> tuple[int, int, tuple[bytes, ...]]:
    return way.cost, len(way.path), way.path


def _fewest(graph: Graph, start: bytes) -> dict[bytes, Way]:
    """The way of fewest hops to every server; of those the cheapest."""
    found = {start: Way((), 0)}
    edge = found
    while edge:
        fresh: dict[bytes, Way] = {}
        for server, way in edge.items():
            for neighbour, price in graph.get(server, {}).items():
                if neighbour in found:
                    continue
                other = Way((*way.path, neighbour), way.cost + price)
                known = fresh.get(neighbour)
                if known is None or _rank(other) < _rank(known):
                    fresh[neighbour] = other
        found |= fresh
        edge = fresh
    del found[start]
    return found


def reachable(graph: Graph, start: bytes) -> set[bytes]:
    """Every server there is a way to, and the start itself."""
    found, edge = {start}, [start]
    while edge:
        edge = [other for server in edge for other in graph.get(server, {}) if other not in found]
        found.update(edge)
    return found


class Routes:
    """The table of one node. ``changes`` counts ways given up for others, by choice or not."""

    def __init__(self, me: bytes) -> None:
        self.me = me
        self._table: dict[tuple[bytes, int], Way] = {}
        self._best: dict[tuple[bytes, int], Way] = {}
        self._far: dict[bytes, Way] = {}
        self.graph: Graph = {}
        self.changes = 0
        self.again: float | None = None

    def update(self, graph: Graph, now: float) -> None:
        """Look at the mesh anew. ``again`` is when a better way may be taken that has to wait until then."""
        self.graph = graph
        layers = _shortest(graph, self.me, NEAR_HOPS)
        self._best = {
            (server, hops): way for hops in range(1, NEAR_HOPS + 1) for server, way in layers[hops].items() if way.path
        }
        self._far = {server: way for server, way in _fewest(graph, self.me).items() if way.long}
        self.again = None
        table: dict[tuple[bytes, int], Way] = {}
        for key, best in self._best.items():
            table[key] = self._choose(self._table.get(key), best, now)
        self._table = table

    def _choose(self, old: Way | None, best: Way, now: float) -> Way:
        if old is None:
            return Way(best.path, best.cost, now)
        price = self._price(old.path)
        if price is None:
            self.changes += 1
            return Way(best.path, best.cost, now)
        kept = Way(old.path, price, old.since)
        if best.path == old.path or best.cost > price * BETTER_SHARE or price - best.cost < BETTER_US:
            return kept
        if now < old.since + _HOLD and best.cost * FAR_BETTER > price:
            due = old.since + _HOLD
            self.again = due if self.again is None else min(self.again, due)
            return kept
        self.changes += 1
        return Way(best.path, best.cost, now)

    def _price(self, path: tuple[bytes, ...]) -> int | None:
        """What a path costs now; None when it is no longer there."""
        price, at = 0, self.me
        for server in path:
            step = self.graph.get(at, {}).get(server)
            if step is None:
                return None
            price, at = price + step, server
        return price

    def way(self, server: bytes, hops: int | None = None) -> Way | None:
        """The way to a server with ``hops`` left; None, as many as the rule allows."""
        near = self._table.get((server, NEAR_HOPS if hops is None else min(hops, NEAR_HOPS)))
        if near is not None:
            return near
        far = self._far.get(server)
        if far is None or len(far.path) > (FAR_HOPS if hops is None else hops):
            return None
        return far

    def destinations(self) -> list[bytes]:
        """Every server there is a way to, sorted."""
        return sorted({server for server, _ in self._table} | set(self._far))

    def explain(self, start: bytes, end: bytes) -> dict[str, object]:
        """Why messages from one server to another go where they go, as this node sees the mesh; costs in µs."""
        layers = _shortest(self.graph, start, NEAR_HOPS)
        far = _fewest(self.graph, start).get(end)
        direct = self.graph.get(start, {}).get(end)
        by_hops = {str(hops): _told(start, layers[hops].get(end)) for hops in range(1, NEAR_HOPS + 1)}
        best = layers[NEAR_HOPS].get(end) or far
        taken = self.way(end) if start == self.me else best
        return {
            "from": start.decode(),
            "to": end.decode(),
            "taken": _told(start, taken),
            "best": _told(start, best),
            "direct": direct,
            "by_hops": by_hops,
            "long": bool(taken and taken.long),
            "why": _why(taken, best, direct),
        }


def _told(start: bytes, way: Way | None) -> dict[str, object] | None:
    if way is None:
        return None
    return {"path": [server.decode() for server in (start, *way.path)], "us": way.cost, "hops": len(way.path)}


def _why(taken: Way | None, best: Way | None, direct: int | None) -> str:
    if taken is None or best is None:
        return "there is no way: no chain of links that both ends tell of"
    if taken.long:
        return f"no way of {NEAR_HOPS} hops or fewer; this one has the fewest hops"
    if taken.path != best.path:
        return "another way is faster, but not by enough, or not for long enough, to change"
    if len(taken.path) == 1:
        return "the link itself is the fastest way"
    if direct is None:
        return f"there is no link between the two; this is the fastest way of at most {NEAR_HOPS} hops"
    return f"{direct - taken.cost:,} µs faster than the link between the two"
