"""What happened in a world: one record per send, refusal, delivery, drop, fault, script error and session turn."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from json.encoder import encode_basestring_ascii as quoted
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple

from generator.world.counts import Counts

#: send: a client accepted the packet (result 0). refuse: it did not, ``result`` says why. deliver: a client
#: got it. drop: it was lost on the way or on arrival, ``detail`` says why. fault: a fault rule did something to it;
#: ``detail`` has the rule's name and what it did. error: a script error, in ``detail``. session: login, logout,
#: reload, crash, in ``detail``. print: a line an addon printed.
Kind = Literal["send", "refuse", "deliver", "drop", "fault", "error", "session", "print"]

#: Says what a record's packet is, as JSON; see ``generator.world.decoding.Describer``.
Describe = Callable[["Record"], "dict[str, Any] | None"]


class Record(NamedTuple):
    """One line of the trace.

    ``packet`` numbers the sends from 1, and a packet's deliveries and drops carry the number of its send.
    ``sender`` and ``receiver`` are ``Name-NormalizedRealm``; a channel's send has the channel as receiver.
    ``text`` is the exact payload; ``time`` is in seconds of virtual time.
    """

    time: float
    kind: Kind
    medium: str = ""
    sender: str = ""
    receiver: str = ""
    prefix: str = ""
    text: bytes = b""
    result: int | None = None
    detail: str = ""
    packet: int = 0

    def json(self, describe: Describe | None = None) -> str:
        """One line of JSON, always with the same keys in the same order; with ``describe``, ``decoded`` is one more.

        The text is UTF-8 where it can be; a byte that cannot becomes a lone surrogate U+DC80..U+DCFF, so that
        ``line["text"].encode("utf-8", "surrogateescape")`` gives the payload back.
        """
        result = "null" if self.result is None else int(self.result)
        decoded = "" if describe is None else f', "decoded": {json.dumps(describe(self))}'
        # Put together by hand: every record passes here, and the general encoder takes more than twice as long.
        return (
            f'{{"time": {round(self.time, 6)!r}, "kind": {quoted(self.kind)}, "medium": {quoted(self.medium)}, '
            f'"sender": {quoted(self.sender)}, "receiver": {quoted(self.receiver)}, "prefix": {quoted(self.prefix)}, '
            f'"text": {quoted(self.text.decode("utf-8", "surrogateescape"))}, "result": {result}, '
            f'"detail": {quoted(self.detail)}, "packet": {self.packet}{decoded}}}'
        )


class Outcome:
    """What ``Trace.outcome`` gives. Of its own class because each delivery needs one: a generator takes longer."""

    __slots__ = ("_first", "_outer", "_trace")

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        self._first: list[Record] = []

    def __enter__(self) -> list[Record]:
        self._outer, self._trace.held = self._trace.held, []
        return self._first

    def __exit__(self, *_: object) -> None:
        held, self._trace.held = self._trace.held or [], self._outer
        for record in (*self._first, *held):
            self._trace.add(record)


class Trace:
    """The records of one world, in the order in which things happened, with running counts.

    ``keep=False`` keeps the counts and the digest only, for worlds too long to hold.
    """

    def __init__(self, keep: bool = True) -> None:
        self.records: list[Record] = []
        self.counts = Counts()
        self._keep = keep
        self._hash = hashlib.sha256()
        self._hashed = 0
        self.held: list[Record] | None = None
        """Where records wait while an action goes on, see ``outcome``."""

    def outcome(self) -> Outcome:
        """For an action whose own record is known only when it is over.

        What is traced inside is held back; what was put into the list given goes before it.
        """
        return Outcome(self)

    def add(self, record: Record) -> None:
        """Append one record."""
        if self.held is not None:
            self.held.append(record)
            return
        self.counts.add(record.kind, record.medium, record.sender, record.time, len(record.text))
        if self._keep:
            self.records.append(record)
        else:
            self._digest(record)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def __getitem__(self, index: int) -> Record:
        return self.records[index]

    def digest(self) -> str:
        """SHA-256, as 64 hex digits, of the JSON Lines so far: equal for equal runs."""
        for record in self.records[self._hashed :]:
            self._digest(record)
        self._hashed = len(self.records)
        return self._hash.hexdigest()

    def lines(self, describe: Describe | None = None) -> Iterator[str]:
        """The records as JSON Lines, without line ends; decoded by ``describe``, if given, while they are read."""
        return (record.json(describe) for record in self.records)

    def write(self, target: Path | IO[str], describe: Describe | None = None) -> None:
        """Write JSON Lines to a path (made or replaced) or an open text file."""
        if isinstance(target, Path):
            with target.open("w", encoding="utf-8", newline="\n") as file:
                self.write(file, describe)
            return
        for line in self.lines(describe):
            target.write(line + "\n")

    def _digest(self, record: Record) -> None:
        self._hash.update(f"{record.json()}\n".encode())
