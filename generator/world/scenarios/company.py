"""What players do with one another in a scenario: groups, channels, friendships."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from generator.world import moderation
from generator.world.player import Player

if TYPE_CHECKING:
    from generator.world.scenarios.run import Run

Values = Mapping[str, Any]


def group(run: Run, player: Player, values: Values) -> None:
    """The action "group"."""
    order, target = values["order"], values["target"]
    if order == "join" and player is run.players[target]:
        run.skip(f"group: {player.name} cannot join itself")
    elif order == "join":
        if not run.world.groups.join(player, run.players[target]):
            run.skip(f"group: the group of {target} is full; {player.name} did not join it")
    else:
        name = "" if target is None else run.players[target].fullname
        run.world.leading.ask(player, order, name, values["number"])


def channel(run: Run, player: Player, values: Values) -> None:
    """The action "channel"."""
    name, order = values["name"], values["order"]
    if order == "join":
        run.world.channels.join(player, name, values["password"], permanent=False)
    elif order == "leave":
        run.world.channels.leave(player, name)
    else:
        target = "" if values["target"] is None else run.players[values["target"]].fullname
        argument = values["password"] if moderation.ORDERS[order].wants == "password" else target
        run.world.moderation.ask(player, order, name, argument)


def befriend(run: Run, player: Player, values: Values) -> None:
    """The action "befriend"."""
    if player.battletag == run.players[values["target"]].battletag:
        run.skip(f"befriend: {player.name} and {values['target']} are one account")
        return
    if values["on"]:
        run.world.befriend(player, run.players[values["target"]], values["level"])
    else:
        run.world.unfriend(player, run.players[values["target"]])
