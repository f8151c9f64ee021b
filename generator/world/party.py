"""One party or raid: who leads it, who assists, and who is in which subgroup."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.world.player import Player

#: How many players a group has at most, by its kind.
MOST = {"party": 5, "raid": 40}
SUBGROUP = 5
SUBGROUPS = MOST["raid"] // SUBGROUP

#: The ranks of GetRaidRosterInfo.
MEMBER, ASSISTANT, LEADER = 0, 1, 2


@dataclass(slots=True, eq=False)
class Party:
    """A party or raid. ``members`` are in the order of raid1, raid2, ...; the first of a new one leads.

    ``subgroups`` says of each member which of the eight it is in, from 1; in a party all are in the first.
    """

    number: int
    kind: str
    members: list[Player]
    instance: bool
    leader: Player
    assistants: list[Player] = field(default_factory=list)
    everyone_assists: bool = False
    subgroups: dict[Player, int] = field(default_factory=dict)

    @property
    def guid(self) -> str:
        """What the events of a group call it."""
        return f"Party-0-{self.number:012X}"

    @property
    def category(self) -> int:
        """LE_PARTY_CATEGORY: 1 for the own group, 2 for one of an instance."""
        return 2 if self.instance else 1

    def rank(self, player: Player) -> int:
        """A member's rank, as GetRaidRosterInfo has it."""
        if player is self.leader:
            return LEADER
        return ASSISTANT if player in self.assistants or (self.everyone_assists and self.kind == "raid") else MEMBER

    def full(self) -> bool:
        """Whether nobody more can join."""
        return len(self.members) >= MOST[self.kind]

    def add(self, player: Player) -> None:
        """One more member; the group must not be full."""
        self.members.append(player)
        self._place(player)

    def take_out(self, player: Player) -> bool:
        """One member less; whether the leadership passed."""
        self.members.remove(player)
        self.subgroups.pop(player, None)
        if player in self.assistants:
            self.assistants.remove(player)
        if player is not self.leader or not self.members:
            return False
        self.pass_on()
        return True

    def pass_on(self) -> None:
        """Somebody else leads: an assistant that is online, else a member that is, else whoever is first."""
        others = [member for member in self.members if member is not self.leader]
        ordered = sorted(others, key=lambda member: (not member.online, member not in self.assistants))
        self.lead(ordered[0] if ordered else self.members[0])

    def lead(self, player: Player) -> None:
        """A member leads from now on, and assists no more."""
        self.leader = player
        if player in self.assistants:
            self.assistants.remove(player)

    def convert(self, kind: str) -> bool:
        """Make a party a raid, or a raid a party; False when that cannot be."""
        if kind == self.kind or len(self.members) > MOST[kind]:
            return False
        self.kind = kind
        self.assistants.clear()
        self.arrange()
        return True

    def arrange(self) -> None:
        """Put the members into subgroups by their order."""
        self.subgroups.clear()
        for member in self.members:
            self._place(member)

    def move(self, player: Player, subgroup: int) -> bool:
        """Put a member into another subgroup; False where there is no room or no such subgroup."""
        if self.kind != "raid" or not 1 <= subgroup <= SUBGROUPS or len(self.near(subgroup)) >= SUBGROUP:
            return False
        self.subgroups[player] = subgroup
        return True

    def swap(self, one: Player, other: Player) -> bool:
        """Two members change subgroups."""
        groups = self.subgroups
        groups[one], groups[other] = groups[other], groups[one]
        return self.kind == "raid"

    def near(self, subgroup: int) -> list[Player]:
        """The members of one subgroup, in order."""
        return [member for member in self.members if self.subgroups.get(member) == subgroup]

    def _place(self, player: Player) -> None:
        numbers = range(1, SUBGROUPS + 1) if self.kind == "raid" else range(1, 2)
        self.subgroups[player] = next(number for number in numbers if len(self.near(number)) < SUBGROUP)
