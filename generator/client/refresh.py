"""Makes data/names.txt and data/declared.txt anew from client data, after something more was modelled:

    python -m generator.client.refresh FOLDER [NAME ...]

FOLDER has one JSON file a client (see clientdata.py); events and enumerations with the NAMEs are modelled from now on.
Only what is modelled is kept, and the names beside it in the namespaces it is in.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.client import declared, names
from generator.client.clientdata import load_json
from generator.client.products import PRODUCTS
from generator.client.runtime import Runtime
from generator.client.signatures import ClientData, Parameter, Signature

NOTHING = Signature()
DATA = Path(__file__).parent / "data"


def _header(path: Path) -> str:
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return "\n".join(line[2:] for line in lines if line.startswith("#"))


def modelled_names(clients: Mapping[str, ClientData], modelled: Iterable[str], more: Iterable[str]) -> str:
    """The text of names.txt: `modelled` are the functions there are code for; events and enumerations go on, and those
    among `more` are new."""
    before = names.known()
    kept_functions = frozenset(modelled).union(*(known.functions for known in before.values()))
    kept_events = frozenset(more).union(*(known.events for known in before.values()))
    spaces = {name.rpartition(".")[0] for name in modelled} - {""}
    texts = {
        key: {
            "functions": [n for n in data.functions if n in kept_functions or n.rpartition(".")[0] in spaces],
            "events": [name for name in data.events if name in kept_events],
            "enums": sorted(
                _enums(data, kept_functions & frozenset(modelled), kept_events, before)
                | (frozenset(more) & set(data.enums))
            ),
        }
        for key, data in clients.items()
    }
    return names.compose(texts, _header(DATA / "names.txt"))


def _walk(data: ClientData, entries: Iterable[Parameter], seen: set[str]) -> None:
    """The enumerations and structures some parameters need, as "enum:X" and "structure:X"."""
    for entry in entries:
        kind = entry.type.removeprefix("array<").removesuffix(">").removesuffix("?")
        space, _, name = kind.partition(":")
        if space in ("enum", "structure") and kind not in seen:
            seen.add(kind)
            if space == "structure":
                _walk(data, data.structures.get(name, ()), seen)


def _needed(data: ClientData, functions: Iterable[str], events: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    for name in functions:
        if name in data.functions:
            signature = data.functions[name]
            _walk(data, (*(signature.arguments or ()), *(signature.results or ())), seen)
    for name in events:
        _walk(data, data.events.get(name, ()), seen)
    return seen


def _enums(
    data: ClientData, functions: Iterable[str], events: Iterable[str], before: Mapping[str, names.Names]
) -> set[str]:
    used = {kind.removeprefix("enum:") for kind in _needed(data, functions, events) if kind.startswith("enum:")}
    return (used | frozenset().union(*(known.enums for known in before.values()))) & set(data.enums)


def declarations(clients: Mapping[str, ClientData], modelled: Iterable[str]) -> str:
    """The text of declared.txt, for what `modelled` and the names files list."""
    known = names.parse((DATA / "names.txt").read_text("utf-8"))
    kept = {}
    for key, data in clients.items():
        functions = [name for name in sorted(modelled) if data.functions.get(name, NOTHING) != NOTHING]
        events = sorted(known[key].events)
        needed = _needed(data, functions, events)
        structures = sorted(kind.removeprefix("structure:") for kind in needed if kind.startswith("structure:"))
        kept[key] = ClientData(
            functions={name: data.functions[name] for name in functions},
            events={name: data.events[name] for name in events},
            enums={name: data.enums[name] for name in sorted(known[key].enums)},
            structures={name: data.structures[name] for name in structures if name in data.structures},
        )
    return declared.compose(kept, _header(DATA / "declared.txt"))


def main(arguments: list[str]) -> None:
    found = load_json(Path(arguments[0]))
    clients = {key: found[key] for key in PRODUCTS}
    modelled = Runtime().modelled()
    (DATA / "names.txt").write_text(modelled_names(clients, modelled, arguments[1:]), "utf-8")
    (DATA / "declared.txt").write_text(declarations(clients, modelled), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
