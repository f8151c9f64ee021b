"""What the report's template draws by itself: numbers in words, and the points of small charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

CHART_WIDTH = 300
CHART_HEIGHT = 56


def chart_filters() -> dict[str, Callable[..., Any]]:
    """The filters of the template, by name."""
    return {"count": count, "seconds": seconds, "size": size, "columns": columns, "bars": bars, "load_line": load_line}


def count(number: int) -> str:
    """A number with commas."""
    return f"{number:,}"


def seconds(number: float) -> str:
    """Seconds as short as they are exact: "0.5 s", "62 s"."""
    return f"{round(number, 3):g} s"


def size(number: float) -> str:
    """Bytes in a unit that keeps the number short."""
    for unit, step in (("MB", 1e6), ("kB", 1e3)):
        if number >= step:
            return f"{number / step:.1f} {unit}"
    return f"{number:g} B"


def columns(series: Sequence[int], highest: int) -> list[Mapping[str, float]]:
    """The rectangles (x, y, width, height) of a column chart; the highest value fills it."""
    width = CHART_WIDTH / max(1, len(series))
    return [
        {
            "x": round(place * width, 2),
            "y": round(CHART_HEIGHT - height, 2),
            "width": round(max(width - 1, 0.5), 2),
            "height": round(height, 2),
        }
        for place, value in enumerate(series)
        if (height := max(1.5, CHART_HEIGHT * value / highest) if value else 0.0)
    ]


def bars(row: Sequence[int], edges: Sequence[float]) -> list[Mapping[str, Any]]:
    """A distribution's bars, those before the first and after the last that is not empty left out."""
    filled = [place for place, value in enumerate(row) if value]
    highest = max(row, default=0)
    if not filled:
        return []
    names = [*(f"up to {edge:g} s" for edge in edges), f"over {edges[-1]:g} s"]
    return [
        {"name": names[place], "count": row[place], "percent": round(100 * row[place] / highest, 1)}
        for place in range(filled[0], filled[-1] + 1)
    ]


def load_line(load: Sequence[tuple[float, int]], until: float) -> str:
    """The points of a stepped line of what a bridge told of its load, 0 to 99, for an SVG polyline."""
    points, before = [], None
    for time, value in load:
        x = round(CHART_WIDTH * time / until, 2) if until else 0.0
        y = round(CHART_HEIGHT * (1 - min(value, 99) / 99), 2)
        if before is not None:
            points.append(f"{x},{before}")
        points.append(f"{x},{y}")
        before = y
    if before is not None:
        points.append(f"{CHART_WIDTH},{before}")
    return " ".join(points)
