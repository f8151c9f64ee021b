"""What the operator does to the accounts, also while the service runs."""

from __future__ import annotations

from pathlib import Path
from random import Random

from . import work
from .hashing import Hasher
from .names import mistake_of_name, mistake_of_password, new_uuid
from .store import Account, Store


class Refusal(Exception):
    """It may not be; the message says why."""


def accounts(path: Path) -> list[Account]:
    """All accounts of a file, by name. Raises StoreError."""
    return Store(path, create=False).all()


def add(path: Path, name: bytes, password: bytes, chance: Random, now: int) -> Account:
    """A new account; ``now`` in µs since 1970. Raises Refusal and StoreError."""
    mistake = mistake_of_name(name) or mistake_of_password(password)
    if mistake:
        raise Refusal(mistake)
    made = work.register(name, password, new_uuid(chance), now)(Store(path), Hasher()).account
    if made is None:
        raise Refusal("there is an account of this name already")
    return made


def set_password(path: Path, name: bytes, password: bytes) -> None:
    """Another password, without asking for the old one. Raises Refusal and StoreError."""
    mistake = mistake_of_password(password)
    if mistake:
        raise Refusal(mistake)
    if not Store(path, create=False).set_hash(name, Hasher().hash(password)):
        raise Refusal("there is no such account")


def drop(path: Path, name: bytes) -> None:
    """The account goes. Raises Refusal and StoreError."""
    if not Store(path, create=False).drop(name):
        raise Refusal("there is no such account")
