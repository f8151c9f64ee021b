"""What of the modelled API each client has, by name: functions, events and enumerations, without arguments or values.

The mocked API uses it to be honest about its own gaps. In a namespace it models, a name the real client has and ours
lacks is an error that says so; a name the real client lacks too is nil, as it would be there. The file
`data/names.txt` says how it is laid out; `compose` writes such a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

KINDS = ("functions", "events", "enums")
GLOBALS = "_G"
"""Stands for functions that are in no namespace."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one client. Functions in a namespace are written with a dot: "C_Timer.After"."""

    functions: frozenset[str]
    events: frozenset[str]
    enums: frozenset[str]


def parse(text: str) -> dict[str, Names]:
    """The names of every client in the text of a names file, by client key. Raises ValueError for a bad line."""
    keys: list[str] = []
    found: dict[tuple[str, str], set[str]] = {}
    kind, members = "", ""
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if not words or line.startswith("#"):
            continue
        if words[0] == "clients":
            keys = words[1:]
        elif words[0] in KINDS and len(words) == 2 and words[1].isdigit():
            kind, members = words
        elif not kind:
            raise ValueError(f"names, line {number}: a name before the first section")
        else:
            scope, names = (words[0], words[1:]) if kind == "functions" else (GLOBALS, words)
            full = names if scope == GLOBALS else [f"{scope}.{name}" for name in names]
            for index in members:
                found.setdefault((keys[int(index)], kind), set()).update(full)
    return {key: Names(*(frozenset(found.get((key, kind), ())) for kind in KINDS)) for key in keys}


def compose(clients: Mapping[str, Mapping[str, Iterable[str]]], header: str = "") -> str:
    """The text `parse` reads. `clients` has, for each client key, the names of each of `KINDS`."""
    lines = [f"# {line}".rstrip() for line in header.splitlines()]
    lines.append("clients " + " ".join(clients))
    for kind in KINDS:
        groups: dict[str, list[str]] = {}
        having = {key: frozenset(data[kind]) for key, data in clients.items()}
        for name in sorted(frozenset().union(*having.values())):
            members = "".join(str(index) for index, key in enumerate(clients) if name in having[key])
            groups.setdefault(members, []).append(name)
        for members, names in sorted(groups.items()):
            lines.append(f"{kind} {members}")
            lines.extend(_rows(kind, names))
    return "\n".join(lines) + "\n"


def _rows(kind: str, names: list[str]) -> list[str]:
    if kind != "functions":
        return [" ".join(names)]
    scopes: dict[str, list[str]] = {}
    for name in names:
        scope, _, member = name.rpartition(".")
        scopes.setdefault(scope or GLOBALS, []).append(member)
    return [f"{scope} {' '.join(members)}" for scope, members in sorted(scopes.items())]


@cache
def known() -> dict[str, Names]:
    """The names of every client this package has data for."""
    return parse(files(__package__).joinpath("data/names.txt").read_text("utf-8"))
