"""``crossrp simulate``."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .console import complain, nearby, say, working
from .interrupting import with_children
from .output import need_folder, writing
from .page import show_json
from .simulate_clients import number
from .simulate_setup import Setup, addon_folders

if TYPE_CHECKING:
    from generator.world.scenarios import Result, Run, Scenario

MOST_SEEDS = 1_000_000
TOUR = "tour"
"""The shipped scenario for an addon that comes without one."""


def finite(_: click.Context, option: click.Parameter, value: float) -> float:
    """A number that is one. Raises click.BadParameter for NaN, which no bound keeps out."""
    if math.isnan(value):
        raise click.BadParameter("is no number", param=option)
    return value


@click.command()
@click.argument("scenario", metavar="[SCENARIO]", required=False)
@click.option("--list", "listing", is_flag=True, help="List the scenarios that come with the program.")
@click.option("--seed", type=click.IntRange(0), help="The same seed: the same run. Default: the scenario's own.")
@click.option("--seeds", type=click.IntRange(1, MOST_SEEDS), metavar="N", help="Try N seeds, from --seed on.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Seeds tried at the same time.")
@click.option(
    "--scale",
    type=click.FloatRange(0.01, 100),
    callback=finite,
    default=1.0,
    help="Make crowds this many times as large.",
)
@click.option(
    "--addon",
    "addons",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    metavar="DIR",
    help="Give players the addon in this folder as well; may be repeated. Without SCENARIO they play the `tour`.",
)
@click.option(
    "--addon-for",
    multiple=True,
    metavar="WHO",
    help="Who gets them: a player, @Crowd, faction or realm; may be repeated. Default: everybody.",
)
@click.option("--lenient", is_flag=True, help="Answer neutrally for what is not modelled, and list what was assumed.")
@click.option(
    "--locked",
    is_flag=True,
    help="Lock each side's messages over and over and keep names secret; only script errors are judged.",
)
@click.option(
    "--client-data",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="What whole clients have: a folder of JSON files, one a client.",
)
@click.option(
    "--client-docs",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="The same from Blizzard_APIDocumentationGenerated, as the game exports it.",
)
@click.option("--product", metavar="P", help="The client of players the scenario gives none, such as wow_classic.")
@click.option("--trace", type=click.Path(path_type=Path, dir_okay=False), help="Write what happened, as JSON Lines.")
@click.option(
    "--report", type=click.Path(path_type=Path, dir_okay=False), help="Write a page to look at in a browser (HTML)."
)
@click.option(
    "--shrunk",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where a failing scenario is written once it is as small as can be. Default: beside --trace, if given.",
)
@click.option(
    "--shrink-seconds", type=click.IntRange(1), default=60, show_default=True, help="Time for making it smaller."
)
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def simulate(
    scenario: str | None,
    listing: bool,
    seed: int | None,
    seeds: int | None,
    jobs: int,
    scale: float,
    addons: tuple[Path, ...],
    addon_for: tuple[str, ...],
    lenient: bool,
    client_data: Path | None,
    client_docs: Path | None,
    product: str | None,
    locked: bool,
    trace: Path | None,
    report: Path | None,
    shrunk: Path | None,
    shrink_seconds: int,
    form: str,
) -> None:
    """Play a scenario in a simulated world and judge it. SCENARIO is a shipped one (--list) or a TOML file.

    With --seeds many seeds are tried; for those that fail, the command that plays them again is printed, and the
    first one is made as small as it can be. docs/simulating.md says how to write a scenario.

    --addon tries an addon of your own: what its scripts raise is shown with file and line, and what the simulator has
    not of the game is listed. docs/simulated-client.md says how far to believe it.

    Exits 0 when all that is expected holds, 1 when something does not or was never put to the test.

    \b
    Example:
      crossrp simulate quiet-evening
      crossrp simulate rush-hour --seeds 100 --jobs 4
      crossrp simulate my.toml --trace trace.jsonl --report report.html
      crossrp simulate --addon Interface/AddOns/MyAddon --lenient
    """
    from generator.world.scenarios import ScenarioError, find

    if listing:
        from .simulate_text import show_list

        show_list(form)
        return
    if scenario is None and addons:
        scenario = TOUR
    if scenario is None:
        raise click.UsageError("name a scenario; --list shows those that come with the program")
    if seeds is not None and (trace or report):
        raise click.UsageError("--trace and --report are of one run; leave --seeds out and give the --seed")
    if addon_for and not addons:
        raise click.UsageError("--addon-for says who gets an --addon, and there is none")
    for option, path in (("--trace", trace), ("--report", report), ("--shrunk", shrunk)):
        need_folder(option, path)
    folders, client = addon_folders(addons), _product(product)
    replay = Setup(scenario, scale, folders, addon_for, lenient, client_data, client_docs, client, locked)
    try:
        chosen = replay.applied(find(scenario))
        start = chosen.seed if seed is None else seed
        if seeds is None:
            results = [_one(chosen, start, trace, report, form, replay)]
        else:
            results = _many(chosen, range(start, start + seeds), jobs, form, replay)
    except ScenarioError as error:
        raise click.UsageError(str(error)) from None
    failed = [result for result in results if result.verdict == "fail"]
    if failed and (seeds is not None or shrunk or trace):
        target = shrunk or (trace.with_suffix(".shrunk.toml") if trace else Path(f"{Path(scenario).stem}.shrunk.toml"))
        _shrink(chosen, failed[0], target, shrink_seconds)
    if form == "text" and seeds is None and results[0].verdict != "pass":
        say("The same run again: " + replay.command(results[0].seed))
    click.get_current_context().exit(0 if all(result.verdict == "pass" for result in results) else 1)


def _product(name: str | None) -> str | None:
    from generator.client.products import PRODUCTS
    from generator.world.scenarios.options import near

    if name is not None and name not in PRODUCTS:
        raise click.UsageError(f"--product: no client is called {name!r}{near(name, PRODUCTS)}")
    return name


_STATES = {"met": "pass", "broken": "fail"}


def _page(run: Run, result: Result, replay: str) -> str:
    """The run as one HTML file."""
    from generator.world.report import render_html, report_data

    verdicts = [
        {
            "expectation": judged.name,
            "verdict": _STATES.get(judged.state, judged.state),
            "detail": judged.why,
            "time": judged.time,
        }
        for judged in result.expectations
    ]
    return render_html(
        report_data(
            run.world,
            scenario=run.scenario.name,
            description=run.scenario.description,
            replay=replay,
            verdicts=verdicts,
            verdict=result.verdict,
        )
    )


def _one(chosen: Scenario, seed: int, trace: Path | None, report: Path | None, form: str, replay: Setup) -> Result:
    from generator.world.decoding import Describer
    from generator.world.scenarios import Run

    from .simulate_text import show

    with working(f"playing {chosen.name}"):
        run: Run = Run(chosen, seed)
        result = run.finish()
        if trace is not None:
            with writing(trace) as file:
                run.world.trace.write(file, Describer().describe)
        if report is not None:
            with writing(report) as file:
                file.write(_page(run, result, replay.command(seed)))
    if form == "json":
        show_json(result.as_json())
    else:
        show(result)
    return result


def _many(chosen: Scenario, seeds: range, jobs: int, form: str, replay: Setup) -> list[Result]:
    from concurrent.futures.process import BrokenProcessPool

    from generator.world.scenarios.explore import explore

    from .simulate_text import show_many

    with with_children(), _progress(len(seeds)) as advance:
        results = []
        try:
            with closing(explore(chosen, seeds, jobs)) as runs:
                for result in runs:
                    results.append(result)
                    advance()
        except BrokenProcessPool:
            raise click.ClickException(
                "a process that played seeds was ended from outside, perhaps for want of memory; use fewer --jobs"
            ) from None
    results.sort(key=lambda result: result.seed)
    if form == "json":
        show_json(_summary(chosen, results, replay))
    else:
        show_many(results, replay.command)
    return results


def _summary(chosen: Scenario, results: list[Result], replay: Setup) -> dict[str, Any]:
    from generator.world.scenarios.result import together

    others = [result for result in results if result.verdict != "pass"]
    return {
        "scenario": chosen.name,
        "seeds": len(results),
        "passed": len(results) - len(others),
        "others": [
            {
                "seed": result.seed,
                "verdict": result.verdict,
                "broken": list(result.broken),
                "unfired": list(result.unfired),
                "script_errors": [asdict(error) for error in result.script_errors],
                "replay": replay.command(result.seed),
            }
            for result in others
        ],
        "addons": [asdict(addon) for addon in together(results, "addons")],
        "unmodelled": [asdict(item) for item in together(results, "unmodelled")],
        "assumed": [asdict(item) for item in together(results, "assumed")],
    }


def _shrink(chosen: Scenario, result: Result, target: Path, seconds: int) -> None:
    from generator.world.scenarios import dump
    from generator.world.scenarios.shrink import shrink

    end = time.monotonic() + seconds
    with working(f"making the failing scenario smaller, at most {seconds} s"):
        found = shrink(chosen, result.seed, result.broken, lambda: time.monotonic() < end)
    left = found.scenario
    try:
        with writing(target) as file:
            file.write(dump(left.placed()))
    except OSError as error:
        complain(f"{target}: {error.strerror}; the smaller scenario was not written, --shrunk names another place")
        return
    how = ", ".join(
        number(len(items), word)
        for items, word in ((left.players, "player"), (left.actions, "action"), (left.faults, "fault"))
    )
    rest = "" if found.complete else "; the time was up, --shrink-seconds gives more"
    complain(f"seed {result.seed} fails with {how} too, in {nearby(target)}{rest}")


@contextmanager
def _progress(total: int) -> Iterator[Any]:
    """A bar on a terminal, nothing elsewhere."""
    import sys

    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("seeds", total=total)
        yield lambda: progress.advance(task)
