"""The client's allowance of addon messages: so many per prefix, regained one by one."""

from __future__ import annotations

from generator.world.settings import Allowance, Flood

#: Regained fractions add up to a whole message in spite of float rounding.
_TINY = 1e-9


class Allowances:
    """The allowances of one client, one per key (a prefix, or a channel), filled when first used.

    Source: facts/wow-client.md 1.3. Nothing is queued: a refused message is not sent at all.
    """

    def __init__(self, rule: Allowance) -> None:
        self._rule = rule
        self._left: dict[str, tuple[float, float]] = {}

    def left(self, key: str, now: float) -> float:
        """How many messages ``key`` may send at time ``now``, fractions included."""
        rule = self._rule
        left, since = self._left.get(key, (float(rule.size), now))
        return min(float(rule.cap), left + (now - since) * rule.per_second)

    def take(self, key: str, now: float, amount: float = 1.0) -> bool:
        """Take one message, or so many bytes, from ``key``'s allowance; False when there is not so much left."""
        left = self.left(key, now)
        allowed = left >= amount - _TINY
        self._left[key] = (max(left - amount, 0.0) if allowed else left, now)
        return allowed


def as_allowance(flood: Flood) -> Allowance:
    """Bytes counted as an allowance counts messages."""
    return Allowance(flood.bytes, flood.per_second, flood.bytes)
