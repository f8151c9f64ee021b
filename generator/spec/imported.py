"""A revision from the plain values that :mod:`generator.spec.export` makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from . import bytesets, flow, item, machine, model, place, types
from .check import check
from .export import FORMAT
from .model import Revision
from .place import SpecError

_RECORDS: dict[str, Any] = {
    name: kind
    for module in (model, types, flow, machine, place, item, bytesets)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and hasattr(kind, "__dataclass_fields__")
}


class BadExport(ValueError):
    """The values are no exported revision; the message says where and what."""


def imported(data: object) -> Revision:
    """The revision in ``data``, checked as one written here would be. Raises BadExport."""
    if not isinstance(data, Mapping) or "crossrp_spec" not in data:
        raise BadExport("it is no exported specification: make one with `crossrp spec export REVISION`")
    if data["crossrp_spec"] != FORMAT:
        raise BadExport(f"it is of form {data['crossrp_spec']!r}; this version of crossrp reads {FORMAT}")
    missing = [name for name in ("id", "protocol", "title", "source", "place", "grammar", "items") if name not in data]
    if missing:
        raise BadExport(f"it lacks {', '.join(missing)}")
    if not isinstance(data["items"], list):
        raise BadExport("items: a list was expected")
    try:
        return check(
            Revision(
                id=str(data["id"]),
                protocol=str(data["protocol"]),
                title=str(data["title"]),
                grammar=_record(data["grammar"], "grammar"),
                own=tuple(_record(each, f"items[{at}]") for at, each in enumerate(data["items"])),
                source=_record(data["source"], "source"),
                place=_record(data["place"], "place"),
            )
        )
    except SpecError as error:
        raise BadExport(str(error)) from None
    except (TypeError, AttributeError, KeyError) as error:
        raise BadExport(f"a value is of another kind than it should be: {error}") from None


def _record(value: object, where: str) -> Any:
    if not isinstance(value, Mapping):
        raise BadExport(f'{where}: a record was expected, with its kind under "is"')
    return _value(value, where)


def _value(value: object, where: str) -> Any:
    if isinstance(value, Mapping):
        if set(value) == {"bytes"}:
            return _bytes(value["bytes"], where)
        return _made(value, where)
    if isinstance(value, list):
        return tuple(_value(each, f"{where}[{at}]") for at, each in enumerate(value))
    return value


def _bytes(text: object, where: str) -> bytes:
    try:
        return str(text).encode("latin-1")
    except UnicodeEncodeError:
        raise BadExport(f"{where}: bytes hold a character above 255") from None


def _made(value: Mapping[str, object], where: str) -> Any:
    kind = _RECORDS.get(str(value.get("is")))
    if kind is None:
        raise BadExport(f"{where}: this version of crossrp knows no record {value.get('is')!r}")
    known = {part.name: part for part in fields(kind) if part.init}
    given = {name: _value(each, f"{where}.{name}") for name, each in value.items() if name != "is"}
    if strange := [name for name in given if name not in known]:
        raise BadExport(f"{where}: {kind.__name__} has no {', '.join(strange)}")
    lacking = [
        name
        for name, part in known.items()
        if name not in given and part.default is MISSING and part.default_factory is MISSING
    ]
    if lacking:
        raise BadExport(f"{where}: {kind.__name__} lacks {', '.join(lacking)}")
    return kind(**given)
