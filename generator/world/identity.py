"""Who is who: realms and characters, made from the world's seed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from generator.client.host import Identity
from generator.virtual.streams import Streams

Faction = Literal["Alliance", "Horde"]

#: Classes and races every product has, so that a character fits any client.
CLASSES = ("WARRIOR", "HUNTER", "ROGUE", "PRIEST", "MAGE", "WARLOCK")
RACES = {"Alliance": ("Human", "Dwarf", "NightElf", "Gnome"), "Horde": ("Orc", "Scourge", "Tauren", "Troll")}

_DROPPED = re.compile(r"[\s\-.]")


def normalize(realm_name: str) -> str:
    """A realm's name as it stands after a character's dash: no spaces, dashes or dots (facts 4.3)."""
    return _DROPPED.sub("", realm_name)


@dataclass(frozen=True, slots=True)
class Realm:
    """One realm. Realms with the same ``group`` are connected: one whisper and channel space per faction.

    ``region`` is as GetCurrentRegion says it: 1 US, 2 KR, 3 EU, 4 TW, 5 CN.
    """

    id: int
    name: str
    group: str
    region: int = 1

    @property
    def normalized(self) -> str:
        """The name without spaces, dashes and dots."""
        return normalize(self.name)


def split_name(target: str, home: Realm, regional: bool = False) -> tuple[str, str]:
    """A whisper target as (name, normalized realm), both lower-cased; without a realm it is on ``home``.

    ``regional`` names are whole and have no realm.
    """
    if regional:
        return target.lower(), ""
    name, _, realm = target.partition("-")
    return name.lower(), (normalize(realm) or home.normalized).lower()


def make_identity(
    streams: Streams,
    name: str,
    realm: Realm,
    faction: Faction,
    battletag: str | None,
    host_server: int | None = None,
) -> Identity:
    """A character with a GUID ``Player-<realm id>-<8 hex>``, battletag, class and race drawn from its name.

    ``host_server`` stands in the GUID in place of the realm's id.

    The same seed, name and realm give the same character, whoever else is in the world.
    """
    random = streams.fresh(f"character/{name}-{realm.normalized}")
    server = realm.id if host_server is None else host_server
    guid = f"Player-{server}-{random.randrange(0x01000000, 0x10000000):08X}"
    tag = f"{name.partition(' ')[0]}#{random.randrange(1000, 10000)}"
    return Identity(
        name=name,
        realm=realm.name,
        realm_id=realm.id,
        guid=guid,
        faction=faction,
        class_file=random.choice(CLASSES),
        race_file=random.choice(RACES[faction]),
        sex=random.choice((2, 3)),
        level=random.randrange(10, 61),
        battletag=battletag or tag,
        region=realm.region,
        account=f"{name.replace(' ', '')}{realm.id}".upper(),
    )
