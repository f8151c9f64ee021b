"""What `crossrp simulate` prints for people."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from .console import bad, good, say
from .page import Page, show_json
from .simulate_clients import number, show_clients, show_printed

if TYPE_CHECKING:
    from generator.world.scenarios import Result

#: Seeds that did not pass and are shown with their command; of more, the number.
MOST_SHOWN = 10

_STATES = {"met": good("ok"), "broken": bad("broken"), "undecided": "undecided", "gap": "known gap"}


def show(result: Result) -> None:
    """One run."""
    page = Page()
    page.title(
        f"{result.scenario}, seed {result.seed}: {number(result.players, 'player')}, {result.seconds:g} virtual seconds"
    )
    page.show()
    for judged in result.expectations:
        say(f"  {_STATES[judged.state]}: {judged.name}: {judged.why}")
    page = Page()
    if result.faults:
        page.title("Faults")
        page.table([(fault.name, number(fault.fired, "packet")) for fault in result.faults])
    if result.latencies:
        page.title("Profiles")
        page.table([(words, f"{number:,}") for words, number in result.touches.items()])
        page.table([("from touch to profile", _latencies(result.latencies))])
    if result.counts:
        page.title("On the line")
    page.table(
        [
            (medium, f"{number(count['packets'], 'packet')}, {count['refused']:,} refused, {count['dropped']:,} lost")
            for medium, count in result.counts.items()
        ]
    )
    page.show()
    show_printed(result.printed)
    show_clients(result.addons, result.script_errors, result.unmodelled, result.assumed)
    say()
    for line in result.skipped[:MOST_SHOWN]:
        say(f"skipped: {line}")
    for line in result.disconnected[:MOST_SHOWN]:
        say(line)
    for failure in result.failures[:MOST_SHOWN]:
        say(bad("error: ") + failure)
    for name in result.unfired:
        say(f"The fault {name!r} never fired: nothing it is about was sent. Loosen it, or say `may_miss = true`.")
    say(_verdict(result))


def show_many(results: list[Result], replay: Callable[[int], str]) -> None:
    """A row of seeds."""
    from generator.world.scenarios.result import together

    others = [result for result in results if result.verdict != "pass"]
    passed = len(results) - len(others)
    text = f"{passed:,} of {len(results):,} seeds passed"
    say(text if others else good(text))
    for result in others[:MOST_SHOWN]:
        why = ", ".join(result.broken) or ", ".join(
            [judged.name for judged in result.expectations if judged.state == "undecided"]
            + [f"fault {name} never fired" for name in result.unfired]
        )
        say(f"  seed {result.seed}: {_colour(result)(result.verdict)}: {why}")
        say(f"    {replay(result.seed)}")
    if len(others) > MOST_SHOWN:
        say(f"  and {len(others) - MOST_SHOWN:,} more; --format json lists all")
    show_clients(
        together(results, "addons"),
        together(results, "script_errors"),
        together(results, "unmodelled"),
        together(results, "assumed"),
    )


def show_list(form: str) -> None:
    """The scenarios that come with the program."""
    from generator.world.scenarios import load, shipped

    found = {name: load(path) for name, path in shipped().items()}
    if form == "json":
        rows = [
            {"name": name, "title": item.name, "description": item.description, "seconds": item.seconds}
            for name, item in found.items()
        ]
        show_json(rows)
        return
    page = Page()
    page.title("Scenarios that come with the program")
    page.table([(name, item.description) for name, item in found.items()])
    page.show()


def _verdict(result: Result) -> str:
    if result.verdict == "pass" and result.assumed:
        return click.style(f"Pass, on {number(len(result.assumed), 'assumption')}", fg="yellow")
    return _colour(result)(result.verdict.capitalize())


def _colour(result: Result) -> Callable[[str], str]:
    return {"pass": good, "fail": bad, "undecided": lambda text: click.style(text, fg="yellow")}[result.verdict]


def _latencies(latencies: tuple[float, ...]) -> str:
    ordered = sorted(latencies)
    return ", ".join(
        f"{words} {ordered[min(len(ordered) - 1, int(share * len(ordered)))]:.1f} s"
        for words, share in (("half in", 0.5), ("95% in", 0.95), ("all in", 1.0))
    )
