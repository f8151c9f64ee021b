"""How slow a link is: smoothed samples of PI and PO, distrust of links that flap, and what to tell the others."""

from __future__ import annotations

from dataclasses import dataclass

from .rules import limit, timer

#: The gains of RFC 6298, the mean's doubled: a mesh that measures every 5 s must notice within a few samples.
MEAN_GAIN, SPREAD_GAIN = 1 / 4, 1 / 4
LONGEST_US = 600_000_000
CLOSEST_US = limit("closest_lag")

#: A lag is told again when it changed by this share, and by this much.
TOLD_SHARE, TOLD_US = 0.25, 2_000
BETTER_PATIENCE, WORSE_PATIENCE = 5.0, 0.5

#: RFC 2439: a loss weighs 1000; above ``SUPPRESS`` the link is used only where there is no other, until ``REUSE``.
LOSS, SUPPRESS, REUSE = 1000.0, 2500.0, 1000.0
SUPPRESSED_US = 60_000_000
_HALF_LIFE = timer("flap_half_life")


@dataclass(slots=True)
class Lag:
    """Microseconds there and back. ``mean`` is None before the first sample."""

    mean: float | None = None
    spread: float = 0.0
    sampled: float = 0.0
    count: int = 0

    def sample(self, us: int, now: float) -> bool:
        """Take a sample; False when no link could have it."""
        if not 0 <= us <= LONGEST_US:
            return False
        if self.mean is None:
            self.mean, self.spread = float(us), us / 2
        else:
            self.spread += SPREAD_GAIN * (abs(us - self.mean) - self.spread)
            self.mean += MEAN_GAIN * (us - self.mean)
        self.count += 1
        self.sampled = now
        return True


@dataclass(slots=True)
class Distrust:
    """The penalty of a link that was lost, halved every ``flap_half_life`` seconds. It outlives the link."""

    penalty: float = 0.0
    since: float = 0.0
    suppressed: bool = False

    def lost(self, now: float) -> None:
        self._fade(now)
        self.penalty += LOSS
        self.suppressed = self.suppressed or self.penalty > SUPPRESS

    def holds(self, now: float) -> bool:
        """Whether the link is to be used only where there is no other."""
        self._fade(now)
        if self.penalty < REUSE:
            self.suppressed = False
        return self.suppressed

    def _fade(self, now: float) -> None:
        self.penalty *= 0.5 ** ((now - self.since) / _HALF_LIFE)
        self.since = now


def cost(mean: float | None, waiting_us: float, suppressed: bool) -> int:
    """What a link costs in microseconds: its lag, or for how long a PI has been waiting when that is more."""
    return max(CLOSEST_US, int(max(mean or 0.0, waiting_us))) + (SUPPRESSED_US if suppressed else 0)


def worth_telling(told: int, cost: int, age: float) -> bool:
    """Whether a cost is to be told, ``age`` seconds after ``told`` was."""
    if abs(cost - told) <= max(TOLD_US, told * TOLD_SHARE):
        return False
    return age >= (WORSE_PATIENCE if cost > told else BETTER_PATIENCE)
