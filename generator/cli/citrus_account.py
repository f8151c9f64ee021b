"""``crossrp citrus account``: its commands."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from .console import say
from .page import Page, show_json

_db = click.option(
    "--db",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The accounts; `database` in the table [accounts] of the service's configuration.",
)
_name = click.argument("name", metavar="NAME")


@contextmanager
def _telling() -> Iterator[None]:
    from generator.citrus.accounts.operator import Refusal
    from generator.citrus.accounts.store import StoreError

    try:
        yield
    except (Refusal, StoreError) as error:
        raise click.UsageError(str(error)) from None


def _password() -> bytes:
    """Asked for on a terminal, else the first line of stdin; never an argument, which others can see."""
    if sys.stdin.isatty():
        answer: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        return answer.encode("utf-8", "surrogateescape")
    return sys.stdin.buffer.readline().removesuffix(b"\n").removesuffix(b"\r")


def _bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


@click.group()
def account() -> None:
    """Accounts of the account service, also while it runs.

    Passwords are asked for, or read from the first line of stdin. Each command exits 2 when it cannot be.

    \b
    Example:
      crossrp citrus account add Tammya --db accounts.sqlite
      crossrp citrus account list --db accounts.sqlite
    """


@account.command(short_help="Make an account.")
@_name
@_db
def add(name: str, db: Path) -> None:
    """Make an account; the file too, if there is none.

    \b
    Example:
      crossrp citrus account add Tammya --db accounts.sqlite
      crossrp citrus account add Tammya --db accounts.sqlite < password.txt
    """
    import random
    import time

    from generator.citrus.accounts import operator

    with _telling():
        made = operator.add(db, _bytes(name), _password(), random.SystemRandom(), time.time_ns() // 1000)
    say(f"made {name}, {made.uuid.decode()}")


@account.command("list", short_help="The accounts there are.")
@_db
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def show(db: Path, form: str) -> None:
    """The accounts there are: name, UUID, and when it was made.

    \b
    Example:
      crossrp citrus account list --db accounts.sqlite --format json
    """
    from generator.citrus.accounts import operator
    from generator.codec.readable import readable

    with _telling():
        found = operator.accounts(db)
    rows = [
        (
            readable(each.name),
            each.uuid.decode(),
            datetime.fromtimestamp(each.made / 1e6, UTC).isoformat(" ", "seconds"),
        )
        for each in found
    ]
    if form == "json":
        show_json([{"name": name, "uuid": uuid, "made": made} for name, uuid, made in rows])
        return
    page = Page()
    page.title(f"{len(rows)} account{'' if len(rows) == 1 else 's'}")
    page.table(rows)
    page.show()


@account.command(short_help="Give an account another password.")
@_name
@_db
def password(name: str, db: Path) -> None:
    """Give an account another password. Who is logged in to it stays so.

    \b
    Example:
      crossrp citrus account password Tammya --db accounts.sqlite
    """
    from generator.citrus.accounts import operator

    with _telling():
        operator.set_password(db, _bytes(name), _password())
    say(f"{name} has another password")


@account.command(short_help="Remove an account.")
@_name
@_db
def drop(name: str, db: Path) -> None:
    """Remove an account, for ever. Who is logged in to it stays so until they leave.

    \b
    Example:
      crossrp citrus account drop Tammya --db accounts.sqlite
    """
    from generator.citrus.accounts import operator

    with _telling():
        operator.drop(db, _bytes(name))
    say(f"{name} is gone")
