"""Whether a scenario can be: every name it uses is there, every option is one there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.client.products import PRODUCTS
from generator.spec.catalog import REVISIONS, UnknownRevision, revision
from generator.world import leading, moderation
from generator.world.identity import normalize
from generator.world.party import MOST
from generator.world.scenarios import crowd as crowds
from generator.world.scenarios import names
from generator.world.scenarios.actions import ACTIONS
from generator.world.scenarios.expectations import EXPECTATIONS
from generator.world.scenarios.faulting import FAULTS
from generator.world.scenarios.model import Action, Scenario, ScenarioError
from generator.world.scenarios.options import PLAYER, PLAYERS, Options, near, read_options
from generator.world.settings import Settings
from generator.world.switches import SwitchError, apply

#: Constants.ChatFrameConstants.MaxCharacterNameBytes (facts/wow-client.md 3).
MOST_NAME_BYTES = 305

#: More touches than these are no scenario but a slip of the pen.
MOST_TOUCHES = 1_000_000


def checked(scenario: Scenario) -> Scenario:
    """The scenario itself. Raises ScenarioError for the first thing in it that cannot be."""
    for check in (_settings, _places, _players, _contacts, _crowds, _friends, _actions, _faults, _expectations):
        check(scenario)
    return scenario


def _settings(scenario: Scenario) -> None:
    try:
        apply(Settings(), scenario.settings)
    except SwitchError as error:
        raise ScenarioError(f"[settings], key {error.switch!r}", error.message) from None
    _product(scenario.settings.get("product"), "[settings], key 'product'")


def _places(scenario: Scenario) -> None:
    if not scenario.realms:
        raise ScenarioError("[[realm]]", "there is none; give at least one with `id` and `name`")
    ids = [realm.id for realm in scenario.realms]
    spelled = [normalize(realm.name).lower() for realm in scenario.realms]
    for realm in scenario.realms:
        if ids.count(realm.id) > 1:
            raise ScenarioError(f"[[realm]] {realm.id}", "there are two with this id; give them different ones")
        if not normalize(realm.name):
            raise ScenarioError(f"[[realm]] {realm.id}, key 'name'", "is empty; give the realm's name")
        if spelled.count(normalize(realm.name).lower()) > 1:
            raise ScenarioError(
                f"[[realm]] {realm.name}", "there are two with this name; spaces and dashes do not count"
            )

    regions: dict[str, tuple[str, int]] = {}
    for realm in scenario.realms:
        other, region = regions.setdefault(realm.group or realm.name, (realm.name, realm.region))
        if region != realm.region:
            raise ScenarioError(f"[[realm]] {realm.name}", f"is connected to {other}, which is of another region")


def _players(scenario: Scenario) -> None:
    realms = [realm.name for realm in scenario.realms]
    taken = {"Alliance", "Horde", "*", *realms}
    regional = scenario.settings.get("names.regional") is True
    for player in scenario.players:
        place = f"[[player]] {player.name}"
        if player.name in taken:
            raise ScenarioError(place, "the name is taken; names are how a scenario speaks of players")
        parts = player.name.split(" ")
        if len(player.name.encode()) > MOST_NAME_BYTES:
            raise ScenarioError(place, f"is longer than the {MOST_NAME_BYTES} bytes a character's name may have")
        if not all(part.isalpha() for part in parts) or len(parts) > 1 + regional:
            raise ScenarioError(place, "is no character name; use letters only")
        taken.add(player.name)
        if player.realm not in realms:
            raise ScenarioError(
                f"{place}, key 'realm'", f"there is no realm {player.realm!r}{near(player.realm, realms)}"
            )
        _revision(player.crossrp, place)
        _product(player.product, f"{place}, key 'product'")
        if isinstance(player.profile, str) and not player.profiles:
            raise ScenarioError(f"{place}, key 'profile'", "is a name; say with `profiles` which totalRP3.lua it is in")


def _product(name: object, place: str) -> None:
    if name and name not in PRODUCTS:
        raise ScenarioError(place, f"no client is called {name!r}{near(str(name), PRODUCTS)}")


def _revision(name: str, place: str) -> None:
    try:
        known = not name or revision(name).protocol == "crossrp"
    except UnknownRevision:
        known = False
    if not known:
        there = [found.id for found in REVISIONS.values() if found.protocol == "crossrp"]
        raise ScenarioError(f"{place}, key 'crossrp'", f"there is no revision {name!r}{near(name, there)}")


def _crowds(scenario: Scenario) -> None:
    realms = [realm.name for realm in scenario.realms]
    seen: list[str] = []
    for crowd in scenario.crowds:
        place = f"[[crowd]] {crowd.name}"
        if crowd.name in seen:
            raise ScenarioError(place, "there are two of this name; give them different ones")
        seen.append(crowd.name)
        if crowd.touch_every and crowd.count * (crowd.touch[1] - crowd.touch[0]) > MOST_TOUCHES * crowd.touch_every:
            raise ScenarioError(
                f"{place}, key 'touch_every'", f"gives more than {MOST_TOUCHES:,} touches; make it larger"
            )
        if not crowd.name.isalpha():
            raise ScenarioError(place, "is no name for characters; use letters only")
        if not 0 < crowd.count <= crowds.MOST:
            raise ScenarioError(f"{place}, key 'count'", f"is {crowd.count}; a crowd has 1 to {crowds.MOST} players")
        if 2 * crowd.bridges > crowd.count:
            raise ScenarioError(f"{place}, key 'bridges'", f"a bridge takes two of the crowd's {crowd.count} players")
        for realm in crowd.realms:
            if realm not in realms:
                raise ScenarioError(f"{place}, key 'realms'", f"there is no realm {realm!r}{near(realm, realms)}")
        _revision(crowd.crossrp, place)
        _product(crowd.product, f"{place}, key 'product'")


def _friends(scenario: Scenario) -> None:
    there = [player.name for player in scenario.players] + [contact.name for contact in scenario.contacts]
    for key in ("friends", "title_friends"):
        for pair in getattr(scenario, key):
            place = f"{key}, {' and '.join(pair)}"
            for name in pair:
                if name not in there:
                    raise ScenarioError(place, f"nobody is called {name!r}{near(name, there)}")
            if _account(scenario, pair[0]) == _account(scenario, pair[1]):
                raise ScenarioError(place, "nobody is its own friend; name two accounts")
    _members(scenario)


def _account(scenario: Scenario, name: str) -> str:
    """What tells accounts apart: a battletag that is given, else the name of whoever has it."""
    of = next((contact.of or name for contact in scenario.contacts if contact.name == name), name)
    return next((player.battletag or of for player in scenario.players if player.name == of), of)


def _contacts(scenario: Scenario) -> None:
    taken = [player.name for player in scenario.players]
    for contact in scenario.contacts:
        place = f"[[contact]] {contact.name}"
        if contact.name in taken:
            raise ScenarioError(place, "the name is taken; names are how a scenario speaks of accounts")
        if not contact.program:
            raise ScenarioError(f"{place}, key 'program'", 'is empty; use "App", "WoW" or another game\'s letters')
        taken.append(contact.name)
        if contact.of:
            names.check_one(scenario, contact.of, f"{place}, key 'of'")


def _members(scenario: Scenario) -> None:
    for group in scenario.groups:
        place = f"[[group]] {group.name or group.kind}"
        names.check(scenario, group.members, f"{place}, key 'members'")
        names.check(scenario, group.assistants, f"{place}, key 'assistants'")
    if not scenario.crowds:
        _sizes(scenario)


def _sizes(scenario: Scenario) -> None:
    """Groups that can be, once the crowds in them are made."""
    taken: dict[str, str] = {}
    for group in scenario.groups:
        if group.kind not in MOST:
            continue
        members = [member.name for member in names.in_order(scenario, group.members)]
        place = f"[[group]] {group.kind} of {', '.join(group.members)}"
        if len(members) > MOST[group.kind]:
            raise ScenarioError(place, f"has {len(members)} members; a {group.kind} has {MOST[group.kind]} at most")
        for name in members:
            if name in taken:
                raise ScenarioError(place, f"{name} is in {taken[name]} already; nobody is in two groups")
            taken[name] = f"the {group.kind} of {', '.join(group.members)}"


def _actions(scenario: Scenario) -> None:
    for number, action in enumerate(scenario.actions, 1):
        place = f"[[action]] {number} ({action.do} at {action.at:g} s)"
        if action.do not in ACTIONS:
            raise ScenarioError(f"{place}, key 'do'", f"there is no action {action.do!r}{near(action.do, ACTIONS)}")
        names.check(scenario, action.players, f"{place}, key 'player'")
        _before_end(scenario, action.at, f"{place}, key 'at'")
        if action.times > 1 and action.every <= 0:
            raise ScenarioError(f"{place}, key 'every'", "is missing; say how many seconds apart the times are")
        _options(scenario, ACTIONS[action.do].options, action.options, place)
        _wanted(action, place)


def _before_end(scenario: Scenario, time: float, place: str) -> None:
    """What begins after the end never does, and nobody would notice."""
    if time > scenario.seconds:
        raise ScenarioError(place, f"is {time:g}, and the scenario ends after {scenario.seconds:g} s")


def _wanted(action: Action, place: str) -> None:
    """An order of a channel or group that is about somebody says about whom."""
    order, target = action.options.get("order", "join"), action.options.get("target")
    wants = {
        "channel": lambda: order in moderation.ORDERS and moderation.ORDERS[order].wants == "player",
        "group": lambda: order not in leading.ORDERS or leading.ORDERS[order].wants != "nothing",
    }
    if target is None and action.do in wants and wants[action.do]():
        raise ScenarioError(f"{place}, key 'target'", f"is missing; say whom {order!r} is about")


def _faults(scenario: Scenario) -> None:
    seen: list[str] = []
    for fault in scenario.faults:
        place = f"[[fault]] {fault.name}"
        if fault.rule not in FAULTS:
            raise ScenarioError(f"{place}, key 'rule'", f"there is no rule {fault.rule!r}{near(fault.rule, FAULTS)}")
        if fault.name in seen:
            raise ScenarioError(place, "there are two of this name; give each a `name` of its own")
        seen.append(fault.name)
        _before_end(scenario, fault.start, f"{place}, key 'start'")
        if fault.end is not None and fault.end <= fault.start:
            raise ScenarioError(f"{place}, key 'end'", "is not after `start`")
        _options(scenario, FAULTS[fault.rule].options, fault.options, place)


def _expectations(scenario: Scenario) -> None:
    sent = {action.options.get("as", "message") for action in scenario.actions if action.do == "send"}
    for expectation in scenario.expectations:
        place = f"[[expect]] {expectation.name}"
        if expectation.that not in EXPECTATIONS:
            hint = near(expectation.that, EXPECTATIONS)
            raise ScenarioError(f"{place}, key 'that'", f"there is no expectation {expectation.that!r}{hint}")
        options = expectation.options
        _options(scenario, EXPECTATIONS[expectation.that].options, options, place)
        if expectation.that == "outcome" and options["of"] not in sent:
            hint = near(str(options["of"]), sorted(sent))
            raise ScenarioError(f"{place}, key 'of'", f"no send action is named {options['of']!r}{hint}")
        if expectation.that == "count" and options.get("most") is None and options.get("least") is None:
            raise ScenarioError(place, "has no bound; give `most`, `least` or both")
        _before_end(scenario, expectation.after, f"{place}, key 'after'")
        if expectation.by is not None and expectation.by < expectation.after:
            raise ScenarioError(f"{place}, key 'by'", "is before `after`")


def _options(scenario: Scenario, options: Options, given: Mapping[str, Any], place: str) -> None:
    values = read_options(options, given, place)
    for key, value in _named(options, values, PLAYER):
        names.check_one(scenario, value, f"{place}, key {key!r}")
    for key, value in _named(options, values, PLAYERS):
        names.check(scenario, value, f"{place}, key {key!r}")


def _named(options: Options, values: dict[str, Any], kind: object) -> Iterator[tuple[str, Any]]:
    for key, option in options.items():
        if option.kind is kind and values[key] is not None:
            yield key, values[key]
