"""A module as players get it: without debug calls, and without branches no client the TOC names can take.

Found through the syntax tree, taken out of the text: everything else stays as it is written, licence headers with it,
and every line keeps its number, so that an error of a release points into the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from luaparser import astnodes as nodes

from .addon import ADDON
from .errors import BrokenAddon, Finding
from .syntax import syntax_tree

DEBUG_CALLS = frozenset({"ns.debug", "ns.trace"})
"""Calls taken out where they are statements of their own."""
DEBUG_FLAG = "ns.DEBUG"
"""False in a release."""
HARMLESS = frozenset({"format", "string.format", "tostring", "tonumber", "type"})
"""What the arguments of a debug call may call: taking it out changes nothing."""

PROJECTS = (
    (11000, 12000, "WOW_PROJECT_CLASSIC"),
    (20000, 30000, "WOW_PROJECT_BURNING_CRUSADE_CLASSIC"),
    (30000, 40000, "WOW_PROJECT_WRATH_CLASSIC"),
    (38000, 38999, "WOW_PROJECT_WRATH_CLASSIC"),
    (40000, 50000, "WOW_PROJECT_CATACLYSM_CLASSIC"),
    (50000, 60000, "WOW_PROJECT_MISTS_CLASSIC"),
    (100000, 1000000, "WOW_PROJECT_MAINLINE"),
)
"""From an interface number on, up to another: what WOW_PROJECT_ID is there."""


def projects(interfaces: Iterable[int]) -> frozenset[str]:
    """What WOW_PROJECT_ID may be on clients of these interfaces."""
    return frozenset(name for each in interfaces for first, last, name in PROJECTS if first <= each < last)


@dataclass
class Edits:
    """Stretches of a text that become another one, each as many lines long as before."""

    source: str
    found: list[tuple[int, int, str]] = field(default_factory=list)

    def replace(self, start: int, end: int, text: str = "") -> None:
        """``end`` is behind the last character."""
        self.found.append((start, end, text + "\n" * self.source.count("\n", start, end)))

    def applied(self) -> str:
        text, at = [], 0
        for start, end, new in sorted(self.found):
            if start >= at:
                text += [self.source[at:start], new]
                at = end
        return "".join([*text, self.source[at:]])


def released(name: str, source: bytes, possible: frozenset[str] | None = None) -> bytes:
    """The module as it is released. ``possible`` are the projects the addon is for; those of the TOC by default.

    Raises BrokenAddon for a module with something to take out that cannot be read, and for a debug call whose arguments
    do something.
    """
    # Most modules hold nothing to take out, and reading one takes long.
    if not any(word.encode() in source for word in ("WOW_PROJECT_ID", DEBUG_FLAG, *DEBUG_CALLS)):
        return source
    tree = syntax_tree(source)
    if isinstance(tree, tuple):
        raise BrokenAddon([Finding(name, *tree)])
    text = source.decode()
    release = _Release(name, Edits(text), projects(ADDON.interfaces) if possible is None else possible)
    release.block(tree.body)
    if release.findings:
        raise BrokenAddon(release.findings)
    return release.edits.applied().encode()


class _Release:
    def __init__(self, name: str, edits: Edits, possible: frozenset[str]) -> None:
        self._name, self.edits, self._possible = name, edits, possible
        self.findings: list[Finding] = []

    def block(self, block: nodes.Block) -> None:
        for statement in block.body:
            if isinstance(statement, nodes.Call) and _named(statement.func) in DEBUG_CALLS:
                self._debug_call(statement)
            elif not (isinstance(statement, nodes.If) and self._dead(statement)):
                for child in _blocks(statement):
                    self.block(child)

    def _debug_call(self, call: nodes.Call) -> None:
        name = _named(call.func)
        start, stop = call.start_char, call.stop_char
        doing = next((each for each in _calls(call.args) if each not in HARMLESS), None)
        if doing is not None:
            why = f"a debug call asks {doing or 'a method'}: a release takes it out with what that does; ask it before"
            self.findings.append(Finding(self._name, call.line, None, why))
        elif start is not None and stop is not None:
            # The tree's place of a call may be that of its last name or of its arguments.
            begin = self.edits.source.rfind(name, 0, start + len(name))
            self.edits.replace(begin, stop + 1)

    def _dead(self, node: nodes.If) -> bool:
        """Take out what of an ``if`` never runs; whether nothing of it is left to look into."""
        start, stop = node.start_char, node.stop_char
        branch: Any = node
        while isinstance(branch, nodes.If | nodes.ElseIf):
            truth = self._truth(branch.test)
            if truth is None:
                if branch is not node:
                    # From here on it is an if of its own.
                    self.edits.replace(start, branch.start_char + len("elseif"), "if")
                return False
            if truth:
                self._keep(node, branch.body)
                return True
            branch = branch.orelse
        if branch is None:
            self.edits.replace(start, stop + 1)
        else:
            self._keep(node, branch)
        return True

    def _keep(self, node: nodes.If, block: nodes.Block) -> None:
        """Only a block of an ``if`` is left, with its locals still its own."""
        start, stop = node.start_char, node.stop_char + 1
        if not block.body:
            self.edits.replace(start, stop)
            return
        self.edits.replace(start, block.start_char, "do ")
        self.block(block)
        self.edits.replace(block.stop_char + 1, stop, " end")

    def _truth(self, test: Any) -> bool | None:
        """What a condition is in every release, or None."""
        if isinstance(test, nodes.ULNotOp):
            truth = self._truth(test.operand)
            return None if truth is None else not truth
        if isinstance(test, nodes.AndLoOp | nodes.OrLoOp):
            decisive = isinstance(test, nodes.OrLoOp)
            sides = (self._truth(test.left), self._truth(test.right))
            # The left side alone may decide; the right one only if the left cannot do anything, as here.
            if sides[0] is decisive or (sides[0] is not None and sides[1] is decisive):
                return decisive
            return (not decisive) if None not in sides else None
        if isinstance(test, nodes.EqToOp | nodes.NotEqToOp):
            return self._comparison(test)
        return False if _named(test) == DEBUG_FLAG else None

    def _comparison(self, test: nodes.EqToOp | nodes.NotEqToOp) -> bool | None:
        sides = {_named(test.left), _named(test.right)}
        if "WOW_PROJECT_ID" not in sides or len(sides) != 2:
            return None
        (other,) = sides - {"WOW_PROJECT_ID"}
        if other not in {name for _, _, name in PROJECTS}:
            return None
        if other in self._possible and len(self._possible) > 1:
            return None
        return (other in self._possible) == isinstance(test, nodes.EqToOp)


def _named(node: Any) -> str:
    """A name, or two joined by a dot; else nothing."""
    if isinstance(node, nodes.Name):
        return str(node.id)
    if isinstance(node, nodes.Index) and node.notation is nodes.IndexNotation.DOT:
        left = _named(node.value)
        return f"{left}.{node.idx.id}" if left else ""
    return ""


def _calls(node: Any) -> Iterator[str]:
    """What is called inside, by name; nothing for a method."""
    if isinstance(node, list):
        for each in node:
            yield from _calls(each)
    elif isinstance(node, nodes.Node):
        if isinstance(node, nodes.Call):
            yield _named(node.func)
        elif isinstance(node, nodes.Invoke) and node.func.id != "format":
            yield ""
        for each in _children(node):
            yield from _calls(each)


def _blocks(node: Any) -> Iterator[nodes.Block]:
    """The outermost blocks inside a statement."""
    for each in _children(node):
        for one in each if isinstance(each, list) else [each]:
            if isinstance(one, nodes.Block):
                yield one
            elif isinstance(one, nodes.Node):
                yield from _blocks(one)


def _children(node: nodes.Node) -> Iterator[Any]:
    for key, value in vars(node).items():
        if key[0] != "_" and key != "comments" and isinstance(value, nodes.Node | list):
            yield value
