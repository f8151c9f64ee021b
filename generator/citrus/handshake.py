"""Proving to a neighbour that both know the secret, without saying it."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64encode

from ..spec.citrus_mesh import CITRUS_MESH
from ..spec.words import type_words

SCHEME = b"HS256:"


def spec_digest() -> bytes:
    """16 hex digits that two nodes with the same messages share."""
    words = hashlib.sha256()
    for name, message in CITRUS_MESH.messages.items():
        fields = " ".join(f"{item.name}={type_words(item.type)}/{item.optional}" for item in message.fields)
        words.update(f"{name} {message.command} {fields}\n".encode())
    return words.hexdigest()[:16].encode()


def proof(secret: bytes, mine: bytes, theirs: bytes) -> bytes:
    """The password of an E: HMAC-SHA256 over both hellos, the sender's own first.

    A hello holds the sender's SID, epoch, nonce and capabilities, so neither a recorded proof, nor one sent back to
    who made it, nor one for a hello that was changed on the way is worth anything.
    """
    mac = hmac.digest(secret, b"citrus\0%d\0" % len(mine) + mine + theirs, "sha256")
    return SCHEME + b64encode(mac)


def same(expected: bytes, got: bytes) -> bool:
    """Compared in a time that tells nothing."""
    return hmac.compare_digest(expected, got)
