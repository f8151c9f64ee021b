"""What a node tells the person who runs it."""

from __future__ import annotations

from .core import Core


class Reporting(Core):
    """Status, and why messages go where they go."""

    def status(self) -> dict[str, object]:
        """The node as a person would want to see it; times in seconds, lags in milliseconds."""
        links = [
            {
                "peer": link.words(),
                "state": "settled" if link.settled else link.state,
                "secure": link.secure,
                "lag_ms": None if link.lag.mean is None else round(link.lag.mean / 1000, 2),
                "told_ms": round(link.told / 1000, 2),
                "queued": link.queued,
                "lines_in": link.lines_in,
                "lines_out": link.lines_out,
                "age": round(self._now - link.since, 1),
            }
            for _, link in sorted(self.links.items())
        ]
        routes = {
            sid.decode(): {"path": [each.decode() for each in way.path], "ms": round(way.cost / 1000, 2)}
            for sid in self.routes.destinations()
            if (way := self.routes.way(sid)) is not None
        }
        view = self.state.view
        return {
            "sid": self.me.decode(),
            "name": self.settings.name.decode(),
            "digest": view.digest(),
            "servers": {sid.decode(): name.decode() for sid, name in sorted(view.servers.items())},
            "users": len(view.users),
            "channels": sum(1 for members in view.members.values() if members),
            "links": links,
            "routes": routes,
            "counts": dict(sorted(self.counts.items())),
        }

    def explain(self, start: bytes, end: bytes) -> dict[str, object]:
        """Why messages between two servers go where they go."""
        return self.routes.explain(start, end)
