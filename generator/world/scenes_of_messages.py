"""Scenes about a message: its acknowledgement, its pages, and its length."""

from __future__ import annotations

from generator.virtual.faultrules import Packet
from generator.world.cast import START, Cast, count, heard, listen, outcome, reaches, send, when
from generator.world.scene import (
    APART,
    LONG_MESSAGE,
    LONGEST,
    MOST_BYTES,
    PATIENCE,
    SETTLE,
    Seen,
    Stage,
    lost,
)


def acknowledged(stage: Stage) -> Seen:
    """A long message: whether its sender sends it again before the acknowledgement can be there."""
    cast = stage.sender_waits()
    if not cast.start():
        return APART
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
        return APART
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


def lost_page(stage: Stage) -> Seen:
    """A page is lost between bridges: when it is asked for, and whether it is still there to be sent again."""
    cast = stage.cast((stage.others, stage.others, stage.waiting, stage.waiting))
    if when(cast.world, lambda: reaches(cast.near, cast.far), START) is None:
        return APART
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
        return APART
    cast.world.run(SETTLE)
    listen(cast.receiver)
    send(cast.sender, cast.receiver, "x" * size)
    cast.world.run_until(lambda: heard(cast.receiver) > 0 or outcome(cast.sender) == "timed_out", LONGEST)
    words = f"the {stage.whose} sender sends a message of {size} bytes"
    if heard(cast.receiver):
        return Seen(f"{words}, and the {stage.who} receiver hears it")
    return Seen(f"{words}, and the {stage.who} receiver never hears it", True)
