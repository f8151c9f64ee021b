"""An addon against the clients it is for: one report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.client.signatures import Parameter
from generator.findings.record import Finding, Report, Spot, fingerprint

from . import checks
from .addon import Addon
from .checks import Globals, Hit, check, globals_of
from .facts import Facts, Mark, Use
from .known import Known
from .rules import RULES, TITLES

_WORDS_FOR_ANYTHING = frozenset({"any", "unknown", "tostring", "function", "userdata", "table"})
"""Types some sources know more closely than others."""
_MOST_UNKNOWN = 40
"""Unknown names told of in a note; the machine-readable form has all."""


@dataclass(frozen=True)
class Read:
    """An addon and the facts of its files; ``root`` stands before the names of files in findings."""

    addon: Addon
    facts: Mapping[str, Facts]
    root: str

    @property
    def own(self) -> Globals:
        return globals_of(self.facts, self.addon.declared | self.addon.frames)


def gathered(addon: Addon, read: Iterable[tuple[str, Facts]], root: str) -> Read:
    """Put the facts of an addon's scripts together by file, with what its XML names."""
    found: dict[str, Facts] = {name: Facts() for name in addon.scripts}
    for name, facts in read:
        into = found[name]
        into.lines += facts.lines
        into.uses += facts.uses
        into.marks += facts.marks
        into.faults += facts.faults
    for name, line, word in addon.handlers:
        found[name].uses.append(Use(word, "read", line, 1))
    return Read(addon, found, root)


def audit(read: Read, clients: list[Known]) -> Report:
    """What is wrong with the addon on these clients."""
    found = _findings(read, clients)
    return Report(
        tool="audit",
        subject=f"{read.addon.name} on {', '.join(client.title for client in clients)}",
        findings=found,
        titles=TITLES,
        clean="Nothing found.",
        notes=_notes(read, clients),
        extra={"uses": uses(read, clients), "unknown": sorted(_unknown(read, clients))},
    )


def patch_day(read: Read, old: Known, new: Known) -> Report:
    """What ``new`` breaks that worked on ``old``, and what of what the addon uses has changed."""
    before = {hit.key for hit in _hits(read, [old])}
    found = [each for each in _findings(read, [new]) if (each.id, *_place(each)) not in _places(before, read)]
    found += [_finding(read, hits, [new]) for hits in _by_key(_changes(read, old, new)).values()]
    return Report(
        tool="audit",
        subject=f"{read.addon.name} from {old.title} to {new.title}",
        findings=tuple(sorted(found, key=lambda each: each.order)),
        titles=TITLES,
        clean="The newer client breaks nothing that worked on the older one, as far as this can see.",
        notes=_notes(read, [old, new]),
        extra={"uses": uses(read, [new]), "unknown": sorted(_unknown(read, [new]))},
    )


def _place(finding: Finding) -> tuple[str]:
    return (finding.fingerprint,)


def _places(keys: set[tuple[str, str, str, str]], read: Read) -> set[tuple[str, str]]:
    return {(key[0], _fingerprint(read, key)) for key in keys}


def _fingerprint(read: Read, key: tuple[str, str, str, str]) -> str:
    return fingerprint(read.addon.name, *key)


def _hits(read: Read, clients: list[Known]) -> list[Hit]:
    found = [
        Hit("file-missing" if "no such file" in why else "file-refused", why, file, line, column, words=(("why", why),))
        for file, line, column, why in read.addon.problems
    ]
    for file, facts in read.facts.items():
        for line, column, why in facts.faults:
            rule = "file-refused" if why.startswith("Lua 5.1") else "file-unread"
            found.append(Hit(rule, why, file, line, column, words=(("why", why),)))
    own = read.own
    for client in clients:
        for file in dict.fromkeys(read.addon.loaded.get(client.product.key, read.facts)):
            found += [_on(hit, client) for hit in check(file, read.facts[file], own, client)]
    return found


def _on(hit: Hit, client: Known) -> Hit:
    words = (*hit.words, ("products", client.title))
    return Hit(hit.rule, hit.about, hit.file, hit.line, hit.column, hit.inside, words)


