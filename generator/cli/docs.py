"""``crossrp docs``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from .console import nearby, own_name, say, working


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Instead of that, build the reference as a site in this folder; one that was built before is replaced.",
)
@click.option("--serve", is_flag=True, help="Build the site and show it to browsers on this machine, until Ctrl-C.")
@click.option("--port", type=click.IntRange(0, 65535), metavar="N", help="Where --serve listens. Default: a free port.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 and list the files that are not up to date.")
def docs(out: Path | None, serve: bool, port: int | None, check: bool) -> None:
    """Write what is made in the pages of docs/: tables, examples and diagrams.

    The protocols' reference, the tables of the scenario files and those for players are made from the specification
    and the code. What stands around them in the pages is written by hand and stays as it is.

    --out and --serve leave docs/ alone and make a site of it, with a search and without need of a network: every
    message byte by byte, diagrams, comparisons of all revisions, rules, and the commands.

    \b
    Example:
      crossrp docs
      crossrp docs --check
      crossrp docs --out site
      crossrp docs --serve --port 8000
    """
    from generator.lua.errors import Refused
    from generator.lua.resources import checkout

    if port is not None and not serve:
        raise click.UsageError("--port is where --serve listens; add --serve")
    if serve and check:
        raise click.UsageError("--check writes and shows nothing; leave --serve out")
    root = checkout()
    if root is None:
        raise Refused("there is no checkout here, and the pages are not installed: run it in a clone of the repository")
    if out is None and not serve:
        _pages(root / "docs", check)
    else:
        _site(root / "docs", out, check, port or 0 if serve else None)


def _pages(folder: Path, check: bool) -> None:
    from .documents import made, outdated, write

    with working("Making the pages"):
        files = made(folder)
        found = outdated(folder, files) if check else write(folder, files)
    for difference in found:
        done = "removed" if difference.kind == "extra" else "written"
        say(str(difference if check else f"{done:<8}{difference.path}"))
    if not found:
        say(f"{nearby(folder)} is up to date")
    elif check:
        say(f"{nearby(folder)} is not up to date: run {own_name()} docs", stderr=True)
        click.get_current_context().exit(1)


def _site(folder: Path, out: Path | None, check: bool, port: int | None) -> None:
    from . import site

    if out is not None:
        site.check_target(out)
    with working("Building the site"):
        files = site.files(folder)
    if out is not None and check:
        found = site.outdated(out, files)
        for difference in found:
            say(str(difference))
        if found:
            say(f"{nearby(out)} is not up to date: run {own_name()} docs --out {nearby(out)}", stderr=True)
            click.get_current_context().exit(1)
        say(f"{nearby(out)} is up to date")
    elif out is not None:
        site.place(out, files)
        say(f"{len(files)} files in {nearby(out)}; begin with {nearby(out / 'index.html')}")
    if port is not None:
        _serve(files, port)


def _serve(files: Mapping[str, bytes], port: int) -> None:
    from generator.lua.errors import Refused

    from .interrupting import with_children
    from .serving import address, serving

    try:
        # A browser that goes away in the middle of an answer must not end the program.
        with with_children(), serving(files, port) as server:
            say(f"{address(server)}  (Ctrl-C ends it)")
            server.serve_forever()
    except KeyboardInterrupt:
        say("ended", stderr=True)
    except OSError as error:
        raise Refused(f"port {port}: {error.strerror}; name another with --port, or leave it out") from None
