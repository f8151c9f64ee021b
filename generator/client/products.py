"""The World of Warcraft clients that can be simulated, as data.

What a client has by name comes from `names.py`; what is here is what differs in behaviour. Facts: wow-client.md
section 0 (builds) and section 1.2 (chat types).
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.client import names

GROUP_CHAT_TYPES = ("PARTY", "RAID", "INSTANCE_CHAT", "GUILD", "OFFICER")


@dataclass(frozen=True, slots=True)
class Product:
    """One client. `key` is its name in the names file; `families` are the game type words a TOC may use for it,
    the most particular first."""

    key: str
    version: str
    build: str
    date: str
    interface: int
    project_id: int
    families: tuple[str, ...]
    expansion: int
    addon_chat_types: tuple[str, ...]
    """Chat types addon messages may be sent to."""
    secrets: bool = True
    """Whether secret values exist (12.0 and what shares its API generation)."""

    @property
    def names(self) -> names.Names:
        return names.known()[self.key]


RETAIL = Product(
    key="wow",
    version="12.1.0",
    build="69404",
    date="Aug 18 2026",
    interface=120100,
    project_id=1,
    families=("Standard", "Mainline"),
    expansion=11,
    addon_chat_types=(*GROUP_CHAT_TYPES, "WHISPER", "CHANNEL"),
)

PRODUCTS: dict[str, Product] = {product.key: product for product in (RETAIL,)}
