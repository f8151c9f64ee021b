"""Add-on restrictions: combat, encounters, keystones, matches, maps, and the chat lockdown they bring.

Source: facts/wow-client.md 1.4. The client is told before a restriction becomes active and after it ended:
state Activating, event, state Active; at the end state Inactive, event.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, get_args

from generator.client.products import PRODUCTS
from generator.world.settings import Restriction

if TYPE_CHECKING:
    from generator.world.player import Player
    from generator.world.session import Session

#: By value.
NAMES: tuple[Restriction, ...] = get_args(Restriction)
INACTIVE, ACTIVATING, ACTIVE = 0, 1, 2

_CHAT = NAMES.index("Chat")


class Restrictions:
    """The restriction states of one session, and which of them were asked for."""

    def __init__(self) -> None:
        self.states = [INACTIVE] * len(NAMES)
        self.wanted = [False] * len(NAMES)

    @property
    def lockdown(self) -> bool:
        """C_ChatInfo.InChatMessagingLockdown."""
        return self.states[_CHAT] == ACTIVE

    def any_active(self, names: Collection[str]) -> bool:
        """Whether one of some restrictions, by name, is in force."""
        return any(self.states[kind_of(name)] == ACTIVE for name in names)

    def want(self, kind: int, active: bool, triggers: Collection[str]) -> list[int]:
        """Note what is wanted; return the kinds that have to change, the chat lockdown last."""
        self.wanted[kind] = active
        locked = any(self.wanted[kind_of(name)] for name in triggers) or self.wanted[_CHAT]
        changed = [kind] if kind != _CHAT and (self.states[kind] != INACTIVE) != active else []
        if (self.states[_CHAT] != INACTIVE) != locked:
            changed.append(_CHAT)
        return changed


def kind_of(name: str) -> int:
    """The number of a restriction; ValueError names the ones there are."""
    if name not in NAMES:
        raise ValueError(f"no add-on restriction is called {name!r}; use one of {', '.join(NAMES)}")
    return NAMES.index(name)


def restrict(player: Player, name: str, active: bool) -> None:
    """Begin or end one restriction for one player, and the chat lockdown with it where it triggers one."""
    session = player.require_session()
    settings = player.world.settings.lockdown
    product = PRODUCTS[player.product]
    if not product.secrets or not (product.mainline or settings.on_classic):
        return
    changed = session.restrictions.want(kind_of(name), active, settings.triggers)
    if not changed:
        return
    if not active:
        _change(player, session, changed, INACTIVE)
        return
    _change(player, session, changed, ACTIVATING)
    if settings.activating_seconds > 0:
        player.world.clock.after(settings.activating_seconds, lambda: _activate(session, changed))
    else:
        _activate(session, changed)


def _change(player: Player, session: Session, kinds: list[int], state: int) -> None:
    """All change together, and then the client hears of each."""
    for kind in kinds:
        session.restrictions.states[kind] = state
    session.changed()
    for kind in kinds:
        player.fire("ADDON_RESTRICTION_STATE_CHANGED", kind, state)


def _activate(session: Session, kinds: list[int]) -> None:
    states = session.restrictions.states
    for kind in kinds:
        if states[kind] == ACTIVATING:
            states[kind] = ACTIVE
    session.changed()
