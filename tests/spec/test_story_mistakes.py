"""Flows and state machines with a mistake are refused when they are loaded."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from minimal import REST, SOURCE, WIRE, WORD, message, revision

from generator.spec.catalog import REVISIONS
from generator.spec.check import ACTIONS, check, mistakes
from generator.spec.flow import Act, Flow, FlowStep, Party, Send, Wait
from generator.spec.item_words import item_words
from generator.spec.machine import Machine, Move, State
from generator.spec.model import Field, Limit, Medium, Procedure, Timer
from generator.spec.place import SpecError
from generator.spec.story_words import flow_step_words, move_words

PARTIES = (Party("Tammya", "one", "A"), Party("Borin", "another", "A"), Party("Zulya", "a third", "H"))
NAP = Timer(name="nap", seconds=1, source=SOURCE)
MOST = Limit(name="most", value=1, unit="x", source=SOURCE)
AIR = Medium(name="AIR", max_bytes=255, alphabet="bytes", reach="friend", source=SOURCE)
INSIDE = Medium(name="INSIDE", max_bytes=255, alphabet="bytes", reach="destination", source=SOURCE)
SHOUT = Medium(name="SHOUT", max_bytes=255, alphabet="bytes", reach="side", source=SOURCE)
HELLO = message("HELL", WORD, media=("WIRE", "SHOUT"))
CARRY = message("CARR", media=("WIRE", "AIR"), fields=(Field("message", REST),))
INNER = message("INN", WORD, media=("INSIDE",))


def of(*own):
    return revision(AIR, INSIDE, SHOUT, HELLO, CARRY, INNER, NAP, MOST, *own)


def flow(*steps: FlowStep, parties: tuple[Party, ...] = PARTIES) -> Flow:
    return Flow(name="f", title="A flow", parties=parties, steps=steps, source=SOURCE)


def machine(*states: State, moves: tuple[Move, ...]) -> Machine:
    return Machine(name="m", title="A machine", states=states, moves=moves, source=SOURCE)


def refusal(item) -> str:
    """Why a revision with this one mistake is refused."""
    spoilt = of(item)
    (found,) = mistakes(spoilt)
    with pytest.raises(SpecError) as caught:
        check(spoilt)
    assert caught.value.place == item.place == found[0]
    assert caught.value.reason.startswith(f"test-1: {item.kind} '{item.key}': ")
    return caught.value.reason


def test_sound_ones_are_taken():
    steps = (
        Wait("Tammya", "nap"),
        Act("Tammya", "sings", limit="most", timer="nap"),
        Send("Tammya", ("Borin",), "HELL", "WIRE", given=(("a", b"x"),)),
        Send("Tammya", ("Borin",), "HELL", "SHOUT"),
        Send("Borin", ("Zulya",), "CARR", "AIR", carries="INN", given=(("a", b"x"),)),
        Send("Tammya", ("Zulya", "Borin"), "INN", "INSIDE"),
    )
    moves = (Move(("in",), "out", "it does"), Move(("out",), "in", "it does", timers=("nap",), limits=("most",)))
    check(of(flow(*steps), machine(State("in", "x"), State("out", "y"), moves=moves)))


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (Send("Gromka", ("Borin",), "HELL", "WIRE"), "step 1: 'Gromka' takes no part"),
        (Send("Tammya", ("Gromka",), "HELL", "WIRE"), "'Gromka' takes no part"),
        (Wait("Gromka", "nap"), "'Gromka' takes no part"),
        (Wait("Tammya", "sleep"), "there is no timer 'sleep'"),
        (Act("Tammya", "sings", timer="sleep"), "there is no timer 'sleep'"),
        (Act("Tammya", "sings", limit="least"), "there is no limit 'least'"),
        (Send("Tammya", ("Borin",), "NONE", "WIRE"), "there is no message 'NONE'"),
        (Send("Tammya", ("Borin",), "HELL", "SEA"), "there is no medium 'SEA'"),
        (Send("Tammya", ("Borin",), "HELL", "AIR"), "HELL does not travel on AIR"),
        (Send("Tammya", (), "HELL", "WIRE"), "it goes to nobody"),
        (Send("Tammya", ("Tammya",), "HELL", "SHOUT"), "or to its sender"),
        (Send("Tammya", ("Borin", "Borin"), "HELL", "WIRE"), "WIRE reaches one, not 2"),
        (Send("Tammya", ("Zulya",), "HELL", "WIRE"), "WIRE does not reach 'Zulya' on the other side"),
        (Send("Tammya", ("Borin", "Zulya"), "HELL", "SHOUT"), "SHOUT does not reach 'Zulya' on the other side"),
        (Send("Borin", ("Zulya",), "CARR", "AIR", page="next"), "a page is first, middle or last, not 'next'"),
        (Send("Borin", ("Zulya",), "CARR", "AIR", page="first"), "AIR has no pages"),
        (Send("Borin", ("Zulya",), "CARR", "AIR", carries="NONE"), "there is no message 'NONE' to carry"),
        (Send("Borin", ("Zulya",), "CARR", "AIR", carries="HELL"), "HELL is never carried inside another"),
        (Send("Tammya", ("Borin",), "HELL", "WIRE", carries="INN"), "HELL carries nothing"),
        (Send("Tammya", ("Borin",), "HELL", "WIRE", given=(("b", 1),)), "HELL has no field 'b'"),
        (Send("Borin", ("Zulya",), "CARR", "AIR", carries="INN", given=(("message", b"x"),)), "INN has no field"),
    ],
)
def test_a_step_that_cannot_be(step: FlowStep, why: str):
    assert why in refusal(flow(step))


def test_a_flow_without_steps_or_with_somebody_twice():
    assert "it has no steps" in refusal(flow())
    assert "'Tammya' takes part 2 times" in refusal(flow(Wait("Tammya", "nap"), parties=(*PARTIES, PARTIES[0])))


IN, OUT, END = State("in", "x"), State("out", "y"), State("end", "z", final=True)


@pytest.mark.parametrize(
    ("states", "moves", "why"),
    [
        ((IN, END), (Move(("in",), "end", "x"), Move(("in",), "gone", "y")), "there is no state 'gone'"),
        ((IN, END), (Move(("in", "gone"), "end", "x"),), "there is no state 'gone'"),
        ((IN, END, OUT), (Move(("in", "out"), "end", "x"),), "nothing leads to the state 'out'"),
        ((IN, OUT), (Move(("in",), "out", "x"),), "nothing leads out of the state 'out', which is not final"),
        ((IN, END), (Move(("in",), "end", "x"), Move(("end",), "in", "y")), "the final state 'end' has a way out"),
        ((IN, END), (Move(("in",), "end", "x"), Move(("in",), "in", "y")), "from 'in' to itself changes nothing"),
        (
            (IN, END, OUT),
            (Move(("in",), "end", "x"), Move(("in",), "out", "x"), Move(("out",), "end", "x")),
            "'x' leads to 2 states from 'in'",
        ),
        ((IN, END), (Move(("in",), "end", "x", timers=("sleep",)),), "'x': there is no timer 'sleep'"),
        ((IN, END), (Move(("in",), "end", "x", limits=("least",)),), "'x': there is no limit 'least'"),
        ((IN, END), (Move(("in",), "end", "x", messages=("NONE",)),), "'x': there is no message 'NONE'"),
        ((replace(IN, timers=("sleep",)), END), (Move(("in",), "end", "x"),), "'in': there is no timer 'sleep'"),
        ((replace(IN, limits=("least",)), END), (Move(("in",), "end", "x"),), "'in': there is no limit 'least'"),
        ((IN, END, END), (Move(("in",), "end", "x"),), "the state 'end' is there 2 times"),
        (
            (replace(IN, reasons=("r",)), replace(END, reasons=("r",))),
            (Move(("in",), "end", "x"),),
            "'r' stands for 2 states",
        ),
    ],
)  # fmt: skip
def test_a_machine_that_cannot_be(states: tuple[State, ...], moves: tuple[Move, ...], why: str):
    spoilt = of(machine(*states, moves=moves))
    assert why in " / ".join(text for _, text in mistakes(spoilt))


def test_a_medium_with_an_unknown_reach():
    assert "unknown reach 'moon'" in next(
        text for _, text in mistakes(revision(replace(WIRE, framing="", name="AIR", reach="moon")))
    )


def test_steps_and_moves_are_told_in_words():
    carried = Send(
        "Borin", ("Zulya", "Tammya"), "CARR", "AIR", carries="INN", page="last", given=(("a", True), ("b", b"x"))
    )
    assert flow_step_words(carried) == "Borin to Zulya, Tammya: last page of CARR carrying INN (a yes, b x) on AIR"
    assert flow_step_words(Wait("Borin", "nap")) == "Borin waits nap"
    assert flow_step_words(Act("Borin", "sings", limit="most", timer="nap")) == "Borin sings (most, nap)"
    assert move_words(Move(("in", "out"), "end", "it ends", timers=("nap",))) == "in, out -> end: it ends (nap)"
    assert item_words(flow(Wait("Borin", "nap"))) == "A flow; Borin waits nap"
    assert item_words(machine(IN, END, moves=(Move(("in",), "end", "x"),))) == "A machine; in -> end: x"


@pytest.mark.parametrize("revision", REVISIONS.values(), ids=REVISIONS)
def test_names_in_notes_are_names_of_something(revision):
    steps = {step.action for procedure in revision.all(Procedure).values() for step in procedure.steps}
    known = {item.key for item in revision.items} | {*steps, *ACTIONS}
    for item in (*revision.all(Flow).values(), *revision.all(Machine).values()):
        for name in re.findall(r"`(\w+)`", repr(item)):
            assert name in known, (item.key, name)
