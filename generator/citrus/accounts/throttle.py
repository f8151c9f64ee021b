"""How often somebody may be wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

#: So many keys are remembered.
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """``burst`` at once, then one every ``seconds``."""

    burst: int
    seconds: float


#: Wrong passwords of an account and from a server; accounts made from a server.
PER_ACCOUNT, PER_SERVER, REGISTRATIONS = Rate(5, 30.0), Rate(60, 1.0), Rate(20, 3.0)


@dataclass(slots=True)
class Throttle:
    """Counts tries by key. Times are in seconds."""

    rate: Rate
    most: int = MOST
    _spent: dict[bytes, tuple[float, float]] = field(default_factory=dict)

    def take(self, key: bytes, now: float) -> bool:
        """Spend one try; False when there is none left."""
        spent = self._now_spent(key, now)
        if spent > self.rate.burst - 1:
            return False
        if key not in self._spent and len(self._spent) >= self.most:
            self._forget(now)
        self._spent[key] = (spent + 1, now)
        return True

    def give_back(self, key: bytes, now: float) -> None:
        """The try was not wrong."""
        self._spent[key] = (max(0.0, self._now_spent(key, now) - 1), now)

    def _now_spent(self, key: bytes, now: float) -> float:
        spent, at = self._spent.get(key, (0.0, now))
        return max(0.0, spent - (now - at) / self.rate.seconds)

    def _forget(self, now: float) -> None:
        """Those that have all their tries again; and, if that is nobody, the one of longest ago."""
        for key in [key for key in self._spent if not self._now_spent(key, now)]:
            del self._spent[key]
        if len(self._spent) >= self.most:
            del self._spent[next(iter(self._spent))]
