"""Reading what an addon does on the wire from its Lua, whoever wrote it."""

from .records import Lifted
from .scan import Source, lift, lift_sources

__all__ = ["Lifted", "Source", "lift", "lift_sources"]
