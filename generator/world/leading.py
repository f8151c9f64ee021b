"""What members of a party or raid ask of the server: to lead, assist, remove, convert, and change subgroups.

Leaders may do all of it; assistants may remove members and change subgroups. Whoever may not is told ERR_NOT_LEADER.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from generator.world.groups import changed
from generator.world.party import ASSISTANT, LEADER, MEMBER, Party

if TYPE_CHECKING:
    from generator.world.player import Player
    from generator.world.world import World


@dataclass(frozen=True, slots=True)
class Asked:
    """One order: who gave it in which group, about which member, and the number that came with it."""

    player: Player
    party: Party
    member: Player
    number: int


@dataclass(frozen=True, slots=True)
class Order:
    """The rank an order needs, what it does (False: nothing changed), and what must come with it."""

    rank: int
    act: Callable[[World, Asked], bool]
    wants: Literal["player", "number", "nothing"] = "player"
    leads: bool = False


def _lead(_: World, asked: Asked) -> bool:
    if asked.member is asked.party.leader:
        return False
    asked.party.lead(asked.member)
    return True


def _assist(on: bool) -> Callable[[World, Asked], bool]:
    def act(_: World, asked: Asked) -> bool:
        assistants = asked.party.assistants
        if asked.party.kind != "raid" or asked.member is asked.party.leader or (asked.member in assistants) == on:
            return False
        (assistants.append if on else assistants.remove)(asked.member)
        return True

    return act


def _everyone(on: bool) -> Callable[[World, Asked], bool]:
    def act(_: World, asked: Asked) -> bool:
        before, asked.party.everyone_assists = asked.party.everyone_assists, on
        return before != on

    return act


def _remove(world: World, asked: Asked) -> bool:
    if asked.member is not asked.party.leader:
        world.groups.leave(asked.member)
    return False


def _leave(world: World, asked: Asked) -> bool:
    world.groups.leave(asked.player)
    return False


def _subgroup(_: World, asked: Asked) -> bool:
    return asked.party.move(asked.member, asked.number)


def _swap(_: World, asked: Asked) -> bool:
    if not 1 <= asked.number <= len(asked.party.members):
        return False
    return asked.party.swap(asked.member, asked.party.members[asked.number - 1])


ORDERS: Mapping[str, Order] = {
    "leader": Order(LEADER, _lead, leads=True),
    "assistant": Order(LEADER, _assist(True)),
    "no_assistant": Order(LEADER, _assist(False)),
    "everyone_assists": Order(LEADER, _everyone(True), "nothing"),
    "nobody_assists": Order(LEADER, _everyone(False), "nothing"),
    "raid": Order(LEADER, lambda _, asked: asked.party.convert("raid"), "nothing"),
    "party": Order(LEADER, lambda _, asked: asked.party.convert("party"), "nothing"),
    "remove": Order(ASSISTANT, _remove),
    "subgroup": Order(ASSISTANT, _subgroup, "number"),
    "swap": Order(ASSISTANT, _swap, "number"),
    "leave": Order(MEMBER, _leave, "nothing"),
}


class Leading:
    """Takes the orders of a world's groups. Each is carried out a hop later."""

    def __init__(self, world: World) -> None:
        self._world = world

    def ask(self, player: Player, order: str, target: str = "", number: int = 0) -> None:
        """Give an order about a member, by fullname, and a subgroup from 1, or for "swap" the other's raid index.

        ValueError for an order there is not.
        """
        if order not in ORDERS:
            raise ValueError(f"no group order is called {order!r}; use one of {', '.join(ORDERS)}")
        hop = self._world.settings.links.hop
        self._world.clock.after(hop, lambda: self._carry_out(player, ORDERS[order], target, number))

    def _carry_out(self, player: Player, order: Order, target: str, number: int) -> None:
        party = self._world.groups.party_of(player)
        if party is None or not player.online:
            return
        if party.rank(player) < order.rank:
            player.system_line("ERR_NOT_LEADER")
            return
        member = player
        if order.wants != "nothing":
            wanted = target.lower()
            found = next((who for who in party.members if wanted == who.fullname.lower()), None)
            if found is None:
                return
            member = found
        if order.act(self._world, Asked(player, party, member, number)):
            changed(party, order.leads)
