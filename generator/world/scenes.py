"""Scenes in which clients of one revision wait for clients of another, and what is measured in them.

In each scene one client, the waiting one, is of one revision and whoever it waits for is of the other. Nothing is read
from the specification but how long to look: every number told was seen on the wire or asked of a client.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

from generator.spec.model import Revision
from generator.virtual.faultrules import Drop, Packet
from generator.world.cast import (
    START,
    Cast,
    count,
    destination,
    heard,
    listen,
    outcome,
    reaches,
    send,
    when,
)
from generator.world.player import Player
from generator.world.profiles import PARTS

SETTLE = 5.0
"""Virtual seconds after everybody knows everybody until something begins."""
LONGEST = 900.0
"""Virtual seconds a scene may take at most, whatever the durations of a revision."""
PATIENCE = 60.0
"""Virtual seconds a message or a profile may take on its way."""
STEP = 1.0
LONG_MESSAGE, LONGER_MESSAGE = 4000, 16000
"""Bytes of messages whose pages take some seconds."""
MOST_CLIENTS, MOST_BYTES = 12, 40_000
"""What a scene plays at most, so that it is over in a second."""
SHORT_PACKET = 60
"""Acknowledgements and statuses are shorter than this, pages of a profile part are longer."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen: a sentence without its full stop, and whether it goes wrong for the waiting client.

    ``shown``: whether there was anything to measure; else the sentence says why not.
    """

    words: str
    conflict: bool = False
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Stage:
    """Who plays: the revision of the client that waits and of those it waits for, and what people call them.

    ``cast`` makes the four players of the revisions given, under one prefix.
    """

    waiting: Revision
    others: Revision
    who: str
    whose: str
    cast: Callable[[tuple[Revision, Revision, Revision, Revision]], Cast]

    def sender_waits(self) -> Cast:
        """The sender is the one that waits; the bridges and the receiver are the others."""
        return self.cast((self.waiting, self.others, self.others, self.others))

    def longest(self, *names: str) -> float:
        """The longest of some durations of both revisions; a revision may lack them."""
        found = [
            each.timers[name].seconds for each in (self.waiting, self.others) for name in names if name in each.timers
        ]
        return max(found, default=0.0)


Play = Callable[[Stage], Seen]

_APART = Seen("no message crosses between the two at all, so there is nothing to measure", shown=False)


def silence(stage: Stage) -> Seen:
    """How often a bridge tells its status, and when who hears nothing of it forgets it."""
    cast = stage.sender_waits()
    if not cast.start():
        return _APART
    world = cast.world
    begin, first, away = world.now, len(world.trace), 0.0
    period = stage.longest("status_period", "node_life")
    while world.now - begin < min(2.2 * period, LONGEST):
        world.run(STEP)
        away += STEP * (not reaches(cast.sender, cast.receiver))
    told = [r.time for r in list(world.trace)[first:] if r.kind == "send" and _is_status(r.sender, r.medium, cast.near)]
    gap = max((after - before for before, after in pairwise([begin, *told, world.now])), default=0.0)
    words = f"the {stage.whose} bridge tells its status after up to {gap:.0f} s"
    if away:
        for_ = f"for {away:.0f} of {world.now - begin:.0f} s"
        return Seen(f"{words}; the {stage.who} client forgets it in between, {for_}", True)
    cast.near.crash()
    world.run_until(lambda: not reaches(cast.sender, cast.receiver), LONGEST)
    return Seen(
        f"{words}; the {stage.who} client forgets one that is silent for {world.now - (told or [begin])[-1]:.0f} s"
    )


def _is_status(sender: str, medium: str, bridge: Player) -> bool:
    return sender == bridge.fullname and medium == "CHANNEL"


def acknowledged(stage: Stage) -> Seen:
    """A long message: whether its sender sends it again before the acknowledgement can be there."""
    cast = stage.sender_waits()
    if not cast.start():
        return _APART
    world = cast.world
    world.run(SETTLE)
    begin, again, ended = world.now, None, None
    send(cast.sender, cast.receiver, "x" * LONG_MESSAGE)
    before = count(cast.sender, "routed_again")
    while ended is None and world.now - begin < LONGEST:
        world.run(0.1)
        if again is None and count(cast.sender, "routed_again") > before:
            again = world.now - begin
        if outcome(cast.sender):
            ended = world.now - begin
    if outcome(cast.sender) == "sent":
        return Seen("the sender expects no acknowledgement", shown=False)
    if outcome(cast.sender) != "acked" or ended is None:
        return Seen(f"a message of {LONG_MESSAGE} bytes that the {stage.who} sender sends is not acknowledged", True)
    words = f"the {stage.whose} side acknowledges a message of {LONG_MESSAGE} bytes after {ended:.1f} s"
    if again is not None:
        return Seen(f"{words}; the {stage.who} sender has sent it again after {again:.1f} s, for nothing", True)
    return Seen(f"{words}; the {stage.who} sender waits for it and sends it once")


def unacknowledged(stage: Stage) -> Seen:
    """Two messages whose acknowledgements are lost: when they are sent again, and whether they are heard once each."""
    cast = stage.sender_waits()
    if not cast.start():
        return _APART
    world = cast.world
    world.run(SETTLE)
    listen(cast.receiver)
    begin, first = world.now, len(world.trace)
    with lost(cast, lambda packet: packet.sender == cast.near.fullname and packet.receiver == cast.sender.fullname):
        send(cast.sender, cast.receiver, "one")
        send(cast.sender, cast.receiver, "two")
        world.run_until(lambda: outcome(cast.sender) != "", LONGEST)
        world.run(SETTLE)
    if outcome(cast.sender) == "sent" or not heard(cast.receiver):
        return Seen("no message that asks for an acknowledgement crosses between the two", shown=False)
    sends = [
        record.time - begin
        for record in list(world.trace)[first:]
        if record.kind == "send" and record.sender == cast.sender.fullname and record.receiver == cast.near.fullname
    ]
    times = heard(cast.receiver)
    words = f"without acknowledgements the {stage.who} sender sends two messages {len(sends)} times in all"
    words += f", the last time after {sends[-1]:.1f} s"
    known = "each once" if times == 2 else f"{times} times"
    return Seen(f"{words}; the {stage.whose} side delivers them {known}", times != 2)


def asked(stage: Stage) -> Seen:
    """A profile whose pages are lost: when its reader asks again, and whether its owner answers then."""
    cast = stage.sender_waits()
    if not cast.start():
        return _APART
    world, owner = cast.world, cast.receiver
    world.run(SETTLE)
    cast.watch_parts()
    cooldown = min(LONGEST, 2 * stage.longest("request_cooldown", "send_cooldown") + PATIENCE)
    with lost(cast, lambda packet: packet.receiver == cast.sender.fullname and len(packet.text) > SHORT_PACKET):
        _look(cast)
        if when(world, lambda: count(owner, "routed_in_TR") >= 1, PATIENCE) is None:
            return _no_profile(stage)
        begin = world.now
        world.run(SETTLE)
        answers = count(owner, "profile_answered")
        while count(owner, "routed_in_TR") < 2 and world.now - begin < cooldown:
            _look(cast)
            world.run(STEP)
        again = world.now - begin
        if count(owner, "routed_in_TR") < 2:
            return Seen(f"the {stage.who} reader does not ask again within {again:.0f} s")
        world.run(1.0)
        answered = count(owner, "profile_answered") > answers
    words = f"the {stage.who} reader of a profile that got lost asks again after {again:.0f} s"
    if answered:
        return Seen(f"{words}, and the {stage.whose} owner answers")
    return Seen(f"{words}; the {stage.whose} owner does not answer so soon", True)


def answered(stage: Stage) -> Seen:
    """A profile: how long its parts take, and whether its reader still takes them."""
    cast = stage.sender_waits()
    if not cast.start():
        return _APART
    cast.world.run(SETTLE)
    cast.watch_parts()
    _look(cast)
    took = when(cast.world, lambda: cast.parts() == len(PARTS), 2 * PATIENCE)
    refused = count(cast.sender, "refused_slot")
    if took is not None:
        return Seen(f"the {stage.who} reader has the {stage.whose} owner's profile after {took:.1f} s", False)
    if not refused:
        return _no_profile(stage)
    return Seen(
        f"the {stage.who} reader has {cast.parts()} of {len(PARTS)} parts of the {stage.whose} owner's profile: "
        f"it no longer waits for {refused} that come",
        True,
    )


def _no_profile(stage: Stage) -> Seen:
    return Seen(f"no profile of {stage.whose} owners reaches {stage.who} readers at all", shown=False)


def _look(cast: Cast) -> None:
    for look in (cast.sender.mouseover, cast.sender.target):
        look(None)
        look(cast.receiver)


def lost_page(stage: Stage) -> Seen:
    """A page is lost between bridges: when it is asked for, and whether it is still there to be sent again."""
    cast = stage.cast((stage.others, stage.others, stage.waiting, stage.waiting))
    if when(cast.world, lambda: reaches(cast.near, cast.far), START) is None:
        return _APART
    world = cast.world
    world.run(SETTLE)
    listen(cast.far)
    gone: list[float] = []
    with lost(cast, lambda packet: _second_page(packet, cast, gone)):
        send(cast.near, cast.far, "x" * LONG_MESSAGE)
        look_for = min(LONGEST, 2 * stage.longest("repair_wait", "repair_quiet", "repair_again") + PATIENCE)
        asks = when(world, lambda: count(cast.far, "pages_asked") > 0, look_for) is not None
        after = world.now - gone[1] if gone[1:] else 0.0
        came = when(world, lambda: heard(cast.far) > 0, PATIENCE)
    if not gone[1:]:
        return Seen("the pages of a message do not reach the other side", shown=False)
    if not asks:
        again = " but gets the message sent again as a whole" if came is not None else ""
        return Seen(f"the {stage.who} receiver asks for no page that was lost{again}", came is None)
    words = f"the {stage.who} receiver asks for a lost page {after:.1f} s after it was sent"
    if came is None:
        return Seen(f"{words}; the {stage.whose} sender does not send it again, and the message is lost", True)
    return Seen(f"{words}; the {stage.whose} sender sends it again, and the message is whole")


def _second_page(packet: Packet, cast: Cast, gone: list[float]) -> bool:
    """Whether it is the second long packet between the bridges; notes when."""
    if packet.sender != cast.near.fullname or packet.receiver != cast.far.fullname or len(packet.text) < 100:
        return False
    gone.append(packet.time)
    return len(gone) == 2


def leaving(stage: Stage) -> Seen:
    """A bridge has to stop hosting while it carries a long message: whether the message still arrives."""
    cast = stage.sender_waits()
    if not cast.start():
        return _APART
    world = cast.world
    world.run(SETTLE)
    begin = world.now
    send(cast.sender, cast.receiver, "x" * LONGER_MESSAGE)
    world.run(SETTLE)
    cast.near.enter_instance()
    away = world.now
    world.run_until(lambda: outcome(cast.sender) != "", LONGEST)
    how, took = outcome(cast.sender), world.now - begin
    words = f"the {stage.whose} bridge walks into an instance while it carries the {stage.who} sender's message"
    if how in ("acked", "sent"):
        return Seen(f"{words}, and carries it to its end, {world.now - away:.1f} s later")
    return Seen(f"{words}, which does not arrive within {took:.0f} s ({how or 'no outcome'})", True)


def crowded(stage: Stage) -> Seen:
    """More clients than a bridge serves at a time: whether each is served in the end."""
    limit = stage.others.limits.get("bridge_clients")
    if limit is None or limit.value >= MOST_CLIENTS:
        return Seen(f"a bridge serves more clients than the {MOST_CLIENTS} of a scene", shown=False)
    cast = stage.sender_waits()
    if not cast.start():
        return _APART
    clients = [cast.sender, *cast.newcomers(int(limit.value) + 1)]
    for client in clients:
        client.login()
    cast.world.run(SETTLE + START / 6)
    for client in clients:
        send(client, cast.receiver)
    took = when(cast.world, lambda: all(outcome(client) != "" for client in clients), LONGEST)
    served = sum(outcome(client) in ("acked", "sent") for client in clients)
    words = f"{len(clients)} {stage.who} clients send over one {stage.whose} bridge at once"
    if served == len(clients):
        return Seen(f"{words}; the last one is served after {took or LONGEST:.1f} s")
    return Seen(f"{words}; only {served} of them are served", True)


def long_message(stage: Stage) -> Seen:
    """A message longer than the waiting side takes, of a sender who may send such."""
    most, theirs = (int(each.limits["message_bytes"].value) for each in (stage.waiting, stage.others))
    if theirs <= most:
        return Seen(f"{stage.whose} clients send nothing that is too long for {stage.who} ones", shown=False)
    size = most + 1
    if size > MOST_BYTES:
        return Seen(f"a message of {size} bytes takes longer than a scene may", shown=False)
    cast = stage.cast((stage.others, stage.others, stage.waiting, stage.waiting))
    if not cast.start():
        return _APART
    cast.world.run(SETTLE)
    listen(cast.receiver)
    send(cast.sender, cast.receiver, "x" * size)
    cast.world.run_until(lambda: heard(cast.receiver) > 0 or outcome(cast.sender) == "timed_out", LONGEST)
    words = f"the {stage.whose} sender sends a message of {size} bytes"
    if heard(cast.receiver):
        return Seen(f"{words}, and the {stage.who} receiver hears it")
    return Seen(f"{words}, and the {stage.who} receiver never hears it", True)


def raids(stage: Stage) -> Seen:
    """Two leaders who linked their raids and say nothing: whether the link lasts."""
    cast = stage.sender_waits()
    if not cast.start():
        return _APART
    world = cast.world
    world.run(SETTLE)
    pairs = ((cast.sender, cast.receiver), (cast.receiver, cast.sender))
    world.group(cast.sender, cast.near, kind="raid")
    world.group(cast.receiver, cast.far, kind="raid")
    for leader, other in pairs:
        leader.lua(f'CrossRP.LinkRaid("{destination(other)}")')
        world.run(SETTLE)
    if when(world, lambda: all(_linked(leader) for leader, _ in pairs), PATIENCE) is None:
        return Seen("the leaders of two raids do not come to link them", shown=False)
    length = min(LONGEST, 2.2 * stage.longest("raid_life", "raid_refresh"))
    ended = when(world, lambda: not _linked(cast.sender), length)
    words = f"the {stage.who} leader's raid and the {stage.whose} leader's are linked and nobody speaks; the link"
    if ended is None:
        return Seen(f"{words} stands for {length:.0f} s and longer")
    return Seen(f"{words} ends after {ended:.0f} s", True)


def _linked(leader: Player) -> bool:
    return leader.lua("return CrossRP.GetRaidStatus().linked") is not None


@contextmanager
def lost(cast: Cast, which: Callable[[Packet], bool]) -> Iterator[None]:
    """Within it, the packets chosen are lost on their way."""
    rule = cast.world.faults.add("lost in this scene", lambda packet: Drop() if which(packet) else None)
    yield
    cast.world.faults.remove(rule)
