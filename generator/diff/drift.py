"""How an addon's code differs from the protocol it is meant to speak."""

from __future__ import annotations

from collections.abc import Iterator

from ..spec.model import Constant, Message, Revision
from ..spec.words import form
from .compare import Comparison, Side, ordered
from .finding import Finding, Witness
from .lift.records import Command, Evidence, Lifted, Value
from .rules import RULES

_SURE = 0.7
"""From this confidence on a command counts as handled."""


def drift(old: Side, label: str, lifted: Lifted) -> Comparison:
    """The findings of comparing a revision with an addon; empty when what could be read agrees."""
    found = [
        *_commands(old.revision, lifted),
        *_prefixes(old.revision, lifted),
        *_numbers(old.revision, lifted),
        *_unread(lifted),
    ]
    return Comparison(old.label, label, old.revision.protocol, tuple(ordered(found)))


def _commands(revision: Revision, lifted: Lifted) -> Iterator[Finding]:
    handled = {command.name: command for command in lifted.handled() if command.confidence >= _SURE}
    for name, messages in revision.commands.items():
        command = handled.get(name)
        if command is None:
            yield _missing(revision, messages[0], lifted)
        else:
            yield from _media(messages, command)
            yield from _fields(revision, messages, command)
    for name, command in handled.items():
        if name not in revision.commands:
            best = command.best()
            text = f"The addon handles {name} ({best.how}), which {revision.id} does not have."
            yield _finding("addon-command-added", f"message {name}", text, None, best)


def _missing(revision: Revision, message: Message, lifted: Lifted) -> Finding:
    seen = lifted.commands.get(message.command)
    text = f"Nothing was found in the addon that handles {message.command} ({form(revision, message)})"
    text += "; it only sends it." if seen else "."
    return Finding(RULES["addon-command-missing"], f"message {message.name}", text, message.place, None)


def _media(messages: tuple[Message, ...], command: Command) -> Iterator[Finding]:
    if not command.media:
        return
    wanted = {medium for message in messages for medium in message.media}
    best = next((each for each in command.handled if each.media), command.best())
    for medium in sorted(wanted - command.media):
        text = f"The addon takes {command.name} from {_listed(command.media)}, not from {medium}."
        yield _finding("addon-medium-missing", f"message {command.name}, medium {medium}", text, messages[0], best)
    for medium in sorted(command.media - wanted) if command.exact else ():
        text = f"The addon takes {command.name} from {medium}; it is sent on {_listed(wanted)}."
        yield _finding("addon-medium-added", f"message {command.name}, medium {medium}", text, messages[0], best)


def _fields(revision: Revision, messages: tuple[Message, ...], command: Command) -> Iterator[Finding]:
    written = [each for each in command.evidence if each.fields is not None]
    # A record of the message says it all; patterns beside it may look at a part only.
    written = [each for each in written if each.confidence == 1] or written
    for sent in (False, True):
        wrong = [each for each in written if each.sent is sent and not any(_fits(m, each) for m in messages)]
        if not wrong:
            continue
        each = max(wrong, key=lambda one: one.confidence)
        names = [name for name in each.fields or () if name]
        has = ", ".join(names) if names else _counted(len(each.fields or ()))
        verb = "writes" if sent else "reads"
        text = f"The addon {verb} {command.name} with {has}; it is {form(revision, messages[0])}."
        yield _finding("addon-fields-differ", f"message {command.name}", text, messages[0], each)


def _counted(fields: int) -> str:
    return f"{fields} field" + "s" * (fields != 1)


def _fits(message: Message, evidence: Evidence) -> bool:
    """Whether fields can be those of a message: as many of them, and those of known names in their order."""
    fields = evidence.fields or ()
    least = 0 if evidence.partial else message.required
    if not least <= len(fields) <= len(message.fields):
        return False
    names = [item.name for item in message.fields]
    if evidence.confidence == 1 and any(name in names for name in fields):
        # A record that uses the specification's names means them.
        return all(name == there for name, there in zip(fields, names, strict=False))
    return all(name not in names or names[at] == name for at, name in enumerate(fields))


def _prefixes(revision: Revision, lifted: Lifted) -> Iterator[Finding]:
    constant = revision.all(Constant).get("prefix")
    if constant is None or not lifted.prefixes or any(each.value == constant.text for each in lifted.prefixes):
        return
    known = ", ".join(repr(each.value) for each in lifted.prefixes)
    text = f"The addon registers the prefix {known}; {revision.id} has {constant.text!r}."
    yield Finding(
        RULES["addon-prefix-differs"], "constant prefix", text, constant.place, lifted.prefixes[0].place, known
    )


def _numbers(revision: Revision, lifted: Lifted) -> Iterator[Finding]:
    timers = {name: (timer, timer.seconds) for name, timer in revision.timers.items()}
    limits = {name: (limit, float(limit.value)) for name, limit in revision.limits.items()}
    for kind, words, values, known in (
        ("timer", "duration", lifted.timers, timers),
        ("limit", "limit", lifted.sizes, limits),
    ):
        for value in values:
            name = _spoken(value)
            if name not in known:
                continue
            item, number = known[name]
            if float(value.value) != number:
                text = f"The addon's {words} {value.name} is {float(value.value):g}; {name} is {number:g}."
                rule = RULES[f"addon-{kind}-differs"]
                yield Finding(rule, f"{kind} {name}", text, item.place, value.place, f"{value.value:g} {number:g}")


def _spoken(value: Value) -> str:
    return value.name.rpartition(".")[2].lower()


def _unread(lifted: Lifted) -> Iterator[Finding]:
    seen: dict[tuple[str, str], int] = {}
    for each in lifted.unread:
        if each.hides:
            # Lines move; the second of two alike is told from the first by its number.
            seen[each.place.file, each.why] = number = seen.get((each.place.file, each.why), 0) + 1
            text, subject = f"It was not read: {each.why}.", f"file {each.place.file}"
            yield Finding(RULES["addon-unread"], subject, text, None, each.place, f"{each.why} {number}")


def _finding(rule: str, subject: str, text: str, message: Message | None, evidence: Evidence) -> Finding:
    seen = evidence.text or evidence.how
    witness = Witness(
        "code", "both", evidence.text, f"{evidence.place}: {evidence.how} ({evidence.confidence:.0%} sure)."
    )
    return Finding(
        *(RULES[rule], subject, text, message.place if message else None, evidence.place, seen),
        witnesses=(witness,),
    )


def _listed(names: set[str] | frozenset[str]) -> str:
    return ", ".join(sorted(names))
