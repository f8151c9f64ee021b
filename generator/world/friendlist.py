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


@dataclass(slots=True)
class Entry:
    """One friend as the client knows it."""

    account_id: int
    battletag: str
    logins: dict[Seen, GameAccount] = field(default_factory=dict)


class FriendList:
    """The friends of one session, kept by what arrives at the client."""

    def __init__(self, random: Random, recycle: bool) -> None:
        self._handles = Handles(random, recycle)
        self.entries: dict[str, Entry] = {}
        self.own_id = self._handles.take()
        self.gone: set[int] = set()
        self._shown: list[Friend] | None = None

    def friends(self) -> list[Friend]:
        """The list in the order the client shows it: online friends first, then by battletag."""
        if self._shown is None:
            self._shown = self._show()
        return self._shown

    def _show(self) -> list[Friend]:
        entries = sorted(self.entries.values(), key=lambda entry: (not entry.logins, entry.battletag))
        return [
            Friend(
                bnet_account_id=entry.account_id,
                battletag=entry.battletag,
                account_name=entry.battletag.partition("#")[0],
                accounts=tuple(entry.logins.values()),
            )
            for entry in entries
        ]

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

    def handle_of(self, seen: Seen) -> int | None:
        """The gameAccountID of a login, None when this client has not heard of it."""
        for entry in self.entries.values():
            if seen in entry.logins:
                return entry.logins[seen].game_account_id
        return None

    def add(self, battletag: str) -> None:
        """A new friend, offline as far as is known."""
        if battletag not in self.entries:
            self.entries[battletag] = Entry(self._handles.take(), battletag)
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
