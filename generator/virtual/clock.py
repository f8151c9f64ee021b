"""Virtual time: one queue of events ordered by (time, sequence), and nothing of the wall clock."""

from __future__ import annotations

import heapq
from collections.abc import Callable

Action = Callable[[], None]

#: Events one instant may hold before it counts as a loop that never lets time pass.
INSTANT_LIMIT = 200_000


class ClockStuck(RuntimeError):
    """Actions kept scheduling each other without time passing; the message names the instant."""


class Timer:
    """One scheduled action. ``cancel()`` may be called at any time, also after it ran."""

    __slots__ = ("action",)

    def __init__(self, action: Action) -> None:
        self.action: Action | None = action

    @property
    def pending(self) -> bool:
        """True while the action is still to run."""
        return self.action is not None

    def cancel(self) -> None:
        """Make sure the action does not run (again)."""
        self.action = None


class Clock:
    """Seconds since the world began, as a float, moved only by running events.

    Two events of the same time run in the order in which they were scheduled, so a run depends on nothing but
    what was asked of the clock.
    """

    def __init__(self) -> None:
        self._now = 0.0
        self._sequence = 0
        # As tuples, which are compared without a call into Python.
        self._queue: list[tuple[float, int, Timer]] = []
        self._instant = 0

    @property
    def now(self) -> float:
        """The current virtual time in seconds."""
        return self._now

    @property
    def scheduled(self) -> int:
        """How many events were ever queued."""
        return self._sequence

    @property
    def waiting(self) -> int:
        """How many events are queued, cancelled ones included."""
        return len(self._queue)

    def at(self, time: float, action: Action) -> Timer:
        """Run ``action`` at ``time`` seconds; a time in the past means now, after what is already due."""
        self._sequence += 1
        timer = Timer(action)
        heapq.heappush(self._queue, (max(time, self._now), self._sequence, timer))
        return timer

    def after(self, delay: float, action: Action) -> Timer:
        """Run ``action`` in ``delay`` seconds (negative counts as 0)."""
        return self.at(self._now + max(delay, 0.0), action)

    def run(self, seconds: float) -> None:
        """Let ``seconds`` pass, running everything that falls due, the last instant included."""
        until = self._now + max(seconds, 0.0)
        while self._step(until):
            pass
        self._now = until

    def run_until(self, predicate: Callable[[], bool], limit: float) -> bool:
        """Run until ``predicate()`` holds, at most ``limit`` seconds; return whether it held.

        The predicate is asked at the start and after each instant in which something ran, so it may cost
        something. When it never held, exactly ``limit`` seconds have passed.
        """
        until = self._now + max(limit, 0.0)
        if predicate():
            return True
        while self._step(until):
            while self._step(self._now):
                pass
            if predicate():
                return True
        self._now = until
        return False

    def _step(self, until: float) -> bool:
        """Run the next event that is due by ``until``; whether there was one."""
        queue = self._queue
        while queue and queue[0][0] <= until:
            time, _, timer = heapq.heappop(queue)
            action, timer.action = timer.action, None
            if action is not None:
                self._advance(time)
                action()
                return True
        return False

    def _advance(self, time: float) -> None:
        if time > self._now:
            self._now = time
            self._instant = 0
            return
        self._instant += 1
        if self._instant > INSTANT_LIMIT:
            raise ClockStuck(
                f"more than {INSTANT_LIMIT} events at {self._now:.3f} s: "
                "something schedules itself without a delay; give it one"
            )
