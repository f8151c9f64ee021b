"""A Lua syntax tree, seen with the few questions that lifting asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import redirect_stderr
from io import StringIO
from typing import Any, TypeAlias

from luaparser import ast, astnodes

from ...lua.syntax import syntax_fault

Node: TypeAlias = Any
JOINS = (astnodes.OrLoOp, astnodes.AndLoOp)
FUNCTIONS = (astnodes.Function, astnodes.LocalFunction, astnodes.Method, astnodes.AnonymousFunction)


class Unparsable(ValueError):
    """The text is no Lua; ``line`` is where, 1 when that is unknown."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line


def parsed(source: bytes) -> Node:
    """The tree of a file. Raises Unparsable."""
    try:
        with redirect_stderr(StringIO()):
            return ast.parse(source.decode("utf-8"))
    except Exception as error:
        # luaparser raises whatever its parts raise; our own reading of the fault knows the place.
        fault = syntax_fault(source)
        line, why = (fault[0], fault[2]) if fault else (None, type(error).__name__)
        raise Unparsable(line or 1, why) from None


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below one, in the order they are written."""
    for name, value in vars(node).items():
        if name.startswith("_") or name == "comments":
            continue
        if isinstance(value, astnodes.Node):
            yield value
        elif isinstance(value, list):
            yield from (each for each in value if isinstance(each, astnodes.Node))


def text_of(node: Node) -> str | None:
    """The text of a string literal, a character for a byte."""
    if isinstance(node, astnodes.String):
        raw = node.s
        return raw.decode("latin-1") if isinstance(raw, bytes) else str(raw)
    return None


def number_of(node: Node) -> float | None:
    """The value of a number literal."""
    return float(node.n) if isinstance(node, astnodes.Number) else None


def path_of(node: Node) -> str:
    """A name as it is written, such as ``ns.Spec.constants.prefix``; empty for anything that is no plain name."""
    if isinstance(node, astnodes.Name):
        return str(node.id)
    if isinstance(node, astnodes.Index):
        base = path_of(node.value)
        key = text_of(node.idx) if node.notation == astnodes.IndexNotation.SQUARE else path_of(node.idx)
        return f"{base}.{key}" if base and key else ""
    if isinstance(node, astnodes.Invoke):
        return f"{path_of(node.source)}.{path_of(node.func)}"
    return ""


def last_name(node: Node) -> str:
    """The last part of a name."""
    return path_of(node).rpartition(".")[2]


def call_name(node: Node) -> str:
    """What a call calls, as it is written."""
    return path_of(node) if isinstance(node, astnodes.Invoke) else path_of(node.func)


def key_of(field: Node) -> str | None:
    """The name a table's field has; None for one without."""
    if field.key is None:
        return None
    if field.between_brackets:
        return text_of(field.key)
    return str(field.key.id) if isinstance(field.key, astnodes.Name) else None


def owner_of(node: Node) -> str:
    """The last part of the name of the table that an index looks into, or a method belongs to."""
    return last_name(node.source if isinstance(node, astnodes.Method) else node.value)


def is_computed(node: Node) -> bool:
    """Whether it is an index between brackets, such as ``handlers[word]``."""
    return isinstance(node, astnodes.Index) and bool(node.notation == astnodes.IndexNotation.SQUARE)


def function_name(node: Node) -> str:
    """What a function is called; empty for one without a name."""
    if isinstance(node, astnodes.AnonymousFunction):
        return ""
    return last_name(node.name)


def line_of(node: Node) -> int:
    """The line a node begins in, 1 when the parser does not know."""
    for each in (node, *children(node)):
        line = getattr(each, "line", None)
        if line:
            return int(line)
    return 1


def comparisons(test: Node) -> list[Node]:
    """What a test compares for equality, as far as that decides it."""
    if isinstance(test, astnodes.EqToOp):
        return [test]
    if isinstance(test, JOINS):
        return [*comparisons(test.left), *comparisons(test.right)]
    return []


def function_names(tree: Node) -> Iterator[str]:
    """The names of all functions of a file."""
    if isinstance(tree, FUNCTIONS) and (name := function_name(tree)):
        yield name
    elif isinstance(tree, (astnodes.Assign, astnodes.LocalAssign)):
        for target, value in zip(tree.targets, tree.values, strict=False):
            if isinstance(value, astnodes.AnonymousFunction) and (name := last_name(target)):
                yield name
    for child in children(tree):
        yield from function_names(child)
