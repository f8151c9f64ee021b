"""Python values as Lua source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_NAMED = {0x5C: "\\\\", 0x22: '\\"', 0x0A: "\\n", 0x0D: "\\r", 0x09: "\\t"}
_KEYWORDS = frozenset(
    (
        *("and", "break", "do", "else", "elseif", "end", "false", "for", "function", "if", "in"),
        *("local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while"),
    )
)


def lua_string(data: bytes) -> str:
    """A double-quoted Lua string; bytes outside printable ASCII become decimal escapes."""
    pieces = []
    for byte in data:
        if byte in _NAMED:
            pieces.append(_NAMED[byte])
        elif 0x20 <= byte < 0x7F:
            pieces.append(chr(byte))
        else:
            pieces.append(f"\\{byte:03d}")
    return '"' + "".join(pieces) + '"'


def lua_value(value: object) -> str:
    """A Lua expression on one line. Raises TypeError for what Lua has no literal for."""
    if value is None:
        return "nil"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return lua_string(value.encode())
    if isinstance(value, bytes):
        return lua_string(value)
    if isinstance(value, Mapping):
        items = [f"{_key(key)} = {lua_value(item)}" for key, item in value.items()]
        return "{ " + ", ".join(items) + " }" if items else "{}"
    if isinstance(value, Sequence):
        return "{ " + ", ".join(map(lua_value, value)) + " }" if value else "{}"
    raise TypeError(f"no Lua literal for {type(value).__name__}")


def _key(key: object) -> str:
    text = key.decode("latin-1") if isinstance(key, bytes) else key
    if isinstance(text, str) and text.isascii() and text.isidentifier() and text not in _KEYWORDS:
        return text
    return f"[{lua_value(key)}]"


def lua_block(value: object, indent: int = 0) -> str:
    """A Lua expression over several lines: a short table stays on one, a longer one gets a line an entry."""
    flat = lua_value(value)
    if len(flat) + 4 * indent <= 100 or not isinstance(value, (Mapping, list, tuple)):
        return flat
    inner = "\t" * (indent + 1)
    if isinstance(value, Mapping):
        lines = [f"{inner}{_key(key)} = {lua_block(item, indent + 1)},\n" for key, item in value.items()]
    else:
        lines = [f"{inner}{lua_block(item, indent + 1)},\n" for item in value]
    return "{\n" + "".join(lines) + "\t" * indent + "}"
