"""Messages of users, written and read in one go. What is out of the ordinary is left to the codec.

The patterns and forms are made from the specification; where they speak, the codec would say the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import itemgetter

from ..codec import Decoded
from ..codec.tokens import Value, byte_class, pattern
from ..spec.citrus import cid, sid, uid
from ..spec.citrus_mesh import CITRUS_MESH
from ..spec.types import Lit, Number, Shape, Struct, Text
from .stamps import Stamp

Values = Mapping[str, object]
#: Kinds of B that say something to somebody.
_KINDS = b"|".join((b"N", b"P"))
#: Longer texts are the codec's, which knows how long a line may be.
_LONGEST = 1200

_TAGS = CITRUS_MESH.grammar.tags
assert _TAGS is not None
_PARTS = [part for part in _TAGS.parts if not isinstance(part, Lit)]
assert tuple(name for name, _ in _PARTS) == Stamp._fields
#: Groups of a stamped line: the hops left; the destination, which comes after the tags and the source.
HOPS, DEST = 1 + Stamp._fields.index("hops"), len(_PARTS) + 2


def _digits(kind: Number) -> bytes:
    """Numbers the codec reads: most, without 0 unless a digit is all there is, and without some of the largest."""
    if kind.high < 10:
        return b"[0-%d]" % kind.high
    first, more = int(str(kind.high)[0]), len(str(kind.high)) - 1
    below = b"[1-%d][0-9]{0,%d}|" % (first - 1, more) if first > 1 else b""
    return below + b"[%d-9][0-9]{0,%d}" % (first, more - 1)


def _stamp_pattern(tags: Struct) -> bytes:
    found = b""
    for part in tags.parts:
        if isinstance(part, Lit):
            found += part.text
        else:
            kind = part[1]
            found += b"(%b)" % (_digits(kind) if isinstance(kind, Number) else pattern(kind))  # type: ignore[arg-type]
    return found


def _stamp_form(tags: Struct) -> bytes:
    return b"".join(
        part.text if isinstance(part, Lit) else b"%d" if isinstance(part[1], Number) else b"%b" for part in tags.parts
    )


def _last(name: str) -> Text:
    text = CITRUS_MESH.messages[name].fields[-1].type
    assert isinstance(text, Text)
    return text


def _head_pattern(name: str, *kinds: Shape | bytes) -> bytes:
    """A message without tags up to its text, each field a group: of these shapes or words."""
    source, *others = (b"(%b)" % (kind if isinstance(kind, bytes) else pattern(kind)) for kind in kinds)
    return b" ".join((source, CITRUS_MESH.messages[name].command.encode(), *others, _last(name).mark))


def _text_pattern(name: str) -> bytes:
    text = _last(name)
    return b"(%b{%d,%d})" % (byte_class(text.alphabet), max(text.low, 1), _LONGEST)


_NAMES = {name: tuple(item.name for item in CITRUS_MESH.messages[name].fields) for name in ("B", "VIA")}
#: What stands before the text: of a message to a user, of a line for one server, of a message in a channel.
_HEADS = {"B": _head_pattern("B", uid, uid, _KINDS), "VIA": _head_pattern("VIA", sid, sid)}
_IN_CHANNEL = _head_pattern("B", uid, cid, _KINDS)
_TEXTS = {name: _text_pattern(name) for name in _HEADS}
_STAMP = _stamp_pattern(_TAGS) + b" "


# Reading

_read = {name: re.compile(_STAMP + head + _TEXTS[name]).fullmatch for name, head in _HEADS.items()}
_read_in_channel = re.compile(_IN_CHANNEL + _TEXTS["B"]).fullmatch
#: Groups: the parts of the stamp, source, destination, kind, text.
told = _read["B"]
#: A message in a channel on its way to one server. Groups: as above up to the destination; user, channel, kind, text.
told_in_channel = re.compile(_STAMP + _HEADS["VIA"] + _IN_CHANNEL + _TEXTS["B"]).fullmatch


def read(line: bytes) -> tuple[Stamp, Decoded] | None:
    """A stamped message, as the codec reads it; None when that is to be asked."""
    found = _read["B"](line)
    name = "B" if found else "VIA"
    found = found or _read["VIA"](line)
    if found is None:
        return None
    origin, *words = found.groups()
    epoch, seq, hops, time = map(int, words[:4])
    values: dict[str, Value] = dict(zip(_NAMES[name], words[4:], strict=True))
    tags: dict[str, Value] = {"sid": origin, "epoch": epoch, "seq": seq, "hops": hops, "time": time}
    return Stamp(origin, epoch, seq, hops, time), Decoded(name, values, tags)


def read_in_channel(line: bytes) -> Decoded | None:
    """A message to a channel without a stamp, as the codec reads it; None when that is to be asked."""
    found = _read_in_channel(line)
    return None if found is None else Decoded("B", dict(zip(_NAMES["B"], found.groups(), strict=True)))


# Writing

_FORM = _stamp_form(_TAGS) + b" %b%b"
_pick: dict[str, Callable[[Values], tuple[bytes, ...]]] = {name: itemgetter(*names) for name, names in _NAMES.items()}
_is_text = {name: re.compile(text).fullmatch for name, text in _TEXTS.items()}
_is_head = {name: re.compile(head).fullmatch for name, head in _HEADS.items()}
_is_channel_head = re.compile(_IN_CHANNEL).fullmatch


@lru_cache(4096)
def _head(name: str, in_channel: bool, *words: bytes) -> bytes:
    """What stands before the text, which who speaks will need again; empty when the codec is to be asked."""
    source, *others = words
    head = b" ".join((source, CITRUS_MESH.messages[name].command.encode(), *others, _last(name).mark))
    return head if (_is_channel_head if in_channel else _is_head[name])(head) else b""


def written(name: str, stamp: Stamp, values: Values) -> bytes | None:
    """The line of a message with a stamp of this node's own, as the codec writes it; None when that is to be asked."""
    pick = _pick.get(name)
    if pick is None or len(values) != len(_NAMES[name]):
        return None
    try:
        *words, text = pick(values)
        head = _head(name, False, *words)
        return _FORM % (*stamp, head, text) if head and _is_text[name](text) else None
    except (TypeError, KeyError):
        return None


def written_in_channel(values: Values) -> bytes | None:
    """A message to a channel without a stamp, as the codec writes it; None when that is to be asked."""
    try:
        *words, text = _pick["B"](values)
        head = _head("B", True, *words)
        return head + text if head and _is_text["B"](text) else None
    except (TypeError, KeyError):
        return None
