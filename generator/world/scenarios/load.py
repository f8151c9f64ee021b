"""Scenario files: TOML into a Scenario, with errors that name the file, the place and what to do."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.world.scenarios.actions import ACTIONS
from generator.world.scenarios.check import checked
from generator.world.scenarios.expectations import EXPECTATIONS
from generator.world.scenarios.faulting import FAULTS
from generator.world.scenarios.model import (
    Action,
    ContactSpec,
    Crowd,
    Expectation,
    FaultSpec,
    GroupSpec,
    PlayerSpec,
    RealmSpec,
    Scenario,
    ScenarioError,
)
from generator.world.scenarios.options import near, read_options
from generator.world.scenarios.tables import ACTION, CONTACT, CROWD, EXPECT, FAULT, GROUP, PLAYER_KEYS, REALM, TOP
from generator.world.switches import flat

_PAIRS = ("friends", "title_friends")
_TABLES = ("realm", "player", "contact", "crowd", "group", "action", "fault", "expect")


def load(path: Path) -> Scenario:
    """A scenario file. Raises ScenarioError; OSError when the file cannot be read."""
    return parse(path.read_bytes(), str(path), path.parent)


def parse(text: bytes | str, file: str = "scenario", folder: Path | None = None) -> Scenario:
    """A scenario from TOML; ``file`` is for errors, and ``folder`` where it looks for the files it names."""
    data = text.encode() if isinstance(text, str) else text
    try:
        # Some editors put a mark before UTF-8, which TOML does not know.
        document = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ScenarioError(f"byte {error.start}", "is not UTF-8; save the file as UTF-8", file) from None
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError("", f"is no TOML: {error}", file) from None
    except RecursionError:
        raise ScenarioError("", "is nested too deeply; no scenario needs that", file) from None
    try:
        return checked(_scenario(document, str(folder or "")))
    except ScenarioError as error:
        raise ScenarioError(error.place, error.message, file) from None


def _scenario(document: Mapping[str, Any], folder: str) -> Scenario:
    for key in document:
        if key not in TOP and key not in _TABLES and key not in ("settings", *_PAIRS):
            hint = near(key, [*TOP, "settings", *_PAIRS, *(f"[[{table}]]" for table in _TABLES)])
            raise ScenarioError(f"key {key!r}", f"is not known here{hint}")
    top = read_options(TOP, {key: value for key, value in document.items() if key in TOP}, "the file")
    tables = {name: _rows(document, name) for name in _TABLES}
    scenario = Scenario(
        settings=_settings(document),
        realms=tuple(RealmSpec(**read_options(REALM, row, place)) for row, place in tables["realm"]),
        players=tuple(_player(row, place) for row, place in tables["player"]),
        crowds=tuple(_crowd(row, place) for row, place in tables["crowd"]),
        contacts=tuple(_contact(row, place) for row, place in tables["contact"]),
        friends=_pairs(document, "friends"),
        title_friends=_pairs(document, "title_friends"),
        groups=tuple(GroupSpec(**read_options(GROUP, row, place)) for row, place in tables["group"]),
        actions=tuple(_action(row, place) for row, place in tables["action"]),
        faults=tuple(_fault(row, number, place) for number, (row, place) in enumerate(tables["fault"], 1)),
        expectations=tuple(_expectation(row, place) for row, place in tables["expect"]),
        folder=folder,
        **top,
    )
    return replace(scenario, crowds=tuple(_with_realms(crowd, scenario) for crowd in scenario.crowds))


def _with_realms(crowd: Crowd, scenario: Scenario) -> Crowd:
    return crowd if crowd.realms else replace(crowd, realms=tuple(realm.name for realm in scenario.realms))


def _rows(document: Mapping[str, Any], name: str) -> list[tuple[Mapping[str, Any], str]]:
    rows = document.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise ScenarioError(f"key {name!r}", f"is no list of tables; begin each one with [[{name}]]")
    return [(row, f"[[{name}]] {row.get('name', number)}") for number, row in enumerate(rows, 1)]


def _settings(document: Mapping[str, Any]) -> Mapping[str, Any]:
    settings = document.get("settings", {})
    if not isinstance(settings, Mapping):
        raise ScenarioError("key 'settings'", "is no table; begin it with [settings]")
    return flat(settings)


def _player(row: Mapping[str, Any], place: str) -> PlayerSpec:
    values = read_options(PLAYER_KEYS, row, place)
    # In a file "false" is what None and "" are in Python: there is none.
    values["crossrp"] = values["crossrp"] or ""
    values["profile"] = None if values["profile"] is False else values["profile"]
    values["login"] = None if values["login"] is False else values["login"]
    return PlayerSpec(**values)


def _crowd(row: Mapping[str, Any], place: str) -> Crowd:
    values = read_options(CROWD, row, place)
    return Crowd(**{**values, "crossrp": values["crossrp"] or ""})


def _contact(row: Mapping[str, Any], place: str) -> ContactSpec:
    values = read_options(CONTACT, row, place)
    return ContactSpec(**{**values, "login": None if values["login"] is False else values["login"]})


def _pairs(document: Mapping[str, Any], key: str) -> tuple[tuple[str, str], ...]:
    pairs = document.get(key, [])
    fine = isinstance(pairs, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(name, str) for name in pair) for pair in pairs
    )
    if not fine:
        raise ScenarioError(f"key {key!r}", 'is no list of pairs; write [["Borin", "Zulya"], ...] above the tables')
    return tuple((pair[0], pair[1]) for pair in pairs)


def _split(row: Mapping[str, Any], common: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The keys every row of a table has, and those of its kind."""
    own = {key: value for key, value in row.items() if key not in common}
    return {key: value for key, value in row.items() if key in common}, own


