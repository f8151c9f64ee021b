"""Walking the files of an addon and noting every place that shows a command, a prefix, a size or a duration."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from luaparser import astnodes

from ...spec.place import Place
from .constants import Constants
from .dispatch import Dispatch
from .records import ADDON_MEDIA, Command, Evidence, Lifted, Unread
from .settle import Calls, inside
from .tables import table_evidence
from .tree import (
    FUNCTIONS,
    JOINS,
    Node,
    call_name,
    children,
    comparisons,
    function_name,
    function_names,
    is_computed,
    last_name,
    line_of,
    owner_of,
    path_of,
    text_of,
)
from .words import (
    COMMAND,
    CUTS,
    EVENTS,
    FORMAT,
    HANDLER,
    MEDIA,
    NOT_COMMANDS,
    PATTERN,
    REGISTERS,
    SEARCHED,
    SENDS,
    SIZES,
    TIMER_CALLS,
    TIMERS,
    captures,
    looks_partial,
    pieces,
)

_COMPARISONS = (astnodes.EqToOp, astnodes.NotEqToOp)
_REFERENCES = (astnodes.Name, astnodes.Index)


@dataclass(frozen=True, slots=True)
class _Where:
    """What is known at a place of the tree: the function around it, and the media its branch is about."""

    function: str = ""
    media: frozenset[str] = frozenset()
    exact: bool = False
    names: tuple[str, ...] = ()


class Scan:
    """One walk over the trees of an addon, in the order in which they are loaded."""

    def __init__(self, found: Lifted) -> None:
        self._found = found
        self._constants = Constants()
        self._evidence: list[Evidence] = []
        self._calls = Calls()
        self._dispatch = Dispatch()
        self._functions: frozenset[str] = frozenset()
        self._file = ""

    def run(self, trees: Iterable[tuple[str, Node]]) -> None:
        trees = list(trees)
        for file, tree in trees:
            self._constants.read(tree, file)
        self._functions = frozenset(name for _, tree in trees for name in function_names(tree))
        for file, tree in trees:
            self._file = file
            self._visit(tree, _Where())
        self._evidence += self._dispatch.evidence()
        self._found.unread += self._dispatch.unread()
        self._values()
        if any(each.confidence == 1 for each in self._evidence):
            # The addon has a table of its messages; other patterns are about something else.
            self._found.unread = [
                replace(each, hides=each.hides and not any(word in each.why for word in ("pattern", "stored under")))
                for each in self._found.unread
            ]
        for evidence in self._calls.settled(self._evidence):
            self._found.commands.setdefault(evidence.command, Command(evidence.command)).evidence.append(evidence)

    # The walk

    def _visit(self, node: Node, where: _Where) -> None:
        if isinstance(node, FUNCTIONS):
            where = self._function(node, where)
        elif isinstance(node, (astnodes.If, astnodes.ElseIf)):
            self._branch(node, where)
            return
        elif isinstance(node, (astnodes.Assign, astnodes.LocalAssign)):
            self._assign(node, where)
            return
        elif isinstance(node, (astnodes.Call, astnodes.Invoke)):
            self._call(node, where)
        elif isinstance(node, astnodes.Table):
            found = list(table_evidence(node, self._place, where.function, self._word, self._functions))
            if where.names and not where.function:
                found = [replace(each, function=inside(where.names[0])) for each in found]
            self._evidence += found
            for each in found:
                for name in where.names[:1]:
                    self._dispatch.put(name, each)
            where = replace(where, names=())
        elif isinstance(node, astnodes.String):
            self._text(node, where)
        elif isinstance(node, _COMPARISONS):
            self._compared(node, where)
        elif isinstance(node, astnodes.Index) and isinstance(node.idx, astnodes.Concat):
            # Such as self["On_" .. command]: every function of such a name is called from here.
            self._calls.by_name.append((where.function, text_of(node.idx.left) or "?"))
        elif is_computed(node) and self._word(node.idx) is None:
            # Whoever looks into a table of functions calls what is in it.
            self._calls.plain.append((where.function, inside(owner_of(node)), where.media, where.exact))
        for child in children(node):
            self._visit(child, where)

    def _function(self, node: Node, where: _Where) -> _Where:
        name = function_name(node)
        if not name:
            return where
        if match := HANDLER.match(name):
            self._note(node, match[1], f"the function {name}", 0.8, replace(where, function=name))
        elif not isinstance(node, astnodes.LocalFunction) and COMMAND.match(name) and "." in path_of(node.name):
            self._note(node, name, f"the function {path_of(node.name)}", 0.8, where)
        elif isinstance(node, astnodes.Method) and COMMAND.match(name):
            self._stored(owner_of(node), node, name, f"the method {name}", where)
        media, exact = EVENTS.get(name, (where.media, where.exact))
        return _Where(name, media, exact)

    def _branch(self, node: Node, where: _Where) -> None:
        inner = where
        for test in comparisons(node.test):
            left, right = test.left, test.right
            name, word = (
                (last_name(left), text_of(right)) if text_of(right) is not None else (last_name(right), text_of(left))
            )
            if word is None:
                continue
            if word in EVENTS:
                inner = replace(inner, media=EVENTS[word][0], exact=EVENTS[word][1])
            elif word in MEDIA and name.lower() in NOT_COMMANDS:
                inner = replace(inner, media=frozenset((MEDIA[word],)), exact=True)
        self._visit_test(node.test, where, inner)
        self._visit(node.body, inner)
        if node.orelse is not None:
            self._visit(node.orelse, where)

    def _visit_test(self, test: Node, where: _Where, inner: _Where) -> None:
        """What is compared in a test is about the media that the branch is about."""
        if isinstance(test, JOINS):
            self._visit_test(test.left, where, inner)
            self._visit_test(test.right, where, inner)
        else:
            self._visit(test, inner if isinstance(test, astnodes.EqToOp) else where)

    def _compared(self, test: Node, where: _Where) -> None:
        for side, other in ((test.left, test.right), (test.right, test.left)):
            word, name = self._word(side), last_name(other)
            if isinstance(other, astnodes.Call):
                name = call_name(other).rpartition(".")[2]
                name = name if name in CUTS else ""
            if word and COMMAND.match(word) and name and name.lower() not in NOT_COMMANDS:
                self._note(test, word, f"compared with {name}", 0.75, where)
                return

    def _word(self, node: Node) -> str | None:
        """The text of a literal, or of a name the addon gave to one."""
        word = text_of(node)
        if word is None and isinstance(node, (astnodes.Name, astnodes.Index)):
            value = self._constants.named(path_of(node))
            word = value.value if value is not None and isinstance(value.value, str) else None
        return word

    def _stored(self, table: str, node: Node, command: str, how: str, where: _Where) -> None:
        place = self._place(node)
        exact = where.exact and bool(where.media)
        self._dispatch.put(
            table, Evidence(command, place, how, 0.75, media=where.media, exact=exact, function=inside(table))
        )

    def _assign(self, node: Node, where: _Where) -> None:
        targets = tuple(last_name(target) for target in node.targets)
        for target, value in zip(node.targets, node.values, strict=False):
            name = self._key(target)
            if isinstance(value, astnodes.AnonymousFunction):
                self._visit(value, self._named_function(target, name, where))
            else:
                if isinstance(target, astnodes.Index) and isinstance(value, _REFERENCES) and COMMAND.match(name):
                    self._stored(owner_of(target), target, name, "a function stored by its command", where)
                self._visit(value, replace(where, names=targets))
            if is_computed(target) and not name and isinstance(value, (*_REFERENCES, astnodes.AnonymousFunction)):
                why = "the command that a function is stored under is worked out while it runs"
                self._dispatch.hide(owner_of(target), Unread(self._place(target), why))
        for target in node.targets:
            self._visit(target, where)

    def _key(self, target: Node) -> str:
        """The last part of what is assigned to, empty when it is worked out while the addon runs."""
        return (self._word(target.idx) or "") if is_computed(target) else last_name(target)

    def _named_function(self, target: Node, name: str, where: _Where) -> _Where:
        if isinstance(target, astnodes.Index):
            if COMMAND.match(name):
                how = f"the function {path_of(target) or f'{owner_of(target)}.{name}'}"
                self._note(target, name, how, 0.8, where)
                self._stored(owner_of(target), target, name, how, where)
            elif match := HANDLER.match(name):
                self._note(target, match[1], f"the function {name}", 0.8, where)
        media, exact = EVENTS.get(name, (where.media, where.exact))
        return _Where(name, media, exact)

    def _call(self, node: Node, where: _Where) -> None:
        path = call_name(node)
        name, args = path.rpartition(".")[2], list(node.args)
        self._calls.plain.append((where.function, name, where.media, where.exact))
        if name in ("RegisterAddonMessagePrefix", "RegisterComm") and args:
            self._prefix(node, args[0])
            if name == "RegisterComm":
                method = text_of(args[1]) if len(args) > 1 else "OnCommReceived"
                self._calls.plain.append(("", method or last_name(args[1]), frozenset(ADDON_MEDIA), False))
        elif name in TIMER_CALLS and len(args) > TIMER_CALLS[name]:
            value = self._constants.follow(args[TIMER_CALLS[name]], self._file)
            if value is not None and isinstance(value.value, float):
                self._found.timers.append(replace(value, place=self._place(node), confidence=0.9))
            elif value is None:
                self._unread(node, f"the duration given to {name} is worked out while it runs", hides=False)
        elif path in ("loadstring", "load", "RunScript", "_G.loadstring"):
            self._unread(node, f"{name} runs text that is put together while it runs")
        elif name in SENDS:
            self._sent(node, name, args, where)
        if REGISTERS.search(name) and len(args) > 1 and (word := text_of(args[0])) and COMMAND.match(word):
            self._note(node, word, f"given to {name}", 0.85, where)
        if name in ("match", "find", "gmatch") and args and not isinstance(node, astnodes.Invoke):
            args = args[1:]
        if name == "find" and args and (match := SEARCHED.match(text_of(args[0]) or "")):
            self._note(node, match[1], "searched for in a message", 0.7, where)
        if name in ("match", "gmatch") and args and self._constants.follow(args[0], self._file) is None:
            self._unread(node, f"the pattern given to {name} is put together while it runs")

    def _sent(self, node: Node, name: str, args: list[Node], where: _Where) -> None:
        media = SENDS[name] or next((MEDIA[word] for arg in args if (word := text_of(arg)) in MEDIA), "")
        for arg in args:
            word = text_of(arg)
            if word and COMMAND.match(word) and word not in MEDIA:
                found = frozenset((media,)) if media else frozenset[str]()
                self._note(node, word, f"sent by {name}", 0.8, replace(where, media=found), sent=True)

    def _text(self, node: Node, where: _Where) -> None:
        text = text_of(node) or ""
        if match := PATTERN.match(text):
            # The command itself may be captured.
            first = len(match[1])
            count, names = captures(text) - first, where.names[first:]
            named = names if len(names) == count else ("",) * count
            self._note(node, match[2], "a pattern", 0.9, where, fields=named, text=text, partial=looks_partial(text))
        elif (match := FORMAT.match(text)) and match[1] not in NOT_COMMANDS:
            # What ends with a space is put together with more.
            fields = None if text.endswith(" ") else ("",) * pieces(text)
            self._note(node, match[1], "a format string", 0.6, where, sent=True, fields=fields, text=text)

    # Notes

    def _place(self, node: Node) -> Place:
        return Place(self._file, line_of(node))

    def _note(
        self,
        node: Node,
        command: str,
        how: str,
        confidence: float,
        where: _Where,
        *,
        sent: bool = False,
        fields: tuple[str, ...] | None = None,
        text: str = "",
        partial: bool = False,
    ) -> None:
        self._evidence.append(
            Evidence(
                *(command, self._place(node), how, confidence, sent, fields, partial),
                *(where.media, where.exact and bool(where.media), text, where.function),
            )
        )

    def _unread(self, node: Node, why: str, *, hides: bool = True) -> None:
        self._found.unread.append(Unread(self._place(node), why, hides))

    def _prefix(self, node: Node, argument: Node) -> None:
        value = self._constants.follow(argument, self._file)
        if value is not None and isinstance(value.value, str):
            self._found.prefixes.append(replace(value, place=self._place(node)))
        else:
            self._unread(node, "the prefix that is registered is worked out while it runs")

    def _values(self) -> None:
        for value in self._constants:
            name = value.name.rpartition(".")[2]
            parts = value.name.split(".")
            if not isinstance(value.value, float):
                continue
            if "timers" in parts[:-1] or TIMERS.search(name):
                self._found.timers.append(replace(value, confidence=1.0 if "timers" in parts else 0.7))
            elif "limits" in parts[:-1] or SIZES.search(name):
                self._found.sizes.append(replace(value, confidence=1.0 if "limits" in parts else 0.7))
