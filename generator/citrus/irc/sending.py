"""How lines leave: to one client, to many with each their tags, with a label, and modes gathered into one line."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

from .caps import ACCOUNT_TAG, TAGS, TIME
from .client import Client, Room
from .line import LINE_BYTES, cut, tags_text

#: Sign, letter and value of a mode.
Mode = tuple[bytes, bytes, bytes]


class Sending:
    """``tags`` are those of the line at hand, as they came; ``keeper`` is its client if it has a label."""

    def __init__(self, name: bytes, wake: Callable[[], None]) -> None:
        self.name = name
        self.wake = wake
        self.tags = b""
        self.keeper: Client | None = None
        self._dirty: list[Client] = []
        self._second = (0, b"")
        self._batches = 0
        self._modes: list[Mode] = []
        self._modes_of: tuple[Room, bytes, int, bytes] | None = None

    def source(self, identity: bytes) -> bytes:
        """How a line begins that a user or a server says."""
        raise NotImplementedError

    def account(self, identity: bytes) -> bytes:
        """The account of who says something, ``*`` for none."""
        raise NotImplementedError

    def outgoing(self) -> list[Client]:
        """The clients with something in ``out``, each once. Who takes them empties it, and closes if ``closing``."""
        self.modes_said()
        dirty, self._dirty = self._dirty, []
        return dirty

    def put(self, client: Client, line: bytes) -> None:
        """A line with its end."""
        if client.closing:
            return
        if client.kept is not None:
            client.kept.append(line)
            return
        out = client.out
        if not out:
            if not self._dirty:
                self.wake()
            self._dirty.append(client)
        out.append(line)

    def show(
        self,
        clients: Iterable[Client],
        line: bytes,
        moment: int,
        account: bytes = b"*",
        tags: bytes = b"",
        but: Client | None = None,
    ) -> None:
        """A line with its end to many, made once for each set of capabilities.

        ``moment`` in microseconds since 1970; ``account`` is that of who said it; ``tags`` are what they added.
        """
        if len(line) > LINE_BYTES:
            line = cut(line[:-2], LINE_BYTES - 2) + b"\r\n"
        forms = {0: line}
        last, form = 0, line
        dirty, keeper = self._dirty, self.keeper
        for client in clients:
            if client is but:
                continue
            if client.tagging != last:
                last = client.tagging
                form = forms.get(last) or self._tagged(last, line, moment, account, tags)
                forms[last] = form
            out = client.out
            if client is keeper and client.kept is not None:
                client.kept.append(form)
            elif out:
                out.append(form)
            elif not client.closing:
                if not dirty:
                    self.wake()
                dirty.append(client)
                out.append(form)

    def _tagged(self, caps: int, line: bytes, moment: int, account: bytes, tags: bytes) -> bytes:
        words = []
        if caps & TIME:
            words.append(b"time=" + self.moment(moment))
        if caps & ACCOUNT_TAG and account != b"*":
            words.append(b"account=" + account)
        if caps & TAGS and tags:
            words.append(tags)
        return b"@%b %b" % (b";".join(words), line) if words else line

    def moment(self, moment: int) -> bytes:
        """A time in µs since 1970 as server-time writes it."""
        second, rest = divmod(moment, 1_000_000)
        if self._second[0] != second:
            text = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second % 253_402_300_800))
            self._second = (second, text.encode())
        return b"%b.%03dZ" % (self._second[1], rest // 1000)

    def say_labeled(self, client: Client) -> None:
        """What a labelled line was answered with."""
        lines, client.kept = client.kept or [], None
        self.keeper = None
        label = tags_text({b"label": client.label})
        if not lines:
            self.put(client, b"@%b :%b ACK\r\n" % (label, self.name))
        elif len(lines) == 1:
            self.put(client, _with_tag(label, lines[0]))
        else:
            self._batches += 1
            name = b"%d" % self._batches
            self.put(client, b"@%b :%b BATCH +%b labeled-response\r\n" % (label, self.name, name))
            for line in lines:
                self.put(client, _with_tag(b"batch=" + name, line))
            self.put(client, b":%b BATCH -%b\r\n" % (self.name, name))

    # Modes

    def mode_changed(self, room: Room, identity: bytes, moment: int, sign: bytes, letter: bytes, value: bytes) -> None:
        """A mode of a channel has changed; said together with others of the same source."""
        source = self.source(identity)
        if self._modes_of is None or self._modes_of[:2] != (room, source):
            self.modes_said()
            self._modes_of = (room, source, moment, self.account(identity))
        self._modes.append((sign, letter, value))
        if not self._dirty:
            self.wake()

    def modes_said(self) -> None:
        """Say the modes that were gathered."""
        if self._modes_of is None:
            return
        (room, source, moment, account), self._modes_of = self._modes_of, None
        modes, self._modes = self._modes, []
        head = b"%b MODE %b " % (source, room.name)
        for part in _portions(modes, LINE_BYTES - 2 - len(head)):
            words, last = b"", b""
            for sign, letter, _ in part:
                words += letter if sign == last else sign + letter
                last = sign
            values = b"".join(b" " + value for _, _, value in part if value)
            self.show(room.clients, b"%b%b%b\r\n" % (head, words, values), moment, account)


def _portions(modes: list[Mode], room: int) -> Iterator[list[Mode]]:
    """Modes in portions that fit a line, of at most six."""
    part: list[Mode] = []
    length = 0
    for mode in modes:
        # A sign, a letter, a space and the value.
        needs = 3 + len(mode[2])
        if part and (len(part) == 6 or length + needs > room):
            yield part
            part, length = [], 0
        part.append(mode)
        length += needs
    yield part


def _with_tag(tag: bytes, line: bytes) -> bytes:
    return b"@%b;%b" % (tag, line[1:]) if line[:1] == b"@" else b"@%b %b" % (tag, line)
