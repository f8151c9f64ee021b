"""The tables of docs/playing.md, made from what the addon says; ``crossrp docs`` writes them into the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from .locales import DEFAULT, locales
from .testing import load_modules


def makers() -> Mapping[str, Callable[[], Iterator[str]]]:
    """What makes the lines of each block of the page."""
    return {"commands": _commands, "settings": _settings, "reasons": _reasons, "causes": _causes}


def causes() -> list[str]:
    """The names of the causes a diagnosis may find, in the order they are looked for."""
    return [str(cause["name"]) for cause in _records("Player/Diagnosis", "Diagnosis", "CAUSES")]


def _commands() -> Iterator[str]:
    yield from _head("you type", "and get")
    for command in _records("Player/Commands", "Commands", "LIST"):
        typed, _, text = _say(str(command["help"])).partition(": ")
        yield f"| `{typed}` | {text} |"


def _settings() -> Iterator[str]:
    yield from _head("setting", "at first", "what it does")
    for setting in _records("Player/Saved", "Saved", "SETTINGS"):
        name, default = str(setting["name"]), setting["default"]
        shown = ("on" if default else "off") if isinstance(default, bool) else f"{default} MB"
        yield f"| {_say(f'settings.{name}')} | {shown} | {_say(f'settings.{name}_more')} |"


def _reasons() -> Iterator[str]:
    for key, text in locales()[DEFAULT].items():
        if key.startswith("reason."):
            yield f"- {_shown(text)}"


def _causes() -> Iterator[str]:
    yield from _head("it says", "you do")
    for cause in causes():
        yield f"| {_say(f'diag.{cause}.says')} | {_say(f'diag.{cause}.todo')} |"


def _head(*names: str) -> Iterator[str]:
    yield f"| {' | '.join(names)} |"
    yield f"| {' | '.join('---' for _ in names)} |"


def _say(key: str) -> str:
    return _shown(locales()[DEFAULT][key])


def _shown(text: str) -> str:
    """A text with its places as readers know them."""
    return re.sub(r"\{([a-z_]+)\}", lambda match: f"*{match[1]}*", text)


def _records(module: str, name: str, field: str) -> Sequence[Mapping[str, Any]]:
    """The plain values of a list of records in a module of the addon."""
    ns = load_modules("Player/Diagnosis", module).ns
    return [
        {key.decode(): value.decode() if isinstance(value, bytes) else value for key, value in record.items()}
        for record in ns[name.encode()][field.encode()].values()
    ]
