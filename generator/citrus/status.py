"""Who may do what to whom: the seed's table of status levels, read from the specification.

Two readings of the table: the usual one, and ``literal``, which keeps what the seed says where it is taken for a slip.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from ..spec.citrus import SERVICES_ONLY
from ..spec.citrus_mesh import CITRUS_MESH
from ..spec.model import StatusBand

BANDS = tuple(band for band in CITRUS_MESH.all(StatusBand).values() if band.low >= 0)
BANNED = next(band for band in CITRUS_MESH.all(StatusBand).values() if band.low < 0)
OVERRIDE = next(band for band in BANDS if band.right == "override")
VOICE = next(band.low for band in BANDS if band.right == "voice")
OPERATOR = next(band.low for band in BANDS if band.right == "operator")


def band_of(level: int) -> StatusBand:
    """The band of a level 0..9999; of a ban the banned one."""
    if level < 0:
        return BANNED
    return next(band for band in reversed(BANDS) if level >= band.low)


def may_speak(level: int) -> bool:
    """Whether a level may speak in a moderated channel."""
    return level >= VOICE


def may_change(level: int) -> bool:
    """Whether a level may change modes and statuses."""
    return level >= OPERATOR


def may_act(actor: int, target: int, *, literal: bool = False) -> bool:
    """Whether somebody of level ``actor`` may act on (kick, ban, set the level of) somebody of level ``target``.

    An operator acts on whoever is not protected from its band; override acts on everybody below override. Literal:
    9990 and above is protected from nobody and 9000 to 9989 from 2000 to 7999 only, as written.
    """
    if not may_change(actor):
        return False
    mine, theirs = band_of(actor), band_of(target)
    shield = theirs.literal_protected if literal else theirs.protected
    if mine is OVERRIDE:
        return theirs is not OVERRIDE
    return shield is None or not shield[0] <= mine.low <= shield[1]


def may_set(actor: int, target: int, level: int, *, services: bool = False) -> bool:
    """Whether ``actor`` may change the level of ``target`` to ``level``.

    Services may always. Others give only levels of bands below their own, never from 9000 on, to those they may act on.
    """
    if services:
        return True
    return level < SERVICES_ONLY and may_act(actor, target) and band_of(level).low < band_of(actor).low


@cache
def matrix(*, literal: bool = False) -> Mapping[tuple[str, str], bool]:
    """``may_act`` for every pair of bands, by their names: 11 x 11 pairs."""
    return MappingProxyType(
        {(mine.name, theirs.name): may_act(mine.low, theirs.low, literal=literal) for mine in BANDS for theirs in BANDS}
    )
