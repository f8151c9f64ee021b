"""From a syntax tree to the facts of a file."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from luaparser import astnodes as nodes

from .facts import Facts, Mark, Use
from .guards import NOTHING, Words, when_false, when_true
from .scopes import body_of, path, resolve, text_of, through_g
from .secrets import Secrets, looks_into
from .shapes import as_written, ends, events_named, is_edit_box, last_name, one_event, open_end, widget_type
from .surprises import (
    CVAR_FUNCTIONS,
    EDIT_BOX_WRITES,
    PROTECTED_CALLS,
    REGISTERING,
    REGISTERING_THROUGH,
)

_FUNCTIONS = (nodes.AnonymousFunction, nodes.LocalFunction, nodes.Function, nodes.Method)


def collect(chunk: nodes.Chunk, source: str, facts: Facts, line: int = 1) -> None:
    """Add what a tree of ``source`` holds to ``facts``; ``line`` is that of its first line in the file."""
    resolve(chunk)
    walker = _Walker(source, facts, line)
    walker.secrets.prepare(chunk)
    walker.block(chunk.body)


class _Walker:
    def __init__(self, source: str, facts: Facts, line: int) -> None:
        self._source, self._facts = source, facts
        self._starts = [0, *(at + 1 for at, mark in enumerate(source) if mark == "\n")]
        self._first_line = line
        self._at = 0
        self._when: Words = NOTHING
        self._inside = ""
        self.secrets = Secrets()

    # Where things are

    def _place(self, text: str = "") -> tuple[int, int]:
        """Line and column of ``text`` near the node the walk is at, or of that node."""
        at = self._at
        if text and not self._source.startswith(text, at):
            found = self._source.rfind(text, max(0, at - len(text) - 40), at + len(text) + 1)
            if found < 0:
                found = self._source.find(text, at, at + 400)
            at = found if found >= 0 else at
        row = bisect_right(self._starts, at) - 1
        return row + self._first_line, at - self._starts[row] + 1

    def _use(self, name: str, kind: str, text: str = "", **more: Any) -> Use:
        line, column = self._place(text or name)
        use = Use(name, kind, line, column, when=sorted(self._when), inside=self._inside, **more)
        self._facts.uses.append(use)
        return use

    def _mark(self, rule: str, about: str, detail: str = "", text: str = "") -> None:
        line, column = self._place(text)
        self._facts.marks.append(Mark(rule, about, line, column, detail, self._inside))

    # Statements

    def block(self, block: Any) -> None:
        before = self._when
        for statement in body_of(block):
            self.visit(statement, statement=True)
            if isinstance(statement, nodes.If) and statement.orelse is None and ends(statement.body):
                self._when = self._when | when_false(statement.test)
            elif isinstance(statement, nodes.Call) and path(statement.func) == ("assert",) and statement.args:
                self._when = self._when | when_true(statement.args[0])
        self._when = before

    def _under(self, words: Words, block: Any) -> None:
        before = self._when
        self._when = self._when | words
        self.block(block)
        self._when = before

    def visit(self, node: Any, statement: bool = False, test: bool = False, probe: bool = False) -> None:
        """``test``: only whether it is true counts. ``probe``: only whether it is there counts."""
        if isinstance(node, list):
            for each in node:
                self.visit(each)
            return
        if not isinstance(node, nodes.Node):
            return
        start = node.start_char
        if start is not None:
            self._at = start
        if isinstance(node, nodes.Call | nodes.Invoke):
            self._call(node, "ignored" if statement else "tested" if test else "used")
            return
        if isinstance(node, nodes.Name | nodes.Index):
            if test:
                self._hazard("secret-tested", node)
            self._lhs(node, probe or test)
            return
        handler = getattr(self, f"_{type(node).__name__}", None)
        if handler is not None:
            handler(node, test) if isinstance(node, nodes.LoOp | nodes.ULNotOp) else handler(node)
        elif isinstance(node, nodes.AriOp):
            self._operands(node, "secret-computed")
        elif isinstance(node, nodes.RelOp):
            self._comparison(node)
        elif isinstance(node, _FUNCTIONS):
            self._function(node, "")
        else:
            for key, value in vars(node).items():
                if key[0] != "_" and key not in ("comments", "local") and isinstance(value, nodes.Node | list):
                    self.visit(value)

    def _If(self, node: Any) -> None:
        self.visit(node.test, test=True)
        before = self._when
        event = one_event(node.test)
        aside = self.secrets.without(event) if event else {}
        self._under(when_true(node.test), node.body)
        self.secrets.restore(aside)
        self._when = self._when | when_false(node.test)
        if isinstance(node.orelse, nodes.Block):
            self.block(node.orelse)
        elif node.orelse is not None:
            self.visit(node.orelse)
        self._when = before

    _ElseIf = _If

    def _While(self, node: nodes.While) -> None:
        self.visit(node.test, test=True)
        self._under(when_true(node.test), node.body)

    def _Repeat(self, node: nodes.Repeat) -> None:
        self.block(node.body)
        self.visit(node.test, test=True)

    def _Do(self, node: nodes.Do) -> None:
        self.block(node.body)

    def _Block(self, node: nodes.Block) -> None:
        self.block(node)

    def _Fornum(self, node: nodes.Fornum) -> None:
        self.visit([node.start, node.stop, node.step])
        self.block(node.body)

    def _Forin(self, node: nodes.Forin) -> None:
        self.visit(node.iter)
        self.block(node.body)

    def _LocalAssign(self, node: nodes.LocalAssign) -> None:
        for target, value in zip(node.targets, node.values, strict=False):
            if isinstance(value, nodes.Name | nodes.Index) and target.local.settled is value:
                self._at = value.start_char if value.start_char is not None else self._at
                self._alias(value)
            elif isinstance(value, _FUNCTIONS):
                self._function(value, target.id)
            else:
                self.visit(value)
        self.visit(node.values[len(node.targets) :])
        self.secrets.assign(node.targets, node.values)

    def _alias(self, value: Any) -> None:
        named = path(value)
        if named is None:
            self.visit(value)
        else:
            self._use(".".join(named), "alias", as_written(value), explicit=through_g(value))

    def _Assign(self, node: nodes.Assign) -> None:
        for at, value in enumerate(node.values):
            target = node.targets[at] if at < len(node.targets) else None
            if isinstance(value, _FUNCTIONS):
                self._function(value, ".".join(path(target) or (last_name(target),)))
            else:
                self.visit(value)
        start = node.start_char
        for at, target in enumerate(node.targets):
            self._at = start if start is not None else self._at
            value = node.values[at] if at < len(node.values) else None
            self._write(target, "function" if isinstance(value, _FUNCTIONS) else type(value).__name__)
        self.secrets.assign(node.targets, node.values)

    def _write(self, target: Any, value: str) -> None:
        named = path(target)
        if isinstance(target, nodes.Index):
            self._hazard("secret-key", target.idx) if target.notation is nodes.IndexNotation.SQUARE else None
            if named is None:
                self.visit(target.value)
                self.visit(target.idx) if target.notation is nodes.IndexNotation.SQUARE else None
        if named is not None and not (isinstance(target, nodes.Name) and target.local is not None):
            self._use(".".join(named), "write", explicit=through_g(target), value=value)

    def _Function(self, node: nodes.Function) -> None:
        self._write(node.name, "function")
        self._function(node, ".".join(path(node.name) or (last_name(node.name),)))

    def _Method(self, node: nodes.Method) -> None:
        owner = path(node.source)
        if owner is not None and not (isinstance(node.source, nodes.Name) and node.source.local is not None):
            self._use(f"{'.'.join(owner)}.{node.name.id}", "write", text=node.name.id, value="function")
        self._function(node, f"{last_name(node.source)}:{node.name.id}")

    def _LocalFunction(self, node: nodes.LocalFunction) -> None:
        self._function(node, node.name.id)

    def _function(self, node: Any, name: str) -> None:
        before, inside, at = self._when, self._inside, self._at
        self._inside = name or inside or "a function"
        self.secrets.enter(node, name)
        self.block(node.body)
        self.secrets.leave()
        self._when, self._inside, self._at = before, inside, at

    # Expressions

    def _lhs(self, node: Any, probe: bool) -> None:
        named = path(node)
        if named is not None:
            # A value a local was given counts where it was given; a function counts where it is called.
            if named == ("_G",) or (named[0] == "Enum" and isinstance(node, nodes.Name) and node.local is not None):
                return
            self._use(".".join(named), "probe" if probe else "read", as_written(node), explicit=through_g(node))
            return
        if isinstance(node, nodes.Index):
            self._hazard("secret-indexed", node.value)
            self.visit(node.value)
            if node.notation is nodes.IndexNotation.SQUARE:
                self._hazard("secret-key", node.idx)
                self.visit(node.idx)

    def _AndLoOp(self, node: Any, test: bool) -> None:
        self.visit(node.left, test=True)
        # `A and A.B` asks for A.B, and gives nil where it is missing.
        asked, named = path(node.left), path(node.right)
        probe = asked is not None and named is not None and named[: len(asked)] == asked
        self._second(node.right, when_true(node.left), test, probe)

    def _OrLoOp(self, node: Any, test: bool) -> None:
        self.visit(node.left, test=True)
        self._second(node.right, when_false(node.left), test)

    def _second(self, node: Any, words: Words, test: bool, probe: bool = False) -> None:
        before = self._when
        self._when = self._when | words
        self.visit(node, test=test, probe=test or probe)
        self._when = before

    def _ULNotOp(self, node: Any, _test: bool) -> None:
        self.visit(node.operand, test=True)

    def _ULengthOP(self, node: Any) -> None:
        self._hazard("secret-computed", node.operand)
        self.visit(node.operand)

    def _Concat(self, node: Any) -> None:
        self._operands(node, "secret-joined")

    def _operands(self, node: Any, rule: str) -> None:
        for side in (node.left, node.right):
            self._hazard(rule, side)
            self.visit(side)

    def _comparison(self, node: Any) -> None:
        nil = isinstance(node.left, nodes.Nil) or isinstance(node.right, nodes.Nil)
        for side in (node.left, node.right):
            self._hazard("secret-compared", side)
            self.visit(side, probe=nil)

    def _Field(self, node: nodes.Field) -> None:
        if node.between_brackets:
            self._hazard("secret-key", node.key)
            self.visit(node.key)
        if isinstance(node.value, _FUNCTIONS):
            self._function(node.value, getattr(node.key, "id", "") or text_of(node.key) or "")
        else:
            self.visit(node.value)

    def _hazard(self, rule: str, node: Any) -> None:
        source = self.secrets.source(node)
        if source:
            name = node.id if isinstance(node, nodes.Name) else source
            start = node.start_char
            self._at = start if start is not None else self._at
            self._mark(rule, name, source, name)

    # Calls

    def _call(self, node: Any, result: str) -> None:
        start = self._at
        if isinstance(node, nodes.Invoke):
            self._invoke(node)
        else:
            self._plain_call(node, result)
        self._at = start
        for argument in node.args:
            if isinstance(argument, _FUNCTIONS):
                self._function(argument, "")
            else:
                name = path(node.func) if isinstance(node, nodes.Call) else None
                self.visit(argument, test=name == ("assert",), probe=name == ("type",))

    def _plain_call(self, node: nodes.Call, result: str) -> None:
        named = path(node.func)
        if named is None:
            self.visit(node.func)
            name = last_name(node.func)
        else:
            name = ".".join(named)
            self._use(
                name,
                "call",
                as_written(node.func),
                arguments=len(node.args),
                open_end=open_end(node.args),
                result=result,
                explicit=through_g(node.func),
            )
            if name in PROTECTED_CALLS and node.args:
                self._protected(node, name, result)
            if CVAR_FUNCTIONS.match(name) and node.args and (cvar := text_of(node.args[0])):
                self._use(cvar, "cvar")
        if looks_into(name):
            for argument in node.args:
                self._hazard("secret-computed", argument)
        self.secrets.looked(name, node.args)

    def _protected(self, node: nodes.Call, name: str, result: str) -> None:
        called = path(node.args[0])
        if called is not None and name != "xpcall":
            rest = node.args[1:]
            # pcall gives whether it raised before the result; tested or not, that is no result code.
            self._use(
                ".".join(called),
                "call",
                as_written(node.args[0]),
                arguments=len(rest),
                open_end=open_end(rest),
                result="ignored" if result == "ignored" else "used",
            )

    def _invoke(self, node: nodes.Invoke) -> None:
        method = node.func.id
        named = path(node.source)
        self._hazard("secret-indexed", node.source)
        self.visit(node.source)
        widget = widget_type(node.source)
        if widget:
            self._use(f"{widget}:{method}", "method", text=method)
        if method in REGISTERING or method in REGISTERING_THROUGH:
            for event in events_named(node.args[0] if node.args else None):
                self._use(event, "event")
        if method in EDIT_BOX_WRITES and is_edit_box(node.source, named):
            self._mark("taint-edit-box", f"{last_name(node.source) or 'the chat box'}:{method}", text=method)
        self.secrets.looked(method, node.args)
