"""The Lua side of the table of status levels: what `templates/citrus/Status.lua.j2` needs to be filled in."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..spec.citrus import SERVICES_ONLY
from ..spec.model import Revision, StatusBand
from .literal import lua_string
from .resources import templates


def status_lua(revision: Revision) -> bytes:
    """A Lua module that judges by the status table of a revision as ``generator.citrus.status`` does."""
    environment = Environment(
        loader=FileSystemLoader(templates() / "citrus"),
        undefined=StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("Status.lua.j2").render(_context(revision)).encode()


def _context(revision: Revision) -> dict[str, Any]:
    bands = sorted(revision.all(StatusBand).values(), key=lambda band: band.low, reverse=True)
    return {
        "revision": revision.id,
        "bands": [
            {
                "name": lua_string(band.name.encode()),
                "low": band.low,
                "right": lua_string(band.right.encode()),
                "shield": _pair(band.protected),
                "literal": _pair(band.literal_protected),
            }
            for band in bands
        ],
        "voice": next(band.low for band in bands if band.right == "voice"),
        "operator": min(band.low for band in bands if band.right == "operator"),
        "services_only": SERVICES_ONLY,
    }


def _pair(bounds: tuple[int, int] | None) -> str:
    return f"{{ {bounds[0]}, {bounds[1]} }}" if bounds else "false"
