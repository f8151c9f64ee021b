"""The World of Warcraft clients that can be simulated, as data.

What a client has by name comes from `names.py`; what is here is what differs in behaviour. Facts: wow-client.md
section 0 (builds) and section 1.2 (chat types).
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.client import declared, names
from generator.client.signatures import ClientData

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
    """The expansion's number: 0 for the first game, 11 for Midnight."""
    addon_chat_types: tuple[str, ...]
    """Chat types addon messages may be sent to."""
    secrets: bool = True
    """Whether restrictions and secret values exist (12.0 and what shares its API generation)."""

    @property
    def names(self) -> names.Names:
        return names.known()[self.key]

    @property
    def declared(self) -> ClientData:
        """Signatures, payloads, enumerations and structures of what is modelled."""
        return declared.known()[self.key]

    @property
    def mainline(self) -> bool:
        return "Mainline" in self.families


RETAIL_CHAT_TYPES = (*GROUP_CHAT_TYPES, "WHISPER", "CHANNEL")
CLASSIC_CHAT_TYPES = (*GROUP_CHAT_TYPES, "WHISPER", "SAY", "YELL")
"""CHANNEL was taken from the classic clients in 1.13.3; SAY and YELL never were on the others."""

RETAIL = Product(
    key="wow",
    version="12.1.0",
    build="69404",
    date="Aug 18 2026",
    interface=120100,
    project_id=1,
    families=("Standard", "Mainline"),
    expansion=11,
    addon_chat_types=RETAIL_CHAT_TYPES,
)

RETAIL_12_0 = Product(
    key="wowxptr",
    version="12.0.7",
    build="68887",
    date="Jul 22 2026",
    interface=120007,
    project_id=1,
    families=("Standard", "Mainline"),
    expansion=11,
    addon_chat_types=RETAIL_CHAT_TYPES,
)

RETAIL_11_2 = Product(
    key="wow_11_2",
    version="11.2.0",
    build="63305",
    date="Sep 18 2025",
    interface=110200,
    project_id=1,
    families=("Standard", "Mainline"),
    expansion=10,
    addon_chat_types=RETAIL_CHAT_TYPES,
    secrets=False,
)

MISTS = Product(
    key="wow_classic",
    version="5.5.4",
    build="69383",
    date="Aug 17 2026",
    interface=50504,
    project_id=19,
    families=("Mists", "Classic"),
    expansion=4,
    addon_chat_types=CLASSIC_CHAT_TYPES,
)

ERA = Product(
    key="wow_classic_era",
    version="1.15.9",
    build="69109",
    date="Aug  3 2026",
    interface=11509,
    project_id=2,
    families=("Vanilla", "Classic"),
    expansion=0,
    addon_chat_types=CLASSIC_CHAT_TYPES,
)

ANNIVERSARY = Product(
    key="wow_anniversary",
    version="2.5.6",
    build="69110",
    date="Aug  3 2026",
    interface=20506,
    project_id=5,
    families=("TBC", "Classic"),
    expansion=1,
    addon_chat_types=CLASSIC_CHAT_TYPES,
)

PRODUCTS: dict[str, Product] = {
    product.key: product for product in (RETAIL, RETAIL_12_0, RETAIL_11_2, MISTS, ERA, ANNIVERSARY)
}
