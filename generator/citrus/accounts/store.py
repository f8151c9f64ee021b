"""Accounts in an SQLite file.

Every change is on the disk when the call returns: WAL with ``synchronous=FULL``, so that neither a killed process nor
a machine without power loses one. Several processes may use the file at once, such as a server and its operator.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import apsw

from ..facts import fold

#: "CRPA": that the file is ours.
_APPLICATION = 0x43525041
_BUSY_MS = 5_000

#: What makes version 1 of a file of version 0, and so on. Never change one: add one.
STEPS = (
    """
    CREATE TABLE account (
        folded BLOB PRIMARY KEY,
        name BLOB NOT NULL,
        uuid BLOB NOT NULL UNIQUE,
        hash TEXT NOT NULL,
        made INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)

#: What went wrong, and what to do about it.
_TROUBLE: dict[type[apsw.Error], str] = {
    apsw.CantOpenError: "it cannot be opened; make its folder, and let this user write there",
    apsw.NotADBError: "it is no SQLite database; name another file",
    apsw.ReadOnlyError: "it may not be written to; let this user write to the file and its folder",
    apsw.PermissionsError: "it may not be written to; let this user write to the file and its folder",
    apsw.BusyError: f"another program has held it for {_BUSY_MS / 1000:g} s; end that program, or try again",
    apsw.FullError: "the disk is full; make room and try again",
    apsw.CorruptError: "it is damaged; put a copy of it in its place",
    apsw.IOError: "the disk does not do what it is asked; look after it, and keep a copy of the file",
}


class StoreError(Exception):
    """The accounts cannot be read or written; the message says which file, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Account:
    """``hash`` is what a password is checked against; ``made`` is in µs since 1970."""

    name: bytes
    uuid: bytes
    hash: str
    made: int


class Store:
    """Names that differ in the case of ASCII letters are one. Not for use by two threads at once.

    Raises StoreError from every method.
    """

    def __init__(self, path: Path, *, create: bool = True, steps: tuple[str, ...] = STEPS) -> None:
        self.path = path
        self._steps = steps
        flags = apsw.SQLITE_OPEN_READWRITE | (apsw.SQLITE_OPEN_CREATE if create else 0)
        if not create and not path.exists():
            raise self._error("there is no such file")
        with self._told():
            if create:
                _make(path)
            self._db = apsw.Connection(str(path), flags=flags)
            self._db.set_busy_timeout(_BUSY_MS)
            self._prepare()

    def _prepare(self) -> None:
        version = self._number("user_version")
        tables = self._db.execute("SELECT count(*) FROM sqlite_schema").get
        if self._number("application_id") != _APPLICATION and (version or tables):
            raise self._error("it is the database of another program; name another file")
        if version > len(self._steps):
            raise self._error(
                f"it has version {version} and this program knows {len(self._steps)}; use the newer program"
            )
        self._db.pragma("journal_mode", "wal")
        self._db.pragma("synchronous", "full")
        if version == len(self._steps):
            return
        self._db.execute("BEGIN IMMEDIATE")
        with self._db:
            # Another process may have been faster.
            for step in self._steps[self._number("user_version") :]:
                self._db.execute(step)
            self._db.pragma("application_id", _APPLICATION)
            self._db.pragma("user_version", len(self._steps))
        self._db.execute("COMMIT")

    def _number(self, pragma: str) -> int:
        found = self._db.pragma(pragma)
        assert isinstance(found, int)
        return found

    def close(self) -> None:
        """Give the file back."""
        self._db.close()

    # Accounts

    def find(self, name: bytes) -> Account | None:
        """The account of a name."""
        with self._told():
            row = self._db.execute(f"SELECT {_COLUMNS} FROM account WHERE folded = ?", (fold(name),)).fetchone()
        return Account(*row) if row else None

    def all(self) -> list[Account]:
        """All accounts, by name."""
        with self._told():
            return [Account(*row) for row in self._db.execute(f"SELECT {_COLUMNS} FROM account ORDER BY folded")]

    def add(self, account: Account) -> bool:
        """False when the name is taken."""
        values = (fold(account.name), account.name, account.uuid, account.hash, account.made)
        return self._change("INSERT INTO account VALUES (?, ?, ?, ?, ?) ON CONFLICT (folded) DO NOTHING", values)

    def set_hash(self, name: bytes, hashed: str) -> bool:
        """False when there is no such account."""
        return self._change("UPDATE account SET hash = ? WHERE folded = ?", (hashed, fold(name)))

    def drop(self, name: bytes) -> bool:
        """False when there is no such account."""
        return self._change("DELETE FROM account WHERE folded = ?", (fold(name),))

    def _change(self, statement: str, values: tuple[bytes | str | int, ...]) -> bool:
        with self._told():
            self._db.execute(statement, values)
            return self._db.changes() > 0

    # Errors

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except apsw.Error as error:
            known = next((words for kind, words in _TROUBLE.items() if isinstance(error, kind)), str(error))
            raise self._error(known) from error

    def _error(self, words: str) -> StoreError:
        return StoreError(f"{self.path}: {words}")


def _make(path: Path) -> None:
    """An empty file that its owner alone may read; SQLite gives those beside it the same rights."""
    # Whatever is wrong SQLite finds wrong too, and says better.
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


_COLUMNS = "name, uuid, hash, made"
