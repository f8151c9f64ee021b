"""A message for one user, written and read in one go. Whatever is out of the ordinary is left to the codec.

The pattern and the form are made from the specification; where they speak, the codec would say the same.
"""

from __future__ import annotations

import re

from ..codec import Decoded
from ..codec.tokens import byte_class, pattern
from ..spec.citrus import uid
from ..spec.citrus_mesh import CITRUS_MESH
from ..spec.types import Lit, Number, Text
from .stamps import Stamp

_TAGS = CITRUS_MESH.grammar.tags
assert _TAGS is not None
_B = CITRUS_MESH.messages["B"]
_TEXT = _B.field("text").type
assert isinstance(_TEXT, Text)
#: Kinds of B that say something to somebody.
_KINDS = (b"N", b"P")
#: Longer texts are the codec's, which knows how long a line may be.
_LONGEST = 1024
_NUMBER = b"(0|[1-9][0-9]{0,15})"


def _tags(number: bytes, other: bytes = b"") -> bytes:
    """The tags with ``number`` in place of each number, and each other part by its pattern or as ``other``."""
    return b"".join(
        part.text
        if isinstance(part, Lit)
        else number
        if isinstance(part[1], Number)
        else other or b"(" + pattern(part[1]) + b")"  # type: ignore[arg-type]
        for part in _TAGS.parts  # type: ignore[union-attr]
    )


_NAMES = tuple(part[0] for part in _TAGS.parts if not isinstance(part, Lit))
_BOUNDS = tuple(part[1].high for part in _TAGS.parts if not isinstance(part, Lit) and isinstance(part[1], Number))
assert _NAMES == ("sid", "epoch", "seq", "hops", "time")
_UID = b"(" + pattern(uid) + b")"
_LINE = re.compile(
    b"%b %b %b %b (%b) %b(%b{1,%d})"
    % (
        _tags(_NUMBER),
        _UID,
        _B.command.encode(),
        _UID,
        b"|".join(_KINDS),
        _TEXT.mark,
        byte_class(_TEXT.alphabet),
        _LONGEST,
    )
)
_FORM = _tags(b"%d", b"%b") + b" %b " + _B.command.encode() + b" %b %b " + _TEXT.mark + b"%b"


def read(line: bytes) -> tuple[Stamp, Decoded] | None:
    """A stamped message for a user, as the codec reads it; None when that is to be asked."""
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    sid, epoch_word, seq_word, hops_word, time_word, source, dest, kind, text = found.groups()
    epoch, seq, hops, time = int(epoch_word), int(seq_word), int(hops_word), int(time_word)
    if epoch > _BOUNDS[0] or seq > _BOUNDS[1] or hops > _BOUNDS[2] or time > _BOUNDS[3]:
        return None
    tags: dict[str, object] = {"sid": sid, "epoch": epoch, "seq": seq, "hops": hops, "time": time}
    values: dict[str, object] = {"source": source, "dest": dest, "type": kind, "text": text}
    return Stamp(sid, epoch, seq, hops, time), Decoded("B", values, tags)  # type: ignore[arg-type]


def written(stamp: Stamp, source: object, dest: object, kind: object, text: object) -> bytes | None:
    """The line of a message for a user, as the codec writes it; None when that is to be asked."""
    try:
        line = _FORM % (stamp.sid, stamp.epoch, stamp.seq, stamp.hops, stamp.time, source, dest, kind, text)
    except TypeError:
        return None
    found = read(line)
    if found is None or found[0] != stamp:
        return None
    values = found[1].values
    same = values["source"] == source and values["dest"] == dest and values["type"] == kind
    return line if same else None
