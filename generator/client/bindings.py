"""An addon's Bindings.xml: the commands a player may bind keys to. The client reads it by itself, no TOC names it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.client.convert import LuaFailure, raw
from generator.client.toc import Toc
from generator.client.xmlfile import Element, XmlError, parse

if TYPE_CHECKING:
    from generator.client.client import Client

NAME = "bindings.xml"


def find(toc: Toc) -> Path | None:
    return next((path for path in sorted(toc.folder.iterdir()) if path.name.lower() == NAME), None)


def load(client: Client, toc: Toc) -> bool:
    """Tell the client of an addon's bindings; returns whether it has any. Errors are recorded at their place."""
    path = find(toc)
    if path is None:
        return False
    where = f"Interface/AddOns/{toc.name}/{path.name}"
    try:
        root = parse(path.read_bytes())
    except XmlError as problem:
        client.note_load_error(f"{where}:{problem.line}: {problem}", where)
        return False
    if root.tag != "bindings":
        client.note_load_error(f"{where}:{root.line}: the outermost element must be Bindings, not {root.kind}", where)
        return False
    added = [_add(client, where, child) for child in root.children if child.tag == "binding"]
    return any(added)


def _add(client: Client, where: str, element: Element) -> bool:
    name = element.attributes.get("name")
    if not name:
        client.note_load_error(f"{where}:{element.line}: a Binding needs a name", where)
        return False
    source = "\n" * max(0, element.text_line - 1) + "local keystate = ... " + element.text
    try:
        factory = client.runtime.factory(raw("@" + where), raw(source))
    except LuaFailure as problem:
        client.note_load_error(str(problem), where)
        return False
    on_up = element.attributes.get("runonup", "").lower() in ("true", "1")
    category = element.attributes.get("category") or element.attributes.get("header") or "ADDONS"
    client.call_kernel("add_binding", raw(name), raw(category), on_up, factory)
    return True
