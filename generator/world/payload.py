"""What a payload may be, beyond the checks the client makes itself."""

from __future__ import annotations

from generator.world.settings import BadPayload

SUCCESS = 0
INVALID_MESSAGE = 2

#: Two code points a logged message may not have (facts 1.2 [B]).
_LOGGED_SEQUENCES = (b"\xe5\x8d\x8d", b"\xe5\x8d\x90")


def utf8_length(data: bytes) -> int:
    """How many bytes at the start are well-formed UTF-8 without U+FFFE and U+FFFF."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        return min(problem.start, utf8_length(data[: problem.start]))
    for position, character in enumerate(text):
        if character in "\ufffe\uffff":
            return len(text[:position].encode())
    return len(data)


def logged_length(data: bytes, forbidden: bytes) -> int:
    """How many bytes at the start are clean enough for a logged message."""
    end = utf8_length(data)
    for sequence in _LOGGED_SEQUENCES:
        found = data.find(sequence, 0, end)
        if found >= 0:
            end = found
    return clean_length(data[:end], forbidden)


def clean_length(data: bytes, forbidden: bytes) -> int:
    """How many bytes at the start are none of those forbidden."""
    return next((place for place, byte in enumerate(data) if byte in forbidden), len(data))


def treat(data: bytes, good: int, policy: BadPayload, reason: str) -> tuple[int, bytes, str]:
    """Apply a switch to data of which the first ``good`` bytes are fine.

    Returns the result code, the bytes that travel, and why they are lost on the way ("" when they are not).
    """
    if good >= len(data) or policy == "deliver":
        return SUCCESS, data, ""
    if policy == "refuse":
        return INVALID_MESSAGE, data, reason
    if policy == "truncate":
        return SUCCESS, data[:good], ""
    return SUCCESS, data, reason
