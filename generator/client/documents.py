"""XML files made ready for Lua: read, turned into tables and compiled once for all clients of a runtime."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from generator.client.convert import raw, text
from generator.client.xmlfile import Element, XmlError, parse

if TYPE_CHECKING:
    from generator.client.runtime import Runtime

FILES = ("include", "script")


@dataclass(frozen=True, slots=True)
class Item:
    """One outermost element of a file. `file` is what an Include or a Script names; `source` the code of a Script
    without one, padded so that its lines are the file's; `node` the Lua table of anything else."""

    where: str
    file: str | None = None
    source: bytes | None = None
    node: Any = None


@dataclass(frozen=True, slots=True)
class Document:
    items: tuple[Item, ...]
    problems: tuple[str, ...]
    """Messages about parts of the file that cannot be used, each with its place."""


def document(runtime: Runtime, where: str, source: bytes) -> Document:
    """The XML file called `where`. A broken file gives a document without items and the reason."""
    key = blake2b(raw(where) + b"\0" + source, digest_size=16).digest()
    found = runtime.documents.get(key)
    if found is None:
        found = _Reader(runtime, where).read(source)
        runtime.documents[key] = found
    return found


class _Reader:
    def __init__(self, runtime: Runtime, where: str) -> None:
        self._runtime = runtime
        self._where = where
        self._problems: list[str] = []

    def read(self, source: bytes) -> Document:
        try:
            root = parse(source)
        except XmlError as problem:
            return Document((), (f"{self._where}:{problem.line}: {problem}",))
        if root.tag != "ui":
            return Document((), (f"{self._place(root)}: the outermost element must be Ui, not {root.kind}",))
        items = tuple(self._item(element) for element in root.children)
        return Document(items, tuple(self._problems))

    def _place(self, element: Element) -> str:
        return f"{self._where}:{element.line}"

    def _item(self, element: Element) -> Item:
        where, file = self._place(element), element.attributes.get("file")
        if element.tag not in FILES:
            return Item(where, node=self._node(element, scripts=False))
        if file is None and element.tag == "script":
            lines = b"\n" * max(0, element.text_line - 1)
            return Item(where, source=lines + raw(element.text))
        if file is None:
            self._problems.append(f"{where}: {element.kind} names no file")
        return Item(where, file=file)

    def _node(self, element: Element, *, scripts: bool) -> Any:
        node = self._runtime.table([])
        node[b"tag"], node[b"kind"], node[b"where"] = raw(element.tag), raw(element.kind), raw(self._place(element))
        node[b"attr"] = self._runtime.table(element.attributes)
        node[b"order"] = self._runtime.table(list(element.attributes))
        if scripts and element.text.strip():
            self._compile(node, element)
        for index, child in enumerate(element.children, 1):
            node[index] = self._node(child, scripts=element.tag == "scripts")
        return node

    def _compile(self, node: Any, element: Element) -> None:
        compile_script = self._runtime.function("compile_script")
        made = compile_script(raw(element.text), raw("@" + self._where), element.text_line, raw(element.tag))
        if isinstance(made, tuple):
            node[b"broken"] = True
            self._problems.append(text(made[1]))
        else:
            node[b"script"] = made
