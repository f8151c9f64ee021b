"""Bytes and values as text for people and as JSON, both reversible.

Text is UTF-8 where the bytes are; any other byte, a control character and a backslash are escaped: ``\\xNN``, ``\\\\``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .tokens import Value

# C0 and C1 control characters, DEL, line and paragraph separators, and what turns the direction of writing: what a
# terminal would obey instead of show.
_UNSAFE = re.compile("[\\\\\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_ESCAPE = re.compile(rb"\\(x[0-9A-Fa-f]{2}|[\\nrt])")
_SHORT = {b"\\": b"\\", b"n": b"\n", b"r": b"\r", b"t": b"\t"}


def readable(data: bytes) -> str:
    """Bytes as one line of text without anything a terminal would obey."""
    return _UNSAFE.sub(_escape, data.decode("utf-8", "surrogateescape"))


def _escape(match: re.Match[str]) -> str:
    if match[0] == "\\":
        return "\\\\"
    return "".join(f"\\x{byte:02x}" for byte in match[0].encode("utf-8", "surrogateescape"))


def unescaped(data: bytes) -> bytes:
    """The bytes that :func:`readable` made; ``\\n``, ``\\r`` and ``\\t`` are read too, other backslashes stay."""
    return _ESCAPE.sub(lambda match: _SHORT.get(match[1]) or bytes((int(match[1][1:], 16),)), data)


def plain(value: object) -> Any:
    """A decoded value as JSON: text as a string, or as ``{"text", "bytes"}`` with hex when it is not UTF-8."""
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return {"text": readable(value), "bytes": value.hex()}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def value_words(value: Value) -> str:
    """A decoded value on one line."""
    if value is None:
        return "(none)"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, bytes):
        return readable(value)
    if isinstance(value, dict):
        return " ".join(_pairs(value)) or "(none)"
    if isinstance(value, list):
        return ", ".join(map(value_words, value)) or "(none)"
    return str(value)


def _pairs(value: dict[str, Value]) -> Iterator[str]:
    for name, item in value.items():
        if isinstance(item, bool):
            # A flag that is set is told by its name alone, one that is not by nothing.
            if item:
                yield name
        else:
            yield f"{name}={value_words(item)}"
