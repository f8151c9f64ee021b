"""What each client declares of what is modelled here: signatures, payloads, enumerations and structures.

Arguments are checked and error texts written by it, events get the payload their client has. The file
`data/declared.txt` says how it is laid out; `compose` writes such a file, `refresh.py` makes it anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from generator.client.signatures import ClientData, Parameter, Signature, parameters

UNKNOWN = "..."
"""Stands for arguments or results nobody declared."""
ARROW, MAYBE = "->", "->?"


def _write_list(entries: tuple[Parameter, ...] | None) -> list[str]:
    return [UNKNOWN] if entries is None else [str(entry) for entry in entries]


def _read_list(words: list[str]) -> tuple[Parameter, ...] | None:
    return None if words == [UNKNOWN] else parameters(words)


def _write_signature(signature: Signature) -> str:
    arrow = MAYBE if signature.may_return_nothing else ARROW
    return " ".join((*_write_list(signature.arguments), arrow, *_write_list(signature.results)))


def _read_signature(words: list[str]) -> Signature:
    at = next(index for index, word in enumerate(words) if word in (ARROW, MAYBE))
    return Signature(_read_list(words[:at]), _read_list(words[at + 1 :]), words[at] == MAYBE)


def _rows(data: ClientData) -> Iterator[tuple[str, str, str]]:
    """Kind, name and text of everything."""
    for name, values in data.enums.items():
        ordered = sorted(values.items(), key=lambda pair: (pair[1], pair[0]))
        yield "enum", name, " ".join(f"{key}={value}" for key, value in ordered)
    for name, fields in data.structures.items():
        yield "structure", name, " ".join(map(str, fields))
    for name, payload in data.events.items():
        yield "event", name, " ".join(map(str, payload))
    for name, signature in data.functions.items():
        yield "function", name, _write_signature(signature)


def compose(clients: Mapping[str, ClientData], header: str = "") -> str:
    """The text `parse` reads, by client key."""
    lines = [f"# {line}".rstrip() for line in header.splitlines()]
    lines.append("clients " + " ".join(clients))
    having: dict[tuple[str, str, str], str] = {}
    for index, data in enumerate(clients.values()):
        for row in _rows(data):
            having[row] = having.get(row, "") + str(index)
    lines += [f"{kind} {who} {name} {text}".rstrip() for (kind, name, text), who in sorted(having.items())]
    return "\n".join(lines) + "\n"


def parse(text: str) -> dict[str, ClientData]:
    """What `compose` wrote. Raises ValueError for a bad line."""
    keys: list[str] = []
    found: dict[str, ClientData] = {}
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if not words or line.startswith("#"):
            continue
        if words[0] == "clients":
            keys = words[1:]
            found = {key: ClientData({}, {}, {}, {}) for key in keys}
            continue
        try:
            for index in words[1]:
                _take(found[keys[int(index)]], words[0], words[2], words[3:])
        except (ValueError, IndexError, StopIteration, KeyError) as wrong:
            raise ValueError(f"declarations, line {number}: {wrong!r}") from None
    return found


def _take(data: ClientData, kind: str, name: str, words: list[str]) -> None:
    target = {"enum": data.enums, "structure": data.structures, "event": data.events, "function": data.functions}[kind]
    assert isinstance(target, dict)
    if kind == "function":
        target[name] = _read_signature(words)
    elif kind == "enum":
        pairs: Iterable[list[str]] = (word.split("=") for word in words)
        target[name] = {key: int(value) for key, value in pairs}
    else:
        target[name] = parameters(words)


@cache
def known() -> dict[str, ClientData]:
    """What this package keeps, by client key."""
    return parse(files(__package__).joinpath("data/declared.txt").read_text("utf-8"))
