"""What a client declares of its API: what functions take and give, what events carry, enumerations and structures.

Two things are of this shape: `declared.py`, the little this package keeps of what it models, and whole client data a
user gives (`clientdata.py`). A type is a word: "number", "string", "boolean", "unit", "table", "function", "unknown",
"enum:X", "structure:X", "array<...>", "uiobject:X", "luaobject:X", and a few
of the client's own ("uiAddon", "oneornil").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument, result, payload value or field. `name` is "?" where nobody knows it."""

    name: str
    type: str
    nilable: bool = False

    def __str__(self) -> str:
        return f"{self.name}:{self.type}{'?' if self.nilable else ''}"


def parameter(text: str) -> Parameter:
    """From "name:type" or "name:type?". Raises ValueError."""
    name, colon, kind = text.partition(":")
    if not colon or not name or kind in ("", "?"):
        raise ValueError(f"{text!r} is not name:type")
    return Parameter(name, kind.removesuffix("?"), kind.endswith("?"))


def parameters(texts: Iterable[str]) -> tuple[Parameter, ...]:
    return tuple(parameter(text) for text in texts)


@dataclass(frozen=True, slots=True)
class Signature:
    """A function. None where the source does not know the arguments or the results."""

    arguments: tuple[Parameter, ...] | None = None
    results: tuple[Parameter, ...] | None = None
    may_return_nothing: bool = False

    def usage(self, name: str) -> str:
        """As the client writes it in errors: "local result = C_X.Do(first [, second])"."""
        names = [(entry.name, entry.nilable) for entry in self.arguments or ()]
        text, depth = "", 0
        for index, (argument, nilable) in enumerate(names):
            comma = ", " if index else ""
            if nilable and all(later for _, later in names[index:]):
                text += f"{' ' if index else ''}[{comma}{argument}"
                depth += 1
            else:
                text += comma + argument
        call = f"{name}({text}{']' * depth})"
        given = ", ".join(entry.name for entry in self.results or () if entry.name != "?")
        return f"local {given} = {call}" if given else call


@dataclass(frozen=True)
class ClientData:
    """Everything declared of one client. Functions in a namespace are written with a dot: "C_Timer.After"."""

    functions: Mapping[str, Signature] = field(default_factory=dict)
    events: Mapping[str, tuple[Parameter, ...]] = field(default_factory=dict)
    enums: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    structures: Mapping[str, tuple[Parameter, ...]] = field(default_factory=dict)

    @cached_property
    def spaces(self) -> frozenset[str]:
        """The namespaces functions are in."""
        return frozenset(name.rpartition(".")[0] for name in self.functions) - {""}
