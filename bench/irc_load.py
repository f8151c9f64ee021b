"""Clients for bench/citrus.py: many sockets, one loop, and it waits until everything said has been heard."""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Callable, Sequence

from ircds import NotThere

_PATIENCE = 60.0
_SAID = b" PRIVMSG "
#: Clients that come together. Some servers look at who is new only once a second.
_AT_ONCE = 250
#: What is said: sixty bytes of text, as people write.
TEXT = b"All of Stormwind is at the harvest festival, and so are we!!"


class Client:
    """A socket, and how many messages came out of it."""

    def __init__(self, port: int, nick: bytes) -> None:
        self.nick = nick
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""
        self.heard = 0
        self.seen: list[bytes] = []
        self.socket.sendall(b"NICK %s\r\nUSER %s 0 * :%s\r\n" % (nick, nick, nick))


class Crowd:
    """Clients spread over the ports, all registered."""

    def __init__(self, ports: Sequence[int], count: int, prefix: bytes = b"u") -> None:
        self._poll = select.epoll()
        self._clients: dict[int, Client] = {}
        self.clients: list[Client] = []
        for start in range(0, count, _AT_ONCE):
            numbers = range(start, min(count, start + _AT_ONCE))
            some = [Client(ports[number % len(ports)], b"%s%d" % (prefix, number)) for number in numbers]
            for each in some:
                self._clients[each.socket.fileno()] = each
                self._poll.register(each.socket, select.EPOLLIN)
            self.clients += some
            self.until(lambda some=some: all(self._has(each, b"376", b"422") for each in some), "registered")

    def _has(self, client: Client, *numerics: bytes) -> bool:
        return any(line.split(b" ")[1:2] == [numeric] for line in client.seen for numeric in numerics)

    def join(self, channel: bytes) -> None:
        """Everybody into one channel."""
        for each in self.clients:
            each.seen.clear()
            each.socket.sendall(b"JOIN %s\r\n" % channel)
        self.until(lambda: all(self._has(each, b"366") for each in self.clients), "in the channel")
        # Until everybody has seen everybody come.
        self.quiet()
        for each in self.clients:
            each.seen.clear()

    def until(self, ready: Callable[[], bool], what: str) -> None:
        """Read until it is so."""
        end = time.monotonic() + _PATIENCE
        while not ready():
            if time.monotonic() > end:
                raise NotThere(f"it did not come to be that all are {what}")
            self._read(0.5)

    def quiet(self, seconds: float = 0.3) -> None:
        """Read until nothing has come for so long."""
        while self._read(seconds):
            pass

    def _read(self, seconds: float) -> bool:
        ready = self._poll.poll(seconds)
        for number, _ in ready:
            client = self._clients[number]
            data = client.socket.recv(262_144)
            if not data:
                raise NotThere(f"it hung up on {client.nick.decode()}: {client.seen[-1:]}")
            whole, end, rest = data.rpartition(b"\n")
            whole, client.rest = (client.rest + whole, rest) if end else (b"", client.rest + rest)
            count = whole.count(_SAID)
            client.heard += count
            if count != whole.count(b"\n") + bool(whole):
                self._other(client, whole)
        return bool(ready)

    def _other(self, client: Client, whole: bytes) -> None:
        for line in whole.split(b"\n"):
            if line.startswith(b"PING"):
                client.socket.sendall(b"PONG" + line[4:].rstrip(b"\r") + b"\r\n")
            elif _SAID not in line:
                client.seen.append(line)

    def round(self, senders: Sequence[Client], targets: Sequence[bytes], lines: int, expected: int) -> None:
        """Each sender says ``lines`` lines to its target; ``expected`` is how many messages are heard in all."""
        for each in self.clients:
            each.heard = 0
        for sender, target in zip(senders, targets, strict=True):
            sender.socket.sendall(b"PRIVMSG %s :%s\r\n" % (target, TEXT) * lines)
        self._all_heard(expected)

    def _all_heard(self, expected: int) -> None:
        end = time.monotonic() + _PATIENCE
        while (heard := sum(each.heard for each in self.clients)) < expected:
            if time.monotonic() > end:
                raise NotThere(f"only {heard:,} of {expected:,} messages arrived")
            self._read(0.5)

    def rounds(self, senders: Sequence[Client], target: bytes, seconds: float) -> list[float]:
        """Rounds of one line a sender, each begun when all have heard the one before: the seconds each took."""
        found: list[float] = []
        begin = time.perf_counter()
        while time.perf_counter() - begin < seconds:
            start = time.perf_counter()
            self.round(senders, [target] * len(senders), 1, len(senders) * (len(self.clients) - 1))
            found.append(time.perf_counter() - start)
        return found

    def close(self) -> None:
        for each in self.clients:
            each.socket.close()
        self._poll.close()
