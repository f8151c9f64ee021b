"""``crossrp decode``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from .console import say

if TYPE_CHECKING:
    from generator.spec.model import Revision


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True), required=False)
@click.option("--revision", metavar="R", help="Revision to read by. Default: the default one of the protocol.")
@click.option("--protocol", metavar="P", help="Protocol: crossrp or citrus. Default: the revision's, else crossrp.")
@click.option(
    "--medium", metavar="M", help="Medium the lines were seen on: messages that do not travel there are errors."
)
@click.option("--escaped", is_flag=True, help=r"The lines are text: \xNN, \\, \n, \r and \t stand for bytes.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="Text for people or JSON Lines for programs.",
)
def decode(
    file: Path | None, revision: str | None, protocol: str | None, medium: str | None, escaped: bool, form: str
) -> None:
    """Say what is in the lines of FILE, or of stdin.

    A line is one message, one packet (1-..., 1<..), or a JSON object such as a line of a simulated world's trace:
    "text", or "bytes" in hex, with "medium", "sender" and more. Packets are opened and pages put together. A bad
    line is told with message, field and reason, and reading goes on. Exits 1 when there was one.

    Lines are raw bytes. Where a slot or page number is a newline byte, the line goes on; other newlines inside
    a message need --escaped or JSON. Bytes that are not text are shown as \\xNN.

    \b
    Example:
      echo "R1 W3e0d12 H Tammya1A RP1 Hello!" | crossrp decode
      crossrp decode --protocol citrus --format json lines.txt
    """
    from generator.codec.capture import Capture, Problem

    from .decode_output import json_line, text_lines

    chosen = _revision(revision, protocol)
    if medium is not None and medium not in chosen.media:
        raise click.UsageError(f"{chosen.id} has no medium {medium!r}; it has {', '.join(chosen.media)}")
    bad = False
    with _input(file) as stream:
        for result in Capture(chosen, medium=medium or "", escaped=escaped).read(_lines(stream)):
            bad = bad or isinstance(result, Problem)
            for line in (json_line(chosen, result),) if form == "json" else text_lines(chosen, result):
                say(line)
    if bad:
        click.get_current_context().exit(1)


def _revision(name: str | None, protocol: str | None) -> Revision:
    """The revision asked for. Raises UsageError when it is not of the protocol asked for."""
    from generator.spec.catalog import DEFAULT
    from generator.spec.catalog import revision as find

    if protocol is not None and protocol not in DEFAULT:
        raise click.UsageError(f"there is no protocol {protocol!r}; there are {', '.join(DEFAULT)}")
    chosen = find(name or protocol or "crossrp")
    if protocol is not None and chosen.protocol != protocol:
        raise click.UsageError(f"revision {chosen.id} is one of {chosen.protocol}, not of {protocol}")
    return chosen


def _input(file: Path | None) -> BinaryIO:
    if file is not None and str(file) != "-":
        return file.open("rb")
    if sys.stdin.isatty():
        say("Reading lines from the terminal; end with Ctrl-D (Ctrl-Z and Enter on Windows).", stderr=True)
    return sys.stdin.buffer


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines with their ends; of one longer than is worth reading, the beginning."""
    from generator.codec.capture import LINE_BYTES

    while line := stream.readline(LINE_BYTES):
        yield line
        while len(line) == LINE_BYTES and not line.endswith(b"\n"):
            line = stream.readline(LINE_BYTES)
