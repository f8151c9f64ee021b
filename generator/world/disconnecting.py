"""What makes the server end a connection: too many bytes, or a name it cannot take. Source: facts/wow-client.md 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.world.player import Player


def check_name(sender: Player, target: str) -> None:
    """A whisper to a name that is too long, on another realm, may disconnect its sender."""
    if "-" in target and len(target.encode()) > sender.world.settings.reach.long_name_bytes:
        _disconnect(sender, "whispered to a name that is too long")


def count_bytes(sender: Player, size: int) -> None:
    """Somebody who sends more than the switch ``throttle.flood`` allows is disconnected."""
    session, flood = sender.require_session(), sender.world.settings.throttle.flood
    if (
        session.flood is not None
        and flood is not None
        and not session.flood.take("", sender.world.now, size + flood.overhead)
    ):
        _disconnect(sender, "sent too much")


def _disconnect(player: Player, why: str) -> None:
    """A hop later, and once."""
    session = player.require_session()
    if session.disconnecting:
        return
    session.disconnecting = True

    def end() -> None:
        if player.session is session:
            player.disconnect(why)

    player.world.clock.after(player.world.settings.links.hop, end)
