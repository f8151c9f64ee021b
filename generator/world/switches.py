"""The switches of a world by dotted name, such as ``bnet.loss``: listed, set, and explained by their docstrings."""

from __future__ import annotations

import ast
import inspect
import json
import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from generator.world.settings import Allowance, Flood, Settings

#: What stands in a switch as a whole, other than a group of switches.
RECORDS = (Allowance, Flood)

#: The largest number a switch takes, unless it says another; Lua holds it exactly.
MOST = 2**53

#: Bytes fewer than these are shown as they are.
SHORT = 8

_PLAIN: dict[Any, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text",
    bytes: "a text",
}


class SwitchError(ValueError):
    """A switch that is not there, or a value it cannot take. ``switch`` is its dotted name."""

    def __init__(self, switch: str, message: str) -> None:
        super().__init__(f"{switch}: {message}")
        self.switch = switch
        self.message = message


@dataclass(frozen=True, slots=True)
class Switch:
    """One switch: dotted name, what values it takes, its default as TOML, and what it means."""

    name: str
    takes: str
    default: str
    text: str


def switches() -> Iterator[Switch]:
    """Every switch, in the order of the settings."""
    yield from _of(Settings, Settings(), "")


def apply(settings: Settings, values: Mapping[str, object]) -> Settings:
    """Settings with some switches changed. Raises SwitchError.

    Values are as in TOML: a list for several words, a table of size, per_second and cap for an allowance, and false
    for none.
    """
    for name, value in values.items():
        settings = _set(settings, name, name.split("."), value)
    return settings


def flat(values: Mapping[str, object], before: str = "") -> dict[str, object]:
    """Nested tables as dotted names: {"bnet": {"loss": 0.1}} and {"bnet.loss": 0.1} are the same."""
    names = {switch.name for switch in switches()}
    found: dict[str, object] = {}
    for key, value in values.items():
        name = before + key
        if isinstance(value, Mapping) and name not in names:
            found.update(flat(value, f"{name}."))
        else:
            found[name] = value
    return found


def _set(part: Any, name: str, path: list[str], value: object) -> Any:
    hints = get_type_hints(type(part))
    field = path[0]
    if field not in [each.name for each in _switchable(part)]:
        raise SwitchError(name, f"there is no such switch; {_there_are(part)}")
    current = getattr(part, field)
    if len(path) > 1:
        if not _is_part(current):
            raise SwitchError(name, f"{field} is a switch itself; there is nothing below it")
        return replace(part, **{field: _set(current, name, path[1:], value)})
    if _is_part(current):
        raise SwitchError(name, f"is a group of switches; {_there_are(current)}")
    converted = _converted(hints[field], value, name)
    _check_bounds(part, field, converted, name)
    return replace(part, **{field: converted})


def _check_bounds(part: Any, field: str, value: object, name: str) -> None:
    bounds = next(each.metadata for each in fields(part) if each.name == field)
    if isinstance(value, int | float) and not isinstance(value, bool):
        least, most = bounds.get("least", 0), bounds.get("most", MOST)
        if not least <= value <= most:
            bound = f"{least} or more" if value < least else f"{most:,} or less"
            raise SwitchError(name, f"{value!r} is no value for it; use {bound}")


def _there_are(part: Any) -> str:
    return "there are " + ", ".join(field.name for field in _switchable(part))


def _switchable(part: Any) -> list[Field[Any]]:
    return [field for field in fields(part) if field.metadata.get("switch", True)]


def _is_part(value: object) -> bool:
    """A group of switches, as opposed to a switch whose value is a record, like an allowance."""
    return is_dataclass(value) and not isinstance(value, type) and type(value) not in RECORDS


def _converted(wanted: Any, value: object, name: str) -> object:
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin is Literal and value in arguments:
        return value
    if origin in (Union, types.UnionType):
        if value is False:
            return None
        return _converted(next(choice for choice in arguments if choice is not type(None)), value, name)
    if origin in (tuple, frozenset) and isinstance(value, list | tuple | set | frozenset):
        items = [_converted(arguments[0], item, name) for item in value]
        return tuple(items) if origin is tuple else frozenset(items)
    if origin is not None and isinstance(value, Mapping):
        return {str(key): str(item) for key, item in value.items()}
    if is_dataclass(wanted) and isinstance(value, Mapping):
        return _record(wanted, value, name)
    if wanted is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if wanted is bytes and isinstance(value, str):
        return value.encode()
    if isinstance(wanted, type) and isinstance(value, wanted) and not (wanted is int and isinstance(value, bool)):
        return value
    raise SwitchError(name, f"{value!r} is no value for it; it takes {_takes(wanted)}")


def _record(wanted: Any, value: Mapping[str, object], name: str) -> object:
    hints = get_type_hints(wanted)
    for key in value:
        if key not in hints:
            raise SwitchError(name, f"has no {key!r}; it has {', '.join(hints)}")
    made = wanted(**{key: _converted(hints[key], item, f"{name}.{key}") for key, item in value.items()})
    for key in value:
        _check_bounds(made, key, getattr(made, key), f"{name}.{key}")
    return made


def _takes(wanted: Any) -> str:
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin is Literal:
        return ", ".join(f'"{choice}"' for choice in arguments)
    if origin in (Union, types.UnionType):
        some = next(choice for choice in arguments if choice is not type(None))
        return f"{_takes(some)}, or false for none"
    if origin in (tuple, frozenset):
        return f"a list of {_takes(arguments[0])}"
    if origin is not None:
        return "a table of texts"
    if is_dataclass(wanted):
        return "a table of " + ", ".join(get_type_hints(wanted))
    return _PLAIN.get(wanted, "a value")


def _of(kind: type, part: Any, before: str) -> Iterator[Switch]:
    texts, hints = _docstrings(kind), get_type_hints(kind)
    for field in _switchable(kind):
        value = getattr(part, field.name) if part is not None else field.default
        assert value is not MISSING
        if _is_part(value):
            yield from _of(type(value), value, f"{before}{field.name}.")
        else:
            text = texts.get(field.name, "")
            yield Switch(before + field.name, _takes(hints[field.name]), _default(value), text)


def _default(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return str(bool(value)).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bytes):
        return json.dumps(value.decode("latin-1")) if len(value) < SHORT else "control bytes, DEL, | and \\"
    if isinstance(value, frozenset):
        return f"[{', '.join(_default(item) for item in sorted(value))}]"
    if isinstance(value, tuple):
        return f"[{', '.join(_default(item) for item in value)}]"
    if isinstance(value, Mapping):
        return "{}"
    if is_dataclass(value):
        items = ", ".join(f"{field.name} = {_default(getattr(value, field.name))}" for field in fields(value))
        return f"{{ {items} }}"
    return str(value)


@cache
def _docstrings(kind: type) -> dict[str, str]:
    """The text under each field of a class."""
    body = ast.parse(inspect.cleandoc(inspect.getsource(kind))).body[0]
    assert isinstance(body, ast.ClassDef)
    found: dict[str, str] = {}
    for field, text in zip(body.body, body.body[1:], strict=False):
        match field, text:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(written))):
                found[name] = " ".join(written.split())
    return found
