"""Scenes of a start: a newcomer of one revision logs in beside a bridge of the other."""

from __future__ import annotations

from dataclasses import dataclass

from generator.world.cast import Cast, reaches
from generator.world.player import Player
from generator.world.scene import Seen, Stage

NEWCOMERS = 5
"""Newcomers who ask one after the other; the latest answer counts."""
PATIENCE = 20.0
"""Virtual seconds after a newcomer's login until the next one comes."""
SETTLED = 30.0
"""Virtual seconds after which the bridge has started and told its status."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """One login next to a bridge: seconds until it had started and knew the bridge, and from question to answer.

    ``waited``: seconds from its question to its start.
    """

    started: float | None
    waited: float | None
    knew: float | None
    answered: float | None


def asking(stage: Stage) -> Seen:
    """How long a newcomer waits for the status of bridges, and how late a bridge answers."""
    seen = newcomers(stage, NEWCOMERS)
    waits = [each.waited for each in seen if each.waited is not None]
    late = [each.answered for each in seen if each.answered is not None]
    if not waits:
        return Seen(f"the {stage.who} newcomer asks no bridge for its status", shown=False)
    words = f"the {stage.who} newcomer waits {min(waits):.1f} s"
    if not late:
        return Seen(f"{words}; the {stage.whose} bridge never answers what it understands", True)
    words += f"; the {stage.whose} bridge answers after {max(late):.1f} s (the latest of {len(late)})"
    return Seen(words, max(late) > min(waits))


def starting(stage: Stage) -> Seen:
    """When a newcomer has started, and when it knows the bridge beside it."""
    newcomer = newcomers(stage, 1)[0]
    started = "does not start" if newcomer.started is None else f"has started after {newcomer.started:.1f} s"
    knew = "never hears of it" if newcomer.knew is None else f"knows it after {newcomer.knew:.1f} s"
    words = f"the {stage.who} newcomer beside a bridge of the {stage.whose} revision {started} and {knew}"
    return Seen(words, newcomer.started is None or newcomer.knew is None)


def newcomers(stage: Stage, number: int) -> list[Newcomer]:
    """Log in newcomers of the waiting revision beside a bridge of the other, one after the other."""
    cast = stage.cast((stage.waiting, stage.others, stage.others, stage.others))
    cast.sender.logout()
    cast.world.run(SETTLED)
    return [_log_in(cast, player) for player in cast.newcomers(number)]


def _log_in(cast: Cast, player: Player) -> Newcomer:
    world = cast.world
    begin, first = world.now, len(world.trace)
    player.login()
    started: float | None = None
    knew: float | None = None
    while world.now - begin < PATIENCE:
        world.run(0.1)
        if started is None and player.lua("return CrossRP.IsStarted()"):
            started = world.now - begin
        if knew is None and reaches(player, cast.far):
            knew = world.now - begin
    statuses = [
        (record.time, record.sender)
        for record in list(world.trace)[first:]
        if record.kind == "send"
        and record.text[2:5] == b"ST "
        and record.sender in (player.fullname, cast.near.fullname)
    ]
    asked = next((time for time, sender in statuses if sender == player.fullname), None)
    answer = next(
        (time for time, who in statuses if who == cast.near.fullname and asked is not None and time > asked), None
    )
    player.logout()
    # The answer counts as one when it taught the newcomer something.
    answered = answer - asked if answer is not None and asked is not None and knew is not None else None
    waited = begin + started - asked if started is not None and asked is not None else None
    return Newcomer(started, waited, knew, answered)
