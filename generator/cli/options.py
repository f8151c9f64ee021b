"""Options several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from generator.findings.record import FAIL_ON
from generator.spec.catalog import DEFAULT

DEFAULT_REVISION = DEFAULT["crossrp"]

#: The addon's revision. A name nobody knows is refused, with the ones there are, when the catalog is asked.
revision_option = click.option(
    "--revision",
    default=DEFAULT_REVISION,
    show_default=True,
    metavar="R",
    help="Revision of the protocol; `crossrp spec list` shows them.",
)

_FILE = click.Path(path_type=Path, dir_okay=False)
_FINDINGS = (
    click.option(
        "--fail-on",
        type=click.Choice(FAIL_ON),
        default=FAIL_ON[0],
        show_default=True,
        help="Exit 1 when there is a finding of this level or a worse one.",
    ),
    click.option(
        "--suppress",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        metavar="FILE",
        help="Leave out findings that are accepted: a fingerprint and a reason on each line.",
    ),
    click.option(
        "--out", type=_FILE, metavar="FILE", help="Write the report there, as a whole or not at all. Default: stdout."
    ),
)


def findings_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What commands that report findings have in common: ``--fail-on``, ``--suppress``, ``--out``."""
    for option in reversed(_FINDINGS):
        command = option(command)
    return command
