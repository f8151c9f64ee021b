"""Clients for the tests of this room: each test gets fresh ones, all of one Lua state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.client import solo
from generator.client.client import Client, ClientSettings
from generator.client.products import PRODUCTS, RETAIL, Product
from generator.client.runtime import Runtime

AddonMaker = Callable[..., Path]
ADDONS = Path(__file__).parent.parent / "addons"
"""Whole addons, written for these tests."""


@pytest.fixture(scope="session")
def runtime() -> Runtime:
    """One Lua state for all tests, as a world has one for all its players."""
    return Runtime()


@dataclass
class Seat:
    """A client, its host, and short ways to use them."""

    client: Client
    host: solo.SoloHost

    def lua(self, source: str) -> Any:
        """The one result of some Lua, or a tuple of several."""
        results = self.client.eval(source)
        return results[0] if len(results) == 1 else results

    def login(self) -> Seat:
        self.client.login()
        return self

    @property
    def messages(self) -> list[str]:
        """The messages of the errors so far."""
        return [error.message for error in self.client.errors]


SeatMaker = Callable[..., Seat]


@pytest.fixture
def new_seat(runtime: Runtime) -> SeatMaker:
    """Makes clients that are not logged in yet: new_seat("Catnia", settings=...)."""

    def make(name: str = "Tammya", product: Product = RETAIL, **settings: Any) -> Seat:
        return Seat(*solo.client(name, runtime, product, ClientSettings(**settings)))

    return make


@pytest.fixture
def seat(new_seat: SeatMaker) -> Seat:
    """Tammya, logged in without addons."""
    return new_seat().login()


@pytest.fixture
def addon(tmp_path: Path) -> AddonMaker:
    """Writes an addon folder: addon("Foo", {"Foo.lua": "..."}, SavedVariables="FooDB") and gives its path."""

    def make(name: str, files: Mapping[str, str | bytes] | str, toc: str | None = None, **directives: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        sources = {f"{name}.lua": files} if isinstance(files, str) else files
        for path, source in sources.items():
            target = folder / path
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(source if isinstance(source, bytes) else source.encode())
        lines = ["## Interface: 120100", *(f"## {key}: {value}" for key, value in directives.items()), *sources]
        (folder / f"{name}.toc").write_text(toc if toc is not None else "\n".join(lines) + "\n")
        return folder

    return make


Player = Callable[..., Seat]


@pytest.fixture(params=sorted(PRODUCTS))
def product(request: pytest.FixtureRequest) -> Product:
    """Every client, one after the other."""
    return PRODUCTS[request.param]


@pytest.fixture
def play(new_seat: SeatMaker, product: Product) -> Player:
    """Logs Tammya in with some of ADDONS, strictly; any error fails the test at once."""

    def start(*addons: str, **saved: object) -> Seat:
        seat = new_seat(product=product, load_out_of_date=False)
        for addon in addons:
            seat.client.install(ADDONS / addon)
            if addon in saved:
                seat.client.set_saved(addon, saved[addon])  # type: ignore[arg-type]
        seat.client.login()
        assert seat.messages == []
        assert seat.client.unmodelled == {}
        assert all(seat.client.is_loaded(addon) for addon in addons if "_" not in addon)
        return seat

    return start


def lines(seat: Seat, table: str) -> list[object]:
    """A list the addon keeps."""
    found: dict[int, object] = seat.lua(f"return {table}")
    return [found[index] for index in sorted(found)]
