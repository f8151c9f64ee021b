"""Scenarios: what happens in a world, and what is expected of it, as data. See docs/simulating.md.

from generator.world.scenarios import Run, find

result = Run(find("quiet-evening"), seed=7).finish()
print(result.verdict)
"""

from generator.world.scenarios import names
from generator.world.scenarios.dump import dump
from generator.world.scenarios.load import load, parse
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
    action,
    expect,
    fault,
)
from generator.world.scenarios.result import Result
from generator.world.scenarios.run import Run
from generator.world.scenarios.shipped import find, shipped

__all__ = [
    "Action",
    "ContactSpec",
    "Crowd",
    "Expectation",
    "FaultSpec",
    "GroupSpec",
    "PlayerSpec",
    "RealmSpec",
    "Result",
    "Run",
    "Scenario",
    "ScenarioError",
    "action",
    "dump",
    "expect",
    "fault",
    "find",
    "load",
    "names",
    "parse",
    "shipped",
]
