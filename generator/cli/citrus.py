"""``crossrp citrus``: its commands, each in a file of its own."""

from __future__ import annotations

import click

from .citrus_account import account
from .citrus_ask import explain, status
from .citrus_demo import demo
from .citrus_run import run
from .citrus_simulate import simulate


@click.group()
def citrus() -> None:
    """Run a server of a Citrus mesh, ask it, and try meshes out.

    \b
    Example:
      crossrp citrus demo
      crossrp citrus run hub.toml
      crossrp citrus status
      crossrp citrus simulate --seeds 100 --jobs 2
    """


for command in (run, status, explain, account, simulate, demo):
    citrus.add_command(command)
