"""What the command line adds to a scenario: addons, the kind of client, and client data."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .console import own_name

if TYPE_CHECKING:
    from generator.world.scenarios import Crowd, Scenario

EVERYBODY = ("*",)

#: A second of plain work, more where functions are called: an addon that loads slowly does not come near it.
MOST_STEPS = 200_000_000


#: Far more than any client may send: it stops an addon that answers its own messages.
FLOOD = {"bytes": 200_000, "per_second": 20_000, "overhead": 40}


@dataclass(frozen=True)
class Setup:
    """The options, as they were given. ``command`` writes them again."""

    scenario: str
    scale: float
    addons: tuple[Path, ...]
    addon_for: tuple[str, ...]
    lenient: bool
    client_data: Path | None
    client_docs: Path | None
    product: str | None
    locked: bool = False

    def applied(self, scenario: Scenario) -> Scenario:
        """The scenario with all of it. Raises click.UsageError."""
        from generator.world.scenarios.locked import locked

        scenario = scenario.scaled(self.scale)
        scenario = locked(scenario) if self.locked else scenario
        settings = dict(scenario.settings)
        if self.addons:
            settings.setdefault("client.most_steps", MOST_STEPS)
            settings.setdefault("throttle.flood", FLOOD)
        if self.lenient:
            settings["client.lenient"] = True
        if self.product is not None:
            settings["product"] = self.product
        return replace(
            self._with_addons(scenario),
            settings=settings,
            client_data=_full(self.client_data) or scenario.client_data,
            client_docs=_full(self.client_docs) or scenario.client_docs,
        )

    def command(self, seed: int) -> str:
        """The command that plays one seed again."""
        words = [own_name(), "simulate", self.scenario, "--seed", str(seed)]
        words += [] if self.scale == 1 else ["--scale", f"{self.scale:g}"]
        for option, values in (
            ("--addon", self.addons),
            ("--addon-for", self.addon_for),
            ("--client-data", (self.client_data,)),
            ("--client-docs", (self.client_docs,)),
            ("--product", (self.product,)),
        ):
            for value in values:
                words += [] if value is None else [option, str(value)]
        return shlex.join(words + ["--lenient"] * self.lenient + ["--locked"] * self.locked)

    def _with_addons(self, scenario: Scenario) -> Scenario:
        from generator.world.scenarios import ScenarioError, names

        if not self.addons:
            return scenario
        who = self.addon_for or EVERYBODY
        try:
            names.check(scenario, who, "--addon-for")
        except ScenarioError as error:
            raise click.UsageError(str(error)) from None
        having = [player.name for player in names.find(scenario, who)]
        folders = tuple(_full(folder) for folder in self.addons)
        return replace(
            scenario,
            players=tuple(
                replace(player, addons=player.addons + folders) if player.name in having else player
                for player in scenario.players
            ),
            crowds=tuple(
                replace(crowd, addons=crowd.addons + folders) if _means(who, crowd) else crowd
                for crowd in scenario.crowds
            ),
        )


def addon_folders(given: Sequence[Path]) -> tuple[Path, ...]:
    """The folders of addons, which may be given by their TOC file too. Raises click.UsageError for two of one name."""
    folders = tuple(path.parent if path.suffix.lower() == ".toc" else path for path in given)
    seen: dict[str, Path] = {}
    for folder in folders:
        name = folder.resolve().name.lower()
        if name in seen and seen[name] != folder:
            raise click.UsageError(f"--addon: {seen[name]} and {folder} are one addon, {name}; give one of them")
        if not folder.is_dir():
            raise click.UsageError(f"--addon: {folder} is no folder; give the folder of an addon, with its TOC file")
        seen[name] = folder
    return tuple(seen.values())


def _full(path: Path | None) -> str:
    return "" if path is None else str(path.resolve())


def _means(who: Sequence[str], crowd: Crowd) -> bool:
    """Whether a crowd is meant: by its own name, or by what all its members have in common."""
    if f"@{crowd.name}" in who or "*" in who:
        return True
    for common in (crowd.factions, crowd.realms):
        if common and all(each in who for each in common):
            return True
        if any(each in who for each in common):
            raise click.UsageError(
                f"--addon-for: only some of the crowd {crowd.name} are meant; name all of it, as @{crowd.name}"
            )
    return False
