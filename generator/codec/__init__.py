"""The Python codec, interpreted from a revision."""

from .codec import Codec, Decoded
from .errors import WHY, DecodeError, EncodeError

__all__ = ["WHY", "Codec", "DecodeError", "Decoded", "EncodeError"]
