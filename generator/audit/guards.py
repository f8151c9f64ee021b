"""What a condition makes sure of: names that exist, events that are valid, the client's project and interface.

The words are those of `facts.Use.when`. An expression that says nothing of the kind gives the empty set.
"""

from __future__ import annotations

from typing import Any

from luaparser import astnodes as nodes

from .scopes import path, text_of

Words = frozenset[str]
NOTHING: Words = frozenset()
_TYPES = ("function", "table", "userdata", "string", "number")
_FLIPPED = {"==": "~=", "~=": "==", ">=": "<", "<": ">=", ">": "<=", "<=": ">"}
_MIRRORED = {"==": "==", "~=": "~=", ">=": "<=", "<=": ">=", ">": "<", "<": ">"}
_OPERATORS = {
    nodes.EqToOp: "==",
    nodes.NotEqToOp: "~=",
    nodes.GreaterOrEqThanOp: ">=",
    nodes.LessOrEqThanOp: "<=",
    nodes.GreaterThanOp: ">",
    nodes.LessThanOp: "<",
}


def when_true(test: Any, depth: int = 0) -> Words:
    """What holds where ``test`` was true."""
    return _holds(test, True, depth)


def when_false(test: Any, depth: int = 0) -> Words:
    """What holds where ``test`` was false or nil."""
    return _holds(test, False, depth)


def _holds(test: Any, truth: bool, depth: int) -> Words:
    if depth > 20:
        return NOTHING
    if isinstance(test, nodes.AndLoOp | nodes.OrLoOp):
        left, right = (_holds(side, truth, depth + 1) for side in (test.left, test.right))
        both = isinstance(test, nodes.AndLoOp) == truth
        return left | right if both else _either(left, right)
    if isinstance(test, nodes.ULNotOp):
        return _holds(test.operand, not truth, depth + 1)
    if type(test) in _OPERATORS:
        operator = _OPERATORS[type(test)]
        return _comparison(test.left, operator if truth else _FLIPPED[operator], test.right)
    if isinstance(test, nodes.Call):
        return _call(test, truth)
    if isinstance(test, nodes.Name) and getattr(test, "local", None) is not None:
        named = path(test)
        settled = test.local.settled
        found = _holds(settled, truth, depth + 1) if isinstance(settled, nodes.Expression) else NOTHING
        return found | _exists(named, truth)
    return _exists(path(test), truth)


def _either(left: Words, right: Words) -> Words:
    """What holds where one of two holds, not known which. Where a table is missing its members are too."""
    common = left & right
    for one, other in ((left, right), (right, left)):
        # Where the client cannot say which events are valid, all there are may be tried.
        if one and all(word.startswith("without:C_EventUtils") for word in one):
            common |= {word for word in other if word.startswith("event:")}
    for one, other in ((left, right), (right, left)):
        common |= {
            word
            for word in one
            if word.startswith("without:") and any(f"{word}.".startswith(f"{wider}.") for wider in other)
        }
    return common


def _exists(named: tuple[str, ...] | None, truth: bool) -> Words:
    if named is None:
        return NOTHING
    name = ".".join(named)
    return frozenset((name,) if truth else (f"without:{name}",))


def _call(test: nodes.Call, truth: bool) -> Words:
    if path(test.func) == ("C_EventUtils", "IsEventValid") and test.args and truth:
        # The event may be a variable: whichever is registered under this condition is valid.
        return frozenset((f"event:{text_of(test.args[0]) or '*'}",))
    return NOTHING


def _comparison(left: Any, operator: str, right: Any) -> Words:
    if isinstance(left, nodes.Nil | nodes.Number | nodes.String):
        left, operator, right = right, _MIRRORED[operator], left
    if isinstance(right, nodes.Nil) and operator in ("==", "~="):
        return _exists(path(left), operator == "~=")
    kind = text_of(right)
    if kind is not None and isinstance(left, nodes.Call) and path(left.func) == ("type",) and left.args:
        if kind in _TYPES and operator == "==":
            return _exists(path(left.args[0]), True)
        if kind == "nil":
            return _exists(path(left.args[0]), operator == "~=")
        return NOTHING
    first, second = path(left), path(right)
    if second == ("WOW_PROJECT_ID",):
        first, second = second, first
    if first == ("WOW_PROJECT_ID",) and second is not None and operator in ("==", "~="):
        return frozenset((f"project{operator}{second[0]}",))
    if isinstance(right, nodes.Number) and is_interface(left):
        return frozenset((f"interface{operator}{right.n}",))
    return NOTHING


def is_interface(node: Any) -> bool:
    """Whether an expression is the client's interface number."""
    if isinstance(node, nodes.Name) and getattr(node, "local", None) is not None:
        local = node.local
        value = local.value
        if local.writes or value is None:
            return False
        if local.index == 3 and isinstance(value, nodes.Call) and path(value.func) == ("GetBuildInfo",):
            return True
        return local.index == 0 and value is not node and is_interface(value)
    if isinstance(node, nodes.Call) and path(node.func) == ("select",) and len(node.args) == 2:
        count, call = node.args
        return (
            isinstance(count, nodes.Number)
            and count.n == 4
            and isinstance(call, nodes.Call)
            and path(call.func) == ("GetBuildInfo",)
        )
    return False
