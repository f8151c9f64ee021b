"""``crossrp diff``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.findings.record import worst

from .console import say, working
from .options import findings_options

if TYPE_CHECKING:
    from generator.diff.compare import Comparison

FORMATS = ("text", "markdown", "html", "json", "junit", "github")


@click.command()
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="Form of it.")
@findings_options
@click.option("--mixed", is_flag=True, help="Also tell which conversations work between old and new clients.")
@click.option(
    "--worlds/--no-worlds",
    default=True,
    help="Whether findings on timing, limits and procedures are played in simulated worlds; takes some seconds.",
)
@click.option(
    "--docs",
    default="docs/",
    show_default=True,
    metavar="URL",
    help="Where the HTML form finds the pages of docs/.",
)
@click.option(
    "--site",
    metavar="URL",
    help="The same for a site that `crossrp docs --out` made; instead of --docs.",
)
@click.option("--matrix", is_flag=True, help="Compare all revisions of a protocol with each other; takes no OLD, NEW.")
@click.option(
    "--prove",
    type=click.IntRange(min=1),
    metavar="N",
    help="Also hold every verdict against N generated messages, and what was played; exit 3 when one is contradicted.",
)
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the JSON form and end.")
def diff(
    old: str | None,
    new: str | None,
    form: str,
    fail_on: str,
    suppress: Path | None,
    out: Path | None,
    mixed: bool,
    worlds: bool,
    docs: str,
    site: str | None,
    matrix: bool,
    prove: int | None,
    schema: bool,
) -> None:
    """What changed from OLD to NEW, what it breaks, and messages that prove it.

    OLD and NEW are a revision (alliance-2), a revision at a commit (HEAD~1:alliance-2,
    merge-base:main:alliance-2), or a file of `crossrp spec export`. NEW may also be a folder with an addon.
    A commit's specification is Python and is run to be read: name only commits you trust.

    \b
    Example:
      crossrp diff alliance-1 alliance-2
      crossrp diff merge-base:main:alliance-2 alliance-2 --format github
      crossrp diff alliance-2 path/to/Addon
    """
    from .diffing import addresses, compared, held_against, matrix_text, render, schema_text, write

    if schema:
        say(schema_text())
        return
    if matrix:
        if old or new:
            raise click.UsageError("--matrix compares all revisions; leave OLD and NEW out")
        with working("Comparing every revision with every other"):
            text = matrix_text(form)
        write(text, out)
        return
    if old is None or new is None:
        raise click.UsageError("two sides are needed: crossrp diff OLD NEW")
    with working("Comparing, and letting both codecs run"):
        comparison, table = compared(old, new, suppress, mixed, worlds)
    write(render(comparison, table, form, worst(fail_on), addresses(docs, site)), out)
    if prove is not None and held_against(old, new, prove, worlds):
        click.get_current_context().exit(3)
    if _fails(comparison, fail_on):
        click.get_current_context().exit(1)


def _fails(comparison: Comparison, fail_on: str) -> bool:
    return any(comparison.count(level) for level in worst(fail_on))
