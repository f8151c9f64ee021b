"""The addons of a run that are not Cross RP's own: whether they were loaded, and what their clients say of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from generator.client.host import ClientHandle
from generator.world.player import Player
from generator.world.scenarios.result import AddonDone, Missing, Printed, ScriptError
from generator.world.world import WorldError

#: The client's words for why an addon is not loaded.
REASONS = {
    "DEP_MISSING": "it needs {missing}, which is not installed",
    "DEP_DISABLED": "an addon it needs is not loaded",
    "WRONG_GAME_TYPE": "its TOC says it is not for this client",
    "INTERFACE_VERSION": "it is made for another interface version",
}
ON_DEMAND = "it loads on demand, and nothing asked for it"

_COLOUR = re.compile(r"\|c[0-9a-fA-F]{8}|\|r")
#: Where a file is, as Lua writes it: without its beginning when it is long.
_ADDON_FILE = re.compile(r"(?:Interface/AddOns/|\.\.\.)([^\s:<>'\"]+\.(?:lua|xml|toc))")


#: What Lua writes for a table and the like; where it lies is another place each time.
_ADDRESS = re.compile(r"\b(table|function|userdata|thread): (?:0x)?[0-9a-fA-F]+")


@dataclass
class Addons:
    """Which addon folders were given to whom, and which of them their clients loaded."""

    given: dict[str, list[Player]] = field(default_factory=dict)
    loaded: dict[str, list[Player]] = field(default_factory=dict)

    def give(self, player: Player, name: str) -> None:
        """A player has an addon."""
        self.given.setdefault(name, []).append(player)

    def look(self, player: Player) -> None:
        """See what a client has loaded; some are loaded later than at login."""
        for name, players in self.given.items():
            loaded = self.loaded.setdefault(name, [])
            if player in players and player not in loaded and player.client.is_loaded(name):
                loaded.append(player)

    def done(self) -> tuple[AddonDone, ...]:
        """What became of each, by name."""
        return tuple(self._done(name, players) for name, players in sorted(self.given.items()))

    def printed(self) -> tuple[Printed, ...]:
        """What the clients that have one of them printed, other than chat; the same lines together."""
        lines: dict[str, list[str]] = {}
        for player in dict.fromkeys(player for players in self.given.values() for player in players):
            for line in player.written:
                lines.setdefault(line, []).append(player.fullname)
        return tuple(Printed(line, len(who), tuple(dict.fromkeys(who))) for line, who in lines.items())

    def _done(self, name: str, players: list[Player]) -> AddonDone:
        loaded = self.loaded.get(name, [])
        asked = [player for player in players if player.client.started]
        others = [player for player in asked if player not in loaded]
        why = next((words for player in others if (words := _why(player.client, name))), "")
        title = _directive(players[0].client, name, "title")
        version = _directive(players[0].client, name, "version")
        return AddonDone(name, title, version, len(asked), len(loaded), why, bool(why) and why != ON_DEMAND)


def _directive(client: ClientHandle, name: str, directive: str) -> str:
    return _COLOUR.sub("", client.toc(name).directives.get(directive, ""))


def _why(client: ClientHandle, name: str) -> str:
    reason = client.refusal(name)
    if reason is None:
        return ON_DEMAND
    there = {other.lower() for other in client.addons()}
    missing = ", ".join(needed for needed in client.toc(name).dependencies if needed.lower() not in there)
    return REASONS.get(reason, reason).format(missing=missing)


@dataclass
class Places:
    """The files of addons as people know them, "Lantern/Main.lua", in what Lua says of them."""

    folders: dict[str, Path]
    _files: list[str] | None = None

    @classmethod
    def of(cls, players: Iterable[Player]) -> Places:
        """Of everything that players have installed."""
        clients = [player.client for player in players]
        return cls({name: client.toc(name).folder for client in clients for name in client.addons()})

    def told(self, text: str) -> str:
        """A text with the places in it written out."""
        return _ADDON_FILE.sub(self._place, text)

    def _place(self, found: re.Match[str]) -> str:
        if not found[0].startswith("..."):
            return found[1]
        if self._files is None:
            self._files = [
                f"Interface/AddOns/{name}/{path.relative_to(folder).as_posix()}"
                for name, folder in sorted(self.folders.items())
                for path in sorted(folder.rglob("*"))
            ]
        meant = [file for file in self._files if file.endswith(found[1])]
        return meant[0].removeprefix("Interface/AddOns/") if len(meant) == 1 else found[0]


def script_errors(errors: Iterable[WorldError], places: Places) -> tuple[ScriptError, ...]:
    """Errors of the same message together, in the order in which they came up."""
    found: dict[str, list[WorldError]] = {}
    for error in errors:
        found.setdefault(_ADDRESS.sub(r"\1: ...", error.error.message), []).append(error)
    return tuple(
        ScriptError(
            message=places.told(message),
            times=len(same),
            players=tuple(dict.fromkeys(error.player for error in same)),
            first=round(same[0].error.time, 3),
            source=places.told(same[0].error.source),
            traceback=places.told(same[0].error.traceback),
        )
        for message, same in found.items()
    )


def unmodelled(players: Iterable[Player], places: Places) -> tuple[Missing, ...]:
    """What strict clients were asked for and nobody modelled."""
    return _together(((player, player.client.unmodelled, {}) for player in players), places)


def assumed(players: Iterable[Player], places: Places) -> tuple[Missing, ...]:
    """What lenient clients answered for without knowing."""
    return _together(((player, player.client.assumed, player.client.assumed_times) for player in players), places)


def _together(found: Iterable[tuple[Player, dict[str, str], dict[str, int]]], places: Places) -> tuple[Missing, ...]:
    names: dict[str, Missing] = {}
    for player, wheres, times in found:
        for name, where in wheres.items():
            before = names.get(name, Missing(name, places.told(where), 0, ()))
            names[name] = Missing(
                name, before.where, before.times + times.get(name, 1), (*before.players, player.fullname)
            )
    return tuple(names[name] for name in sorted(names))
