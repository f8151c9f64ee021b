"""Messages between users, many in one go: those for others go on, those for users of ours are told.

They are most of what crosses a link. Whatever is not quite ordinary about a line, or is not its turn, is left to those
who read every line; they would do the same with these.
"""

from __future__ import annotations

import re

from .carrying import Carrying
from .links import Link
from .quickly import DEST, HOPS, told, told_in_channel
from .view import Event


class Plain(Carrying):
    """Lines are taken off the front of those that wait on a link."""

    def _take_plain(self, link: Link, most: int) -> int:
        """Take messages, at most so many, until a line comes that is none; how many."""
        if not link.open or link.bare or link.block is not None:
            return 0
        waiting, me = link.waiting, self.me
        ways: dict[tuple[bytes, bytes], tuple[list[bytes], bytes] | None] = {}
        taken = passed = 0
        while waiting and taken < most:
            line = waiting[0].removesuffix(b"\r")
            found = told(line) or told_in_channel(line)
            if found is None:
                break
            hops, dest = found.group(HOPS, DEST)
            sid = dest[:3]
            if sid == me:
                if not self._hear(found):
                    break
            else:
                key = sid, hops
                if key not in ways:
                    ways[key] = self._passing(sid, hops)
                way = ways[key]
                if way is None:
                    break
                out, fewer = way
                start, end = found.span(HOPS)
                out.append(line[:start] + fewer + line[end:])
                passed += 1
            waiting.popleft()
            taken += 1
        self.counts["carried"] += passed
        link.lines_in += taken
        return taken

    def _passing(self, sid: bytes, hops: bytes) -> tuple[list[bytes], bytes] | None:
        """Where lines for another server go out, and the hops they have left then; None if that is not so simple."""
        link = None if sid in self._leaf_links else self._onward(sid, int(hops))
        return (link.out, b"%d" % (int(hops) - 1)) if link else None

    def _hear(self, found: re.Match[bytes]) -> bool:
        """Tell of a message for a user or channel here; False, and nothing is done, if that is not so simple."""
        words = found.groups()
        if len(words) == DEST + 2:
            origin, epoch, seq, _, time, source, subject, kind, text = words
            speaker = source
        else:
            origin, epoch, seq, _, time, source, _, speaker, subject, kind, text = words
        if speaker[:3] != origin or source[:3] != origin or origin not in self.state.servers:
            return False
        ordering = self._incoming.get(origin + self.me)
        if ordering is None or not ordering.follows(int(epoch), int(seq)):
            return False
        self._saw(int(time))
        self._tell(Event("told", subject, b"", speaker, kind, text, int(time)))
        return True
