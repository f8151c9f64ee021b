"""The tag block of a line: who stamped it, as which of all its lines, hops left, and when."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..codec import Decoded
from ..codec.tokens import pattern
from ..spec.citrus_mesh import CITRUS_MESH
from ..spec.types import Lit
from .rules import LINE_END

_KIND = CITRUS_MESH.grammar.tags
assert _KIND is not None
_TAGS = re.compile(pattern(_KIND))
_HOPS = [part[0] for part in _KIND.parts if not isinstance(part, Lit)].index("hops") + 1


class Stamp(NamedTuple):
    """``time`` in microseconds since 1970; ``hops`` 0 on a copy of something said before."""

    sid: bytes
    epoch: int
    seq: int
    hops: int
    time: int

    @property
    def version(self) -> tuple[int, int]:
        return self.epoch, self.seq

    def tags(self) -> dict[str, object]:
        """As the codec takes them."""
        return {"sid": self.sid, "epoch": self.epoch, "seq": self.seq, "hops": self.hops, "time": self.time}

    def copied(self) -> Stamp:
        return Stamp(self.sid, self.epoch, self.seq, 0, self.time)


def stamp_of(decoded: Decoded) -> Stamp | None:
    """The stamp of a decoded line, if it has one."""
    tags = decoded.tags
    if not tags:
        return None
    sid, epoch, seq, hops, time = (tags[name] for name in ("sid", "epoch", "seq", "hops", "time"))
    assert isinstance(sid, bytes)
    assert isinstance(epoch, int)
    assert isinstance(seq, int)
    assert isinstance(hops, int)
    assert isinstance(time, int)
    return Stamp(sid, epoch, seq, hops, time)


def fewer_hops(line: bytes, hops: int) -> bytes:
    """The same line with ``hops`` left."""
    found = _TAGS.match(line)
    assert found is not None
    return b"%b%d%b" % (line[: found.start(_HOPS)], hops, line[found.end(_HOPS) :])


def without_stamp(line: bytes) -> bytes:
    """The line as a neighbour with the seed's commands only takes it."""
    return line.partition(b" ")[2] if line[:1] == b"@" else line


def ended(line: bytes) -> bytes:
    """The line with its end."""
    return line + LINE_END
