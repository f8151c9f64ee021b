"""What belongs to one login of one player, and is gone with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.client.host import Instance
from generator.virtual.clock import Timer
from generator.world.allowance import Allowances
from generator.world.restrictions import Restrictions

if TYPE_CHECKING:
    from generator.world.channels import Membership
    from generator.world.friendlist import FriendList
    from generator.world.player import Player


@dataclass(slots=True)
class Session:
    """One login. A reload keeps it: the connection and the client's process stay."""

    number: int
    since: float
    friends: FriendList
    prefixes: Allowances | None
    channel_sends: Allowances | None
    changed: Callable[[], None]
    """To be called after every change the client keeps an answer about (``Host.tells_changes``)."""
    flood: Allowances | None = None
    disconnecting: bool = False
    bnet_whispers: Allowances | None = None
    restrictions: Restrictions = field(default_factory=Restrictions)
    instance: Instance = field(default_factory=Instance)
    in_combat: bool = False
    units: dict[str, Player] = field(default_factory=dict)
    met: dict[str, Player] = field(default_factory=dict)
    channels: dict[int, Membership] = field(default_factory=dict)
    timers: dict[int, Timer] = field(default_factory=dict)
    battlenet: bool = False
    appears_offline: bool = False

    @property
    def in_instance(self) -> bool:
        """Whether the player is in an instance of any kind."""
        return self.instance.kind != "none"

    def cancel_timers(self) -> None:
        """Forget every timer the client asked for."""
        for timer in self.timers.values():
            timer.cancel()
        self.timers.clear()
