"""``Irc``: the front end's core. Bytes of clients and events of the node come in, lines for clients come out.

No socket and no clock: whoever runs it says how late it is, and takes what is to be sent from ``outgoing``.
"""

from __future__ import annotations

from collections.abc import Callable

from ..node import Node
from ..view import Event
from .caps import BATCH, LABELS, sasl_changed
from .client import Client
from .commands import COMMANDS, Command
from .known import Known
from .limits import GREETING_BYTES, QUIT_BYTES, IrcSettings
from .line import LINE_BYTES, TAG_BYTES, cut, is_utf8, params_of, tags_of
from .monitor import clear
from .registration import register_if_ready
from .showing import EVENTS


class Irc(Known):
    """``wake`` is called when there is something to send and there was nothing before."""

    def __init__(self, node: Node, settings: IrcSettings, wake: Callable[[], None] = lambda: None) -> None:
        super().__init__(node, settings, wake)
        self._hosts: dict[bytes, int] = {}
        self._throttled: dict[Client, None] = {}
        self._clients = 0
        self._checked = 0.0
        self._service = False
        # What is there already.
        for sid, name in sorted(node.state.view.servers.items()):
            self.event(Event("server", sid, value=name))
        for uid in sorted(node.state.view.users):
            self.event(Event("user", uid, value=node.state.view.shown[uid]))
            for cid in sorted(cid for cid, members in node.state.view.members.items() if uid in members):
                self.event(Event("join", uid, cid))

    # Connections

    def connected(self, host: bytes, now: float, *, secure: bool = False) -> Client | None:
        """Somebody connects from an address; None when there are too many already."""
        self.now = now
        number = self._hosts.get(host, 0)
        if len(self.clients) >= self.limits.clients or number >= self.limits.per_host:
            return None
        self._hosts[host] = number + 1
        self._clients += 1
        client = Client(self._clients, host, now, secure)
        client.heard = client.filled = client.spoke = now
        client.tokens = float(self.limits.flood_burst)
        self.clients[client.id] = client
        self.most_here = max(self.most_here, len(self.clients))
        return client

    def received(self, client: Client, data: bytes, now: float) -> None:
        """Bytes of a client. Never raises for what a client sent."""
        if client.closing:
            return
        self.now = client.heard = now
        client.pinged = 0.0
        self.node.clock(now)
        lines = (client.rest + data).split(b"\n")
        client.rest = lines.pop()
        if client.person is None:
            client.got += len(data)
            if client.got > GREETING_BYTES:
                self.end(client, b"Too much was sent before registering")
                return
        if client.overlong and lines:
            lines[0] = b""
            client.overlong = False
        if len(client.rest) > LINE_BYTES + TAG_BYTES:
            if not client.overlong:
                self.reply(client, "INPUTTOOLONG")
            client.rest, client.overlong = b"", True
        if client.waiting or self.limits.flood_lines:
            self._take_turns(client, lines)
            return
        for line in lines:
            self._line(client, line)
            if client.closing:
                break

    def _take_turns(self, client: Client, lines: list[bytes]) -> None:
        """Lines, as many as the client may send by now; the others wait."""
        limits, waiting = self.limits, client.waiting
        waiting.extend(lines)
        client.waiting_bytes += sum(map(len, lines))
        gained = (self.now - client.filled) * limits.flood_lines
        client.tokens = min(limits.flood_burst, client.tokens + gained)
        client.filled = self.now
        while waiting and (client.tokens >= 1 or not limits.flood_lines) and not client.closing:
            line = waiting.popleft()
            client.waiting_bytes -= len(line)
            client.tokens -= 1
            self._line(client, line)
        if waiting and not client.closing:
            self._throttled[client] = None
            if client.waiting_bytes > limits.receive_queue:
                self.end(client, b"Excess flood")
        else:
            self._throttled.pop(client, None)

    def lost(self, client: Client, why: bytes, now: float) -> None:
        """A connection has ended."""
        self.now = now
        self.node.clock(now)
        if not client.closing:
            self._remove(client, why)

    def end(self, client: Client, why: bytes) -> None:
        """End a connection of our own accord."""
        if client.closing:
            return
        where = b"%b@%b" % (client.user or b"unknown", client.host)
        client.kept = None
        self.put(client, b"ERROR :Closing link: (%b) [%b]\r\n" % (where, why))
        self._remove(client, why)

    def _remove(self, client: Client, why: bytes) -> None:
        client.closing = True
        client.waiting.clear()
        client.rest = b""
        self._throttled.pop(client, None)
        self.clients.pop(client.id, None)
        self.logins.pop(client.login, None)
        clear(self, client)
        left = self._hosts.get(client.host, 1) - 1
        if left:
            self._hosts[client.host] = left
        else:
            self._hosts.pop(client.host, None)
        person = client.person
        if person is not None:
            self.by_uid.pop(person.uid, None)
            for room in person.rooms:
                room.clients.pop(client, None)
            person.client = None
            if person.uid in self.node.own.users:
                self.node.remove_user(person.uid, cut(why, QUIT_BYTES))

    # Time

    def tick(self, now: float) -> None:
        """Do what is due: lines that waited for their turn, clients that say nothing."""
        self.now = now
        self.node.clock(now)
        for client in list(self._throttled):
            self._take_turns(client, [])
        if now >= self._checked + 1:
            self._checked = now
            for client in list(self.clients.values()):
                self._look_at(client)

    def due(self) -> float:
        """When ``tick`` is to be called."""
        return self.now + 0.2 if self._throttled else max(self.now, self._checked + 1)

    def _look_at(self, client: Client) -> None:
        limits = self.limits
        if client.person is None:
            if self.now >= client.since + limits.registration:
                self.end(client, b"Registration timed out")
        elif client.pinged:
            if self.now >= client.pinged + limits.pong:
                self.end(client, b"Ping timeout: %d seconds" % (self.now - client.heard))
        elif self.now >= client.heard + limits.ping:
            client.pinged = self.now
            self.put(client, b"PING :%b\r\n" % self.name)

    # Lines

    def _line(self, client: Client, line: bytes) -> None:
        """One line of a client, to the end: what the node makes of it is told too."""
        if line[-1:] == b"\r":
            line = line[:-1]
        if line[:1] == b"@":
            self._tagged_line(client, line)
        elif line:
            self.tags = b""
            self._bare_line(client, line)

    def _tagged_line(self, client: Client, line: bytes) -> None:
        tags, _, line = line[1:].partition(b" ")
        line = line.lstrip(b" ")
        if len(tags) > TAG_BYTES - 2:
            self.reply(client, "INPUTTOOLONG")
            return
        if not is_utf8(tags) or b"\0" in tags or b"\r" in tags:
            self._no_utf8(client, b"*")
            return
        self.tags = tags
        label = tags_of(tags).get(b"label", b"")[:64] if client.caps & LABELS and client.caps & BATCH else b""
        if label:
            client.label, client.kept, self.keeper = label, [], client
        if line:
            self._bare_line(client, line)
        if label and client.kept is not None:
            self.say_labeled(client)

    def _bare_line(self, client: Client, line: bytes) -> None:
        if len(line) > LINE_BYTES - 2:
            self.reply(client, "INPUTTOOLONG")
            return
        if line[:1] == b":":
            line = line.partition(b" ")[2].lstrip(b" ")
        if b"\0" in line or b"\r" in line:
            line = line.translate(None, b"\0\r")
        word, _, rest = line.partition(b" ")
        command = COMMANDS.get(word) or COMMANDS.get(word.upper())
        if command is None:
            if client.person is None:
                self.reply(client, "NOTREGISTERED")
            elif word:
                self.reply(client, "UNKNOWNCOMMAND", cut(word, 64) if is_utf8(word) else b"*")
        elif not line.isascii() and not is_utf8(line):
            self._no_utf8(client, command.name)
        else:
            self._run(client, command, params_of(rest.lstrip(b" ")))
        self.node.deliver()
        if self._modes_of is not None:
            self.modes_said()

    def _no_utf8(self, client: Client, command: bytes) -> None:
        self.put(client, b":%b FAIL %b INVALID_UTF8 :The line is not UTF-8\r\n" % (self.name, command))

    def _run(self, client: Client, command: Command, params: list[bytes]) -> None:
        if client.person is None:
            if command.when == "after":
                self.reply(client, "NOTREGISTERED")
                return
        elif command.when == "before":
            self.reply(client, "ALREADYREGISTERED")
            return
        if len(params) > 15:
            params[14:] = [b" ".join(params[14:])]
        # An empty parameter is none, but for the last, which may clear something.
        if command.least and (len(params) < command.least or not params[0]):
            self.reply(client, "NEEDMOREPARAMS", command.name, command.usage.encode() or b"none")
            return
        command.run(self, client, params)

    # What the node tells

    def event(self, event: Event) -> None:
        """Something happened on the network."""
        if event.kind not in ("mode", "level"):
            self.modes_said()
        handle = EVENTS.get(event.kind)
        if handle is not None:
            handle(self, event)

    def account_of(self, uid: bytes) -> tuple[bytes, bytes] | None:  # noqa: ARG002
        """The facts answer."""
        return None

    # Logging in

    def can_log_in(self) -> bool:
        """Whether there is somebody to ask about passwords."""
        return bool(self.node.settings.accounts) and self._service

    def look_for_service(self) -> None:
        """See whether the account service is within reach; clients are told of a change."""
        service = self.node.settings.accounts
        there = bool(service) and service in self.servers
        if there != self._service:
            self._service = there
            sasl_changed(self, there)

    def welcome_if_ready(self, client: Client) -> None:
        """Registration goes on once capabilities are settled."""
        register_if_ready(self, client)
