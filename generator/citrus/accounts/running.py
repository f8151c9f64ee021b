"""The account service in a server that runs: its table in the configuration, its file, its thread."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from ...codec.errors import Fault
from ...codec.tokens import write
from ...spec.citrus_mesh import nick as nick_kind
from ..reserved import ACCOUNTS_NICK
from ..shell.profiles import ProfileError
from .hashing import MEMORY_KIB, PASSES, Hasher
from .service import Done, Service
from .store import Store, StoreError
from .work import BROKEN, Outcome, Work

if TYPE_CHECKING:
    from ..shell.server import Server

LOG = logging.getLogger("citrus")
DATABASE = "accounts.sqlite"
#: Requests that may wait for their turn; another one is told that the service is busy.
QUEUE = 256
#: Keys of the table, with what they are unless the table says so.
KEYS: dict[str, str | int] = {
    "database": DATABASE,
    "nick": ACCOUNTS_NICK.decode(),
    "hash_memory": MEMORY_KIB,
    "hash_passes": PASSES,
    "queue": QUEUE,
}
#: The least and the most of each number: Argon2 takes no less, and more would only stop the machine.
BOUNDS = {"hash_memory": (8, 1 << 22), "hash_passes": (1, 1000), "queue": (1, 1_000_000)}


def mistakes(table: Mapping[str, object], folder: Path) -> list[str]:  # noqa: ARG001
    """What is wrong with the table [accounts]."""
    found = [f"there is no {key!r}; there are {', '.join(KEYS)}" for key in table if key not in KEYS]
    for key, usual in KEYS.items():
        value = table.get(key, usual)
        if isinstance(usual, str):
            if not isinstance(value, str) or not value:
                found.append(f"{key!r} must be a text, in quotes")
        elif isinstance(value, bool) or not isinstance(value, int) or not BOUNDS[key][0] <= value <= BOUNDS[key][1]:
            found.append(f"{key!r} must be a whole number from {BOUNDS[key][0]:,} to {BOUNDS[key][1]:,}")
    nick = table.get("nick", KEYS["nick"])
    if isinstance(nick, str) and nick:
        try:
            write(nick_kind, nick)
        except Fault:
            found.append(f"the nick {nick!r} holds what no nick may, or more than {nick_kind.high} bytes")
    return found


class Worker:
    """One thread that does one piece of work after the other."""

    def __init__(self, server: Server, store: Store, hasher: Hasher, queue: int) -> None:
        self._server = server
        self._store = store
        self._hasher = hasher
        self._most = queue
        self._waiting = 0
        self._thread = ThreadPoolExecutor(1, "accounts")

    def run(self, todo: Work, done: Done) -> bool:
        """See ``service.Run``."""
        if self._waiting >= self._most:
            return False
        self._waiting += 1
        future = self._server.loop.run_in_executor(self._thread, self._do, todo)
        future.add_done_callback(lambda found: self._done(found, done))
        return True

    def _do(self, todo: Work) -> Outcome:
        try:
            return todo(self._store, self._hasher)
        except StoreError as error:
            return Outcome(BROKEN, text=str(error))

    def _done(self, found: asyncio.Future[Outcome], done: Done) -> None:
        self._waiting -= 1
        if found.cancelled():
            return
        outcome = found.result()
        if outcome.text:
            LOG.error("%s", outcome.text)
        done(outcome)
        self._server.act()

    def close(self) -> None:
        """Finish what is being done, and give the file back."""
        self._thread.shutdown(cancel_futures=True)
        self._store.close()


class RunningService(Service):
    """A service that can be ended."""

    worker: Worker

    def close(self) -> None:
        """No more of it."""
        self.worker.close()


def make(server: Server, table: Mapping[str, object]) -> RunningService:
    """The profile of the table [accounts]. Raises ProfileError when the accounts cannot be had."""
    chosen = {**KEYS, **table}
    memory, passes, queue = (int(str(chosen[key])) for key in ("hash_memory", "hash_passes", "queue"))
    path = server.config.folder / Path(str(chosen["database"]))
    try:
        worker = Worker(server, Store(path), Hasher(memory, passes), queue)
    except StoreError as error:
        raise ProfileError(f"[accounts]: {error}") from None
    nick = str(chosen["nick"]).encode()
    made = RunningService(server.node, worker.run, SystemRandom(), server.loop.time, nick)
    made.worker = worker
    return made
