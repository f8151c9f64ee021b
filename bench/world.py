"""Many clients in one world: memory a client, client-seconds a second of one core, and where the time goes.

    .venv/bin/python bench/world.py --sizes 100,500

Each size is a process of its own, so that memory is its own too. In it: everybody logs in, a while without anything
to do (quiet), ten minutes of touches and profiles (busy), and a while more of those under measurement (inside).
Seconds are those of the process, not of the wall: a world runs on one core, and what else a machine does is no matter.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from argparse import SUPPRESS, ArgumentParser
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from inside import Border, Samples
from table import show

from generator.spec.catalog import revision
from generator.world.crossrp import stand_in_folder, write_addon
from generator.world.player import Player
from generator.world.profiles import saved_variables_for, synthetic_profile
from generator.world.world import World

REALMS = ((1365, "Moon Guard"), (1369, "Wyrmrest Accord"))
BANDS = [(realm, faction) for realm, _ in REALMS for faction in ("Alliance", "Horde")]
CLIENTS_A_FRIENDSHIP = 40
"""Clients for each pair of Battle.net friends across bands, who are bridges on both sides. With a fixed number of pairs
the large sizes would measure how bridges turn clients away."""
LOGINS_PER_SECOND = 25
PROFILE_BYTES = 2000
TOUCH_SECONDS = 60.0
"""How often a player with profiles looks at somebody."""


@dataclass(frozen=True)
class Plan:
    """What one process does; times are virtual seconds."""

    clients: int
    share: float
    quiet: float
    busy: float
    inside: float
    seed: int


@dataclass
class Measured:
    """What came of it. Rates are client-seconds a second; shares are of the time under measurement."""

    clients: int
    boot_ms: float
    boot_deliveries: int
    mb: float
    mb_busy: float
    quiet_rate: float
    busy_rate: float
    deliveries: int
    profiles: int
    addon_share: float
    client_share: float
    python_share: float
    lua_errors: int


def memory() -> float:
    """The most this process ever had, in MB."""
    # In kilobytes, but on macOS in bytes.
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


class Scene:
    """Two realms full of players, and what they do."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.plan = plan
        self.world = World(plan.seed, keep_trace=False)
        self.random = random.Random(plan.seed)
        realms = {number: self.world.realm(number, name) for number, name in REALMS}
        self.players: list[Player] = []
        addon = write_addon(revision("alliance-2"), folder)
        for index in range(plan.clients):
            realm, faction = BANDS[index % len(BANDS)]
            player = self.world.player(_name(index), realms[realm], faction)
            player.install(addon)
            self.players.append(player)
        self.readers = self.players[: max(2, int(plan.clients * plan.share))]
        for index, player in enumerate(self.readers):
            player.install(stand_in_folder())
            profile = synthetic_profile(PROFILE_BYTES, plan.seed + index)
            saved = saved_variables_for(player.fullname, f"0902121212{index:05d}", profile)
            player.saved_variables("totalRP3", saved)
        self._befriend()

    def _befriend(self) -> None:
        pairs = [(one, other) for one in range(4) for other in range(one)]
        bands = [self.players[band::4] for band in range(4)]
        for index in range(max(len(pairs), self.plan.clients // CLIENTS_A_FRIENDSHIP)):
            one, other = pairs[index % len(pairs)]
            self.world.befriend(bands[one][-1 - index // 2], bands[other][-1 - index // 2])

    def boot(self) -> None:
        """Everybody logs in, some each second, and starts up."""
        for index, player in enumerate(self.players):
            player.login()
            if index % LOGINS_PER_SECOND == LOGINS_PER_SECOND - 1:
                self.world.run(1.0)
        self.world.run(30.0)

    def busy(self, seconds: float) -> None:
        """Readers look at other readers, each about once in TOUCH_SECONDS."""
        until = self.world.now + seconds
        for reader in self.readers:
            self._plan_touch(reader, until)
        self.world.run(seconds)

    def _plan_touch(self, reader: Player, until: float) -> None:
        wait = self.random.expovariate(1 / TOUCH_SECONDS)
        if self.world.now + wait < until:
            self.world.clock.after(wait, lambda: self._touch(reader, until))

    def _touch(self, reader: Player, until: float) -> None:
        other = self.random.choice(self.readers)
        if other is not reader:
            reader.mouseover(other)
            reader.target(other)
        self._plan_touch(reader, until)

    def profiles(self) -> int:
        """How many profiles the readers have of others, in all."""
        count = "local n = 0 for _ in pairs(TRP3_StandIn.received) do n = n + 1 end return n"
        return sum(int(str(reader.lua(count))) for reader in self.readers)


def _name(index: int) -> str:
    letters = ""
    for _ in range(4):
        index, letter = divmod(index, 26)
        letters += chr(ord("a") + letter)
    return "Bo" + letters


def _rate(plan: Plan, seconds: float, action: Any) -> float:
    start = time.process_time()
    action(seconds)
    return plan.clients * seconds / (time.process_time() - start)


def measure(plan: Plan) -> Measured:
    """One world of one size."""
    with tempfile.TemporaryDirectory() as folder:
        before = memory()
        scene = Scene(plan, Path(folder))
        start = time.process_time()
        scene.boot()
        boot = time.process_time() - start
    booted, boot_deliveries = memory(), _delivered(scene.world)
    quiet = _rate(plan, plan.quiet, scene.world.run)
    delivered = _delivered(scene.world)
    busy = _rate(plan, plan.busy, scene.busy)
    deliveries = _delivered(scene.world) - delivered
    full = memory()
    with Border(scene.world.runtime) as border:
        scene.busy(plan.inside)
    with Samples(scene.world.runtime) as samples:
        scene.busy(plan.inside)
    lua = border.lua_share
    return Measured(
        clients=plan.clients,
        boot_ms=boot * 1000 / plan.clients,
        boot_deliveries=boot_deliveries,
        mb=(booted - before) / plan.clients,
        mb_busy=(full - before) / plan.clients,
        quiet_rate=quiet,
        busy_rate=busy,
        deliveries=deliveries,
        profiles=scene.profiles(),
        addon_share=lua * samples.addon_share,
        client_share=lua * (1 - samples.addon_share),
        python_share=1 - lua,
        lua_errors=len(scene.world.errors),
    )


def _delivered(world: World) -> int:
    return sum(count.delivered for count in world.counts.media.values())


def in_own_process(plan: Plan) -> Measured:
    """Measure in a fresh process: what one size left behind is not counted for the next."""
    command = [sys.executable, __file__, "--one", json.dumps(asdict(plan))]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Measured(**json.loads(done.stdout))


def growth(measured: list[Measured], seconds: Callable[[Measured], float]) -> str:
    """Exponents of the growth of a time from each size to the next: 1 is linear, 2 is quadratic."""
    steps = []
    for small, large in pairwise(measured):
        power = log(seconds(large) / seconds(small)) / log(large.clients / small.clients)
        steps.append(f"{small.clients} to {large.clients}: {power:.2f}")
    return ", ".join(steps)


TITLE = "A busy realm pair"
#: What is shown of a size, and how it is called.
ROWS = {
    "boot_ms": "boot, ms a client",
    "boot_deliveries": "boot, deliveries",
    "mb": "MB a client, booted",
    "mb_busy": "MB a client, at the end",
    "quiet_rate": "quiet, client-seconds a second",
    "busy_rate": "busy, client-seconds a second",
    "deliveries": "busy, deliveries",
    "profiles": "busy, profiles that arrived",
    "addon_share": "time in the addons' Lua",
    "client_share": "time in the client's Lua",
    "python_share": "time in Python",
    "lua_errors": "Lua errors",
}


def main() -> None:
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--sizes", default="100,1000,5000", help="numbers of clients, with commas")
    parser.add_argument("--share", type=float, default=0.2, help="share of players with profiles to show")
    parser.add_argument("--quiet", type=float, default=120.0, help="virtual seconds without anything to do")
    parser.add_argument("--busy", type=float, default=600.0, help="virtual seconds of touches and profiles")
    parser.add_argument("--inside", type=float, default=30.0, help="virtual seconds under measurement, twice")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--one", help=SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(asdict(measure(Plan(**json.loads(options.one))))))
        return
    sizes = [int(size) for size in options.sizes.split(",")]
    plans = [Plan(n, options.share, options.quiet, options.busy, options.inside, options.seed) for n in sizes]
    measured = [in_own_process(plan) for plan in plans]
    found = [asdict(one) for one in measured]
    curves = (
        {}
        if len(found) < 2
        else {
            "growth_of_boot": growth(measured, lambda one: one.clients * one.boot_ms),
            "growth_of_busy": growth(measured, lambda one: one.clients / one.busy_rate),
        }
    )
    if options.format == "json":
        show(TITLE, ("clients", *ROWS), [[one[name] for name in ("clients", *ROWS)] for one in found], "json", **curves)
        return
    rows = [[title, *(one[name] for one in found)] for name, title in ROWS.items()]
    show(TITLE, ("clients", *(f"{size:,}" for size in sizes)), rows, "table", **curves)


if __name__ == "__main__":
    main()
