"""Parties, raids, guilds and communities, and what two players have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.client import host
from generator.world.settings import Relation
from generator.world.sight import seen

if TYPE_CHECKING:
    from generator.world.player import Player


@dataclass(slots=True)
class Party:
    """A party or raid. The first member leads."""

    kind: str
    members: list[Player]
    instance: bool = False


@dataclass(slots=True)
class Groups:
    """Every party, raid, guild and community of a world."""

    parties: list[Party] = field(default_factory=list)
    guilds: dict[str, list[Player]] = field(default_factory=dict)
    communities: list[list[Player]] = field(default_factory=list)

    def form(self, members: Sequence[Player], kind: str, instance: bool) -> Party:
        """Put players into a new group, out of the ones they are in. Everybody learns of it now."""
        if kind not in ("party", "raid"):
            raise ValueError(f'a group is a "party" or a "raid", not {kind!r}')
        for member in members:
            self.leave(member)
        party = Party(kind, list(members), instance)
        self.parties.append(party)
        _tell(party.members)
        return party

    def leave(self, player: Player) -> None:
        """Take a player out of its group; a group of one is none."""
        party = self.party_of(player)
        if party is None:
            return
        party.members.remove(player)
        left = [player, *party.members]
        if len(party.members) < 2:
            self.parties.remove(party)
        _tell(left)

    def party_of(self, player: Player) -> Party | None:
        """The group a player is in."""
        return next((party for party in self.parties if player in party.members), None)

    def guild_of(self, player: Player) -> str | None:
        """The name of a player's guild."""
        return next((name for name, members in self.guilds.items() if player in members), None)

    def join_guild(self, name: str, player: Player) -> None:
        """Put a player into a guild, out of the one it is in."""
        left = self.guild_of(player)
        if left is not None:
            self.guilds[left].remove(player)
        self.guilds.setdefault(name, []).append(player)
        player.fire("PLAYER_GUILD_UPDATE", "player")

    def relations(self, one: Player, other: Player) -> frozenset[Relation]:
        """What two players have in common; everybody is at least a stranger."""
        found: set[Relation] = {"stranger"}
        party = self.party_of(one)
        if party is not None and other in party.members:
            found.add("group")
        guild = self.guild_of(one)
        if guild is not None and guild == self.guild_of(other):
            found.add("guild")
        if any(one in members and other in members for members in self.communities):
            found.add("community")
        return frozenset(found)

    def chat_type(self, player: Player, asked: str) -> str:
        """The chat type a message really goes to: RAID is PARTY in a party (facts/wow-client.md 1.2)."""
        party = self.party_of(player)
        return "PARTY" if asked == "RAID" and party is not None and party.kind == "party" else asked

    def audience(self, player: Player, chat_type: str) -> list[Player] | None:
        """Who hears a message of this chat type, the player included; None when it is in no such group."""
        if chat_type in ("GUILD", "OFFICER"):
            guild = self.guild_of(player)
            return None if guild is None else self.guilds[guild]
        party = self.party_of(player)
        if party is None or party.instance != (chat_type == "INSTANCE_CHAT"):
            return None
        return party.members

    def view(self, player: Player) -> host.Group:
        """The group as the player's client sees it."""
        party = self.party_of(player)
        if party is None:
            return host.Group()
        others = tuple(seen(member, player) for member in party.members if member is not player)
        return host.Group(party.kind, party.instance, others, party.members[0].guid)


def _tell(players: Sequence[Player]) -> None:
    for player in players:
        player.fire("GROUP_ROSTER_UPDATE")
