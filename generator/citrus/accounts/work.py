"""What a request does to the accounts, once it is its turn: slow, and so done in a thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .hashing import Hasher
from .store import Account, Store

OK, NO, TAKEN, BROKEN = "ok", "no", "taken", "broken"


@dataclass(frozen=True, slots=True)
class Outcome:
    """``result`` is one of the words above; ``account`` is there when it is ok; ``text`` is for the operator."""

    result: str
    account: Account | None = None
    text: str = ""


Work = Callable[[Store, Hasher], Outcome]


def check(name: bytes, password: bytes) -> Work:
    """Whether it is the account's password."""

    def work(store: Store, hasher: Hasher) -> Outcome:
        found = store.find(name)
        if not hasher.right(found.hash if found else None, password) or found is None:
            return Outcome(NO)
        if hasher.outdated(found.hash):
            store.set_hash(name, hasher.hash(password))
        return Outcome(OK, found)

    return work


def register(name: bytes, password: bytes, uuid: bytes, made: int) -> Work:
    """A new account."""

    def work(store: Store, hasher: Hasher) -> Outcome:
        if store.find(name) is not None:
            return Outcome(TAKEN)
        account = Account(name, uuid, hasher.hash(password), made)
        return Outcome(OK, account) if store.add(account) else Outcome(TAKEN)

    return work


def change(name: bytes, old: bytes, new: bytes) -> Work:
    """Another password for who knows the old one."""

    def work(store: Store, hasher: Hasher) -> Outcome:
        checked = check(name, old)(store, hasher)
        if checked.result == OK and not store.set_hash(name, hasher.hash(new)):
            return Outcome(NO)
        return checked

    return work


def drop(name: bytes, password: bytes) -> Work:
    """The account goes."""

    def work(store: Store, hasher: Hasher) -> Outcome:
        checked = check(name, password)(store, hasher)
        if checked.result == OK and not store.drop(name):
            return Outcome(NO)
        return checked

    return work
