"""The state machines of the specification are those of the addon: every move is made by its modules, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import generator
from generator.lua.resources import templates
from generator.lua.spec_lua import RUN_BY_THE_ADDON
from generator.lua.testing import load_modules
from generator.spec.catalog import DEFAULT, REVISIONS
from generator.spec.machine import Machine, Move
from generator.spec.model import Revision, SendResult

#: The addon runs these from the specification itself; in lua_tests every cause is tried in every state.
HELD_ELSEWHERE = RUN_BY_THE_ADDON
SPOKEN = [revision for revision in REVISIONS.values() if revision.all(Machine)]
ROOT = Path(generator.__file__).parent.parent
DRIVERS = (ROOT / "lua_tests" / "support.lua", Path(__file__).with_name("machines.lua"))

#: Machines whose moves can be made in any order: their runs follow from the specification.
FREE = ("hosting", "carrying", "link", "bridge")
#: How many ways there are to make a cause happen, at most, where not two.
VARIANTS = {"hosting": 3, "outgoing": 1, "part": 1, "carrying": 1}
#: The runs of the others: causes from the first state on, a word of the driver's own in brackets.
RUNS: dict[str, list[list[str]]] = {
    "channel": [
        ["it is wanted", "the game lets it in", "it is lost, or no longer wanted", "it is wanted"],
        ["it is wanted", "the game says no", "time for another try", "the game lets it in"],
        ["it is wanted", "the game says nothing"],
        ["it is wanted", "the game says that there are too many", "time for another try"],
        ["it is wanted", "the game lets it in", "may not talk there any more"],
    ],
    "half_built": [
        ["a first page, or one with a number", "the last missing page"],
        ["the first page says: carry it", "the last missing page"],
        ["a first page, or one with a number", "the first page says: carry it", "the last missing page"],
        *(
            [*before, end]
            for before in (["a first page, or one with a number"], ["the first page says: carry it"])
            for end in (
                "no page for long",
                "its slot is used anew, or its pages contradict each other",
                "too long, or no room for it",
                "a lost page never comes",
            )
        ),
    ],
    "page": [
        ["it comes"],
        ["a later page comes", "it comes"],
        ["a later page comes", "it stays away", "it comes, late or again"],
        ["no page at all for a while", "it comes, late or again"],
        ["a later page comes", "it stays away", "asked for in vain"],
    ],
    "outgoing": [
        ["its turn comes", "accepted, more pages follow", "its turn comes", "answer `retry`", "waited"],
        ["its turn comes", "accepted, and it was the last page"],
        ["its turn comes", "answer `hold`", "the restriction ends, or at the next look", "its turn comes"],
        ["its turn comes", "answer `offline`"],
        ["its turn comes", "answer `failed`"],
        ["taken back"],
        ["its turn comes", "answer `retry`", "taken back"],
        ["its turn comes", "answer `hold`", "taken back"],
        ["its turn comes", "accepted, more pages follow", "begun, then no page for long"],
        [
            "its turn comes",
            "accepted, more pages follow",
            "its turn comes",
            "answer `hold`",
            "begun, then no page for long",
        ],
    ],
    "part": [
        [
            "touched, and not asked for lately",
            "the request goes out",
            "it arrives",
            "its owner announces another version",
        ],
        ["touched, and not asked for lately", "the request goes out", "touched, and not asked for lately"],
        ["touched, and not asked for lately", "the request goes out", "its owner announces another version"],
        ["touched, and not asked for lately", "the request goes out", "the request does not get through"],
        ["touched, and not asked for lately", "the request goes out", "no answer: it was current, or lost"],
        ["touched, and not asked for lately", "the request goes out", "never seen, and it did not come"],
    ],
}
_WAY, _WITH_ROUTER = "there is a way", "the last page is with a router"
_REFUSED, _WAITED = "the game refuses it, or finds nobody", "waited"
_UNSENDABLE = "not sendable, or too many under way"
RUNS_ACKED = [
    ["there is none, and never was"],
    [_UNSENDABLE],
    [_WAY, _REFUSED, "the last try was refused"],
    ["the bridges there are full", "a while goes by", _WAY, _WITH_ROUTER],
    ["the bridges there are full", "taken back"],
    [_WAY, _REFUSED, "no other way than before", _WAITED, "tried often enough, the last time without a way"],
    [_WAY, _WITH_ROUTER, "the acknowledgement"],
    [_WAY, _WITH_ROUTER, "no acknowledgement", _WAY, _WITH_ROUTER, "the acknowledgement"],
    [_WAY, _WITH_ROUTER, "no acknowledgement", "tried often enough"],
    [_WAY, _WITH_ROUTER, "the bridge refuses it, or starts anew", _WAY],
    [_WAY, _WITH_ROUTER, "taken back"],
    [_WAY, _REFUSED, _WAY, "taken back"],
    [_WAY, "the bridge refuses it", _WAY, _WITH_ROUTER],
    [_WAY, _REFUSED, "no other way than before", _WAITED, _WAY, _WITH_ROUTER],
    [_WAY, _REFUSED, "no other way than before", "taken back"],
    ["[straight to its reader]", _WAY, "the last page is on the line, straight to its reader"],
    ["[straight to its reader]", _WAY, "refused on the straight way"],
]
RUNS_UNACKED = [
    ["there is none"],
    [_UNSENDABLE],
    [_WAY, "its last page is on the line"],
    [_WAY, "it is refused"],
    [_WAY, "taken back"],
]


class Driver:
    """A machine of the addon, made anew."""

    def __init__(self, revision: Revision, machine: Machine, **options: Any) -> None:
        modules = load_modules("Util", revision_id=revision.id)
        loaded = None
        for path in DRIVERS:
            loaded = modules.run(path.read_bytes(), path.name)
        options = {"revision": revision.id, "variant": 1, **options}
        given = {key.encode(): value.encode() if isinstance(value, str) else value for key, value in options.items()}
        self._look, self.causes, self.more = (*loaded[machine.name.encode()](modules.lua.table_from(given)), None)[:3]

    @property
    def state(self) -> str:
        return self._look().decode()

    def cause(self, words: str) -> bool:
        """Make it happen; whether it could."""
        return self.causes[words.encode()]() is not False


def move_of(machine: Machine, state: str, cause: str) -> Move:
    return next(move for move in machine.from_state(state) if move.cause == cause)


def follow(driver: Driver, machine: Machine, causes: list[str]) -> list[tuple[str, str]]:
    """Make causes happen and compare the state after each; the (state, cause) pairs on the way.

    What decides a momentary state is there before the machine comes into it.
    """
    state, made = machine.states[0].name, []
    waiting: list[str] = ["begin"] if machine.states[0].momentary else []
    for cause in causes:
        if cause.startswith("["):
            driver.cause(cause.strip("[]"))
            continue
        move = move_of(machine, state, cause)
        made.append((state, cause))
        momentary = machine.state(state).momentary
        state = move.after
        if machine.state(state).momentary:
            waiting.append(cause)
            continue
        assert driver.cause(cause), cause
        if momentary:
            assert driver.cause(waiting.pop()), cause
        assert driver.state == state, made
    return made


def runs_to(machine: Machine) -> dict[str, list[str]]:
    """The shortest run of causes to every state."""
    runs: dict[str, list[str]] = {machine.states[0].name: []}
    for state in list(runs):
        queue = [state]
        for here in queue:
            for move in machine.from_state(here):
                if move.after not in runs:
                    runs[move.after] = [*runs[here], move.cause]
                    queue.append(move.after)
    return runs


def runs_of(revision: Revision, machine: Machine) -> Iterator[list[str]]:
    if machine.name in FREE:
        for state, run in runs_to(machine).items():
            yield from ([*run, move.cause] for move in machine.from_state(state))
    elif machine.name == "routed":
        yield from RUNS_ACKED if "A1" in revision.messages else RUNS_UNACKED
    else:
        causes = {move.cause for move in machine.moves}
        yield from (run for run in RUNS[machine.name] if causes.issuperset(run))


def machines() -> list[Any]:
    return [
        pytest.param(revision, machine, id=f"{revision.id}-{machine.name}")
        for revision in SPOKEN
        for machine in revision.all(Machine).values()
        if machine.name not in HELD_ELSEWHERE
    ]


@pytest.mark.parametrize(("revision", "machine"), machines())
def test_the_addon_makes_every_move(revision: Revision, machine: Machine) -> None:
    made = set()
    # What a cause names with "or" is tried out for one revision; the modules are the same for all.
    variants = range(1, VARIANTS.get(machine.name, 2) + 1) if revision.id == DEFAULT["crossrp"] else (1,)
    for run in runs_of(revision, machine):
        for variant in variants:
            made.update(follow(Driver(revision, machine, variant=variant, limit="message_bytes"), machine, run))
    assert made == {(before, move.cause) for move in machine.moves for before in move.before}


@pytest.mark.parametrize("name", FREE)
def test_the_addon_makes_no_other_move(name: str) -> None:
    """What the specification does not tell of changes nothing. Time is left out: it passes in every state.

    For one revision: the modules are the same for all, and each makes every move of its own above.
    """
    revision = REVISIONS[DEFAULT["crossrp"]]
    machine = revision.all(Machine)[name]
    causes = dict.fromkeys(move.cause for move in machine.moves if not move.timers)
    for state, run in runs_to(machine).items():
        told = {move.cause for move in machine.from_state(state)}
        for cause in (cause for cause in causes if cause not in told):
            driver = Driver(revision, machine)
            follow(driver, machine, run)
            driver.cause(cause)
            assert driver.state == state, cause


@pytest.mark.parametrize("revision", SPOKEN, ids=lambda each: each.id)
def test_every_limit_gives_a_half_built_message_up(revision: Revision) -> None:
    machine = revision.all(Machine)["half_built"]
    move = next(move for move in machine.moves if "message_bytes" in move.limits)
    for limit in move.limits:
        follow(Driver(revision, machine, limit=limit), machine, ["a first page, or one with a number", move.cause])


def lua_words(module: str, pattern: str) -> set[str]:
    return set(re.findall(pattern, (templates() / "addon" / f"{module}.lua").read_text(encoding="utf-8")))


def reasons(name: str) -> set[str]:
    return {reason for state in SPOKEN[1].all(Machine)[name].states for reason in state.reasons}


def test_the_addons_words_are_those_of_the_specification() -> None:
    text = (templates() / "addon" / "Hosting.lua").read_text(encoding="utf-8")
    body = text[text.index("function Hosting:reason") : text.index("function Hosting:update")]
    assert reasons("hosting") == set(re.findall(r'"([a-z ]+)"', body))
    assert reasons("routed") == lua_words("Router", r'finish\(self, flight, (?:flight\.detail and )?"(\w+)"') | {
        "timed_out"
    }
    assert reasons("routed") == lua_words("Router", r"(?m)^--\t(\w+) ")
    assert reasons("channel") == lua_words("Channels", r"(?m)^--\t(\w+)(?: |$)")
    given_up = r'(?:drop\(self|give_up\(\w+), [\w.]+, "(\w+)"\)'
    assert reasons("half_built") == lua_words("Inbox", given_up) | lua_words("Repair", r'give_up\(message, "(\w+)"\)')
    outcomes = (templates() / "addon" / "Outbox.lua").read_text(encoding="utf-8")
    assert reasons("outgoing") == set(re.findall(r"(\w+) = true", re.findall(r"OUTCOMES = {(.*?)}", outcomes)[0]))
    answers = {move.cause.split("`")[1] for move in SPOKEN[1].all(Machine)["outgoing"].moves if "`" in move.cause}
    assert answers | {"sent"} == {result.action for result in SPOKEN[1].all(SendResult).values()}
