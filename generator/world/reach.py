"""Who can be whispered. Source: facts/wow-client.md 4.4, 4.7, 4.8."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.client.products import PRODUCTS
from generator.world.identity import split_name
from generator.world.settings import OfflineAnswer

if TYPE_CHECKING:
    from generator.world.player import Player

#: UnitRealmRelationship.
SAME_REALM, FOREIGN_REALM, CONNECTED_REALM = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Whisper:
    """Where a whisper goes: to ``receiver``, or nowhere because of ``lost``, answered as ``answer`` says."""

    receiver: Player | None
    lost: str = ""
    answer: OfflineAnswer = "silent"


def realm_relation(one: Player, other: Player) -> int:
    """How the realm of ``other`` looks from the realm of ``one``."""
    if one.realm.id == other.realm.id:
        return SAME_REALM
    return CONNECTED_REALM if one.realm.group == other.realm.group else FOREIGN_REALM


def find(sender: Player, target: str) -> Player | None:
    """The player a whisper target names, online or not: ``Name`` or ``Name-Realm``, in any case, of one's region."""
    found = sender.world.by_name.get(split_name(target, sender.realm, sender.world.settings.names.regional))
    return found if found is None or found.realm.region == sender.realm.region else None


def together(one: Player, other: Player) -> bool:
    """Whether two players are in the same place, and see and hear each other there."""
    return one.place == other.place and one.realm.region == other.realm.region


def whisper(sender: Player, target: str) -> Whisper:
    """Decide where an addon whisper goes, by realm group, faction and what the two have in common."""
    settings = sender.world.settings.reach
    # Before 12.0 there was no result that says so.
    told = settings.offline != "result" or PRODUCTS[sender.product].secrets
    offline: OfflineAnswer = settings.offline if told else "system"
    receiver = find(sender, target)
    if receiver is None:
        return Whisper(None, "nobody has that name", offline)
    relations = sender.world.groups.relations(sender, receiver)
    relation = realm_relation(sender, receiver)
    if relation == FOREIGN_REALM and not relations & settings.across_realms:
        return Whisper(None, "foreign realm", settings.foreign)
    if relation == CONNECTED_REALM and not settings.connected:
        return Whisper(None, "connected realm", settings.foreign)
    if not receiver.online:
        return Whisper(None, "offline", offline)
    if sender.faction != receiver.faction and not relations & settings.across_factions:
        return Whisper(None, "other faction", offline)
    return Whisper(receiver)
