"""The rules of a comparison: what each kind of change means for clients of the old and the new revision.

``level``: ``breaking`` - a client that keeps to one revision is not understood by one that keeps to the other;
``risky`` - the specification does not say enough to decide; ``compatible`` - both understand each other.
``direction``: whose messages are hurt: ``old-to-new`` (an old client's, at a new one), ``new-to-old``, ``both``,
``none`` (no message's). A test demands that a rule for one side of an axis has its counterpart for the other.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.findings import record

LEVELS = record.LEVELS
AREAS = ("message", "field", "type", "medium", "framing", "limit", "timer", "procedure", "grammar")
DIRECTIONS = ("old-to-new", "new-to-old", "both", "none")
OPPOSITE = {
    "add": "remove",
    "increase": "decrease",
    "generalize": "specialize",
    "require": "release",
}
"""Actions and what undoes them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of change. ``kind``: which property of the ``area`` it is about, ``action``: what happened to it.

    ``advice`` says what to do about it. ``since`` is the version of crossrp that knew it first.
    """

    id: str
    purpose: str
    direction: str
    area: str
    kind: str
    action: str
    level: str
    advice: str
    since: str = "3.0.0"


_IGNORED = "An old client drops what it does not know, so make sure nothing waits for its answer."
_BOTH_WAYS = "Give the new form a command of its own, or change the prefix so that the two never meet."
_READ_FIRST = "Let clients read the wider form one release before any writes it."
_WRITE_LATER = "Keep reading the old form until no old client is left; only write the narrower one."
_AGREE = "Check that clients of both revisions can live with the other's value; nothing on the wire tells them."
_PLAIN = "Nothing to do."


def _rule(id: str, direction: str, area: str, kind: str, action: str, level: str, purpose: str, advice: str) -> Rule:
    return Rule(id, purpose, direction, area, kind, action, level, advice)


_BY_HAND = (
    # Messages
    _rule(
        *("message-added", "new-to-old", "message", "existence", "add", "risky"),
        "New clients send a message that old ones do not know.",
        _IGNORED,
    ),
    _rule(
        *("message-removed", "old-to-new", "message", "existence", "remove", "breaking"),
        "Old clients send a message that new ones no longer know.",
        "Keep reading it, or reserve its command so that it is never taken for something else.",
    ),
    _rule(
        *("message-removed-reserved", "old-to-new", "message", "reserved", "remove", "compatible"),
        "A message is gone and its command is reserved: new clients ignore it and it never means something else.",
        _PLAIN,
    ),
    _rule(
        *("message-added-reserved", "both", "message", "reserved", "add", "breaking"),
        "A message takes a command that was reserved, which some clients still use for what it meant before.",
        "Choose a command that was never used.",
    ),
    _rule(
        *("message-command-changed", "both", "message", "command", "change", "breaking"),
        "A message has another command: neither side knows the other's.",
        "Keep the command, or read both for a while.",
    ),
    _rule(
        *("message-rule-added", "old-to-new", "message", "rule", "add", "breaking"),
        "New clients refuse combinations of values that old ones may send.",
        _WRITE_LATER,
    ),
    _rule(
        *("message-rule-removed", "new-to-old", "message", "rule", "remove", "breaking"),
        "New clients may send combinations of values that old ones refuse.",
        _READ_FIRST,
    ),
    _rule(
        *("message-medium-added", "new-to-old", "message", "medium", "add", "breaking"),
        "New clients send a message on a medium on which old ones do not take it.",
        "Let clients read it there one release before any sends it there.",
    ),
    _rule(
        *("message-medium-removed", "old-to-new", "message", "medium", "remove", "breaking"),
        "Old clients send a message on a medium on which new ones no longer take it.",
        "Keep reading it there until no old client is left.",
    ),
    # Fields
    _rule(
        *("field-added", "both", "field", "existence", "add", "breaking"),
        "A message has a field more that must be there.",
        _BOTH_WAYS,
    ),
    _rule(
        *("field-removed", "both", "field", "existence", "remove", "breaking"),
        "A message has a field less that had to be there.",
        _BOTH_WAYS,
    ),
    _rule(
        *("field-added-optional", "new-to-old", "field", "optional", "add", "breaking"),
        "A message has a field more that may be left out; old clients take it for too much.",
        "Send it only to clients that are known to read it.",
    ),
    _rule(
        *("field-removed-optional", "old-to-new", "field", "optional", "remove", "breaking"),
        "A message has a field less that could be left out; new clients take it for too much.",
        "Keep reading it until no old client is left.",
    ),
    _rule(
        *("field-made-optional", "new-to-old", "field", "requiredness", "release", "breaking"),
        "New clients may leave a field out that old ones need.",
        "Always send it until no old client is left.",
    ),
    _rule(
        *("field-made-required", "old-to-new", "field", "requiredness", "require", "breaking"),
        "Old clients may leave a field out that new ones need.",
        "Take its absence for a default until no old client is left.",
    ),
    _rule(
        *("fields-reordered", "both", "field", "order", "change", "breaking"),
        "The fields of a message stand in another order.",
        _BOTH_WAYS,
    ),
    _rule(
        *("field-renamed", "none", "field", "name", "change", "compatible"),
        "A field has another name and the same bytes; names are not on the wire.",
        _PLAIN,
    ),
    # Types
    _rule(
        *("type-generalized", "new-to-old", "type", "values", "generalize", "breaking"),
        "A field takes all it took and more; old clients refuse or misread the rest.",
        _READ_FIRST,
    ),
    _rule(
        *("type-specialized", "old-to-new", "type", "values", "specialize", "breaking"),
        "A field takes only some of what it took; new clients refuse or misread the rest.",
        _WRITE_LATER,
    ),
    _rule(
        *("type-changed", "both", "type", "values", "change", "breaking"),
        "A field is written in another way; each side refuses or misreads some of the other's values.",
        _BOTH_WAYS,
    ),
    _rule(
        *("type-undecided", "both", "type", "form", "change", "risky"),
        "A field is described in another way, and no value was found that tells the two apart.",
        "Say it in the old way, or make sure that every value is read the same.",
    ),
    _rule(
        *("type-reworded", "none", "type", "name", "change", "compatible"),
        "A field's type has another name or note and the same bytes.",
        _PLAIN,
    ),
    # Media
    _rule(
        *("medium-size-increased", "new-to-old", "medium", "size", "increase", "risky"),
        "New clients may put more into a packet of a medium.",
        "Check that old clients and the game take packets of this size.",
    ),
    _rule(
        *("medium-size-decreased", "old-to-new", "medium", "size", "decrease", "risky"),
        "Old clients may put more into a packet of a medium than new ones do.",
        "Check that the game still takes the longer packets.",
    ),
    _rule(
        *("medium-alphabet-widened", "new-to-old", "medium", "alphabet", "generalize", "risky"),
        "New clients may put bytes on a medium that old ones never did.",
        "Check that old clients and the game take every byte there.",
    ),
    _rule(
        *("medium-alphabet-narrowed", "old-to-new", "medium", "alphabet", "specialize", "risky"),
        "Old clients may put bytes on a medium that new ones expect never to see.",
        "Check that a new client that hands such a packet on, as a bridge does, is not refused by the game.",
    ),
    _rule(
        *("medium-framing-changed", "both", "medium", "framing", "change", "breaking"),
        "Packets of a medium are laid out in another way.",
        _BOTH_WAYS,
    ),
    _rule(
        *("medium-reach-changed", "both", "medium", "reach", "change", "risky"),
        "Who hears what is sent on a medium is not who it was.",
        "Check every message that travels on it: who must not hear it, and who has to.",
    ),
    # Framing
    _rule(
        *("prefix-changed", "both", "framing", "prefix", "change", "breaking"),
        "Packets carry another prefix: the game hands none of one revision to clients of the other.",
        "Meant to keep the two apart. If they shall talk, register both prefixes.",
    ),
    _rule(
        *("framing-version-changed", "both", "framing", "version", "change", "breaking"),
        "Packets begin with another version, which the other side drops.",
        "Read both versions for a while.",
    ),
    _rule(
        *("framing-mark-changed", "both", "framing", "mark", "change", "breaking"),
        "A mark of a packet is another byte.",
        "Read both marks for a while.",
    ),
    _rule(
        *("framing-counting-added", "new-to-old", "framing", "counting", "add", "breaking"),
        "Pages count in their marks, which old clients do not know.",
        "Count only to clients that are known to read it.",
    ),
    _rule(
        *("framing-counting-removed", "old-to-new", "framing", "counting", "remove", "breaking"),
        "Pages of old clients count in their marks, which new ones no longer know.",
        "Keep reading the marks that count.",
    ),
    _rule(
        *("framing-number-changed", "both", "framing", "number", "change", "breaking"),
        "Slot and page numbers are written in another way.",
        _BOTH_WAYS,
    ),
    _rule(
        *("layout-head-changed", "both", "framing", "head", "change", "breaking"),
        "Pages have another number of bytes before their text.",
        _BOTH_WAYS,
    ),
    _rule(
        *("layout-size-increased", "new-to-old", "framing", "size", "increase", "compatible"),
        "New clients put more text into a packet; whoever puts pages together takes them as they are.",
        _PLAIN,
    ),
    _rule(
        *("layout-size-decreased", "old-to-new", "framing", "size", "decrease", "compatible"),
        "Old clients put more text into a packet; whoever puts pages together takes them as they are.",
        _PLAIN,
    ),
    # Limits and timers
    _rule(
        *("limit-increased", "new-to-old", "limit", "value", "increase", "risky"),
        "New clients allow more than old ones.",
        _AGREE,
    ),
    _rule(
        *("limit-decreased", "old-to-new", "limit", "value", "decrease", "risky"),
        "New clients allow less than old ones.",
        _AGREE,
    ),
    _rule(
        *("timer-increased", "both", "timer", "duration", "increase", "risky"),
        "A duration is longer.",
        _AGREE,
    ),
    _rule(
        *("timer-decreased", "both", "timer", "duration", "decrease", "risky"),
        "A duration is shorter.",
        _AGREE,
    ),
    _rule(
        *("timer-race-lost-by-old", "new-to-old", "timer", "race", "increase", "breaking"),
        "An old client has given up before a new one does what it waits for.",
        "Let new clients be quick enough for old ones, until there are none.",
    ),
    _rule(
        *("timer-race-lost-by-new", "old-to-new", "timer", "race", "decrease", "breaking"),
        "A new client has given up before an old one does what it waits for.",
        "Let new clients wait for old ones, until there are none.",
    ),
    # Procedures
    _rule(
        *("step-added", "none", "procedure", "step", "add", "risky"),
        "New clients do a step more, so what follows it comes later.",
        "Run the scenario and see who waits for whom.",
    ),
    _rule(
        *("step-removed", "none", "procedure", "step", "remove", "risky"),
        "New clients do a step less.",
        "Run the scenario and see who still waits for it.",
    ),
    _rule(
        *("step-changed", "none", "procedure", "step", "change", "risky"),
        "A step is done in another way.",
        "Run the scenario and see who waits for whom.",
    ),
    _rule(
        *("steps-reordered", "none", "procedure", "order", "change", "risky"),
        "Steps are done in another order.",
        "Run the scenario and see who waits for whom.",
    ),
    # Grammar
    _rule(
        *("grammar-separator-changed", "both", "grammar", "separator", "change", "breaking"),
        "Fields are held apart by another byte.",
        _BOTH_WAYS,
    ),
    _rule(
        *("grammar-source-moved", "both", "grammar", "source", "change", "breaking"),
        "The command stands at another place.",
        _BOTH_WAYS,
    ),
    _rule(
        *("grammar-line-end-changed", "both", "grammar", "line-end", "change", "risky"),
        "Lines of a stream end otherwise; the end is no part of a message.",
        "Take both ends, as the codec does for a bare newline.",
    ),
    _rule(
        *("grammar-tags-added", "new-to-old", "grammar", "tags", "add", "breaking"),
        "New clients may begin a message with tags, which old ones do not read.",
        "Send tags only to clients that are known to read them.",
    ),
    _rule(
        *("grammar-tags-removed", "old-to-new", "grammar", "tags", "remove", "breaking"),
        "Old clients may begin a message with tags, which new ones no longer read.",
        "Keep reading them.",
    ),
    _rule(
        *("grammar-tags-changed", "both", "grammar", "tags", "change", "breaking"),
        "Tags are written in another way.",
        _BOTH_WAYS,
    ),
    _rule(
        *("grammar-size-increased", "new-to-old", "grammar", "size", "increase", "breaking"),
        "New clients may send longer messages than old ones take.",
        _READ_FIRST,
    ),
    _rule(
        *("grammar-size-decreased", "old-to-new", "grammar", "size", "decrease", "breaking"),
        "Old clients may send longer messages than new ones take.",
        _WRITE_LATER,
    ),
    # Code against a specification
    _rule(
        *("addon-command-added", "new-to-old", "message", "addon", "add", "risky"),
        "The addon handles a command that the specification does not have.",
        "Write the message down, or take it out of the addon.",
    ),
    _rule(
        *("addon-command-missing", "old-to-new", "message", "addon", "remove", "breaking"),
        "The addon handles no command that the specification has.",
        "Handle it, or say in the specification that it is gone.",
    ),
    _rule(
        *("addon-medium-added", "new-to-old", "medium", "addon", "add", "risky"),
        "The addon takes a message from a medium on which the specification does not send it.",
        "Write the medium down, or drop the message there.",
    ),
    _rule(
        *("addon-medium-missing", "old-to-new", "medium", "addon", "remove", "breaking"),
        "The addon does not take a message from a medium on which the specification sends it.",
        "Take it there too.",
    ),
    _rule(
        *("addon-fields-differ", "both", "field", "addon", "change", "breaking"),
        "The addon reads the fields of a message otherwise than the specification writes them.",
        "Compare the pattern or format string with the message's fields, in their order.",
    ),
    _rule(
        *("addon-prefix-differs", "both", "framing", "addon", "change", "breaking"),
        "The addon registers other prefixes than the specification has.",
        "Register the specification's prefix.",
    ),
    _rule(
        *("addon-timer-differs", "both", "timer", "addon", "change", "risky"),
        "The addon has another duration than the specification.",
        _AGREE,
    ),
    _rule(
        *("addon-limit-differs", "both", "limit", "addon", "change", "risky"),
        "The addon has another limit or size than the specification.",
        _AGREE,
    ),
    _rule(
        *("addon-unread", "none", "procedure", "unread", "change", "risky"),
        "A part of the addon could not be read, so nothing is known about it.",
        "Look at the place yourself.",
    ),
)

# What is compared as a whole: kind of item, its area, what people call it, and the levels of added, removed, changed.
_WHOLE = (
    ("medium", "medium", "medium", ("compatible", "risky", "")),
    ("layout", "framing", "layout of packets", ("compatible", "risky", "")),
    ("framing", "framing", "framing", ("risky", "risky", "")),
    ("limit", "limit", "limit", ("risky", "risky", "")),
    ("timer", "timer", "duration", ("compatible", "compatible", "")),
    ("procedure", "procedure", "procedure", ("risky", "risky", "")),
    ("behaviour", "procedure", "behaviour", ("risky", "risky", "risky")),
    ("flow", "procedure", "flow", ("compatible", "compatible", "risky")),
    ("machine", "procedure", "state machine", ("compatible", "compatible", "risky")),
    ("constant", "procedure", "agreed text", ("risky", "risky", "risky")),
    ("result", "limit", "result of a sending call", ("compatible", "compatible", "compatible")),
    ("budget", "limit", "byte budget", ("risky", "risky", "risky")),
    ("quota", "limit", "quota", ("risky", "compatible", "risky")),
    ("realm", "type", "realm's short number", ("risky", "risky", "risky")),
    ("part", "type", "part of a profile", ("risky", "risky", "risky")),
    ("status", "limit", "status level", ("risky", "risky", "risky")),
    ("reserved", "message", "reserved command", ("compatible", "risky", "")),
)

_WHOLE_ADVICE = {
    "limit": "Keep to it in the addon, and check that nothing breaks when a client of the other revision does not.",
    "medium": "Send nothing there that only clients of one revision hear.",
    "framing": "Let the addon write and read packets as the new revision says.",
    "layout": "Let the addon write and read pages as the new revision says.",
    "procedure": "Let the addon take these steps at the start; where it has a start of its own, compare the two.",
    "behaviour": "Let the addon do what the sentence says, and check what it makes of clients that do not.",
    "flow": "Let the addon send and wait for what is new here, and no longer for what is gone.",
    "machine": "Compare the addon's states with these, and check every move that is new or gone.",
    "constant": "Use the new text in the addon; where clients with the old one are left, take both.",
    "budget": "Let the addon send within the new budget.",
    "quota": "Let the addon drop what goes beyond it, and check that it never sends as much itself.",
    "realm": "Use the new numbers in the addon; a client without them takes the realm for another one.",
    "part": "Ask for and answer with these parts in the addon.",
    "status": "Let the addon tell and take the new levels.",
    "reserved": "Check that nobody still sends the command before it is given a new meaning.",
}
"""What to do about a risky change of such an item."""
_WHOLE_WORDS = {"added": "is new", "removed": "is gone", "changed": "says something else"}
_WHOLE_ACTIONS = {"added": "add", "removed": "remove", "changed": "change"}
_OLD_SIDE = {"added": "new-to-old", "removed": "old-to-new", "changed": "both"}


def _article(words: str) -> str:
    return "An" if words[0] in "aeiou" else "A"


def _whole_rules() -> tuple[Rule, ...]:
    return tuple(
        Rule(
            id=f"{kind}-{what}",
            purpose=f"{_article(words)} {words} {_WHOLE_WORDS[what]}.",
            direction="none" if level == "compatible" else _OLD_SIDE[what],
            area=area,
            kind=f"{kind} {'text' if what == 'changed' else 'existence'}",
            action=_WHOLE_ACTIONS[what],
            level=level,
            advice=_PLAIN if level == "compatible" else _WHOLE_ADVICE[kind],
        )
        for kind, area, words, levels in _WHOLE
        for what, level in zip(_WHOLE_WORDS, levels, strict=True)
        if level
    )


RULES: dict[str, Rule] = {rule.id: rule for rule in (*_BY_HAND, *_whole_rules())}
"""Every rule by its id."""

WAIVERS: dict[str, str] = {
    "message-added": "what is new and unknown is ignored by contract; what is gone was relied upon",
    "message-added-reserved": "taking a reserved command is a mistake; reserving one is the way to leave it",
    "medium-added": "nothing is lost by a way more; whatever needs a way that is gone is",
    "layout-added": "nothing is lost by a layout more; whatever needs one that is gone is",
    "quota-added": "a new bound may drop what old clients send; without it nothing is dropped",
    "addon-command-added": "what the addon knows on top harms nobody by itself; what it lacks is not understood",
    "addon-medium-added": "a way more harms nobody by itself; what is sent on a way that is not read is lost",
    "reserved-added": "a command is only held back; one that is free again may be taken for something else",
}
"""Rules whose counterpart differs from them in level or direction, and why that is right."""
