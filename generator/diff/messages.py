"""Comparing messages: those there are, their commands, media, rules and fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..spec.model import Field, Message, Reserved, Revision
from ..spec.words import form, rule_words, type_words
from .finding import Alone, Finding
from .relation import same_bytes, within
from .rules import RULES
from .witness import decided


def compare_messages(old: Revision, new: Revision) -> Iterator[Finding]:
    """What differs between the messages of two revisions."""
    before, after = old.messages, new.messages
    for name in dict.fromkeys((*before, *after)):
        if name not in after:
            yield _gone(new, before[name])
        elif name not in before:
            yield _added(old, new, after[name])
        else:
            yield from _pair(old, before[name], after[name])


def _gone(new: Revision, message: Message) -> Finding:
    reserved = new.all(Reserved).get(message.command)
    where = f"{message.name} ({message.title})" if message.title else message.name
    if reserved is not None:
        text = f"{where} is gone; its command {message.command} is reserved and never means something else."
        return Finding(
            RULES["message-removed-reserved"], f"message {message.name}", text, message.place, reserved.place
        )
    text = f"{where} is gone: new clients drop it when old ones send it on {_listed(message.media)}."
    return Finding(RULES["message-removed"], f"message {message.name}", text, message.place, None)


def _added(old: Revision, new: Revision, message: Message) -> Finding:
    reserved = old.all(Reserved).get(message.command)
    where = f"{message.name} ({message.title})" if message.title else message.name
    shape = form(new, message)
    if reserved is not None:
        text = f"{where} takes the command {message.command}, which was reserved: {reserved.note or 'used before'}."
        return Finding(
            RULES["message-added-reserved"], f"message {message.name}", text, reserved.place, message.place, shape
        )
    text = f"{where} is new: {shape}, on {_listed(message.media)}; old clients drop it."
    return Finding(RULES["message-added"], f"message {message.name}", text, None, message.place, shape)


def _pair(old: Revision, before: Message, after: Message) -> Iterator[Finding]:
    subject = f"message {after.name}"
    places = (before.place, after.place)
    if before.command != after.command:
        yield Finding(
            RULES["message-command-changed"],
            subject,
            f"The command of {after.name} is {after.command}; it was {before.command}.",
            *places,
            detail=f"{before.command} {after.command}",
            alone=Alone(before, replace(before, command=after.command)),
        )
    yield from _media(before, after)
    yield from _rules(before, after)
    yield from _fields(old, before, after)


def _media(before: Message, after: Message) -> Iterator[Finding]:
    for medium in dict.fromkeys((*before.media, *after.media)):
        if medium in before.media and medium in after.media:
            continue
        what, text = ("added", "travels on {} too") if medium in after.media else ("removed", "no longer travels on {}")
        yield Finding(
            RULES[f"message-medium-{what}"],
            f"message {after.name}, medium {medium}",
            f"{after.name} {text.format(medium)}.",
            before.place,
            after.place,
        )


def _rules(before: Message, after: Message) -> Iterator[Finding]:
    for what, these, others in (("added", after.rules, before.rules), ("removed", before.rules, after.rules)):
        known = [rule_words(rule) for rule in others]
        for rule in these:
            words = rule_words(rule)
            if words not in known:
                yield Finding(
                    RULES[f"message-rule-{what}"],
                    f"message {after.name}",
                    f"{after.name} {'has' if what == 'added' else 'no longer has'} the rule that {words}.",
                    before.place,
                    after.place,
                    words,
                    Alone(replace(after, rules=()), replace(after, rules=(rule,)))
                    if what == "added"
                    else Alone(replace(before, rules=(rule,)), replace(before, rules=())),
                )


def _fields(old: Revision, before: Message, after: Message) -> Iterator[Finding]:
    renamed = _renamed(before, after)
    names = {**{item.name: item.name for item in before.fields}, **renamed}
    was = {names[item.name]: item for item in before.fields}
    now = {item.name: item for item in after.fields}
    for first, second in renamed.items():
        yield Finding(
            RULES["field-renamed"],
            f"message {after.name}, field {second}",
            f"The field {second} of {after.name} was called {first}.",
            before.field(first).place,
            after.field(second).place,
            first,
        )
    for name, item in was.items():
        if name not in now:
            yield _lost_field(before, after, item)
    for name, item in now.items():
        if name not in was:
            yield _new_field(before, after, item)
        else:
            yield from _field(old, before, was[name], item)
    common = [name for name in was if name in now]
    if (order := [name for name in now if name in was]) != common:
        fields = {names[item.name]: item for item in before.fields if names[item.name] in now}
        kept = replace(before, fields=tuple(fields.values()), rules=())
        yield Finding(
            RULES["fields-reordered"],
            f"message {after.name}",
            f"The fields of {after.name} stand in another order: {', '.join(order)}; it was {', '.join(common)}.",
            before.place,
            after.place,
            f"{common} {order}",
            Alone(kept, replace(kept, fields=tuple(fields[name] for name in order))),
        )


def _renamed(before: Message, after: Message) -> dict[str, str]:
    """Fields that only have another name: the same bytes at the same place, with nothing else of either name."""
    if len(before.fields) != len(after.fields):
        return {}
    old, new = ({item.name for item in message.fields} for message in (before, after))
    return {
        first.name: second.name
        for first, second in zip(before.fields, after.fields, strict=True)
        if first.name not in new and second.name not in old and same_bytes(first.type, second.type)
    }


def _lost_field(before: Message, after: Message, item: Field) -> Finding:
    rest = tuple(each for each in before.fields if each.name != item.name)
    rule = "field-removed-optional" if item.optional else "field-removed"
    text = f"{after.name} has no field {item.name} any more ({type_words(item.type)})."
    return Finding(
        RULES[rule],
        f"message {after.name}, field {item.name}",
        text,
        item.place,
        after.place,
        alone=Alone(replace(before, rules=()), replace(before, fields=rest, rules=())),
    )


def _new_field(before: Message, after: Message, item: Field) -> Finding:
    names = [each.name for each in after.fields]
    at = names.index(item.name)
    where = f"after {names[at - 1]}" if at else "at the beginning"
    rule = "field-added-optional" if item.optional else "field-added"
    # Alone it stands before the first of the old fields that follow it.
    follows = [each.name for each in after.fields[at + 1 :]]
    index = next((i for i, each in enumerate(before.fields) if each.name in follows), len(before.fields))
    fields = (*before.fields[:index], item, *before.fields[index:])
    return Finding(
        RULES[rule],
        f"message {after.name}, field {item.name}",
        f"{after.name} has the new field {item.name}, {where}: {type_words(item.type)}.",
        before.place,
        item.place,
        type_words(item.type),
        Alone(replace(before, rules=()), replace(before, fields=fields, rules=())),
    )


def _field(old: Revision, message: Message, before: Field, after: Field) -> Iterator[Finding]:
    subject, places = f"message {message.name}, field {after.name}", (before.place, after.place)
    if before.optional != after.optional:
        made, words = ("optional", "may be left out") if after.optional else ("required", "must be there")
        yield Finding(
            RULES[f"field-made-{made}"],
            subject,
            f"The field {after.name} of {message.name} {words} now.",
            *places,
            alone=Alone(message, _with(message, before, replace(before, optional=after.optional))),
        )
    if before.type == after.type:
        return
    forward, backward = within(before.type, after.type), within(after.type, before.type)
    alone = Alone(
        replace(message, rules=()), _with(replace(message, rules=()), before, replace(before, type=after.type))
    )
    if forward is None or backward is None:
        forward, backward, undecided = decided(old, alone, forward, backward)
    else:
        undecided = False
    rule = {(True, True): "type-reworded", (True, False): "type-generalized", (False, True): "type-specialized"}.get(
        (bool(forward), bool(backward)), "type-changed"
    )
    if undecided and rule == "type-reworded":
        rule = "type-undecided"
    is_now, was = type_words(after.type), type_words(before.type)
    change = f"is {is_now}; it was {was}" if is_now != was else f"is called {after.type.name}, with the same bytes"
    yield Finding(
        RULES[rule],
        subject,
        f"The field {after.name} of {message.name} {change}.",
        *places,
        detail=f"{was} {is_now}",
        alone=alone,
    )


def _with(message: Message, old: Field, new: Field) -> Message:
    return replace(message, fields=tuple(new if item is old else item for item in message.fields))


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else "nothing"
