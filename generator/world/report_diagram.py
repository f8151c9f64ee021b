"""The space-time diagram of a report: whose lines are drawn, and which packets go between them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.world.report_packets import Seen
from generator.world.trace import Record

if TYPE_CHECKING:
    from generator.world.player import Player

#: More than this many strokes no page shows well, and nobody looks at.
MOST_EVENTS = 4000
MOST_LINES = 24
#: What happens to a player itself and is marked on its line.
MARKS = ("session", "error")
MOST_MARKS = 500


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a run, in seconds of virtual time; ``end`` is not in it."""

    start: float = 0.0
    end: float = math.inf

    def holds(self, time: float) -> bool:
        """Whether a moment is in it."""
        return self.start <= time < self.end


def diagram(
    players: Sequence[Player],
    packets: Sequence[Seen],
    records: Iterable[Record],
    window: Window,
    until: float,
    most: int = MOST_EVENTS,
) -> dict[str, Any]:
    """Lines, packets and marks of one window. ``until`` is when the run ended.

    Drawn are the players that send and receive most, at most MOST_LINES, and at most ``most`` strokes between them;
    what to leave out beyond that is taken from the broadcasts first and then from the end. ``notes`` say what is not
    there.
    """
    inside = [packet for packet in packets if window.holds(packet.time)]
    lines = _lines(players, inside)
    index = {name: place for place, name in enumerate(lines)}
    between = [packet for packet in inside if packet.sender in index]
    shown, notes, cut = _capped(between, index, most)
    start = min(max(0.0, window.start), until)
    end = max(start, min(cut, window.end, until))
    if len(lines) < len(players):
        notes.insert(0, f"Of {len(players)} players, the {len(lines)} with most packets of their own have a line.")
    return {
        "start": round(start, 3),
        "end": round(end, 3),
        "lines": [_line(player) for name in lines for player in players if player.fullname == name],
        "packets": [_packet(packet, index) for packet in shown],
        "marks": _marks(records, index, Window(start, end if end < until else math.inf)),
        "in_window": len(inside),
        "notes": notes,
    }


def _lines(players: Sequence[Player], packets: Sequence[Seen]) -> list[str]:
    """Who gets a line, side by side as the packets go: bands together, bridges where two bands meet."""
    activity: Counter[str] = Counter()
    far: Counter[str] = Counter()
    for packet in packets:
        activity[packet.sender] += 1
        activity[packet.receiver] += 1
        if packet.medium == "BNET":
            far[packet.sender] += 1
            far[packet.receiver] += 1
    order = {player.fullname: place for place, player in enumerate(players)}
    busiest = sorted(order, key=lambda name: (-activity[name], order[name]))[:MOST_LINES]
    chosen = [player for player in players if player.fullname in set(busiest)]
    bands = sorted({_band(player) for player in chosen})

    def place(player: Player) -> tuple[int, int, int]:
        band = bands.index(_band(player))
        is_bridge = far[player.fullname] > 0
        # The first band of two ends with its bridges, the second begins with them.
        return band, int(is_bridge) if band % 2 == 0 else int(not is_bridge), order[player.fullname]

    return [player.fullname for player in sorted(chosen, key=place)]


def _band(player: Player) -> tuple[int, str]:
    return player.realm.id, player.faction


def _line(player: Player) -> dict[str, str]:
    return {"name": player.name, "realm": player.realm.name, "faction": player.faction}


def _is_broadcast(packet: Seen) -> bool:
    return any(end.receiver != packet.receiver for end in packet.ends)


def _strokes(packet: Seen, index: dict[str, int]) -> int:
    return max(1, sum(end.receiver in index for end in packet.ends))


def _capped(packets: list[Seen], index: dict[str, int], most: int) -> tuple[list[Seen], list[str], float]:
    """The packets to draw, notes on what is left out, and the moment from which packets are."""
    notes: list[str] = []
    cut = math.inf
    if sum(_strokes(packet, index) for packet in packets) > most:
        alone = [packet for packet in packets if not _is_broadcast(packet)]
        left_out = len(packets) - len(alone)
        if left_out:
            notes.append(f"{left_out} broadcasts are left out: with them there were more than {most} strokes.")
        packets = alone
    if len(packets) > most:
        cut = packets[most].time
        notes.append(
            f"Only the first {most} of {len(packets)} packets are drawn, up to {cut:.1f} s. "
            "Make the report for a later window to see the others."
        )
        packets = packets[:most]
    return packets, notes, cut


def _packet(packet: Seen, index: dict[str, int]) -> dict[str, Any]:
    """Times are seconds; ``from`` and ``to`` number the lines, a ``to`` of None has none.

    A broadcast has its ends at players with a line; ``far`` counts the others.
    """
    broadcast = _is_broadcast(packet)
    ends = [
        {
            "to": index.get(end.receiver),
            "time": round(end.time, 3),
            "lost": not end.arrived,
            "detail": "; ".join(part for part in (end.detail, "with other bytes" if end.changed else "") if part),
        }
        for end in packet.ends
        if end.receiver in index or not broadcast
    ]
    return {
        "number": packet.number,
        "time": round(packet.time, 3),
        "from": index[packet.sender],
        "receiver": packet.receiver,
        "to": index.get(packet.receiver),
        "broadcast": broadcast,
        "medium": packet.medium,
        "bytes": packet.size,
        "refused": packet.result_words if packet.refused else "",
        "names": packet.names,
        "text": packet.text,
        "faults": [fault.detail for fault in packet.faults],
        "ends": ends,
        "far": len(packet.ends) - len(ends),
    }


def _marks(records: Iterable[Record], index: dict[str, int], window: Window) -> list[dict[str, Any]]:
    marks = [
        {"time": round(record.time, 3), "line": index[record.sender], "kind": record.kind, "text": record.detail}
        for record in records
        if record.kind in MARKS and record.sender in index and window.holds(record.time)
    ]
    return marks[:MOST_MARKS]
