"""How fast profiles cross, in the smallest world there is: half a second a hop, four clients, two of them bridges.

    .venv/bin/python bench/profile.py
    .venv/bin/python bench/profile.py --revision release-2 --format json

Times are virtual, so the machine does not matter; every figure is the median of ten seeds. The released addon was
measured in the same world.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from inside import Border, Samples
from table import arguments, show

from generator.spec.catalog import revision
from generator.spec.model import Budget
from generator.virtual.faults import Match
from generator.world.crossrp import stand_in_folder, write_addon
from generator.world.player import Player
from generator.world.profiles import saved_variables_for, synthetic_profile
from generator.world.settings import Settings, Throttle
from generator.world.trace import Record
from generator.world.world import World

PAYLOADS = (1_916, 7_202, 26_658)
"""Bytes of a profile's four parts once serialized."""
SETTLE = 30.0
LONGEST = 600.0
HOPS = 3
CROSSING = ("WHISPER", "LOGGED", "BNET")
PROFILE_ID = "0902121212aBcDe"
BUDGET = "retail"

#: Case: what the released addon needs in seconds (None: it never arrives), and the goal.
SECONDS: dict[str, tuple[float | None, float]] = {
    "1.9 kB": (5.6, 3.6),
    "7.2 kB": (11.3, 5.0),
    "26.7 kB": (32.3, 16.0),
    "1.9 kB, unpacked": (5.6, 3.6),
    "7.2 kB, unpacked": (11.3, 5.0),
    "26.7 kB, unpacked": (32.3, 16.0),
    "7.2 kB, allowance": (None, 40.0),
    "26.7 kB, a bridge dies": (None, 60.0),
    "26.7 kB, 5 % loss": (None, 60.0),
    "login storm": (120.0, 10.0),
}
#: Bytes over the serialized ones per hop, in percent: the released addon's, without acknowledgements, and the goal.
OVERHEAD = {"1.9 kB": (17.6, 20.0), "7.2 kB": (6.1, 6.0), "26.7 kB": (3.1, 3.0)}


@dataclass(frozen=True)
class Case:
    """One seed of one measurement. ``seconds`` is infinite when a part never arrived."""

    name: str
    payload: int
    seconds: float
    overhead: float
    lost: int
    peak: int
    excess: int


class Minimal:
    """Tammya (A) - Borin (A) = Zulya (H) - Catnia (H), and with ``spare`` a second pair of bridges."""

    def __init__(self, revision_id: str, seed: int, payload: int, how: str = "", *, spare: bool = False) -> None:
        self.world = World(seed, Settings(throttle=Throttle(whispers_exempt=how != "allowance")))
        self._folder = tempfile.TemporaryDirectory()
        self._addon = write_addon(revision(revision_id), Path(self._folder.name))
        self.realm = self.world.realm(1365, "Moon Guard")
        self.reader, self.owner = self.player("Tammya", "Alliance"), self.player("Catnia", "Horde")
        self.pairs = [(self.player("Borin", "Alliance"), self.player("Zulya", "Horde"))]
        if spare:
            self.pairs.append((self.player("Anduvar", "Alliance"), self.player("Gromka", "Horde")))
        for near, far in self.pairs:
            self.world.befriend(near, far)
        if payload:
            profile = synthetic_profile(payload, seed)
            assert profile.size == payload
            self.owner.saved_variables("totalRP3", saved_variables_for(self.owner.fullname, PROFILE_ID, profile))
        if how == "unpacked":
            self.owner.saved_variables("CrossRP", "CrossRPSaved = { compress = false }\n")

    def player(self, name: str, faction: str) -> Player:
        player = self.world.player(name, self.realm, faction)  # type: ignore[arg-type]
        player.install(self._addon)
        player.install(stand_in_folder())
        return player

    def log_in(self, within: float) -> None:
        """Everybody logs in, spread over so many seconds."""
        stream = self.world.streams.of("bench/login")
        times = sorted((stream.random() * within, index) for index in range(len(self.world.players)))
        for time, index in times:
            self.world.clock.at(time, self.world.players[index].login)
        self.world.run(times[-1][0])

    def usable(self) -> bool:
        """Whether the two strangers reach each other."""
        return reaches(self.reader, self.owner) and reaches(self.owner, self.reader)

    def start(self) -> None:
        self.log_in(5.0)
        assert self.world.run_until(self.usable, 120.0), "no bridge within two minutes"
        self.world.run(SETTLE)

    def touch(self) -> float:
        """Point, target; returns the time."""
        self.reader.lua(
            'Parts = {}; CrossRP.RegisterCallback("PROFILE_UPDATED", function(name, _, part) '
            "Parts[part] = GetTime(); TRP3_StandIn.OpenPage(name) end)"
        )
        self.reader.mouseover(self.owner)
        self.reader.target(self.owner)
        return self.world.now

    def complete(self) -> bool:
        return self.reader.lua('return Parts.A and Parts.B and Parts.C and Parts.D and "yes"') == "yes"

    def seconds(self, start: float) -> float:
        """From then until the last part was there."""
        if not self.world.run_until(self.complete, LONGEST):
            return float("inf")
        last = self.reader.lua("return math.max(Parts.A, Parts.B, Parts.C, Parts.D)")
        return float(str(last)) - start


