"""From facts and what a client has to what is wrong. Nothing here reads a file."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .facts import Facts, Mark, Use
from .known import REPLACEMENTS, Known
from .rules import RULES
from .surprises import SENDING, TAINTING_CALLS, TAINTING_WRITES

VARARG = frozenset({"Mixin", "CreateFromMixins", "CreateAndInitFromMixin", "securecallfunction"})
"""Declared with one parameter that stands for any number."""
_MEMBERS = ("SLASH_", "BINDING_", "SlashCmdList.", "StaticPopupDialogs.", "KEYBINDING_")
"""Beginnings of globals an addon is meant to make."""
_LIBRARIES = frozenset({"string", "table", "math", "coroutine", "bit"})
_NUMBERS = frozenset({"math.huge", "math.pi"})
"""Members of libraries that are no functions."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found on one client, before those of all clients and places are put together."""

    rule: str
    about: str
    file: str
    line: int
    column: int
    inside: str = ""
    words: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.rule, self.file, self.about, self.inside if RULES[self.rule].area == "secret" else ""


@dataclass
class Globals:
    """The globals of an addon: ``declared`` at file level, by its XML or TOC; ``written`` anywhere."""

    declared: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)


def globals_of(facts: Mapping[str, Facts], declared: frozenset[str] | set[str]) -> Globals:
    """What an addon's files define together. ``declared``: names its TOC and XML bring."""
    found = Globals(set(declared), set(declared))
    for each in facts.values():
        for use in each.uses:
            if use.kind == "write" and "." not in use.name:
                found.written.add(use.name)
                if not use.inside or use.explicit:
                    found.declared.add(use.name)
    return found


def check(file: str, facts: Facts, own: Globals, client: Known) -> Iterator[Hit]:
    """What is wrong in one file on one client."""
    for use in facts.uses:
        if not all(client.allows(word) for word in use.when):
            continue
        if use.kind == "event":
            if client.has_event(use.name) is False and not _sure(use, "event:"):
                yield _hit("event-missing", file, use)
        elif use.kind == "write":
            yield from _written(file, use, own, client)
        elif use.kind in ("call", "read", "alias", "probe"):
            yield from _used(file, use, own, client)
    for mark in facts.marks:
        if not mark.rule.startswith("secret-") or client.product.secrets:
            words = (*_secret(mark), ("value", mark.about if mark.about != mark.detail else "value"))
            yield Hit(mark.rule, mark.about, file, mark.line, mark.column, mark.inside, words)


def _secret(mark: Mark) -> Iterator[tuple[str, str]]:
    """What may be secret, and where it comes from: "`name`" and " (from `UnitName`)"."""
    event = " of " in mark.detail
    if mark.about == mark.detail:
        yield "what", f"The {mark.detail}" if event else f"What `{mark.detail}` gives"
        yield "detail", ""
    else:
        yield "what", f"`{mark.about}`"
        yield "detail", f" ({mark.detail})" if event else f" (from `{mark.detail}`)"


def _hit(rule: str, file: str, use: Use, about: str | None = None, **words: Any) -> Hit:
    told = tuple((key, str(value)) for key, value in words.items())
    return Hit(rule, about or use.name, file, use.line, use.column, use.inside, told)


def _sure(use: Use, kind: str) -> bool:
    return f"{kind}{use.name}" in use.when or f"{kind}*" in use.when


def _guarded(use: Use, client: Known) -> bool:
    """Whether a condition made sure of the name; of a table around it only counts where that may be missing."""
    for word in use.when:
        if word == use.name or word.startswith(f"{use.name}."):
            return True
        if use.name.startswith(f"{word}.") and client.has(word) is not True:
            return True
    return False


