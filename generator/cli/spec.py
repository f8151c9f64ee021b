"""``crossrp spec``."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from generator.spec.model import Message, Revision

_format = click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="Text for people or JSON for programs.",
)


@click.group()
def spec() -> None:
    """List and show the protocols; check the notes are covered.

    \b
    Example:
      crossrp spec list
      crossrp spec show alliance-2 R1
      crossrp spec coverage
    """


@spec.command("list", short_help="Every protocol and revision.")
@_format
def list_(form: str) -> None:
    """Every protocol and revision: its parent, what it changes and how much it has.

    \b
    Example:
      crossrp spec list
      crossrp spec list --format json
    """
    from .page import show_json
    from .spec_json import list_json
    from .spec_text import list_page

    if form == "json":
        show_json(list_json())
    else:
        list_page().show()


@spec.command(short_help="A revision, or one message of it.")
@click.argument("revision")
@click.argument("message", required=False)
@_format
def show(revision: str, message: str | None, form: str) -> None:
    """A revision, or one message of it: fields, bounds, rules, examples and where each thing is from.

    REVISION may be a protocol's name, for its default revision. A source names lines of the protocol's notes, a
    decision (C4) or a file of facts.

    \b
    Example:
      crossrp spec show alliance-2
      crossrp spec show alliance-2 R1
      crossrp spec show citrus B --format json
    """
    from generator.spec.catalog import revision as find

    from .page import show_json
    from .spec_json import message_json, revision_json
    from .spec_text import message_page, revision_page

    chosen = find(revision)
    if message is None:
        if form == "json":
            show_json(revision_json(chosen))
        else:
            revision_page(chosen).show()
        return
    for found in _messages(chosen, message):
        if form == "json":
            show_json(message_json(chosen, found))
        else:
            message_page(chosen, found).show()


def _messages(revision: Revision, name: str) -> list[Message]:
    """The message of this name, or all of this command. Raises UsageError."""
    messages = revision.messages
    wanted = name if name in messages else name.upper()
    found = [messages[wanted]] if wanted in messages else list(revision.commands.get(wanted, ()))
    if not found:
        near = get_close_matches(name.upper(), messages, n=1, cutoff=0.5)
        guess = f"; did you mean {near[0]!r}?" if near else ""
        raise click.UsageError(f"{revision.id} has no message {name!r}; it has {', '.join(messages)}{guess}")
    return found


@spec.command(short_help="A revision as JSON, with nothing left out.")
@click.argument("revision")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write it there, as a whole or not at all. Default: stdout.",
)
def export(revision: str, out: Path | None) -> None:
    """A whole revision as JSON, inherited items included, to keep or to compare with `crossrp diff`.

    \b
    Example:
      crossrp spec export alliance-2 --out alliance-2.json
      crossrp diff alliance-2.json alliance-2
    """
    import json

    from generator.lua.folder import write_whole
    from generator.spec.catalog import revision as find
    from generator.spec.export import exported

    from .console import say

    text = json.dumps(exported(find(revision)), indent=1)
    if out is None:
        say(text)
    else:
        write_whole(out, text.encode() + b"\n")
        say(f"wrote {out}", stderr=True)


@spec.command(short_help="Each line of the notes, and what carries it.")
@click.option(
    "--seeds",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="Folder with the two notes, to check them and show each line's text. Default: ../shared/seeds beside the "
    "checkout, when it is there.",
)
@_format
def coverage(seeds: Path | None, form: str) -> None:
    """Each line of the protocols' notes that states something, with the items that carry it.

    The notes are not part of this repository: what their lines are is data here, with their SHA-256. Exits 1 when
    a line is carried by nothing or a source points at nothing.

    \b
    Example:
      crossrp spec coverage
      crossrp spec coverage --seeds notes
    """
    from generator.spec.catalog import REVISIONS
    from generator.spec.coverage import coverage as cover
    from generator.spec.seeds import SEEDS

    from .coverage_text import coverage_page, read_texts
    from .page import show_json
    from .spec_json import coverage_json

    texts = read_texts(seeds)
    found = [cover(seed, REVISIONS.values()) for seed in SEEDS.values()]
    if form == "json":
        show_json({"seeds": [coverage_json(each, texts.get(each.seed.name)) for each in found]})
    else:
        coverage_page(found, texts).show()
    if any(each.uncarried or each.mistakes for each in found):
        click.get_current_context().exit(1)
