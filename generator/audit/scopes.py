"""Which name means which local, and what that local stands for."""

from __future__ import annotations

from typing import Any

from luaparser import astnodes as nodes


class Local:
    """A local variable. ``value`` is what it is declared with, ``index`` which result of it; ``writes`` counts later
    assignments. ``loops_over`` is the expression a generic for takes it from."""

    __slots__ = ("index", "loops_over", "name", "value", "writes")

    def __init__(self, name: str, value: Any = None, index: int = 0, loops_over: Any = None) -> None:
        self.name, self.value, self.index, self.loops_over = name, value, index, loops_over
        self.writes = 0

    @property
    def settled(self) -> Any:
        """The one expression it ever stands for, or None."""
        return self.value if not self.writes and not self.index else None


def resolve(chunk: nodes.Chunk) -> None:
    """Give every name node in the tree ``local``: the Local it means, or None for a global."""
    _Resolver().block(chunk.body)


class _Resolver:
    def __init__(self) -> None:
        self._scopes: list[dict[str, Local]] = [{}]

    def _declare(self, name: Any, local: Local) -> None:
        if isinstance(name, nodes.Name):
            name.local = local
            self._scopes[-1][name.id] = local

    def _find(self, name: str) -> Local | None:
        for scope in reversed(self._scopes):
            if name in scope:
                return scope[name]
        return None

    def block(self, block: Any) -> None:
        self._scopes.append({})
        for statement in body_of(block):
            self.visit(statement)
        self._scopes.pop()

    def visit(self, node: Any) -> None:
        if isinstance(node, list):
            for each in node:
                self.visit(each)
        elif isinstance(node, nodes.Node):
            handler = getattr(self, f"_{type(node).__name__}", None)
            if handler is not None:
                handler(node)
            else:
                self.children(node)

    def children(self, node: nodes.Node) -> None:
        for key, value in vars(node).items():
            if key[0] != "_" and key != "comments" and isinstance(value, nodes.Node | list):
                self.visit(value)

    def _Name(self, node: nodes.Name) -> None:
        node.local = self._find(node.id)

    def _Index(self, node: nodes.Index) -> None:
        self.visit(node.value)
        if node.notation is nodes.IndexNotation.SQUARE or not isinstance(node.idx, nodes.Name):
            self.visit(node.idx)

    def _Invoke(self, node: nodes.Invoke) -> None:
        self.visit(node.source)
        self.visit(node.args)

    def _Field(self, node: nodes.Field) -> None:
        if node.between_brackets or not isinstance(node.key, nodes.Name):
            self.visit(node.key)
        self.visit(node.value)

    def _LocalAssign(self, node: nodes.LocalAssign) -> None:
        self.visit(node.values)
        last = len(node.values) - 1
        for at, target in enumerate(node.targets):
            if last < 0:
                self._declare(target, Local(target.id))
            else:
                self._declare(target, Local(target.id, node.values[min(at, last)], max(0, at - last)))

    def _Assign(self, node: nodes.Assign) -> None:
        self.visit(node.values)
        self.visit(node.targets)
        for target in node.targets:
            if isinstance(target, nodes.Name) and target.local is not None:
                target.local.writes += 1

    def _Do(self, node: nodes.Do) -> None:
        self.block(node.body)

    def _While(self, node: nodes.While) -> None:
        self.visit(node.test)
        self.block(node.body)

    def _Repeat(self, node: nodes.Repeat) -> None:
        self._scopes.append({})
        for statement in body_of(node.body):
            self.visit(statement)
        self.visit(node.test)
        self._scopes.pop()

    def _If(self, node: nodes.If | nodes.ElseIf) -> None:
        self.visit(node.test)
        self.block(node.body)
        if isinstance(node.orelse, nodes.Block):
            self.block(node.orelse)
        else:
            self.visit(node.orelse)

    _ElseIf = _If

    def _Fornum(self, node: nodes.Fornum) -> None:
        self.visit([node.start, node.stop, node.step])
        self._scopes.append({})
        self._declare(node.target, Local(node.target.id))
        self.block(node.body)
        self._scopes.pop()

    def _Forin(self, node: nodes.Forin) -> None:
        self.visit(node.iter)
        self._scopes.append({})
        source = node.iter[0] if node.iter else None
        for at, target in enumerate(node.targets):
            self._declare(target, Local(target.id, index=at, loops_over=source))
        self.block(node.body)
        self._scopes.pop()

    def _body_of(self, node: Any, own: bool = False) -> None:
        self._scopes.append({})
        if own:
            self._declare(nodes.Name("self"), Local("self"))
        for argument in node.args:
            self._declare(argument, Local(getattr(argument, "id", "")))
        self.block(node.body)
        self._scopes.pop()

    def _LocalFunction(self, node: nodes.LocalFunction) -> None:
        self._declare(node.name, Local(node.name.id, node))
        self._body_of(node)

    def _Function(self, node: nodes.Function) -> None:
        self.visit(node.name)
        if isinstance(node.name, nodes.Name) and node.name.local is not None:
            node.name.local.writes += 1
        self._body_of(node)

    def _Method(self, node: nodes.Method) -> None:
        self.visit(node.source)
        self._body_of(node, own=True)

    def _AnonymousFunction(self, node: nodes.AnonymousFunction) -> None:
        self._body_of(node)


def body_of(block: Any) -> list[Any]:
    body = block.body if isinstance(block, nodes.Block) else block
    return body if isinstance(body, list) else []


def path(node: Any, depth: int = 0) -> tuple[str, ...] | None:
    """The global an expression means, part by part, through locals that stand for one; None for anything else."""
    if isinstance(node, nodes.Name):
        local = getattr(node, "local", None)
        if local is None:
            return (node.id,)
        settled = local.settled
        return path(settled, depth + 1) if isinstance(settled, nodes.Lhs) and depth < 20 else None
    if isinstance(node, nodes.Index):
        key = member(node)
        above = path(node.value, depth + 1) if key is not None and depth < 20 else None
        if above is None or key is None:
            return None
        return (key,) if above == ("_G",) else (*above, key)
    return None


def member(node: nodes.Index) -> str | None:
    """The name after the dot, or the literal between the brackets."""
    if node.notation is nodes.IndexNotation.DOT and isinstance(node.idx, nodes.Name):
        name: str = node.idx.id
        return name
    return text_of(node.idx)


def text_of(node: Any) -> str | None:
    """The text of a string literal, or of a local that stands for one."""
    if isinstance(node, nodes.Name):
        local = getattr(node, "local", None)
        node = local.settled if local is not None else None
    if isinstance(node, nodes.String):
        value = node.s
        return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else str(value)
    return None


def through_g(node: Any) -> bool:
    """Whether an expression names its global through _G, itself or where a local was given it."""
    for _ in range(50):
        if isinstance(node, nodes.Index):
            node = node.value
        elif isinstance(node, nodes.Name) and getattr(node, "local", None) is not None:
            node = node.local.settled
        else:
            break
    return isinstance(node, nodes.Name) and node.id == "_G"