def _used(file: str, use: Use, own: Globals, client: Known) -> Iterator[Hit]:
    root = use.name.partition(".")[0]
    if root in own.written and root not in client.game and root not in client.functions:
        return
    if use.kind == "probe":
        return
    there = client.has(use.name)
    if there is None and root in _LIBRARIES and root in client.spaces and use.name.count(".") == 1:
        there = use.name in _NUMBERS
    if there is False and (use.kind != "alias" or root == "Enum") and not _guarded(use, client):
        rule = "enum-missing" if root == "Enum" else "function-missing"
        yield _hit(rule, file, use, instead=_instead(use.name))
    elif there is None and client.has(root) is None and not use.explicit and not _guarded(use, client):
        yield from _undefined(file, use, root, client)
    if use.name in client.shims and use.kind != "alias" and not _guarded(use, client) and not _fallback(use):
        yield _hit("shim-used", file, use, instead=_instead(use.name))
    if use.kind == "call":
        yield from _called(file, use, client)


def _fallback(use: Use) -> bool:
    """Whether the name is used only where its replacement is missing."""
    return f"without:{REPLACEMENTS.get(use.name, '')}" in use.when


def _instead(name: str) -> str:
    new = REPLACEMENTS.get(name)
    return f"Use `{new}`. " if new else ""


def _undefined(file: str, use: Use, root: str, client: Known) -> Iterator[Hit]:
    near = _misspelt(root, client)
    if root[0].islower() or near:
        yield _hit("global-undefined", file, use, about=root, near=f" Did you mean `{near}`?" if near else "")


def unknown(use: Use, own: Globals, client: Known) -> bool:
    """Whether nobody here can say if a global is there."""
    root = use.name.partition(".")[0]
    if use.kind not in ("call", "read") or root in own.written or use.explicit or _guarded(use, client):
        return False
    return client.has(use.name) is None and not (client.has(root) and "." in use.name)


def _misspelt(name: str, client: Known) -> str:
    """A name of the client so near that this one is a slip."""
    if len(name) < 6:
        return ""
    names = [
        each
        for each in sorted(client.functions | client.game)
        if each[0].lower() == name[0].lower() and abs(len(each) - len(name)) <= 1
    ]
    for each in names:
        if each.lower() == name.lower() or sorted(each) == sorted(name):
            return each
    # An s or a digit more is mostly another name: only what is very near counts.
    found = difflib.get_close_matches(name, names, n=1, cutoff=0.93)
    return found[0] if found and found[0].rstrip("s123456789") != name.rstrip("s123456789") else ""


def _called(file: str, use: Use, client: Known) -> Iterator[Hit]:
    signature = client.signatures.get(use.name)
    if signature is not None and signature.arguments is not None and use.name not in VARARG:
        given, names = use.arguments, signature.arguments
        least = max((at + 1 for at, each in enumerate(names) if not each.nilable), default=0)
        fixed = given - 1 if use.open_end else given
        told: dict[str, Any] = {"usage": signature.usage(use.name), "least": least, "most": len(names)}
        if given < least and not use.open_end:
            yield _hit("arguments-few", file, use, count=given, **told)
        elif fixed > len(names):
            yield _hit("arguments-many", file, use, count=given, **told)
    if use.name in SENDING and client.product.secrets:
        rule = {"ignored": "result-ignored", "tested": "result-truth"}.get(use.result)
        if rule:
            yield _hit(rule, file, use, enum=SENDING[use.name])
    if use.name in TAINTING_CALLS:
        yield _hit("taint-call", file, use, detail=TAINTING_CALLS[use.name])


def _written(file: str, use: Use, own: Globals, client: Known) -> Iterator[Hit]:
    name = use.name
    root, dot, _ = name.partition(".")
    if name.startswith(_MEMBERS) or name in _MEMBERS:
        return
    if name in client.functions or (not dot and (name in client.game or name in client.spaces)):
        yield _hit("taint-overwritten", file, use)
    elif dot and root in TAINTING_WRITES:
        yield _hit("taint-table", file, use)
    elif not dot and name not in own.declared and use.inside and not use.explicit:
        inside = "a function" if use.inside == "a function" else f"`{use.inside}`"
        yield _hit("global-leaked", file, use, inside=inside)
    elif not dot and not use.inside and not use.explicit and use.value != "function" and _common(name):
        yield _hit("global-common", file, use)


def _common(name: str) -> bool:
    return name.islower() or len(name) < 4
