"""PI and PO: how slow each link is, whether it is alive, and what the others are told of it."""

from __future__ import annotations

from ..codec import Decoded
from .core import Core
from .lag import Distrust, cost, worth_telling
from .links import Link
from .rules import MESH, timer

_PERIOD, _FIRST = timer("lag_period"), timer("first_lags")
_FIRST_COUNT = 10
_SPREAD = 0.2
#: While a PI waits, its wait is looked at so often.
_LOOK = 0.5


class Measuring(Core):
    """One PI at a time on each link, in the same queue as everything else, so that waiting shows."""

    def _probe(self, link: Link) -> None:
        token = b"%016x" % self._random.getrandbits(64)
        sent = self._us()
        link.probe, link.next_probe = (token, sent, self._now), None
        self._put(link, MESH.encode("PI", {"source": self.me, "dest": link.peer, "token": token, "t1": sent}))

    def _take_probe(self, link: Link, said: Decoded) -> None:
        """A PI of the neighbour's for this server. The first one ends their burst."""
        now = self._us()
        values = {
            "source": self.me,
            "origin": said.values["source"],
            "token": said.values["token"],
            "t1": said.values["t1"],
            "t2": now,
            "t3": now,
        }
        self._put(link, MESH.encode("PO", values))
        if not link.settled:
            link.settled = True
            self._log("info", f"{link.words()} has told all it knows")
            self._links_changed()

    def _take_answer(self, link: Link, said: Decoded) -> None:
        """A PO. One nobody asked for, or with times that cannot be, changes nothing."""
        times = [said.values[name] for name in ("t1", "t2", "t3")]
        t1, t2, t3 = (value for value in times if isinstance(value, int))
        probe = link.probe
        if probe is None or (said.values["source"], said.values["token"], t1) != (link.peer, probe[0], probe[1]):
            self._count("PO nobody asked for")
            return
        took = (self._us() - t1) - (t3 - t2)
        if t3 < t2 or not link.lag.sample(took, self._now):
            self._count("PO with impossible times")
            return
        link.probe = None
        period = _FIRST if link.lag.count < _FIRST_COUNT else _PERIOD
        link.next_probe = self._now + period * (1 + _SPREAD * (2 * self._random.random() - 1))
        if not link.told:
            self._links_changed()

    def _cost(self, link: Link) -> int:
        waiting = (self._now - link.probe[2]) * 1_000_000 if link.probe else 0.0
        slow = link.queued - link.burst > self.settings.soft_queue
        held = self._distrust.setdefault(link.peer, Distrust(since=self._now)).holds(self._now)
        return cost(link.lag.mean, waiting, slow or held)

    def _told_links(self) -> list[Link]:
        return [link for link in self.links.values() if link.open and link.settled and link.lag.mean is not None]

    def _links_changed(self) -> None:
        """Say which links there are and what they cost, if that is new."""
        links: dict[bytes, int] = {}
        for link in self._told_links():
            link.told, link.told_at = self._cost(link), self._now
            links[link.peer] = link.told
            links.update({leaf: link.told for leaf, via in self._leaf_links.items() if via == link.id})
        if links == self.own.links and self.own.seq:
            return
        told = [{"sid": sid, "lag": lag} for sid, lag in sorted(links.items())]
        self.say("LS", {"source": self.me, "links": told, "text": self.settings.description})

    def _measure(self) -> None:
        """What is due on each link."""
        for link in list(self.links.values()):
            if not link.open:
                continue
            if link.next_probe is not None and self._now >= link.next_probe:
                self._probe(link)
            if link.probe is not None and self._now - link.probe[2] >= self.settings.silence:
                self._close(link, f"it has not answered for {self.settings.silence:g} s")
        if any(worth_telling(link.told, self._cost(link), self._now - link.told_at) for link in self._told_links()):
            self._links_changed()

    def _measure_due(self) -> float | None:
        dues: list[float] = []
        for link in self.links.values():
            if not link.open:
                continue
            if link.next_probe is not None:
                dues.append(link.next_probe)
            if link.probe is not None:
                dues.append(max(self._now, link.probe[2]) + _LOOK)
        return min(dues, default=None)
