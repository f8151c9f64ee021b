"""The made parts of docs/citrus-mesh.md: what a node says beside the seed's commands."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..spec.citrus_mesh import CITRUS_MESH
from ..spec.model import Message
from . import tables
from .blocks import Maker
from .citrus_page import tags
from .markdown import code, plain, table
from .message_section import message_link, message_section

OWN = tuple(item for item in CITRUS_MESH.own if isinstance(item, Message))


def makers() -> dict[str, Maker]:
    """What makes each block of the page."""
    return {
        **{f"message-{item.name}": partial(message_section, CITRUS_MESH, item) for item in OWN},
        "tags": partial(tags, CITRUS_MESH),
        "messages": messages,
        "limits": partial(tables.limits, CITRUS_MESH),
        "timers": partial(tables.timers, CITRUS_MESH),
        "behaviours": partial(tables.behaviours, CITRUS_MESH),
    }


def messages() -> Iterator[str]:
    """The records that are ours, in one table."""
    rows = [(message_link(CITRUS_MESH, item.name), plain(item.title), code(item.examples[0].decode())) for item in OWN]
    yield from table(("Message", "What it is", "For example"), rows)
