"""Comparing what is no message: media, framing, limits, durations, procedures and what is said in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from ..spec.item_words import item_words
from ..spec.model import (
    Constant,
    Framing,
    Item,
    Layout,
    Limit,
    Medium,
    Message,
    Procedure,
    Revision,
    Step,
    Timer,
)
from ..spec.story_words import step_words
from .finding import Finding
from .rules import RULES

_ABOUT = frozenset(("source", "note", "place", "title"))
_CALLED = {
    "result": "result of a sending call",
    "constant": "agreed text",
    "part": "part of a profile",
    "realm": "realm's short number",
    "machine": "state machine",
    "status": "status level",
    "budget": "byte budget",
    "reserved": "reserved command",
    "timer": "duration",
}
# Alphabets of media, from the narrowest to the widest.
_WIDTH = {"printable": 0, "utf8": 1, "bytes": 2}


@dataclass(frozen=True, slots=True)
class Race:
    """``waiter`` gives up after its duration; what it waits for comes within ``answer`` of ``doing``."""

    waiter: str
    answer: str
    waits: str
    doing: str


RACES = (
    Race("status_wait", "answer_spread", "a newcomer waits for the status of bridges", "a bridge answers a newcomer"),
    Race("node_life", "status_period", "a silent bridge or link is kept", "a bridge tells its status again"),
    Race(
        "request_cooldown",
        "send_cooldown",
        "a reader waits for a profile part",
        "its owner answers the next request for it",
    ),
    Race("raid_life", "raid_refresh", "the link of two raids outlasts silence", "their leaders tell each other again"),
)
"""Durations of one client that must outlast those of another."""


def compare_items(old: Revision, new: Revision) -> Iterator[Finding]:
    """What differs between the items of two revisions, messages aside."""
    before = {(item.kind, item.key): item for item in old.items if not isinstance(item, Message)}
    after = {(item.kind, item.key): item for item in new.items if not isinstance(item, Message)}
    for key in dict.fromkeys((*before, *after)):
        first, second = before.get(key), after.get(key)
        if first is None and second is not None:
            yield _whole("added", second, None, second)
        elif second is None and first is not None:
            yield _whole("removed", first, first, None)
        elif first is not None and second is not None:
            yield from _pair(first, second)
    yield from _races(old, new)


def called(item: Item) -> str:
    """What people call an item: its kind and name."""
    return f"{_CALLED.get(item.kind, item.kind)} {item.key}"


def _whole(what: str, item: Item, old: Item | None, new: Item | None) -> Finding:
    words = item_words(item).rstrip(".")
    text = f"The {called(item)} is {'new' if what == 'added' else 'gone'}: {words}."
    places = (old.place if old else None, new.place if new else None)
    return Finding(RULES[f"{item.kind}-{what}"], f"{item.kind} {item.key}", text, *places, detail=words)


def _pair(old: Item, new: Item) -> Iterator[Finding]:
    match old, new:
        case Medium(), Medium():
            yield from _medium(old, new)
        case Framing(), Framing():
            yield from _framing(old, new)
        case Layout(), Layout():
            yield from _layout(old, new)
        case Limit(), Limit():
            yield from _number("limit", old, new, old.value, new.value, f" {new.unit}")
        case Timer(), Timer():
            yield from _number("timer", old, new, old.seconds, new.seconds, " s")
        case Procedure(), Procedure():
            yield from _procedure(old, new)
        case Constant(name="prefix"), Constant():
            if old.text != new.text:
                text = f"Packets carry the prefix {new.text!r}; it was {old.text!r}, so the game keeps the two apart."
                yield _said("prefix-changed", old, new, text, f"{old.text} {new.text}")
        case _:
            yield from _words(old, new)


def _said(rule: str, old: Item, new: Item, text: str, detail: str) -> Finding:
    return Finding(RULES[rule], f"{new.kind} {new.key}", text, old.place, new.place, detail)


def _words(old: Item, new: Item) -> Iterator[Finding]:
    """Items that are compared as a whole: what they say, less what they say about themselves."""
    if all(getattr(old, part.name) == getattr(new, part.name) for part in fields(old) if part.name not in _ABOUT):
        return
    was, now = item_words(old).rstrip("."), item_words(new).rstrip(".")
    if f"{new.kind}-changed" not in RULES:
        return
    text = f"The {called(new)} is another one{_differs(was, now)}."
    yield _said(f"{new.kind}-changed", old, new, text, f"{was} {now}")


def _differs(was: str, now: str) -> str:
    """Long texts are told by the parts that came and went."""
    before, after = was.split("; "), now.split("; ")
    if len(before) == len(after) == 1:
        return f": {now}; it was: {was}"
    came = [part for part in after if part not in before]
    went = [part for part in before if part not in after]
    words = [f"{name}: {'; '.join(parts)}" for name, parts in (("New", came), ("Gone", went)) if parts]
    return f". {'. '.join(words)}" if words else ", in another order"


def _number(kind: str, old: Item, new: Item, was: float, now: float, unit: str) -> Iterator[Finding]:
    if was == now:
        return
    what = "increased" if now > was else "decreased"
    text = f"The {called(new)} is {now:g}{unit}; it was {was:g}{unit}."
    if new.note:
        text += f" It is {new.note}." if kind == "limit" else f" It tells: {new.note}."
    yield _said(f"{kind}-{what}", old, new, text, f"{was:g} {now:g}")


def _medium(old: Medium, new: Medium) -> Iterator[Finding]:
    yield from _size("medium-size", old, new, "max_bytes", "bytes to a packet")
    if old.alphabet != new.alphabet:
        what = "widened" if _WIDTH[new.alphabet] > _WIDTH[old.alphabet] else "narrowed"
        text = f"The medium {new.name} carries {new.alphabet}; it was {old.alphabet}."
        yield _said(f"medium-alphabet-{what}", old, new, text, f"{old.alphabet} {new.alphabet}")
    if old.framing != new.framing:
        text = f"Packets on {new.name} are laid out as {new.framing or 'whole messages'}"
        text += f"; it was {old.framing or 'whole messages'}."
        yield _said("medium-framing-changed", old, new, text, f"{old.framing} {new.framing}")
    if old.reach != new.reach:
        text = f"Who hears {new.name}: {new.reach}; it was {old.reach}."
        yield _said("medium-reach-changed", old, new, text, f"{old.reach} {new.reach}")


def _size(rule: str, old: Item, new: Item, name: str, words: str) -> Iterator[Finding]:
    was, now = getattr(old, name), getattr(new, name)
    if was != now:
        text = f"The {called(new)} has {now} {words}; it had {was}."
        yield _said(f"{rule}-{'increased' if now > was else 'decreased'}", old, new, text, f"{name} {was} {now}")


def _framing(old: Framing, new: Framing) -> Iterator[Finding]:
    if old.version != new.version:
        text = f"Packets begin with the version {new.version.decode()}; it was {old.version.decode()}."
        yield _said("framing-version-changed", old, new, text, f"{old.version!r} {new.version!r}")
    for mark in ("whole", "first", "middle", "last"):
        was, now = getattr(old, mark), getattr(new, mark)
        if was != now:
            text = f"The mark of a {_MARKS[mark]} is {now.decode()}; it was {was.decode()}."
            yield _said("framing-mark-changed", old, new, text, f"{mark} {was!r} {now!r}")
    was_counting, counting = old.counted_middle + old.counted_last, new.counted_middle + new.counted_last
    if counting != was_counting:
        if counting:
            yield _counting("added", old, new)
        if was_counting:
            yield _counting("removed", old, new)
    if (old.base, old.offset) != (new.base, new.offset):
        text = f"Numbers are written in base {new.base} plus {new.offset}; it was base {old.base} plus {old.offset}."
        yield _said("framing-number-changed", old, new, text, f"{old.base} {old.offset} {new.base} {new.offset}")


_MARKS = {"whole": "whole message", "first": "first page", "middle": "middle page", "last": "last page"}


def _counting(what: str, old: Framing, new: Framing) -> Finding:
    marks = new if what == "added" else old
    words = f"{marks.counted_middle.decode()}, on the last page {marks.counted_last.decode()}"
    text = f"Pages {'count' if what == 'added' else 'no longer count'} in their marks ({words})."
    return _said(f"framing-counting-{what}", old, new, text, words)


def _layout(old: Layout, new: Layout) -> Iterator[Finding]:
    if (old.slot_bytes, old.number_bytes) != (new.slot_bytes, new.number_bytes):
        text = f"Pages of {new.name} have {new.slot_bytes} bytes of slot and {new.number_bytes} of page number"
        text += f"; it was {old.slot_bytes} and {old.number_bytes}."
        yield _said("layout-head-changed", old, new, text, f"{old.slot_bytes} {old.number_bytes}")
    yield from _size("layout-size", old, new, "packet", "bytes to a packet")
    yield from _size("layout-size", old, new, "whole", "bytes of a whole message in a packet")
    yield from _size("layout-size", old, new, "page", "bytes of a message on a page")


def _procedure(old: Procedure, new: Procedure) -> Iterator[Finding]:
    was = {_step_name(step): step for step in old.steps}
    now = {_step_name(step): step for step in new.steps}
    for name in dict.fromkeys((*was, *now)):
        if name not in now:
            text = f"The procedure {new.name} no longer has the step: {step_words(was[name])}."
            yield _said("step-removed", old, new, text, name)
        elif name not in was:
            text = f"The procedure {new.name} has a step more: {step_words(now[name])}."
            yield _said("step-added", old, new, text, name)
        elif replace(was[name], note="") != replace(now[name], note=""):
            text = f"A step of {new.name} is: {step_words(now[name])}; it was: {step_words(was[name])}."
            yield _said("step-changed", old, new, text, f"{name} {step_words(was[name])} {step_words(now[name])}")
    kept, order = [name for name in was if name in now], [name for name in now if name in was]
    if kept != order:
        text = f"The steps of {new.name} come in the order {', '.join(order)}; it was {', '.join(kept)}."
        yield _said("steps-reordered", old, new, text, f"{kept} {order}")


def _step_name(step: Step) -> str:
    if step.action == "wait":
        return f"wait for {step.timer}"
    return f"{step.action} {step.number}" if step.number else step.action


def _races(old: Revision, new: Revision) -> Iterator[Finding]:
    for race in RACES:
        first, second = old.timers.get(race.waiter), old.timers.get(race.answer)
        # What was lost before the change is not lost by it.
        if first is None or second is None or second.seconds >= first.seconds:
            continue
        for waiter, other, who in ((old, new, "old"), (new, old, "new")):
            wait, answer = waiter.timers.get(race.waiter), other.timers.get(race.answer)
            if wait is None or answer is None or answer.seconds < wait.seconds:
                continue
            rule, theirs = RULES[f"timer-race-lost-by-{who}"], "new" if who == "old" else "old"
            text = f"In {'an old' if who == 'old' else 'a new'} client {race.waits} for {wait.seconds:g} s; "
            text += f"with the {theirs} revision {race.doing} after up to {answer.seconds:g} s."
            places = (wait.place, answer.place) if who == "old" else (answer.place, wait.place)
            subject = f"timer {race.waiter}, against {race.answer}"
            yield Finding(rule, subject, text, *places, detail=f"{wait.seconds:g} {answer.seconds:g}")
