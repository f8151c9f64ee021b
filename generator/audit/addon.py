"""The files of an addon a client would load: those its TOC lists, and those their XML includes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files as resources
from pathlib import Path

from generator.client import toc as tocs
from generator.client.products import PRODUCTS, Product
from generator.client.toc import Toc, TocError
from generator.client.xmlfile import Element, XmlError, parse

BOM = b"\xef\xbb\xbf"
DEEPEST = 50


class NoAddon(Exception):
    """A folder that is no addon for any of the products asked for; the message says why."""


@dataclass(frozen=True, slots=True)
class Script:
    """Lua to read: a file, or code ``inside`` an XML file. ``line`` is that of its first line in ``name``; the
    column that begins in is not known of code inside another file."""

    name: str
    source: bytes
    line: int = 1
    inside: bool = False


@dataclass
class Addon:
    """What was found of an addon.

    ``loaded`` is, by product, the names of its files in load order; ``frames`` globals its XML makes; ``handlers``
    globals its XML calls or mixes in: file, line and name; ``problems`` what could not be found or read: file, line,
    column and why.
    """

    name: str
    folder: Path
    tocs: dict[str, Toc]
    scripts: dict[str, list[Script]] = field(default_factory=dict)
    loaded: dict[str, list[str]] = field(default_factory=dict)
    frames: set[str] = field(default_factory=set)
    handlers: list[tuple[str, int, str]] = field(default_factory=list)
    problems: list[tuple[str, int, int, str]] = field(default_factory=list)

    @property
    def declared(self) -> frozenset[str]:
        """Globals the TOC files announce."""
        found: set[str] = set()
        for each in self.tocs.values():
            found.update(each.saved, each.saved_per_character, each.words("savedvariablesmachine"))
            found.update(value for key, value in each.directives.items() if key.startswith("addoncompartmentfunc"))
        return frozenset(found)


def named_products(folder: Path) -> list[Product]:
    """The products whose interface the addon's TOC names; raises NoAddon when there are none."""
    found, reasons = [], []
    for product in PRODUCTS.values():
        try:
            toc = tocs.read(folder, product)
        except TocError as error:
            reasons.append(str(error))
            continue
        if toc.refusal(product, out_of_date=False) is None:
            found.append(product)
    if found:
        return found
    if len(reasons) == len(PRODUCTS):
        raise NoAddon(reasons[0])
    raise NoAddon(
        f"{folder}: its TOC names no interface of {', '.join(str(each.interface) for each in PRODUCTS.values())}; "
        f"say which client with --product: {', '.join(PRODUCTS)}"
    )


def read_addon(folder: Path, products: list[Product]) -> Addon:
    """Everything of an addon the products load. Raises NoAddon when one of them finds no TOC."""
    folder = folder.absolute()
    found = Addon(folder.name, folder, {})
    for product in products:
        try:
            found.tocs[product.key] = toc = tocs.read(folder, product)
        except TocError as error:
            raise NoAddon(str(error)) from None
        order: list[str] = []
        for line, file in zip(toc.lines, toc.files, strict=True):
            _load(found, toc, file, (toc.path.name, line), order, 0)
        found.loaded[product.key] = list(dict.fromkeys(order))
    found.problems = list(dict.fromkeys(found.problems))
    found.handlers = list(dict.fromkeys(found.handlers))
    return found


def _load(addon: Addon, toc: Toc, file: str, origin: tuple[str, int], order: list[str], depth: int) -> None:
    try:
        if depth > DEEPEST:
            raise TocError(f"{file}: includes itself")
        path = tocs.resolve(toc, file)
        if path.suffix.lower() not in (".lua", ".xml"):
            raise TocError(f"{file}: only .lua and .xml files are loaded")
        source = path.read_bytes().removeprefix(BOM)
    except (TocError, OSError) as error:
        addon.problems.append((*origin, 0, str(error)))
        return
    name = path.relative_to(addon.folder).as_posix()
    order.append(name)
    if path.suffix.lower() == ".lua":
        addon.scripts.setdefault(name, [Script(name, source)])
        return
    try:
        root = parse(source)
    except XmlError as error:
        addon.problems.append((name, error.line, 0, str(error)))
        return
    first = name not in addon.scripts
    addon.scripts.setdefault(name, [])
    for element in _every(root):
        if element.tag in ("include", "script") and "file" in element.attributes:
            beside = posixpath.normpath(posixpath.join(posixpath.dirname(file), _slashed(element.attributes["file"])))
            _load(addon, toc, beside, (name, element.line), order, depth + 1)
        elif first:
            _element(addon, name, element)


def _slashed(path: str) -> str:
    return path.strip().replace("\\", "/")


def _every(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        yield from _every(child)


def _element(addon: Addon, file: str, element: Element) -> None:
    attributes = element.attributes
    if "name" in attributes and "$parent" not in attributes["name"]:
        addon.frames.add(attributes["name"])
    words = re.split(r"[,\s]+", f"{attributes.get('mixin', '')},{attributes.get('securemixin', '')}")
    names = [attributes["function"]] if "function" in attributes else []
    for word in (*names, *words):
        if word:
            addon.handlers.append((file, element.line, word))
    if element.tag == "script" and element.text.strip():
        addon.scripts[file].append(Script(file, element.text.encode(), element.text_line, True))
    for child in element.children if element.tag == "scripts" else ():
        if child.text.strip():
            given = ", ".join(filter(None, ("self", _arguments().get(child.tag, ""), "...")))
            head = f"return function({given}) "
            addon.scripts[file].append(Script(file, f"{head}{child.text}\nend".encode(), child.text_line, True))


@cache
def _arguments() -> dict[str, str]:
    """What code in XML calls the arguments of its script, by the script in lower case; the client's own list."""
    text = resources("generator.client").joinpath("lua/xmlelements.lua").read_text("utf-8")
    return dict(re.findall(r'^\t(\w+) = "([\w, ]+)",$', text, re.MULTILINE))
