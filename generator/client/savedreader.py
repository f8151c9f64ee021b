"""Taking SavedVariables text apart; `generator.client.savedvars` is the door to it.

The grammar is the part of Lua 5.1 that spells data: assignments of literals and table constructors, comments,
both kinds of strings, and the spellings of infinity and NaN that writers have used. Everything is read with a
cursor over bytes and an own list of open tables, so no input can exhaust Python's stack.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

from generator.client.luatable import LuaKey, LuaTable, LuaValue, number


@dataclass(frozen=True)
class Limits:
    """What a file may at most be. Lua's own reader gives up at about 200 nested tables."""

    bytes: int = 64 * 1024 * 1024
    depth: int = 180
    items: int = 4_000_000


class SavedVariablesError(ValueError):
    """A file that is not SavedVariables text, or a value that cannot be written as such.

    `filename`, `line` and `column` (both from 1, the column in bytes; 0 when there is no place to point at),
    `problem` and `advice` are also in the message.
    """

    def __init__(self, problem: str, advice: str, filename: str, line: int = 0, column: int = 0) -> None:
        where = f"{filename}:{line}:{column}" if line else filename
        super().__init__(f"{where}: {problem}; {advice}")
        self.problem = problem
        self.advice = advice
        self.filename = filename
        self.line = line
        self.column = column


