"""What an audit looks for, as records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

AREAS: Mapping[str, str] = MappingProxyType(
    {
        "reading": "files",
        "existence": "what the client has",
        "call": "how it is called",
        "secret": "values the client keeps secret",
        "global": "globals",
        "taint": "taint",
        "change": "what a newer client changed",
    }
)


@dataclass(frozen=True, slots=True)
class Rule:
    """``sentence`` takes {about} and others by name, ``advice`` says what to do; both may hold code between
    backquotes. ``when`` is the sentence of the catalogue."""

    id: str
    area: str
    level: str
    when: str
    sentence: str
    advice: str


def _by_id(*rules: Rule) -> Mapping[str, Rule]:
    return MappingProxyType({rule.id: rule for rule in rules})


_GUARD = "Look first, and do without it: `if canaccessvalue and not canaccessvalue({value}) then return end`."

RULES = _by_id(
    Rule(
        "file-missing",
        "reading",
        "breaking",
        "The TOC or an XML file names a file that is not there.",
        "{why}",
        "Restore the file or take the line out; the client skips it without a word to the player.",
    ),
    Rule(
        "file-refused",
        "reading",
        "breaking",
        "Lua 5.1 or the XML reader refuses a file, so the client loads nothing of it.",
        "The client cannot load this: {why}",
        "Correct it; the game has Lua 5.1, without `goto`, `//`, integers or bit operators.",
    ),
    Rule(
        "file-unread",
        "reading",
        "risky",
        "The syntax tree of a file could not be made, though the client may load it; nothing in it was checked.",
        "This file was not checked: {why}",
        "Write the place in plainer Lua, in UTF-8, so that it can be read.",
    ),
    Rule(
        "function-missing",
        "existence",
        "breaking",
        "A function or table the client does not have is used without a look whether it is there.",
        "`{about}` is not there on {products}.",
        "{instead}Where it may be missing, look first: `if {about} then`.",
    ),
    Rule(
        "event-missing",
        "existence",
        "breaking",
        "An event the client does not know is registered; that raises an error.",
        "There is no event {about} on {products}, and registering it raises an error.",
        "Ask `C_EventUtils.IsEventValid` before, or register it on the clients that have it.",
    ),
    Rule(
        "enum-missing",
        "existence",
        "breaking",
        "An enumeration or a value of one is used that the client does not have.",
        "`{about}` is not there on {products}.",
        "Look whether the enumeration and the value are there before they are used.",
    ),
    Rule(
        "shim-used",
        "existence",
        "risky",
        "A name is used that is there only through a shim, which a later client takes away.",
        "`{about}` is a shim on {products}: it goes away with the CVar loadDeprecationFallbacks.",
        "{instead}Take the old name only where the new one is missing.",
    ),
    Rule(
        "arguments-few",
        "call",
        "breaking",
        "A function is called with fewer arguments than it needs; that raises an error.",
        "`{about}` gets {count} arguments and needs {least} on {products}: `{usage}`.",
        "Give every argument that may not be nil.",
    ),
    Rule(
        "arguments-many",
        "call",
        "risky",
        "A function is called with more arguments than it takes; the rest is ignored.",
        "`{about}` gets {count} arguments and takes {most} on {products}: `{usage}`.",
        "Look up what the function takes today; it may have changed.",
    ),
    Rule(
        "result-ignored",
        "call",
        "risky",
        "The result code of a sending call is ignored, so what is throttled or locked out is lost without a trace.",
        "The result of `{about}` is ignored, so a message that is not sent is lost without a trace.",
        "Compare it with `Enum.{enum}`: send a throttled message again later, and hold it back in a lockdown.",
    ),
    Rule(
        "result-truth",
        "call",
        "breaking",
        "A result code is used as if it were a boolean; in Lua every number is true, and 0 means success.",
        "The result of `{about}` is a number, and every number is true, so this never sees a failure.",
        "Compare it with `Enum.{enum}.Success`.",
    ),
    Rule(
        "secret-compared",
        "secret",
        "breaking",
        "A value that may be secret is compared; that raises an error.",
        "{what}{detail} may be secret, and comparing it raises an error then.",
        _GUARD,
    ),
    Rule(
        "secret-indexed",
        "secret",
        "breaking",
        "A value that may be secret is indexed, or a method of it is called; that raises an error.",
        "{what}{detail} may be secret, and taking a field or method of it raises an error then.",
        _GUARD,
    ),
    Rule(
        "secret-key",
        "secret",
        "breaking",
        "A value that may be secret is the key of a table; that raises an error.",
        "{what}{detail} may be secret, and using it as a key raises an error then.",
        _GUARD,
    ),
    Rule(
        "secret-computed",
        "secret",
        "breaking",
        "A value that may be secret is measured, computed with or given to a text function; that raises an error.",
        "{what}{detail} may be secret, and looking into it raises an error then.",
        _GUARD,
    ),
    Rule(
        "secret-joined",
        "secret",
        "risky",
        "A value that may be secret is joined with `..`; sources disagree whether that raises or gives a secret.",
        "{what}{detail} may be secret, and joining it with `..` raises or gives a secret then.",
        _GUARD,
    ),
    Rule(
        "secret-tested",
        "secret",
        "risky",
        "A value that may be secret is tested for being nil or false; that raises an error.",
        "{what}{detail} may be secret, and testing it raises an error then.",
        _GUARD,
    ),
    Rule(
        "global-leaked",
        "global",
        "risky",
        "A function assigns a global nobody declares: mostly a forgotten `local`.",
        "`{about}` is assigned in {inside} and declared nowhere, so it is a global.",
        "Write `local` before it, or declare it at the top of a file when it is meant to be one.",
    ),
    Rule(
        "global-common",
        "global",
        "risky",
        "A file makes a global of a short or all lower-case name, which other addons may use too.",
        "`{about}` is a global of every addon, under a name others may use.",
        "Make it local, or a field of the addon's own table.",
    ),
    Rule(
        "global-undefined",
        "global",
        "breaking",
        "A global is read that neither Lua, the client nor the addon defines.",
        "`{about}` is defined nowhere.{near}",
        "Correct the name, or define it; if another addon makes it, read it as `_G.{about}`.",
    ),
    Rule(
        "taint-overwritten",
        "taint",
        "breaking",
        "A global of the client is replaced, and what of the client uses it runs tainted.",
        "`{about}` is the client's own, and replacing it taints whatever uses it.",
        "Use `hooksecurefunc` to be told of calls, or another name.",
    ),
    Rule(
        "taint-table",
        "taint",
        "risky",
        "A table is written to that the client's secure code reads.",
        "`{about}` is written, and the client's own code reads that table.",
        "Keep the value in a table of the addon.",
    ),
    Rule(
        "taint-call",
        "taint",
        "risky",
        "A call that makes the client's own chat code run tainted.",
        "`{about}` {detail}.",
        "Do without it, or call it only when the player asked for it with a click or key.",
    ),
    Rule(
        "taint-edit-box",
        "taint",
        "risky",
        "The chat's edit box is changed from addon code; what is sent from it then runs tainted.",
        "`{about}` changes the chat box from addon code, and what the player sends from it then runs tainted.",
        "Open a box of the addon's own, or leave the chat box alone.",
    ),
    Rule(
        "signature-changed",
        "change",
        "risky",
        "A function takes or gives something else on the newer client.",
        "`{about}` was `{old}` and is `{new}`.",
        "Read what the newer client gives and takes, and use both forms while both clients are there.",
    ),
    Rule(
        "payload-changed",
        "change",
        "risky",
        "An event carries something else on the newer client.",
        "The event {about} carried ({old}) and carries ({new}).",
        "Take the values from where they are now.",
    ),
    Rule(
        "value-changed",
        "change",
        "risky",
        "A value of an enumeration is another number on the newer client.",
        "`{about}` was {old} and is {new}.",
        "Use the name, never the number, and do not keep the number in saved variables.",
    ),
)
TITLES: Mapping[str, str] = MappingProxyType(
    {
        "breaking": "an error in the game, or something that cannot work",
        "risky": "goes wrong in some situations, or with a later client",
        "compatible": "nothing to do",
    }
)
