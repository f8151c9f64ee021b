"""What a node forgets, because nobody has needed it for long."""

from __future__ import annotations

from .core import Core
from .facts import Register, Subject, is_user, server_of
from .rules import limit, timer

_GHOST, _LIFTED = timer("ghost"), limit("lifted")
#: Seconds between two looks.
SWEEP = 60.0


class Forgetting(Core):
    """Servers out of reach, orders of lines, channels nobody is in, levels of who has gone, old masks, answers to A."""

    def _sweep(self) -> None:
        """Forget what nobody has needed for long."""
        self._swept = self._now
        for sid in (*self.state.servers, *self.state.held):
            if sid != self.me and not self.state.within(sid):
                self._ghosts.setdefault(sid, self._now)
        gone = [sid for sid, since in self._ghosts.items() if self._now - since >= _GHOST]
        for sid in gone:
            del self._ghosts[sid]
            self._forget_count(sid)
        self.state.forget(gone)
        self._forget_orderings()
        self._forget_channels()
        self._forget_registers()
        self._accounts = {uid: each for uid, each in self._accounts.items() if each[0] > self._now}

    def _forget_count(self, sid: bytes) -> None:
        """Forget how lines for a server were numbered, but not how far: it may know us for a while yet."""
        counting = self._outgoing.pop(sid, None)
        if counting is not None:
            counting.renew()
            self._first_count = max(self._first_count, counting.count)

    def _forget_orderings(self) -> None:
        """Keep the order of lines only from servers that are known, to this one and the leaves it has now."""
        for key in list(self._incoming):
            dest = key[3:]
            if key[:3] not in self.state.servers or (dest != self.me and dest not in self._leaf_links):
                del self._incoming[key]

    def _forget_registers(self) -> None:
        """Levels of users who have gone, and masks taken off a list: those who knew better have long told so.

        A server that was away for longer may bring some back, which is why as many as people use are kept.
        """
        before = self.wall() - int(_GHOST * 1_000_000)
        there = {uid for server in self.state.servers.values() for uid in server.users}
        leaves = {leaf for server in self.state.servers.values() for leaf in server.leaves}
        for channel in self.state.view.subjects():
            lifted = sorted(each.version for each in self.state.view.about(channel) if each.lifted)
            enough = lifted[-_LIFTED] if len(lifted) > _LIFTED else None

            def gone(key: Subject, register: Register, enough: tuple[int, bytes, int] | None = enough) -> bool:
                if register.time >= before:
                    return False
                if register.lifted:
                    return enough is not None and register.version < enough
                user = key[2] if register.name == "F" and is_user(key[2]) else b""
                return bool(user) and user not in there and server_of(user) not in leaves

            self.state.view.drop(channel, gone)

    def _forget_channels(self) -> None:
        view = self.state.view
        self._idle = {name: self._idle.get(name, self._now) for name in view.deserted_names()}
        gone = [name for name, since in self._idle.items() if self._now - since >= _GHOST]
        for name in gone:
            del self._idle[name]
        view.forget_channels(gone)
        self._recalled.clear()
