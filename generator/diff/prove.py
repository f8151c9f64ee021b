"""Holding verdicts against what the codecs do on many generated messages."""

from __future__ import annotations

from collections.abc import Iterator

from ..codec.readable import readable
from ..spec.model import Message, Revision
from .compare import Comparison
from .finding import Finding
from .witness import directions, heard_all

_OF_BYTES = ("message", "field", "type", "grammar")
_SHOWN = 120


def contradictions(old: Revision, new: Revision, comparison: Comparison, count: int, seed: str = "prove") -> list[str]:
    """What the codecs say against the verdicts, a sentence each; empty when both agree.

    ``count`` messages are made in all, half of them by each side: a message without a breaking finding must be read
    as it was meant every time, one with a breaking finding must not be once. Every breaking finding about bytes must
    have a witness for each direction it speaks of.
    """
    found = [problem for finding in comparison.findings if (problem := _without_witness(finding))]
    for direction, writer, reader in (("old-to-new", old, new), ("new-to-old", new, old)):
        both = [name for name in writer.messages if name in reader.messages]
        for name in both:
            found += _message(writer, reader, name, direction, comparison, max(1, count // 2 // len(both)), seed)
    return found


def _without_witness(finding: Finding) -> str:
    if finding.level != "breaking" or finding.rule.area not in _OF_BYTES or finding.rule.kind == "addon":
        return ""
    if finding.rule.id == "message-added-reserved":
        return ""
    seen = {witness.direction for witness in finding.witnesses if witness.kind != "check"}
    missing = [direction for direction in directions(finding) if direction not in seen]
    if not missing:
        return ""
    return f"{finding.rule.id}, {finding.subject}: breaking, and no message shows it ({', '.join(missing)})"


def _message(
    writer: Revision, reader: Revision, name: str, direction: str, comparison: Comparison, count: int, seed: str
) -> Iterator[str]:
    if any(finding.rule.id.startswith("grammar-size-") for finding in comparison.findings):
        # Then how a message fares depends on its length.
        return
    first, second = (writer, reader) if direction == "old-to-new" else (reader, writer)
    broken = [finding for finding in comparison.findings if _breaks(finding, name, direction)]
    media = _media(first.messages[name], second.messages[name])
    for medium in media:
        troubles = 0
        for heard in heard_all(writer, reader, name, count=max(1, count // len(media)), seed=seed, medium=medium):
            troubles += bool(heard.trouble)
            if heard.trouble and not broken:
                text = readable(heard.data[:_SHOWN])
                yield f"{name}, {direction}: nothing breaking was found, and the reader {heard.trouble}: {text}"
                return
        if broken and not troubles:
            rules = ", ".join(finding.rule.id for finding in broken)
            yield f"{name}, {direction}: {rules} is breaking, and {count} messages were read as they were meant"


def _media(old: Message, new: Message) -> list[str | None]:
    return [medium for medium in old.media if medium in new.media] or [None]


def _breaks(finding: Finding, name: str, direction: str) -> bool:
    """Whether the finding says that such messages are not understood, on the media that both have."""
    if finding.level != "breaking" or direction not in directions(finding):
        return False
    if finding.rule.area == "grammar":
        return "tags" not in finding.rule.id and "size" not in finding.rule.id
    subject = finding.subject.removeprefix("message ").partition(",")[0]
    return finding.subject.startswith("message ") and subject == name and ", medium " not in finding.subject
