"""Passwords as Argon2id hashes; a check takes as long when there is nothing to check against."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

#: The least that OWASP recommends: KiB, passes. A check takes some 20 ms, so that thousands can come back at once.
MEMORY_KIB, PASSES = 19_456, 2


class Hasher:
    """Slow on purpose: not for the event loop."""

    def __init__(self, memory_kib: int = MEMORY_KIB, passes: int = PASSES) -> None:
        self._argon = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1)
        self._nobodys = self._argon.hash(b"nobody's password")

    def hash(self, password: bytes) -> str:
        """A hash with a salt of its own."""
        return self._argon.hash(password)

    def right(self, hashed: str | None, password: bytes) -> bool:
        """Whether it is the password; of nobody (None) it never is, after the same time."""
        try:
            return self._argon.verify(hashed or self._nobodys, password) and hashed is not None
        except (VerificationError, InvalidHashError):
            return False

    def outdated(self, hashed: str) -> bool:
        """Whether a hash was made with other settings."""
        return self._argon.check_needs_rehash(hashed)
