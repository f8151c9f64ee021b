"""What can be wrong with a message, in codes that the Python and the Lua codec share."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WHY: Mapping[str, str] = MappingProxyType(
    {
        "unknown_command": "no message of this revision has this command",
        "wrong_medium": "the message does not travel on this medium",
        "arity": "no message of this command has this number of fields",
        "missing": "the field is not there",
        "extra": "something follows the last field",
        "nul": "a NUL byte never travels",
        "too_long": "the message is longer than the limit",
        "shape": "the bytes do not have the form of this field",
        "bytes": "a byte that this field never holds",
        "length": "too short or too long for this field",
        "range": "the number is out of range",
        "choice": "not one of the words this field knows",
        "escape": "an escape that stands for nothing",
        "count": "too few or too many items",
        "mark": "the text does not begin with its mark",
        "rule": "the field does not agree with another one",
        "type": "a value of another type was expected",
        "unknown_field": "the message has no such field",
        "altered": "the value would not decode to itself",
    }
)


class Fault(Exception):
    """A value or token is wrong; ``why`` is a key of :data:`WHY`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class CodecError(ValueError):
    """A message that cannot be decoded or encoded.

    ``message`` and ``field`` are empty when the error comes before they are known.
    """

    verb = "process"

    def __init__(self, message: str, field: str, why: str) -> None:
        super().__init__(message, field, why)
        self.message = message
        self.field = field
        self.why = why

    def __str__(self) -> str:
        place = f" {self.message}" if self.message else " the message"
        field = f", field {self.field}" if self.field else ""
        return f"cannot {self.verb}{place}{field}: {WHY[self.why]} ({self.why})"


class DecodeError(CodecError):
    """Received bytes are no message of the revision: the sender's fault."""

    verb = "decode"


class EncodeError(CodecError):
    """The values given cannot be sent: our own fault."""

    verb = "encode"
