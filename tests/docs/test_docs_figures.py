"""The diagrams: sound SVG, complete, readable on light and dark pages, and drawn so that nothing covers anything."""

from __future__ import annotations

import xml.etree.ElementTree as xml
from itertools import pairwise

import pytest

from generator.docs.chart import chart, layers_of
from generator.docs.figures import figures, machine_of
from generator.docs.layers import Node, join, place
from generator.docs.lettering import width, wrapped
from generator.docs.svg import STYLES, TEXT_ON, Drawing
from generator.spec.catalog import REVISIONS, revision
from generator.spec.flow import Flow
from generator.spec.machine import Machine, Move, State
from generator.spec.model import Procedure, Revision

SVG = "{http://www.w3.org/2000/svg}"
FIGURES = figures(revision("crossrp"))


@pytest.mark.parametrize("each", REVISIONS.values(), ids=REVISIONS)
def test_the_diagrams_of_every_revision_are_sound_and_tell_what_they_show(each: Revision):
    for name, drawing in figures(each).items():
        check_one(name, drawing)


def check_one(name: str, drawing: Drawing):
    root = xml.fromstring(drawing.svg())
    title, text = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {text.get('id')}"
    assert title.text
    assert text.text.endswith(".")
    assert all(each.get("id", name).startswith(name) for each in root.iter())


@pytest.mark.parametrize("name", FIGURES)
def test_every_step_and_move_is_drawn(name: str):
    drawing = FIGURES[name]
    words = " ".join(each.text for each in xml.fromstring(drawing.svg()).iter(f"{SVG}text"))
    kind, _, item = name.partition("-")
    items = {"flow": Flow, "machine": Machine, "procedure": Procedure}[kind]
    story = revision("crossrp").all(items)[item.replace("-", "_")]
    if isinstance(story, Flow):
        assert all(party.name in words and party.role in words for party in story.parties)
        assert all(f"{number} " in f"{words} " for number in range(1, len(story.steps) + 1))
        assert [step.message for step in story.sends if step.message not in words] == []
    elif isinstance(story, Machine):
        assert [state.name for state in story.states if state.name not in words] == []
        for number, move in enumerate(story.moves, 1):
            assert words.count(f"{number}. ") >= len(move.before)


@pytest.mark.parametrize("name", FIGURES)
def test_the_words_of_a_diagram_are_inside_it(name: str):
    drawing = FIGURES[name]
    for each in xml.fromstring(drawing.svg()).iter(f"{SVG}text"):
        size = float(each.get("font-size"))
        half = width(each.text, size, bold=each.get("font-weight") is not None) / 2
        assert half <= float(each.get("x")) <= drawing.width - half, each.text
        assert size <= float(each.get("y")) <= drawing.height - size / 3, each.text


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("text", "below"), [(text, below) for text, all_below in TEXT_ON.items() for below in all_below]
)
def test_text_stands_out_on_light_and_dark_pages(text: str, below: str):
    assert contrast(STYLES[text].fill, STYLES[below].fill) >= 4.5
    assert contrast(STYLES[text].dark_fill, STYLES[below].dark_fill) >= 4.5


@pytest.mark.parametrize("style", ["line", "state", "final", "momentary"])
def test_lines_stand_out_on_light_and_dark_pages(style: str):
    assert contrast(STYLES[style].stroke, STYLES["paper"].fill) >= 3
    assert contrast(STYLES[style].dark_stroke, STYLES["paper"].dark_fill) >= 3


def test_a_drawing_escapes_what_it_is_given():
    drawing = Drawing("a", "x < y", 'q & "r"', 10, 10)
    drawing.text("<b>", (5, 5))
    root = xml.fromstring(drawing.svg())
    assert [root.find(f"{SVG}title").text, root.find(f"{SVG}text").text] == ["x < y", "<b>"]


def test_lines_break_at_spaces_and_are_of_about_one_length():
    assert wrapped("finds that a part she has is old", 12, 150) == ("finds that a part", "she has is old")
    assert wrapped("averyveryverylongword x", 12, 40) == ("averyveryverylongword", "x")
    assert wrapped("", 12, 40) == ()


def nodes_of(*layers: int) -> list[list[Node]]:
    return [[Node(index, 20.0, 10.0) for _ in range(count)] for index, count in enumerate(layers)]


def test_layers_are_put_in_the_order_with_fewest_crossings():
    (top,), (left, right), (first, second) = nodes_of(1, 2, 2)
    for upper, lower in ((top, left), (top, right), (left, second), (right, first)):
        join(upper, lower)
    place([top, left, right, first, second], 5.0, 10.0)
    assert (left.x < right.x) == (second.x < first.x)


@pytest.mark.parametrize("name", [name for name in FIGURES if name.startswith("machine")])
def test_nothing_in_a_layer_touches(name: str):
    from generator.docs.chart import SPACE, _Chart

    machine = revision("crossrp").all(Machine)[name.removeprefix("machine-").replace("-", "_")]
    made = _Chart(revision("crossrp"), machine, name, True)
    layers: dict[int, list[Node]] = {}
    for node in made._nodes:
        layers.setdefault(node.layer, []).append(node)
    for layer in layers.values():
        layer.sort(key=lambda node: node.x)
        for left, right in pairwise(layer):
            assert left.x + left.wide / 2 + SPACE <= right.x - right.wide / 2 + 0.01
    for layer in range(max(layers)):
        assert max(node.bottom for node in layers[layer]) < min(node.top for node in layers[layer + 1])


def test_a_move_back_does_not_push_its_state_down():
    states = (State("a", "x"), State("b", "x"), State("c", "x", final=True))
    moves = (Move(("a",), "b", "on"), Move(("b",), "a", "back"), Move(("a", "b"), "c", "end"))
    machine = Machine(name="m", title="M", states=states, moves=moves, source="C1")
    assert layers_of(machine) == {"a": 0, "b": 1, "c": 2}
    assert chart(revision("crossrp"), machine, "m").height > 0


def test_a_procedure_is_drawn_as_what_lies_between_its_waits():
    machine = machine_of(revision("crossrp").all(Procedure)["startup"])
    assert machine.states[0].name == "join channel, then callback 1, then probe"
    assert [move.timers for move in machine.moves] == [("probe_wait",), ("status_wait",)]
    assert [state.final for state in machine.states] == [False, False, True]
