"""Beginning and ending sessions, and what the others learn of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.world.allowance import Allowances, as_allowance
from generator.world.session import Session
from generator.world.trace import Record

if TYPE_CHECKING:
    from generator.world.player import Player
    from generator.world.world import World


class Sessions:
    """The logins of a world, numbered from 1."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._count = 0

    def begin(self, player: Player) -> Session:
        """A player logs in: a new session, and word to its friends."""
        world = self._world
        self._count += 1
        throttle = world.settings.throttle
        session = player.session = Session(
            number=self._count,
            since=world.now,
            friends=world.friends.new_list(player, self._count),
            prefixes=Allowances(throttle.prefix) if throttle.prefix else None,
            channel_sends=Allowances(throttle.channel) if throttle.channel else None,
            flood=Allowances(as_allowance(throttle.flood)) if throttle.flood else None,
            bnet_whispers=Allowances(throttle.bnet_whispers) if throttle.bnet_whispers else None,
            changed=player.client.forget_answers,
        )
        self.note(player, "login")
        world.groups.connection(player, online=True)
        world.channels.login(player, session)
        delay = world.settings.bnet.connect_seconds
        if delay > 0:
            world.clock.after(delay, lambda: self._connect(player, session))
        else:
            self._connect(player, session)
        return session

    def end(self, player: Player, session: Session | None = None) -> None:
        """A session is over, if it is still the one meant; channels and friends learn of it."""
        ending = player.session
        if ending is None or (session is not None and session is not ending):
            return
        ending.cancel_timers()
        self._world.channels.drop_all(player, ending)
        player.session = None
        self._world.groups.connection(player, online=False)
        self._world.friends.changed(player)

    def battlenet(self, player: Player, connected: bool) -> None:
        """Connect or disconnect a player that is online to or from Battle.net."""
        session = player.require_session()
        if session.battlenet == connected:
            return
        if connected:
            self._connect(player, session)
            return
        session.battlenet = False
        session.friends = self._world.friends.new_list(player, session.number)
        session.changed()
        player.fire("BN_DISCONNECTED", True)
        self._world.friends.changed(player)

    def note(self, player: Player, what: str) -> None:
        """Trace a login, logout, reload or crash."""
        self._world.trace.add(Record(self._world.now, "session", sender=player.fullname, detail=what))

    def _connect(self, player: Player, session: Session) -> None:
        if player.session is not session:
            return
        session.battlenet = True
        self._world.friends.connect(player, session)
        session.changed()
        player.fire("BN_CONNECTED", False)
        self._world.friends.changed(player)
        known = session.since + self._world.settings.bnet.info_seconds
        if known > self._world.now:
            self._world.clock.at(known, lambda: self._world.friends.changed(player))
