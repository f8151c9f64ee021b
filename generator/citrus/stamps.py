"""The tag block of a line: who stamped it, as which of all its lines, hops left, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..codec import Decoded
from ..codec.tokens import pattern
from ..spec.citrus_mesh import CITRUS_MESH
from .rules import LINE_END

_KIND = CITRUS_MESH.grammar.tags
assert _KIND is not None
_B = CITRUS_MESH.messages["B"]
_HEADER = re.compile(
    pattern(_KIND)
    + b" ("
    + b") ([A-Z]+) (".join(pattern(_B.field(name).type) for name in ("source", "dest"))  # type: ignore[arg-type]
    + b") "
)
_HOPS = re.compile(rb";h=[0-9]+")


@dataclass(frozen=True, slots=True)
class Stamp:
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


def glance(line: bytes) -> tuple[bytes, bytes, int] | None:
    """Command, destination and hops left of a stamped line with a destination, without reading the rest."""
    found = _HEADER.match(line)
    if found is None:
        return None
    return found[7], found[8], int(found[4])


def fewer_hops(line: bytes, hops: int) -> bytes:
    """The same line with ``hops`` left."""
    return _HOPS.sub(b";h=%d" % hops, line, count=1)


def without_stamp(line: bytes) -> bytes:
    """The line as a neighbour with the seed's commands only takes it."""
    return line.partition(b" ")[2] if line[:1] == b"@" else line


def ended(line: bytes) -> bytes:
    """The line with its end."""
    return line + LINE_END
