"""Tables that tell of commands: handlers by command, patterns by command, and whole descriptions of messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from luaparser import astnodes

from ...spec.place import Place
from .records import Evidence
from .tree import Node, key_of, text_of
from .words import COMMAND, captures, looks_partial

At = Callable[[Node], Place]
Word = Callable[[Node], str | None]
"""The text of a literal, or of a name that stands for one."""

MOSTLY = 0.6
"""The share of a table's keys that have to look like commands."""


def table_evidence(
    node: Node, at: At, function: str, word: Word = text_of, functions: frozenset[str] = frozenset()
) -> Iterator[Evidence]:
    """The commands a table shows. ``functions``: names that functions of the addon have."""
    keyed = [(key, field) for field in node.fields if (key := _key(field, word)) is not None]
    described = _described(node, dict(keyed), at, function)
    if described is not None:
        yield described
        return
    commands = [(key, field) for key, field in keyed if COMMAND.match(key)]
    # Besides handlers of commands there may be one for whatever else comes.
    if len(commands) >= 2 and len(commands) >= MOSTLY * len(keyed):
        for key, field in commands:
            yield from _entry(key, field, at, function, functions)
    elif (first := _first(node)) is not None:
        yield Evidence(first, at(node), "first in a row with a function", 0.7, function=function)


def _key(field: Node, word: Word) -> str | None:
    return word(field.key) if field.key is not None and field.between_brackets else key_of(field)


def _described(node: Node, fields: dict[str, Node], at: At, function: str) -> Evidence | None:
    """A message as a record: a command with fields and media, whatever else it has."""
    command = next((text_of(fields[name].value) for name in ("command", "cmd") if name in fields), None)
    if command is None or not COMMAND.match(command):
        return None
    if "fields" not in fields and "media" not in fields:
        return Evidence(command, at(node), "a record with its command", 0.8, function=function)
    media = _names(fields["media"].value) if "media" in fields else ()
    names = _names(fields["fields"].value) if "fields" in fields else None
    return Evidence(
        *(command, at(node), "a record of the message", 1.0),
        fields=names,
        media=frozenset(media),
        exact=bool(media),
        function=function,
    )


def _names(node: Node) -> tuple[str, ...]:
    """The names in a list of texts or records, or the keys of a set."""
    if not isinstance(node, astnodes.Table):
        return ()
    found = []
    for field in node.fields:
        value = field.value
        inner = {key_of(each): each for each in value.fields} if isinstance(value, astnodes.Table) else {}
        name = text_of(inner["name"].value) if "name" in inner else text_of(value) or key_of(field)
        if name:
            found.append(name)
    return tuple(found)


def _entry(key: str, field: Node, at: At, function: str, functions: frozenset[str]) -> Iterator[Evidence]:
    value = field.value
    text = text_of(value)
    if text in functions:
        yield Evidence(key, at(field), f"the name of the function {text} by its command", 0.8, function=text or "")
    elif text is not None:
        if not text.startswith("^") and "(" not in text:
            return
        count = captures(text)
        # A pattern for the whole message, or for what follows the command.
        yield Evidence(
            *(key, at(field), "a pattern by its command", 0.9, False, ("",) * count, looks_partial(text)),
            text=text,
            function=function,
        )
    elif isinstance(value, (astnodes.AnonymousFunction, astnodes.Name, astnodes.Index)):
        yield Evidence(key, at(field), "a function by its command", 0.8, function=function)
    elif isinstance(value, astnodes.Table):
        names = {key_of(each): each for each in value.fields}
        pattern = next((text_of(names[name].value) for name in ("pattern", "match", "format") if name in names), None)
        count = captures(pattern) if pattern else 0
        yield Evidence(
            *(key, at(field), "a record by its command", 0.85, False, ("",) * count if pattern else None),
            partial=bool(pattern and looks_partial(pattern)),
            text=pattern or "",
            function=function,
        )


def _first(node: Node) -> str | None:
    """The command of a row such as ``{ "HI", onHello }``."""
    rows = [field for field in node.fields if field.key is None or isinstance(field.key, astnodes.Number)]
    if len(rows) < 2 or len(rows) != len(node.fields):
        return None
    word = text_of(rows[0].value)
    functions = (astnodes.AnonymousFunction, astnodes.Name, astnodes.Index)
    if word and COMMAND.match(word) and any(isinstance(row.value, functions) for row in rows[1:]):
        return word
    return None
