"""``crossrp test``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .console import bad, good, say, working

if TYPE_CHECKING:
    from generator.lua.testing import Result


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True), metavar="[PATH]...")
@click.option("-v", "--verbose", is_flag=True, help="Name the tests that passed too.")
@click.option("--release", is_flag=True, help="Run the modules as a release has them.")
def test(paths: tuple[Path, ...], verbose: bool, release: bool) -> None:
    """Run the addon's Lua tests in the simulated game. PATH is a file *_spec.lua or a folder of them; without
    one, lua_tests of the checkout.

    \b
    Example:
      crossrp test
      crossrp test lua_tests/framing_spec.lua
    """
    from generator.client.specs import embedded
    from generator.lua.testing import run, run_in, run_release

    run_in(embedded)
    if release:
        run_release()

    with working("Running the Lua tests"):
        results = run(paths)
    if not results:
        raise click.UsageError("no tests there: looked for files named *_spec.lua")
    failed = [result for result in results if not result.passed]
    for result in results if verbose else failed:
        say(f"{good('ok  ') if result.passed else bad('FAIL')} {result.file}:{result.line}: {result.name}")
        if not result.passed:
            _explain(result)
    say(f"{len(results) - len(failed)} passed" + (f", {bad(f'{len(failed)} failed')}" if failed else ""))
    if failed:
        click.get_current_context().exit(1)


def _explain(result: Result) -> None:
    for part in (result.message, result.traceback, *result.printed):
        for line in part.splitlines():
            say(f"     {line}")
