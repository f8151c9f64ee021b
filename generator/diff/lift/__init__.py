"""Reading what an addon does on the wire from its Lua, whoever wrote it."""

from .read import Source, lift, lift_sources
from .records import Lifted

__all__ = ["Lifted", "Source", "lift", "lift_sources"]