def reaches(one: Player, other: Player) -> bool:
    destination = other.lua("return CrossRP and CrossRP.GetDestination()")
    return bool(destination and one.lua(f'return CrossRP.CanReach("{destination}")'))


def lost(records: Iterable[Record]) -> int:
    """Packets a client accepted and nobody got."""
    records = list(records)
    arrived = {record.packet for record in records if record.kind == "deliver"}
    return sum(r.kind == "send" and r.medium in CROSSING and r.packet not in arrived for r in records)


def peak(records: Iterable[Record]) -> int:
    """The most bytes any client sent within one second."""
    most = 0
    for sends in by_sender(records).values():
        first, total = 0, 0
        for record in sends:
            total += len(record.text)
            while sends[first].time <= record.time - 1.0:
                total -= len(sends[first].text)
                first += 1
            most = max(most, total)
    return most


def excess(records: Iterable[Record], budget: Budget) -> int:
    """The most bytes by which any client was ever above its budget, overhead included; 0 when it kept to it."""
    worst = 0.0
    for sends in by_sender(records).values():
        level, at = 0.0, 0.0
        for record in sends:
            level = max(0.0, level - (record.time - at) * budget.rate) + len(record.text) + budget.overhead
            at = record.time
            worst = max(worst, level - budget.burst)
    return max(0, round(worst))


