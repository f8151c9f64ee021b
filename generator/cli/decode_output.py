"""What `crossrp decode` prints for a message, a page and a problem."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.codec import Decoded
from generator.codec.capture import CAPTURE_WHY, Problem, Result, Waiting
from generator.codec.readable import plain, value_words
from generator.codec.tokens import Value
from generator.spec.model import Revision

from .console import bad

SECRET = b"(secret)"


def text_lines(revision: Revision, result: Result) -> Iterator[str]:
    """A result for people."""
    if isinstance(result, Problem):
        yield f"{result.line}: {bad('error')}: {result}"
    elif isinstance(result, Waiting):
        page = result.page
        of = f" of {page.total}" if page.total else ""
        yield f"{result.line}: page {page.number}{of}, slot {page.slot}"
    else:
        pages = f", {result.pages} pages from line {result.began}" if result.pages else ""
        yield f"{result.line}: {_title(revision, result.decoded)}{pages}"
        yield from _fields(revision, result.decoded, 4)
        if result.inner is not None:
            yield f"    carries {_title(revision, result.inner)}"
            yield from _fields(revision, result.inner, 8)


def _title(revision: Revision, decoded: Decoded) -> str:
    return f"{decoded.name}, {revision.messages[decoded.name].title}"


def _values(revision: Revision, decoded: Decoded) -> dict[str, Value]:
    """The values, but for those that are never shown."""
    secret = {item.name for item in revision.messages[decoded.name].fields if item.secret}
    return {name: SECRET if name in secret else value for name, value in decoded.values.items()}


def _fields(revision: Revision, decoded: Decoded, indent: int) -> Iterator[str]:
    rows = [(name, value_words(value)) for name, value in _values(revision, decoded).items()]
    rows += [(f"@{name}", value_words(value)) for name, value in decoded.tags.items()]
    width = max((len(name) for name, _ in rows), default=0)
    for name, value in rows:
        yield f"{' ' * indent}{name.ljust(width)}  {value}"
    if decoded.deviation:
        yield f"{' ' * indent}note: {decoded.deviation} is understood, but no sender should write it"


def json_line(revision: Revision, result: Result) -> str:
    """A result as one line of JSON."""
    return json.dumps(_record(revision, result))


def _record(revision: Revision, result: Result) -> dict[str, Any]:
    if isinstance(result, Problem):
        error = {"message": result.message, "field": result.field, "why": result.why, "text": CAPTURE_WHY[result.why]}
        return {"line": result.line, "error": {**error, "detail": result.detail}}
    if isinstance(result, Waiting):
        page = result.page
        return {"line": result.line, "page": {"slot": page.slot, "number": page.number, "total": page.total or None}}
    record = {"line": result.line, "revision": revision.id, **_message(revision, result.decoded)}
    if result.medium:
        record["medium"] = result.medium
    if result.pages:
        record.update(pages=result.pages, began=result.began)
    if result.inner is not None:
        record["inner"] = _message(revision, result.inner)
    return record


def _message(revision: Revision, decoded: Decoded) -> dict[str, Any]:
    record: dict[str, Any] = {"message": decoded.name, "fields": plain(_values(revision, decoded))}
    if decoded.tags:
        record["tags"] = plain(decoded.tags)
    if decoded.deviation:
        record["deviation"] = decoded.deviation
    return record
