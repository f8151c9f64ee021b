"""Who is who: realms, characters and accounts, all made from the world's seed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random
from typing import Literal

from generator.world.streams import Streams

Faction = Literal["Alliance", "Horde"]

#: (class id, token, name): the classes every product has, so that a character fits any client.
CLASSES = (
    (1, "WARRIOR", "Warrior"),
    (3, "HUNTER", "Hunter"),
    (4, "ROGUE", "Rogue"),
    (5, "PRIEST", "Priest"),
    (8, "MAGE", "Mage"),
    (9, "WARLOCK", "Warlock"),
)

#: (token, name) per faction; the same rule.
RACES: dict[str, tuple[tuple[str, str], ...]] = {
    "Alliance": (("Human", "Human"), ("Dwarf", "Dwarf"), ("NightElf", "Night Elf"), ("Gnome", "Gnome")),
    "Horde": (("Orc", "Orc"), ("Scourge", "Undead"), ("Tauren", "Tauren"), ("Troll", "Troll")),
}

_DROPPED = re.compile(r"[\s\-.]")


def normalize(realm_name: str) -> str:
    """A realm's name as it stands after a character's dash: no spaces, dashes or dots (facts 4.3)."""
    return _DROPPED.sub("", realm_name)


@dataclass(frozen=True, slots=True)
class Realm:
    """One realm. Realms with the same ``group`` are connected: one whisper and channel space per faction."""

    id: int
    name: str
    group: str

    @property
    def normalized(self) -> str:
        """The name without spaces, dashes and dots."""
        return normalize(self.name)


@dataclass(frozen=True, slots=True)
class Character:
    """What does not change about a character from login to login."""

    name: str
    realm: Realm
    faction: Faction
    guid: str
    battletag: str
    class_id: int
    class_token: str
    class_name: str
    race_token: str
    race_name: str
    sex: int
    level: int

    @property
    def fullname(self) -> str:
        """``Name-NormalizedRealm``, as a sender is named in the trace and in events."""
        return f"{self.name}-{self.realm.normalized}"


def split_name(target: str, home: Realm) -> tuple[str, str]:
    """A whisper target as (name, normalized realm), both lower-cased; without a realm it is on ``home``."""
    name, _, realm = target.partition("-")
    return name.lower(), (normalize(realm) or home.normalized).lower()


def make_character(
    streams: Streams, name: str, realm: Realm, faction: Faction, battletag: str | None = None
) -> Character:
    """A character with a GUID ``Player-<realm id>-<8 hex>``, battletag, class and race drawn from its name.

    The same seed, name and realm give the same character, whoever else is in the world.
    """
    random: Random = streams.fresh(f"character/{name}-{realm.normalized}")
    guid = f"Player-{realm.id}-{random.randrange(0x01000000, 0x10000000):08X}"
    tag = battletag or f"{name}#{random.randrange(1000, 10000)}"
    class_id, class_token, class_name = random.choice(CLASSES)
    race_token, race_name = random.choice(RACES[faction])
    return Character(
        name=name,
        realm=realm,
        faction=faction,
        guid=guid,
        battletag=tag,
        class_id=class_id,
        class_token=class_token,
        class_name=class_name,
        race_token=race_token,
        race_name=race_name,
        sex=random.choice((2, 3)),
        level=random.randrange(10, 61),
    )
