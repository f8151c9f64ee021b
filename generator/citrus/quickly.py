"""A message for one user or server, written and read in one go. What is out of the ordinary is left to the codec.

The pattern and the form are made from the specification; where they speak, the codec would say the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..codec import Decoded
from ..codec.tokens import Value, byte_class, pattern
from ..spec.citrus import cid, sid, uid
from ..spec.citrus_mesh import CITRUS_MESH
from ..spec.types import Lit, Number, Shape, Text
from .stamps import Stamp

_TAGS = CITRUS_MESH.grammar.tags
assert _TAGS is not None
Values = Mapping[str, object]
#: Kinds of B that say something to somebody.
_KINDS = (b"N", b"P")
#: Longer texts are the codec's, which knows how long a line may be.
_LONGEST = 1200
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


assert [part[0] for part in _TAGS.parts if not isinstance(part, Lit)] == ["sid", "epoch", "seq", "hops", "time"]
_EPOCHS, _NUMBERS, _HOPS, _TIMES = (
    part[1].high for part in _TAGS.parts if not isinstance(part, Lit) and isinstance(part[1], Number)
)


def _pattern(name: str, *kinds: Shape | bytes) -> re.Pattern[bytes]:
    """A message without tags, each field a group: of these shapes or words, the last one a text."""
    message = CITRUS_MESH.messages[name]
    text = message.fields[-1].type
    assert isinstance(text, Text)
    source, *others = (kind if isinstance(kind, bytes) else pattern(kind) for kind in kinds)
    words = [source, message.command.encode(), *others]
    parts = [word if at == 1 else b"(%b)" % word for at, word in enumerate(words)]
    end = b"%b(%b{%d,%d})" % (text.mark, byte_class(text.alphabet), max(text.low, 1), _LONGEST)
    return re.compile(b" ".join((*parts, end)))


def _form(name: str) -> bytes:
    """A stamped message with a place for each value."""
    message = CITRUS_MESH.messages[name]
    text = message.fields[-1].type
    assert isinstance(text, Text)
    parts = [b"%b", message.command.encode(), *[b"%b"] * (len(message.fields) - 2), text.mark + b"%b"]
    return _tags(b"%d", b"%b") + b" " + b" ".join(parts)


#: Told in a channel; never stamped, but in a VIA.
_CHANNEL = _pattern("B", uid, cid, b"|".join(_KINDS))
_PLAIN = {"B": _pattern("B", uid, uid, b"|".join(_KINDS)), "VIA": _pattern("VIA", sid, sid)}
_FIELDS = {name: tuple(item.name for item in CITRUS_MESH.messages[name].fields) for name in _PLAIN}
_STAMPED = {name: re.compile(_tags(_NUMBER) + b" " + each.pattern) for name, each in _PLAIN.items()}
_FORMS = {name: _form(name) for name in _PLAIN}


def read(line: bytes) -> tuple[Stamp, Decoded] | None:
    """A stamped message, as the codec reads it; None when that is to be asked."""
    found = _STAMPED["B"].fullmatch(line)
    name = "B" if found else "VIA"
    found = found or _STAMPED["VIA"].fullmatch(line)
    if found is None:
        return None
    origin, *numbers = found.group(1, 2, 3, 4, 5)
    epoch, seq, hops, time = map(int, numbers)
    if epoch > _EPOCHS or seq > _NUMBERS or hops > _HOPS or time > _TIMES:
        return None
    values: dict[str, Value] = dict(zip(_FIELDS[name], found.groups()[5:]))  # noqa: B905
    tags: dict[str, Value] = {"sid": origin, "epoch": epoch, "seq": seq, "hops": hops, "time": time}
    return Stamp(origin, epoch, seq, hops, time), Decoded(name, values, tags)


def written(name: str, stamp: Stamp, values: Values) -> bytes | None:
    """The line of a message, as the codec writes it; None when that is to be asked."""
    form = _FORMS.get(name)
    if form is None:
        return None
    try:
        words = (values[field] for field in _FIELDS[name])
        line = form % (stamp.sid, stamp.epoch, stamp.seq, stamp.hops, stamp.time, *words)
    except (TypeError, KeyError):
        return None
    found = read(line)
    # What reads as something else, because a value holds what ends it, is the codec's to refuse.
    return line if found is not None and found[0] == stamp and found[1].values == values else None


def read_in_channel(line: bytes) -> Decoded | None:
    """A message to a channel without a stamp, as the codec reads it; None when that is to be asked."""
    found = _CHANNEL.fullmatch(line)
    return None if found is None else Decoded("B", dict(zip(_FIELDS["B"], found.groups(), strict=True)))
