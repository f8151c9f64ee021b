"""The Citrus server beside ngircd and inspircd: clients in a closed loop, seconds of CPU of the servers only.

    .venv/bin/python bench/citrus.py
    .venv/bin/python bench/citrus.py --rounds 5 --seconds 3 --only crossrp --only inspircd

Every round starts every server anew, one after the other, and measures all of it; medians of the rounds are shown, and
ratios are medians of the ratios within a round. Servers that are not installed are left out, with a note.

- channel: 10 of 100 members say 10 lines each, and all must have heard everything before the next turn; deliveries.
- pairs: 50 clients say 10 lines each to 50 others; messages.
- latency: 10 of 100 members say a line each, and again when all have heard them; a round, until all have.
- idle: memory of 1,000 clients that are registered and do nothing, each; in the first round, before all else.
- transit: lines through a server between two others, unread.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))

from irc_load import Crowd
from ircds import IRCDS, Ircd, NotThere, Running
from table import arguments, show
from transit import transit

CLIENTS, SENDERS, LINES, IDLE = 100, 10, 10, 1_000
COLUMNS = ("channel / CPU s", "channel / s", "pairs / CPU s", "pairs / s", "latency ms", "idle KB")
Figures = dict[str, float]


def _work(running: Running, turn: Callable[[], int], seconds: float) -> tuple[float, float]:
    """Turns until the time is up: things done for a second of the server's CPU, and for a second."""
    turn()
    done, begin, cpu = 0, time.perf_counter(), running.cpu()
    while time.perf_counter() - begin < seconds:
        done += turn()
    return done / (running.cpu() - cpu), done / (time.perf_counter() - begin)


def measure(ircd: Ircd, seconds: float, *, idle: bool = True) -> Figures:
    """All figures of one server, started anew. Raises NotThere."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        # A server that gives root up must still be able to read its files.
        Path(folder).chmod(0o755)
        running = Running(ircd, Path(folder))
        try:
            running.start()
            found = {"idle KB": _idle(running)} if idle else {}
            return {**found, **_figures(running, Crowd(running.ports, CLIENTS), seconds)}
        finally:
            running.stop()


def _idle(running: Running) -> float:
    before = running.memory()
    crowd = Crowd(running.ports, IDLE, b"idle")
    time.sleep(0.5)
    memory = (running.memory() - before) / IDLE / 1024
    crowd.close()
    return memory


def _figures(running: Running, crowd: Crowd, seconds: float) -> Figures:
    half = CLIENTS // 2
    crowd.join(b"#tavern")
    senders = crowd.clients[:SENDERS]
    tavern = [b"#tavern"] * SENDERS

    def channel() -> int:
        expected = SENDERS * LINES * (CLIENTS - 1)
        crowd.round(senders, tavern, LINES, expected)
        return expected

    def pairs() -> int:
        targets = [each.nick for each in crowd.clients[half:]]
        crowd.round(crowd.clients[:half], targets, LINES, half * LINES)
        return half * LINES

    channel_cpu, channel_wall = _work(running, channel, seconds)
    pairs_cpu, pairs_wall = _work(running, pairs, seconds)
    latencies = crowd.rounds(senders, b"#tavern", seconds)
    crowd.close()
    values = (channel_cpu, channel_wall, pairs_cpu, pairs_wall, median(latencies) * 1000)
    return dict(zip(COLUMNS, values, strict=False))


def _limits() -> None:
    low, high = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(low, min(high, 8192)), high))


def main() -> None:
    parser = arguments(__doc__.split("\n", maxsplit=1)[0])
    parser.set_defaults(rounds=3)
    parser.add_argument("--seconds", type=float, default=1.5, help="how long each thing is measured in a round")
    parser.add_argument("--only", action="append", choices=[each.name for each in IRCDS], help="this server alone")
    options = parser.parse_args()
    _limits()
    chosen = [each for each in IRCDS if not options.only or each.name in options.only]
    rounds: dict[str, list[Figures]] = {each.name: [] for each in chosen}
    through: list[tuple[float, float]] = []
    notes: dict[str, str] = {}
    for number in range(options.rounds):
        for ircd in chosen:
            if ircd.name in notes:
                continue
            print(f"round {number + 1} of {options.rounds}: {ircd.name}", file=sys.stderr)
            try:
                rounds[ircd.name].append(measure(ircd, options.seconds, idle=number == 0))
            except NotThere as error:
                notes[ircd.name] = str(error)
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            try:
                through.append(transit(Path(folder), options.seconds))
            except NotThere as error:
                notes["transit"] = str(error)
    measured = [name for name, found in rounds.items() if found and name not in notes]
    left_out = {f"without_{name}".replace(",", "").replace(" ", "_"): why for name, why in notes.items()}
    rows = [[name, *(_figure(_median(rounds[name], column)) for column in COLUMNS)] for name in measured]
    show("Citrus beside others", ("server", *COLUMNS), rows, options.format, **left_out)
    if len(measured) > 1:
        first = measured[0]
        ratios = [
            [f"{first} / {name}", *(_ratio(rounds[first], rounds[name], column) for column in COLUMNS)]
            for name in measured[1:]
        ]
        show("Ratios", ("of", *COLUMNS), ratios, options.format)
    if through:
        row = ["crossrp", *(_figure(median(each[at] for each in through)) for at in (0, 1))]
        show("Transit", ("server", "lines / CPU s", "lines / s"), [row], options.format)


def _figure(value: float) -> int | float:
    """Large ones without a fraction."""
    return round(value) if value >= 1000 else value


def _median(found: list[Figures], column: str) -> float:
    return median(each[column] for each in found if column in each)


def _ratio(ours: list[Figures], theirs: list[Figures], column: str) -> float:
    return median(one[column] / other[column] for one, other in zip(ours, theirs, strict=True) if column in one)


if __name__ == "__main__":
    main()
