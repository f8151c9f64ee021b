"""Secure groups: what players who know a common key derive from it. The key itself is never sent."""

from __future__ import annotations

from ..model import Behaviour, Constant, Item, Limit, src

_FACTS = "facts/wire-release-2"

SECURE: tuple[Item, ...] = (
    Constant(
        name="secure_word",
        text="channel",
        source=src(_FACTS),
        note="SHA-256 of this and the key gives the letters before the prefix",
    ),
    Constant(
        name="secure_alphabet",
        text="ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
        source=src(_FACTS),
        note="base 32 of RFC 4648; the facts do not say which 32 letters the released addon takes",
    ),
    Limit(name="secure_letters", value=10, unit="letters before the prefix", source=src(_FACTS)),
    Limit(name="hash1_digits", value=12, unit="hex digits of the key's hash", source=src(_FACTS)),
    Limit(name="hash2_digits", value=8, unit="hex digits of the personal hash", source=src(_FACTS)),
    Limit(name="key_bytes", value=64, unit="bytes of a key", source=src(_FACTS)),
    Limit(name="key_holders", value=500, unit="players whose personal hash is remembered", source=src("facts/demand")),
    Behaviour(
        name="secure_hashes",
        text="`hash1` is of SHA-256 of the key, `hash2` of SHA-256 of the player's full name and the key.",
        source=src(_FACTS),
        note="who only repeats another's hash1 cannot give the hash2 of its own name",
    ),
    Behaviour(
        name="secure_prefix",
        text="A secure message has a prefix of its own; a client that was not told the key does not hear it.",
        source=src(_FACTS),
        note="it is kept from others, not encrypted",
    ),
    Behaviour(
        name="secure_routers",
        text="A secure message goes only over links and bridges of the group; `#` marks the bands a bridge reaches so.",
        source=src(_FACTS),
    ),
    Behaviour(
        name="secure_raids",
        text="Who has a key links raids, and talks to the linked raid, under it only.",
        source=src(f"C11 P9 {_FACTS}"),
    ),
    Behaviour(
        name="secure_key",
        text="Everybody enters the key themselves; it is not sent, saved, printed or kept in an error's text.",
        source=src(f"P9 {_FACTS} facts/demand"),
    ),
)
