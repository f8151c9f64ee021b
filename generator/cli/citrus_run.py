"""``crossrp citrus run``."""

from __future__ import annotations

from pathlib import Path

import click

from .console import say


@click.command(short_help="Run a server.")
@click.argument("config", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="CONFIG.toml")
@click.option("--check", is_flag=True, help="Only look whether the configuration is right.")
@click.option("--verbose", is_flag=True, help="Tell of everything, not only of what went wrong.")
def run(config: Path, check: bool, verbose: bool) -> None:
    """Run a server of the mesh until it is interrupted. docs/citrus.md says how to write its configuration.

    Exits 2 when the configuration is wrong, with every mistake in it, or an address cannot be had.

    \b
    Example:
      crossrp citrus run hub.toml --check
      crossrp citrus run hub.toml
    """
    from generator.citrus.shell.config import ConfigError
    from generator.citrus.shell.loading import load
    from generator.citrus.shell.profiles import ProfileError
    from generator.citrus.shell.running import run_server

    try:
        loaded = load(config)
    except ConfigError as error:
        raise click.UsageError(str(error)) from None
    if check:
        say(f"{config} is right")
        return
    try:
        run_server(loaded, verbose=verbose, ready=lambda words: say(words))
    except ProfileError as error:
        raise click.UsageError(f"{config}: {error}") from None
