"""For every rule a pair of revisions that triggers it, and one that comes close and does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from generator.diff.rules import RULES
from generator.spec.bytesets import ALNUM, DIGITS, byteset
from generator.spec.catalog import REVISIONS
from generator.spec.model import Field, Message, Owned, Reserved, Revision, Step, src
from generator.spec.types import AnyOf, Choice, Flag, Lit, Number, Run, Shape, Struct, Text

BASE = REVISIONS["alliance-2"]
CITRUS = REVISIONS["citrus"]
SOURCE = src("C14")

WORD = Shape("word", (Run(ALNUM, 1, 6),), high=6)
LEVEL = Number("level", ((1, 50),))
SIDE = Choice("side", ((b"A", b"A"), (b"H", b"H")))
TEXT = Text("text", byteset("a-z "), 1, 40)
PING = Message(
    name="PING",
    command="PING",
    media=("WHISPER", "BNET"),
    fields=(Field("word", WORD), Field("level", LEVEL), Field("side", SIDE), Field("rest", TEXT, optional=True)),
    source=SOURCE,
)


def of(base: Revision, *items: Any, **changes: Any) -> Revision:
    """A revision with these items instead of all of its own."""
    return replace(base, own=items, parent=None, dropped=(), **changes)


def plus(*items: Any, base: Revision = BASE) -> Revision:
    return of(base, *base.items, *items)


def minus(kind: str, key: str, base: Revision = BASE) -> Revision:
    return of(base, *(item for item in base.items if (item.kind, item.key) != (kind, key)))


def swap(kind: str, key: str, of_base: Revision = BASE, **changes: Any) -> Revision:
    items = [replace(item, **changes) if (item.kind, item.key) == (kind, key) else item for item in of_base.items]  # type: ignore[type-var]
    assert items != list(of_base.items)
    return of(of_base, *items)


def ping(**changes: Any) -> Revision:
    return of(BASE, replace(PING, **changes))


def fields(*items: Field) -> Revision:
    return ping(fields=items)


def typed(kind: Any) -> Revision:
    return fields(Field("word", kind))


def grammar(base: Revision = BASE, **changes: Any) -> Revision:
    return replace(base, grammar=replace(base.grammar, **changes))


W, L, S, T = PING.fields
STARTUP = next(item for item in BASE.items if item.kind == "procedure").steps  # type: ignore[union-attr]
TAGS = Struct("tags", (Lit(b"@"), ("set", Flag(b"x"))))
RULED = (W, Field("rest", Text("text", ALNUM, 6, 40)))
OWNED = Owned("word", "rest")

Pair = tuple[Revision, Revision]

PAIRS: dict[str, Pair] = {
    "message-added": (BASE, plus(PING)),
    "message-removed": (plus(PING), BASE),
    "message-removed-reserved": (plus(PING), plus(Reserved(name="PING", source=SOURCE))),
    "message-added-reserved": (plus(Reserved(name="PING", source=SOURCE)), plus(PING)),
    "message-command-changed": (ping(), ping(command="PONG")),
    "message-rule-added": (
        ping(fields=RULED),
        ping(fields=RULED, rules=(OWNED,)),
    ),
    "message-medium-added": (ping(media=("BNET",)), ping()),
    "message-medium-removed": (ping(), ping(media=("BNET",))),
    "field-added": (fields(W, S), fields(W, L, S)),
    "field-removed": (fields(W, L, S), fields(W, S)),
    "field-added-optional": (fields(W, L), fields(W, L, replace(S, optional=True))),
    "field-removed-optional": (fields(W, L, replace(S, optional=True)), fields(W, L)),
    "field-made-optional": (fields(W, L), fields(W, replace(L, optional=True))),
    "field-made-required": (fields(W, replace(L, optional=True)), fields(W, L)),
    "fields-reordered": (fields(W, L, S), fields(W, S, L)),
    "field-renamed": (fields(W, L), fields(W, replace(L, name="rank"))),
    "type-generalized": (typed(LEVEL), typed(Number("level", ((0, 99),)))),
    "type-specialized": (typed(WORD), typed(Shape("word", (Run(DIGITS, 1, 6),), high=6))),
    "type-changed": (typed(SIDE), typed(Choice("side", ((b"1", b"A"), (b"2", b"H"))))),
    "type-undecided": (typed(WORD), typed(AnyOf("word", (WORD,)))),
    "type-reworded": (typed(WORD), typed(replace(WORD, name="name", note="what it is called"))),
    "medium-size-increased": (BASE, swap("medium", "BNET", max_bytes=4078)),
    "medium-size-decreased": (BASE, swap("medium", "BNET", max_bytes=200)),
    "medium-alphabet-widened": (BASE, swap("medium", "BNET", alphabet="bytes")),
    "medium-alphabet-narrowed": (BASE, swap("medium", "WHISPER", alphabet="utf8")),
    "medium-framing-changed": (BASE, swap("medium", "WHISPER", framing="BNET")),
    "medium-reach-changed": (BASE, swap("medium", "RAID", reach="side")),
    "prefix-changed": (BASE, swap("constant", "prefix", text="CRP3")),
    "framing-version-changed": (BASE, swap("framing", "pages", version=b"2")),
    "framing-mark-changed": (BASE, swap("framing", "pages", first=b"(")),
    "framing-counting-added": (swap("framing", "pages", counted_middle=b"", counted_last=b""), BASE),
    "framing-counting-removed": (BASE, swap("framing", "pages", counted_middle=b"", counted_last=b"")),
    "framing-number-changed": (BASE, swap("framing", "pages", base=100, offset=20)),
    "layout-head-changed": (BASE, swap("layout", "ADDON", number_bytes=2, page=249)),
    "layout-size-increased": (swap("layout", "ADDON", page=200), BASE),
    "layout-size-decreased": (BASE, swap("layout", "ADDON", page=200)),
    "limit-increased": (BASE, swap("limit", "tries", value=9)),
    "limit-decreased": (BASE, swap("limit", "tries", value=2)),
    "timer-increased": (BASE, swap("timer", "status_wait", seconds=4.0)),
    "timer-decreased": (BASE, swap("timer", "status_wait", seconds=2.0)),
    "timer-race-lost-by-old": (BASE, swap("timer", "answer_spread", seconds=3.5)),
    "timer-race-lost-by-new": (BASE, swap("timer", "status_wait", seconds=1.0)),
    "step-added": (BASE, swap("procedure", "startup", steps=(*STARTUP, Step(action="wait", timer="retry")))),
    "step-removed": (BASE, swap("procedure", "startup", steps=STARTUP[:-1])),
    "step-changed": (
        BASE,
        swap("procedure", "startup", steps=tuple(replace(s, request=False) if s.request else s for s in STARTUP)),
    ),
    "steps-reordered": (BASE, swap("procedure", "startup", steps=(*STARTUP[1:], STARTUP[0]))),
    "grammar-separator-changed": (ping(), grammar(ping(), separator=b"\t")),
    "grammar-source-moved": (ping(), grammar(ping(), source_first=True)),
    "grammar-line-end-changed": (BASE, grammar(line_end=b"\r\n")),
    "grammar-tags-added": (ping(), grammar(ping(), tags=TAGS)),
    "grammar-tags-removed": (grammar(ping(), tags=TAGS), ping()),
    "grammar-tags-changed": (
        grammar(ping(), tags=TAGS),
        grammar(ping(), tags=Struct("tags", (Lit(b"@"), ("count", LEVEL)))),
    ),
    "grammar-size-increased": (grammar(ping(), message_bytes=30), ping()),
    "grammar-size-decreased": (ping(), grammar(ping(), message_bytes=30)),
}
PAIRS["message-rule-removed"] = PAIRS["message-rule-added"][::-1]


def _whole(kind: str) -> None:
    """The pairs of a kind that is compared as a whole."""
    base = CITRUS if kind == "status" else plus(Reserved(name="OLD", source=SOURCE)) if kind == "reserved" else BASE
    item = next(item for item in base.items if item.kind == kind and item.key != "prefix")
    less = minus(kind, item.key, base)
    PAIRS[f"{kind}-added"] = (less, base)
    PAIRS[f"{kind}-removed"] = (base, less)
    if f"{kind}-changed" in RULES:
        PAIRS[f"{kind}-changed"] = (base, swap(kind, item.key, base, **CHANGES[kind](item)))


CHANGES: dict[str, Callable[[Any], dict[str, Any]]] = {
    "behaviour": lambda _: {"text": "It is done in another way."},
    "flow": lambda item: {"steps": item.steps[:-1]},
    "machine": lambda item: {"moves": item.moves[:-1]},
    "constant": lambda _: {"text": "other"},
    "result": lambda _: {"action": "retry"},
    "budget": lambda item: {"rate": item.rate + 1},
    "quota": lambda item: {"burst": item.burst + 1},
    "realm": lambda item: {"realm_id": item.realm_id + 1},
    "part": lambda item: {"touched_by": item.touched_by[:-1]},
    "status": lambda item: {"high": item.high + 1},
}

for _kind in dict.fromkeys(id.rsplit("-", 1)[0] for id in RULES if RULES[id].kind.endswith((" existence", " text"))):
    _whole(_kind)


def near(id: str) -> Pair:
    """A pair that comes close to what a rule is about and must not trigger it: the other way round, or a new note."""
    old, new = PAIRS[id]
    if RULES[id].action in ("change",):
        return old, of(old, *(replace(item, note="said in other words") for item in old.items))
    return new, old
