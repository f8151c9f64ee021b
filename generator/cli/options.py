"""Options several commands share."""

from __future__ import annotations

import click

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
