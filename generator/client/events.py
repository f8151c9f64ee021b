"""The payload an event has on one client.

Whoever fires an event gives what happened; how many arguments that is differs between clients, always at the end
(discordInfo of CHAT_MSG_*, suppressNotification of BN_CONNECTED). Facts: wow-client.md sections 2.1 and 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from generator.client import declared
from generator.client.products import Product
from generator.client.signatures import ClientData, Parameter

WORDS = {"uiobject": "\0frame", "function": "\0function", "luaobject": ""}
"""What only Lua can make, as lenient.lua reads it; an object of the client's own is its type's name."""


def neutral(data: ClientData, entry: Parameter) -> Any:
    """A value of a declared type that says nothing: nil where that is possible, else 0, "", false or empty tables."""
    if entry.nilable:
        return None
    kind, _, name = entry.type.partition(":")
    if kind == "structure":
        needed = (field for field in data.structures.get(name, ()) if field.type.partition(":")[0] not in WORDS)
        return {field.name: neutral(data, field) for field in needed if not field.nilable}
    if kind in WORDS:
        return WORDS[kind] or f"\0{name}"
    if kind == "enum":
        return min(data.enums.get(name, {"": 0}).values(), default=0)
    return {"number": 0, "string": "", "unit": "none", "boolean": False}.get(
        kind, {} if _is_table(entry.type) else None
    )


def _is_table(kind: str) -> bool:
    return kind == "table" or kind.startswith("array<")


@cache
def _most(name: str) -> int:
    """How many arguments an event has at most, on any client."""
    return max(len(data.events[name]) for data in declared.known().values() if name in data.events)


@cache
def _endings(product: Product, name: str) -> tuple[Any, ...]:
    data = product.declared
    return tuple(neutral(data, entry) for entry in data.events[name])


def shape(product: Product, name: str, args: Sequence[Any]) -> Sequence[Any]:
    """The arguments as `product` has them. Raises ValueError for an event it lacks, or arguments no client has."""
    if name not in product.declared.events:
        raise ValueError(f"{name} is no event of {product.key} {product.version}")
    endings = _endings(product, name)
    if len(args) == len(endings):
        return args
    if len(args) > _most(name):
        raise ValueError(f"{name} has {_most(name)} arguments at most, and {len(args)} were given")
    return (*args[: len(endings)], *endings[len(args) :])
