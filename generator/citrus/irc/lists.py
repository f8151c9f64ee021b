"""The lists of masks of a channel: bans, exceptions to them, who needs no invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...codec.errors import Fault
from ...codec.tokens import write
from ...spec.citrus import mask as MASK_KIND
from ..facts import fold
from ..status import OPERATOR
from ..view import Event
from .client import Client, Room
from .limits import LIST_MASKS
from .line import clean, full_mask
from .modes import LISTS

if TYPE_CHECKING:
    from .edge import Irc

#: The level of a ban that people set; the seed has others for those who set them by hand.
BAN = -10
#: Those that are modes of the mesh. Bans are levels of masks, as the seed has them.
BY_MODE = frozenset(LISTS) - {b"b"}


def keep(room: Room, letter: bytes, mask: bytes, on: bool, who: bytes, moment: int) -> bool:
    """Put a mask on a list or take it from there; False when nothing changes. ``moment`` in seconds since 1970."""
    masks = room.masks[letter]
    if on == (mask in masks):
        return False
    if on:
        masks[mask] = (who, moment)
    else:
        del masks[mask]
    return True


def listed(irc: Irc, room: Room, letter: bytes, on: bool, event: Event) -> None:
    """A list has changed; ``event`` says of which mask, and by whom."""
    mask = clean(event.text if letter in BY_MODE else event.subject)
    who = irc.source(event.source)[1:]
    if keep(room, letter, mask, on, who, event.time // 1_000_000):
        irc.mode_changed(room, event.source, event.time, b"+" if on else b"-", letter, mask)


def tell_list(irc: Irc, client: Client, room: Room, letter: bytes) -> None:
    kind = LISTS[letter]
    for mask, (who, since) in room.masks[letter].items():
        irc.reply(client, kind.row, room.name, mask, who, b"%d" % since)
    irc.reply(client, kind.end, room.name)


def change_list(irc: Irc, client: Client, room: Room, what: bytes, text: bytes) -> bytes:
    """Do ``what``, a sign and a letter, with a mask as people write it; empty when all is well, else an answer."""
    sign, letter = what[:1], what[1:]
    person = client.person
    assert person is not None
    mask = full_mask(text)
    try:
        write(MASK_KIND, mask)
    except Fault:
        return irc.numeric(client, "INVALIDMODEPARAM", room.name, letter, text or b"*", b"It is no mask")
    masks = room.masks[letter]
    known = next((each for each in masks if fold(each) == fold(mask)), None)
    if irc.channel_level(person, room) < OPERATOR:
        return irc.numeric(client, "CHANOPRIVSNEEDED", room.name)
    if (sign == b"-") == (known is None):
        return b""
    if sign == b"+" and len(masks) >= LIST_MASKS:
        return irc.numeric(client, "BANLISTFULL", room.name, letter)
    mask, node = known or mask, irc.node
    if letter in BY_MODE:
        done = node.set_mode(person.uid, room.cid, letter, sign, mask)
    elif sign == b"-":
        done = node.lift_ban(person.uid, mask, room.cid)
    else:
        done = node.set_level(person.uid, mask, BAN, room.cid)
    return b"" if done else irc.numeric(client, "CHANOPRIVSNEEDED", room.name)
