"""What a node forgets, because nobody has needed it for long."""

from __future__ import annotations

from .core import Core
from .rules import timer

_GHOST = timer("ghost")
#: Seconds between two looks.
SWEEP = 60.0


class Forgetting(Core):
    """Servers out of reach, orders of lines, channels nobody is in, answers to A."""

    def _sweep(self) -> None:
        """Forget what nobody has needed for long."""
        self._swept = self._now
        for sid in (*self.state.servers, *self.state.held):
            if sid != self.me and not self.state.within(sid):
                self._ghosts.setdefault(sid, self._now)
        gone = [sid for sid, since in self._ghosts.items() if self._now - since >= _GHOST]
        for sid in gone:
            del self._ghosts[sid]
            self._outgoing.pop(sid, None)
            self._epochs.pop(sid, None)
        self.state.forget(gone)
        self._forget_orderings()
        self.state.view.forget_channels(self._idle_for_long)
        self._accounts = {uid: each for uid, each in self._accounts.items() if each[0] > self._now}

    def _forget_orderings(self) -> None:
        """Keep the order of lines only from servers that are known, to this one and the leaves it has now."""
        for key in list(self._incoming):
            dest = key[3:]
            if key[:3] not in self.state.servers or (dest != self.me and dest not in self._leaf_links):
                del self._incoming[key]

    def _idle_for_long(self, name: bytes) -> bool:
        since = self._idle.setdefault(name, self._now)
        if self._now - since < _GHOST:
            return False
        del self._idle[name]
        return True
