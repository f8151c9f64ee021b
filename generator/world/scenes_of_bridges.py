"""Scenes about bridges and raids: how long they are known, whom they serve, and what they carry to its end."""

from __future__ import annotations

from itertools import pairwise

from generator.world.cast import START, destination, outcome, reaches, send, when
from generator.world.player import Player
from generator.world.scene import (
    APART,
    LONGER_MESSAGE,
    LONGEST,
    MOST_CLIENTS,
    PATIENCE,
    SETTLE,
    STEP,
    Seen,
    Stage,
)


def silence(stage: Stage) -> Seen:
    """How often a bridge tells its status, and when who hears nothing of it forgets it."""
    cast = stage.sender_waits()
    if not cast.start():
        return APART
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


def leaving(stage: Stage) -> Seen:
    """A bridge has to stop hosting while it carries a long message: whether the message still arrives."""
    cast = stage.sender_waits()
    if not cast.start():
        return APART
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
        return APART
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


def raids(stage: Stage) -> Seen:
    """Two leaders who linked their raids and say nothing: whether the link lasts."""
    cast = stage.sender_waits()
    if not cast.start():
        return APART
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
