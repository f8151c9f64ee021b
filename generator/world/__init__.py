"""Many simulated clients in one world: virtual time, who can reach whom, throttles, faults and a trace."""

from generator.virtual.faults import Corrupt, Deliver, Drop, Duplicate, Hold, Match, Packet, Pass, Reorder
from generator.world.contacts import Contact
from generator.world.identity import Realm
from generator.world.player import Player
from generator.world.settings import (
    Allowance,
    BattleNet,
    Channels,
    Grouping,
    Links,
    Lockdown,
    Names,
    Reach,
    Settings,
    Text,
    Throttle,
)
from generator.world.trace import Record
from generator.world.world import World, WorldError

__all__ = [
    "Allowance",
    "BattleNet",
    "Channels",
    "Contact",
    "Corrupt",
    "Deliver",
    "Drop",
    "Duplicate",
    "Grouping",
    "Hold",
    "Links",
    "Lockdown",
    "Match",
    "Names",
    "Packet",
    "Pass",
    "Player",
    "Reach",
    "Realm",
    "Record",
    "Reorder",
    "Settings",
    "Text",
    "Throttle",
    "World",
    "WorldError",
]
