"""The flows of the specification happen among real clients, each step after the one before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from flow_stages import STAGES, Stage
from scene import Scene

from generator.codec.readable import plain
from generator.spec.catalog import REVISIONS
from generator.spec.flow import Flow, Send
from generator.spec.model import Framing, Revision
from generator.world.decoding import MEDIA, Describer
from generator.world.trace import Record

SPOKEN = [revision for revision in REVISIONS.values() if revision.all(Flow)]
PLAYED = [
    pytest.param(revision.id, stage, id=f"{revision.id}-{stage.__name__}")
    for revision in SPOKEN
    for stage, flows in STAGES.items()
    if set(flows) & set(revision.all(Flow))
]


@dataclass
class Packet:
    """A send of the trace: its place in it, what it is, and the places at which others got it, by name."""

    place: int
    medium: str
    sender: str
    names: tuple[str, ...]
    page: str
    fields: dict[str, Any]
    heard: dict[str, int] = field(default_factory=dict)


def packets(revision: Revision, records: list[Record]) -> list[Packet]:
    """What was sent, and whether it was heard."""
    describer, found = Describer(), {}
    framing = next(iter(revision.all(Framing).values()))
    marks = {framing.whole: "", framing.first: "first", framing.middle: "middle", framing.last: "last"}
    marks |= {bytes((mark,)): "middle" for mark in framing.counted_middle}
    marks |= {bytes((mark,)): "last" for mark in framing.counted_last}
    for place, record in enumerate(records):
        described = describer.describe(record)
        if record.kind == "send" and described:
            inner = described.get("inner", {})
            names = [name for name in (described.get("message"), inner.get("message")) if name] or described["of"]
            found[record.packet] = Packet(
                place,
                MEDIA.get(record.medium, record.medium),
                record.sender.partition("-")[0],
                tuple(names),
                marks[record.text[1:2]],
                {**described.get("fields", {}), **inner.get("fields", {})},
            )
        elif record.kind == "deliver" and record.packet in found:
            found[record.packet].heard[record.receiver.partition("-")[0]] = place
    return list(found.values())


def fits(packet: Packet, step: Send) -> bool:
    """Whether a packet is what a step says; without a page it is the one that makes the message whole."""
    wanted = tuple(filter(None, (step.message, step.carries)))
    return (
        packet.sender == step.sender
        and packet.medium == step.medium
        and packet.names[: len(wanted)] == wanted
        and (packet.page == step.page if step.page else packet.page in ("", "last"))
        and all(packet.fields.get(name) == plain(value) for name, value in step.given)
        and all(name in packet.heard for name in step.to)
    )


def routed(sent: list[Packet], step: Send, after: int) -> tuple[int, int] | None:
    """Where a routed message set out and where it arrived, whatever carried it."""
    start = end = None
    for packet in sent:
        if packet.place <= after or packet.names[1:] != (step.message,) or packet.page not in ("", "last"):
            continue
        if any(packet.fields.get(name) != plain(value) for name, value in step.given):
            continue
        if start is None and packet.sender == step.sender:
            start = packet.place
        if start is not None and step.to[0] in packet.heard:
            end = packet.heard[step.to[0]]
            return start, end
    return None


def first_missing(flow: Flow, sent: list[Packet]) -> Send | None:
    """The first step that did not happen after those before it; one that answers another comes after hearing it."""
    after = -1
    heard: dict[str, int] = {}
    for step in flow.sends:
        since = max(after, -1 if step.page else heard.get(step.sender, -1))
        if step.medium == "ROUTED":
            found = routed(sent, step, since)
            if found is None:
                return step
            after, heard[step.to[0]] = found
            continue
        packet = next((packet for packet in sent if packet.place > since and fits(packet, step)), None)
        if packet is None:
            return step
        after = packet.place
        heard |= {name: packet.heard[name] for name in step.to}
    return None


@pytest.mark.parametrize(("revision_id", "stage"), PLAYED)
def test_flows_happen(scene: Callable[..., Scene], revision_id: str, stage: Callable[[Stage], None]) -> None:
    made = scene(revision_id)
    stage(Stage(made))
    sent = packets(made.revision, list(made.world.trace))
    flows = [flow for name, flow in made.revision.all(Flow).items() if name in STAGES[stage]]
    assert {flow.name: first_missing(flow, sent) for flow in flows} == {flow.name: None for flow in flows}


def test_every_flow_has_a_stage_and_no_stage_is_left_over() -> None:
    told = [name for flows in STAGES.values() for name in flows]
    assert sorted(told) == sorted({name for revision in SPOKEN for name in revision.all(Flow)})


@pytest.mark.parametrize("revision", SPOKEN, ids=lambda each: each.id)
def test_every_message_is_in_a_flow_on_every_medium_it_travels_on(revision: Revision) -> None:
    sends = [step for flow in revision.all(Flow).values() for step in flow.sends]
    shown = {(step.message, step.medium) for step in sends} | {(step.carries, "ROUTED") for step in sends}
    missing = [
        f"{message.name} on {medium}"
        for message in revision.messages.values()
        for medium in message.media
        if (message.name, medium) not in shown
    ]
    assert missing == [], "put a step with it into a flow of generator/spec/crossrp"
