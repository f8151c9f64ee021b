"""What a scenario can expect. An expectation is met, broken, or was never put to the test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from generator.client.convert import LuaFailure
from generator.world.scenarios import counting, watch
from generator.world.scenarios.options import (
    ANY,
    FLAG,
    NUMBER,
    PLAYER,
    PLAYERS,
    TEXT,
    TEXTS,
    WHOLE,
    Option,
    Options,
    need,
    one_of,
)

if TYPE_CHECKING:
    from generator.world.scenarios.run import Run
    from generator.world.scenarios.touches import Touch

Values = Mapping[str, Any]
State = Literal["met", "broken", "undecided", "open"]


@dataclass(frozen=True)
class Finding:
    """How an expectation stands, and why in a few words. "open" is for asking again before the deadline."""

    state: State
    why: str


@dataclass(frozen=True)
class Window:
    """When the expectation applies, and whether this is the last time it is asked."""

    after: float
    by: float
    last: bool


@dataclass(frozen=True)
class ExpectationKind:
    """One kind. ``at_end`` ones are asked at their deadline only, the others every second until they hold."""

    text: str
    options: Options
    judge: Callable[[Run, Values, Window], Finding]
    at_end: bool = False


def _undecided_or_open(window: Window, state: State, why: str) -> Finding:
    return Finding(state if window.last else "open", why)


def _profile(run: Run, values: Values, window: Window) -> Finding:
    reader, owner = run.players[values["reader"]], run.players[values["owner"]]
    mine = [t for t in run.touches.all if t.reader is reader and t.owner is owner and t.time >= window.after]
    touches = [touch for touch in mine if touch.path]
    arrived = [touch for touch in mine if touch.arrived is not None]
    if arrived:
        first = arrived[0]
        assert first.arrived is not None
        took = first.arrived - first.time
        if values["within"] is not None and took > values["within"]:
            return Finding("broken", f"took {took:.1f} s instead of {values['within']:g} s")
        return Finding("met", f"identical after {took:.1f} s")
    if not touches:
        why = "there was no way between them when they touched" if mine else f"{reader.name} did not touch {owner.name}"
        return _undecided_or_open(window, "undecided", why)
    if not window.last:
        return Finding("open", "under way")
    missing = watch.differing(reader, owner, touches[-1].parts) if _both_run(touches[-1]) else list("ABCD")
    return Finding("broken", f"not identical at the deadline: part {', '.join(missing)}")


def _both_run(touch: Touch) -> bool:
    return watch.has_watch(touch.reader) and watch.has_watch(touch.owner)


def _profiles(run: Run, values: Values, window: Window) -> Finding:
    due = [t for t in run.touches.all if t.path and window.after <= t.time <= window.by - values["within"]]
    arrived = [touch for touch in due if touch.arrived is not None]
    late = [touch for touch in arrived if (touch.arrived or 0) - touch.time > values["within"]]
    missing = [touch for touch in due if touch.arrived is None and run.touches.has_path(touch)]
    cut = len(due) - len(arrived) - len(missing)
    for reader, twice in run.touches.twice.items():
        return Finding("broken", f"{reader} was sent the same part twice: {twice[0]}")
    if late or missing:
        first = (missing or late)[0]
        return Finding(
            "broken", f"of {len(due)} touches {len(missing)} got no profile and {len(late)} got it late: {first.names}"
        )
    if len(arrived) < values["least"]:
        return Finding("undecided", f"only {len(arrived)} touches with a way between the two, {cut} of them cut short")
    return Finding("met", f"{len(arrived)} touches, each answered once; {cut} lost their way before the end")


def _outcome(run: Run, values: Values, window: Window) -> Finding:
    sends = run.sends.get(values["of"], [])
    if not sends:
        return _undecided_or_open(window, "undecided", f"{values['of']!r} was never sent")
    _, player = sends[-1]
    outcome = None
    if watch.has_watch(player):
        outcome = player.lua(f"return ScenarioWatch.outcomes[{watch.lua_text(values['of'])}]")
    if outcome is None:
        return _undecided_or_open(window, "broken", "has no outcome yet")
    return Finding("met" if outcome in values["is"] else "broken", f"ended {outcome}")


def _heard(run: Run, values: Values, _: Window) -> Finding:
    player = run.players[values["player"]]
    if not watch.has_watch(player):
        return Finding("undecided", f"{player.name} is not there to hear anything")
    wanted = f"{watch.COMMAND} {values['text']}"
    found = player.lua(
        f"local n = 0; for _, text in ipairs(ScenarioWatch.heard) do if text == {watch.lua_text(wanted)} "
        "then n = n + 1 end end; return n"
    )
    times = int(str(found))
    return Finding("met" if times == values["times"] else "broken", f"heard {times} times")


def _lua(run: Run, values: Values, window: Window) -> Finding:
    player = run.players[values["player"]]
    if not player.online or not player.client.running:
        return _undecided_or_open(window, "undecided", f"{player.name} is not online")
    try:
        found = player.lua(values["source"])
    except LuaFailure as error:
        return _undecided_or_open(window, "broken", str(error))
    met = bool(found) if values["equals"] is None else found == _as_lua(values["equals"])
    return Finding("met", f"is {found!r}") if met else _undecided_or_open(window, "broken", f"is {found!r}")


def _as_lua(value: Any) -> Any:
    """A value of a file as it comes out of Lua, where a list is a table from 1."""
    if isinstance(value, list | tuple):
        return {number: _as_lua(item) for number, item in enumerate(value, 1)}
    if isinstance(value, Mapping):
        return {key: _as_lua(item) for key, item in value.items()}
    return value


def _reach(run: Run, values: Values, window: Window) -> Finding:
    player, target = run.players[values["player"]], run.players[values["target"]]
    if not (watch.has_watch(player) and watch.has_watch(target)):
        return _undecided_or_open(window, "undecided", "one of the two does not run the addon")
    reaches = watch.can_reach(player, target)
    why = f"{player.name} {'reaches' if reaches else 'does not reach'} {target.name}"
    return Finding("met", why) if reaches == values["reaches"] else _undecided_or_open(window, "broken", why)


def _balance(run: Run, values: Values, window: Window) -> Finding:
    loads = counting.bytes_by_sender(run, "BNET", window.after, window.by)
    if len(loads) < values["bridges"]:
        return Finding("undecided", f"only {len(loads)} bridges carried anything")
    mean = sum(loads.values()) / len(loads)
    name, most = max(loads.items(), key=lambda load: (load[1], load[0]))
    fine = most <= values["most"] * mean
    return Finding(
        "met" if fine else "broken", f"{name} carried {most / mean:.2f} times the mean of {len(loads)} bridges"
    )


def _count(run: Run, values: Values, window: Window) -> Finding:
    names = None if values["player"] is None else frozenset(run.fullnames(values["player"]))
    found = counting.count(run, values["of"], values["medium"], names, values["result"], window.after, window.by)
    low, high = values["least"], values["most"]
    fine = (low is None or found >= low) and (high is None or found <= high)
    return Finding("met" if fine else "broken", f"{found:,} {values['of']}")


EXPECTATIONS: Mapping[str, ExpectationKind] = {
    "profile": ExpectationKind(
        "The owner's profile is at the reader, identical in every part the touch asks for. Undecided when the reader "
        "did not touch the owner, or had no way to.",
        {
            "reader": need(PLAYER, "who touches"),
            "owner": need(PLAYER, "whose profile"),
            "within": Option(NUMBER, "seconds it may take from the touch"),
        },
        _profile,
    ),
    "profiles": ExpectationKind(
        "Every touch gets its profile, identical and no part twice, if there was a way between the two when it "
        "happened and there still is at the deadline. Undecided when too few touches had one.",
        {
            "within": Option(NUMBER, "seconds each may take; touches later than this before `by` do not count", 60.0),
            "least": Option(WHOLE, "how many touches must have been answered", 1),
        },
        _profiles,
        at_end=True,
    ),
    "outcome": ExpectationKind(
        "What became of a text sent with `as`. Undecided when it was never sent.",
        {
            "of": need(TEXT, "the name given with `as`"),
            "is": need(TEXTS, '"acked", "sent", "no_bridge", "timed_out" or "refused"; or a list of them'),
        },
        _outcome,
    ),
    "heard": ExpectationKind(
        "A text arrived so many times. Undecided when the player is not online then.",
        {
            "player": need(PLAYER, "who hears it"),
            "text": need(TEXT, "the text"),
            "times": Option(WHOLE, "how many times", 1),
        },
        _heard,
        at_end=True,
    ),
    "reach": ExpectationKind(
        "The addon of a player knows a way to another. Undecided when one of the two does not run the addon.",
        {
            "player": need(PLAYER, "who"),
            "target": need(PLAYER, "whom"),
            "reaches": Option(FLAG, "false to expect that there is none", True),
        },
        _reach,
    ),
    "balance": ExpectationKind(
        "The busiest bridge sends at most so many times the mean of all bridges over Battle.net, in bytes, between "
        "`after` and `by`. Undecided when too few carried anything.",
        {
            "most": need(NUMBER, "how many times the mean"),
            "bridges": Option(WHOLE, "how many must have carried something", 2),
        },
        _balance,
        at_end=True,
    ),
    "count": ExpectationKind(
        "A number stays within bounds. It counts what happened between `after` and `by`.",
        {
            "of": need(one_of(*counting.COUNTS), "what is counted, see below"),
            "most": Option(WHOLE, "at most so many"),
            "least": Option(WHOLE, "at least so many"),
            "player": Option(PLAYERS, "only of these senders"),
            "medium": Option(TEXTS, "only of these media"),
            "result": Option(WHOLE, "only refusals with this result"),
        },
        _count,
        at_end=True,
    ),
    "lua": ExpectationKind(
        "Lua in a player's client gives a value. Undecided when the player is not online at the deadline.",
        {
            "player": need(PLAYER, "whose client"),
            "source": need(TEXT, 'such as "return CrossRP.GetLinks()"'),
            "equals": Option(ANY, "the value; without it, anything but nil and false"),
        },
        _lua,
    ),
}