_PLAIN = "SavedVariables hold only strings, numbers, booleans, nil and tables"
_SPACE = re.compile(rb"[ \t\r\n\f\v]+")
NAME = re.compile(rb"[A-Za-z_][A-Za-z0-9_]*")
_NUMBER = re.compile(rb"0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_INFINITE = re.compile(rb"1\.#(INF|IND|QNAN|SNAN)\w*")
_LONG = re.compile(rb"\[(=*)\[")
_CHUNK = re.compile(rb"[^\\\"\r\n]*")
_CHUNK_SINGLE = re.compile(rb"[^\\'\r\n]*")
_DECIMAL = re.compile(rb"\d{1,3}")
_NEWLINE = re.compile(rb"\r\n|\n\r|\r|\n")
_ESCAPES = {
    b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v",
}  # fmt: skip
_WORDS: dict[bytes, LuaValue] = {
    b"true": True, b"false": False, b"nil": None,
    b"inf": math.inf, b"nan": math.nan, b"math.huge": math.inf, b"nan(ind)": math.nan, b"nan(snan)": math.nan,
}  # fmt: skip
_WORD = re.compile(rb"true\b|false\b|nil\b|inf\b|nan\((?:s?nan|ind)\)|nan\b|math\.huge\b")
RESERVED = frozenset(
    b"and break do else elseif end false for function if in local nil not or repeat return then true until "
    b"while".split()
)
# Lua stores the positional entries of a table constructor in batches of this many (LFIELDS_PER_FLUSH), which
# decides who wins when a keyed entry names the same place.
_BATCH = 50


@dataclass
class _Open:
    """A table whose closing brace has not come yet."""

    position: int
    table: LuaTable = field(default_factory=LuaTable)
    key: LuaKey | None = None
    stored: int = 0
    pending: list[LuaValue] = field(default_factory=list)

    def flush(self) -> None:
        for value in self.pending:
            self.stored += 1
            self.table[self.stored] = value
        self.pending.clear()

    def take(self, value: LuaValue) -> None:
        if self.key is None:
            self.pending.append(value)
        else:
            self.table[self.key] = value
            self.key = None


class Parser:
    """A cursor over the text. Tables are kept on a list, not on Python's stack."""

    def __init__(self, source: bytes, filename: str, limits: Limits) -> None:
        self.source = source
        self.filename = filename
        self.limits = limits
        self.position = 3 if source.startswith(b"\xef\xbb\xbf") else 0
        self.items = 0

    def place(self, position: int) -> tuple[int, int]:
        """Line and column of a byte, both from 1."""
        before = self.source[:position]
        return len(_NEWLINE.findall(before)) + 1, position - max(before.rfind(b"\n"), before.rfind(b"\r"))

    def error(self, problem: str, advice: str, position: int | None = None) -> SavedVariablesError:
        line, column = self.place(self.position if position is None else position)
        return SavedVariablesError(problem, advice, self.filename, line, column)

    def seen(self) -> str:
        """What is at the cursor, for an error message."""
        rest = self.source[self.position : self.position + 24]
        if not rest:
            return "the end of the file"
        word = re.match(rb"[\w.#]+|[^\w]", rest)
        text = (word.group() if word else rest[:1]).decode("utf-8", "backslashreplace")
        return repr(text)

    def skip(self) -> None:
        """Past white space and comments."""
        source = self.source
        while True:
            if space := _SPACE.match(source, self.position):
                self.position = space.end()
            if not source.startswith(b"--", self.position):
                return
            start = self.position
            self.position += 2
            if _LONG.match(source, self.position):
                self.long_string(start, "comment")
            else:
                end = _NEWLINE.search(source, self.position)
                self.position = end.end() if end else len(source)

    def take(self, mark: bytes) -> bool:
        if self.source.startswith(mark, self.position):
            self.position += len(mark)
            return True
        return False

    def file(self) -> dict[str, LuaValue]:
        if self.source[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise self.error("the file is UTF-16", "save it as UTF-8, the way the game writes it")
        found: dict[str, LuaValue] = {}
        self.skip()
        while self.position < len(self.source):
            name = self.name()
            if name is None:
                raise self.error(f"expected NAME = value, found {self.seen()}", _PLAIN)
            self.skip()
            if not self.take(b"="):
                raise self.error(f"expected '=' after {name}, found {self.seen()}", _PLAIN)
            found[name] = self.value()
            self.skip()
            if self.take(b";"):
                self.skip()
        return found

    def name(self) -> str | None:
        match = NAME.match(self.source, self.position)
        if match is None or match.group() in RESERVED:
            return None
        self.position = match.end()
        return match.group().decode("ascii")

    def value(self) -> LuaValue:
        """One value; the tables around the cursor are in `open`, innermost last."""
        open_tables: list[_Open] = []
        value: LuaValue
        while True:
            self.skip()
            if self.source.startswith(b"{", self.position):
                self.enter(open_tables)
            else:
                value = self.scalar()
                if not open_tables:
                    return value
                open_tables[-1].take(value)
                self.separator(open_tables[-1])
            while self.at_close():
                value = self.leave(open_tables)
                if not open_tables:
                    return value
                open_tables[-1].take(value)
                self.separator(open_tables[-1])
            self.field_start(open_tables[-1])

    def enter(self, open_tables: list[_Open]) -> None:
        if len(open_tables) >= self.limits.depth:
            raise self.error(
                f"tables are nested more than {self.limits.depth} deep", "the game would not read this file either"
            )
        open_tables.append(_Open(self.position))
        self.position += 1

    def at_close(self) -> bool:
        self.skip()
        return self.source.startswith(b"}", self.position)

    def leave(self, open_tables: list[_Open]) -> LuaTable:
        self.position += 1
        closed = open_tables.pop()
        closed.flush()
        return closed.table

    def separator(self, table: _Open) -> None:
        self.skip()
        if self.take(b",") or self.take(b";") or self.at_close():
            return
        opened, _ = self.place(table.position)
        raise self.error(
            f"expected ',' or '}}' in the table opened on line {opened}, found {self.seen()}",
            "the file may be cut off or edited by hand: restore it from its .bak copy"
            if self.position >= len(self.source)
            else _PLAIN,
        )

    def field_start(self, table: _Open) -> None:
        """The `[key] =` or `name =` before a value, if there is one."""
        self.items += 1
        if self.items > self.limits.items:
            raise self.error(
                f"the file has more than {self.limits.items} entries", "check that it is a SavedVariables file"
            )
        if len(table.pending) == _BATCH:
            table.flush()
        start = self.position
        if self.source.startswith(b"[", start) and not _LONG.match(self.source, start):
            table.key = self.bracket_key()
        elif (name := self.name()) is not None:
            self.skip()
            if not self.take(b"="):
                # A word that is a value, not a key; `scalar` knows which words those are.
                self.position = start
                return
            table.key = name.encode("ascii")

    def bracket_key(self) -> LuaKey:
        self.position += 1
        self.skip()
        at = self.position
        key = self.scalar()
        if key is None or key != key:
            raise self.error("nil and NaN cannot be keys", "remove the entry", at)
        assert not isinstance(key, LuaTable)
        self.skip()
        if not self.take(b"]"):
            raise self.error(f"expected ']' after the key, found {self.seen()}", _PLAIN)
        self.skip()
        if not self.take(b"="):
            raise self.error(f"expected '=' after the key, found {self.seen()}", _PLAIN)
        return key

    def scalar(self) -> LuaValue:
        source, start = self.source, self.position
        quote = source[start : start + 1]
        if quote in (b'"', b"'"):
            return self.quoted(quote)
        if _LONG.match(source, start):
            return self.long_string(start, "string")
        if quote == b"-" or quote.isdigit() or quote == b".":
            return self.arithmetic()
        if quote == b"(":
            return self.parenthesis()
        if word := _WORD.match(source, start):
            self.position = word.end()
            value = _WORDS[word.group()]
            return self.over(value) if isinstance(value, float) else value
        raise self.error(f"expected a value, found {self.seen()}", _PLAIN)

    def parenthesis(self) -> int | float:
        """`(0/0)`: a quotient that spells NaN or infinity, in brackets. Only one pair of them."""
        self.position += 1
        self.skip()
        if self.source.startswith(b"(", self.position):
            raise self.error("brackets within brackets", _PLAIN)
        value = self.arithmetic()
        self.skip()
        if not self.take(b")"):
            raise self.error(f"expected ')', found {self.seen()}", _PLAIN)
        return value

    def arithmetic(self) -> int | float:
        """A number with its sign, in whatever way infinities and NaN are spelled: 1.#INF, inf, 1/0, -(0/0)."""
        negative = False
        while self.source.startswith(b"-", self.position) and not self.source.startswith(b"--", self.position):
            negative = not negative
            self.position += 1
            self.skip()
        value: int | float
        if self.source.startswith(b"(", self.position):
            value = self.parenthesis()
        elif word := _WORD.match(self.source, self.position):
            found = _WORDS[word.group()]
            if not isinstance(found, float):
                raise self.error(f"expected a number, found {self.seen()}", _PLAIN)
            value = found
            self.position = word.end()
        else:
            value = self.number()
        return self.over(number(-float(value)) if negative else value)

    def over(self, value: float) -> int | float:
        """`value`, divided when a quotient follows."""
        before = self.position
        self.skip()
        if not self.take(b"/"):
            self.position = before
            return value
        self.skip()
        divisor = self.number()
        if divisor == 0:
            return math.nan if value == 0 or value != value else math.copysign(math.inf, value)
        return number(value / divisor)

    def number(self) -> int | float:
        if odd := _INFINITE.match(self.source, self.position):
            self.position = odd.end()
            return math.inf if odd.group(1) == b"INF" else math.nan
        match = _NUMBER.match(self.source, self.position)
        if match is None:
            raise self.error(f"expected a number, found {self.seen()}", _PLAIN)
        after = self.source[match.end() : match.end() + 1]
        if after == b"." or after == b"_" or after.isalnum():
            raise self.error(f"{self.seen()} is not a number", "write it as Lua would, for example 1.5 or 1e+308")
        self.position = match.end()
        text = match.group()
        try:
            return number(int(text, 16) if text[:2] in (b"0x", b"0X") else float(text))
        except OverflowError:
            return math.inf

    def quoted(self, quote: bytes) -> bytes:
        start = self.position
        chunk = _CHUNK if quote == b'"' else _CHUNK_SINGLE
        self.position += 1
        parts: list[bytes] = []
        while True:
            run = chunk.match(self.source, self.position)
            assert run is not None
            parts.append(run.group())
            self.position = run.end()
            if self.take(quote):
                return b"".join(parts)
            if not self.take(b"\\"):
                raise self.error(
                    "a string does not end on its line",
                    "close the quote, or restore the file from its .bak copy if it is cut off",
                    start,
                )
            parts.append(self.escape(start))

    def escape(self, start: int) -> bytes:
        """What stands behind a backslash. An unknown letter stands for itself, as in Lua 5.1."""
        if newline := _NEWLINE.match(self.source, self.position):
            self.position = newline.end()
            return b"\n"
        if decimal := _DECIMAL.match(self.source, self.position):
            value = int(decimal.group())
            if value > 255:
                raise self.error(f"\\{value} is not a byte", "decimal escapes go from \\0 to \\255", start)
            self.position = decimal.end()
            return bytes((value,))
        letter = self.source[self.position : self.position + 1]
        self.position += len(letter)
        return _ESCAPES.get(letter, letter)

    def long_string(self, start: int, what: str) -> bytes:
        opening = _LONG.match(self.source, self.position)
        assert opening is not None
        end = self.source.find(b"]" + opening.group(1) + b"]", opening.end())
        if end < 0:
            raise self.error(f"a long {what} is never closed", "restore the file from its .bak copy", start)
        # Lua 5.1 takes it for an old way to nest long strings, and refuses it.
        if not opening.group(1) and b"[[" in self.source[opening.end() : end]:
            raise self.error(f"a long {what} in [[ ]] holds [[", "write it as [=[ ... ]=]", start)
        self.position = end + len(opening.group())
        body = _NEWLINE.sub(b"\n", self.source[opening.end() : end])
        return body[1:] if body.startswith(b"\n") else body
