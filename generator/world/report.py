"""A report of a run that a person can look at: one dict for programs, one HTML file for everybody.

    data = report_data(world, scenario="rush hour", replay="crossrp simulate rush-hour --seed 7", verdicts=verdicts)
    Path("report.html").write_text(render_html(data), encoding="utf-8")

The file needs no network and nothing beside it. The dict has ``summary`` (verdicts, replay command, totals), ``media``,
``messages``, ``losses``, ``bridges`` (load over time), ``faults``, ``errors`` and ``diagram``, each described where it
is made: here, in ``report_numbers`` and in ``report_diagram``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypedDict

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.lua.resources import templates
from generator.world import report_numbers as numbers
from generator.world.report_charts import chart_filters
from generator.world.report_diagram import MOST_EVENTS, Window, diagram
from generator.world.report_packets import packets

if TYPE_CHECKING:
    from generator.world.world import World

TEMPLATE = "simulation.html.j2"
FORMAT = 1
"""Version of the dict's form; it rises when something in it changes its meaning."""

MOST_ERRORS = 200
WORST_FIRST = ("fail", "undecided", "gap", "pass")


class Verdict(TypedDict, total=False):
    """An expectation and what became of it: ``detail`` says why.

    ``verdict`` is pass, fail, undecided, or gap for a known gap that is still open.
    """

    expectation: str
    verdict: str
    detail: str
    time: float | None


def report_data(
    world: World,
    *,
    scenario: str = "",
    description: str = "",
    replay: str = "",
    verdicts: Sequence[Mapping[str, Any]] = (),
    verdict: str = "",
    window: tuple[float, float] | None = None,
    most_events: int = MOST_EVENTS,
) -> dict[str, Any]:
    """Everything a report shows, as JSON-able values. Times are seconds of virtual time, sizes payload bytes.

    ``verdicts`` are mappings as :class:`Verdict`; ``verdict`` is that of the whole run, the worst of them when it is
    not given. ``replay`` is the command that repeats the run. ``window`` limits
    the diagram to (start, end) seconds, ``most_events`` its strokes; the figures are of the whole run. Raises
    ValueError for a world that kept no trace, and for an empty window.
    """
    if not len(world.trace) and world.counts.media:
        raise ValueError("this world kept no trace; make it with keep_trace=True to report on it")
    if window is not None and not window[0] < window[1]:
        raise ValueError(f"the window ends at {window[1]} s, before it begins at {window[0]} s")
    seen = packets(world.trace)
    part = Window(*window) if window else Window()
    return {
        "format": FORMAT,
        "summary": {
            **_summary(world, scenario, description, replay),
            **_verdicts(verdicts, verdict),
        },
        "media": numbers.media(seen),
        "latency_edges": list(numbers.LATENCY_EDGES),
        "messages": numbers.messages(seen),
        "losses": numbers.losses(seen),
        "bridges": numbers.bridges(seen, world.now),
        "faults": [{"name": rule.name, "fired": rule.fired} for rule in world.faults.requested],
        "errors": [
            {"time": round(error.error.time, 3), "player": error.player, "message": error.error.message}
            for error in world.errors[:MOST_ERRORS]
        ],
        "diagram": diagram(world.players, seen, world.trace, part, world.now, most_events),
    }


def render_html(data: Mapping[str, Any]) -> str:
    """One self-contained HTML file of what ``report_data`` returned."""
    environment = Environment(
        loader=FileSystemLoader(templates() / "reports"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(chart_filters(), embedded=_embedded)
    return environment.get_template(TEMPLATE).render(data)


def _verdicts(verdicts: Sequence[Mapping[str, Any]], overall: str) -> dict[str, Any]:
    rows = [
        {
            "expectation": str(verdict.get("expectation", "")),
            "verdict": str(verdict.get("verdict", "undecided")),
            "detail": str(verdict.get("detail") or ""),
            "time": verdict.get("time"),
        }
        for verdict in verdicts
    ]
    found = {row["verdict"] for row in rows}
    worst = next((word for word in WORST_FIRST if word in found), "")
    return {"verdict": overall or worst, "expectations": rows}


def _summary(world: World, scenario: str, description: str, replay: str) -> dict[str, Any]:
    media = world.counts.media.values()
    return {
        "scenario": scenario or "A simulated world",
        "description": description,
        "replay": replay,
        "seed": world.seed,
        "seconds": round(world.now, 3),
        "players": len(world.players),
        "realms": [world.realms[number].name for number in sorted(world.realms)],
        "packets": sum(count.packets for count in media),
        "bytes": sum(count.bytes for count in media),
        "deliveries": sum(count.delivered for count in media),
        "lost": sum(count.dropped for count in media),
        "refused": sum(count.refused for count in media),
        "script_errors": len(world.errors),
        "trace": world.trace_digest(),
    }


def _embedded(value: Any) -> Markup:
    """JSON that can stand inside a script element: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
