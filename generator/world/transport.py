"""Addon messages and game data: the result code at once, the delivery a hop later.

Source: facts/wow-client.md 1 and 2. Who may send and who would get it is decided when it is sent; whether it
arrives is decided on the way (faults, loss) and on arrival (still online, prefix registered).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from generator.virtual.faultrules import (
    PASS,
    Corrupt,
    Deliver,
    Drop,
    Duplicate,
    FaultRule,
    Hold,
    Packet,
    Reorder,
    Verdict,
)
from generator.world import disconnecting, treatment
from generator.world.routes import SUCCESS, Route, addon_route, medium_of
from generator.world.trace import Kind, Record

if TYPE_CHECKING:
    from generator.world.player import Player
    from generator.world.world import World

THROTTLED, CHANNEL_THROTTLED, ERROR, LOCKDOWN = 3, 8, 9, 11
BNET = "BNET"
UNREGISTERED = "prefix not registered"


@dataclass(frozen=True, slots=True)
class Sent:
    """A packet on its way: what the trace says of it, and how it is handed to a receiver's client.

    ``hand_over`` answers why the client did not take it, "" when it did.
    """

    number: int
    medium: str
    sender: Player
    prefix: str
    text: bytes
    hand_over: Callable[[Player, bytes], str]


@dataclass(slots=True)
class Together:
    """One message for many who all get it in the same instant, one right after the other."""

    sent: Sent
    time: float
    receivers: list[Player]
    scheduled: int = 0


class Transport:
    """The way between the clients of a world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._sent = 0
        # Per link with packets on their way, when the last of them arrives.
        self._last: dict[tuple[str, str, str], float] = {}
        # The arrivals last scheduled.
        self._together: Together | None = None
        # Per link on which a packet may be overtaken, the highest number that has arrived since it was sent.
        self._latest: dict[tuple[str, str, str], int] = {}

    def addon(
        self, sender: Player, prefix: str, text: bytes, chat_type: str, target: str | int | None, logged: bool
    ) -> int:
        """C_ChatInfo.SendAddonMessage(Logged); returns Enum.SendAddonMessageResult."""
        settings = self._world.settings
        chat_type = self._world.groups.chat_type(sender, chat_type)
        medium = medium_of(chat_type, logged)
        route = addon_route(sender, chat_type, target)
        text, route = treatment.addon_text(settings.text, text, route, chat_type, logged)
        result = self._allowed(sender, prefix, chat_type, route)
        if result == route.result and route.answer in ("system", "both"):
            self._world.chat.system(sender, "ERR_CHAT_PLAYER_NOT_FOUND_S", str(target))
        if result == CHANNEL_THROTTLED and isinstance(target, int):
            self._world.channels.throttled(sender, target)
        if result != SUCCESS:
            return self._refuse(sender, medium, route.label, prefix, text, result)
        if settings.reach.long_name_bytes and chat_type == "WHISPER":
            disconnecting.check_name(sender, str(target))

        def hand_over(receiver: Player, text: bytes) -> str:
            where = route.arguments(receiver)
            name = sender.sender_name(receiver)
            known = receiver.client.addon_message(prefix, text, chat_type, name, *where, logged=logged)
            return "" if known else UNREGISTERED

        self._send(Sent(self._next(), medium, sender, prefix, text, hand_over), route)
        return SUCCESS

    def game_data(self, sender: Player, handle: int, prefix: str, data: bytes) -> int:
        """C_BattleNet.SendGameData; returns Enum.SendAddonMessageResult."""
        settings = self._world.settings
        session = sender.require_session()
        found = session.friends.find(handle)
        label = str(handle) if found is None else found[0][0]
        code, text, lost = treatment.game_data(settings.bnet, data)
        if settings.bnet.in_lockdown and session.restrictions.lockdown:
            code = LOCKDOWN
        elif found is None:
            code = settings.bnet.offline_result if handle in session.friends.gone else ERROR
        elif code == SUCCESS and settings.throttle.bnet_counts and not sender.take_allowance(prefix):
            code = THROTTLED
        elsewhere = "" if found is None else treatment.elsewhere(sender, found[0][0], found[1])
        if elsewhere and code == SUCCESS:
            code, lost = settings.bnet.elsewhere_result, lost or elsewhere
        if found is None or code != SUCCESS:
            return self._refuse(sender, BNET, label, prefix, data, code)
        receiver = self._world.by_fullname.get(label)
        login = (sender.fullname, session.number)

        def hand_over(to: Player, text: bytes) -> str:
            if to.session is None:
                return "offline"
            seen = to.session.friends.handle_of(login)
            if seen is None:
                if not settings.bnet.hidden_data:
                    return "not known to be online"
                seen = to.session.friends.handle_of_unseen(login)
            return "" if to.client.game_data(prefix, text, seen) else UNREGISTERED

        route = Route(label, receivers=() if receiver is None else (receiver,), lost=lost)
        self._send(Sent(self._next(), BNET, sender, prefix, text, hand_over), route)
        return SUCCESS

    def _allowed(self, sender: Player, prefix: str, chat_type: str, route: Route) -> int:
        session = sender.require_session()
        if session.restrictions.lockdown:
            return LOCKDOWN
        offline = route.answer in ("result", "both")
        if route.result != SUCCESS and not offline:
            return route.result
        throttle = self._world.settings.throttle
        exempt = chat_type == "WHISPER" and throttle.whispers_exempt and not session.in_instance
        if not exempt and not sender.take_allowance(prefix):
            return THROTTLED
        channel_sends = session.channel_sends
        if (
            chat_type == "CHANNEL"
            and channel_sends is not None
            and not channel_sends.take(route.label, self._world.clock.now)
        ):
            return CHANNEL_THROTTLED
        return route.result

    def _next(self) -> int:
        self._sent += 1
        return self._sent

    def _refuse(self, sender: Player, medium: str, label: str, prefix: str, text: bytes, result: int) -> int:
        now = self._world.clock.now
        record = Record(now, "refuse", medium, sender.fullname, label, prefix, text, result)
        self._world.trace.add(record)
        return result

    def _send(self, sent: Sent, route: Route) -> None:
        if self._world.settings.throttle.flood is not None:
            disconnecting.count_bytes(sent.sender, len(sent.text) + len(sent.prefix))
            if sent.sender.require_session().disconnecting:
                # Nobody is there any more to take it; who goes on sending would fill the trace.
                return
        self._world.trace.add(self._record(sent, "send", route.label, result=SUCCESS))
        if route.lost:
            self._world.trace.add(self._record(sent, "drop", route.label, route.lost))
            return
        for receiver in route.receivers:
            self._post(sent, receiver)

    def _post(self, sent: Sent, receiver: Player) -> None:
        now = self._world.clock.now
        packet = Packet(sent.number, now, sent.medium, sent.sender.fullname, receiver.fullname, sent.prefix, sent.text)
        verdict, rule = self._world.faults.judge(packet)
        if rule is not None:
            self._note(packet, rule, verdict)
        if isinstance(verdict, Hold) and rule is not None:
            rule.held.append((packet, lambda: self._on_its_way(sent, packet, receiver, PASS, None)))
            return
        self._on_its_way(sent, packet, receiver, verdict, rule)

    def _on_its_way(
        self, sent: Sent, packet: Packet, receiver: Player, verdict: Verdict, rule: FaultRule | None
    ) -> None:
        if isinstance(verdict, Drop) or self._lost(packet):
            self._world.trace.add(self._record(sent, "drop", receiver.fullname, "lost on the way"))
            return
        if isinstance(verdict, Corrupt):
            sent = replace(sent, text=verdict.text)
        delay = verdict.delay if isinstance(verdict, Deliver) else self._delay(packet, sent.sender, receiver)
        time = self._world.clock.now + delay
        if isinstance(verdict, Reorder):
            self._latest.setdefault(_link(packet.medium, packet.sender, packet.receiver), 0)
            self._world.clock.at(time + verdict.delay, lambda: self._arrive(sent, receiver, rule))
            return
        time = self._in_order(packet, time, isinstance(verdict, Deliver))
        self._schedule(sent, receiver, time)
        if isinstance(verdict, Duplicate):
            self._world.clock.at(time + verdict.gap, lambda: self._arrive(sent, receiver))

    def _schedule(self, sent: Sent, receiver: Player, time: float) -> None:
        """Let a packet arrive. Those of one message that would follow each other in the queue are one event of it."""
        clock, together = self._world.clock, self._together
        if (
            together is None
            or together.sent is not sent
            or together.time != time
            or together.scheduled != clock.scheduled
        ):
            together = self._together = Together(sent, time, [])
            clock.at(time, partial(self._arrive_together, sent, together.receivers))
            together.scheduled = clock.scheduled
        together.receivers.append(receiver)

    def _arrive_together(self, sent: Sent, receivers: list[Player]) -> None:
        self._together = None
        for receiver in receivers:
            self._arrive(sent, receiver)

    def _note(self, packet: Packet, rule: FaultRule, verdict: Verdict) -> None:
        """Trace what a rule did; a corrupted packet is shown as it goes on."""
        text = verdict.text if isinstance(verdict, Corrupt) else packet.text
        self._world.trace.add(
            Record(
                self._world.clock.now,
                "fault",
                packet.medium,
                packet.sender,
                packet.receiver,
                packet.prefix,
                text,
                None,
                f"{rule.name}: {verdict.word}",
                packet.number,
            )
        )

    def _lost(self, packet: Packet) -> bool:
        loss = self._world.settings.bnet.loss
        return packet.medium == BNET and loss > 0 and self._chance("loss", packet) < loss

    def _delay(self, packet: Packet, sender: Player, receiver: Player) -> float:
        settings = self._world.settings
        delay = settings.links.hop + sender.extra_delay + receiver.extra_delay
        if settings.links.jitter > 0:
            delay += settings.links.jitter * self._chance("jitter", packet)
        if packet.medium == BNET:
            delay += settings.bnet.extra_seconds
        if packet.medium == BNET and settings.bnet.reorder:
            delay += settings.bnet.reorder_seconds * self._chance("reorder", packet)
        return delay

    def _chance(self, purpose: str, packet: Packet) -> float:
        link = f"{purpose}/{packet.medium}/{packet.sender}/{packet.receiver}"
        return self._world.streams.of(link).random()

    def _in_order(self, packet: Packet, time: float, faulty: bool) -> float:
        """Addon messages of one link never overtake each other, whatever delays them; game data may."""
        if packet.medium == BNET and (faulty or self._world.settings.bnet.reorder):
            return time
        link = _link(packet.medium, packet.sender, packet.receiver)
        time = max(time, self._last.get(link, 0.0))
        self._last[link] = time
        return time

    def _arrive(self, sent: Sent, receiver: Player, late: FaultRule | None = None) -> None:
        self._pass(sent, receiver, late)
        reason = self._not_received(receiver)
        if reason:
            self._world.trace.add(self._record(sent, "drop", receiver.fullname, reason))
            return
        with self._world.trace.outcome() as outcome:
            refusal = sent.hand_over(receiver, sent.text)
            kind: Kind = "drop" if refusal else "deliver"
            outcome.append(self._record(sent, kind, receiver.fullname, refusal))

    def _pass(self, sent: Sent, receiver: Player, late: FaultRule | None) -> None:
        """Note an arrival on its link, and forget of the link what no packet needs any more."""
        link = _link(sent.medium, sent.sender.fullname, receiver.fullname)
        if self._last.get(link, math.inf) <= self._world.clock.now:
            del self._last[link]
        if not self._latest:
            return
        latest = self._latest.get(link)
        if latest is None:
            return
        if late is not None and latest > sent.number:
            late.overtaken += 1
        self._latest[link] = max(latest, sent.number)

    def _not_received(self, receiver: Player) -> str:
        session = receiver.session
        if session is None:
            return "offline"
        if not receiver.client.running:
            return "connection lost"
        if self._world.settings.lockdown.blocks_receiving and session.restrictions.lockdown:
            return "lockdown"
        return ""

    def _record(self, sent: Sent, kind: Kind, receiver: str, detail: str = "", result: int | None = None) -> Record:
        return Record(
            self._world.clock.now,
            kind,
            sent.medium,
            sent.sender.fullname,
            receiver,
            sent.prefix,
            sent.text,
            result,
            detail,
            sent.number,
        )


def _link(medium: str, sender: str, receiver: str) -> tuple[str, str, str]:
    return ("BNET" if medium == BNET else "ADDON", sender, receiver)