def _kind(row: Mapping[str, Any], key: str, kinds: Mapping[str, Any], place: str) -> str:
    kind = row.get(key)
    if kind is None:
        raise ScenarioError(f"{place}, key {key!r}", f"is missing; use one of {', '.join(kinds)}")
    if kind not in kinds:
        raise ScenarioError(f"{place}, key {key!r}", f"there is no {kind!r}{near(str(kind), kinds)}")
    return str(kind)


def _action(row: Mapping[str, Any], place: str) -> Action:
    do = _kind(row, "do", ACTIONS, place)
    place = f"{place} ({do})"
    common, own = _split(row, ACTION)
    values = read_options(ACTION, common, place)
    given = read_options(ACTIONS[do].options, own, place)
    return Action(do, values["at"], values["player"], values["every"], values["times"], _given(given, own))


def _fault(row: Mapping[str, Any], number: int, place: str) -> FaultSpec:
    rule = _kind(row, "rule", FAULTS, place)
    common, own = _split(row, FAULT)
    values = read_options(FAULT, common, place)
    values["name"] = values["name"] or f"{rule} {number}"
    options = _given(read_options(FAULTS[rule].options, own, place), own)
    return FaultSpec(rule=rule, options=options, **_but(values, "rule"))


def _expectation(row: Mapping[str, Any], place: str) -> Expectation:
    that = _kind(row, "that", EXPECTATIONS, place)
    place = f"{place} ({that})"
    common, own = _split(row, EXPECT)
    values = read_options(EXPECT, common, place)
    options = _given(read_options(EXPECTATIONS[that].options, own, place), own)
    values["name"] = values["name"] or title(that, own)
    return Expectation(that=that, options=options, **_but(values, "that"))


def title(that: str, options: Mapping[str, Any]) -> str:
    """A name for an expectation without one: its kind and its options, such as "count of lost, most 0"."""

    def words(value: Any) -> str:
        return " ".join(map(str, value)) if isinstance(value, list) else str(value)

    return f"{that} " + ", ".join(f"{key} {words(value)}" for key, value in options.items()) if options else that


def _given(values: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """What the file says; the defaults of the rest are filled in when it is used."""
    return {key: values[key] for key in own}


def _but(values: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != key}
