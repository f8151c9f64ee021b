"""A scenario as a TOML file, such that loading it gives the same scenario."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from generator.world.scenarios.model import Action, ContactSpec, Crowd, Expectation, FaultSpec, PlayerSpec, Scenario
from generator.world.scenarios.options import Options
from generator.world.scenarios.tables import ACTION, CONTACT, CROWD, EXPECT, FAULT, GROUP, PLAYER_KEYS, REALM, TOP


def dump(scenario: Scenario) -> str:
    """The scenario's TOML; what has its default value is left out."""
    return "\n".join(_lines(scenario)) + "\n"


def _lines(scenario: Scenario) -> Iterator[str]:
    yield from _table(_of(scenario, TOP), TOP)
    for key in ("friends", "title_friends"):
        if getattr(scenario, key):
            yield f"{key} = [{', '.join(_value(pair) for pair in getattr(scenario, key))}]"
    if scenario.settings:
        yield from ("", "[settings]")
        yield from (f"{_key(key)} = {_value(value)}" for key, value in scenario.settings.items())
    for name, options, rows in (
        ("realm", REALM, [_of(realm, REALM) for realm in scenario.realms]),
        ("player", PLAYER_KEYS, [_player(player) for player in scenario.players]),
        ("contact", CONTACT, [_contact(contact) for contact in scenario.contacts]),
        ("crowd", CROWD, [_crowd(crowd) for crowd in scenario.crowds]),
        ("group", GROUP, [_of(group, GROUP) for group in scenario.groups]),
        ("action", ACTION, [_action(action) for action in scenario.actions]),
        ("fault", FAULT, [_kinded(fault, FAULT) for fault in scenario.faults]),
        ("expect", EXPECT, [_kinded(expectation, EXPECT) for expectation in scenario.expectations]),
    ):
        for row in rows:
            yield from ("", f"[[{name}]]")
            yield from _table(row, options)


def _table(row: Mapping[str, Any], options: Options) -> Iterator[str]:
    for key, value in row.items():
        option = options.get(key)
        if value is not None and (option is None or option.required or not _same(value, option.default)):
            yield f"{_key(key)} = {_value(value)}"


def _same(value: Any, default: Any) -> bool:
    # False is not 0: a player with `login = false` does not log in at once.
    return bool(value == default) and isinstance(value, bool) == isinstance(default, bool)


def _of(record: Any, options: Options) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record) if field.name in options}


def _player(player: PlayerSpec) -> dict[str, Any]:
    row = _of(player, PLAYER_KEYS)
    row["crossrp"] = row["crossrp"] or False
    row["login"] = False if row["login"] is None else row["login"]
    return row


def _crowd(crowd: Crowd) -> dict[str, Any]:
    row = _of(crowd, CROWD)
    row["crossrp"] = row["crossrp"] or False
    return row


def _contact(contact: ContactSpec) -> dict[str, Any]:
    row = _of(contact, CONTACT)
    row["login"] = False if row["login"] is None else row["login"]
    return row


def _action(action: Action) -> dict[str, Any]:
    row = {"do": action.do, "at": action.at, "player": action.players, "every": action.every, "times": action.times}
    return {**row, **action.options}


def _kinded(record: FaultSpec | Expectation, options: Options) -> dict[str, Any]:
    return {**_of(record, options), **record.options}


def _key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() and key.isascii() else _value(key)


def _value(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(str(key))} = {_value(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list | tuple | frozenset):
        return f"[{', '.join(_value(item) for item in value)}]"
    return repr(value)
