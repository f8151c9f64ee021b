"""Speaking to a person: results on stdout, everything else on stderr, colour and motion only where welcome."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

#: Work that is done sooner needs no sign of life, in seconds.
_PATIENCE = 1.0


def say(text: str = "", *, stderr: bool = False) -> None:
    """One line. Pipes and files never get colour; NO_COLOR takes it from terminals too."""
    click.echo(text, err=stderr, color=False if os.environ.get("NO_COLOR") else None)


def tame(text: str) -> str:
    """A text from outside with its control characters written out, so that it cannot steer the terminal."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


def complain(text: str) -> None:
    """What went wrong, on stderr."""
    say(f"{click.style('crossrp:', fg='red')} {text}", stderr=True)


def good(text: str) -> str:
    """A verdict to be glad of."""
    return click.style(text, fg="green")


def bad(text: str) -> str:
    """A verdict to look at."""
    return click.style(text, fg="red")


@contextmanager
def working(text: str) -> Iterator[None]:
    """Shows ``text`` on stderr while it takes longer than a second, on a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    status = Console(stderr=True).status(text)
    timer = threading.Timer(_PATIENCE, status.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        status.stop()


def own_name() -> str:
    """How this program is called from here: ``crossrp``, or its path when it is not on the search path."""
    called = sys.argv[0]
    found = shutil.which("crossrp")
    if Path(called).stem != "crossrp" or (found and _same(found, called)):
        return "crossrp"
    return nearby(Path(called))


def _same(first: str, second: str) -> bool:
    return os.path.realpath(first) == os.path.realpath(second)


def nearby(path: Path) -> str:
    """A path as a person here would type it: relative when it is below the working directory."""
    path = path.absolute()
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def wow_example() -> str:
    """Where the game usually is on this system."""
    places = {"win32": r"C:\Program Files (x86)\World of Warcraft", "darwin": "/Applications/World of Warcraft"}
    return places.get(sys.platform, "/path/to/World of Warcraft")
