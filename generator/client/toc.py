"""Reading an addon's TOC file: which one, what it says, which files in which order.

Facts: wow-client.md section 6. Directives are kept by lower-case name; the conditions a file line may carry in
brackets are honoured for the game type words of the product.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from generator.client.products import Product

LINE_BYTES = 1024
"""A TOC line is read up to here."""

UTF_16 = (b"\xff\xfe", b"\xfe\xff")

_DIRECTIVE = re.compile(r"##\s*([^:]+?)\s*:\s*(.*)$")
_CONDITION = re.compile(r"\[\s*(AllowLoadGameType|ExcludeLoadGameType|AllowLoadTextLocale)\s+([^\]]*)\]", re.I)
_VARIABLE = re.compile(r"\[(Family|Game|TextLocale)\]", re.I)
_DEPENDENCY = re.compile(r"^(requireddeps|dependencies|dep.*)$")


ALIASES = {"TBC": ("BCC",), "Wrath": ("WOTLKC",)}
"""Older words for game types that TOC files may still be called by."""


class TocError(Exception):
    """An addon folder the client would not accept. The message names the folder or file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Toc:
    """One addon as its TOC describes it. `files` are paths relative to `folder`, in load order, as written but with
    forward slashes."""

    name: str
    folder: Path
    path: Path
    directives: Mapping[str, str]
    files: tuple[str, ...]
    lines: tuple[int, ...]
    """The line of the TOC each file stands in."""

    def words(self, directive: str) -> tuple[str, ...]:
        """A directive that lists names separated by commas."""
        return tuple(word for word in re.split(r"[,\s]+", self.directives.get(directive, "")) if word)

    @property
    def dependencies(self) -> tuple[str, ...]:
        return tuple(word for name in self.directives if _DEPENDENCY.match(name) for word in self.words(name))

    @property
    def optional(self) -> tuple[str, ...]:
        return self.words("optionaldeps")

    def refusal(self, product: Product, out_of_date: bool) -> str | None:
        """The client's word for why it does not load the addon, apart from what it depends on. `out_of_date` allows
        addons made for another interface version; a missing one counts as another."""
        families = {family.lower() for family in product.families}
        only = {word.lower() for word in self.words("allowloadgametype")}
        never = {word.lower() for word in self.words("excludeloadgametype")}
        if (only and not only & families) or never & families:
            return "WRONG_GAME_TYPE"
        if not out_of_date and str(product.interface) not in self.words("interface"):
            return "INTERFACE_VERSION"
        return None

    def on_demand(self, installed: Collection[str]) -> bool:
        """Whether it waits until it is asked for: because it says so, or because one of its load managers is among the
        installed addons, whose names are given in lower case."""
        managed = any(name.lower() in installed for name in self.words("loadmanagers"))
        return managed or self.directives.get("loadondemand") == "1"

    def comes_with(self, other: str) -> bool:
        """Whether loading the other addon loads this one, if it is on demand."""
        return other.lower() in {name.lower() for name in self.words("loadwith")}

    @property
    def saved_first(self) -> bool:
        return self.directives.get("loadsavedvariablesfirst") == "1"

    @property
    def saved(self) -> tuple[str, ...]:
        return self.words("savedvariables")

    @property
    def saved_per_character(self) -> tuple[str, ...]:
        return self.words("savedvariablespercharacter")


def find(folder: Path, product: Product) -> Path:
    """The TOC file the product would take from an addon folder: the most particular suffix that is there."""
    if not folder.is_dir():
        raise TocError(f"{folder}: there is no such addon folder")
    present = {path.name.lower(): path for path in sorted(folder.iterdir()) if path.suffix.lower() == ".toc"}
    words = [word for family in product.families for word in (family, *ALIASES.get(family, ()))]
    suffixes = [f"{mark}{word}" for word in words for mark in "_-"]
    for suffix in [*suffixes, ""]:
        path = present.get(f"{folder.name}{suffix}.toc".lower())
        if path is not None:
            return path
    others = [path.name for name, path in present.items() if name.startswith(f"{folder.name}".lower())]
    if others:
        raise TocError(f"{folder}: no {folder.name}.toc for this client, only {', '.join(others)}")
    raise TocError(
        f"{folder}: no {folder.name}.toc; an addon's TOC file is named like its folder{_hint(folder, present)}"
    )


