"""What will happen in a simulated mesh: made from a seed, then only data, so that it can be made smaller."""

from __future__ import annotations

from dataclasses import dataclass

from generator.virtual.streams import Streams

SMALLEST, LARGEST = 3, 12
#: Seconds in which things happen.
ACTIVE = 60.0


@dataclass(frozen=True, slots=True)
class Wire:
    """A link between two nodes by number; ``lag`` in seconds, one way. ``first`` is who calls."""

    first: int
    second: int
    lag: float


@dataclass(frozen=True, slots=True)
class Action:
    """``what`` happens at ``time``: ``cut`` and ``heal`` and ``stall`` and ``slow`` of wire ``which`` (``amount``
    seconds of standing still, or of new lag), ``restart`` of node ``which``; or something users of node ``which``
    do, chosen by ``amount``: one of ``DEEDS``.
    """

    time: float
    what: str
    which: int
    amount: float = 0.0


HURTS = ("cut", "heal", "stall", "slow", "restart")
_CHANGES = (
    "come",
    "go",
    "nick",
    "real",
    "away",
    "join",
    "join",
    "part",
    "topic",
    "level",
    "name",
    "mode",
    "ban",
    "exception",
)
DEEDS = (*["talk"] * 6, *_CHANGES)


@dataclass(frozen=True, slots=True)
class Plan:
    """``duplicates``: the share of packets that a link delivers twice."""

    seed: int
    nodes: int
    wires: tuple[Wire, ...]
    actions: tuple[Action, ...]
    duplicates: float

    def words(self) -> list[str]:
        """The plan, to be read."""
        lines = [f"{self.nodes} nodes, {self.duplicates:.0%} of packets twice"]
        lines += [f"  wire {at}: {w.first} calls {w.second}, {w.lag * 1000:.0f} ms" for at, w in enumerate(self.wires)]
        lines += [f"  {a.time:7.3f} s  {a.what} {a.which} ({a.amount:.3f})" for a in self.actions]
        return lines


def make_plan(seed: int) -> Plan:
    """The plan of a seed: 3 to 12 nodes, a connected mesh, cuts, heals, stalls, new lags, restarts, and users."""
    random = Streams(seed).of("plan")
    nodes = random.randint(SMALLEST, LARGEST)
    wires: dict[tuple[int, int], Wire] = {}

    def wire(one: int, other: int) -> None:
        first, second = (one, other) if random.random() < 0.5 else (other, one)
        wires.setdefault((min(one, other), max(one, other)), Wire(first, second, 0.001 * 10 ** random.uniform(0, 2.5)))

    # A tree that is not deep, then some more.
    for node in range(1, nodes):
        wire(node, random.randrange(max(0, node - 4), node) if random.random() < 0.5 else random.randrange(node))
    for _ in range(random.randint(0, 2 * nodes)):
        one, other = random.sample(range(nodes), 2)
        wire(one, other)
    laid = tuple(wires.values())
    actions = []
    for _ in range(random.randint(0, 3 * nodes)):
        what = random.choice(HURTS)
        which = random.randrange(nodes if what == "restart" else len(laid))
        amount = random.uniform(0.1, 12.0) if what == "stall" else 0.001 * 10 ** random.uniform(0, 2.7)
        actions.append(Action(random.uniform(0, ACTIVE), what, which, amount))
    for _ in range(random.randint(10, 20 * nodes)):
        actions.append(
            Action(random.uniform(0, ACTIVE), random.choice(DEEDS), random.randrange(nodes), random.random())
        )
    actions.sort(key=lambda action: action.time)
    return Plan(seed, nodes, laid, tuple(actions), random.choice((0.0, 0.0, 0.02, 0.2)))
