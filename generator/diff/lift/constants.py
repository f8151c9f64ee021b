"""Texts and numbers an addon gives names to, so that a name can be followed to its value."""

from __future__ import annotations

from collections.abc import Iterator

from luaparser import astnodes

from ...spec.place import Place
from .records import Value
from .tree import Node, children, key_of, line_of, number_of, path_of, text_of


class Constants:
    """Values by the path they were written at, such as ``Spec.constants.prefix``."""

    def __init__(self) -> None:
        self._values: dict[str, Value] = {}

    def __iter__(self) -> Iterator[Value]:
        return iter(self._values.values())

    def read(self, tree: Node, file: str) -> None:
        """Take in what a file assigns."""
        if isinstance(tree, (astnodes.Assign, astnodes.LocalAssign)):
            for target, value in zip(tree.targets, tree.values, strict=False):
                if path := path_of(target):
                    self._take(path, value, file)
        for child in children(tree):
            self.read(child, file)

    def _take(self, path: str, node: Node, file: str) -> None:
        found: str | float | None = text_of(node)
        if found is None:
            found = number_of(node)
        if found is not None:
            self._values.setdefault(path, Value(path, found, Place(file, line_of(node)), 1.0))
        elif isinstance(node, astnodes.Table):
            for field in node.fields:
                if (key := key_of(field)) is not None:
                    self._take(f"{path}.{key}", field.value, file)

    def follow(self, node: Node, file: str) -> Value | None:
        """The value of a literal or of a name whose last parts were assigned somewhere; None when neither."""
        literal = text_of(node)
        if literal is None:
            literal_number = number_of(node)
            if literal_number is not None:
                return Value("", literal_number, Place(file, line_of(node)), 1.0)
        else:
            return Value("", literal, Place(file, line_of(node)), 1.0)
        return self._ending(path_of(node))

    def named(self, path: str) -> Value | None:
        """The value of a name; of a plain one only when it is exactly that, as too many things are called ``text``."""
        return self._ending(path, least=2) if "." in path else self._values.get(path)

    def _ending(self, path: str, least: int = 1) -> Value | None:
        parts = path.split(".")
        for start in range(len(parts) + 1 - least):
            wanted = ".".join(parts[start:])
            for name, value in self._values.items():
                if name == wanted or name.endswith(f".{wanted}"):
                    return value
        return None
