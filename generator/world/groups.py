"""Parties, raids, guilds and communities, and what two players have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.client import host
from generator.world.party import MOST, Party
from generator.world.settings import Relation
from generator.world.sight import seen

if TYPE_CHECKING:
    from generator.world.player import Player
    from generator.world.world import World


class Groups:
    """Every party, raid, guild and community of a world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._made = 0
        self._party: dict[Player, Party] = {}
        self.guilds: dict[str, list[Player]] = {}
        self.communities: list[list[Player]] = []
        # Only asked whether it holds somebody.
        self.guild_silent: set[Player] = set()

    # Parties and raids. Everybody learns of a change at once.

    def form(self, members: Sequence[Player], kind: str, instance: bool) -> Party:
        """Put players into a new group, out of the ones they are in. ValueError where there are too many."""
        if kind not in MOST:
            raise ValueError(f'a group is a "party" or a "raid", not {kind!r}')
        if not 0 < len(members) <= MOST[kind]:
            raise ValueError(f"a {kind} has 1 to {MOST[kind]} players, not {len(members)}")
        for member in members:
            self.leave(member)
        self._made += 1
        party = Party(self._made, kind, list(members), instance, members[0])
        party.arrange()
        for member in members:
            self._party[member] = party
        for member in members:
            if member is party.leader:
                member.fire("GROUP_FORMED", party.category, party.guid)
            member.fire("GROUP_JOINED", party.category, party.guid)
        changed(party)
        return party

    def join(self, player: Player, other: Player) -> bool:
        """Put a player into somebody's group, or into a new one with it; False when that is full."""
        if player is other:
            raise ValueError(f"{player.fullname} cannot join itself")
        party = self.party_of(other)
        if party is None:
            self.form([other, player], "party", instance=False)
            return True
        if party is self.party_of(player):
            return True
        if party.full():
            return False
        self.leave(player)
        party.add(player)
        self._party[player] = party
        player.fire("GROUP_JOINED", party.category, party.guid)
        changed(party)
        return True

    def leave(self, player: Player) -> None:
        """Take a player out of its group; a group of one is none."""
        party = self._party.pop(player, None)
        if party is None:
            return
        led = party.take_out(player)
        gone = [player]
        if len(party.members) == 1:
            gone.append(party.members[0])
            self._party.pop(party.members[0], None)
        for member in gone:
            member.fire("GROUP_LEFT", party.category, party.guid)
            member.fire("GROUP_ROSTER_UPDATE")
        if len(party.members) > 1:
            changed(party, led)

    def connection(self, player: Player, online: bool) -> None:
        """A member came online or went; a leader that stays away does not lead for long."""
        party = self.party_of(player)
        if party is None:
            return
        for member in party.members:
            token = token_of(member, player, party)
            if token:
                member.fire("UNIT_CONNECTION", token, online)
        changed(party)
        patience = self._world.settings.groups.leader_seconds
        if not online and player is party.leader and patience is not None:
            self._world.clock.after(patience, lambda: self._succeed(player, party))

    def _succeed(self, player: Player, party: Party) -> None:
        others = any(member.online for member in party.members)
        if self.party_of(player) is party and player is party.leader and not player.online and others:
            party.pass_on()
            changed(party, led=True)

    def party_of(self, player: Player) -> Party | None:
        """The group a player is in."""
        return self._party.get(player)

    # Guilds and communities

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

    # What others ask

    def relations(self, one: Player, other: Player) -> frozenset[Relation]:
        """What two players have in common; everybody is at least a stranger."""
        found: set[Relation] = {"stranger"}
        party = self.party_of(one)
        if party is not None and party is self.party_of(other):
            found.add("group")
        guild = self.guild_of(one)
        if guild is not None and guild == self.guild_of(other):
            found.add("guild")
        if any(one in members and other in members for members in self.communities):
            found.add("community")
        return frozenset(found)

    def chat_type(self, player: Player, asked: str) -> str:
        """The chat type a message really goes to: RAID is PARTY in a party (facts/wow-client.md 1.2)."""
        if asked != "RAID":
            return asked
        party = self.party_of(player)
        return "PARTY" if party is not None and party.kind == "party" else asked

    def audience(self, player: Player, chat_type: str) -> list[Player] | None:
        """Who hears a message of this chat type, the player included; None when it is in no such group."""
        if chat_type in ("GUILD", "OFFICER"):
            guild = self.guild_of(player)
            return None if guild is None else self.guilds[guild]
        party = self.party_of(player)
        if party is None or party.instance != (chat_type == "INSTANCE_CHAT"):
            return None
        if chat_type == "PARTY" and party.kind == "raid":
            return party.near(party.subgroups[player])
        return party.members

    def view(self, player: Player) -> host.Group:
        """The group as the player's client sees it."""
        party = self.party_of(player)
        if party is None:
            return host.Group()
        near = party.near(party.subgroups[player])
        return host.Group(party.kind, party.instance, len(party.members) - 1, party.leader.guid, len(near) - 1)

    def raid_member(self, player: Player, index: int) -> host.RaidMember | None:
        """One row of the raid's roster, as the player's client sees it."""
        party = self.party_of(player)
        if party is None or party.kind != "raid" or not 1 <= index <= len(party.members):
            return None
        member = party.members[index - 1]
        session = member.session
        zone = "" if session is None else session.instance.name if session.in_instance else member.place
        return host.RaidMember(seen(member, player), party.rank(member), party.subgroups[member], zone)

    def assists(self, player: Player, guid: str) -> bool:
        """Whether somebody of the player's group is an assistant."""
        party = self.party_of(player)
        return party is not None and any(who.guid == guid and party.rank(who) == 1 for who in party.members)


def changed(party: Party, led: bool = False) -> None:
    """Tell the members that the group is no longer what it was, and whether somebody else ``led`` it before."""
    for member in party.members:
        if led:
            member.fire("PARTY_LEADER_CHANGED")
        member.fire("GROUP_ROSTER_UPDATE")


def token_of(viewer: Player, other: Player, party: Party) -> str:
    """The unit token by which a client knows another member: "raid3", or "party1" in a party; "" for itself."""
    if party.kind == "raid":
        return f"raid{party.members.index(other) + 1}"
    others = [member for member in party.members if member is not viewer]
    return f"party{others.index(other) + 1}" if other in others else ""