def _by_key(hits: Iterable[Hit]) -> dict[tuple[str, str, str, str], list[Hit]]:
    grouped: dict[tuple[str, str, str, str], list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(hit.key, []).append(hit)
    return grouped


def _findings(read: Read, clients: list[Known]) -> tuple[Finding, ...]:
    grouped = _by_key(_hits(read, clients))
    return tuple(sorted((_finding(read, hits, clients) for hits in grouped.values()), key=lambda each: each.order))


def _finding(read: Read, hits: list[Hit], clients: list[Known]) -> Finding:
    first = min(hits, key=lambda hit: (hit.line, hit.column))
    rule = RULES[first.rule]
    titles = [client.title for client in clients]
    on = {value for hit in hits for key, value in hit.words if key == "products"}
    words = {"about": first.about, "instead": "", **dict(first.words)}
    words["products"] = ", ".join(title for title in titles if title in on)
    spots = sorted({Spot(f"{read.root}{hit.file}", hit.line, hit.column) for hit in hits})
    return Finding(
        id=rule.id,
        level=rule.level,
        area=rule.area,
        message=rule.sentence.format_map(words),
        advice=rule.advice.format_map(words),
        fingerprint=_fingerprint(read, first.key),
        new=spots[0],
        also=tuple(spots[1:]),
    )


def _changes(read: Read, old: Known, new: Known) -> Iterable[Hit]:
    """What both clients have of what the addon uses, and declare so that old code may not be right any more."""
    for file, facts in read.facts.items():
        for use in facts.uses:
            if use.kind in ("call", "read"):
                yield from _changed_use(file, use, old, new)
            elif use.kind == "event":
                before, after = old.payloads.get(use.name), new.payloads.get(use.name)
                if before is not None and after is not None and not _gives(before, after):
                    yield _change("payload-changed", file, use, _typed(before), _typed(after))


def _changed_use(file: str, use: Use, old: Known, new: Known) -> Iterable[Hit]:
    first, second = old.signatures.get(use.name), new.signatures.get(use.name)
    if first is not None and second is not None:
        takes = first.arguments is None or second.arguments is None or _takes(first.arguments, second.arguments)
        gives = first.results is None or second.results is None or _gives(first.results, second.results)
        if not takes or not gives:
            before, after = (f"({_typed(each.arguments)}) -> {_typed(each.results)}" for each in (first, second))
            yield _change("signature-changed", file, use, before, after)
    parts = use.name.split(".")
    if parts[0] == "Enum" and len(parts) == 3:
        one, other = (known.enums.get(parts[1], {}).get(parts[2]) for known in (old, new))
        if one is not None and other is not None and one != other:
            yield _change("value-changed", file, use, str(one), str(other))


def _takes(old: tuple[Parameter, ...], new: tuple[Parameter, ...]) -> bool:
    """Whether a call made for the old arguments fits the new ones. Names do not count: they are not in the call."""
    if any(not each.nilable for each in new[len(old) :]) or len(new) < len(old):
        return False
    return all(_alike(a, b) and (b.nilable or not a.nilable) for a, b in zip(old, new, strict=False))


def _gives(old: tuple[Parameter, ...], new: tuple[Parameter, ...]) -> bool:
    """Whether who expects the old values can live with the new ones; more at the end do no harm."""
    if len(new) < len(old):
        return False
    return all(_alike(a, b) and (a.nilable or not b.nilable) for a, b in zip(old, new, strict=False))


def _alike(old: Parameter, new: Parameter) -> bool:
    return old.type == new.type or bool({old.type, new.type} & _WORDS_FOR_ANYTHING)


def _typed(entries: tuple[Parameter, ...] | None) -> str:
    return "?" if entries is None else ", ".join(map(str, entries))


def _change(rule: str, file: str, use: Use, old: str, new: str) -> Hit:
    return Hit(rule, use.name, file, use.line, use.column, use.inside, (("old", old), ("new", new)))


def uses(read: Read, clients: list[Known]) -> list[dict[str, Any]]:
    """Every client function, event, enumeration, CVar and frame method the addon uses, with all places, by name."""
    own, found = read.own, dict[tuple[str, str], list[str]]()
    for file, facts in read.facts.items():
        for use in facts.uses:
            root = use.name.partition(".")[0]
            if use.kind == "write" or (use.kind not in ("event", "cvar", "method") and root in own.written):
                continue
            kind = "enum" if root == "Enum" else "name" if use.kind in ("call", "read", "alias", "probe") else use.kind
            if kind == "name" and any(client.has(use.name) for client in clients):
                kind = "function" if any(use.name in client.functions for client in clients) else "game"
            found.setdefault((kind, use.name), []).append(f"{read.root}{file}:{use.line}")
    return [
        {"kind": kind, "name": name, "places": list(dict.fromkeys(places))}
        for (kind, name), places in sorted(found.items())
    ]


def _unknown(read: Read, clients: list[Known]) -> set[str]:
    own = read.own
    told = {hit.about for hit in _hits(read, clients) if hit.rule == "global-undefined"}
    return {
        use.name.partition(".")[0] if clients[0].has(use.name.partition(".")[0]) is None else use.name
        for facts in read.facts.values()
        for use in facts.uses
        if all(checks.unknown(use, own, client) for client in clients) and use.name.partition(".")[0] not in told
    }


def _notes(read: Read, clients: list[Known]) -> tuple[str, ...]:
    lines = sum(facts.lines for facts in read.facts.values())
    notes = [f"Read {len(read.facts)} files, {lines:,} lines of Lua."]
    partly = [client.title for client in clients if not client.whole]
    if partly:
        notes.append(
            f"Of {', '.join(partly)} only what this package models is known. Whole client data, given with "
            "`--client-data` or `--client-docs`, lets the rest be judged too."
        )
    names = sorted(_unknown(read, clients))
    if names:
        more = f" and {len(names) - _MOST_UNKNOWN} more" if len(names) > _MOST_UNKNOWN else ""
        notes.append(
            f"Nobody here can say whether the client or another addon has {', '.join(names[:_MOST_UNKNOWN])}{more}."
        )
    return tuple(notes)


__all__ = ["Mark", "Read", "audit", "gathered", "patch_day", "uses"]
