"""``crossrp citrus simulate``."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from .console import bad, good, own_name, say, working
from .page import show_json

if TYPE_CHECKING:
    from generator.citrus.simulation.play import Result

MOST_SHOWN = 10


@click.command(short_help="Meshes made from seeds, hurt and judged.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="The first seed.")
@click.option("--seeds", type=click.IntRange(1, 1_000_000), default=1, show_default=True, metavar="N", help="How many.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Seeds tried at the same time.")
@click.option(
    "--shrink-seconds", type=click.IntRange(0), default=60, show_default=True, help="For making a failure smaller."
)
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def simulate(seed: int, seeds: int, jobs: int, shrink_seconds: int, form: str) -> None:
    """Meshes of 3 to 12 nodes on virtual time, each made from a seed.

    Links have random lags, are cut, healed, stalled and slowed, packets come twice, nodes are killed and start
    again, while users come, go, talk and change channels. Then all is left alone. Every node must see the same;
    every way must take at most 3 hops where there is one; nothing may have come twice or out of order.

    Exits 1 when a seed fails. Its command is printed, and the first one is made as small as it can be.

    \b
    Example:
      crossrp citrus simulate --seeds 1000 --jobs 2
      crossrp citrus simulate --seed 417
    """
    from generator.citrus.simulation.explore import explore
    from generator.citrus.simulation.plan import make_plan

    with working(f"playing {seeds:,} meshes"):
        results = sorted(explore(range(seed, seed + seeds), jobs), key=lambda result: result.seed)
    failed = [result for result in results if result.findings]
    if form == "json":
        show_json([_json(result) for result in results])
    else:
        _show(results, failed)
        if seeds == 1:
            plan = make_plan(seed)
            say(f"{plan.nodes} nodes, {len(plan.wires)} links, {len(plan.actions)} things that happened")
    if failed and shrink_seconds and form == "text":
        _shrink(failed[0].seed, shrink_seconds)
    click.get_current_context().exit(1 if failed else 0)


def _json(result: Result) -> dict[str, object]:
    return {
        "seed": result.seed,
        "findings": list(result.findings),
        "delivered": result.delivered,
        "lost": result.lost,
        "digest": result.digest,
    }


def _show(results: list[Result], failed: list[Result]) -> None:
    for result in failed[:MOST_SHOWN]:
        say(bad(f"seed {result.seed}: ") + result.findings[0])
        for finding in result.findings[1:3]:
            say(f"  {finding}")
        say(f"  The same run again: {own_name()} citrus simulate --seed {result.seed}")
    if len(failed) > MOST_SHOWN:
        say(f"... and {len(failed) - MOST_SHOWN:,} more")
    delivered = sum(result.delivered for result in results)
    words = f"{len(results) - len(failed):,} of {len(results):,} meshes well"
    say((bad if failed else good)(words) + f"; {delivered:,} messages delivered")


def _shrink(seed: int, seconds: int) -> None:
    from generator.citrus.simulation.explore import shrink
    from generator.citrus.simulation.plan import make_plan

    end = time.monotonic() + seconds
    with working(f"making seed {seed} smaller, at most {seconds} s"):
        plan = shrink(make_plan(seed), lambda: time.monotonic() < end)
    say(f"seed {seed}, as small as it fails:")
    for line in plan.words():
        say(f"  {line}")
