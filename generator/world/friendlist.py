"""One client's friend list: what it has been told of its friends, under handles of its own.

Handles (bnetAccountID, gameAccountID) belong to one viewer and one session (facts/wow-client.md 2): another
viewer, or the same one after the next login, sees other numbers.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

from generator.client.host import Friend, GameAccount
from generator.world.settings import BattleNet

#: BNetAccountInfo.friendLevel of friends of one game only.
TITLE = 3

#: A login seen by this client: (friend's fullname, number of the login).
Seen = tuple[str, int]


class Handles:
    """Numbers for one viewer's session, rising from a drawn start; optionally handed out again."""

    def __init__(self, random: Random, recycle: bool) -> None:
        self._random = random
        self._next = random.randrange(1000, 100_000)
        self._free: list[int] = []
        self._recycle = recycle

    def take(self) -> int:
        """A handle nobody has at the moment."""
        if self._free:
            return heapq.heappop(self._free)
        self._next += self._random.randrange(1, 10)
        return self._next

    def give_back(self, handle: int) -> None:
        """The handle's owner is gone."""
        if self._recycle:
            heapq.heappush(self._free, handle)


@dataclass(frozen=True, slots=True)
class Friendship:
    """What a friend is: BNetAccountInfo.friendLevel, and whether it is a favourite."""

    level: int = 1
    favourite: bool = False


@dataclass(slots=True)
class Entry:
    """One friend as the client knows it. ``draw`` is its place in a list that has no order."""

    account_id: int
    battletag: str
    friendship: Friendship = Friendship()
    draw: float = 0.0
    logins: dict[Seen, GameAccount] = field(default_factory=dict)


class FriendList:
    """The friends of one session, kept by what arrives at the client."""

    def __init__(self, random: Random, switches: BattleNet) -> None:
        self._random = random
        self._switches = switches
        self._handles = Handles(random, switches.recycle_ids)
        self.entries: dict[str, Entry] = {}
        self.own_id = self._handles.take()
        self.gone: set[int] = set()
        self._unseen: dict[Seen, int] = {}
        self._shown: list[Friend] | None = None

    def friends(self) -> list[Friend]:
        """The list in the order the client shows it: favourites, then who is online, then by battletag.

        Nobody may rely on it: with the switch ``bnet.order`` it is another one after every change.
        """
        if self._shown is None:
            self._shown = self._show()
        return self._shown

    def _show(self) -> list[Friend]:
        if self._switches.order == "shuffled":
            for entry in self.entries.values():
                entry.draw = self._random.random()
        entries = sorted(
            self.entries.values(),
            key=lambda entry: (entry.draw, not entry.friendship.favourite, not entry.logins, entry.battletag),
        )
        return [
            Friend(
                bnet_account_id=entry.account_id,
                battletag=entry.battletag,
                account_name=self.name_of(entry),
                is_battletag_friend=entry.friendship.level == 1,
                is_favorite=entry.friendship.favourite,
                friend_level=entry.friendship.level,
                accounts=tuple(entry.logins.values()),
            )
            for entry in entries
        ]

    def name_of(self, entry: Entry) -> str:
        """The account's name; as a token the client shows as a name where the switch says so."""
        if self._switches.protected_names:
            return f"|Kp{entry.account_id}|k"
        return entry.battletag.partition("#")[0]

    def index(self, battletag: str) -> int | None:
        """The friendIndex of a friend, from 1."""
        tags = [friend.battletag for friend in self.friends()]
        return tags.index(battletag) + 1 if battletag in tags else None

    def find(self, handle: int) -> tuple[Seen, GameAccount] | None:
        """The login a gameAccountID stands for now."""
        for entry in self.entries.values():
            for seen, account in entry.logins.items():
                if account.game_account_id == handle:
                    return seen, account
        return None

    def is_title(self, handle: int) -> bool:
        """Whether a gameAccountID is that of a title friend."""
        return any(
            account.game_account_id == handle
            for entry in self.entries.values()
            if entry.friendship.level == TITLE
            for account in entry.logins.values()
        )

    def handle_of(self, seen: Seen) -> int | None:
        """The gameAccountID of a login, None when this client has not heard of it."""
        for entry in self.entries.values():
            if seen in entry.logins:
                return entry.logins[seen].game_account_id
        return None

    def handle_of_unseen(self, seen: Seen) -> int:
        """The gameAccountID of a login that is in no list, such as that of a friend who appears offline."""
        if seen not in self._unseen:
            self._unseen[seen] = self._handles.take()
        return self._unseen[seen]

    def add(self, battletag: str, friendship: Friendship) -> None:
        """A new friend, offline as far as is known."""
        if battletag not in self.entries:
            self.entries[battletag] = Entry(self._handles.take(), battletag, friendship)
            self._shown = None

    def remove(self, battletag: str) -> None:
        """Somebody is no friend any more; the tag must be in the list."""
        self.update(battletag, [])
        self.entries.pop(battletag, None)
        self._shown = None

    def update(self, battletag: str, logins: Sequence[tuple[Seen, GameAccount]]) -> tuple[bool, bool, bool]:
        """Take note of a friend's logins (their handles are filled in here).

        Returns whether the friend went offline, came online, and whether anything changed at all.
        """
        entry = self.entries[battletag]
        before = entry.logins
        after: dict[Seen, GameAccount] = {}
        kept = frozenset(seen for seen, _ in logins)
        for seen, account in before.items():
            if seen not in kept:
                self.gone.add(account.game_account_id)
                self._handles.give_back(account.game_account_id)
        for seen, account in logins:
            known = before.get(seen)
            handle = known.game_account_id if known else self._handles.take()
            self.gone.discard(handle)
            after[seen] = replace(account, game_account_id=handle)
        entry.logins = after
        self._shown = None
        stayed = any(seen in before for seen in after)
        went = bool(before) and not stayed
        came = bool(after) and not stayed
        return went, came, before != after
