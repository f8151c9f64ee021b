"""Reading what an addon does on the wire from its Lua, whoever wrote it."""

from .records import Lifted
from .scan import lift

__all__ = ["Lifted", "lift"]
