"""Any scenario with messages locked now and then and names kept secret: what an addon must live through."""

from __future__ import annotations

from dataclasses import replace

from generator.world.scenarios.model import Action, Scenario, action

#: The side that is locked, from which second on, by what, and for how long: the two sides overlap now and then, and
#: each has times without.
_TURNS = (
    ("Alliance", 31.0, "Encounter", 11.0),
    ("Horde", 37.0, "ChallengeMode", 9.0),
    ("Alliance", 53.0, "Combat", 5.0),
    ("Horde", 59.0, "Map", 7.0),
)
_EVERY = 47.0


def locked(scenario: Scenario) -> Scenario:
    """The same in which each side's messages are locked over and over, and names of the other side are secret.

    What the scenario expects is left out, since its deadlines are of a world without, and so need no fault fire. Lua
    errors fail a run as ever.
    """
    settings = {
        **scenario.settings,
        "lockdown.secret_identities": "enemies",
        "lockdown.secret_triggers": ["Combat", "Map"],
    }
    return replace(
        scenario,
        settings=settings,
        expectations=(),
        faults=tuple(replace(fault, may_miss=True) for fault in scenario.faults),
        actions=(*scenario.actions, *_turns(scenario.seconds)),
    )


def _turns(seconds: float) -> tuple[Action, ...]:
    return tuple(
        action("restrict", at, side, every=_EVERY, times=int((seconds - at) / _EVERY) + 1, name=name, seconds=length)
        for side, at, name, length in _TURNS
        if at < seconds
    )