def by_sender(records: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in records:
        if record.kind == "send":
            found.setdefault(record.sender, []).append(record)
    return found


def judged(name: str, payload: int, revision_id: str, seconds: float, records: list[Record]) -> Case:
    carried = sum(len(r.text) for r in records if r.kind == "send" and r.medium in CROSSING)
    over = (carried / HOPS / payload - 1) * 100 if payload else 0.0
    budget = revision(revision_id).all(Budget)[BUDGET]
    return Case(name, payload, seconds, over, lost(records), peak(records), excess(records, budget))


def crossing(revision_id: str, seed: int, payload: int, name: str, how: str) -> Case:
    """One profile, from the touch to its last part."""
    scene = Minimal(revision_id, seed, payload, how)
    scene.start()
    if how == "5 % loss":
        scene.world.faults.drop(Match(medium=CROSSING), chance=0.05)
    first = len(scene.world.trace)
    seconds = scene.seconds(scene.touch())
    scene.world.run(SETTLE)
    # What belongs to no profile: the status everybody tells now and then.
    records = [r for r in list(scene.world.trace)[first:] if b"HI " not in r.text[:5] and b"ST " not in r.text[:5]]
    return judged(name, payload, revision_id, seconds, records)


def bridge_dies(revision_id: str, seed: int, payload: int, name: str) -> Case:
    """The far bridge that carries the profile crashes in the middle; seconds from then on."""
    scene = Minimal(revision_id, seed, payload, spare=True)
    scene.start()
    start = scene.touch()
    first = len(scene.world.trace)
    far = [pair[1] for pair in scene.pairs]

    def carrying() -> Player | None:
        pages = {far_one.fullname: 0 for far_one in far}
        for record in list(scene.world.trace)[first:]:
            if record.kind == "send" and record.medium == "BNET" and record.sender in pages:
                pages[record.sender] += 1
        busy = max(far, key=lambda one: pages[one.fullname])
        return busy if pages[busy.fullname] >= payload // 249 // 3 else None

    assert scene.world.run_until(lambda: carrying() is not None, LONGEST)
    doomed = carrying()
    assert doomed is not None
    doomed.crash()
    seconds = scene.seconds(start)
    crashed = next(r.time for r in scene.world.trace if r.kind == "session" and r.detail == "crash")
    return judged(name, 0, revision_id, start + seconds - crashed, list(scene.world.trace)[first:])


def login_storm(revision_id: str, seed: int, name: str) -> Case:
    """Everybody logs in within five seconds; seconds from the last login until the strangers have usable bridges."""
    scene = Minimal(revision_id, seed, 0)
    scene.log_in(5.0)
    start = scene.world.now
    usable = scene.world.run_until(scene.usable, 300.0)
    seconds = scene.world.now - start if usable else float("inf")
    return judged(name, 0, revision_id, seconds, list(scene.world.trace))


def cpu_of_routing(revision_id: str) -> float:
    """Milliseconds in the addons' Lua for each kB that a client sent on, of a large profile."""
    spent: list[Any] = []
    for watch in (Border, Samples):
        scene = Minimal(revision_id, 1, PAYLOADS[-1])
        scene.start()
        first = len(scene.world.trace)
        with watch(scene.world.runtime) as watched:
            scene.seconds(scene.touch())
        spent.append(watched)
    border, samples = spent
    carried = sum(len(r.text) for r in list(scene.world.trace)[first:] if r.kind == "send" and r.medium in CROSSING)
    return border.lua_share * (border.lua + border.python) * samples.addon_share * 1000 / (carried / 1000)


def idle_memory(revision_id: str, clients: int = 40) -> float:
    """kB of Lua memory that the addon takes in a client with nothing to do: with it, less without it."""
    sizes = []
    with tempfile.TemporaryDirectory() as folder:
        addon = write_addon(revision(revision_id), Path(folder))
        for installed in (True, False):
            world = World(1, keep_trace=False)
            realm = world.realm(1365, "Moon Guard")
            for index in range(clients):
                player = world.player(f"Guest{chr(97 + index // 26)}{chr(97 + index % 26)}", realm, "Alliance")
                if installed:
                    player.install(addon)
                player.login()
            world.run(60.0)
            sizes.append(world.runtime.memory_bytes() / 1024)
    return (sizes[0] - sizes[1]) / clients


def measure(task: tuple[str, str, int]) -> Case:
    """One seed of one case."""
    name, revision_id, seed = task
    if name == "login storm":
        return login_storm(revision_id, seed, name)
    size, _, how = name.partition(", ")
    payload = {f"{size / 1000:.1f} kB": size for size in PAYLOADS}[size]
    if how == "a bridge dies":
        return bridge_dies(revision_id, seed, payload, name)
    return crossing(revision_id, seed, payload, name, how)


def row(cases: list[Case]) -> dict[str, Any]:
    """The figures of one case: medians of the seeds, and the worst of what must not happen."""
    name = cases[0].name
    released, goal = SECONDS[name]
    packed_size = name.split(",")[0] if name.endswith("unpacked") else name
    released_overhead, overhead_goal = OVERHEAD.get(packed_size, (None, None))
    return {
        "case": name,
        "payload": cases[0].payload,
        "seconds": round(median(case.seconds for case in cases), 2),
        "released_seconds": released,
        "goal_seconds": goal,
        "overhead_percent": round(median(case.overhead for case in cases), 1) if overhead_goal else None,
        "released_overhead_percent": released_overhead,
        "goal_overhead_percent": overhead_goal,
        "lost": max(case.lost for case in cases),
        "peak_bytes_a_second": max(case.peak for case in cases),
        "over_budget_bytes": max(case.excess for case in cases),
    }


def cells(found: dict[str, Any]) -> list[Any]:
    """A row for people: what was measured, with the goal and the released addon's figure behind it."""
    released = "never" if found["released_seconds"] is None else f"{found['released_seconds']:g}"
    overhead = ""
    if found["overhead_percent"] is not None:
        goals = f"{found['goal_overhead_percent']:g}; {found['released_overhead_percent']:g}"
        overhead = f"{found['overhead_percent']:g} ({goals})"
    return [
        found["case"],
        f"{found['seconds']:g} ({found['goal_seconds']:g}; {released})",
        overhead,
        found["lost"],
        found["peak_bytes_a_second"],
        found["over_budget_bytes"],
    ]


def main() -> None:
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--revision", default="alliance-2")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--case", choices=tuple(SECONDS), action="append")
    options = parser.parse_args()
    names = options.case or list(SECONDS)
    tasks = [(name, options.revision, seed) for name in names for seed in range(1, options.seeds + 1)]
    with ProcessPoolExecutor(options.jobs) as pool:
        cases = list(pool.map(measure, tasks))
    rows = [row([case for case in cases if case.name == name]) for name in names]
    extra = {
        "addon_cpu_ms_per_routed_kB": round(cpu_of_routing(options.revision), 3),
        "idle_client_kB": round(idle_memory(options.revision)),
    }
    title = f"Profiles across, {options.revision}, medians of {options.seeds} seeds"
    if options.format == "json":
        show(title, tuple(rows[0]), [list(found.values()) for found in rows], "json", **extra)
        return
    columns = ("case", "seconds (goal; released)", "overhead % (goal; released)", "lost", "peak B/s", "over budget")
    show(title, columns, [cells(found) for found in rows], "table", **extra)


if __name__ == "__main__":
    main()
