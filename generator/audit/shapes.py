"""What single expressions and blocks are, told by their shape."""

from __future__ import annotations

from typing import Any

from luaparser import astnodes as nodes

from .scopes import body_of, path, text_of
from .surprises import EDIT_BOX, EDIT_BOX_SOURCES

ENDING = (nodes.Return, nodes.Break)


def ends(block: Any) -> bool:
    """Whether a block never reaches its end."""
    body = body_of(block)
    if not body:
        return False
    last = body[-1]
    return isinstance(last, ENDING) or (isinstance(last, nodes.Call) and path(last.func) == ("error",))


def open_end(arguments: list[Any]) -> bool:
    last = arguments[-1] if arguments else None
    return isinstance(last, nodes.Call | nodes.Invoke | nodes.Dots | nodes.Varargs) and not last.wrapped


def as_written(node: Any) -> str:
    """How an expression stands in the file: the beginning of it that is made of names."""
    if isinstance(node, nodes.Name):
        return str(node.id)
    if isinstance(node, nodes.Index) and node.notation is nodes.IndexNotation.DOT:
        return f"{as_written(node.value)}.{as_written(node.idx)}"
    return as_written(node.value) if isinstance(node, nodes.Index) else ""


def last_name(node: Any) -> str:
    """The last name of an expression, for people."""
    if isinstance(node, nodes.Name):
        return str(node.id)
    if isinstance(node, nodes.Index):
        return last_name(node.idx) if isinstance(node.idx, nodes.Name) else text_of(node.idx) or ""
    return ""


def one_event(test: Any) -> str | None:
    """The event a test asks for: ``event == "NAME"``."""
    if isinstance(test, nodes.EqToOp):
        for name, text in ((test.left, test.right), (test.right, test.left)):
            if isinstance(name, nodes.Name) and isinstance(text, nodes.String):
                found = text_of(text) or ""
                return found if found.isupper() else None
    return None


def widget_type(node: Any) -> str:
    """The type of widget a local was created as."""
    value = node.local.settled if isinstance(node, nodes.Name) and getattr(node, "local", None) is not None else None
    if isinstance(value, nodes.Call) and path(value.func) == ("CreateFrame",) and value.args:
        return text_of(value.args[0]) or ""
    return ""


def events_named(node: Any) -> list[str]:
    """The events an expression names: a text, or each of those a loop takes from a list of texts."""
    if node is None:
        return []
    text = text_of(node)
    if text is not None:
        return [text]
    local = getattr(node, "local", None)
    loop = local.loops_over if local is not None else None
    if (
        local is None
        or not isinstance(loop, nodes.Call)
        or path(loop.func) not in (("ipairs",), ("pairs",))
        or not loop.args
    ):
        return []
    table = loop.args[0]
    if isinstance(table, nodes.Name) and getattr(table, "local", None) is not None:
        table = table.local.settled
    if not isinstance(table, nodes.Table):
        return []
    found = []
    for each in table.fields:
        if local.index == 0 and path(loop.func) == ("pairs",):
            name = each.key.id if isinstance(each.key, nodes.Name) and not each.between_brackets else text_of(each.key)
        else:
            name = text_of(each.value)
        found += [name] if name else []
    return found


def is_edit_box(node: Any, named: tuple[str, ...] | None) -> bool:
    """Whether an expression is an edit box of the game's chat."""
    if named is not None and (EDIT_BOX.match(named[0]) or (named[0].endswith("ChatFrame") and named[-1] == "editBox")):
        return True
    if named is not None and named[0] == "DEFAULT_CHAT_FRAME" and named[-1] == "editBox":
        return True
    if isinstance(node, nodes.Name) and getattr(node, "local", None) is not None:
        node = node.local.settled
        if isinstance(node, nodes.OrLoOp | nodes.AndLoOp):
            return is_edit_box(node.left, path(node.left)) or is_edit_box(node.right, path(node.right))
    return isinstance(node, nodes.Call) and ".".join(path(node.func) or ()) in EDIT_BOX_SOURCES
