"""The protocols and revisions there are."""

from __future__ import annotations

from difflib import get_close_matches

from .citrus import CITRUS
from .citrus_mesh import CITRUS_MESH
from .crossrp.alliance_1 import ALLIANCE_1
from .crossrp.alliance_2 import ALLIANCE_2
from .crossrp.release_2 import RELEASE_2
from .model import Revision

REVISIONS: dict[str, Revision] = {
    revision.id: revision for revision in (ALLIANCE_1, ALLIANCE_2, RELEASE_2, CITRUS, CITRUS_MESH)
}

DEFAULT = {"crossrp": ALLIANCE_2.id, "citrus": CITRUS.id}
"""The revision meant when only the protocol is named."""


class UnknownRevision(KeyError):
    """No revision has this id."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        near = get_close_matches(self.name, REVISIONS, n=1)
        guess = f"; did you mean {near[0]!r}?" if near else ""
        return f"there is no revision {self.name!r}; there are {', '.join(REVISIONS)}{guess}"


def revision(name: str) -> Revision:
    """The revision with this id, or the default one of the protocol with this name.

    Raises UnknownRevision.
    """
    try:
        return REVISIONS[DEFAULT.get(name, name)]
    except KeyError:
        raise UnknownRevision(name) from None
