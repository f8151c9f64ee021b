"""Calling a neighbour, and calling again: sooner at first, then ever later, and never all at once."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Awaitable, Callable
from random import Random

from .config import Call

LOG = logging.getLogger("citrus")
FIRST, MOST = 1.0, 60.0
#: A link that held for so long was a good one: the next call is soon again.
STABLE = 60.0
TIMEOUT = 10.0
#: A connection that ended sooner was turned away before it was a link.
TURNED_AWAY = 10.0
#: So many calls in a row that led to nothing, and whoever runs the server should know.
_PATIENCE = 3
_HANGS_UP = "hangs up: is the secret the same at both ends, and each certificate the one that is expected?"


class Caller:
    """Keeps one link up. ``dial`` makes the connection or raises OSError. Nobody is called while ``linked`` with them.

    ``shows``: with a certificate of ours, if we have one. Some are known by it. But whoever knows the certificates of
    others only refuses to talk with those who show one they do not know, so after each refusal it is the other way.
    """

    def __init__(
        self,
        call: Call,
        loop: asyncio.AbstractEventLoop,
        chance: Random,
        dial: Callable[[Caller], Awaitable[None]],
        linked: Callable[[bytes], bool],
    ) -> None:
        self.call = call
        self.shows = True
        self._linked = linked
        self._failed = 0
        self._loop = loop
        self._chance = chance
        self._dial = dial
        self._link = 0
        self._pause = FIRST
        self._since = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None
        self._ended = False

    def begin(self) -> None:
        """Call now. Who has called us meanwhile is looked at again later: two who call each other would never rest."""
        self._timer = None
        if self._linked(self.call.sid):
            self._pause, self._failed = FIRST, 0
            self._timer = self._loop.call_later(MOST * (0.5 + self._chance.random() / 2), self.begin)
            return
        self._task = self._loop.create_task(self._try())

    def end(self) -> None:
        """Call no more."""
        self._ended = True
        if self._timer is not None:
            self._timer.cancel()
        if self._task is not None:
            self._task.cancel()

    async def _try(self) -> None:
        try:
            await asyncio.wait_for(self._dial(self), TIMEOUT)
        except (OSError, TimeoutError) as error:
            self._tell(f"cannot be reached: {error or 'no answer'}")
            if isinstance(error, ssl.SSLError):
                self.shows = not self.shows
            self._again()

    def connected(self, link: int) -> None:
        """The connection is there."""
        self._link, self._since = link, self._loop.time()

    def lost(self, link: int) -> None:
        """A link has ended; if it is this one, call again."""
        if link != self._link or not link:
            return
        self._link = 0
        lasted = self._loop.time() - self._since
        if lasted >= STABLE:
            self._pause = FIRST
        if lasted >= TURNED_AWAY:
            self._failed = 0
        else:
            self.shows = not self.shows
            if not self._linked(self.call.sid):
                self._tell(_HANGS_UP)
        self._again()

    def _tell(self, why: str) -> None:
        self._failed += 1
        level = logging.WARNING if self._failed == _PATIENCE else logging.INFO
        LOG.log(level, "%s at %s %s", self.call.sid.decode(), self.call.address, why)

    def _again(self) -> None:
        if self._ended or self._timer is not None:
            return
        pause = self._pause * (0.5 + self._chance.random() / 2)
        self._pause = min(MOST, self._pause * 2)
        self._timer = self._loop.call_later(pause, self.begin)
