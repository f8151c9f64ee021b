"""The smallest scenario that still fails: fewer players, actions and faults, by leaving out ever smaller pieces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.world.scenarios.crowd import expanded
from generator.world.scenarios.model import Scenario, ScenarioError
from generator.world.scenarios.names import find
from generator.world.scenarios.options import PLAYER, PLAYERS, Options
from generator.world.scenarios.run import Run


@dataclass(frozen=True)
class Shrunk:
    """What is left, how many runs it took, and whether there was time to try everything."""

    scenario: Scenario
    runs: int
    complete: bool


def shrink(scenario: Scenario, seed: int, broken: Sequence[str], more: Callable[[], bool]) -> Shrunk:
    """Leave out what one of the ``broken`` expectations does not need to fail; ask ``more`` before each run.

    The scenario that comes back has no crowds and ``seed`` as its own.
    """
    return _Shrinker(replace(expanded(scenario, seed), seed=seed), tuple(broken), more).shrink()


class _Shrinker:
    def __init__(self, scenario: Scenario, broken: tuple[str, ...], more: Callable[[], bool]) -> None:
        self._scenario = _single(scenario)
        self._broken = broken
        self._more = more
        self._runs = 0
        self._stopped = False

    def shrink(self) -> Shrunk:
        # What is expected besides what failed is not needed, and names players.
        wanted = tuple(item for item in self._scenario.expectations if item.name in self._broken)
        self._try(replace(self._scenario, expectations=wanted))
        changed = True
        while changed and not self._stopped:
            changed = False
            for kind in ("faults", "players", "contacts", "actions", "groups"):
                changed = self._less(kind) or changed
        self._settings()
        return Shrunk(self._scenario, self._runs, not self._stopped)

    def _less(self, kind: str) -> bool:
        """Leave out halves, quarters, ... and at last single items of one list; whether anything could go."""
        before = len(getattr(self._scenario, kind))
        size = max(1, before // 2)
        while size >= 1 and not self._stopped:
            start = 0
            while start < len(getattr(self._scenario, kind)) and not self._stopped:
                smaller = _without(self._scenario, kind, start, start + size)
                if smaller is None or not self._try(smaller):
                    start += size
            size //= 2
        return len(getattr(self._scenario, kind)) < before

    def _settings(self) -> None:
        for name in list(self._scenario.settings):
            left = {key: value for key, value in self._scenario.settings.items() if key != name}
            self._try(replace(self._scenario, settings=left))

    def _try(self, candidate: Scenario) -> bool:
        """Keep a candidate that fails as the whole did."""
        if self._stopped or not self._more():
            self._stopped = True
            return False
        self._runs += 1
        try:
            result = Run(candidate).finish()
        except ScenarioError:
            return False
        if not any(name in self._broken for name in result.broken):
            return False
        self._scenario = candidate
        return True


def _single(scenario: Scenario) -> Scenario:
    """Repeated actions one by one, so that each can go."""
    actions = [
        replace(action, at=action.at + number * action.every, times=1, every=0.0)
        for action in scenario.actions
        for number in range(action.times)
    ]
    return replace(scenario, actions=tuple(actions))


def _without(scenario: Scenario, kind: str, start: int, end: int) -> Scenario | None:
    """The scenario without some items of a list and what cannot be without them; None when nothing would be left."""
    items = getattr(scenario, kind)
    if kind == "contacts":
        return _unfriended(
            replace(scenario, contacts=items[:start] + items[end:]), {item.name for item in items[start:end]}
        )
    if kind != "players":
        return replace(scenario, **{kind: items[:start] + items[end:]})
    gone = {player.name for player in items[start:end]}
    left = replace(scenario, players=items[:start] + items[end:])
    return _consistent(left, gone) if left.players else None


def _unfriended(scenario: Scenario, gone: set[str]) -> Scenario:
    return replace(
        scenario,
        friends=tuple(pair for pair in scenario.friends if not gone & set(pair)),
        title_friends=tuple(pair for pair in scenario.title_friends if not gone & set(pair)),
    )


def _consistent(scenario: Scenario, gone: set[str]) -> Scenario:
    """Without what names only players that are gone."""
    from generator.world.scenarios.actions import ACTIONS
    from generator.world.scenarios.expectations import EXPECTATIONS
    from generator.world.scenarios.faulting import FAULTS

    def fits(options: Options, given: Any) -> bool:
        return all(_there(scenario, gone, options[key].kind, value) for key, value in given.items())

    def still(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(name for name in names if name not in gone and find(scenario, (name,)))

    def kept(options: Options, given: Any) -> dict[str, Any]:
        return {
            key: still(value) if options[key].kind is PLAYERS and not isinstance(value, str) else value
            for key, value in given.items()
        }

    also = {contact.name for contact in scenario.contacts if contact.of in gone}
    return replace(
        _unfriended(scenario, gone | also),
        contacts=tuple(contact for contact in scenario.contacts if contact.name not in also),
        groups=tuple(
            replace(group, members=still(group.members), assistants=still(group.assistants))
            for group in scenario.groups
            if _some(scenario, group.members)
        ),
        actions=tuple(
            replace(action, players=still(action.players), options=kept(ACTIONS[action.do].options, action.options))
            for action in scenario.actions
            if _some(scenario, action.players) and fits(ACTIONS[action.do].options, action.options)
        ),
        faults=tuple(
            replace(fault, options=kept(FAULTS[fault.rule].options, fault.options))
            for fault in scenario.faults
            if fits(FAULTS[fault.rule].options, fault.options)
        ),
        expectations=tuple(
            replace(item, options=kept(EXPECTATIONS[item.that].options, item.options))
            for item in scenario.expectations
            if fits(EXPECTATIONS[item.that].options, item.options)
        ),
    )


def _there(scenario: Scenario, gone: set[str], kind: object, value: Any) -> bool:
    if kind is PLAYER:
        return value not in gone
    return kind is not PLAYERS or _some(scenario, (value,) if isinstance(value, str) else value)


def _some(scenario: Scenario, names: Sequence[str]) -> bool:
    return bool(find(scenario, names))
