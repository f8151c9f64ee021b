"""What makes a flow wrong: names of nothing, messages on media they do not travel on, whispers across sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .flow import Act, Flow, Send, Wait
from .place import Place

if TYPE_CHECKING:
    from .model import Medium, Message, Revision

PAGES = ("", "first", "middle", "last")
#: Where one party hears what is sent, whoever else is near.
_ONE = ("character", "friend", "neighbour")
#: What only the own side hears.
_OWN_SIDE = ("character", "side", "group")


def flow_mistakes(revision: Revision, flow: Flow) -> Iterator[tuple[Place, str]]:
    """Every mistake of a flow, with its place."""
    for why in _mistakes(revision, flow):
        yield flow.place, f"flow {flow.name!r}: {why}"


def _mistakes(revision: Revision, flow: Flow) -> Iterator[str]:
    if not flow.steps:
        yield "it has no steps"
    for name, count in Counter(party.name for party in flow.parties).items():
        if count > 1:
            yield f"{name!r} takes part {count} times"
    known = {party.name for party in flow.parties}
    for number, step in enumerate(flow.steps, 1):
        named = (step.sender, *step.to) if isinstance(step, Send) else (step.party,)
        strangers = [name for name in named if name not in known]
        for name in strangers:
            yield f"step {number}: {name!r} takes no part"
        found = _send(revision, flow, step, bool(strangers)) if isinstance(step, Send) else _bounds(revision, step)
        yield from (f"step {number}: {why}" for why in found)


def _bounds(revision: Revision, step: Wait | Act) -> Iterator[str]:
    if isinstance(step, Wait):
        if step.timer not in revision.timers:
            yield f"there is no timer {step.timer!r}"
        return
    if step.timer and step.timer not in revision.timers:
        yield f"there is no timer {step.timer!r}"
    if step.limit and step.limit not in revision.limits:
        yield f"there is no limit {step.limit!r}"


def _send(revision: Revision, flow: Flow, step: Send, strangers: bool) -> Iterator[str]:
    medium, message = revision.media.get(step.medium), revision.messages.get(step.message)
    if medium is None:
        yield f"there is no medium {step.medium!r}"
    if message is None:
        yield f"there is no message {step.message!r}"
    elif medium and step.medium not in message.media:
        yield f"{step.message} does not travel on {step.medium}"
    if medium and not strangers:
        yield from _reach(flow, step, medium)
    if step.page not in PAGES:
        yield f"a page is first, middle or last, not {step.page!r}"
    elif step.page and medium and not medium.framing:
        yield f"{step.medium} has no pages"
    yield from _carried(revision, step, message)


def _reach(flow: Flow, step: Send, medium: Medium) -> Iterator[str]:
    if not step.to or step.sender in step.to:
        yield "it goes to nobody, or to its sender"
    if medium.reach in _ONE and len(step.to) > 1:
        yield f"{step.medium} reaches one, not {len(step.to)}"
    side = flow.party(step.sender).side
    for name in step.to:
        if medium.reach in _OWN_SIDE and flow.party(name).side != side:
            yield f"{step.medium} does not reach {name!r} on the other side"


def _carried(revision: Revision, step: Send, message: Message | None) -> Iterator[str]:
    inner = message
    if step.carries:
        inner = revision.messages.get(step.carries)
        if inner is None:
            yield f"there is no message {step.carries!r} to carry"
        elif not any(revision.media[name].reach == "destination" for name in inner.media if name in revision.media):
            yield f"{step.carries} is never carried inside another message"
        if message and not any(part.name == "message" for part in message.fields):
            yield f"{step.message} carries nothing"
    for name, _ in step.given:
        if inner and not any(part.name == name for part in inner.fields):
            yield f"{inner.name} has no field {name!r}"
