"""The figures of a report: what each medium carried and how long it took, what was lost, and what bridges carried."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from math import ceil
from typing import Any

from generator.world.report_packets import Seen

PERCENTILES = (50, 90, 99)
#: Upper edges in seconds of the bars of a latency distribution; one more bar is for what took longer.
LATENCY_EDGES = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0)
#: Widths in seconds a column of the load over time may have.
STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600)
MOST_COLUMNS = 60
MOST_BRIDGES = 24

#: Messages on their way through a bridge; it sends both.
CARRIED = ("R2", "R3")


def percentile(ordered: Sequence[float], percent: int) -> float:
    """The nearest-rank percentile of rising values; 0 without any."""
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)] if ordered else 0.0


def latency(times: Iterable[float]) -> dict[str, Any]:
    """Seconds from send to delivery: ``count``, ``p50``, ``p90``, ``p99``, ``max`` and ``bars`` by LATENCY_EDGES."""
    ordered = sorted(round(time, 6) for time in times)
    bars = [0] * (len(LATENCY_EDGES) + 1)
    for time in ordered:
        bars[bisect_left(LATENCY_EDGES, time)] += 1
    ranks = {f"p{percent}": percentile(ordered, percent) for percent in PERCENTILES}
    return {"count": len(ordered), **ranks, "max": percentile(ordered, 100), "bars": bars}


def media(packets: Sequence[Seen]) -> list[dict[str, Any]]:
    """One row a medium, by name: packets and bytes sent, what became of them, and the latency of deliveries."""
    rows = []
    for name, group in groupby(sorted(packets, key=lambda packet: packet.medium), lambda packet: packet.medium):
        of_medium = list(group)
        sent = [packet for packet in of_medium if not packet.refused]
        delivered = [end for packet in sent for end in packet.ends if end.kind == "deliver"]
        rows.append(
            {
                "medium": name,
                "packets": len(sent),
                "bytes": sum(packet.size for packet in sent),
                "deliveries": len(delivered),
                "lost": sum(end.kind == "drop" for packet in sent for end in packet.ends),
                "refused": len(of_medium) - len(sent),
                "latency": latency(end.time - packet.time for packet in sent for end in packet.ends if end.arrived),
            }
        )
    return rows


def messages(packets: Sequence[Seen]) -> list[dict[str, Any]]:
    """What the packets sent belong to, such as "R1 TD", the most bytes first."""
    counts: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for packet in packets:
        if not packet.refused:
            counts[packet.names] += 1
            sizes[packet.names] += packet.size
    ordered = sorted(counts, key=lambda names: (-sizes[names], names))
    return [{"message": names or "other", "packets": counts[names], "bytes": sizes[names]} for names in ordered]


def losses(packets: Sequence[Seen]) -> list[dict[str, Any]]:
    """Refusals, packets lost and faults by medium and reason, the most frequent first."""
    found: Counter[tuple[str, str, str]] = Counter()
    for packet in packets:
        if packet.refused:
            found["refused by the client", packet.medium, packet.result_words] += 1
        for end in packet.ends:
            if end.kind == "drop":
                found["lost", packet.medium, end.detail] += 1
        for fault in packet.faults:
            found["changed by a fault", packet.medium, fault.detail] += 1
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [
        {"what": what, "medium": medium, "reason": reason or "no reason given", "count": count}
        for (what, medium, reason), count in ordered
    ]


def bridges(packets: Sequence[Seen], seconds: float) -> dict[str, Any]:
    """Bytes that bridges put on the line for others, in columns of ``step`` seconds, the busiest bridge first.

    ``load`` of a bridge are (time, load) as it told others. At most MOST_BRIDGES; ``left_out`` says how many more.
    """
    step = next((step for step in STEPS if seconds / step <= MOST_COLUMNS), ceil(seconds / MOST_COLUMNS))
    columns = max(1, ceil(seconds / step))
    carried: dict[str, list[int]] = {}
    loads: dict[str, list[tuple[float, int]]] = {}
    for packet in packets:
        if packet.refused:
            continue
        if packet.names.split(" ")[0] in CARRIED:
            series = carried.setdefault(packet.sender, [0] * columns)
            series[min(columns - 1, int(packet.time / step))] += packet.size
        if packet.load is not None:
            loads.setdefault(packet.sender, []).append((round(packet.time, 3), packet.load))
    ordered = sorted(carried, key=lambda name: (-sum(carried[name]), name))
    rows = [
        {
            "player": name,
            "bytes": sum(carried[name]),
            "peak_bytes_per_second": round(max(carried[name]) / step, 1),
            "series": carried[name],
            "load": loads.get(name, []),
        }
        for name in ordered[:MOST_BRIDGES]
    ]
    return {"step": step, "columns": columns, "players": rows, "left_out": max(0, len(ordered) - MOST_BRIDGES)}
