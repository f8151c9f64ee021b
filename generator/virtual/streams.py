"""Randomness: one stream per purpose, so that a new use of chance moves no other one."""

from __future__ import annotations

import hashlib
from random import Random


def stream_seed(seed: int, purpose: str) -> int:
    """The 256-bit seed of the stream ``purpose`` in a world of ``seed``: SHA-256 of ``<seed>/<purpose>``.

    A stable hash: the same in every process, whatever PYTHONHASHSEED says.
    """
    return int.from_bytes(hashlib.sha256(f"{seed}/{purpose}".encode()).digest(), "big")


class Streams:
    """Every random stream of one world, made when first asked for and kept."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._streams: dict[str, Random] = {}

    def of(self, purpose: str) -> Random:
        """The stream for ``purpose``, for example ``player/Tammya-MoonGuard`` or ``link/7``."""
        stream = self._streams.get(purpose)
        if stream is None:
            stream = self._streams[purpose] = Random(stream_seed(self.seed, purpose))
        return stream

    def fresh(self, purpose: str) -> Random:
        """A new generator at the start of ``purpose``'s stream: its values depend on no call before."""
        return Random(stream_seed(self.seed, purpose))
