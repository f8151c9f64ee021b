"""Trying addons: start them in one client after another, alone, and say what became of it.

A trial logs in, lets some time pass, reloads, lets time pass again and logs out. What an addon does when it is used
is not tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.client import solo
from generator.client.client import ClientSettings
from generator.client.products import PRODUCTS, Product
from generator.client.runtime import Runtime
from generator.client.signatures import ClientData
from generator.client.toc import TocError

SECONDS = 5.0
"""Virtual time after login, and again after the reload."""


@dataclass(slots=True)
class Trial:
    """What became of addons in one client. Without `refused`, `errors` and `unmodelled` they have started."""

    product: Product
    refused: dict[str, str] = field(default_factory=dict)
    """Folders the client would not list or load, and why."""
    errors: list[str] = field(default_factory=list)
    """Lua errors, and files that could not be read, in the order they came."""
    unmodelled: dict[str, str] = field(default_factory=dict)
    """What nobody modelled, and where it was used first: of a strict client."""
    assumed: dict[str, str] = field(default_factory=dict)
    """The same of a lenient client, which went on with made-up answers."""
    printed: list[str] = field(default_factory=list)

    @property
    def started(self) -> bool:
        return not (self.refused or self.errors or self.unmodelled)


def try_addons(
    folders: Sequence[Path],
    products: Iterable[Product] = tuple(PRODUCTS.values()),
    *,
    lenient: bool = False,
    client_data: Mapping[str, ClientData] | None = None,
    runtime: Runtime | None = None,
) -> list[Trial]:
    """Start all of `folders` together in each client. `client_data` is what clientdata.load gives. Raises nothing for
    what is wrong with an addon: that is in the trial."""
    runtime = runtime or Runtime()
    settings = ClientSettings(lenient=lenient, client_data=client_data or {}, load_out_of_date=False)
    return [_try(folders, product, settings, runtime) for product in products]


def _try(folders: Sequence[Path], product: Product, settings: ClientSettings, runtime: Runtime) -> Trial:
    client, host = solo.client(runtime=runtime, product=product, settings=settings)
    trial = Trial(product)
    for folder in folders:
        try:
            client.install(folder)
        except TocError as problem:
            trial.refused[folder.name] = str(problem)
    client.login()
    host.advance(SECONDS)
    client.reload()
    host.advance(SECONDS)
    trial.refused |= client.loader.refused
    client.logout()
    trial.errors = [error.message for error in client.errors]
    trial.unmodelled, trial.assumed, trial.printed = client.unmodelled, client.assumed, client.printed
    return trial
