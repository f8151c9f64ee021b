"""Classes and races a character can have, as the client's unit functions report them in English.

Sources: the game's own class and race numbers, the same in every client that has the class or race.
"""

from __future__ import annotations

CLASSES: dict[str, tuple[int, str]] = {
    "WARRIOR": (1, "Warrior"),
    "PALADIN": (2, "Paladin"),
    "HUNTER": (3, "Hunter"),
    "ROGUE": (4, "Rogue"),
    "PRIEST": (5, "Priest"),
    "DEATHKNIGHT": (6, "Death Knight"),
    "SHAMAN": (7, "Shaman"),
    "MAGE": (8, "Mage"),
    "WARLOCK": (9, "Warlock"),
    "MONK": (10, "Monk"),
    "DRUID": (11, "Druid"),
    "DEMONHUNTER": (12, "Demon Hunter"),
    "EVOKER": (13, "Evoker"),
}
"""Class file name -> class number and name."""

RACES: dict[str, tuple[int, str]] = {
    "Human": (1, "Human"),
    "Orc": (2, "Orc"),
    "Dwarf": (3, "Dwarf"),
    "NightElf": (4, "Night Elf"),
    "Scourge": (5, "Undead"),
    "Tauren": (6, "Tauren"),
    "Gnome": (7, "Gnome"),
    "Troll": (8, "Troll"),
    "Goblin": (9, "Goblin"),
    "BloodElf": (10, "Blood Elf"),
    "Draenei": (11, "Draenei"),
    "Worgen": (22, "Worgen"),
    "Pandaren": (24, "Pandaren"),
    "Nightborne": (27, "Nightborne"),
    "HighmountainTauren": (28, "Highmountain Tauren"),
    "VoidElf": (29, "Void Elf"),
    "LightforgedDraenei": (30, "Lightforged Draenei"),
    "ZandalariTroll": (31, "Zandalari Troll"),
    "KulTiran": (32, "Kul Tiran"),
    "DarkIronDwarf": (34, "Dark Iron Dwarf"),
    "Vulpera": (35, "Vulpera"),
    "MagharOrc": (36, "Mag'har Orc"),
    "Mechagnome": (37, "Mechagnome"),
    "Dracthyr": (52, "Dracthyr"),
    "EarthenDwarf": (85, "Earthen"),
}
"""Race file name -> race number and name."""
