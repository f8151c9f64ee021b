"""What `crossrp simulate` prints of clients: addons, script errors, and what the simulator has not of the game."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .console import bad, say, tame
from .page import Page

if TYPE_CHECKING:
    from generator.world.scenarios.result import AddonDone, Missing, Printed, ScriptError

#: Lines of a list that are shown; of more, the number.
MOST = 20
#: Lines of a traceback that are shown.
TRACE = 6


def show_clients(
    addons: Sequence[AddonDone],
    errors: Sequence[ScriptError],
    unmodelled: Sequence[Missing],
    assumed: Sequence[Missing],
) -> None:
    """All of it, each under its title, nothing for what there is none of."""
    if addons:
        say()
        page = Page()
        page.title("Addons")
        page.table([(f"{addon.name} {addon.version}".strip(), _loaded(addon)) for addon in addons])
        page.show()
    if errors:
        say()
        say("Script errors")
        for error in errors[:MOST]:
            _error(error)
        _more(len(errors))
    _missing("Not modelled by this simulator; --lenient answers for it", unmodelled, times=False)
    _missing("What was assumed; an addon that ran on it has not been shown to work", assumed, times=True)


def show_printed(lines: Sequence[Printed]) -> None:
    """What addons printed."""
    if lines:
        say()
        say("Printed")
        _some(
            [
                f"  {tame(item.line)}  ({number(item.times, 'time')} at {number(len(item.players), 'player')})"
                for item in lines
            ]
        )


def _some(lines: Sequence[str]) -> None:
    """The first lines of a list, and how many more there are."""
    for line in lines[:MOST]:
        say(line)
    _more(len(lines))


def number(count: int, word: str) -> str:
    """A count with its word, such as "1 player" or "3 players"."""
    return f"{count:,} {word}{'s' if count != 1 else ''}"


def _more(count: int) -> None:
    if count > MOST:
        say(f"  and {count - MOST:,} more; --format json lists all")


def _loaded(addon: AddonDone) -> str:
    text = f"loaded by {addon.loaded} of {number(addon.players, 'player')}"
    return f"{text}: {addon.why}" if addon.why else text


def _error(error: ScriptError) -> None:
    message, *rest = error.message.splitlines() or [""]
    say(f"  {bad(tame(message))}")
    for line in rest:
        say(f"    {tame(line)}")
    often = f"{number(error.times, 'time')} at {number(len(error.players), 'player')}"
    say(f"    {often}, first {error.players[0]} after {error.first:g} s, in {error.source}")
    lines = [line.strip() for line in error.traceback.splitlines()]
    lines = [line for line in lines if line and line != "stack traceback:" and not line.startswith("[C]")]
    for line in lines[:TRACE]:
        say(f"      {tame(line)}")


def _missing(title: str, items: Sequence[Missing], *, times: bool) -> None:
    if not items:
        return
    say()
    say(title)
    _some(
        [f"  {item.name}: {number(item.times, 'time') + ', first ' if times else ''}at {item.where}" for item in items]
    )
