"""Who keeps a nick that several have."""

from __future__ import annotations

from .facts import User, server_of


def nick_winner(claims: list[User], services: frozenset[bytes] = frozenset()) -> bytes:
    """Who keeps a nick that several have; empty when nobody does.

    The earliest keeps it. If others come from the same user and host as the earliest, the latest of these does: they
    are one person who came back. When that leaves two of the same time, nobody does.

    Before all others comes who is of one of the ``services``: whoever else had such a nick would be told passwords.
    """
    claims = [user for user in claims if server_of(user.uid) in services] or claims
    if not claims:
        return b""
    first = min(user.time for user in claims)
    earliest = [user for user in claims if user.time == first]
    if len(earliest) > 1:
        return b""
    person = [user for user in claims if (user.user, user.host) == (earliest[0].user, earliest[0].host)]
    last = max(user.time for user in person)
    latest = [user for user in person if user.time == last]
    return latest[0].uid if len(latest) == 1 else b""
