"""Whom a client means by a unit token, and what it sees of others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.client.host import Unit
from generator.client.products import PRODUCTS
from generator.world.reach import realm_relation

if TYPE_CHECKING:
    from generator.world.party import Party
    from generator.world.player import Player

_GROUP_TOKEN = re.compile(r"(party|raid)([1-9][0-9]?)")


def find_unit(viewer: Player, token: str) -> Player | None:
    """Who a unit token means to ``viewer``, or the name of a member of its group."""
    if viewer.session is None:
        return None
    if token in viewer.session.units:
        return viewer.session.units[token]
    party = viewer.world.groups.party_of(viewer)
    if party is None:
        return None
    found = _GROUP_TOKEN.fullmatch(token)
    if found:
        members = _by_token(viewer, party, found[1])
        number = int(found[2])
        return members[number - 1] if number <= len(members) else None
    wanted = token.lower()
    return next((who for who in party.members if wanted in (who.name.lower(), who.fullname.lower())), None)


def _by_token(viewer: Player, party: Party, kind: str) -> list[Player]:
    """Raid tokens mean the same to all of a raid; party tokens the others of the own subgroup."""
    if kind == "raid":
        return party.members if party.kind == "raid" else []
    return [member for member in party.near(party.subgroups[viewer]) if member is not viewer]


def _is_secret(other: Player, viewer: Player) -> bool:
    enemies = viewer.world.settings.lockdown.secret_identities == "enemies"
    return (other.secret or (enemies and other.faction != viewer.faction)) and PRODUCTS[viewer.product].secrets


def seen(other: Player, viewer: Player) -> Unit:
    """What the client of ``viewer`` sees of a player."""
    identity, relations = other.identity, viewer.world.groups.relations(viewer, other)
    return Unit(
        name=identity.name,
        realm=identity.realm,
        realm_id=identity.realm_id,
        guid=identity.guid,
        faction=identity.faction,
        class_file=identity.class_file,
        race_file=identity.race_file,
        sex=identity.sex,
        level=identity.level,
        relation=realm_relation(viewer, other),
        online=other.online,
        in_group="group" in relations,
        in_guild="guild" in relations,
        secret=viewer is not other and _is_secret(other, viewer),
    )
