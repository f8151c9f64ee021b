"""What players read, in every language: the files in ``locale/``, checked against each other.

A file is named after the game's language. Its keys are joined by dots: ``head`` in the table ``[status]`` is
``status.head``. Places for values are words in braces, ``{name}``; the Lua side, ``Player/Text.lua``, says how their
values are written.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from .errors import BrokenAddon, Finding
from .literal import lua_value

FOLDER = Path(__file__).with_name("locale")
DEFAULT = "enUS"
#: Languages of the game that read another one's texts. All without a file and not in here read the default ones.
FALLBACKS = {"esMX": "esES"}
#: Keys that are directives of the TOC.
TOC = {"toc.title": "Title", "toc.notes": "Notes", "toc.category": "Category"}

_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_PLACE = re.compile(r"\{([a-z_]+)\}")
#: The Lua file holds each language as one text in long brackets, a line for each key.
_FORBIDDEN = ("\n", "\r", "]==]", "|")


@cache
def locales() -> Mapping[str, Mapping[str, str]]:
    """Every language's texts by key, the default language first. Raises BrokenAddon for what is wrong in a file."""
    names = sorted((path.stem for path in FOLDER.glob("*.toml")), key=lambda name: (name != DEFAULT, name))
    found = {name: read((FOLDER / f"{name}.toml").read_text("utf-8"), name) for name in names}
    if findings := list(faults(found)):
        raise BrokenAddon(findings)
    return found


def read(toml: str, name: str) -> dict[str, str]:
    """The texts of one file by key. Raises BrokenAddon when it is no TOML or holds anything but texts."""
    try:
        tables = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise BrokenAddon([_finding(name, str(error))]) from None
    return dict(_flat(tables, name, ""))


def faults(found: Mapping[str, Mapping[str, str]]) -> Iterator[Finding]:
    """What is wrong with these languages: texts one lacks, places that differ, what Lua or the game cannot show."""
    default = found[DEFAULT]
    for name, texts in found.items():
        for key in default:
            if key not in texts:
                yield _finding(name, f"{key} is missing; {DEFAULT} has {default[key]!r}")
        for key, text in texts.items():
            if not _KEY.fullmatch(key):
                yield _finding(name, f"{key}: a key is small letters, digits and _, in at least two parts")
            if key not in default:
                yield _finding(name, f"{key} is not in {DEFAULT}")
            elif places(text) != places(default[key]):
                yield _finding(name, f"{key} has the places {_shown(text)}; {DEFAULT} has {_shown(default[key])}")
            for part in _FORBIDDEN:
                if part in text:
                    yield _finding(name, f"{key} may not hold {part!r}")
            if not text.strip():
                yield _finding(name, f"{key} is empty")


def places(text: str) -> frozenset[str]:
    """The names of the places in a text."""
    return frozenset(_PLACE.findall(text))


def locale_context() -> dict[str, Any]:
    """What templates need: the languages as lines for the Lua file, and the texts of the TOC."""
    return {
        "default": DEFAULT,
        "fallbacks": lua_value(FALLBACKS),
        "languages": {
            name: "\n".join(f"{key}={text}" for key, text in texts.items()) for name, texts in locales().items()
        },
        "toc": dict(_toc()),
    }


def _toc() -> Iterator[tuple[str, str]]:
    """Directives and their texts. A language that says the same as the default one needs none."""
    texts = locales()
    readers = {name: name for name in texts} | {name: other for name, other in FALLBACKS.items() if name not in texts}
    for key, directive in TOC.items():
        yield directive, texts[DEFAULT][key]
        for name, other in sorted(readers.items()):
            if texts[other][key] != texts[DEFAULT][key]:
                yield f"{directive}-{name}", texts[other][key]


def _flat(tables: Mapping[str, object], name: str, before: str) -> Iterator[tuple[str, str]]:
    for key, value in tables.items():
        if isinstance(value, Mapping):
            yield from _flat(value, name, f"{before}{key}.")
        elif isinstance(value, str):
            yield before + key, value
        else:
            raise BrokenAddon([_finding(name, f"{before}{key} is no text")])


def _shown(text: str) -> str:
    return ", ".join(f"{{{place}}}" for place in sorted(places(text))) or "none"


def _finding(name: str, message: str) -> Finding:
    return Finding(f"locale/{name}.toml", None, None, message)
