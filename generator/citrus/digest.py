"""What users could notice of a network, in a fixed order: the same on nodes that agree."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .facts import Subject, is_user

if TYPE_CHECKING:
    from .view import View


def digest_of(view: View) -> str:
    """A hash of everything users could notice."""
    words = hashlib.sha256()
    for line in texts(view):
        words.update(line.encode() + b"\n")
    return words.hexdigest()[:16]


def texts(view: View) -> list[str]:
    """The lines of the digest as text."""
    return [repr(line) for line in lines(view)]


def lines(view: View) -> Iterator[tuple[object, ...]]:
    """What the digest is of."""
    for sid, name in sorted(view.servers.items()):
        yield "server", sid, name
    for uid, user in sorted(view.users.items()):
        yield "user", uid, view.shown[uid], user.time, user.user, user.host, user.real, user.away, user.account
        if user.modes != b"-":
            yield "modes", uid, user.modes
    channels = sorted(cid for cid, members in view.members.items() if members)
    for cid in channels:
        yield "channel", cid, view.names[cid], view.created[cid], sorted(view.members[cid])
    for key, register in sorted(view.registers.items()):
        if not register.lifted and _matters(view, key, channels):
            yield "register", key, register.version, sorted(register.values.items())


def _matters(view: View, key: Subject, channels: list[bytes]) -> bool:
    channel = key[1]
    if key[0] == b"D":
        return view.channel(channel) in channels
    if channel and channel not in channels:
        return False
    return not (key[0] == b"F" and is_user(key[2]) and key[2] not in view.users)
