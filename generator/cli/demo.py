"""``crossrp demo``."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .console import bad, good, own_name, say, working

if TYPE_CHECKING:
    from generator.world.demo import DemoResult
    from generator.world.profiles import Profile

TYPICAL_BYTES = 9000
PROFILE_ID = "0902121212abcde"
LARGEST_BYTES = 120_000


@click.command()
@click.option(
    "--profile",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Total RP 3's saved variables, totalRP3.lua. It is read, never run.",
)
@click.option("--name", metavar="PROFILE", help="Which profile of the file: its name or id. Default: the first.")
@click.option(
    "--size",
    type=click.IntRange(1, LARGEST_BYTES),
    metavar="BYTES",
    help=f"Make up a profile of this size instead. Default: {TYPICAL_BYTES}.",
)
@click.option("--allowance", is_flag=True, help="Let the server's allowance (10 messages, 1 a second) count whispers.")
@click.option("--revision", default="crossrp", metavar="R", help="Revision of the protocol to speak.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="The same seed: the same run.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def demo(
    file: Path | None, name: str | None, size: int | None, allowance: bool, revision: str, seed: int, form: str
) -> None:
    """Carry a profile from one faction to the other, in a simulated world.

    Catnia of the Horde has the profile. Tammya of the Alliance, a stranger, touches her. Borin and Zulya, Battle.net
    friends across the factions, carry the request there and the profile back. All four run the real addon. Exits 1
    when the profile did not arrive, or not byte for byte.

    \b
    Example:
      crossrp demo
      crossrp demo --profile "WTF/Account/NAME/SavedVariables/totalRP3.lua"
      crossrp demo --size 40000 --allowance --format json
    """
    from generator.spec.catalog import revision as find
    from generator.world.demo import Demo

    if size is not None and file is not None:
        raise click.UsageError("--size makes a profile up, --profile reads one; use one of them")
    if name is not None and file is None:
        raise click.UsageError("--name chooses a profile of a file; name the file with --profile")
    chosen = find(revision)
    profile_id, profile = _profile(file, name, size, seed)
    with working("carrying the profile across"):
        result = Demo(chosen, profile_id, profile, seed=seed, allowance=allowance).run()
    if form == "json":
        import json

        say(json.dumps(result.as_json(), ensure_ascii=False))
    else:
        _show(result)
        if not result.identical:
            say("The same run again: " + _replay(file, name, size, result))
    raise SystemExit(0 if result.identical and not result.errors else 1)


def _profile(file: Path | None, name: str | None, size: int | None, seed: int) -> tuple[str, Profile]:
    from generator.client.savedvars import SavedVariablesError
    from generator.world.profiles import ProfileError, choose, load_profiles, synthetic_profile

    if file is None:
        return PROFILE_ID, synthetic_profile(size or TYPICAL_BYTES, seed)
    try:
        return choose(load_profiles(file.read_bytes(), str(file)), name)
    except (SavedVariablesError, ProfileError) as error:
        raise click.UsageError(str(error)) from None


def _show(result: DemoResult) -> None:
    from .page import Page

    page = Page()
    counting = ", whispers under the allowance" if result.allowance else ""
    page.title(f"{result.name}, {result.size:,} bytes, {result.revision}, seed {result.seed}{counting}")
    page.table([(f"{step.seconds:8.3f} s", step.text) for step in result.timeline])
    page.title("Parts")
    page.table([(part, f"{seconds:.3f} s") for part, seconds in result.parts.items()])
    page.title("On the line")
    page.table(
        [(medium, f"{count:,} packets, {result.bytes[medium]:,} bytes") for medium, count in result.packets.items()]
    )
    page.table(
        [
            ("refused", f"{result.refused:,} by the client; {result.retried:,} sent again"),
            ("lost", f"{result.lost:,}"),
        ]
    )
    page.show()
    say()
    for error in result.errors:
        say(bad("error: ") + error)
    if result.failure:
        say(bad("Not delivered: ") + result.failure)
    elif result.identical:
        say(good("Delivered, identical") + f", {result.seconds:.1f} s after the touch.")
    else:
        say(bad("Delivered, but these parts differ: ") + ", ".join(result.differing))


def _replay(file: Path | None, name: str | None, size: int | None, result: DemoResult) -> str:
    """The command that repeats this run."""
    words = [own_name(), "demo", "--revision", result.revision, "--seed", str(result.seed)]
    for option, value in (("--profile", file), ("--name", name), ("--size", size)):
        if value is not None:
            words += [option, str(value)]
    return shlex.join(words + ["--allowance"] * result.allowance)
