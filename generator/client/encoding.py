"""What C_EncodingUtil does: Base64, hexadecimal, deflate, JSON and CBOR, on bytes.

Limits are those of Constants.EncodingLimits (wow-client.md section 5). Where the facts are silent: hexadecimal digits
are upper case, an empty table is an empty array in JSON and an empty map in CBOR, text that is no UTF-8 is a byte
string in CBOR and an error in JSON.
"""

from __future__ import annotations

import base64
import binascii
import json
import struct
import zlib
from collections.abc import Callable
from typing import Any

from lupa import lua51

MOST_BYTES = 104_857_600
DEEPEST = 100
WINDOWS = {0: -15, 1: 15, 2: 31}
"""zlib's window bits for Enum.CompressionMethod: raw deflate, zlib, gzip."""
LEVELS = {0: 6, 1: 1, 2: 9}
"""zlib's level for Enum.CompressionLevel: default, for speed, for size."""


class EncodingError(Exception):
    """What cannot be encoded or decoded. The message says why."""


def compress(source: bytes, method: int, level: int) -> bytes:
    packer = zlib.compressobj(LEVELS.get(level, 6), zlib.DEFLATED, WINDOWS.get(method, -15))
    return packer.compress(source) + packer.flush()


def decompress(source: bytes, method: int) -> bytes:
    """Raises EncodingError for damaged or cut data, and for more than `MOST_BYTES`."""
    unpacker = zlib.decompressobj(WINDOWS.get(method, -15))
    try:
        found = unpacker.decompress(source, MOST_BYTES + 1)
    except zlib.error as wrong:
        raise EncodingError(str(wrong)) from None
    if len(found) > MOST_BYTES or not unpacker.eof:
        raise EncodingError("too large, or cut short")
    return found


def encode_base64(source: bytes, variant: int) -> bytes:
    return base64.urlsafe_b64encode(source) if variant == 1 else base64.b64encode(source)


def decode_base64(source: bytes, variant: int) -> bytes:
    """Padding may be left out. Raises EncodingError for any character that is not of the variant's alphabet."""
    padded = source.rstrip(b"=") + b"=" * (-len(source.rstrip(b"=")) % 4)
    try:
        return base64.b64decode(padded, altchars=b"-_" if variant == 1 else None, validate=True)
    except binascii.Error as wrong:
        raise EncodingError(str(wrong)) from None


def encode_hex(source: bytes) -> bytes:
    return source.hex().upper().encode()


def decode_hex(source: bytes) -> bytes:
    try:
        return binascii.unhexlify(source)
    except binascii.Error as wrong:
        raise EncodingError(str(wrong)) from None


# Lua values ---------------------------------------------------------------------------------------------------------


def plain(value: Any, forgiving: bool, depth: int = 0) -> Any:
    """A Lua value as None, bool, int, float, bytes, list or dict, keys in a fixed order. What has no such form raises
    EncodingError, or is None when `forgiving`."""
    if value is None or isinstance(value, bool | int | bytes):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if lua51.lua_type(value) != "table" or depth >= DEEPEST:
        if forgiving:
            return None
        kind = lua51.lua_type(value) or type(value).__name__
        raise EncodingError("nested too deep" if kind == "table" else f"attempted to serialize a value of type {kind}")
    items = {key: plain(item, forgiving, depth + 1) for key, item in value.items() if _is_key(key, forgiving)}
    if items and all(isinstance(key, int) for key in items) and set(items) == set(range(1, len(items) + 1)):
        return [items[index] for index in range(1, len(items) + 1)]
    return dict(sorted(items.items(), key=lambda pair: (isinstance(pair[0], bytes), pair[0])))


def _is_key(key: Any, forgiving: bool) -> bool:
    if isinstance(key, bytes | int | float) and not isinstance(key, bool):
        return True
    if forgiving:
        return False
    raise EncodingError("attempted to serialize a table with a key that is no string or number")


# JSON ---------------------------------------------------------------------------------------------------------------


def _for_json(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, list):
        return [_for_json(item) for item in value]
    if isinstance(value, dict):
        return {_json_key(key): _for_json(item) for key, item in value.items()} or []
    return value


def _json_key(key: Any) -> str:
    return key.decode("utf-8") if isinstance(key, bytes) else str(key)