def _hint(folder: Path, present: Mapping[str, Path]) -> str:
    """Where else the addon may be: in a folder of another name, or in one below."""
    if present:
        return f". There is {', '.join(path.name for path in present.values())}: name the folder so"
    below = [path.name for path in sorted(folder.iterdir()) if (path / f"{path.name}.toc").is_file()]
    return f". The folders below it have one: {', '.join(below)}" if below else ""


def read(folder: Path, product: Product, locale: str = "enUS") -> Toc:
    """The addon in a folder. Raises TocError when the product would not list it."""
    path = find(folder, product)
    directives: dict[str, str] = {}
    files: dict[int, str] = {}
    source = path.read_bytes()
    if source.startswith(UTF_16):
        raise TocError(f"{path}: is UTF-16 text, which the client cannot read; save it as UTF-8")
    text = source.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        line = line[:LINE_BYTES]
        directive = _DIRECTIVE.match(line)
        if directive:
            directives.setdefault(directive.group(1).lower(), directive.group(2).strip())
        elif line.strip() and not line.startswith("#"):
            file = _file(line.strip(), product, locale)
            if file is not None:
                files[number] = file
    return Toc(folder.name, folder, path, MappingProxyType(directives), tuple(files.values()), tuple(files))


def _file(line: str, product: Product, locale: str) -> str | None:
    game_words = {family.lower() for family in product.families}
    for kind, listed in _CONDITION.findall(line):
        words = {word.lower() for word in re.split(r"[,\s]+", listed) if word}
        matches = bool(words & ({locale.lower()} if kind.lower() == "allowloadtextlocale" else game_words))
        if matches == (kind.lower() == "excludeloadgametype"):
            return None
    values = {"family": product.families[-1], "game": product.families[0], "textlocale": locale}
    bare = _CONDITION.sub("", line).strip()
    return _VARIABLE.sub(lambda found: values[found.group(1).lower()], bare).replace("\\", "/")


def resolve(toc: Toc, file: str) -> Path:
    """The file a TOC line means. The game's file system ignores case, and so does this; a path out of the addon's
    folder is refused. Raises TocError when there is no such file."""
    exact = f"{toc.folder}/{file}"
    # Most lines are written as their files are, and one look at the disk is enough for those.
    if ".." not in file and ":" not in file and os.path.exists(exact):
        return Path(exact)
    here = toc.folder
    for part in file.split("/"):
        if part in ("", "."):
            continue
        match = here / part
        if part == ".." or not match.exists():
            found = [] if part == ".." else [p for p in here.iterdir() if p.name.lower() == part.lower()]
            if not found:
                raise TocError(f"{file}: no such file in the addon")
            match = found[0]
        here = match
    return here


def load_order(tocs: Mapping[str, Toc], product: Product, out_of_date: bool = True) -> tuple[list[Toc], dict[str, str]]:
    """The addons in the order the client loads them, and those it does not load with the reason.

    By name, but after what they depend on; optional dependencies count when present. An addon whose dependency is
    missing, or depends on itself in the end, is not loaded. On-demand addons are neither loaded nor refused.
    """
    by_key = {name.lower(): toc for name, toc in tocs.items()}
    waiting = {key for key, toc in by_key.items() if toc.on_demand(by_key)}
    order: list[Toc] = []
    reasons = {name: toc.refusal(product, out_of_date) for name, toc in tocs.items()}
    refused = {name: reason for name, reason in reasons.items() if reason is not None}
    done: set[str] = set()
    visiting: set[str] = set()

    def visit(toc: Toc) -> bool:
        key = toc.name.lower()
        if key in done:
            return toc.name not in refused
        if key in visiting:
            return False
        visiting.add(key)
        for name in toc.optional:
            if (other := by_key.get(name.lower())) is not None and name.lower() not in waiting:
                visit(other)
        for name in toc.dependencies:
            other = by_key.get(name.lower())
            if other is None:
                refused.setdefault(toc.name, "DEP_MISSING")
            elif not visit(other):
                refused.setdefault(toc.name, "DEP_DISABLED")
        visiting.discard(key)
        done.add(key)
        if toc.name not in refused:
            order.append(toc)
        return toc.name not in refused

    for key in sorted(by_key):
        if key not in waiting:
            visit(by_key[key])
    return order, refused
