"""The made parts of docs/diff.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from .inputs import FORMS
from .items import RACES
from .rules import AREAS, LEVELS, RULES, WAIVERS

_DIRECTIONS = {"old-to-new": "old to new", "new-to-old": "new to old", "both": "both", "none": "-"}


def makers() -> Mapping[str, Callable[[], Iterable[str]]]:
    """What makes each block of the page."""
    return {"rules": _rules, "inputs": _inputs, "races": _races, "waivers": _waivers}


def _rules() -> Iterator[str]:
    for area in AREAS:
        yield f"### {area.capitalize()}"
        yield ""
        for rule in sorted((rule for rule in RULES.values() if rule.area == area), key=lambda r: LEVELS.index(r.level)):
            hurt = "" if rule.direction == "none" else f", {_DIRECTIONS[rule.direction]}"
            yield f'- <a id="{rule.id}"></a>`{rule.id}` ({rule.level}{hurt}; since {rule.since}).'
            yield f"  {rule.purpose} *{rule.advice}*"
        yield ""


def _inputs() -> Iterator[str]:
    yield "| Written | What it is |"
    yield "| --- | --- |"
    for text, words in FORMS:
        yield f"| `{text}` | {words} |"


def _races() -> Iterator[str]:
    yield "| Must last longer | than | because |"
    yield "| --- | --- | --- |"
    for race in RACES:
        yield f"| `{race.waiter}` | `{race.answer}` | {race.waits}; {race.doing} |"


def _waivers() -> Iterator[str]:
    yield "| Rule | Why its counterpart differs |"
    yield "| --- | --- |"
    for id, why in WAIVERS.items():
        yield f"| `{id}` | {why} |"
