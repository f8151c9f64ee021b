"""Following values that may be secret from where they come from to where looking at them raises an error.

Inside one file, through locals and what passes a value on; not through tables or an addon's own functions.
"""

from __future__ import annotations

from typing import Any

from luaparser import astnodes as nodes

from .scopes import Local, path, text_of
from .surprises import (
    FILTERS,
    GUARD,
    HANDLED_FIRST,
    OWN_UNITS,
    PASSING_ON,
    SECRET_CHAT,
    SECRET_PAYLOAD,
    SECRET_UNITS,
    TEXT_FUNCTIONS,
    TEXT_NAME,
    secret_event,
)


class Secrets:
    """Which locals may hold a secret just now. ``chat`` says whether the file listens to chat."""

    def __init__(self) -> None:
        self.chat = False
        self._from: dict[Local, str] = {}
        self._handlers: dict[int, int] = {}
        self._rest: list[tuple[int, str] | None] = []

    def prepare(self, chunk: Any) -> None:
        """Find the functions that are given chat events, before the walk comes to them."""
        handlers: list[Any] = []
        for node in _every(chunk):
            if isinstance(node, nodes.String) and secret_event(text_of(node) or ""):
                self.chat = True
            if not isinstance(node, nodes.Invoke | nodes.Call) or len(node.args) != 2:
                continue
            if isinstance(node, nodes.Call):
                if ".".join(path(node.func) or ()) in FILTERS:
                    self._note(node.args[1], 2)
            elif node.func.id in ("SetScript", "HookScript") and text_of(node.args[0]) == "OnEvent":
                handlers.append(node.args[1])
        if self.chat:
            for handler in handlers:
                self._note(handler, 2)

    def _note(self, function: Any, before: int) -> None:
        if isinstance(function, nodes.Name) and getattr(function, "local", None) is not None:
            function = function.local.settled
        if isinstance(function, nodes.AnonymousFunction | nodes.LocalFunction):
            self._handlers[id(function)] = before

    def enter(self, function: Any, name: str) -> None:
        """A function begins; ``name`` is what it is called or stored as."""
        before = self._handlers.get(id(function), -1)
        event = name.rpartition(".")[2].rpartition(":")[2]
        if before < 0 and secret_event(event):
            before = _leading([getattr(argument, "id", "...") for argument in function.args])
        source = event if secret_event(event) else "a chat event"
        self._rest.append(None)
        if before < 0:
            return
        for at, argument in enumerate(function.args):
            if isinstance(argument, nodes.Name):
                if at - before in SECRET_PAYLOAD:
                    self._from[argument.local] = f"{SECRET_PAYLOAD[at - before]} of {source}"
            else:
                self._rest[-1] = (at - before, source)

    def leave(self) -> None:
        self._rest.pop()

    def assign(self, targets: list[Any], values: list[Any]) -> None:
        """Locals get values."""
        for at, target in enumerate(targets):
            local = getattr(target, "local", None)
            if not isinstance(target, nodes.Name) or local is None:
                continue
            value = values[min(at, len(values) - 1)] if values else None
            source = self.source(value, max(0, at - len(values) + 1)) if value is not None else None
            if source:
                self._from[local] = source
            else:
                self._from.pop(local, None)

    def source(self, node: Any, index: int = 0) -> str | None:
        """Where a value comes from, if it may be secret; ``index`` is which result of a call or of ``...``."""
        if isinstance(node, nodes.Name):
            return self._from.get(node.local) if getattr(node, "local", None) is not None and not index else None
        if isinstance(node, nodes.Dots | nodes.Varargs) and self._rest and self._rest[-1]:
            first, event = self._rest[-1]
            place = index + first
            return f"{SECRET_PAYLOAD[place]} of {event}" if place in SECRET_PAYLOAD else None
        if isinstance(node, nodes.AndLoOp):
            return self.source(node.right)
        if isinstance(node, nodes.OrLoOp):
            return self.source(node.left) or self.source(node.right)
        if not isinstance(node, nodes.Call):
            return None
        name = ".".join(path(node.func) or ())
        if name in SECRET_CHAT:
            return name
        if name in SECRET_UNITS:
            unit = text_of(node.args[0]) if node.args else None
            return None if unit in OWN_UNITS or index > 1 else name
        if name in PASSING_ON and node.args:
            return self.source(node.args[0])
        if name == "select" and len(node.args) == 2 and isinstance(node.args[0], nodes.Number):
            return self.source(node.args[1], int(node.args[0].n) - 1)
        return None

    def looked(self, name: str, arguments: list[Any]) -> None:
        """A call that may be a guard: what it is given may be used from here on."""
        if not GUARD.search(name):
            return
        for argument in arguments:
            if isinstance(argument, nodes.Call) and path(argument.func) == ("select",) and len(argument.args) == 2:
                argument = argument.args[1]
            local = getattr(argument, "local", None)
            if local is not None:
                self._from.pop(local, None)

    def without(self, event: str) -> dict[Local, str]:
        """In a branch for one event: what is no secret there is put aside and given back for `restore`."""
        if secret_event(event):
            return {}
        aside = {local: source for local, source in self._from.items() if source.endswith("of a chat event")}
        for local in aside:
            del self._from[local]
        return aside

    def restore(self, aside: dict[Local, str]) -> None:
        self._from.update(aside)


def _leading(names: list[str]) -> int:
    """How many parameters of an event's handler stand in front of the payload."""
    for at, name in enumerate(names):
        if name == "..." or TEXT_NAME.match(name):
            return at
    return sum(name in HANDLED_FIRST for name in names)


def looks_into(name: str) -> bool:
    """Whether a function looks into the text it is given."""
    return name.startswith("string.") or name in TEXT_FUNCTIONS


def _every(node: Any) -> Any:
    """All nodes of a tree."""
    stack = [node]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(node)
        elif isinstance(node, nodes.Node):
            yield node
            for key, value in vars(node).items():
                if key[0] != "_" and key not in ("comments", "local") and isinstance(value, nodes.Node | list):
                    stack.append(value)