def to_json(value: Any) -> bytes:
    try:
        return json.dumps(_for_json(value), ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except UnicodeDecodeError:
        raise EncodingError("attempted to serialize text that is no UTF-8") from None
    except ValueError:
        raise EncodingError("attempted to serialize a number that JSON has no form for") from None


def from_json(source: bytes) -> Any:
    try:
        found = json.loads(source.decode("utf-8"), parse_constant=_no_constant, parse_int=float)
    except json.JSONDecodeError as wrong:
        raise EncodingError(f"invalid JSON at character {wrong.pos + 1}") from None
    except RecursionError:
        raise EncodingError("nested too deep") from None
    except ValueError:  # not UTF-8, or a number JSON does not have
        raise EncodingError("invalid JSON") from None
    _check_depth(found)
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _check_depth(value: Any, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise EncodingError("nested too deep")
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            _check_depth(item, depth + 1)


# CBOR (RFC 8949) ----------------------------------------------------------------------------------------------------


def _head(major: int, count: int) -> bytes:
    if count < 24:
        return bytes((major << 5 | count,))
    for extra, (limit, form) in enumerate(((2**8, ">B"), (2**16, ">H"), (2**32, ">I"), (2**64, ">Q")), 24):
        if count < limit:
            return bytes((major << 5 | extra,)) + struct.pack(form, count)
    raise EncodingError("a number too large")


def to_cbor(value: Any) -> bytes:
    """From a value `plain` made."""
    if value is None or isinstance(value, bool):
        return {None: b"\xf6", False: b"\xf4", True: b"\xf5"}[value]
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, float):
        return b"\xfb" + struct.pack(">d", value)
    if isinstance(value, bytes):
        return _head(3 if _is_text(value) else 2, len(value)) + value
    if isinstance(value, list):
        return _head(4, len(value)) + b"".join(to_cbor(item) for item in value)
    return _head(5, len(value)) + b"".join(to_cbor(part) for pair in value.items() for part in pair)


def _is_text(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class _Cbor:
    """One value after another out of some bytes; tags are passed over, undefined is nil."""

    def __init__(self, source: bytes) -> None:
        self._source, self._at = source, 0

    def whole(self) -> Any:
        found = self._value(0)
        if self._at != len(self._source):
            raise EncodingError("more than one value")
        return found

    def _take(self, count: int) -> bytes:
        if count > len(self._source) - self._at:
            raise EncodingError("cut short")
        self._at += count
        return self._source[self._at - count : self._at]

    def _value(self, depth: int) -> Any:
        if depth > DEEPEST:
            raise EncodingError("nested too deep")
        first = self._take(1)[0]
        major, extra = first >> 5, first & 31
        if major == 7:
            return self._simple(extra)
        if extra == 31 and 2 <= major <= 5:
            return self._endless(major, depth)
        count = extra if extra < 24 else self._number(extra)
        readers: dict[int, Callable[[], Any]] = {
            0: lambda: count,
            1: lambda: -1 - count,
            2: lambda: self._take(count),
            3: lambda: self._take(count),
            4: lambda: [self._value(depth + 1) for _ in range(self._plausible(count))],
            5: lambda: self._map(depth, self._plausible(count)),
            6: lambda: self._value(depth + 1),
        }
        return readers[major]()

    def _plausible(self, count: int) -> int:
        """Every item takes a byte at least: no huge count is believed."""
        if count > len(self._source) - self._at:
            raise EncodingError("cut short")
        return count

    def _number(self, extra: int) -> int:
        if extra > 27:
            raise EncodingError("malformed")
        return int.from_bytes(self._take(1 << (extra - 24)), "big")

    def _simple(self, extra: int) -> Any:
        if extra in (20, 21, 22, 23):
            return {20: False, 21: True}.get(extra)
        forms = {25: ">e", 26: ">f", 27: ">d"}
        if extra not in forms:
            raise EncodingError("malformed")
        return struct.unpack(forms[extra], self._take(1 << (extra - 24)))[0]

    def _map(self, depth: int, count: int) -> dict[Any, Any]:
        return dict(self._pair(depth) for _ in range(count))

    def _pair(self, depth: int) -> tuple[Any, Any]:
        key = self._value(depth + 1)
        if isinstance(key, bool) or not isinstance(key, bytes | int | float) or key != key:
            raise EncodingError("a key that is no string or number")
        return key, self._value(depth + 1)

    def _endless(self, major: int, depth: int) -> Any:
        parts: list[Any] = []
        while self._source[self._at : self._at + 1] != b"\xff":
            parts.append(self._pair(depth) if major == 5 else self._value(depth + 1))
        self._at += 1
        if major == 5:
            return dict(parts)
        if major == 4:
            return parts
        if not all(isinstance(part, bytes) for part in parts):
            raise EncodingError("malformed")
        return b"".join(parts)


def from_cbor(source: bytes) -> Any:
    try:
        return _Cbor(source).whole()
    except OverflowError:
        raise EncodingError("a number too large") from None


def for_lua(value: Any) -> Any:
    """A decoded value as `Runtime.table` takes it: every number is a float, as all of Lua's are."""
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, list):
        return [for_lua(item) for item in value]
    if isinstance(value, dict):
        return {for_lua(key): for_lua(item) for key, item in value.items()}
    return value
