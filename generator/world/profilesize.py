"""How many bytes a profile part takes once the addon has serialized it, without running the addon."""

from __future__ import annotations

from generator.client.luatable import LuaTable, LuaValue

_ESCAPED = bytes([*range(32), *b"\\^|~", 127])
# Characters that would not arrive: the two the logged addon call refuses, and two that are none. Each of their bytes is
# written as an escape of four.
_REFUSED = tuple(letter.encode() for letter in ("\u534d", "\u5350", "\ufffe", "\uffff"))


def serialized_size(part: LuaValue) -> int:
    """Bytes of a value once the addon's serializer (templates/addon/Serializer.lua) has written it, marks included."""
    size, rest = 4, [part]
    while rest:
        value = rest.pop()
        if isinstance(value, LuaTable):
            size += 4
            for key, item in value.items():
                rest.append(key)
                rest.append(item)
        elif isinstance(value, bytes):
            size += 2 + text_size(value)
        elif value is None or isinstance(value, bool):
            size += 2
        else:
            size += 2 + len(_number(value))
    return size


def text_size(text: bytes) -> int:
    """Bytes of a string's content once serialized."""
    size = len(text) + len(text) - len(text.translate(None, _ESCAPED))
    if text.isascii():
        return size
    broken = sum("\udc80" <= letter <= "\udcff" for letter in text.decode("utf-8", "surrogateescape"))
    return size + 3 * broken + 9 * sum(text.count(refused) for refused in _REFUSED)


def _number(value: float) -> str:
    text = f"{value:.14g}"
    return text if float(text) == value else f"{value:.17g}"
