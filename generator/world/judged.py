"""Holding verdicts against what was seen when old and new clients played."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.diff.compare import Comparison
from generator.diff.finding import Finding
from generator.diff.items import RACES
from generator.world.mixed import Conversation

_RACE = "timer-race-lost-by-"
_WAITING = {"new-to-old": "old", "old-to-new": "new"}


def contradictions(comparison: Comparison, conversations: Iterable[Conversation]) -> list[str]:
    """What was played against the verdicts of a comparison with witnesses, a sentence each; empty when both agree.

    A race that is called lost must have been seen lost, one that was seen lost must be called so, and when nothing is
    breaking, every conversation that works among old clients and among new ones works between them.
    """
    found = [problem for finding in comparison.findings for problem in _finding(finding, comparison)]
    if not comparison.count("breaking"):
        found += _conversations(list(conversations))
    return found


def _finding(finding: Finding, comparison: Comparison) -> Iterator[str]:
    seen = [witness for witness in finding.witnesses if witness.kind == "scenario"]
    if finding.level == "compatible":
        for witness in seen:
            # That a message is gone is compatible; what else keeps the two apart shows in the same conversation.
            if witness.conflict and finding.rule.area != "message":
                yield f"{finding.rule.id}, {finding.subject}: compatible, and was seen not to be: {witness.seen}"
    if finding.rule.id.startswith(_RACE) and seen:
        who = finding.rule.id.removeprefix(_RACE)
        if not any(witness.conflict for witness in seen if _WAITING.get(witness.direction) == who):
            yield f"{finding.rule.id}, {finding.subject}: breaking, and no scene shows it"
    elif finding.rule.area == "timer":
        name = finding.subject.removeprefix("timer ")
        for race in RACES:
            lost = any(each.rule.id.startswith(_RACE) and race.waiter in each.subject for each in comparison.findings)
            for witness in seen:
                if name in (race.waiter, race.answer) and witness.conflict and not lost:
                    yield f"{finding.rule.id}, {finding.subject}: not called breaking, and seen to be: {witness.seen}"


def _conversations(conversations: list[Conversation]) -> Iterator[str]:
    alike = ("all old", "all new")
    for each in conversations:
        among = [other.works for other in conversations if other.name == each.name and other.network in alike]
        if not each.works and all(among):
            yield f"nothing is breaking, and {each.name} does not work with {each.network}: {each.seen}"
