"""What the keys of a scenario may hold: checks that say what is wrong, and words for the documentation."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.world.scenarios.model import ScenarioError, clipped


@dataclass(frozen=True)
class Kind:
    """One kind of value: what it is called, and what makes one of what TOML gave (None: it is none)."""

    words: str
    read: Callable[[Any], Any]


#: The largest number of seconds, four months; and the largest whole number, which any Lua holds exactly.
MOST_SECONDS = 10_000_000
MOST_WHOLE = 2**53


def _number(value: Any) -> Any:
    fine = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= MOST_SECONDS
    return float(value) if fine else None


def _share(value: Any) -> Any:
    found = _number(value)
    return found if found is not None and found <= 1 else None


def _whole(value: Any) -> Any:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_WHOLE else None


def _text(value: Any) -> Any:
    return value if isinstance(value, str) else None


def _line(value: Any) -> Any:
    return value if isinstance(value, str) and value.isprintable() else None


def _texts(value: Any) -> Any:
    if isinstance(value, str):
        return (value,)
    fine = isinstance(value, list | tuple) and value and all(isinstance(item, str) for item in value)
    return tuple(value) if fine else None


def _numbers(value: Any) -> Any:
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(values) if values and all(_whole(item) is not None for item in values) else None


def _span(value: Any) -> Any:
    if not isinstance(value, list | tuple) or len(value) != 2 or any(_number(item) is None for item in value):
        return None
    return (float(value[0]), float(value[1])) if value[0] <= value[1] else None


NUMBER = Kind(f"a number from 0 to {MOST_SECONDS:,}", _number)
SHARE = Kind("a number from 0 to 1", _share)
WHOLE = Kind("a whole number, not negative", _whole)
SEED = Kind(WHOLE.words, lambda v: v if isinstance(v, int) and not isinstance(v, bool) and v >= 0 else None)
FLAG = Kind("true or false", lambda value: value if isinstance(value, bool) else None)
TEXT = Kind("a text", _text)
LINE = Kind("a text without line breaks and control characters", _line)
TEXTS = Kind("a text or a list of texts", _texts)
WHOLES = Kind("a whole number or a list of them", _numbers)
SPAN = Kind("two times, the first not after the second", _span)
ANY = Kind("any value", lambda value: value)
PLAYER = Kind("the name of a player", _text)
PLAYERS = Kind("a player, @Crowd, faction, realm or *; or a list of them", _texts)


def within(least: int, most: int) -> Kind:
    """A whole number within bounds."""

    def read(value: Any) -> Any:
        return value if _whole(value) is not None and least <= value <= most else None

    return Kind(
        f"a whole number from {least} to {most:,}" if most < MOST_WHOLE else f"a whole number from {least} on", read
    )


def one_of(*words: str) -> Kind:
    """One of these words."""
    return Kind(" or ".join(f'"{word}"' for word in words), lambda value: value if value in words else None)


def some_of(*words: str) -> Kind:
    """One or several of these words."""

    def read(value: Any) -> Any:
        found = _texts(value)
        return found if found and all(item in words for item in found) else None

    return Kind("one or a list of " + ", ".join(f'"{word}"' for word in words), read)


@dataclass(frozen=True)
class Option:
    """One key: the kind of its value, what it means, and the value when it is missing."""

    kind: Kind
    text: str
    default: Any = None
    required: bool = False


Options = Mapping[str, Option]


def need(kind: Kind, text: str) -> Option:
    """A key that must be there."""
    return Option(kind, text, required=True)


def read_options(options: Options, given: Mapping[str, Any], place: str) -> dict[str, Any]:
    """The values of a table, defaults filled in. Raises ScenarioError naming the key and what to do."""
    for key in given:
        if key not in options:
            raise ScenarioError(f"{place}, key {key!r}", f"is not known here{near(key, options)}")
    values = {}
    for key, option in options.items():
        if key not in given:
            if option.required:
                raise ScenarioError(f"{place}, key {key!r}", f"is missing; give {option.kind.words}: {option.text}")
            values[key] = option.default
            continue
        value = option.kind.read(given[key])
        if value is None:
            raise ScenarioError(f"{place}, key {key!r}", f"is {clipped(repr(given[key]))}; use {option.kind.words}")
        values[key] = value
    return values


def near(word: str, known: Iterable[str]) -> str:
    """A hint: what was meant, or what there is."""
    words = list(known)
    found = difflib.get_close_matches(word, words, n=1)
    if found:
        return f"; did you mean {found[0]!r}?"
    return f"; use one of {', '.join(words)}" if words else ""
