"""Scenes about a profile: when its reader asks, and when its owner answers."""

from __future__ import annotations

from generator.world.cast import Cast, count, when
from generator.world.profiles import PARTS
from generator.world.scene import (
    ABOUT_THE_WAY,
    APART,
    LONGEST,
    PATIENCE,
    SETTLE,
    STEP,
    Seen,
    Stage,
    lost,
)


def asked(stage: Stage) -> Seen:
    """A profile whose pages are lost: when its reader asks again, and whether its owner answers then."""
    cast = stage.sender_waits()
    if not cast.start():
        return APART
    world, owner = cast.world, cast.receiver
    world.run(SETTLE)
    cast.watch_parts()
    cooldown = min(LONGEST, 2 * stage.longest("request_cooldown", "send_cooldown") + PATIENCE)
    with lost(cast, lambda packet: packet.receiver == cast.sender.fullname and packet.text[2:5] not in ABOUT_THE_WAY):
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
        return APART
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
